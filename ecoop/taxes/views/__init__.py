"""Pages of a household's books, taxes and returns."""

from ecoop.taxes.views.books import show_s2a
from ecoop.taxes.views.year import show_this_year, show_year

__all__ = ["show_s2a", "show_this_year", "show_year"]
