"""Pages of opening balances: bring a list in, say which account takes over which, look at both sides, record."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.ids import new_id
from ecoop.kernel.refusals import Refusal
from ecoop.kernel.sheets import Column, SheetDraft, answer_with_excel
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.queries.openings import get_opening_day, list_opening_lines
from ecoop.vouchers.actions.record_openings import record_openings, replace_openings
from ecoop.vouchers.forms.openings import OpeningsForm, open_choices
from ecoop.vouchers.queries import name_parties
from ecoop.vouchers.queries.opening_looks import OpeningLook, look_at_openings, sum_sides

_SHOWN = 300


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="books.post")
def open_with_balances(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show what the books began with, look at a list, and record it when both sides are equal."""
    form = OpeningsForm(request.POST or None, request.FILES or None)
    look = None
    if request.method == "POST" and form.is_valid():
        look = _look(acting, form)
    if look and request.POST.get("act") == "record" and _is_recorded(request, acting, form, look):
        return redirect("vouchers:openings", acting.org_slug)
    is_wrong = request.method == "POST" and (look is None or request.POST.get("act") == "record")
    shown = {"form": form, "look": look, **_standing(acting), **_shown(form, look)}
    return render(request, "vouchers/openings.html", shown, status=422 if is_wrong else 200)


@require_POST
@acts(may="books.post")
def give_wrong_rows(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Hand out the lines that cannot be taken, each with what is wrong and how to mend it."""
    form = OpeningsForm(request.POST, request.FILES)
    look = _look(acting, form) if form.is_valid() else None
    rows = [
        [each.row, each.code, each.name, each.debit_vnd, each.credit_vnd, each.party or each.item, str(each.problem)]
        for each in (look.problems if look else ())
    ]
    names = (_("Row"), _("Account"), _("Name"), _("Debit"), _("Credit"), _("Party or item"), _("What is wrong"))
    columns = [Column(name, "money" if at in (3, 4) else "text") for at, name in enumerate(names)]
    sheet = SheetDraft(_("To mend"), columns, rows)
    return answer_with_excel(name="ecoop-openings-to-mend", sheets=[sheet])


def _look(acting: Acting, form: OpeningsForm) -> OpeningLook | None:
    said = form.cleaned_data
    try:
        opening_on = get_opening_day(org_id=acting.org_id)
        return look_at_openings(
            org_id=acting.org_id,
            rows=said["rows"],
            chart=said["chart"],
            take=said["take"],
            choices=form.choices,
            makes_parties=said["makes_parties"],
            law=lawbook.on(opening_on + timedelta(days=1)),
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    return None


def _is_recorded(request: HttpRequest, acting: Acting, form: OpeningsForm, look: OpeningLook) -> bool:
    said, now = form.cleaned_data, timezone.now()
    given: dict[str, Any] = {"org_id": acting.org_id, "look": look, "by": acting.person_id, "now": now}
    try:
        if said["reason"]:
            posted = replace_openings(opening_id=said["id"], reason=said["reason"], **given)
        else:
            posted = record_openings(opening_id=said["id"], **given)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Opening balances recorded in {count} entries.").format(count=len(posted)))
    return True


def _standing(acting: Acting) -> dict[str, Any]:
    """Give the opening balances that stand, if the books are open and there are any."""
    try:
        on = get_opening_day(org_id=acting.org_id)
    except Refusal as refusal:
        return {"not_open": refusal}
    lines = list_opening_lines(org_id=acting.org_id, on=on)
    names = name_parties(org_id=acting.org_id, ids={line.party_id for line in lines if line.party_id})
    rows = [(line, names.get(line.party_id, "") if line.party_id else "") for line in lines[:_SHOWN]]
    debits, credits_ = sum_sides(lines=lines)
    return {
        "on": on, "starts_on": on + timedelta(days=1), "standing": rows, "standing_count": len(lines),
        "debits_vnd": debits, "credits_vnd": credits_,
    }  # fmt: skip


def _shown(form: OpeningsForm, look: OpeningLook | None) -> dict[str, Any]:
    if look is None:
        return {}
    return {
        "choices": open_choices(look=look), "accounts": look.accounts, "problems": look.problems[:_SHOWN],
        "placed": look.placed[:_SHOWN], "rows_text": form.rows_text, "new_id": new_id(),
    }  # fmt: skip
