"""Addresses of the frame."""

from django.urls import path

from ecoop.web import views

app_name = "web"
urlpatterns = [
    path("search/", views.search, name="search"),
    path("shortcuts/", views.shortcuts, name="shortcuts"),
    path("theme/", views.theme, name="theme"),
]
