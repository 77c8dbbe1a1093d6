"""Pages of a household's books, taxes and returns."""

from ecoop.taxes.views.books import export_book, print_book, show_book, show_books
from ecoop.taxes.views.year import show_this_year, show_year

__all__ = ["export_book", "print_book", "show_book", "show_books", "show_this_year", "show_year"]
