"""Guided courses: dates by pencil on the days off of the law, and the order of their steps."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from ecoop.governance.actions.annul_resolution import annul_resolution
from ecoop.governance.actions.execute_resolution import execute_resolution
from ecoop.governance.actions.open_course import CourseDraft, open_course, open_resolved, record_step
from ecoop.governance.calc.bodies import CourseKind
from ecoop.governance.calc.courses import DONE, LATE, OPEN, WAITING, WITHDRAWN
from ecoop.governance.errors import courses as errors
from ecoop.governance.errors.bodies import RowDiffers
from ecoop.governance.queries.courses import get_course, list_courses
from ecoop.governance.tests.bodies_stage import BodiesStage, set_bodies_stage
from ecoop.kernel.ids import new_id
from ecoop.resolutions.actions.annul_resolution import AnnulmentDraft
from ecoop.resolutions.actions.pass_resolution import pass_resolution
from ecoop.resolutions.calc import AnnulledBy, DecidingBody, ResolutionDraft
from ecoop.resolutions.errors import ResolutionIsUsed, TooFewVotes
from ecoop.resolutions.queries import get_resolution
from tests.cast import Cast

LATER = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
TODAY = LATER.date()


@pytest.fixture
def stage(cast: Cast) -> Any:
    with cast.inside(cast.coop, cast.lan):
        yield set_bodies_stage(cast)


@pytest.fixture
def act(stage: BodiesStage) -> dict[str, Any]:
    return {**stage.act, "now": LATER}


def decide(act: dict[str, Any], *, votes_for: int = 65) -> Any:
    """Let a hundred members decide on the dissolution on Friday, 21 August 2026."""
    day = date(2026, 8, 21)
    draft = ResolutionDraft(
        id=new_id(), number="", body=DecidingBody.GENERAL_MEETING, matter="dissolution", title="Giải thể",
        parameters={"starts_on": "2026-08-21", "reason": "Hết việc"}, passed_on=day, starts_on=day,
        called=100, attended=100, votes_for=votes_for, votes_against=100 - votes_for, votes_blank=0,
        is_on_paper=True, paper="Biên bản",
    )  # fmt: skip
    pass_resolution(draft=draft, **act)
    return get_resolution(org_id=act["org_id"], resolution_id=draft.id)


def states(act: dict[str, Any], course_id: Any, today: date = TODAY) -> dict[str, tuple[str, date | None]]:
    """Give how each step stands, and its last day."""
    course = get_course(org_id=act["org_id"], course_id=course_id, today=today)
    return {line.rule.code: (line.state, line.due_on) for line in course.steps}


def test_a_dissolution_goes_step_by_step_by_working_days(act: dict[str, Any]) -> None:
    """Friday 21/08/2026 and 7 working days: Mon 24 to Fri 28 are five; Mon 31 to Wed 2 September are days off.

    So the sixth is Thursday 3 and the seventh Friday 4 September.
    """
    resolution = decide(act)
    course_id = open_resolved(resolution=resolution, **act)
    assert states(act, course_id, date(2026, 8, 25)) == {
        "announced": (OPEN, date(2026, 9, 4)),
        "debts_settled": (WAITING, None),
        "dossier": (WAITING, None),
        "deregistered": (WAITING, None),
    }
    assert states(act, course_id)["announced"][0] == LATE
    told = {"course_id": course_id, **act}
    with pytest.raises(errors.StepTooEarly):
        record_step(step="dossier", done_on=date(2026, 10, 12), **told)
    with pytest.raises(errors.StepTooEarly):
        record_step(step="announced", done_on=date(2026, 8, 20), **told)
    record_step(step="announced", done_on=date(2026, 8, 28), paper="Thông báo 3", **told)
    record_step(step="debts_settled", done_on=date(2026, 10, 9), **told)
    # Friday 9 October and 5 working days: Friday 16 October.
    assert states(act, course_id)["dossier"] == (LATE, date(2026, 10, 16))
    record_step(step="dossier", done_on=date(2026, 10, 20), **told)
    assert next(line.is_late for line in _course(act, course_id).steps if line.rule.code == "dossier")
    record_step(step="dossier", done_on=date(2026, 10, 16), note="ngày trên dấu bưu điện", **told)
    record_step(step="deregistered", done_on=date(2026, 11, 2), **told)
    assert {state for state, _due in states(act, course_id).values()} == {DONE}
    assert _course(act, course_id).ended_on == date(2026, 11, 2)
    with pytest.raises(errors.CourseIsOver):
        record_step(step="dossier", done_on=date(2026, 10, 16), **told)


def _course(act: dict[str, Any], course_id: Any) -> Any:
    return get_course(org_id=act["org_id"], course_id=course_id, today=TODAY)


def test_a_dissolution_rests_on_sixty_five_per_cent_and_begins_once(act: dict[str, Any]) -> None:
    with pytest.raises(TooFewVotes):
        decide(act, votes_for=64)
    resolution = decide(act)
    open_resolved(resolution=resolution, **act)
    with pytest.raises(errors.CourseIsOpen):
        open_resolved(resolution=resolution, **act)
    (course,) = list_courses(org_id=act["org_id"], today=TODAY)
    record_step(course_id=course.id, step=WITHDRAWN, done_on=TODAY, **act)
    assert _course(act, course.id).ended_on == TODAY
    with pytest.raises(ResolutionIsUsed):
        open_resolved(resolution=resolution, **act)
    draft = CourseDraft(new_id(), CourseKind.DISSOLUTION, TODAY, "NQ 1")
    with pytest.raises(errors.CourseNeedsResolution):
        open_course(course=draft, **act)


def test_a_dissolution_is_carried_out_from_its_resolution_and_ends_with_its_annulment(act: dict[str, Any]) -> None:
    resolution = decide(act)
    execute_resolution(resolution_id=resolution.id, **act)
    (course,) = list_courses(org_id=act["org_id"], today=TODAY)
    assert (course.kind, course.rests_on) == (CourseKind.DISSOLUTION, resolution.number)
    draft = AnnulmentDraft(AnnulledBy.COURT, date(2026, 11, 20), "Bản án 7/2026", "Không đủ đại biểu")
    annul_resolution(resolution_id=resolution.id, draft=draft, entry_on=TODAY, **act)
    assert _course(act, course.id).ended_on == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("kind", "step", "due_on"),
    [
        # From 1 July 2026: ten days, six months; three months; ten days.
        (CourseKind.FORCED_DISSOLUTION, "acted", date(2026, 7, 11)),
        (CourseKind.FORCED_DISSOLUTION, "deregistered", date(2027, 1, 1)),
        (CourseKind.TO_FULL, "decided", date(2026, 10, 1)),
        (CourseKind.TO_SIMPLIFIED, "decided", None),
        (CourseKind.REORGANISATION, "registered", date(2026, 7, 11)),
    ],
)
def test_each_course_has_the_days_of_its_law(
    act: dict[str, Any], kind: CourseKind, step: str, due_on: date | None
) -> None:
    draft = CourseDraft(new_id(), kind, date(2026, 7, 1), "QĐ 12/2026")
    assert open_course(course=draft, **act) == draft.id
    assert open_course(course=draft, **act) == draft.id
    assert states(act, draft.id)[step][1] == due_on


def test_what_cannot_be_is_refused(act: dict[str, Any]) -> None:
    draft = CourseDraft(new_id(), CourseKind.REORGANISATION, date(2026, 7, 1), "QĐ 12/2026")
    with pytest.raises(errors.CourseUnfounded):
        open_course(course=CourseDraft(new_id(), draft.kind, draft.starts_on, " "), **act)
    with pytest.raises(errors.StepNotYet):
        open_course(course=CourseDraft(new_id(), draft.kind, date(2026, 12, 2), "QĐ"), **act)
    open_course(course=draft, **act)
    with pytest.raises(RowDiffers):
        open_course(course=CourseDraft(draft.id, draft.kind, TODAY, "QĐ"), **act)
    with pytest.raises(errors.StepUnknown):
        record_step(course_id=draft.id, step="danced", done_on=TODAY, **act)
    with pytest.raises(errors.StepNotYet):
        record_step(course_id=draft.id, step="registered", done_on=date(2026, 12, 2), **act)
    with pytest.raises(errors.CourseUnknown):
        record_step(course_id=new_id(), step="registered", done_on=TODAY, **act)
