"""Pages of costs: what a year's come to for the tax, which papers are missing, who sold without an invoice."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.dates import month_start, next_month_start, vietnam_day
from ecoop.kernel.sheets import Column, SheetDraft, answer_with_excel
from ecoop.kernel.sheets.writing import ColumnKind
from ecoop.lawbook import queries as lawbook
from ecoop.trade.calc import EXPENSE, PURCHASE
from ecoop.trade.errors import COST_GROUPS
from ecoop.trade.forms import StockMonthForm
from ecoop.trade.forms.purchases import seller_kinds
from ecoop.trade.queries import (
    CostOfMonth,
    ListedLine,
    list_missing_papers,
    list_without_invoice,
    stream_cost_lines,
    sum_costs,
)
from ecoop.web.asked import asked_year

SWITCHES = ("books/household/stock_period", "books/household/goods_without_sheet")
_PAGES = {EXPENSE: "trade:expense", PURCHASE: "trade:purchase"}


def law_warnings(*, year: int) -> list[str]:
    """List which open questions of the law touch the stock."""
    law = lawbook.on(date(year, 12, 31))
    found = [law.warning(path) for path in SWITCHES if law.has(path)]
    return [said for said in found if said]


@require_safe
@acts(may="documents.read")
def show_costs(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show a year's costs by group, what of them counts, and which papers are missing; or hand them out as Excel."""
    year = asked_year(request)
    if request.GET.get("format") == "xlsx":
        return answer_with_excel(name=f"costs-{year}", sheets=[_sheet(acting, year)])
    groups = _by_group(sum_costs(org_id=acting.org_id, year=year))
    missing = list_missing_papers(org_id=acting.org_id, year=year)
    given = {
        "year": year,
        "groups": groups,
        "deductible_vnd": sum(group[2] for group in groups),
        "refused_vnd": sum(group[3] for group in groups),
        "missing": [(each, _PAGES[each.document_kind]) for each in missing],
        "warnings": law_warnings(year=year),
    }
    return render(request, "trade/costs.html", given)


@require_safe
@acts(may="documents.read")
def show_without_invoice(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show what was bought without invoices in a month, as the list that the law asks; or hand it out as Excel."""
    form = StockMonthForm(request.GET or None)
    month = form.month_on if form.is_valid() else month_start(vietnam_day(timezone.now()))
    lines = list_without_invoice(org_id=acting.org_id, starts_on=month, ends_before=next_month_start(month))
    may_export = acting.may("documents.record")
    if request.GET.get("format") == "xlsx" and may_export:
        name, sheets = f"purchases-without-invoice-{month:%Y-%m}", [_listed_sheet(acting, month, lines)]
        return answer_with_excel(name=name, sheets=sheets)
    given = {
        "month": month,
        "lines": lines,
        "kinds": seller_kinds(on=month),
        "total_vnd": sum(line.amount_vnd for line in lines),
        "may_export": may_export,
    }
    return render(request, "trade/without_invoice.html", given)


def _by_group(months: list[CostOfMonth]) -> list[tuple[str, Any, int, int]]:
    return [
        (
            code,
            label,
            sum(each.deductible_vnd for each in months if each.group == code),
            sum(each.refused_vnd for each in months if each.group == code),
        )
        for code, label in COST_GROUPS.items()
    ]


def _sheet(acting: Acting, year: int) -> SheetDraft:
    columns = [
        Column(_("Day"), "day"),
        Column(_("Entry"), width=10),
        Column(_("Cost group"), width=24),
        Column(_("What"), width=40),
        Column(_("Amount"), "money"),
        Column(_("May be taken off"), "money"),
        Column(_("What mends it"), width=60),
    ]
    titles = (acting.org_name, f"{_('Costs')} {year}")
    return SheetDraft(name=_("Costs"), columns=columns, rows=_cells(acting, year), titles=titles)


def _cells(acting: Acting, year: int) -> Iterator[tuple[Any, ...]]:
    for code, label in COST_GROUPS.items():
        for line in stream_cost_lines(org_id=acting.org_id, year=year, group=code):
            amounts = (line.amount_vnd, line.deductible_vnd)
            yield (line.on, line.entry_label, str(label), line.text, *amounts, " ".join(line.reasons))


def _listed_sheet(acting: Acting, month: date, lines: list[ListedLine]) -> SheetDraft:
    """Write the list in Vietnamese, the language of the law, with the columns that the law's table names."""
    rows = lawbook.on(month).table("books/purchase-list-columns")
    kinds: dict[str, ColumnKind] = {"on": "day", "amount": "money", "quantity": "number", "unit_price": "number"}
    columns = [Column(row["label_vi"], kinds.get(row["code"], "text"), 20) for row in rows]
    cells = (
        (
            *(line.on, line.seller, line.address, line.id_number, line.goods, line.unit),
            *(line.quantity, line.unit_price, line.amount_vnd, ""),
        )
        for line in lines
    )
    total = sum(line.amount_vnd for line in lines)
    titles = (acting.org_name, f"Bảng kê thu mua hàng hóa, dịch vụ không có hóa đơn, tháng {month:%m/%Y}")
    totals = ("Cộng", *([None] * 7), total, None)
    return SheetDraft(name="Bảng kê", columns=columns, rows=cells, titles=titles, totals=totals)
