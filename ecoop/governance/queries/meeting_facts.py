"""What is told of a meeting: the call and its steps, agenda, motions, and who attends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from ecoop.governance.calc.calling import LawStep
from ecoop.governance.calc.meetings import (
    ASKER_WORDS,
    ATTENDING_WORDS,
    CONVENER_WORDS,
    ENDED,
    KIND_WORDS,
    MODE_WORDS,
    STATUS_TONES,
    STATUS_WORDS,
    VIA_WORDS,
    Asker,
    Convener,
    Means,
    MeetingKind,
    MeetingMode,
    Status,
    Step,
    Via,
)
from ecoop.kernel.dates import vietnam_day
from ecoop.resolutions.calc import DecidingBody, Majority


@dataclass(frozen=True)
class StepFacts:
    """What happened to a meeting, when, and who presided."""

    at: datetime
    text: str
    chair: str
    secretary: str


@dataclass(frozen=True)
class SigningFacts:
    """How the minutes were signed."""

    signed_on: date
    is_signed_by_chair: bool
    is_signed_by_secretary: bool
    refusal: str
    attendees_signed: int
    attended: int
    paper_id: UUID | None


@dataclass(frozen=True)
class MeetingFacts:
    """A meeting as it was called and where it stands."""

    id: UUID
    org_id: UUID
    kind: MeetingKind
    title: str
    year: int | None
    convened_by: Convener
    convener: str
    called_on: date
    asked_by: Asker | None
    asked_on: date | None
    asking: int
    starts_at: datetime
    ends_at: datetime | None
    place: str
    link: str
    mode: MeetingMode
    convening: int
    first_id: UUID | None
    is_of_delegates: bool
    status: Status
    steps: Mapping[Step, StepFacts]
    signing: SigningFacts | None

    @property
    def starts_on(self) -> date:
        """Give the day of the meeting."""
        return vietnam_day(self.starts_at)

    @property
    def body(self) -> DecidingBody:
        """Give the body whose resolutions it passes."""
        return DecidingBody.BOARD if self.kind is MeetingKind.BOARD else DecidingBody.GENERAL_MEETING

    @property
    def kind_label(self) -> str:
        """Name the kind in the active language."""
        return str(KIND_WORDS[self.kind])

    @property
    def status_label(self) -> str:
        """Name the status in the active language."""
        return str(STATUS_WORDS[self.status])

    @property
    def status_tone(self) -> str:
        """Give the colour of the status."""
        return STATUS_TONES[self.status]

    @property
    def mode_label(self) -> str:
        """Name how people come together in the active language."""
        return str(MODE_WORDS[self.mode])

    @property
    def convener_label(self) -> str:
        """Name who called it in the active language."""
        return str(CONVENER_WORDS[self.convened_by])

    @property
    def asker_label(self) -> str:
        """Name who asked for it in the active language."""
        return str(ASKER_WORDS[self.asked_by or ""])

    @property
    def noticed(self) -> StepFacts | None:
        """Tell when notice was sent."""
        return self.steps.get(Step.NOTICED)

    @property
    def opened(self) -> StepFacts | None:
        """Tell when it was opened and who presides."""
        return self.steps.get(Step.OPENED)

    @property
    def adjourned(self) -> StepFacts | None:
        """Tell when it was adjourned for want of a quorum."""
        return self.steps.get(Step.ADJOURNED)

    @property
    def cancelled(self) -> StepFacts | None:
        """Tell when it was cancelled and why."""
        return self.steps.get(Step.CANCELLED)

    @property
    def concluded(self) -> StepFacts | None:
        """Tell when it ended."""
        return self.steps.get(Step.CONCLUDED)

    @property
    def has_ended(self) -> bool:
        """Tell whether nothing more happens in it."""
        return self.status in ENDED

    def seen_at(self, *, at: datetime) -> datetime:
        """Give the moment at which to look who is here: now, and after the end when it was opened."""
        return self.opened.at if self.has_ended and self.opened else at

    @property
    def is_open(self) -> bool:
        """Tell whether it is being held."""
        return self.status is Status.OPEN

    @property
    def is_of_board(self) -> bool:
        """Tell whether the board meets."""
        return self.kind is MeetingKind.BOARD


@dataclass(frozen=True)
class MotionFacts:
    """What is put to the vote."""

    id: UUID
    meeting_id: UUID
    agenda_item_id: UUID
    position: int
    title: str
    text: str
    matter: str
    parameters: Mapping[str, Any]
    majority: Majority
    is_secret: bool
    is_election: bool
    options: Sequence[Mapping[str, Any]]
    seats: int


@dataclass(frozen=True)
class AgendaFacts:
    """An item of the agenda with the motions under it."""

    id: UUID
    position: int
    title: str
    text: str
    is_added: bool
    asked_on: date | None
    asking: int
    motions: tuple[MotionFacts, ...] = ()


@dataclass(frozen=True)
class Present:
    """Somebody who attends, with the votes they carry; a guest carries none."""

    attendance_id: UUID
    member_id: UUID
    member_number: str
    member_name: str
    carries: int
    means: Means
    via: Via
    came_at: datetime
    left_at: datetime | None
    holder_name: str
    paper_id: UUID | None
    visit: int

    @property
    def means_label(self) -> str:
        """Name how they attend in the active language."""
        return str(ATTENDING_WORDS[self.means])

    @property
    def via_label(self) -> str:
        """Name how it became known in the active language."""
        return str(VIA_WORDS[self.via])

    @property
    def is_guest(self) -> bool:
        """Tell whether they speak and do not vote."""
        return self.carries == 0


@dataclass(frozen=True)
class AttendanceFacts:
    """How many attend at a moment, the votes they carry, and whether that is a quorum."""

    called: int
    here: int
    carried_votes: int
    guests: int
    quorum_needed: int
    is_quorate: bool
    steps: tuple[LawStep, ...] = field(default=())
