"""Bodies, guided courses and the plan of a dissolution for programs."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from ecoop.access.api_acting import acting_for_api
from ecoop.distribution.queries.dissolution import answer_dissolution
from ecoop.distribution.queries.dissolution_books import get_dissolution_of_books
from ecoop.governance.actions.appoint import AppointmentDraft
from ecoop.governance.actions.appoint_one_by_one import NamedAppointment, appoint_one_by_one, end_posts_one_by_one
from ecoop.governance.actions.end_post import PostEndDraft
from ecoop.governance.actions.name_holders import PersonNamed
from ecoop.governance.actions.open_course import CourseDraft, open_course, record_step
from ecoop.governance.calc.bodies import BodyKind, CourseKind, EndGround, PostRole
from ecoop.governance.queries import get_bodies
from ecoop.governance.queries.courses import CourseFacts, get_course, list_courses
from ecoop.kernel.batches import DOCUMENTS_MAX, OutcomesOut, tell_outcomes
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.ids import new_id
from ecoop.kernel.wire import Day, Flag, Text

router = Router(tags=["governance"])

Body = Literal["board", "supervisors", "controller", "director", "chief_accountant", "cashier", "legal_representative"]
Ground = Literal["term", "resigned", "dismissed", "membership_ended", "died", "replaced", "mistake"]
Course = Literal["forced_dissolution", "to_full", "to_simplified", "reorganisation"]
Short = Annotated[Text, Field(max_length=200)]


class PostOut(Schema):
    """Somebody in a post."""

    id: UUID
    body: str = Field(examples=["board"])
    role: str = Field(examples=["chair"])
    member_id: UUID | None
    person_name: str
    starts_on: date
    ends_on: date | None
    rests_on: str


class ShortageOut(Schema):
    """Something that is missing or wrong by law."""

    code: str = Field(examples=["no-director"])
    said: str
    article: str
    due_on: date | None


class BodiesOut(Schema):
    """The bodies of a cooperative on a day."""

    day: date
    governance: str = Field(examples=["full"])
    posts: list[PostOut]
    shortages: list[ShortageOut]
    board_met_on: date | None
    board_due_on: date | None


class AppointmentIn(Schema):
    """Somebody to put into a body: a member by id, or a name of somebody who is none."""

    id: UUID
    body: Body
    role: Literal["chair", "deputy", "member"] = "member"
    member_id: UUID | None = None
    name: Short = ""
    starts_on: Day
    term_ends_on: Day | None = None
    rests_on: Annotated[Text, Field(min_length=1, max_length=200, examples=["NQ 01/2027/ĐHTV"])]
    resolution_id: UUID | None = None
    is_foreign: Flag = False
    is_resident: Flag = True
    is_qualified: Flag = True

    def named(self) -> NamedAppointment:
        """Give the appointment as the actions take it; who it is, they find."""
        draft = AppointmentDraft(
            id=self.id,
            holder_id=new_id(),
            body=BodyKind(self.body),
            role=PostRole(self.role),
            starts_on=self.starts_on,
            rests_on=self.rests_on,
            term_ends_on=self.term_ends_on,
            resolution_id=self.resolution_id,
            is_resident=self.is_resident,
            is_foreign=self.is_foreign,
            is_qualified=self.is_qualified,
        )
        return NamedAppointment(PersonNamed(self.member_id, self.name), draft)


class AppointmentsIn(Schema):
    """A batch of appointments."""

    appointments: list[AppointmentIn] = Field(min_length=1, max_length=DOCUMENTS_MAX)


class PostEndIn(Schema):
    """A post that ends: from `ended_on` on nobody holds it."""

    post_id: UUID
    ended_on: Day
    ground: Ground
    rests_on: Annotated[Text, Field(min_length=1, max_length=200)]


class PostEndsIn(Schema):
    """A batch of ends."""

    ends: list[PostEndIn] = Field(min_length=1, max_length=DOCUMENTS_MAX)


class CourseStepOut(Schema):
    """A step of a course, its last day and when it was done."""

    step: str = Field(examples=["announced"])
    label: str
    state: str = Field(examples=["open"])
    due_on: date | None
    done_on: date | None
    article: str


class CourseOut(Schema):
    """A guided course as it stands today."""

    id: UUID
    kind: str = Field(examples=["dissolution"])
    starts_on: date
    rests_on: str
    ended_on: date | None
    steps: list[CourseStepOut]


class CourseIn(Schema):
    """A course to begin; a dissolution begins by carrying its resolution out, not here."""

    id: UUID
    kind: Course
    starts_on: Day
    rests_on: Short = ""
    reason: Annotated[Text, Field(max_length=1000)] = ""


class StepIn(Schema):
    """A step that was done."""

    step: Annotated[Text, Field(min_length=1, max_length=30, examples=["announced"])]
    done_on: Day
    paper: Short = ""
    note: Annotated[Text, Field(max_length=1000)] = ""


@router.get("/o/{slug:slug}/bodies", response=BodiesOut, summary="Who holds which post")
def show_bodies(request: HttpRequest, slug: str, day: Day | None = None) -> BodiesOut:
    """Give who holds which post on a day, and what is missing or wrong by law."""
    with acting_for_api(request, slug=slug, may="meetings.read") as acting:
        bodies = get_bodies(org_id=acting.org_id, day=day or vietnam_day(timezone.now()))
    return BodiesOut(
        day=bodies.day,
        governance=bodies.governance.value,
        posts=[PostOut(**{name: getattr(post, name) for name in PostOut.model_fields}) for post in bodies.posts],
        shortages=[
            ShortageOut(code=one.code, said=one.said, article=one.law.article if one.law else "", due_on=one.due_on)
            for one in bodies.shortages
        ],
        board_met_on=bodies.board_met_on,
        board_due_on=bodies.board_due_on,
    )


@router.post("/o/{slug:slug}/bodies/appointments", response=OutcomesOut, summary="Appoint people")
def appoint(request: HttpRequest, slug: str, batch: AppointmentsIn) -> OutcomesOut:
    """Appoint people one by one; good ones are kept, and each can be sent again under its id."""
    drafts = [each.named() for each in batch.appointments]
    with acting_for_api(request, slug=slug, may="meetings.manage") as acting:
        act: dict[str, Any] = {"org_id": acting.org_id, "by": acting.person_id, "now": timezone.now()}
        outcomes = appoint_one_by_one(appointments=drafts, **act)
    return tell_outcomes(outcomes=outcomes)


@router.post("/o/{slug:slug}/bodies/ends", response=OutcomesOut, summary="End posts")
def end_posts(request: HttpRequest, slug: str, batch: PostEndsIn) -> OutcomesOut:
    """End posts one by one; each answer bears the id of its post."""
    drafts = [PostEndDraft(one.post_id, one.ended_on, EndGround(one.ground), one.rests_on) for one in batch.ends]
    with acting_for_api(request, slug=slug, may="meetings.manage") as acting:
        act: dict[str, Any] = {"org_id": acting.org_id, "by": acting.person_id, "now": timezone.now()}
        outcomes = end_posts_one_by_one(ends=drafts, **act)
    return tell_outcomes(outcomes=outcomes)


@router.get("/o/{slug:slug}/courses", response=list[CourseOut], summary="List guided courses")
def show_courses(request: HttpRequest, slug: str) -> list[CourseOut]:
    """List dissolutions and changes with their steps and dates, the newest first."""
    with acting_for_api(request, slug=slug, may="meetings.read") as acting:
        return [_course(one) for one in list_courses(org_id=acting.org_id, today=vietnam_day(timezone.now()))]


@router.post("/o/{slug:slug}/courses", response=CourseOut, summary="Begin a course")
def begin_course(request: HttpRequest, slug: str, course: CourseIn) -> CourseOut:
    """Begin a change, a reorganisation or a forced dissolution; the same id again is the same course."""
    now = timezone.now()
    draft = CourseDraft(course.id, CourseKind(course.kind), course.starts_on, course.rests_on, course.reason)
    with acting_for_api(request, slug=slug, may="meetings.manage") as acting:
        open_course(org_id=acting.org_id, course=draft, by=acting.person_id, now=now)
        return _course(get_course(org_id=acting.org_id, course_id=draft.id, today=vietnam_day(now)))


@router.post("/o/{slug:slug}/courses/{uuid:course_id}/steps", response=CourseOut, summary="Write a step down")
def write_step(request: HttpRequest, slug: str, course_id: UUID, step: StepIn) -> CourseOut:
    """Write down that a step was done; written once more, the last word holds."""
    now = timezone.now()
    with acting_for_api(request, slug=slug, may="meetings.manage") as acting:
        said = step.model_dump()
        record_step(org_id=acting.org_id, course_id=course_id, by=acting.person_id, now=now, **said)
        return _course(get_course(org_id=acting.org_id, course_id=course_id, today=vietnam_day(now)))


@router.get("/o/{slug:slug}/dissolution", response=dict[str, Any], summary="Who gets what on dissolution, by the books")
def plan_dissolution(request: HttpRequest, slug: str, day: Day | None = None) -> dict[str, Any]:
    """Compute who gets what if the cooperative were dissolved on a day, by its books; nothing is recorded."""
    with acting_for_api(request, slug=slug, may="distribution.read") as acting:
        books = get_dissolution_of_books(org_id=acting.org_id, day=day or vietnam_day(timezone.now()))
    return {"case": books, "answer": answer_dissolution(data=books)}


def _course(one: CourseFacts) -> CourseOut:
    steps = [
        CourseStepOut(
            step=line.rule.code,
            label=line.rule.label,
            state=line.state,
            due_on=line.due_on,
            done_on=line.done.done_on if line.done else None,
            article=line.rule.law.article,
        )
        for line in one.steps
    ]
    return CourseOut(
        id=one.id,
        kind=one.kind.value,
        starts_on=one.starts_on,
        rests_on=one.rests_on,
        ended_on=one.ended_on,
        steps=steps,
    )
