"""Pages of the charter: what is in force on a day, what was, and a new choice."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.refusals import Refusal
from ecoop.members.actions.set_charter import CharterChoice, set_charter
from ecoop.members.forms.charter import CharterForm
from ecoop.members.queries import list_charter_items, list_charter_resolutions, matters_of_choice, said_choices
from ecoop.resolutions.queries import get_resolution
from ecoop.web.asked import asked_day


@require_safe
@acts(may="members.read")
def show_charter(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show every choice the charter makes or could make, as of a day, with the limits of the law."""
    day = asked_day(request)
    items = list_charter_items(org_id=acting.org_id, day=day)
    given = {"items": items, "on_day": day, "may_change": acting.may("members.manage")}
    return render(request, "members/charter.html", given)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="members.manage")
def change_charter(request: HttpRequest, acting: Acting, name: str) -> HttpResponse:
    """Record a new choice of the charter as its resolution says it; show what held before."""
    now = timezone.now()
    items = {item.rule.name: item for item in list_charter_items(org_id=acting.org_id, day=vietnam_day(now))}
    if name not in items:
        raise Http404
    item = items[name]
    form = CharterForm(_sent(request), choices=list_charter_resolutions(org_id=acting.org_id, name=name))
    if request.method == "POST" and form.is_valid():
        try:
            _set(acting, name, form.cleaned_data["resolution"], now)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Recorded."))
            return redirect("members:charter", acting.org_slug)
    given = {"form": form, "item": item, "matter": matters_of_choice(name=name)[0]}
    return render(request, "members/charter_choice.html", given, status=422 if form.is_bound else 200)


def _set(acting: Acting, name: str, resolution_id: UUID, now: datetime) -> None:
    """Make one choice as its resolution says it."""
    facts = get_resolution(org_id=acting.org_id, resolution_id=resolution_id)
    starts_on = date.fromisoformat(facts.parameters["starts_on"])
    choice = CharterChoice(name, said_choices(facts=facts)[name], starts_on)
    set_charter(org_id=acting.org_id, choices=[choice], resolution_id=resolution_id, by=acting.person_id, now=now)


def _sent(request: HttpRequest) -> Any:
    """Give what was sent; an empty form that was sent is a form with everything missing."""
    return request.POST if request.method == "POST" else None
