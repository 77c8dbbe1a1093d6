"""Pages of guided courses: dissolution, change of governance, reorganisation, each with its steps and dates."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.governance.actions.open_course import open_course, open_resolved, record_step
from ecoop.governance.calc.bodies import CourseKind
from ecoop.governance.calc.courses import WITHDRAWN
from ecoop.governance.forms.bodies import CourseForm, DissolveForm, StepForm
from ecoop.governance.queries.course_pages import list_dissolution_choices, list_missing
from ecoop.governance.queries.courses import CourseFacts, get_course, list_courses
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.refusals import Refusal
from ecoop.resolutions.queries import get_resolution

_ASKS = ("GET", "HEAD", "POST")
_DISSOLVING = frozenset({CourseKind.DISSOLUTION, CourseKind.FORCED_DISSOLUTION})


@require_safe
@acts(may="meetings.read")
def show_courses(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the guided courses that are under way, and those that ended."""
    courses = list_courses(org_id=acting.org_id, today=vietnam_day(timezone.now()))
    given = {"courses": courses, "may_manage": acting.may("meetings.manage")}
    return render(request, "governance/courses.html", given)


@require_http_methods(_ASKS)
@acts(may="meetings.manage")
def begin_course(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Begin a course that no resolution in the house has to carry."""
    now = timezone.now()
    initial = {"starts_on": vietnam_day(now), "kind": request.GET.get("kind", "")}
    form = CourseForm(_asked(request), initial=initial)
    if form.is_bound and form.is_valid():
        try:
            course_id = open_course(org_id=acting.org_id, course=form.draft(), by=acting.person_id, now=now)
            return redirect("governance:course", acting.org_slug, course_id)
        except Refusal as refusal:
            form.add_error(None, f"{refusal.said_text} {refusal.remedy_text}")
    return _form(request, form, _("Begin a course"))


@require_http_methods(_ASKS)
@acts(may="meetings.manage")
def begin_dissolution(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Begin a dissolution by carrying out the resolution of the general meeting."""
    choices = list_dissolution_choices(org_id=acting.org_id)
    form = DissolveForm(_asked(request), resolutions=choices)
    if form.is_bound and form.is_valid():
        try:
            resolution = get_resolution(org_id=acting.org_id, resolution_id=UUID(form.cleaned_data["resolution"]))
            act: dict[str, Any] = {"org_id": acting.org_id, "by": acting.person_id, "now": timezone.now()}
            return redirect("governance:course", acting.org_slug, open_resolved(resolution=resolution, **act))
        except Refusal as refusal:
            form.add_error(None, f"{refusal.said_text} {refusal.remedy_text}")
    return _form(request, form, _("Begin a dissolution"), choices=choices)


@require_http_methods(_ASKS)
@acts(may="meetings.read", may_post="meetings.manage")
def show_course(request: HttpRequest, acting: Acting, course_id: UUID) -> HttpResponse:
    """Show a course with its steps and dates, and write down what was done."""
    now = timezone.now()
    today = vietnam_day(now)
    course = get_course(org_id=acting.org_id, course_id=course_id, today=today)
    form = _step_form(request, course, today) if acting.may("meetings.manage") else None
    if form is not None and form.is_bound and form.is_valid():
        act: dict[str, Any] = {"org_id": acting.org_id, "by": acting.person_id, "now": now}
        try:
            record_step(course_id=course_id, **form.cleaned_data, **act)
            return redirect("governance:course", acting.org_slug, course_id)
        except Refusal as refusal:
            form.add_error(None, f"{refusal.said_text} {refusal.remedy_text}")
    given = {
        "course": course,
        "form": form,
        "missing": list_missing(org_id=acting.org_id, course=course, day=today),
        "is_dissolving": course.kind in _DISSOLVING,
    }
    return render(request, "governance/course.html", given, status=422 if form and form.is_bound else 200)


def _step_form(request: HttpRequest, course: CourseFacts, today: Any) -> StepForm | None:
    if course.ended_on:
        return None
    steps = [(line.rule.code, line.rule.label) for line in course.steps]
    following = course.next_step
    initial = {"done_on": today, "step": following.rule.code if following else ""}
    asked = request.POST if request.method == "POST" else None
    return StepForm(asked, steps=[*steps, (WITHDRAWN, _("The course was withdrawn"))], initial=initial)


def _form(request: HttpRequest, form: Any, title: str, **given: Any) -> HttpResponse:
    facts = {"form": form, "title": title, "back_to": "governance:courses", **given}
    return render(request, "governance/course_form.html", facts, status=422 if form.is_bound else 200)


def _asked(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
