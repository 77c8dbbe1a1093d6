"""The page on which the bank is held against the books, and the same as Excel."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.sheets import Column, SheetDraft, answer_with_excel
from ecoop.kernel.written import format_day, format_grouped
from ecoop.payments.calc.reconciliation import Reconciliation
from ecoop.payments.forms import ReconcileForm
from ecoop.payments.queries.reconciliation import get_reconciliation
from ecoop.payments.views.places import page_of

_A_PAGE = 50
_DIGITS_MAX = 6


@require_safe
@acts(may="books.read")
def show_reconciliation(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show what bank and books say on a day, and every reason for which they differ."""
    form = _form(request)
    found = _reckoned(acting, form)
    why, begins = request.GET.get("why", ""), _place(request.GET.get("cursor", ""))
    chosen = [each for each in found.differences if why in ("", each.kind)]
    ends = begins + _A_PAGE
    given = {
        "form": form,
        "found": found,
        "why": why,
        "shown": [(each, page_of(each.document_kind)) for each in chosen[begins:ends]],
        "previous_cursor": max(begins - _A_PAGE, 0) if begins else None,
        "next_cursor": ends if len(chosen) > ends else None,
        "query": request.GET.urlencode(),
    }
    return render(request, "payments/reconciliation.html", given, status=422 if form.is_bound and form.errors else 200)


@require_safe
@acts(may="books.read")
def download_reconciliation(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Hand the reconciliation out as Excel."""
    found = _reckoned(acting, _form(request))
    return answer_with_excel(name=f"doi-chieu-ngan-hang-{found.on:%Y-%m-%d}", sheets=[_sheet(acting, found)])


def _form(request: HttpRequest) -> ReconcileForm:
    """Read the days that were asked for; which reason and which page are shown are not the form's."""
    asks_days = bool({"on", "since"} & request.GET.keys())
    return ReconcileForm(request.GET if asks_days else None, initial={"on": vietnam_day(timezone.now())})


def _place(cursor: str) -> int:
    """Read where a page begins; an address that was torn begins at the beginning."""
    return int(cursor) if cursor.isascii() and cursor.isdigit() and len(cursor) <= _DIGITS_MAX else 0


def _reckoned(acting: Acting, form: ReconcileForm) -> Reconciliation:
    said: dict[str, Any] = form.cleaned_data if form.is_bound and form.is_valid() else {}
    on = said.get("on") or vietnam_day(timezone.now())
    return get_reconciliation(org_id=acting.org_id, on=on, starts_on=said.get("since"))


def _sheet(acting: Acting, found: Reconciliation) -> SheetDraft:
    columns = [
        Column(gettext_lazy("Day"), "day"),
        Column(gettext_lazy("Why"), width=34),
        Column(gettext_lazy("Entry")),
        Column(gettext_lazy("Text"), width=60),
        Column(gettext_lazy("Amount"), "money"),
    ]
    titles = (
        _("Bank reconciliation of {name}").format(name=acting.org_name),
        _("Account {code} on {day}").format(code=found.code, day=format_day(found.on)),
        _("Books: {books}").format(books=format_grouped(found.books_vnd)),
        _("Bank: {bank}").format(bank=format_grouped(found.bank_vnd)),
        *(f"{each.account}: {format_grouped(each.balance_vnd)}" for each in found.accounts),
    )
    totals = ("", _("Difference"), "", "", found.difference_vnd)
    return SheetDraft(_("Reconciliation"), columns, _rows(found), titles=titles, totals=totals)


def _rows(found: Reconciliation) -> Iterator[tuple[Any, ...]]:
    for each in found.differences:
        yield each.on, each.kind_label, each.label, each.text, each.amount_vnd
