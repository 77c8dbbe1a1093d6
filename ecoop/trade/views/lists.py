"""The one list of documents: sales, purchases, expenses and whatever else is recorded; on the screen and as Excel."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.sheets import Column, SheetDraft, answer_with_excel
from ecoop.trade.errors import COST_GROUPS, MONEY_MOVES, PURCHASES, SECTORS
from ecoop.trade.forms import ListForm
from ecoop.trade.queries import (
    EXPENSES,
    MONEY_MOVED,
    PURCHASES_MADE,
    SALES,
    DocumentRow,
    Listing,
    Wanted,
    list_documents,
    list_places,
    stream_documents,
    sum_documents,
)


@dataclass(frozen=True)
class ListWords:
    """What a list of one kind of document is called, and where its pages are."""

    listing: Listing
    title: Promise
    one: Promise
    new: Promise
    none_yet: Promise
    list: str
    page: str
    form: str
    # The column of what a document is about; and the question that only this kind knows.
    what: Promise
    more: tuple[str, Any, Mapping[str, Any]] | None = None
    has_channels: bool = False


LISTS = {
    "sales": ListWords(
        listing=SALES,
        title=gettext_lazy("Sales"),
        one=gettext_lazy("Sale"),
        new=gettext_lazy("Record a sale"),
        none_yet=gettext_lazy("No sales yet."),
        list="trade:sales",
        page="trade:sale",
        form="trade:sale-new",
        what=gettext_lazy("Where"),
        more=("sector", gettext_lazy("Sector group"), SECTORS),
        has_channels=True,
    ),
    "purchases": ListWords(
        listing=PURCHASES_MADE,
        title=gettext_lazy("Purchases"),
        one=gettext_lazy("Purchase"),
        new=gettext_lazy("Record a purchase"),
        none_yet=gettext_lazy("No purchases yet."),
        list="trade:purchases",
        page="trade:purchase",
        form="trade:purchase-new",
        what=gettext_lazy("Kind"),
        more=("what", gettext_lazy("Kind"), PURCHASES),
    ),
    "expenses": ListWords(
        listing=EXPENSES,
        title=gettext_lazy("Expenses"),
        one=gettext_lazy("Expense"),
        new=gettext_lazy("Record an expense"),
        none_yet=gettext_lazy("No expenses yet."),
        list="trade:expenses",
        page="trade:expense",
        form="trade:expense-new",
        what=gettext_lazy("Cost group"),
        more=("group", gettext_lazy("Cost group"), COST_GROUPS),
    ),
    "money": ListWords(
        listing=MONEY_MOVED,
        title=gettext_lazy("Receipts and payments"),
        one=gettext_lazy("Receipt or payment"),
        new=gettext_lazy("Record a receipt or payment"),
        none_yet=gettext_lazy("No receipts or payments yet."),
        list="trade:money",
        page="trade:money-move",
        form="trade:money-new",
        what=gettext_lazy("What for"),
        more=("rule", gettext_lazy("What for"), MONEY_MOVES),
    ),
}


@require_safe
@acts(may="documents.read")
def show_documents(request: HttpRequest, acting: Acting, noun: str) -> HttpResponse:
    """Show the documents of one kind, newest first, those that are asked for; or hand them out as Excel."""
    words = LISTS[noun]
    places = list_places(org_id=acting.org_id) if words.has_channels else []
    form = ListForm(request.GET, places=places, has_channels=words.has_channels, more=words.more)
    if request.GET.get("format") == "xlsx":
        sheet = _sheet(acting, words, form.wanted)
        return answer_with_excel(name=noun, sheets=[sheet])
    given = {
        "words": words,
        "form": form,
        "may_record": acting.may("documents.record"),
        "page": list_documents(
            org_id=acting.org_id,
            listing=words.listing,
            wanted=form.wanted,
            cursor=request.GET.get("cursor", ""),
        ),
        "totals": sum_documents(org_id=acting.org_id, listing=words.listing, wanted=form.wanted),
    }
    return render(request, "trade/documents.html", given)


def _sheet(acting: Acting, words: ListWords, wanted: Wanted) -> SheetDraft:
    columns = [
        Column(_("Day"), "day"),
        Column(_("Entry"), width=10),
        Column(_("What"), width=40),
        Column(words.what, width=24),
        Column(_("With whom"), width=30),
        Column(_("Paid by"), width=14),
        Column(_("Amount"), "money"),
        Column(_("Remark"), width=24),
    ]
    rows = stream_documents(org_id=acting.org_id, listing=words.listing, wanted=wanted)
    totals = sum_documents(org_id=acting.org_id, listing=words.listing, wanted=wanted)
    return SheetDraft(
        name=str(words.title),
        columns=columns,
        rows=_cells(rows),
        titles=(acting.org_name, str(words.title)),
        totals=(_("Total"), None, None, None, None, None, totals.total_vnd, None),
    )


def _cells(rows: Iterator[DocumentRow]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        remark = _("Taken back by a red entry") if row.is_taken_back else _("Return") if row.returns_id else ""
        yield (
            row.on,
            row.entry_label,
            row.text,
            row.what,
            row.party_name,
            row.means,
            row.total_vnd,
            remark,
        )
