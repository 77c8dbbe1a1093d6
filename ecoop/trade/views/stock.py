"""Pages of the stock: its sheets, what was counted or used, and what of it stands in the books."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.sheets import Column, SheetDraft, answer_with_excel
from ecoop.trade.actions.post_stock_cost import post_stock_cost
from ecoop.trade.actions.record_stock_moves import record_stock_moves
from ecoop.trade.errors import ProductNotFound
from ecoop.trade.forms import StockMonthForm, StockMoveForm
from ecoop.trade.queries import (
    StockSheet,
    get_stock_sheet,
    list_opening_stock,
    list_stock_months,
    list_stock_sheets,
    list_stocked_products,
)
from ecoop.trade.views.costs import law_warnings
from ecoop.web.asked import asked_year


@require_safe
@acts(may="documents.read")
def show_stock(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show what is in stock at the end of a year so far, and what of the stock used is posted."""
    year = asked_year(request)
    heads = list_stock_sheets(org_id=acting.org_id, year=year)
    given = {
        "year": year,
        "heads": heads,
        "months": list_stock_months(org_id=acting.org_id, year=year),
        "warnings": law_warnings(year=year),
        "may_record": acting.may("documents.record"),
        "may_post": acting.may("books.post"),
        "total_vnd": sum(head.closing_vnd for head in heads),
    }
    return render(request, "trade/stock.html", given)


@require_safe
@acts(may="documents.read")
def show_stock_sheet(request: HttpRequest, acting: Acting, product_id: UUID) -> HttpResponse:
    """Show the sheet of one product, line by line; or hand it out as Excel."""
    year = asked_year(request)
    try:
        sheet = get_stock_sheet(org_id=acting.org_id, year=year, product_id=product_id)
    except ProductNotFound:
        raise Http404 from None
    if request.GET.get("format") == "xlsx":
        return answer_with_excel(name=f"stock-{year}", sheets=[_sheet(acting, sheet, year)])
    return render(request, "trade/stock_sheet.html", {"sheet": sheet, "year": year})


@require_safe
@acts(may="documents.read")
def export_stock(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Hand out the stock of a year as Excel: opening, in, out and closing, and the list of what was there first."""
    year = asked_year(request)
    sheets = [_heads_sheet(acting, year), _opening_sheet(acting, year)]
    return answer_with_excel(name=f"stock-{year}", sheets=sheets)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.record")
def record_stock_move(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Record what was there, was used, spoiled, taken for the family, or counted."""
    now, products = timezone.now(), list_stocked_products(org_id=acting.org_id)
    asked = {"on": vietnam_day(now), "product": request.GET.get("product", ""), "kind": request.GET.get("kind", "")}
    form = StockMoveForm(request.POST or None, products=products, initial=asked)
    if request.method == "POST" and form.is_valid():
        moves = [form.draft()]
        outcome = record_stock_moves(org_id=acting.org_id, moves=moves, by=acting.person_id, now=now)[0]
        if outcome.refusal is None:
            messages.success(request, _("Recorded."))
            return redirect("trade:stock", acting.org_slug)
        form.add_error(None, str(outcome.refusal))
    return render(request, "trade/stock_form.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
@acts(may="books.post")
def post_stock_month(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Post what was used of the stock in a month, or put right what was posted of it."""
    form = StockMonthForm(request.POST)
    if not form.is_valid():
        raise Http404
    month = form.month_on
    posted = post_stock_cost(org_id=acting.org_id, month=month, by=acting.person_id, now=timezone.now())
    said = _("Stock used in {month} is posted, as entry {label} of the books.")
    messages.success(request, said.format(month=f"{month:%m/%Y}", label=posted.entry_label or "—"))
    return redirect("trade:stock", acting.org_slug)


def _columns() -> list[Column]:
    moved = [(_("Opening"), 1), (_("In"), 1), (_("Out"), 1), (_("Closing"), 1)]
    pairs = [
        column
        for label, _one in moved
        for column in (Column(f"{label}: {_('quantity')}", "number"), Column(f"{label}: {_('amount')}", "money"))
    ]
    return [Column(_("Code"), width=14), Column(_("Product"), width=40), Column(_("Unit"), width=10), *pairs]


def _heads_sheet(acting: Acting, year: int) -> SheetDraft:
    heads = list_stock_sheets(org_id=acting.org_id, year=year)
    rows = (
        (
            head.code,
            head.name,
            head.unit,
            *(head.opening_quantity, head.opening_vnd, head.in_quantity, head.in_vnd),
            *(head.out_quantity, head.out_vnd, head.closing_quantity, head.closing_vnd),
        )
        for head in heads
    )
    return SheetDraft(name=_("Stock"), columns=_columns(), rows=rows, titles=(acting.org_name, f"{_('Stock')} {year}"))


def _opening_sheet(acting: Acting, year: int) -> SheetDraft:
    columns = [
        Column(_("Product"), width=40),
        Column(_("Unit"), width=10),
        Column(_("Quantity"), "number"),
        Column(_("Amount"), "money"),
    ]
    found = list_opening_stock(org_id=acting.org_id, year=year)
    rows = [(each.name, each.unit, each.quantity, each.amount_vnd) for each in found]
    totals = (_("Total"), None, None, sum(each.amount_vnd for each in found))
    titles = (acting.org_name, _("Stock at the beginning of {year} (for list 01/BK-HTK)").format(year=year))
    return SheetDraft(name="01-BK-HTK", columns=columns, rows=rows, titles=titles, totals=totals)


def _sheet(acting: Acting, sheet: StockSheet, year: int) -> SheetDraft:
    columns = [
        Column(_("Day"), "day"),
        Column(_("Entry"), width=10),
        Column(_("What"), width=40),
        Column(_("Unit price"), "number"),
        Column(f"{_('In')}: {_('quantity')}", "number"),
        Column(f"{_('In')}: {_('amount')}", "money"),
        Column(f"{_('Out')}: {_('quantity')}", "number"),
        Column(f"{_('Out')}: {_('amount')}", "money"),
        Column(f"{_('Closing')}: {_('quantity')}", "number"),
        Column(f"{_('Closing')}: {_('amount')}", "money"),
        Column(_("Remark"), width=24),
    ]
    titles = (acting.org_name, f"{sheet.head.name} ({sheet.head.unit}) {year}")
    return SheetDraft(name=str(year), columns=columns, rows=_cells(sheet), titles=titles)


def _cells(sheet: StockSheet) -> Iterator[tuple[Any, ...]]:
    for line in sheet.lines:
        moved = (line.in_quantity, line.in_vnd, line.out_quantity, line.out_vnd)
        there = (line.balance_quantity, line.balance_vnd, line.note)
        yield (line.on, line.entry_label, line.text, line.unit_price, *moved, *there)
