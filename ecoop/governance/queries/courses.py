"""Guided courses: which are under way, and each with its steps, their last days and what was done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import get_language

from ecoop.governance.calc.bodies import CourseKind
from ecoop.governance.calc.courses import (
    COURSE_WORDS,
    LATE,
    OPEN,
    START,
    WITHDRAWN,
    CourseStepLine,
    StepDone,
    StepRule,
    plan_steps,
)
from ecoop.governance.errors.courses import CourseUnknown
from ecoop.governance.models import Course, CourseStep
from ecoop.governance.queries.body_rules import DOCUMENT
from ecoop.kernel.refusals import Citation
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.queries import Law
from ecoop.members.calc import add_months
from ecoop.members.queries.disclosures import add_working_days

_TABLE = "cooperative/courses"


@dataclass(frozen=True)
class CourseFacts:
    """A guided course as it stands on a day."""

    id: UUID
    kind: CourseKind
    starts_on: date
    resolution_id: UUID | None
    rests_on: str
    reason: str
    steps: tuple[CourseStepLine, ...]
    withdrawn_on: date | None

    @property
    def label(self) -> str:
        """Name the course in the active language."""
        return str(COURSE_WORDS[self.kind])

    @property
    def ended_on(self) -> date | None:
        """Give the day of its last step, or of its withdrawal; None while it is under way."""
        if self.withdrawn_on:
            return self.withdrawn_on
        days = [step.done.done_on for step in self.steps if step.done]
        return max(days) if len(days) == len(self.steps) else None

    @property
    def next_step(self) -> CourseStepLine | None:
        """Give the step to do now."""
        if self.ended_on:
            return None
        return next((step for step in self.steps if step.state in (OPEN, LATE)), None)


def list_courses(*, org_id: UUID, today: date) -> list[CourseFacts]:
    """List every guided course, the newest first.

    Law:     cooperative/courses
    Queries: 2
    """
    done: dict[UUID, dict[str, StepDone]] = {}
    for row in CourseStep.objects.filter(org_id=org_id).order_by("recorded_at", "id"):
        done.setdefault(row.course_id, {})[row.step] = StepDone(row.done_on, row.paper, row.note)
    rows = Course.objects.filter(org_id=org_id).order_by("-starts_on", "-id")
    return [_facts(row, done.get(row.id, {}), today) for row in rows]


def get_course(*, org_id: UUID, course_id: UUID, today: date) -> CourseFacts:
    """Get one guided course.

    Raises:  CourseUnknown
    Queries: 2
    """
    found = next((each for each in list_courses(org_id=org_id, today=today) if each.id == course_id), None)
    if found is None:
        raise CourseUnknown
    return found


def count_days(*, law: Law, day: date, count: int, unit: str) -> date:
    """Give the day so many days, working days or months after another.

    Queries: 0
    """
    if unit == "working_days":
        return add_working_days(law=law, day=day, days=count)
    return add_months(day=day, months=count) if unit == "months" else day + timedelta(days=count)


def list_step_rules(*, kind: CourseKind, day: date) -> list[StepRule]:
    """List the steps that the law lays down for a course.

    Law:     cooperative/courses
    Queries: 0
    """
    law = lawbook.on(day)
    rows = [row for row in law.table(_TABLE) if row["kind"] == kind.value]
    return [_rule(row, law) for row in rows]


def _facts(row: Course, done: Mapping[str, StepDone], today: date) -> CourseFacts:
    kind = CourseKind(row.kind)
    law = lawbook.on(row.starts_on)
    steps: Sequence[CourseStepLine] = plan_steps(
        rules=list_step_rules(kind=kind, day=row.starts_on),
        starts_on=row.starts_on,
        done=done,
        today=today,
        count_days=lambda day, count, unit: count_days(law=law, day=day, count=count, unit=unit),
    )
    withdrawn = done.get(WITHDRAWN)
    return CourseFacts(
        id=row.id,
        kind=kind,
        starts_on=row.starts_on,
        resolution_id=row.resolution_id,
        rests_on=row.rests_on,
        reason=row.reason,
        steps=tuple(steps),
        withdrawn_on=withdrawn.done_on if withdrawn else None,
    )


def _rule(row: Mapping[str, str], law: Law) -> StepRule:
    tongue = "vi" if (get_language() or "vi") == "vi" else "en"
    return StepRule(
        code=row["step"],
        label=row[f"label_{tongue}"],
        todo=row[f"todo_{tongue}"],
        after=row["after"] or START,
        law=Citation(DOCUMENT, row["source"]),
        count=law.whole(row["limit"]) if row["limit"] else None,
        unit=row["unit"],
    )
