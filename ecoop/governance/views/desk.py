"""The desk at the door: who is called, who is here, tick and scan; on a phone as well."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.governance.actions.check_in import Arrival, check_in
from ecoop.governance.actions.check_out import check_out
from ecoop.governance.actions.issue_passes import renew_passes
from ecoop.governance.actions.keep_meeting_paper import MeetingPaperDraft, keep_meeting_paper
from ecoop.governance.calc.meetings import Means, MeetingPaperKind, Via
from ecoop.governance.forms.meetings import ProxyForm
from ecoop.governance.queries.called import list_called_page
from ecoop.governance.queries.meetings import get_attendance, list_present
from ecoop.governance.queries.passes import find_pass
from ecoop.governance.views.meetings import MANAGE, READ, act, meeting_or_404
from ecoop.kernel.ids import new_id
from ecoop.members.calc import PaperDraft
from ecoop.members.errors import MemberUnknown
from ecoop.members.queries import find_member_by_number
from ecoop.web.refused import done

PRESENT_SHOWN = 50


@require_safe
@acts(may=READ)
def show_desk(request: HttpRequest, acting: Acting, meeting_id: UUID) -> HttpResponse:
    """Show who is called and who is here, found by name or number; each with one tick."""
    return _desk(request, acting, meeting_id, ProxyForm(), 200)


@require_POST
@acts(may=MANAGE)
def arrive(request: HttpRequest, acting: Acting, meeting_id: UUID) -> HttpResponse:
    """Tick members as here."""
    means = Means.ONLINE if request.POST.get("means") == Means.ONLINE else Means.IN_PERSON
    arrivals = [Arrival(id_, means, Via.LIST) for id_ in _ids(request)]
    check_in(meeting_id=meeting_id, arrivals=arrivals, **act(acting, timezone.now()))
    return _back(request, acting, meeting_id)


@require_POST
@acts(may=MANAGE)
def depart(request: HttpRequest, acting: Acting, meeting_id: UUID) -> HttpResponse:
    """Note that members left."""
    check_out(meeting_id=meeting_id, ids=_ids(request), **act(acting, timezone.now()))
    return _back(request, acting, meeting_id)


@require_POST
@acts(may=MANAGE)
def renew(request: HttpRequest, acting: Acting, meeting_id: UUID) -> HttpResponse:
    """Give new passes in place of lost ones, and print them."""
    ids = _ids(request)
    renew_passes(meeting_id=meeting_id, ids=ids, **act(acting, timezone.now()))
    address = reverse("governance:meeting-passes", args=[acting.org_slug, meeting_id])
    return redirect(f"{address}?{urlencode({'member': [str(each) for each in ids]}, doseq=True)}")


@require_POST
@acts(may=MANAGE)
def represent(request: HttpRequest, acting: Acting, meeting_id: UUID) -> HttpResponse:
    """Note that a member is represented by somebody with a proxy on paper."""
    meeting_or_404(acting, meeting_id)
    form = ProxyForm(request.POST, request.FILES)
    if form.is_valid() and done(form, do=lambda: _represent(acting, meeting_id, form.cleaned_data)):
        return _back(request, acting, meeting_id)
    return _desk(request, acting, meeting_id, form, 422)


@require_POST
@acts(may=MANAGE)
def scan(request: HttpRequest, acting: Acting, meeting_id: UUID, token: str) -> HttpResponse:
    """Tick whose pass was scanned with a phone of the desk."""
    found = find_pass(token=token)
    if found is None or found.org_id != acting.org_id or found.meeting_id != meeting_id:
        raise Http404
    arrivals = [Arrival(found.member_id, Means.IN_PERSON, Via.QR)]
    check_in(meeting_id=meeting_id, arrivals=arrivals, **act(acting, timezone.now()))
    return redirect("governance:meet", token)


def _desk(request: HttpRequest, acting: Acting, meeting_id: UUID, form: ProxyForm, status: int) -> HttpResponse:
    meeting, now = meeting_or_404(acting, meeting_id), timezone.now()
    find, after = request.GET.get("q", "").strip()[:60], request.GET.get("cursor", "")[:20]
    given: dict[str, Any] = {"org_id": acting.org_id, "at": now}
    shown = {
        "meeting": meeting,
        "page": list_called_page(meeting=meeting, find=find, after=after, **given),
        "attendance": get_attendance(meeting_id=meeting_id, **given),
        "present": list_present(meeting_id=meeting_id, **given)[:PRESENT_SHOWN],
        "find": find,
        "form": form,
        "may": acting.may(MANAGE),
    }
    is_part = request.headers.get("HX-Request") == "true"
    return render(request, "governance/desk_lists.html" if is_part else "governance/desk.html", shown, status=status)


def _back(request: HttpRequest, acting: Acting, meeting_id: UUID) -> HttpResponse:
    find = urlencode({"q": request.POST.get("q", "")[:60]})
    return redirect(f"{reverse('governance:desk', args=[acting.org_slug, meeting_id])}?{find}")


def _ids(request: HttpRequest) -> list[UUID]:
    try:
        return [UUID(each) for each in request.POST.getlist("member")]
    except ValueError as unreadable:
        raise Http404 from unreadable


def _represent(acting: Acting, meeting_id: UUID, said: dict[str, Any]) -> None:
    now = timezone.now()
    member = find_member_by_number(org_id=acting.org_id, number=said["number"])
    if member is None:
        raise MemberUnknown(member=said["number"])
    draft = MeetingPaperDraft(
        new_id(), MeetingPaperKind.PROXY, f"{member.number} {member.name}"[:200],
        PaperDraft(said["file"].name, said["file"].read()),
    )  # fmt: skip
    paper_id = keep_meeting_paper(meeting_id=meeting_id, draft=draft, **act(acting, now))
    holder = find_member_by_number(org_id=acting.org_id, number=said["holder_name"].strip())
    arrival = Arrival(
        member_id=member.id,
        means=Means.PROXY,
        via=Via.PAPER,
        holder_id=holder.id if holder else None,
        holder_name=f"{holder.number} {holder.name}" if holder else said["holder_name"],
        paper_id=paper_id,
    )
    check_in(meeting_id=meeting_id, arrivals=[arrival], **act(acting, now))
