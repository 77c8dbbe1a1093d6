"""Addresses of a household's books and taxes."""

from django.urls import path

from ecoop.taxes import views

app_name = "taxes"
urlpatterns = [
    path("o/<slug:slug>/tax/", views.show_this_year, name="this-year"),
    path("o/<slug:slug>/tax/<int:year>/", views.show_year, name="year"),
    path("o/<slug:slug>/books/s2a/", views.show_s2a, name="book-s2a"),
]
