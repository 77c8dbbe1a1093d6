"""The minutes of a meeting, made from what happened: who was called and came, the agenda, each vote."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ecoop.governance.calc.votes import Outcome
from ecoop.governance.models import MinutesNote
from ecoop.governance.queries.meetings import (
    AgendaFacts,
    AttendanceFacts,
    MeetingFacts,
    MotionFacts,
    Present,
    get_attendance,
    get_meeting,
    list_agenda,
    list_attended,
)
from ecoop.governance.queries.vote_results import BallotResult, get_result
from ecoop.governance.queries.votes import BallotFacts, list_ballots, list_closures
from ecoop.parties.queries import find_identity, get_organisation
from ecoop.resolutions.queries import get_matter_on, map_resolutions

# A list of more than this is an annex: the register of attendance.
NAMES_MAX = 400


@dataclass(frozen=True)
class VoteLine:
    """A vote with its arithmetic and the number of the resolution, if it was passed."""

    ballot: BallotFacts
    result: BallotResult
    number: str


@dataclass(frozen=True)
class MinutesMotion:
    """A motion with its matter and the votes on it."""

    motion: MotionFacts
    matter_label: str
    votes: tuple[VoteLine, ...]


@dataclass(frozen=True)
class MinutesItem:
    """An item of the agenda with what was said and voted."""

    item: AgendaFacts
    notes: tuple[str, ...]
    motions: tuple[MinutesMotion, ...]


@dataclass(frozen=True)
class Minutes:
    """Everything that minutes say."""

    org_name: str
    tax_code: str
    address: str
    meeting: MeetingFacts
    opening: AttendanceFacts
    attended: tuple[Present, ...]
    items: tuple[MinutesItem, ...]
    notes: tuple[str, ...]

    @property
    def heads(self) -> int:
        """Count the members who attended at any time, without guests."""
        return len({each.member_id for each in self.attended if not each.is_guest})


def get_minutes(*, org_id: UUID, meeting_id: UUID, at: datetime) -> Minutes:
    """Get the minutes of a meeting as they stand at a moment.

    Law:     L17 Art. 57, clause 4
    Raises:  MeetingUnknown
    Queries: 20
    """
    meeting = get_meeting(org_id=org_id, meeting_id=meeting_id)
    coop, identity = get_organisation(org_id=org_id), find_identity(org_id=org_id)
    seen_at = meeting.opened.at if meeting.opened else at
    notes = list(MinutesNote.objects.filter(org_id=org_id, meeting_id=meeting_id).order_by("recorded_at", "id"))
    votes = _votes(org_id, meeting_id)
    agenda = list_agenda(org_id=org_id, meeting_id=meeting_id)
    return Minutes(
        org_name=coop.name,
        tax_code=identity.tax_code if identity else "",
        address=identity.address_line if identity else "",
        meeting=meeting,
        opening=get_attendance(org_id=org_id, meeting_id=meeting_id, at=seen_at),
        attended=tuple(list_attended(org_id=org_id, meeting_id=meeting_id)),
        items=tuple(
            MinutesItem(
                item=item,
                notes=tuple(note.text for note in notes if note.agenda_item_id == item.id),
                motions=tuple(_motion(meeting, motion, votes.get(motion.id, ())) for motion in item.motions),
            )
            for item in agenda
        ),
        notes=tuple(note.text for note in notes if note.agenda_item_id is None),
    )


def _motion(meeting: MeetingFacts, motion: MotionFacts, votes: tuple[VoteLine, ...]) -> MinutesMotion:
    matter = get_matter_on(code=motion.matter, day=meeting.starts_on)
    return MinutesMotion(motion=motion, matter_label=matter.label_vi, votes=votes)


def _votes(org_id: UUID, meeting_id: UUID) -> dict[UUID, tuple[VoteLine, ...]]:
    ballots = list_ballots(org_id=org_id, meeting_id=meeting_id)
    closures = list_closures(org_id=org_id, ballot_ids=[ballot.id for ballot in ballots])
    counted = [
        (ballot, get_result(ballot=ballot, closure=closure))
        for ballot in ballots
        if (closure := closures.get(ballot.id)) and closure.outcome is Outcome.COUNTED
    ]
    ids = [result.resolution_id for _ballot, result in counted if result.resolution_id]
    numbers = {id_: facts.number for id_, facts in map_resolutions(org_id=org_id, ids=ids).items()} if ids else {}
    votes: dict[UUID, tuple[VoteLine, ...]] = {}
    for ballot, result in counted:
        number = numbers.get(result.resolution_id, "") if result.resolution_id else ""
        votes[ballot.motion_id] = (*votes.get(ballot.motion_id, ()), VoteLine(ballot, result, number))
    return votes
