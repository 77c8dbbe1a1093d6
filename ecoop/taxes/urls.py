"""Addresses of a household's books and taxes."""

from django.urls import path

from ecoop.taxes import views

app_name = "taxes"
urlpatterns = [
    path("o/<slug:slug>/tax/", views.show_this_year, name="this-year"),
    path("o/<slug:slug>/tax/<int:year>/", views.show_year, name="year"),
    path("o/<slug:slug>/books/", views.show_books, name="books"),
    path("o/<slug:slug>/books/<slug:code>/", views.show_book, name="book"),
    path("o/<slug:slug>/books/<slug:code>/paper/", views.print_book, name="book-paper"),
    path("o/<slug:slug>/books/<slug:code>/excel/", views.export_book, name="book-excel"),
]
