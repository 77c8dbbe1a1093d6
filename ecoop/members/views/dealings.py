"""Pages of trade with members: the list, one line, recording one, taking one back."""

from collections.abc import Iterator
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
from ecoop.kernel.sheets import Column, SheetDraft, answer_with_excel
from ecoop.members.actions.record_dealings import record_dealings
from ecoop.members.actions.take_back_dealing import take_back_dealing
from ecoop.members.errors import DealingUnknown
from ecoop.members.forms.trade import DealingForm, DealingsForm, TakeBackForm
from ecoop.members.queries.dealings import (
    DealingRow,
    DealingsWanted,
    get_dealing,
    list_dealing_page,
    stream_dealings,
    sum_dealings,
)
from ecoop.members.queries.foresight import Foresight, foresee_dealing
from ecoop.members.queries.measures import get_trade_measures


@require_safe
@acts(may="members.read")
def show_dealings(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the lines of trade that are asked for, newest first; or hand them out as Excel."""
    form = DealingsForm(request.GET)
    if request.GET.get("format") == "xlsx":
        return answer_with_excel(name="trade-with-members", sheets=[_sheet(acting, form.wanted)])
    given = {
        "form": form,
        "page": list_dealing_page(org_id=acting.org_id, wanted=form.wanted, cursor=request.GET.get("cursor", "")),
        "totals": sum_dealings(org_id=acting.org_id, wanted=form.wanted),
        "measures": get_trade_measures(org_id=acting.org_id, year=vietnam_day(timezone.now()).year),
        "may_record": acting.may("documents.record"),
    }
    return render(request, "members/trade.html", given)


@require_safe
@acts(may="members.read")
def show_dealing(request: HttpRequest, acting: Acting, dealing_id: UUID) -> HttpResponse:
    """Show one line of trade: on which side it stands and why, its entry, and how to take it back."""
    row = _dealing_or_404(acting, dealing_id)
    form = TakeBackForm(None, today=vietnam_day(timezone.now()))
    return render(request, "members/dealing.html", {"row": row, "form": form, "may_post": acting.may("books.post")})


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.record")
def record_dealing(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Record a line of trade; before that, show on which side it will stand and what it will post."""
    now = timezone.now()
    number = request.GET.get("member", "")[:20]
    form = DealingForm(request.POST or None, org_id=acting.org_id, today=vietnam_day(now), member_number=number)
    foresight: Foresight | None = None
    if form.is_bound and form.is_valid():
        try:
            foresight = foresee_dealing(org_id=acting.org_id, draft=form.draft())
            if "look" not in request.POST:
                record_dealings(org_id=acting.org_id, dealings=[form.draft()], by=acting.person_id, now=now)
                return redirect("members:dealing", acting.org_slug, form.draft().id)
        except Refusal as refusal:
            form.add_error(None, _told(refusal))
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "members/dealing_form.html", {"form": form, "foresight": foresight}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="books.post")
def take_back(request: HttpRequest, acting: Acting, dealing_id: UUID) -> HttpResponse:
    """Take a line of trade back by a red entry."""
    now, row = timezone.now(), _dealing_or_404(acting, dealing_id)
    form = TakeBackForm(request.POST or None, today=vietnam_day(now))
    if form.is_bound and form.is_valid():
        on, reason = form.cleaned_data["on"], form.cleaned_data["reason"]
        try:
            label = take_back_dealing(
                org_id=acting.org_id, dealing_id=dealing_id, entry_on=on, reason=reason, by=acting.person_id, now=now
            )
        except Refusal as refusal:
            form.add_error(None, _told(refusal))
        else:
            messages.success(request, _("Taken back by the red entry {label}.").format(label=label))
            return redirect("members:dealing", acting.org_slug, dealing_id)
    status = 422 if form.is_bound else 200
    return render(request, "members/dealing.html", {"row": row, "form": form, "may_post": True}, status=status)


def _told(refusal: Refusal) -> str:
    """Tell what was refused, what to do, and by which article."""
    law = f" ({refusal.law.article}, {refusal.law.document})" if refusal.law else ""
    return f"{refusal.said_text} {refusal.remedy_text}{law}"


def _dealing_or_404(acting: Acting, dealing_id: UUID) -> DealingRow:
    try:
        return get_dealing(org_id=acting.org_id, dealing_id=dealing_id)
    except DealingUnknown as unknown:
        raise Http404 from unknown


def _sheet(acting: Acting, wanted: DealingsWanted) -> SheetDraft:
    columns = [
        Column(_("Day"), "day"),
        Column(_("Entry"), width=10),
        Column(_("Paper"), width=14),
        Column(_("Number of the member"), width=12),
        Column(_("Member"), width=28),
        Column(_("Kind"), width=20),
        Column(_("What"), width=40),
        Column(_("Quantity"), "number"),
        Column(_("Unit"), width=8),
        Column(_("Unit price"), "number"),
        Column(_("Value"), "money"),
        Column(_("Value added tax"), "money"),
        Column(_("Cost"), "money"),
        Column(_("Side"), width=12),
        Column(_("Why"), width=40),
        Column(_("Agreement"), width=16),
        Column(_("Paid by"), width=14),
        Column(_("Season"), width=14),
        Column(_("Plot"), width=14),
        Column(_("Remark"), width=24),
    ]
    totals = sum_dealings(org_id=acting.org_id, wanted=wanted)
    return SheetDraft(
        name=_("Trade with members"),
        columns=columns,
        rows=_cells(stream_dealings(org_id=acting.org_id, wanted=wanted)),
        titles=(acting.org_name, _("Trade with members")),
        totals=(_("Total"), *([None] * 9), totals.total_vnd, *([None] * 9)),
    )


def _cells(rows: Iterator[DealingRow]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        reason = row.reason
        yield (
            *(row.dealt_on, row.entry_label, row.number, row.member_number, row.member_name, row.kind_label, row.text),
            *(row.quantity, row.unit, row.unit_price, row.value_vnd, row.vat_vnd, row.cost_vnd, row.side_label),
            *(reason.label if reason else "", row.agreement_number, row.means_label, row.season, row.plot),
            _("Taken back by a red entry") if row.is_taken_back else "",
        )
