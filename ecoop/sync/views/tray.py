"""Desk pages of the tray: what phones recorded and the books could not take."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.refusals import Refusal
from ecoop.sync.actions.retry_event import mend_event, retry_event
from ecoop.sync.actions.set_aside_event import set_aside_event
from ecoop.sync.calc.events import EventOutcome
from ecoop.sync.errors import TrayEventNotFound
from ecoop.sync.forms import MendingForm, SetAsideForm
from ecoop.sync.queries.tray import TrayRow, get_tray_event, list_tray
from ecoop.sync.queries.tray_causes import list_causes, list_kinds

RECORDS = "documents.record"


@require_safe
@acts(may="documents.read")
def show_tray(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show what was refused and waits, or what was settled."""
    is_settled = request.GET.get("state") == "settled"
    code, kind = request.GET.get("code", "")[:80], request.GET.get("kind", "")[:40]
    page = list_tray(
        org_id=acting.org_id,
        is_settled=is_settled,
        language=_language(),
        cursor=request.GET.get("cursor", ""),
        code=code.replace("\0", ""),
        kind=kind.replace("\0", ""),
    )
    given = {
        "page": page,
        "is_settled": is_settled,
        "causes": [] if is_settled else list_causes(org_id=acting.org_id, language=_language()),
        "kinds": [] if is_settled else list_kinds(org_id=acting.org_id),
        "code": code,
        "kind": kind,
    }
    return render(request, "sync/tray.html", given)


@require_safe
@acts(may="documents.read")
def show_tray_event(request: HttpRequest, acting: Acting, tray_id: UUID) -> HttpResponse:
    """Show one event of the tray and the ways on."""
    return _page(request, acting, _row_or_404(acting, tray_id))


@require_POST
@acts(may=RECORDS)
def retry(request: HttpRequest, acting: Acting, tray_id: UUID) -> HttpResponse:
    """Try an event of the tray again."""
    return _settle(request, acting, tray_id, lambda now: retry_event(acting=acting, tray_id=tray_id, now=now))


@require_POST
@acts(may=RECORDS)
def mend(request: HttpRequest, acting: Acting, tray_id: UUID) -> HttpResponse:
    """Record an event of the tray after mending it."""
    row = _row_or_404(acting, tray_id)
    form = MendingForm(request.POST, fields=row.fields)
    if not form.is_valid():
        return _page(request, acting, row, mending=form)
    mending = form.mending()
    return _settle(
        request, acting, tray_id, lambda now: mend_event(acting=acting, tray_id=tray_id, mending=mending, now=now)
    )


@require_POST
@acts(may=RECORDS)
def set_aside(request: HttpRequest, acting: Acting, tray_id: UUID) -> HttpResponse:
    """Set an event of the tray aside."""
    row, form = _row_or_404(acting, tray_id), SetAsideForm(request.POST)
    if not form.is_valid():
        return _page(request, acting, row, aside=form)
    try:
        set_aside_event(
            org_id=acting.org_id,
            tray_id=tray_id,
            reason=form.cleaned_data["reason"],
            by=acting.person_id,
            now=timezone.now(),
        )
    except Refusal as refusal:
        form.add_error(None, refusal.said_text)
        return _page(request, acting, row, aside=form)
    messages.success(request, _("It is set aside and stays readable here."))
    return redirect("sync:tray", acting.org_slug)


def _settle(
    request: HttpRequest, acting: Acting, tray_id: UUID, record: Callable[[datetime], EventOutcome]
) -> HttpResponse:
    _row_or_404(acting, tray_id)
    outcome = record(timezone.now())
    if outcome.status == "refused":
        messages.warning(
            request, _("It was refused again: {said}").format(said=(outcome.refusal or {}).get("said", ""))
        )
        return redirect("sync:tray-event", acting.org_slug, tray_id)
    messages.success(request, _("It is recorded. {label}").format(label=outcome.label).strip())
    return redirect("sync:tray", acting.org_slug)


def _page(
    request: HttpRequest,
    acting: Acting,
    row: TrayRow,
    *,
    mending: MendingForm | None = None,
    aside: SetAsideForm | None = None,
) -> HttpResponse:
    given = {
        "row": row,
        "mending": mending or MendingForm(fields=row.fields),
        "aside": aside or SetAsideForm(),
        "may_record": acting.may(RECORDS),
    }
    return render(request, "sync/tray_event.html", given)


def _row_or_404(acting: Acting, tray_id: UUID) -> TrayRow:
    try:
        return get_tray_event(org_id=acting.org_id, tray_id=tray_id, language=_language())
    except TrayEventNotFound as missing:
        raise Http404 from missing


def _language() -> str:
    return get_language() or "vi"
