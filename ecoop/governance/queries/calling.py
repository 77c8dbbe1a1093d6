"""By when meetings are due, how long before notice goes out, and how many must ask."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from ecoop.governance.calc.calling import (
    ASKING,
    CHANGE_DAYS,
    CHANGE_RATIO,
    NOTICE,
    LawStep,
    annual_due_on,
    asked_steps,
    count_asking_needed,
    last_day_again,
    next_due_on,
)
from ecoop.governance.calc.meetings import MeetingKind, Status
from ecoop.governance.errors.meetings import NoThirdBoardCall
from ecoop.governance.queries.bodies import get_governance_on
from ecoop.governance.queries.meetings import MeetingFacts, list_meetings
from ecoop.kernel.refusals import Citation
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.errors import NoLawOnDay
from ecoop.members.calc import MemberType
from ecoop.members.queries import count_by_type_on, get_charter_on
from ecoop.parties.queries import get_organisation

_HELD = frozenset({Status.OPEN, Status.CONCLUDED, Status.SIGNED})


@dataclass(frozen=True)
class MeetingDuty:
    """The next meeting that is due: which, by when, and by which article."""

    code: str
    year: int | None
    due_on: date
    law: Citation
    meeting: MeetingFacts | None

    def is_late_on(self, *, day: date) -> bool:
        """Tell whether the day has passed."""
        return day > self.due_on


def get_notice_days(*, org_id: UUID, day: date) -> int:
    """Get how many days before a meeting its notice is due: the law's, or more where the charter says so.

    Law:     L17 Art. 60, clause 1; charter notice_days
    Queries: 1
    """
    least = lawbook.on(day).whole(NOTICE)
    line = get_charter_on(org_id=org_id, day=day).get("notice_days")
    return max(least, int(line.value)) if line else least


def list_duties(*, org_id: UUID, day: date) -> list[MeetingDuty]:
    """List which general meetings are due next: the annual one, and the next one by the governance.

    Law:     L17 Art. 57, clause 1; Art. 59, clause 1
    Queries: 6
    """
    try:
        law, governance = lawbook.on(day), get_governance_on(org_id=org_id, day=day)
        due_on, cited = annual_due_on(year=day.year - 1, law=law)
    except NoLawOnDay:
        return []
    meetings = [each for each in list_meetings(org_id=org_id) if not each.is_of_board]
    duties = []
    about = _latest(meetings, day.year - 1)
    # Of a year in which there was no cooperative yet, nothing is heard.
    began_on = get_organisation(org_id=org_id).started_on
    was_there = began_on is None or began_on.year < day.year
    if was_there and (about is None or about.status not in _HELD):
        duties.append(MeetingDuty("annual", day.year - 1, due_on, cited, about))
    else:
        later_on, cited = annual_due_on(year=day.year, law=law)
        duties.append(MeetingDuty("annual", day.year, later_on, cited, _latest(meetings, day.year)))
    held = [each for each in meetings if each.status in _HELD and each.starts_on <= day]
    if held:
        next_on, cited = next_due_on(met_on=held[0].starts_on, governance=governance, law=law)
        coming = [each for each in meetings if each.status in {Status.CONVENED, Status.NOTICED}]
        duties.append(MeetingDuty("next", None, next_on, cited, coming[-1] if coming else None))
    return sorted(duties, key=lambda one: one.due_on)


def list_asked_steps(*, meeting: MeetingFacts) -> tuple[LawStep, ...]:
    """List by when whom the law lets call a meeting that was asked for.

    Queries: 0
    """
    if meeting.asked_on is None:
        return ()
    return asked_steps(asked_on=meeting.asked_on, law=lawbook.on(meeting.called_on))


def find_last_day_again(*, meeting: MeetingFacts) -> tuple[date, Citation] | None:
    """Find the last day for the next call of a meeting to which too few came; None when there is no next call.

    Law:     L17 Art. 59, clause 7; Art. 65
    Queries: 0
    """
    if meeting.convening > 2:
        return None
    law = lawbook.on(meeting.starts_on)
    try:
        return last_day_again(kind=meeting.kind, convening=meeting.convening + 1, before_on=meeting.starts_on, law=law)
    except NoThirdBoardCall:
        return None


@dataclass(frozen=True)
class ChangeRules:
    """What a change of the agenda after the notice needs."""

    asking_needed: int
    last_on: date
    law: Citation
    days: int


def get_change_rules(*, org_id: UUID, meeting: MeetingFacts) -> ChangeRules:
    """Get how many must ask for a change of the agenda, and until when.

    Law:     L17 Art. 60, clause 2
    Queries: 1
    """
    law = lawbook.on(meeting.starts_on)
    officials = count_by_type_on(org_id=org_id, day=meeting.called_on).get(MemberType.OFFICIAL, 0)
    days = law.whole(CHANGE_DAYS)
    return ChangeRules(
        asking_needed=count_asking_needed(officials=officials, path=CHANGE_RATIO, law=law),
        last_on=meeting.starts_on - timedelta(days=days),
        law=law.cite(CHANGE_RATIO),
        days=days,
    )


def get_asking_needed(*, org_id: UUID, day: date) -> tuple[int, Citation]:
    """Get how many official members must ask for an extraordinary meeting.

    Law:     L17 Art. 59
    Queries: 1
    """
    law = lawbook.on(day)
    officials = count_by_type_on(org_id=org_id, day=day).get(MemberType.OFFICIAL, 0)
    return count_asking_needed(officials=officials, path=ASKING, law=law), law.cite(ASKING)


def _latest(meetings: list[MeetingFacts], year: int) -> MeetingFacts | None:
    """Give the last call of the annual meeting about a year that was not cancelled."""
    about = [each for each in meetings if each.kind is MeetingKind.ANNUAL and each.year == year]
    return next((each for each in about if each.status is not Status.CANCELLED), None)
