"""Pages that prepare a meeting: its agenda, its motions, its delegates."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.governance.actions.change_agenda import add_agenda_item, withdraw_agenda_item
from ecoop.governance.actions.count_union_votes import count_union_votes
from ecoop.governance.actions.name_delegates import name_delegates
from ecoop.governance.actions.propose_motion import propose_motion, withdraw_motion
from ecoop.governance.calc.meetings import Status
from ecoop.governance.errors.meetings import AgendaItemUnknown
from ecoop.governance.errors.votes import MotionUnknown
from ecoop.governance.forms.meetings import DelegatesForm, ItemForm, ReasonForm, UnionVotesForm
from ecoop.governance.forms.motions import MatterForm, MotionForm
from ecoop.governance.queries.called import DelegateLine, get_delegates, list_union_votes
from ecoop.governance.queries.calling import get_change_rules
from ecoop.governance.queries.meetings import MeetingFacts, get_agenda_item, get_motion, list_agenda
from ecoop.governance.queries.motions import check_motion
from ecoop.governance.queries.resolutions import list_fields
from ecoop.governance.views.meetings import MANAGE, READ, act, meeting_or_404, sent, to_meeting
from ecoop.kernel.dates import vietnam_day
from ecoop.members.errors import MemberUnknown
from ecoop.members.queries import find_member_by_number, map_member_ids
from ecoop.resolutions.errors import MatterUnknown
from ecoop.resolutions.queries import get_matter_on, label_matter, list_matters
from ecoop.web.refused import done


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may=MANAGE)
def add_item(request: HttpRequest, acting: Acting, meeting_id: UUID) -> HttpResponse:
    """Add an item to the agenda; after the notice with the request of members."""
    meeting = meeting_or_404(acting, meeting_id)
    is_noticed = meeting.status is Status.NOTICED
    form = ItemForm(sent(request), needs_request=is_noticed)
    if form.is_bound and form.is_valid():
        item = form.draft()
        if done(form, do=lambda: add_agenda_item(meeting_id=meeting_id, item=item, **act(acting, timezone.now()))):
            return to_meeting(acting, meeting_id)
    rules = get_change_rules(org_id=acting.org_id, meeting=meeting) if is_noticed else None
    given = {"form": form, "meeting": meeting, "rules": rules}
    return render(request, "governance/agenda_form.html", given, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may=MANAGE)
def withdraw_item(request: HttpRequest, acting: Acting, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Take an item from the agenda."""
    meeting, form = meeting_or_404(acting, meeting_id), ReasonForm(sent(request))
    try:
        item = get_agenda_item(org_id=acting.org_id, meeting_id=meeting_id, item_id=item_id)
    except AgendaItemUnknown as unknown:
        raise Http404 from unknown
    if form.is_bound and form.is_valid():
        given = {"meeting_id": meeting_id, "item_id": item_id, "reason": form.cleaned_data["reason"]}
        if done(form, do=lambda: withdraw_agenda_item(**given, **act(acting, timezone.now()))):
            return to_meeting(acting, meeting_id)
    shown = {"form": form, "meeting": meeting, "title": item.title}
    return render(request, "governance/withdrawal_form.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may=MANAGE)
def new_motion(request: HttpRequest, acting: Acting, meeting_id: UUID) -> HttpResponse:
    """Choose the matter of a motion, then say what it says."""
    meeting = meeting_or_404(acting, meeting_id)
    items = list_agenda(org_id=acting.org_id, meeting_id=meeting_id)
    matters = list_matters(day=meeting.starts_on)
    offered = [(code, label_matter(matter=each)) for code, each in matters.items() if meeting.body in each.bodies]
    chosen = MatterForm(request.GET if request.GET.get("matter") else None, items=items, matters=offered)
    shown: dict[str, Any] = {"meeting": meeting, "items": items, "choosing": chosen, "form": None}
    if chosen.is_bound and chosen.is_valid():
        code = chosen.cleaned_data["matter"]
        form = _motion_form(request, acting, meeting.starts_on, code)
        shown |= {"form": form, "matter_label": dict(offered)[code]}
        if form.is_bound and form.is_valid() and _propose(acting, meeting_id, chosen.cleaned_data["item"], form):
            return to_meeting(acting, meeting_id)
    is_wrong = shown["form"] is not None and shown["form"].is_bound
    return render(request, "governance/motion_form.html", shown, status=422 if is_wrong else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may=MANAGE)
def take_motion_back(request: HttpRequest, acting: Acting, motion_id: UUID) -> HttpResponse:
    """Take a motion back before anybody votes on it."""
    form = ReasonForm(sent(request))
    try:
        motion = get_motion(org_id=acting.org_id, motion_id=motion_id)
    except MotionUnknown as unknown:
        raise Http404 from unknown
    if form.is_bound and form.is_valid():
        given = {"motion_id": motion_id, "reason": form.cleaned_data["reason"]}
        if done(form, do=lambda: withdraw_motion(**given, **act(acting, timezone.now()))):
            return to_meeting(acting, motion.meeting_id)
    meeting = meeting_or_404(acting, motion.meeting_id)
    shown = {"form": form, "meeting": meeting, "title": motion.title}
    return render(request, "governance/withdrawal_form.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may=READ, may_post=MANAGE)
def show_delegates(request: HttpRequest, acting: Acting, meeting_id: UUID) -> HttpResponse:
    """Show the delegates with the votes they carry, and name more."""
    meeting, form = meeting_or_404(acting, meeting_id), DelegatesForm(sent(request))
    union = list_union_votes(org_id=acting.org_id, meeting=meeting) if not meeting.is_of_delegates else ()
    if union:
        return _show_union_votes(request, acting, meeting, union)
    if form.is_valid() and done(form, do=lambda: _name(acting, meeting_id, form.cleaned_data["lines"])):
        messages.success(request, _("The delegates are written down."))
        return redirect("governance:delegates", acting.org_slug, meeting_id)
    delegates = get_delegates(org_id=acting.org_id, meeting=meeting)
    given = {"form": form, "meeting": meeting, "delegates": delegates, "may": acting.may(MANAGE)}
    return render(request, "governance/delegates.html", given, status=422 if form.is_bound else 200)


def _motion_form(request: HttpRequest, acting: Acting, day: Any, code: str) -> MotionForm:
    try:
        matter = get_matter_on(code=code, day=day)
    except MatterUnknown as unknown:
        raise Http404 from unknown
    return MotionForm(sent(request), matter=matter, says=list_fields(org_id=acting.org_id, matter=matter, day=day))


def _propose(acting: Acting, meeting_id: UUID, item_id: str, form: MotionForm) -> bool:
    found = (find_member_by_number(org_id=acting.org_id, number=line) for line in form.candidate_lines)
    known = {member.number: member for member in found if member}
    motion = form.draft(item_id=UUID(item_id), known=known)
    if not motion.options and not form.cleaned_data.get("anyway"):
        doubts = check_motion(
            org_id=acting.org_id, matter=motion.matter, parameters=motion.parameters, day=vietnam_day(timezone.now())
        )
        if doubts:
            form.warn(doubts)
            return False
    return done(form, do=lambda: propose_motion(meeting_id=meeting_id, motion=motion, **act(acting, timezone.now())))


def _show_union_votes(
    request: HttpRequest, acting: Acting, meeting: MeetingFacts, union: tuple[DelegateLine, ...]
) -> HttpResponse:
    """Show how many votes each member of a union carries, and write down how many members it has."""
    written = "\n".join(f"{line.number}: {line.carries or ''}" for line in union)
    form = UnionVotesForm(sent(request), initial={"lines": written})
    if form.is_valid() and done(form, do=lambda: _count(acting, meeting.id, form.cleaned_data["lines"])):
        messages.success(request, _("The votes are written down."))
        return redirect("governance:delegates", acting.org_slug, meeting.id)
    given = {"form": form, "meeting": meeting, "union": union, "may": acting.may(MANAGE)}
    return render(request, "governance/union_votes.html", given, status=422 if form.is_bound else 200)


def _count(acting: Acting, meeting_id: UUID, lines: dict[str, int]) -> None:
    ids = _ids(acting, set(lines))
    votes = {ids[number]: count for number, count in lines.items()}
    count_union_votes(meeting_id=meeting_id, votes=votes, **act(acting, timezone.now()))


def _ids(acting: Acting, numbers: set[str]) -> dict[str, UUID]:
    ids = map_member_ids(org_id=acting.org_id, numbers=numbers)
    for number in sorted(numbers - set(ids)):
        raise MemberUnknown(member=number)
    return dict(ids)


def _name(acting: Acting, meeting_id: UUID, lines: dict[str, list[str]]) -> None:
    ids = _ids(acting, {number for delegate, members in lines.items() for number in [delegate, *members]})
    mandates = {ids[delegate]: [ids[number] for number in members] for delegate, members in lines.items()}
    name_delegates(meeting_id=meeting_id, mandates=mandates, **act(acting, timezone.now()))
