"""The books on a household's phone: which must be kept, and each as a paper."""

from typing import Annotated
from urllib.parse import urlencode

from django.http import FileResponse, HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Path, Query, Router, Schema
from pydantic import Field

from ecoop.access.api_acting import acting_for_api
from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.wire import CitedLawOut, hands_out
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.queries.books import find_books
from ecoop.taxes.calc.books import BookPeriod, read_period
from ecoop.taxes.errors import BookNotFound, InputNotUnderstood
from ecoop.taxes.queries.book_files import open_book_paper
from ecoop.taxes.queries.book_needs import REQUIRED, BookNeed, get_books_of_year
from ecoop.taxes.queries.books import list_book_codes

router = Router(tags=["phone"])

YearWanted = Annotated[int | None, Query(ge=2026, le=2100, description="The year that runs, if left out.")]
PeriodWanted = Annotated[
    str | None,
    Query(
        pattern=r"^20[0-9]{2}(-(Q[1-4]|0[1-9]|1[0-2]))?$",
        description="2026, 2026-Q1 or 2026-03; the year that runs, if left out.",
        examples=["2026"],
    ),
]
CodeWanted = Annotated[str, Path(pattern=r"^[a-z0-9-]{2,12}$", examples=["s1a"])]


class PhoneBookOut(Schema):
    """A book of the law: whether this household must keep it this year, and where it is."""

    code: str = Field(examples=["s1a"])
    official: str = Field(examples=["S1a-HKD"])
    name: str
    why: str
    need: str = Field(examples=["required"], description="required, if_any, not_needed or undecided")
    is_kept: bool
    law: CitedLawOut | None
    paper: str | None = Field(description="Where its PDF is, for whoever sends the key.")
    page: str


class PhoneBooksOut(Schema):
    """The books of a year, those that must be kept first; they are made from what was recorded."""

    year: int
    years: list[int]
    keep_years: int = Field(description="For how many years they must be kept.")
    refusal: str = Field(description="Why it cannot be said which are needed; empty if it can.")
    books: list[PhoneBookOut]


@router.get("/o/{slug:slug}/phone/books", response=PhoneBooksOut, summary="List a household's books, for the phone")
def get_phone_books(request: HttpRequest, slug: str, year: YearWanted = None) -> PhoneBooksOut:
    """List the books of a year and say which of them this household must keep."""
    today = vietnam_day(timezone.now())
    asked = year or today.year
    with acting_for_api(request, slug=slug, may="books.read") as acting:
        found = get_books_of_year(org_id=acting.org_id, year=asked)
        return PhoneBooksOut(
            year=asked,
            years=_years(acting, today.year),
            keep_years=found.years_to_keep,
            refusal=found.refusal,
            books=[_book(acting, each, asked) for each in found.books],
        )


@router.get(
    "/o/{slug:slug}/phone/books/{code}",
    summary="Get a book as PDF, for the phone",
    openapi_extra=hands_out(media="application/pdf", said="The book; a zip of volumes when it is long."),
)
def get_phone_book(request: HttpRequest, slug: str, code: CodeWanted, period: PeriodWanted = None) -> FileResponse:
    """Hand out a book of a year, a quarter or a month as PDF, or as an archive of volumes when it is long."""
    now = timezone.now()
    with acting_for_api(request, slug=slug, may="books.export") as acting:
        asked = _period(period or str(vietnam_day(now).year))
        if code not in list_book_codes(kind=acting.org_kind, year=asked.year):
            raise BookNotFound(code=code)
        paper = open_book_paper(org_id=acting.org_id, code=code, period=asked, made_at=now)
    return FileResponse(paper.file, as_attachment=True, filename=paper.name, content_type=paper.content_type)


def _years(acting: Acting, this_year: int) -> list[int]:
    books = find_books(org_id=acting.org_id)
    return list(range(books.starts_on.year if books else this_year, this_year + 1))


def _period(text: str) -> BookPeriod:
    found = read_period(text)
    if found is None:
        raise InputNotUnderstood(place="period", why=text)
    return found


def _book(acting: Acting, book: BookNeed, year: int) -> PhoneBookOut:
    own = [acting.org_slug, book.code]
    paper = f"{reverse('api:get_phone_book', args=own)}?{urlencode({'period': year})}"
    return PhoneBookOut(
        code=book.code,
        official=book.form_number,
        name=book.title,
        why=book.about,
        need=book.need,
        is_kept=book.need == REQUIRED,
        law=lawbook.tell_citation(cited=book.law),
        paper=paper if acting.may("books.export") else None,
        page=f"{reverse('taxes:book', args=own)}?{urlencode({'year': year})}",
    )
