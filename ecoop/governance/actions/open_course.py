"""Begin a guided course, and write down what was done in it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.governance.actions.appoint import lock_bodies
from ecoop.governance.calc.bodies import CourseKind
from ecoop.governance.calc.courses import COURSE_WORDS, START, WITHDRAWN
from ecoop.governance.errors.bodies import RowDiffers
from ecoop.governance.errors.courses import (
    CourseIsOpen,
    CourseIsOver,
    CourseNeedsResolution,
    CourseUnfounded,
    StepNotYet,
    StepTooEarly,
    StepUnknown,
)
from ecoop.governance.models import Course, CourseStep
from ecoop.governance.queries.courses import CourseFacts, get_course, list_courses
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.ids import new_id
from ecoop.resolutions.actions.use_resolution import use_resolution
from ecoop.resolutions.queries import ResolutionFacts

# The matters of resolutions that begin a course.
_MATTERS = {"dissolution": CourseKind.DISSOLUTION, "reorganisation": CourseKind.REORGANISATION}
_PAPER = 200


@dataclass(frozen=True)
class CourseDraft:
    """A course that begins on a day, on a decision."""

    id: UUID
    kind: CourseKind
    starts_on: date
    rests_on: str
    reason: str = ""


@transaction.atomic
def open_course(*, org_id: UUID, course: CourseDraft, by: UUID, now: datetime) -> UUID:
    """Begin a course that no resolution in the house has to carry.

    Law:     L17 Arts 47, 56, 99
    Raises:  CourseNeedsResolution, CourseUnfounded, CourseIsOpen, StepNotYet, RowDiffers
    Queries: 6
    """
    if course.kind is CourseKind.DISSOLUTION:
        raise CourseNeedsResolution
    return _open(org_id=org_id, course=course, resolution_id=None, by=by, now=now)


@transaction.atomic
def open_resolved(*, org_id: UUID, resolution: ResolutionFacts, by: UUID, now: datetime) -> UUID:
    """Begin a dissolution or a reorganisation, as a resolution of the general meeting says, which is used by it.

    Law:     L17 Arts 61, 97, 98
    Raises:  CourseIsOpen, StepNotYet, and all that `use_resolution` refuses
    Queries: about 12
    """
    said = resolution.parameters
    kind = _MATTERS[resolution.matter]
    says = {"starts_on": date.fromisoformat(str(said["starts_on"]))} if said.get("starts_on") else {}
    draft = CourseDraft(new_id(), kind, resolution.passed_on, resolution.number, str(said.get("reason") or ""))
    course_id = _open(org_id=org_id, course=draft, resolution_id=resolution.id, by=by, now=now)
    use_resolution(
        org_id=org_id,
        resolution_id=resolution.id,
        matter=resolution.matter,
        says=says,
        object_kind="governance.course",
        object_id=course_id,
        by=by,
        now=now,
    )
    return course_id


@transaction.atomic
def record_step(
    *,
    org_id: UUID,
    course_id: UUID,
    step: str,
    done_on: date,
    by: UUID,
    now: datetime,
    paper: str = "",
    note: str = "",
) -> None:
    """Write down that a step was done on a day; written once more, the last word holds.

    Raises:  CourseUnknown, CourseIsOver, StepUnknown, StepTooEarly, StepNotYet
    Queries: 6
    """
    lock_bodies(org_id=org_id)
    today = vietnam_day(now)
    course = get_course(org_id=org_id, course_id=course_id, today=today)
    _check_step(course, step=step, done_on=done_on, today=today)
    row = CourseStep.objects.create(
        org_id=org_id,
        course_id=course.id,
        step=step,
        done_on=done_on,
        paper=paper.strip(),
        note=note.strip(),
        recorded_by_id=by,
        recorded_at=now,
    )
    _tell(org_id=org_id, verb="governance.course.step", course_id=course.id, detail={"step": row.step}, by=by, now=now)


@transaction.atomic
def withdraw_course(*, org_id: UUID, course_id: UUID, withdrawn_on: date, paper: str, by: UUID, now: datetime) -> None:
    """Write down that a course was withdrawn; one that has come to its end stays as it is.

    Raises:  CourseUnknown, StepNotYet
    Queries: 7
    """
    today = vietnam_day(now)
    if get_course(org_id=org_id, course_id=course_id, today=today).ended_on:
        return
    told = {"step": WITHDRAWN, "done_on": withdrawn_on, "paper": paper[:_PAPER]}
    record_step(org_id=org_id, course_id=course_id, by=by, now=now, **told)  # type: ignore[arg-type]


def _check_step(course: CourseFacts, *, step: str, done_on: date, today: date) -> None:
    if course.ended_on:
        raise CourseIsOver(day=course.ended_on)
    if done_on > today:
        raise StepNotYet(day=done_on)
    lines = {line.rule.code: line for line in course.steps}
    if step == WITHDRAWN:
        return
    if step not in lines:
        raise StepUnknown
    line = lines[step]
    before = lines.get(line.rule.after)
    earliest = course.starts_on if line.rule.after == START else before.done.done_on if before and before.done else None
    if earliest is None or done_on < earliest:
        label = before.rule.label if before else course.label
        raise StepTooEarly(step=line.rule.label, day=done_on, before=label)


def _open(*, org_id: UUID, course: CourseDraft, resolution_id: UUID | None, by: UUID, now: datetime) -> UUID:
    lock_bodies(org_id=org_id)
    today = vietnam_day(now)
    if course.starts_on > today:
        raise StepNotYet(day=course.starts_on)
    if not course.rests_on.strip() and course.kind is not CourseKind.TO_FULL:
        raise CourseUnfounded
    known = list_courses(org_id=org_id, today=today)
    same = next((each for each in known if each.id == course.id), None)
    if same is not None:
        if (same.kind, same.starts_on) != (course.kind, course.starts_on):
            raise RowDiffers
        return same.id
    for each in known:
        if each.kind is course.kind and each.ended_on is None:
            raise CourseIsOpen(day=each.starts_on, course=str(COURSE_WORDS[each.kind]))
    row = Course.objects.create(
        id=course.id,
        org_id=org_id,
        kind=course.kind.value,
        starts_on=course.starts_on,
        resolution_id=resolution_id,
        rests_on=course.rests_on.strip(),
        reason=course.reason.strip(),
        recorded_by_id=by,
        recorded_at=now,
    )
    _tell(org_id=org_id, verb="governance.course.open", course_id=row.id, detail={"kind": row.kind}, by=by, now=now)
    return row.id


def _tell(*, org_id: UUID, verb: str, course_id: UUID, detail: dict[str, str], by: UUID, now: datetime) -> None:
    record_event(
        org_id=org_id,
        person_id=by,
        verb=verb,
        object_kind="governance.course",
        object_id=course_id,
        detail=detail,
        now=now,
    )
