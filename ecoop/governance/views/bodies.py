"""Pages of bodies: who holds which post as of any day, what is missing by law, appointing, ending, family."""

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
from ecoop.governance.actions.appoint import appoint
from ecoop.governance.actions.declare_family import TieDraft, declare_family, end_family
from ecoop.governance.actions.end_post import end_post, tell_absence
from ecoop.governance.actions.name_holders import name_holders
from ecoop.governance.calc.bodies import GOVERNANCE_WORDS, BodyKind
from ecoop.governance.forms.bodies import AbsenceForm, AppointmentForm, FamilyEndForm, FamilyForm, PostEndForm
from ecoop.governance.queries.bodies import get_bodies, get_post, list_posts, list_posts_on
from ecoop.governance.queries.body_pages import get_family, group_posts, list_relations, list_resolution_choices
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.refusals import Refusal
from ecoop.members.queries.register import list_memberships_of
from ecoop.web.asked import asked_day

_ASKS = ("GET", "HEAD", "POST")


@require_safe
@acts(may="meetings.read")
def show_bodies(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show who holds which post on a day, and what is missing or wrong by law."""
    day = asked_day(request)
    bodies = get_bodies(org_id=acting.org_id, day=day)
    given = {
        "bodies": bodies,
        "governance": GOVERNANCE_WORDS[bodies.governance],
        "groups": group_posts(posts=bodies.posts, governance=bodies.governance),
        "ended": [post for post in list_posts(org_id=acting.org_id) if post.ground],
        "may_manage": acting.may("meetings.manage"),
        "day": day,
    }
    return render(request, "governance/bodies.html", given)


@require_http_methods(_ASKS)
@acts(may="meetings.manage")
def appoint_somebody(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Put somebody into a body or an office."""
    now = timezone.now()
    form = AppointmentForm(
        _asked(request),
        org_id=acting.org_id,
        resolutions=list_resolution_choices(org_id=acting.org_id),
        initial={"starts_on": vietnam_day(now), "body": request.GET.get("body", "")},
    )
    if form.is_bound and form.is_valid():
        act: dict[str, Any] = {"org_id": acting.org_id, "by": acting.person_id, "now": now}
        try:
            (holder_id,) = name_holders(people=[form.cleaned_data["person"]], **act)
            appoint(appointments=[form.draft(holder_id=holder_id)], **act)
            return redirect("governance:bodies", acting.org_slug)
        except Refusal as refusal:
            form.add_error(None, _told(refusal))
    return _form(request, form, _("Appoint somebody"), back="bodies")


@require_http_methods(_ASKS)
@acts(may="meetings.manage")
def end_a_post(request: HttpRequest, acting: Acting, post_id: UUID) -> HttpResponse:
    """End a post, or say that a representative does not do the work."""
    now = timezone.now()
    post = get_post(org_id=acting.org_id, post_id=post_id)
    form = PostEndForm(_asked(request), initial={"ended_on": vietnam_day(now)})
    if form.is_bound and form.is_valid():
        try:
            end_post(org_id=acting.org_id, end=form.draft(post_id=post_id), by=acting.person_id, now=now)
            return redirect("governance:bodies", acting.org_slug)
        except Refusal as refusal:
            form.add_error(None, _told(refusal))
    absence = None
    if post.body is BodyKind.LEGAL_REPRESENTATIVE and post.ground is None:
        absence = AbsenceForm(initial={"from_on": vietnam_day(now)}, auto_id="absence_%s")
    given = {"post": post, "absence": absence}
    return _form(request, form, f"{post.person_name} · {post.body_label}", back="bodies", **given)


@require_POST
@acts(may="meetings.manage")
def tell_of_absence(request: HttpRequest, acting: Acting, post_id: UUID) -> HttpResponse:
    """Write down from which day a legal representative does not do the work, or does it again."""
    form = AbsenceForm(request.POST)
    if not form.is_valid():
        return _form(request, form, _("Absence of a legal representative"), back="bodies")
    said = form.cleaned_data
    told = {"post_id": post_id, "from_on": said["from_on"], "is_absent": said["is_absent"] == "yes"}
    tell_absence(org_id=acting.org_id, by=acting.person_id, now=timezone.now(), **told)
    messages.success(request, _("Written down."))
    return redirect("governance:bodies", acting.org_slug)


@require_http_methods(_ASKS)
@acts(may="meetings.manage")
def show_family(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show who is family of whom among those who hold posts, and declare it."""
    now = timezone.now()
    relations = list_relations(day=vietnam_day(now))
    initial = {"declared_on": vietnam_day(now)}
    form = FamilyForm(_asked(request), org_id=acting.org_id, relations=relations, initial=initial)
    if form.is_bound and form.is_valid():
        act: dict[str, Any] = {"org_id": acting.org_id, "by": acting.person_id, "now": now}
        said = form.cleaned_data
        try:
            first, second = name_holders(people=said["people"], **act)
            declare_family(tie=TieDraft(said["id"], first, second, form.said_relation, said["declared_on"]), **act)
            return redirect("governance:family", acting.org_slug)
        except Refusal as refusal:
            form.add_error(None, _told(refusal))
    given: dict[str, Any] = {"form": form, "family": get_family(org_id=acting.org_id, day=vietnam_day(now))}
    return render(request, "governance/family.html", given, status=422 if form.is_bound else 200)


@require_http_methods(_ASKS)
@acts(may="meetings.manage")
def end_a_relation(request: HttpRequest, acting: Acting, tie_id: UUID) -> HttpResponse:
    """Write down that two people are no longer family, or never were."""
    now = timezone.now()
    form = FamilyEndForm(_asked(request), initial={"ended_on": vietnam_day(now)})
    if form.is_bound and form.is_valid():
        try:
            end_family(org_id=acting.org_id, tie_id=tie_id, by=acting.person_id, now=now, **form.cleaned_data)
            return redirect("governance:family", acting.org_slug)
        except Refusal as refusal:
            form.add_error(None, _told(refusal))
    return _form(request, form, _("End of a relation"), back="family")


@require_safe
@acts(may="own-share.read")
def show_own_bodies(request: HttpRequest, acting: Acting, org_id: UUID) -> HttpResponse:
    """Show a member who holds which post in its cooperative; the database shows it to nobody else."""
    # Nobody but its members reads the posts of a cooperative: row security shows others none at all.
    member = next((each for each in list_memberships_of(member_org_id=acting.org_id) if each.org_id == org_id), None)
    if member is None:
        raise Http404
    day = asked_day(request)
    groups = group_posts(posts=list_posts_on(org_id=org_id, day=day), governance=None)
    given = {"cooperative": member.org.name, "groups": groups, "day": day}
    return render(request, "governance/own_bodies.html", given)


def _form(request: HttpRequest, form: Any, title: str, *, back: str, **given: Any) -> HttpResponse:
    status = 422 if form.is_bound else 200
    facts = {"form": form, "title": title, "back_to": f"governance:{back}", **given}
    return render(request, "governance/bodies_form.html", facts, status=status)


def _told(refusal: Refusal) -> str:
    law = f" ({refusal.law.article})" if refusal.law else ""
    return f"{refusal.said_text} {refusal.remedy_text}{law}"


def _asked(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
