"""A guided course, step by step: which comes after which, by when, and what is done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from ecoop.governance.calc.bodies import CourseKind
from ecoop.kernel.refusals import Citation

START = "start"
# Written as a step, it ends a course without its end: the meeting thought better of it.
WITHDRAWN = "withdrawn"
DONE, OPEN, WAITING, LATE = "done", "open", "waiting", "late"
COURSE_WORDS: Mapping[CourseKind, Any] = {
    CourseKind.DISSOLUTION: _("Dissolution"),
    CourseKind.FORCED_DISSOLUTION: _("Forced dissolution"),
    CourseKind.TO_FULL: _("Change to full governance"),
    CourseKind.TO_SIMPLIFIED: _("Change to simplified governance"),
    CourseKind.REORGANISATION: _("Reorganisation or change of type"),
}


@dataclass(frozen=True)
class StepRule:
    """A step of a course as the law lays it down; `days` gives its last day from the day it counts from."""

    code: str
    label: str
    todo: str
    after: str
    law: Citation
    count: int | None
    unit: str


@dataclass(frozen=True)
class StepDone:
    """A step that was done on a day."""

    done_on: date
    paper: str
    note: str


@dataclass(frozen=True)
class CourseStepLine:
    """A step with its last day, and what became of it."""

    rule: StepRule
    due_on: date | None
    done: StepDone | None
    state: str

    @property
    def is_late(self) -> bool:
        """Tell whether it is or was later than the law says."""
        return self.state == LATE or bool(self.due_on and self.done and self.done.done_on > self.due_on)


def plan_steps(
    *,
    rules: Sequence[StepRule],
    starts_on: date,
    done: Mapping[str, StepDone],
    today: date,
    count_days: Callable[[date, int, str], date],
) -> list[CourseStepLine]:
    """Put the steps of a course in order, each with its last day as far as it is known.

    A step counts from the day the one before it was done; while that is not done, it waits without a day.
    """
    lines = []
    for rule in rules:
        before = done.get(rule.after)
        from_on = starts_on if rule.after == START else before.done_on if before else None
        due_on = count_days(from_on, rule.count, rule.unit) if from_on and rule.count is not None else None
        lines.append(CourseStepLine(rule, due_on, done.get(rule.code), _state(rule, done, from_on, due_on, today)))
    return lines


def _state(rule: StepRule, done: Mapping[str, StepDone], from_on: date | None, due_on: date | None, today: date) -> str:
    if rule.code in done:
        return DONE
    if from_on is None:
        return WAITING
    return LATE if due_on and today > due_on else OPEN
