"""Reads of the taxes: a year from figures or from documents, and the books built from them."""

from ecoop.taxes.queries.book_lines import list_book_lines, walk_book_lines, walk_book_rows
from ecoop.taxes.queries.book_needs import BookNeed, BooksOfYear, books_by_status, get_books_of_year
from ecoop.taxes.queries.books import get_book, get_book_page, period_in_words
from ecoop.taxes.queries.cases import answer_case
from ecoop.taxes.queries.compute import (
    Comparison,
    SwitchFacts,
    answer_household,
    compare_methods,
    compute_household_tax,
    list_household_switches,
    rules_of,
    tax_of,
)
from ecoop.taxes.queries.year import (
    ChoiceFacts,
    TaxOnDay,
    YearRecords,
    facts_of,
    get_household_facts,
    get_household_year,
    get_year_records,
    years_before,
)

__all__ = [
    "BookNeed",
    "BooksOfYear",
    "ChoiceFacts",
    "Comparison",
    "SwitchFacts",
    "TaxOnDay",
    "YearRecords",
    "answer_case",
    "answer_household",
    "books_by_status",
    "compare_methods",
    "compute_household_tax",
    "facts_of",
    "get_book",
    "get_book_page",
    "get_books_of_year",
    "get_household_facts",
    "get_household_year",
    "get_year_records",
    "list_book_lines",
    "list_household_switches",
    "period_in_words",
    "rules_of",
    "tax_of",
    "walk_book_lines",
    "walk_book_rows",
    "years_before",
]
