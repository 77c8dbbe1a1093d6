"""Meetings for programs: the list, calling one, its agenda, and who comes and leaves."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from ecoop.access.api_acting import acting_for_api
from ecoop.governance.actions.check_in import Arrival, check_in
from ecoop.governance.actions.check_out import check_out
from ecoop.governance.actions.convene_meeting import MeetingDraft, convene_meeting
from ecoop.governance.calc.meetings import Asker, Convener, Means, MeetingKind, MeetingMode, Via
from ecoop.governance.queries.meetings import (
    AttendanceFacts,
    MeetingFacts,
    Present,
    get_attendance,
    get_meeting,
    list_agenda,
    list_meetings,
    list_present,
)
from ecoop.kernel.batches import DOCUMENTS_MAX
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.wire import Day, Flag, Moment, Text

router = Router(tags=["governance"])

Title = Annotated[Text, Field(min_length=1, max_length=200)]
Place = Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$")]
Item = Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\x00]*$", examples=["Báo cáo năm"])]
READ, MANAGE = "meetings.read", "meetings.manage"


class MeetingIn(Schema):
    """A meeting to be called. The caller chooses its id, so that sending it twice calls it once."""

    id: UUID
    kind: Literal["founding", "annual", "regular", "extraordinary", "board"]
    title: Title
    convened_by: Literal["board", "director", "supervisors", "members", "founders", "chair"]
    convener: Title
    starts_at: Moment
    mode: Literal["in_person", "online", "mixed"] = "in_person"
    place: Place = ""
    link: Place = ""
    year: Annotated[int, Field(ge=2000, le=2100)] | None = None
    asked_by: Literal["supervisors", "members"] | None = None
    asked_on: Day | None = None
    asking: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    is_of_delegates: Flag = False
    agenda: Annotated[list[Item], Field(max_length=100)] = []

    def draft(self, *, called_on: Day) -> MeetingDraft:
        """Give the meeting as the action takes it."""
        return MeetingDraft(
            id=self.id,
            kind=MeetingKind(self.kind),
            title=self.title,
            convened_by=Convener(self.convened_by),
            convener=self.convener,
            called_on=called_on,
            starts_at=self.starts_at,
            mode=MeetingMode(self.mode),
            place=self.place,
            link=self.link,
            year=self.year,
            asked_by=Asker(self.asked_by) if self.asked_by else None,
            asked_on=self.asked_on,
            asking=self.asking,
            is_of_delegates=self.is_of_delegates,
            agenda=tuple(self.agenda),
        )


class MeetingOut(Schema):
    """A meeting and where it stands."""

    id: UUID
    kind: str
    title: str
    year: int | None
    convened_by: str
    convener: str
    called_on: Day
    starts_at: datetime
    place: str
    link: str
    mode: str
    convening: int
    first_id: UUID | None
    is_of_delegates: bool
    status: str = Field(examples=["noticed"])


class QuorumStepOut(Schema):
    """One line of the reckoning of the quorum."""

    label: str
    value: str
    article: str | None


class AttendanceOut(Schema):
    """How many attend now, the votes they carry, and whether that is a quorum."""

    called: int
    here: int
    carried_votes: int
    guests: int
    quorum_needed: int
    is_quorate: bool
    steps: list[QuorumStepOut]


class MotionOut(Schema):
    """What is put to the vote."""

    id: UUID
    title: str
    matter: str
    majority: str
    is_secret: bool
    is_election: bool


class ItemOut(Schema):
    """An item of the agenda with its motions."""

    id: UUID
    position: int
    title: str
    text: str
    is_added: bool
    motions: list[MotionOut]


class MeetingWholeOut(Schema):
    """A meeting with its agenda and who attends."""

    meeting: MeetingOut
    agenda: list[ItemOut]
    attendance: AttendanceOut


class PresentOut(Schema):
    """Somebody who attends."""

    member_id: UUID
    number: str
    name: str
    carries: int
    means: str
    via: str
    came_at: datetime


class ArrivalIn(Schema):
    """A member who comes; a proxy on paper is noted at the desk, with its photo."""

    member_id: UUID
    means: Literal["in_person", "online"] = "in_person"
    via: Literal["qr", "list"] = "list"


class ArrivalsIn(Schema):
    """Members who come; who is here already stays as they are."""

    arrivals: list[ArrivalIn] = Field(min_length=1, max_length=DOCUMENTS_MAX)


class LeaversIn(Schema):
    """Members who leave; who is not here is left out."""

    member_ids: list[UUID] = Field(min_length=1, max_length=DOCUMENTS_MAX)


@router.get("/o/{slug:slug}/meetings", response=list[MeetingOut], summary="List meetings")
def show_meetings(request: HttpRequest, slug: str, before_at: Moment | None = None) -> list[MeetingOut]:
    """List the newest hundred meetings, or those that begin before a moment."""
    with acting_for_api(request, slug=slug, may=READ) as acting:
        return [_meeting(each) for each in list_meetings(org_id=acting.org_id, before_at=before_at)]


@router.post("/o/{slug:slug}/meetings", response={201: MeetingOut}, summary="Call a meeting")
def call_meeting(request: HttpRequest, slug: str, meeting: MeetingIn) -> tuple[int, MeetingOut]:
    """Call a meeting today."""
    now = timezone.now()
    with acting_for_api(request, slug=slug, may=MANAGE) as acting:
        draft = meeting.draft(called_on=vietnam_day(now))
        meeting_id = convene_meeting(org_id=acting.org_id, draft=draft, by=acting.person_id, now=now)
        return 201, _meeting(get_meeting(org_id=acting.org_id, meeting_id=meeting_id))


@router.get("/o/{slug:slug}/meetings/{uuid:meeting_id}", response=MeetingWholeOut, summary="Get a meeting")
def show_meeting(request: HttpRequest, slug: str, meeting_id: UUID) -> MeetingWholeOut:
    """Get a meeting with its agenda and who attends now."""
    with acting_for_api(request, slug=slug, may=READ) as acting:
        given = {"org_id": acting.org_id, "meeting_id": meeting_id}
        agenda = [
            ItemOut(
                id=item.id,
                position=item.position,
                title=item.title,
                text=item.text,
                is_added=item.is_added,
                motions=[MotionOut.from_orm(motion) for motion in item.motions],
            )
            for item in list_agenda(**given)
        ]
        attendance = _attendance(get_attendance(at=timezone.now(), **given))
        return MeetingWholeOut(meeting=_meeting(get_meeting(**given)), agenda=agenda, attendance=attendance)


@router.get(
    "/o/{slug:slug}/meetings/{uuid:meeting_id}/attendance", response=list[PresentOut], summary="List who attends"
)
def show_attendance(request: HttpRequest, slug: str, meeting_id: UUID) -> list[PresentOut]:
    """List who attends now, guests too, by number."""
    with acting_for_api(request, slug=slug, may=READ) as acting:
        get_meeting(org_id=acting.org_id, meeting_id=meeting_id)
        present = list_present(org_id=acting.org_id, meeting_id=meeting_id, at=timezone.now())
        return [_present(each) for each in present]


@router.post(
    "/o/{slug:slug}/meetings/{uuid:meeting_id}/attendance/arrivals",
    response={201: AttendanceOut},
    summary="Note who comes",
)
def note_arrivals(request: HttpRequest, slug: str, meeting_id: UUID, batch: ArrivalsIn) -> tuple[int, AttendanceOut]:
    """Note members who come; all of them or nobody."""
    with acting_for_api(request, slug=slug, may=MANAGE) as acting:
        arrivals = [Arrival(each.member_id, Means(each.means), Via(each.via)) for each in batch.arrivals]
        given = {"org_id": acting.org_id, "meeting_id": meeting_id}
        check_in(arrivals=arrivals, by=acting.person_id, now=timezone.now(), **given)
        return 201, _attendance(get_attendance(at=timezone.now(), **given))


@router.post(
    "/o/{slug:slug}/meetings/{uuid:meeting_id}/attendance/departures",
    response={201: AttendanceOut},
    summary="Note who leaves",
)
def note_departures(request: HttpRequest, slug: str, meeting_id: UUID, batch: LeaversIn) -> tuple[int, AttendanceOut]:
    """Note members who leave; the quorum that is left is in the answer."""
    with acting_for_api(request, slug=slug, may=MANAGE) as acting:
        given = {"org_id": acting.org_id, "meeting_id": meeting_id}
        check_out(ids=batch.member_ids, by=acting.person_id, now=timezone.now(), **given)
        return 201, _attendance(get_attendance(at=timezone.now(), **given))


def _meeting(facts: MeetingFacts) -> MeetingOut:
    return MeetingOut.from_orm(facts)


def _attendance(facts: AttendanceFacts) -> AttendanceOut:
    steps = [
        QuorumStepOut(label=step.label, value=str(step.value), article=step.article.article if step.article else None)
        for step in facts.steps
    ]
    return AttendanceOut(
        called=facts.called,
        here=facts.here,
        carried_votes=facts.carried_votes,
        guests=facts.guests,
        quorum_needed=facts.quorum_needed,
        is_quorate=facts.is_quorate,
        steps=steps,
    )


def _present(each: Present) -> PresentOut:
    return PresentOut(
        member_id=each.member_id,
        number=each.member_number,
        name=each.member_name,
        carries=each.carries,
        means=each.means.value,
        via=each.via.value,
        came_at=each.came_at,
    )
