"""Addresses of the frame."""

from django.urls import path

from ecoop.web import views

app_name = "web"
urlpatterns = [
    path("search/", views.search, name="search"),
    path("o/<slug:slug>/search/", views.search_inside, name="search-inside"),
    path("shortcuts/", views.shortcuts, name="shortcuts"),
    path("theme/", views.theme, name="theme"),
]
