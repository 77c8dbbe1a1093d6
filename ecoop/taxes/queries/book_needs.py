"""Which books a household must keep in a year, by its tax status and method."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ecoop.kernel.refusals import Citation, Refusal
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.calc import in_words
from ecoop.parties.queries import get_organisation
from ecoop.taxes.calc.books import BOOK_CODES, status_of
from ecoop.taxes.errors import BookIsForHouseholds
from ecoop.taxes.queries.year import get_household_year

REQUIRED, IF_ANY, NOT_NEEDED, UNDECIDED = "required", "if_any", "not_needed", "undecided"
_OTHER = "books/household/other_taxes"


@dataclass(frozen=True)
class BookNeed:
    """One book: whether this household must keep it in the year, and by which article."""

    code: str
    form_number: str
    title: str
    about: str
    need: str
    law: Citation


@dataclass(frozen=True)
class BooksOfYear:
    """All books, those that must be kept first, and the status that decides."""

    status: str
    books: tuple[BookNeed, ...]
    years_to_keep: int
    keep_law: Citation
    # What the calculation refuses, when the status cannot be told.
    refusal: str = ""

    def of(self, code: str) -> BookNeed:
        """Give what is said of one book."""
        return next(each for each in self.books if each.code == code)

    def find(self, code: str) -> BookNeed | None:
        """Find what is said of one book; a cooperative's books depend on no status."""
        return next((each for each in self.books if each.code == code), None)

    @property
    def required(self) -> tuple[BookNeed, ...]:
        """Give the books that must be kept."""
        return tuple(each for each in self.books if each.need == REQUIRED)


def get_books_of_year(*, org_id: UUID, year: int) -> BooksOfYear:
    """Tell which books a household must keep in a year.

    Law:     books/household/exempt, books/household/percentage_method, books/household/income_method
    Raises:  BookIsForHouseholds, NoLawOnDay
    Queries: 20 at most
    """
    organisation = get_organisation(org_id=org_id)
    if organisation.kind != "household":
        raise BookIsForHouseholds(name=organisation.name)
    refusal, tax = "", None
    try:
        tax = get_household_year(org_id=org_id, year=year)
    except Refusal as said:
        refusal = str(said)
    return books_by_status(status=status_of(tax), year=year, refusal=refusal)


def books_by_status(*, status: str, year: int, refusal: str = "") -> BooksOfYear:
    """List all books with what a status asks: exempt, percentage_method, income_method, or nothing if undecided.

    Law:     books/household/other_taxes, books/household/retention_years_min
    Queries: 0
    """
    law = lawbook.on(date(year, 12, 31))
    asked = law.list(f"books/household/{status}") if status else ()
    extra = law.list(_OTHER)
    books = []
    for code in BOOK_CODES:
        form = law.form(f"books/{code}-hkd")
        need = REQUIRED if form["code"] in asked else IF_ANY if form["code"] in extra else NOT_NEEDED
        if not status and need == NOT_NEEDED:
            need = UNDECIDED
        cited = Citation(form["source"]["document"], form["source"]["article"])
        about = in_words(form, name="label")
        books.append(BookNeed(code, form["code"], in_words(form, name="title"), about, need, cited))
    order = (REQUIRED, UNDECIDED, IF_ANY, NOT_NEEDED)
    keep = "books/household/retention_years_min"
    ordered = tuple(sorted(books, key=lambda each: order.index(each.need)))
    return BooksOfYear(status, ordered, law.whole(keep), law.cite(keep), refusal)
