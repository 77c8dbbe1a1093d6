"""Desk pages of days' ends: the cash that phones counted, beside the books."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.dates import format_day
from ecoop.kernel.sheets import Column, SheetDraft, answer_with_excel
from ecoop.sync.actions.settle_day_end import book_day_end, note_day_end
from ecoop.sync.calc.day_ends import DayEndFacts, bookable_vnd
from ecoop.sync.calc.words import DayEndFate
from ecoop.sync.errors import DayEndNotFound
from ecoop.sync.forms import BookingForm, DayEndsForm, NoteForm
from ecoop.sync.queries.day_end_pages import DayEndView, get_day_end_view
from ecoop.sync.queries.day_ends import DayEndsWanted, list_day_ends, stream_day_ends, sum_day_ends
from ecoop.sync.queries.devices import list_devices
from ecoop.web.refused import done

BOOKS = "books.post"


@require_safe
@acts(may="documents.read")
def show_day_ends(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the counts of the cash box, the newest first; or hand them out as Excel."""
    devices = list_devices(org_id=acting.org_id)
    form = DayEndsForm(request.GET, devices=devices)
    if request.GET.get("format") == "xlsx":
        return answer_with_excel(name="day-ends", sheets=[_sheet(acting, form.wanted)])
    given = {
        "form": form,
        "has_phones": bool(devices),
        "page": list_day_ends(org_id=acting.org_id, wanted=form.wanted, cursor=request.GET.get("cursor", "")),
        "totals": sum_day_ends(org_id=acting.org_id, wanted=form.wanted),
    }
    return render(request, "sync/day_ends.html", given)


@require_safe
@acts(may="documents.read")
def show_day_end(request: HttpRequest, acting: Acting, day_end_id: UUID) -> HttpResponse:
    """Show one count beside the books of its days, and what may be done about a difference."""
    return _page(request, acting, _view_or_404(acting, day_end_id))


@require_POST
@acts(may=BOOKS)
def book(request: HttpRequest, acting: Acting, day_end_id: UUID) -> HttpResponse:
    """Book the difference of a count."""
    view = _view_or_404(acting, day_end_id)
    if view.is_settled:
        # The button was pressed twice, or somebody else was faster: the page shows what became of it.
        return redirect("sync:day-end", acting.org_slug, day_end_id)
    form = _booking_form(view, request.POST)
    if form is not None and form.is_valid():
        said = {**form.cleaned_data, **_act(acting, day_end_id)}
        said["attempt"] = said["attempt"] or 1
        if done(form, do=lambda: book_day_end(**said)):
            messages.success(request, _("The difference is booked. The books now say what was counted."))
            return redirect("sync:day-end", acting.org_slug, day_end_id)
    return _page(request, acting, view, booking=form)


@require_POST
@acts(may=BOOKS)
def note(request: HttpRequest, acting: Acting, day_end_id: UUID) -> HttpResponse:
    """Note what was found out about a count."""
    view, form = _view_or_404(acting, day_end_id), NoteForm(request.POST)
    if form.is_valid():
        said = {**form.cleaned_data, **_act(acting, day_end_id)}
        if done(form, do=lambda: note_day_end(**said)):
            messages.success(request, _("It is noted beside the day's end."))
            return redirect("sync:day-end", acting.org_slug, day_end_id)
    return _page(request, acting, view, noting=form)


def _act(acting: Acting, day_end_id: UUID) -> dict[str, Any]:
    return {"org_id": acting.org_id, "day_end_id": day_end_id, "by": acting.person_id, "now": timezone.now()}


def _view_or_404(acting: Acting, day_end_id: UUID) -> DayEndView:
    try:
        return get_day_end_view(org_id=acting.org_id, day_end_id=day_end_id)
    except DayEndNotFound as missing:
        raise Http404 from missing


def _page(
    request: HttpRequest,
    acting: Acting,
    view: DayEndView,
    *,
    booking: BookingForm | None = None,
    noting: NoteForm | None = None,
) -> HttpResponse:
    given = {
        "view": view,
        "end": view.end,
        "may_settle": acting.may(BOOKS) and not view.is_settled,
        "booking": booking or _booking_form(view),
        "noting": noting or NoteForm(),
    }
    is_refused = bool(booking or noting)
    return render(request, "sync/day_end.html", given, status=422 if is_refused else 200)


def _booking_form(view: DayEndView, data: Any = None) -> BookingForm | None:
    if view.compared is None:
        return None
    is_short = view.compared.difference_vnd < 0
    said = _("Cash missing at the day's end of {on}") if is_short else _("Cash too much at the day's end of {on}")
    text = said.format(on=format_day(view.end.ended_on))
    differences = bookable_vnd(end=view.end, compared=view.compared)
    return BookingForm(data, differences=differences, initial={"text": text, "attempt": view.attempt})


def _sheet(acting: Acting, wanted: DayEndsWanted) -> SheetDraft:
    columns = [
        Column(_("Day"), "day"),
        Column(_("Difference"), "money"),
        Column(_("Expected"), "money"),
        Column(_("Counted"), "money"),
        Column(_("Cash before"), "money"),
        Column(_("Sold in cash"), "money"),
        Column(_("Sold by transfer"), "money"),
        Column(_("Sold on credit"), "money"),
        Column(_("Phone"), width=24),
        Column(_("Who"), width=24),
        Column(_("Remark"), width=40),
        Column(_("What became of it"), width=16),
    ]
    totals = sum_day_ends(org_id=acting.org_id, wanted=wanted)
    sum_vnd = totals.over_vnd - totals.short_vnd
    rows = _cells(stream_day_ends(org_id=acting.org_id, wanted=wanted))
    return SheetDraft(
        name=_("Days' ends"),
        columns=columns,
        rows=rows,
        titles=(acting.org_name, _("Days' ends")),
        totals=(_("Total"), sum_vnd, *[None] * (len(columns) - 2)),
    )


def _cells(rows: Iterator[DayEndFacts]) -> Iterator[tuple[Any, ...]]:
    fates = {DayEndFate.BOOKED: _("booked"), DayEndFate.NOTED: _("noted")}
    for row in rows:
        fate = fates[DayEndFate(row.how)] if row.how else _("open") if row.is_open else ""
        fate = _("taken back") if row.is_taken_back else fate
        yield (
            row.ended_on,
            row.difference_vnd,
            row.expected_vnd,
            row.counted_vnd,
            row.cash_before_vnd,
            row.cash_vnd,
            row.bank_vnd,
            row.credit_vnd,
            row.device_name,
            row.person_name,
            row.text,
            fate,
        )
