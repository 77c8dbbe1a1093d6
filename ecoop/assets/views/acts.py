"""Pages of what happens to one asset: handover, wear, change, leaving, use."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.assets.actions import change_assets, place_assets
from ecoop.assets.actions import dispose_asset as disposing
from ecoop.assets.actions import log_use as logging_use
from ecoop.assets.errors import AssetNotFound
from ecoop.assets.forms import ChangeForm, DisposalForm, PlacingForm, TermsForm, UseForm
from ecoop.assets.queries.law import cite_act
from ecoop.assets.queries.register import get_asset
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.refusals import Refusal
from ecoop.lawbook import queries as lawbook


@dataclass(frozen=True)
class Act:
    """An act about one asset: its form, what records it, what the page says."""

    form: Any
    record: Callable[[Acting, Any, datetime], Any]
    title: Any
    lead: Any
    submit: Any


def _place(acting: Acting, draft: Any, now: datetime) -> None:
    place_assets.place_asset(org_id=acting.org_id, placing=draft, by=acting.person_id, now=now)


def _set(acting: Acting, draft: Any, now: datetime) -> None:
    place_assets.set_terms(org_id=acting.org_id, terms=draft, by=acting.person_id, now=now)


def _change(acting: Acting, draft: Any, now: datetime) -> Any:
    return change_assets.change_asset(org_id=acting.org_id, change=draft, by=acting.person_id, now=now)


def _dispose(acting: Acting, draft: Any, now: datetime) -> Any:
    return disposing.dispose_asset(org_id=acting.org_id, disposal=draft, by=acting.person_id, now=now)


def _log(acting: Acting, draft: Any, now: datetime) -> Any:
    return logging_use.log_use(org_id=acting.org_id, uses=[draft], by=acting.person_id, now=now)[0]


_HANDOVER = Act(
    PlacingForm,
    _place,
    gettext_lazy("Hand over"),
    gettext_lazy("The asset goes to another place or another keeper. The handover record gets its number."),
    gettext_lazy("Record the handover"),
)
_TERMS = Act(
    TermsForm,
    _set,
    gettext_lazy("Change how it wears"),
    gettext_lazy("From a month on, whose wear is not posted yet."),
    gettext_lazy("Record"),
)
_CHANGES = Act(
    ChangeForm,
    _change,
    gettext_lazy("Repair or new value"),
    gettext_lazy("A repair that makes the asset better is added to its cost; one that keeps it going is a cost."),
    gettext_lazy("Record"),
)
_LEAVING = Act(
    DisposalForm,
    _dispose,
    gettext_lazy("Sell or scrap"),
    gettext_lazy("Its wear until that day is posted by itself, then the asset leaves the books."),
    gettext_lazy("Let it leave"),
)
_USE = Act(
    UseForm,
    _log,
    gettext_lazy("Log of the machine"),
    gettext_lazy("Hours, fuel, upkeep. The log posts nothing; what was paid comes by voucher."),
    gettext_lazy("Write down"),
)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.record")
def hand_over(request: HttpRequest, acting: Acting, asset_id: UUID) -> HttpResponse:
    """Record that an asset goes to another place or keeper."""
    return _act_page(request, acting, asset_id, _HANDOVER)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.record")
def set_terms(request: HttpRequest, acting: Acting, asset_id: UUID) -> HttpResponse:
    """Record how an asset wears from a month on."""
    return _act_page(request, acting, asset_id, _TERMS)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.record")
def change_asset(request: HttpRequest, acting: Acting, asset_id: UUID) -> HttpResponse:
    """Record a major repair, a new value, or a gift that goes into the fund."""
    return _act_page(request, acting, asset_id, _CHANGES)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.record")
def dispose_asset(request: HttpRequest, acting: Acting, asset_id: UUID) -> HttpResponse:
    """Record that an asset is sold, scrapped, missing or given back."""
    return _act_page(request, acting, asset_id, _LEAVING)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.record")
def log_use(request: HttpRequest, acting: Acting, asset_id: UUID) -> HttpResponse:
    """Write a line into the log of a machine."""
    return _act_page(request, acting, asset_id, _USE)


def _act_page(request: HttpRequest, acting: Acting, asset_id: UUID, act: Act) -> HttpResponse:
    """Show the form of an act; what is filled in and good is recorded, and the card is shown."""
    now = timezone.now()
    today = vietnam_day(now)
    try:
        asset = get_asset(org_id=acting.org_id, asset_id=asset_id, day=today)
    except AssetNotFound:
        raise Http404 from None
    law = lawbook.on(today)
    days = dict.fromkeys(("since_on", "changed_on", "disposed_on", "used_on"), today)
    initial = {**days, "place": asset.place, "custodian": asset.custodian, **request.GET.dict()}
    form = act.form(request.POST or None, asset=asset, law=law, initial=initial)
    if request.method == "POST" and form.is_valid() and _is_recorded(request, acting, form, act, now):
        return redirect("assets:asset", acting.org_slug, asset.id)
    given = {"form": form, "asset": asset, "act": act, "sale_law": cite_act(law=law, act="undivided_sale")}
    return render(request, "assets/act.html", given, status=422 if form.is_bound else 200)


def _is_recorded(request: HttpRequest, acting: Acting, form: Any, act: Act, now: datetime) -> bool:
    try:
        outcome = act.record(acting, form.draft(), now)
    except Refusal as refused:
        form.add_error(None, str(refused))
        return False
    if outcome is not None and outcome.refusal is not None:
        form.add_error(None, str(outcome.refusal))
        return False
    label = outcome.entry_label if outcome is not None else ""
    said = _("Recorded, as entry {label} of the books.").format(label=label) if label else _("Recorded.")
    messages.success(request, said)
    return True
