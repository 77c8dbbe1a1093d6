"""Papers, books and labels to print."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.assets.errors import AssetNotFound, PaperNotFound
from ecoop.assets.queries.books import AssetBook, get_asset_book
from ecoop.assets.queries.papers import print_asset_book, print_asset_labels, print_asset_paper
from ecoop.assets.queries.register import list_assets
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.paper import answer_with_pdf
from ecoop.kernel.sheets import Column, SheetDraft, answer_with_excel

LABELS_MAX = 500


@require_safe
@acts(may="documents.read")
def print_paper(request: HttpRequest, acting: Acting, paper_id: UUID) -> HttpResponse:
    """Print a numbered paper about assets."""
    try:
        name, paper = print_asset_paper(
            org_id=acting.org_id, org_name=acting.org_name, paper_id=paper_id, made_at=timezone.now()
        )
    except PaperNotFound:
        raise Http404 from None
    return answer_with_pdf(name=name, paper=paper)


@require_safe
@acts(may="documents.read")
def print_labels(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Print the labels of all assets, or of one place, or of one asset."""
    now = timezone.now()
    place, code = request.GET.get("place", ""), request.GET.get("code", "")
    assets = [
        (asset, request.build_absolute_uri(reverse("assets:seen", args=[acting.org_slug, asset.id])))
        for asset in list_assets(org_id=acting.org_id, day=vietnam_day(now))
        if not asset.is_gone and (not place or asset.place == place) and (not code or asset.code == code)
    ]
    if not assets:
        raise Http404
    paper = print_asset_labels(assets=assets[:LABELS_MAX], org_name=acting.org_name, made_at=now)
    return answer_with_pdf(name="labels", paper=paper)


@require_safe
@acts(may="books.read")
def show_book(request: HttpRequest, acting: Acting, code: str) -> HttpResponse:
    """Show a book of assets as page, Excel or PDF; the files are in Vietnamese, the law's language."""
    now, form = timezone.now(), request.GET.get("format", "")
    year = _year(request, vietnam_day(now).year)
    with override("vi" if form in ("xlsx", "pdf") else get_language()):
        book = _book(request, acting, code, year)
        if form == "xlsx":
            return answer_with_excel(name=f"{book.form_code}-{year}", sheets=[_sheet(acting, book)])
        if form == "pdf":
            paper = print_asset_book(org_name=acting.org_name, book=book, made_at=now)
            return answer_with_pdf(name=f"{book.form_code}-{year}", paper=paper)
    rows = [(asset_id, _cells(book, values)) for asset_id, values in book.rows]
    totals = _cells(book, book.totals) if book.totals else []
    return render(request, "assets/book.html", {"book": book, "asked": request.GET, "rows": rows, "totals": totals})


def _cells(book: AssetBook, values: Sequence[Any]) -> list[tuple[Any, str]]:
    """Say of each value how it is shown; a name leads to its asset, an entry to the journal."""
    kinds = {"name": "link", "entry": "entry"}
    return [(value, kinds.get(column.value, column.kind)) for value, column in zip(values, book.columns, strict=True)]


def _book(request: HttpRequest, acting: Acting, code: str, year: int) -> AssetBook:
    try:
        asset_id = UUID(request.GET["asset"]) if "asset" in request.GET else None
        return get_asset_book(org_id=acting.org_id, code=code, year=year, asset_id=asset_id)
    except (AssetNotFound, PaperNotFound, ValueError):
        raise Http404 from None


def _year(request: HttpRequest, this_year: int) -> int:
    asked = request.GET.get("year", "")
    is_year = asked.isdecimal() and 2024 < int(asked[:5]) <= 2100
    return int(asked) if is_year else this_year


def _sheet(acting: Acting, book: AssetBook) -> SheetDraft:
    columns: list[Column] = []
    for column in book.columns:
        label = f"{column.group}: {column.label}" if column.group else column.label
        kinds: dict[str, Any] = {"money": "money", "day": "day"}
        columns.append(Column(label, kinds.get(column.kind, "text")))
    rows = (values for _asset, values in book.rows)
    titles = (acting.org_name, f"{book.form_code} · {book.title} · {book.about or book.year}")
    return SheetDraft(name=book.form_code, columns=columns, rows=rows, titles=titles, totals=list(book.totals) or None)
