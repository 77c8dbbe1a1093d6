"""Pages of counterparties: the list, one of them, what each owes and is owed."""

from datetime import date
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
from ecoop.kernel.refusals import Refusal
from ecoop.kernel.sheets import Column, SheetDraft, answer_with_excel
from ecoop.lawbook import queries as lawbook
from ecoop.vouchers.actions.change_counterparty import change_counterparty
from ecoop.vouchers.actions.record_counterparties import record_counterparties
from ecoop.vouchers.calc.counterparties import CounterpartyDraft
from ecoop.vouchers.errors import COUNTERPARTY_KINDS, CounterpartyNotFound
from ecoop.vouchers.forms import CounterpartyForm, initial_of
from ecoop.vouchers.queries import (
    CounterpartyFacts,
    get_counterparty,
    list_counterparties,
    list_counterparty_page,
    list_counterparty_versions,
)
from ecoop.vouchers.queries.balances import list_balances_of_party


@require_safe
@acts(may="documents.read")
def show_counterparties(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the counterparties by name, those that are asked for; or hand them out as Excel."""
    kind, words = request.GET.get("kind", ""), request.GET.get("q", "")[:100]
    if request.GET.get("format") == "xlsx":
        return answer_with_excel(name="counterparties", sheets=[_sheet(acting, kind, words)])
    page = list_counterparty_page(org_id=acting.org_id, kind=kind, words=words, cursor=request.GET.get("cursor", ""))
    given = {"page": page, "kinds": COUNTERPARTY_KINDS, "kind": kind, "words": words}
    return render(request, "vouchers/counterparties.html", {**given, "may_record": acting.may("documents.record")})


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.record")
def record_counterparty(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Record a counterparty."""
    form = CounterpartyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        who: dict[str, Any] = {"org_id": acting.org_id, "by": acting.person_id, "now": timezone.now()}
        (outcome,) = record_counterparties(counterparties=[form.draft()], **who)
        if outcome.refusal is None:
            messages.success(request, _("Recorded."))
            return redirect("vouchers:counterparty", acting.org_slug, outcome.id)
        form.add_error(None, str(outcome.refusal))
    status = 422 if form.is_bound else 200
    return render(request, "vouchers/counterparty_form.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.read")
def show_counterparty(request: HttpRequest, acting: Acting, counterparty_id: UUID) -> HttpResponse:
    """Show what each account says of a counterparty, and change what is known of them."""
    held = _held(acting, counterparty_id)
    may_record = acting.may("documents.record")
    form = CounterpartyForm(request.POST or None, initial=initial_of(counterparty=held))
    if request.method == "POST" and may_record and form.is_valid() and _is_changed(request, acting, form, held):
        return redirect("vouchers:counterparty", acting.org_slug, held.id)
    today = vietnam_day(timezone.now())
    given = {
        "counterparty": held,
        "form": form,
        "may_record": may_record,
        "year_start": date(today.year, 1, 1),
        "balances": list_balances_of_party(org_id=acting.org_id, party_id=held.id, law=lawbook.on(today)),
        "versions": list_counterparty_versions(org_id=acting.org_id, counterparty_id=held.id),
    }
    status = 422 if form.is_bound else 200
    return render(request, "vouchers/counterparty.html", given, status=status)


@require_POST
@acts(may="documents.record")
def retire_counterparty(request: HttpRequest, acting: Acting, counterparty_id: UUID) -> HttpResponse:
    """Offer a counterparty no more, or again; vouchers keep whom they name."""
    held = _held(acting, counterparty_id)
    said = {name: value for name, value in vars(held).items() if name in CounterpartyDraft.__dataclass_fields__}
    draft = CounterpartyDraft(**{**said, "is_retired": not held.is_retired})
    change_counterparty(org_id=acting.org_id, counterparty=draft, by=acting.person_id, now=timezone.now())
    return redirect("vouchers:counterparty", acting.org_slug, held.id)


def _held(acting: Acting, counterparty_id: UUID) -> CounterpartyFacts:
    try:
        return get_counterparty(org_id=acting.org_id, counterparty_id=counterparty_id)
    except CounterpartyNotFound:
        raise Http404 from None


def _is_changed(request: HttpRequest, acting: Acting, form: CounterpartyForm, held: CounterpartyFacts) -> bool:
    said = {**form.cleaned_data, "id": held.id, "is_retired": held.is_retired}
    who: dict[str, Any] = {"org_id": acting.org_id, "by": acting.person_id, "now": timezone.now()}
    try:
        change_counterparty(counterparty=CounterpartyDraft(**said), **who)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Saved. Vouchers keep what was."))
    return True


def _sheet(acting: Acting, kind: str, words: str) -> SheetDraft:
    columns = [
        Column(_("Code"), width=12),
        Column(_("Name"), width=40),
        Column(_("Kind"), width=14),
        Column(_("Tax code"), width=16),
        Column(_("Address"), width=40),
        Column(_("Phone"), width=16),
        Column(_("Bank"), width=24),
        Column(_("Account number"), width=20),
    ]
    found = list_counterparties(org_id=acting.org_id, kind=kind, words=words)
    rows = (
        (each.code, each.name, each.kind_label, each.tax_code, each.address, each.phone, each.bank_name,
         each.bank_account)
        for each in found
    )  # fmt: skip
    return SheetDraft(
        name=_("Counterparties"), columns=columns, rows=rows, titles=(acting.org_name, _("Counterparties"))
    )
