"""The page of one meeting: where it stands, what comes next, the agenda with what was decided."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from ecoop.governance.calc.calling import LawStep
from ecoop.governance.calc.meetings import Status
from ecoop.governance.calc.votes import Outcome
from ecoop.governance.models import BallotClosure
from ecoop.governance.queries.called import Delegates, get_delegates
from ecoop.governance.queries.calling import (
    ChangeRules,
    find_last_day_again,
    get_change_rules,
    get_notice_days,
    list_asked_steps,
)
from ecoop.governance.queries.meeting_papers import PaperFacts, list_meeting_papers
from ecoop.governance.queries.meetings import (
    AgendaFacts,
    AttendanceFacts,
    MeetingFacts,
    MotionFacts,
    get_attendance,
    get_meeting,
    list_agenda,
    list_calls,
)
from ecoop.governance.queries.passes import count_passes
from ecoop.governance.queries.union_votes import counts_members
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.refusals import Citation
from ecoop.resolutions.calc import MAJORITY_WORDS
from ecoop.resolutions.queries import label_matter, list_matters


@dataclass(frozen=True)
class MotionLine:
    """A motion with its matter in words and what became of it."""

    motion: MotionFacts
    matter_label: str
    majority_label: str
    is_decided: bool
    resolution_id: UUID | None


@dataclass(frozen=True)
class ItemLine:
    """An item of the agenda with its motions in words."""

    item: AgendaFacts
    motions: tuple[MotionLine, ...]


@dataclass(frozen=True)
class StageLine:
    """One of the stages through which a meeting goes."""

    label: str
    is_done: bool
    is_now: bool


# Once the notice is out, whoever is called has a pass.
_WITH_PASSES = frozenset({Status.NOTICED, Status.OPEN})


@dataclass(frozen=True)
class MeetingPage:
    """Everything on the page of one meeting."""

    meeting: MeetingFacts
    attendance: AttendanceFacts
    items: tuple[ItemLine, ...]
    stages: tuple[StageLine, ...]
    calls: tuple[MeetingFacts, ...]
    papers: tuple[PaperFacts, ...]
    asked_steps: tuple[LawStep, ...]
    notice_days: int
    change: ChangeRules | None
    delegates: Delegates | None
    again: tuple[date, Citation] | None
    # How many who are called have no pass yet, once the notice is out.
    passes_missing: int = 0
    # Whether the members of a union vote by the number of their members.
    is_by_members: bool = False

    @property
    def is_day_here(self) -> bool:
        """Tell whether attendance is taken now."""
        return self.meeting.status in {Status.NOTICED, Status.OPEN}

    @property
    def may_be_called_again(self) -> bool:
        """Tell whether too few came and nobody has called it again."""
        is_last = self.calls[-1].id == self.meeting.id
        return self.meeting.status is Status.ADJOURNED and is_last and self.again is not None


def get_meeting_page(*, org_id: UUID, meeting_id: UUID, at: datetime) -> MeetingPage:
    """Get everything on the page of a meeting.

    Raises:  MeetingUnknown
    Queries: 21 at most
    """
    meeting = get_meeting(org_id=org_id, meeting_id=meeting_id)
    attendance = get_attendance(org_id=org_id, meeting_id=meeting_id, at=at)
    passes = count_passes(org_id=org_id, meeting_id=meeting_id) if meeting.status in _WITH_PASSES else attendance.called
    return MeetingPage(
        meeting=meeting,
        attendance=attendance,
        passes_missing=max(0, attendance.called - passes),
        is_by_members=not meeting.is_of_board and counts_members(org_id=org_id, day=meeting.starts_on),
        items=list_items(org_id=org_id, meeting=meeting),
        stages=list_stages(meeting=meeting),
        calls=tuple(list_calls(org_id=org_id, meeting=meeting)),
        papers=tuple(list_meeting_papers(org_id=org_id, meeting_id=meeting_id)),
        asked_steps=list_asked_steps(meeting=meeting),
        notice_days=get_notice_days(org_id=org_id, day=meeting.starts_on),
        change=_find_change(org_id, meeting, at),
        delegates=get_delegates(org_id=org_id, meeting=meeting) if meeting.is_of_delegates else None,
        again=find_last_day_again(meeting=meeting),
    )


def _find_change(org_id: UUID, meeting: MeetingFacts, at: datetime) -> ChangeRules | None:
    if meeting.status is not Status.NOTICED:
        return None
    rules = get_change_rules(org_id=org_id, meeting=meeting)
    return rules if vietnam_day(at) <= rules.last_on else None


def list_items(*, org_id: UUID, meeting: MeetingFacts) -> tuple[ItemLine, ...]:
    """List the agenda of a meeting in words, with what was decided.

    Queries: 3
    """
    matters = list_matters(day=meeting.starts_on)
    closures = BallotClosure.objects.filter(
        org_id=meeting.org_id, ballot__meeting_id=meeting.id, outcome=Outcome.COUNTED.value
    )
    decided = dict(closures.order_by("recorded_at").values_list("ballot__motion_id", "resolution_id"))
    return tuple(
        ItemLine(
            item,
            tuple(
                MotionLine(
                    motion=motion,
                    matter_label=label_matter(matter=matters[motion.matter]),
                    majority_label=str(MAJORITY_WORDS[motion.majority]),
                    is_decided=motion.id in decided,
                    resolution_id=decided.get(motion.id),
                )
                for motion in item.motions
            ),
        )
        for item in list_agenda(org_id=org_id, meeting_id=meeting.id)
    )


def list_stages(*, meeting: MeetingFacts) -> tuple[StageLine, ...]:
    """List the stages of a meeting, those done and the one that is now.

    Queries: 0
    """
    order = [Status.CONVENED, Status.NOTICED, Status.OPEN, Status.CONCLUDED, Status.SIGNED]
    labels = [_("Prepare the agenda"), _("Notice, then attendance"), _("Hold and vote"), _("Minutes"), _("Archived")]
    if meeting.status not in order:
        return ()
    place = order.index(meeting.status)
    return tuple(StageLine(label, is_done=step < place, is_now=step == place) for step, label in enumerate(labels))
