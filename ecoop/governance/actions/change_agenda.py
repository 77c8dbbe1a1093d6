"""Add to the agenda of a meeting and take back what is on it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from ecoop.audit.actions.record_event import record_event
from ecoop.governance.actions.lock_ballot import lock_ballot
from ecoop.governance.actions.record_step import check_status
from ecoop.governance.calc.calling import CHANGE_DAYS
from ecoop.governance.calc.meetings import Status
from ecoop.governance.errors.meetings import AgendaChangeTooLate, AgendaNeedsRequest, MotionWasVoted, TooFewAsked
from ecoop.governance.models import AgendaItem, Withdrawal
from ecoop.governance.queries.calling import get_change_rules
from ecoop.governance.queries.meetings import MeetingFacts, get_agenda_item, get_meeting
from ecoop.governance.queries.votes import list_ballots_of_motion
from ecoop.kernel.dates import format_day
from ecoop.lawbook import queries as lawbook

_BEFORE = frozenset({Status.CONVENED, Status.NOTICED})
ITEM = "agenda_item"


@dataclass(frozen=True)
class ItemDraft:
    """An item for the agenda; after the notice with the written request of members."""

    id: UUID
    title: str
    text: str = ""
    asked_on: date | None = None
    asking: int = 0
    paper_id: UUID | None = None


@transaction.atomic
def add_agenda_item(*, org_id: UUID, meeting_id: UUID, item: ItemDraft, by: UUID, now: datetime) -> UUID:
    """Add an item at the end of the agenda; once the notice is out, only on request of the members.

    Law:    L17 Art. 60, clause 2
    Raises: MeetingUnknown, MeetingStepNotPossible, AgendaNeedsRequest, TooFewAsked, AgendaChangeTooLate
    """
    lock_ballot(ballot_id=meeting_id)
    if AgendaItem.objects.filter(org_id=org_id, id=item.id).exists():
        return item.id
    meeting = get_meeting(org_id=org_id, meeting_id=meeting_id)
    check_status(meeting=meeting, may=_BEFORE)
    is_added = meeting.status is Status.NOTICED
    if is_added:
        _check_request(meeting, item.asked_on, item.asking)
    last = AgendaItem.objects.filter(org_id=org_id, meeting_id=meeting_id).aggregate(last=Max("position"))["last"]
    AgendaItem.objects.create(
        id=item.id,
        org_id=org_id,
        meeting_id=meeting_id,
        position=(last or 0) + 1,
        title=item.title.strip(),
        text=item.text.strip(),
        is_added=is_added,
        asked_on=item.asked_on,
        asking=item.asking,
        paper_id=item.paper_id,
        recorded_by_id=by,
        recorded_at=now,
    )
    _record(meeting, "governance.agenda.add", item.id, by, now)
    return item.id


@transaction.atomic
def withdraw_agenda_item(
    *, org_id: UUID, meeting_id: UUID, item_id: UUID, reason: str, by: UUID, now: datetime
) -> None:
    """Take an item and its motions from the agenda; only before the notice goes out.

    Law:    L17 Art. 60, clause 2
    Raises: MeetingUnknown, MeetingStepNotPossible, AgendaItemUnknown, MotionWasVoted
    """
    lock_ballot(ballot_id=meeting_id)
    meeting = get_meeting(org_id=org_id, meeting_id=meeting_id)
    check_status(meeting=meeting, may={Status.CONVENED})
    item = get_agenda_item(org_id=org_id, meeting_id=meeting_id, item_id=item_id)
    for motion in item.motions:
        if list_ballots_of_motion(org_id=org_id, motion_id=motion.id):
            raise MotionWasVoted(title=motion.title)
    stamp = {
        "org_id": org_id,
        "meeting_id": meeting_id,
        "reason": reason.strip(),
        "recorded_by_id": by,
        "recorded_at": now,
    }
    Withdrawal.objects.bulk_create(
        [
            Withdrawal(**stamp, agenda_item_id=item_id),
            *(Withdrawal(**stamp, motion_id=motion.id) for motion in item.motions),
        ]
    )
    _record(meeting, "governance.agenda.withdraw", item_id, by, now)


def _check_request(meeting: MeetingFacts, asked_on: date | None, asking: int) -> None:
    if asked_on is None or not asking:
        raise AgendaNeedsRequest
    rules = get_change_rules(org_id=meeting.org_id, meeting=meeting)
    if asking < rules.asking_needed:
        raise TooFewAsked(law=rules.law, asking=asking, needed=rules.asking_needed)
    if asked_on > rules.last_on:
        cited = lawbook.on(meeting.starts_on).cite(CHANGE_DAYS)
        raise AgendaChangeTooLate(law=cited, asked=format_day(asked_on), days=rules.days)


def _record(meeting: MeetingFacts, verb: str, item_id: UUID, by: UUID, now: datetime) -> None:
    record_event(
        org_id=meeting.org_id,
        person_id=by,
        verb=verb,
        object_kind=ITEM,
        object_id=item_id,
        detail={"meeting": str(meeting.id)},
        now=now,
    )
