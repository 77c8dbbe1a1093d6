"""Pages of what a year's trade comes to: use and labour, the books 06-VT and S23, a household's own trade."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.paper import answer_with_pdf
from ecoop.kernel.sheets import Column, SheetDraft, answer_with_excel
from ecoop.members.errors import MemberUnknown
from ecoop.members.forms.trade import PurchaseListForm
from ecoop.members.queries.measures import (
    LevelRow,
    LevelWholes,
    get_level_wholes,
    get_trade_measures,
    list_level_page,
    stream_levels,
)
from ecoop.members.queries.own_trade import list_own_dealings
from ecoop.members.queries.trade_books import (
    SERVICE_LABELS,
    SHOWN_MAX,
    ServiceBook,
    draft_purchase_sheet,
    get_service_book,
    last_day,
    list_purchase_lines,
    print_purchase_list,
    print_service_book,
    service_cells,
    sum_purchase_lines,
)
from ecoop.web.asked import asked_year


@require_safe
@acts(may="members.read")
def show_use_and_labour(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show how much each member used and worked in a year, the basis of sharing; or hand it out as Excel."""
    year = asked_year(request)
    if request.GET.get("format") == "xlsx":
        sheet = _level_sheet(acting, year, get_level_wholes(org_id=acting.org_id, year=year))
        return answer_with_excel(name=f"use-and-labour-{year}", sheets=[sheet])
    given = {
        "year": year,
        "page": list_level_page(org_id=acting.org_id, year=year, cursor=request.GET.get("cursor", "")[:20]),
        "measures": get_trade_measures(org_id=acting.org_id, year=year),
    }
    return render(request, "members/use_and_labour.html", given)


@require_safe
@acts(may="own-share.read")
def show_own_trade(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show a member's household its own trade with its cooperatives in a year."""
    year = asked_year(request)
    trade = list_own_dealings(member_org_id=acting.org_id, year=year)
    return render(request, "members/own_trade.html", {"year": year, "trade": trade})


@require_safe
@acts(may="members.read")
def show_purchase_list(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show what was bought from members without invoices on a day or in a month; as Excel or paper, too."""
    form = PurchaseListForm(request.GET)
    starts_on, ends_before = form.period(today=vietnam_day(timezone.now()))
    until_on = last_day(ends_before=ends_before)
    days: dict[str, Any] = {"org_id": acting.org_id, "starts_on": starts_on, "ends_before": ends_before}
    asked = request.GET.get("format", "") if acting.may("documents.record") else ""
    lines = list_purchase_lines(**days, most=None if asked in ("xlsx", "pdf") else SHOWN_MAX)
    given: dict[str, Any] = {"lines": lines, "starts_on": starts_on, "until_on": until_on}
    name, now = f"06-VT-{starts_on}", timezone.now()
    if asked == "xlsx":
        return answer_with_excel(name=name, sheets=[draft_purchase_sheet(org_id=acting.org_id, **given)])
    if asked == "pdf":
        return answer_with_pdf(name=name, paper=print_purchase_list(org_id=acting.org_id, made_at=now, **given))
    shown = {**given, "form": form, "totals": sum_purchase_lines(**days), "may_export": acting.may("documents.record")}
    return render(request, "members/purchase_list.html", shown)


@require_safe
@acts(may="members.read")
def show_services(request: HttpRequest, acting: Acting, member_id: UUID) -> HttpResponse:
    """Show what was supplied to one member in a year, the book S23; as Excel or paper, too."""
    try:
        book = get_service_book(org_id=acting.org_id, member_id=member_id, year=asked_year(request))
    except MemberUnknown as unknown:
        raise Http404 from unknown
    name, asked = f"S23-{book.number}-{book.year}", request.GET.get("format")
    if asked == "xlsx":
        return answer_with_excel(name=name, sheets=[_service_sheet(acting, book)])
    if asked == "pdf":
        paper = print_service_book(org_id=acting.org_id, book=book, made_at=timezone.now())
        return answer_with_pdf(name=name, paper=paper)
    return render(request, "members/services.html", {"book": book, "rows": book.rows[:SHOWN_MAX]})


def _level_sheet(acting: Acting, year: int, wholes: LevelWholes) -> SheetDraft:
    columns = [
        Column(_("Number"), width=12),
        Column(_("Name"), width=32),
        Column(_("Type"), width=30),
        Column(_("Use"), "money"),
        Column(_("Of the use of all members"), "rate"),
        Column(_("Of the use of official members"), "rate"),
        Column(_("Labour"), "money"),
        Column(_("Of the labour of all members"), "rate"),
        Column(_("Of the labour of official members"), "rate"),
    ]
    totals = (_("Total"), None, None, wholes.all_members.use_vnd, None, None, wholes.all_members.labour_vnd, None, None)
    return SheetDraft(
        name=_("Use and labour"),
        columns=columns,
        rows=_level_cells(stream_levels(org_id=acting.org_id, year=year, wholes=wholes)),
        titles=(acting.org_name, f"{_('Use and labour')} {year}"),
        totals=totals,
    )


def _level_cells(rows: Iterator[LevelRow]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        level = row.level
        use = (row.worth.use_vnd, level.use_level, level.use_share)
        labour = (row.worth.labour_vnd, level.labour_level, level.labour_share)
        yield (row.number, row.name, row.type_label, *use, *labour)


def _service_sheet(acting: Acting, book: ServiceBook) -> SheetDraft:
    kinds: Any = ("day", "text", "text", "text", "number", "number", "money", "money", "text")
    columns = [Column(label, kind) for label, kind in zip(SERVICE_LABELS, kinds, strict=False)]
    return SheetDraft(
        name="S23",
        columns=columns,
        rows=service_cells(book=book),
        titles=(acting.org_name, f"S23 {book.number} {book.name} {book.year}"),
    )
