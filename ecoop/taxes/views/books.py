"""Pages of the books of a household or a cooperative, and the same books as PDF and Excel."""

from datetime import date
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.lawbook import queries as lawbook
from ecoop.taxes.calc.books import BookPeriod, SheetWanted, periods_of_year, read_period
from ecoop.taxes.queries import books_by_status, get_book_page, get_books_of_year
from ecoop.taxes.queries.book_files import open_book_excel, open_book_paper
from ecoop.taxes.queries.books import COOPERATIVE, list_book_codes
from ecoop.taxes.queries.cooperative_books import EQUITY_CODE, list_shelves
from ecoop.taxes.views.book_pages import ITEMS, page_of
from ecoop.taxes.views.year import must_be_a_year


@require_safe
@acts(may="books.read")
def show_books(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show which books must be kept this year, and lead to all of them."""
    year = _period(request, acting).year
    if acting.org_kind == COOPERATIVE:
        return _show_shelves(request, acting, year)
    books = get_books_of_year(org_id=acting.org_id, year=year)
    given = {"books": books, "year": year, "years": (year - 1, year + 1), "may_export": acting.may("books.export")}
    return render(request, "taxes/books.html", given)


@require_safe
@acts(may="books.read")
def show_book(request: HttpRequest, acting: Acting, code: str) -> HttpResponse:
    """Show one book of a year, a quarter or a month."""
    period = _period(request, acting, code)
    wanted = SheetWanted(request.GET.get("item", ""), request.GET.get("find", ""), ITEMS)
    book = get_book_page(org_id=acting.org_id, code=code, period=period, wanted=wanted)
    given = {
        "book": book,
        "page": page_of(acting=acting, book=book, asked=request.GET),
        "need": books_by_status(status=book.status, year=period.year).find(code),
        "periods": periods_of_year(period.year),
        "years": (period.year - 1, period.year + 1),
        "signature": book.words["signature"].split("|"),
        "may_export": acting.may("books.export"),
        "today": vietnam_day(timezone.now()),
    }
    return render(request, "taxes/book.html", given)


@require_safe
@acts(may="books.export")
def print_book(request: HttpRequest, acting: Acting, code: str) -> FileResponse:
    """Hand out a book as PDF, or as an archive of volumes when it is too long for one."""
    period = _period(request, acting, code)
    paper = open_book_paper(org_id=acting.org_id, code=code, period=period, made_at=timezone.now())
    return FileResponse(paper.file, as_attachment=True, filename=paper.name, content_type=paper.content_type)


@require_safe
@acts(may="books.export")
def export_book(request: HttpRequest, acting: Acting, code: str) -> FileResponse:
    """Hand out a book as Excel."""
    period = _period(request, acting, code)
    sheet = open_book_excel(org_id=acting.org_id, code=code, period=period, made_at=timezone.now())
    return FileResponse(sheet.file, as_attachment=True, filename=sheet.name, content_type=sheet.content_type)


def _show_shelves(request: HttpRequest, acting: Acting, year: int) -> HttpResponse:
    law = lawbook.on(date(year, 12, 31))
    shown: dict[str, Any] = {"shelves": list_shelves(law=law), "warning": law.warning(EQUITY_CODE), "year": year}
    shown |= {"years": (year - 1, year + 1), "may_export": acting.may("books.export")}
    return render(request, "taxes/cooperative_books.html", shown)


def _period(request: HttpRequest, acting: Acting, code: str = "") -> BookPeriod:
    """Read which period is asked for; the year that runs if none is."""
    today = vietnam_day(timezone.now())
    text = request.GET.get("period") or request.GET.get("year") or str(today.year)
    period = read_period(text)
    if period is None:
        raise Http404
    must_be_a_year(period.year)
    if code and code not in list_book_codes(kind=acting.org_kind, year=period.year):
        raise Http404
    return period
