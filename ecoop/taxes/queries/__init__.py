"""Reads of the taxes: a year from figures or from documents, and the books built from them."""

from ecoop.taxes.queries.books import (
    BOOK_LINES_MAX,
    BookBlock,
    BookHead,
    BookS2a,
    get_book_s2a,
)
from ecoop.taxes.queries.compute import answer_case, compute_household_tax, tax_of
from ecoop.taxes.queries.year import (
    TaxOnDay,
    get_household_facts,
    get_household_year,
    list_household_years,
)

__all__ = [
    "BOOK_LINES_MAX",
    "BookBlock",
    "BookHead",
    "BookS2a",
    "TaxOnDay",
    "answer_case",
    "compute_household_tax",
    "get_book_s2a",
    "get_household_facts",
    "get_household_year",
    "list_household_years",
    "tax_of",
]
