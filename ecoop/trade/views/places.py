"""Pages of places of business and bank accounts."""

from collections.abc import Callable
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
from ecoop.trade.actions.change_place import change_place
from ecoop.trade.actions.close_bank_account import close_bank_account
from ecoop.trade.actions.close_place import close_place
from ecoop.trade.actions.record_bank_accounts import record_bank_accounts
from ecoop.trade.actions.record_places import record_places
from ecoop.trade.calc import Outcome
from ecoop.trade.errors import PlaceNotFound
from ecoop.trade.forms import BankAccountForm, PlaceClosureForm, PlaceForm
from ecoop.trade.forms.places import initial_of_place
from ecoop.trade.queries import get_place, list_bank_accounts, list_place_notices


@require_safe
@acts(may="documents.read")
def show_places(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the places of business with what is to be announced of them, and the bank accounts."""
    given = {
        "places": list_place_notices(org_id=acting.org_id, today=vietnam_day(timezone.now())),
        "accounts": list_bank_accounts(org_id=acting.org_id),
        "may_record": acting.may("documents.record"),
    }
    return render(request, "trade/places.html", given)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.record")
def record_place(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Record a place of business."""
    now = timezone.now()
    form = PlaceForm(request.POST or None, initial={"opened_on": vietnam_day(now)})

    def record() -> None:
        _insist(record_places(org_id=acting.org_id, places=[form.draft()], by=acting.person_id, now=now)[0])

    return _form_page(request, acting, form, record, {"title": _("New place of business")})


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.record")
def show_place(request: HttpRequest, acting: Acting, place_id: UUID) -> HttpResponse:
    """Show a place of business and change it."""
    now = timezone.now()
    try:
        place = get_place(org_id=acting.org_id, place_id=place_id)
    except PlaceNotFound:
        raise Http404 from None
    form = PlaceForm(request.POST or None, initial=initial_of_place(place=place))

    def change() -> None:
        draft = form.draft()
        if draft.id != place.id:
            raise PlaceNotFound()
        change_place(org_id=acting.org_id, place=draft, by=acting.person_id, now=now)

    closing = PlaceClosureForm(initial={"closed_on": vietnam_day(now)})
    return _form_page(request, acting, form, change, {"title": place.name, "place": place, "closing": closing})


@require_POST
@acts(may="documents.record")
def close(request: HttpRequest, acting: Acting, place_id: UUID) -> HttpResponse:
    """Close a place of business."""
    form = PlaceClosureForm(request.POST)
    if not form.is_valid():
        return redirect("trade:place", acting.org_slug, place_id)
    day, now = form.cleaned_data["closed_on"], timezone.now()
    close_place(org_id=acting.org_id, place_id=place_id, closed_on=day, by=acting.person_id, now=now)
    messages.success(request, _("The place of business is closed."))
    return redirect("trade:places", acting.org_slug)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.record")
def record_bank_account(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Record a bank account or wallet."""
    form = BankAccountForm(request.POST or None)

    def record() -> None:
        accounts, now = [form.draft()], timezone.now()
        _insist(record_bank_accounts(org_id=acting.org_id, accounts=accounts, by=acting.person_id, now=now)[0])

    return _form_page(request, acting, form, record, {"title": _("New bank account or wallet")})


@require_POST
@acts(may="documents.record")
def close_account(request: HttpRequest, acting: Acting, account_id: UUID) -> HttpResponse:
    """Stop using a bank account from today on."""
    now = timezone.now()
    today = vietnam_day(now)
    close_bank_account(org_id=acting.org_id, account_id=account_id, closed_on=today, by=acting.person_id, now=now)
    messages.success(request, _("The account is no longer used."))
    return redirect("trade:places", acting.org_slug)


def _insist(outcome: Outcome) -> None:
    if outcome.refusal is not None:
        raise outcome.refusal


def _form_page(
    request: HttpRequest, acting: Acting, form: Any, write: Callable[[], None], given: dict[str, Any]
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            write()
            messages.success(request, _("Saved."))
            return redirect("trade:places", acting.org_slug)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    status = 422 if form.is_bound else 200
    return render(request, "trade/place.html", {"form": form, **given}, status=status)
