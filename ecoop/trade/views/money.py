"""Pages of money: receipts, payments, loans, tax paid, and who owes whom."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.sheets import Column, SheetDraft, answer_with_excel
from ecoop.trade.actions.record_money_moves import record_money_moves
from ecoop.trade.calc import EXPENSE, PURCHASE, SALE
from ecoop.trade.forms import MoneyForm
from ecoop.trade.queries import AgedDebts, Debt, list_bank_accounts, list_debts, list_debts_of_documents
from ecoop.trade.queries.debts import AGES, OWED_TO_US, WE_OWE
from ecoop.trade.views.records import document_page, record_page

PAGES = {SALE: "trade:sale", PURCHASE: "trade:purchase", EXPENSE: "trade:expense"}


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.record")
def record_money(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Record money that came in or went out."""
    return _record(request, acting, debt=None)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.record")
def settle_document(request: HttpRequest, acting: Acting, document_id: UUID) -> HttpResponse:
    """Record a payment of a document on credit, in part or whole."""
    debt = list_debts_of_documents(org_id=acting.org_id, document_ids=[document_id]).get(document_id)
    if debt is None:
        raise Http404
    return _record(request, acting, debt=debt)


@require_safe
@acts(may="documents.read")
def show_money_move(request: HttpRequest, acting: Acting, move_id: UUID) -> HttpResponse:
    """Show one receipt or payment with its entry, and the document it is for."""

    def settled(facts: Any) -> dict[str, Any]:
        return {"settles_page": PAGES.get(facts.more["settles_kind"], ""), "settles_id": facts.more["settles_id"]}

    return document_page(
        request, acting, noun="money", document_id=move_id, template="trade/money_move.html", given=settled
    )


@require_safe
@acts(may="documents.read")
def show_debts(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show who owes us and whom we owe, and for how long; or hand it out as Excel."""
    today = vietnam_day(timezone.now())
    sides = {side: list_debts(org_id=acting.org_id, side=side, on=today) for side in (OWED_TO_US, WE_OWE)}
    titles = {OWED_TO_US: _("Who owes us"), WE_OWE: _("Whom we owe")}
    if request.GET.get("format") == "xlsx":
        sheets = [_sheet(acting, titles[side], aged, today) for side, aged in sides.items()]
        return answer_with_excel(name="debts", sheets=sheets)
    shown = [(titles[side], aged, _rows(aged, today), _by_age(aged)) for side, aged in sides.items()]
    return render(request, "trade/debts.html", {"sides": shown, "may_record": acting.may("documents.record")})


def _record(request: HttpRequest, acting: Acting, *, debt: Debt | None) -> HttpResponse:
    now = timezone.now()
    form = MoneyForm(
        request.POST or None,
        accounts=list_bank_accounts(org_id=acting.org_id),
        debt=debt,
        initial={"on": vietnam_day(now)},
    )
    return record_page(
        request,
        acting,
        noun="money",
        form=form,
        record=lambda draft: record_money_moves(org_id=acting.org_id, moves=[draft], by=acting.person_id, now=now)[0],
        template="trade/money_form.html",
        given={"debt": debt},
    )


def _rows(aged: AgedDebts, today: date) -> list[tuple[Debt, str, int]]:
    return [(debt, PAGES[debt.document_kind], debt.age_days(on=today)) for debt in aged.debts]


def _by_age(aged: AgedDebts) -> list[tuple[str, int]]:
    labels = [_("up to {n} days").format(n=limit) for limit in AGES] + [_("more than {n} days").format(n=AGES[-1])]
    return list(zip(labels, aged.by_age_vnd, strict=True))


def _sheet(acting: Acting, title: str, aged: AgedDebts, today: date) -> SheetDraft:
    columns = [
        Column(_("Day"), "day"),
        Column(_("With whom"), width=30),
        Column(_("What"), width=40),
        Column(_("Amount"), "money"),
        Column(_("Paid"), "money"),
        Column(_("Still open"), "money"),
        Column(_("Days"), "number"),
    ]
    rows = (
        (debt.on, debt.party_name, debt.text, debt.total_vnd, debt.paid_vnd, debt.open_vnd, debt.age_days(on=today))
        for debt in aged.debts
    )
    totals = (_("Total"), None, None, None, None, aged.open_vnd, None)
    return SheetDraft(name=title, columns=columns, rows=rows, titles=(acting.org_name, title), totals=totals)
