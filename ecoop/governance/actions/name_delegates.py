"""Name delegates to a meeting, each with the members who authorised them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.governance.actions.lock_ballot import lock_ballot
from ecoop.governance.actions.record_step import check_status
from ecoop.governance.calc.meetings import Status
from ecoop.governance.errors.meetings import MandateNotPossible, NotAMeetingOfDelegates
from ecoop.governance.models import DelegateMandate
from ecoop.governance.queries.meetings import get_meeting
from ecoop.members.calc import MemberType
from ecoop.members.queries import get_history

_ROWS_AT_ONCE = 5000


@transaction.atomic
def name_delegates(
    *, org_id: UUID, meeting_id: UUID, mandates: Mapping[UUID, Sequence[UUID]], by: UUID, now: datetime
) -> int:
    """Name delegates by who authorised them (delegate: members); what is there already stays, new ones are added.

    A delegate votes for herself too, so she is added to those who authorised her.

    Law:    L17 Art. 58, clause 2; Art. 61, clause 4
    Shape:  how many mandates are new
    Raises: MeetingUnknown, NotAMeetingOfDelegates, MeetingStepNotPossible, MandateNotPossible
    """
    lock_ballot(ballot_id=meeting_id)
    meeting = get_meeting(org_id=org_id, meeting_id=meeting_id)
    if not meeting.is_of_delegates:
        raise NotAMeetingOfDelegates
    check_status(meeting=meeting, may={Status.CONVENED})
    wanted = {member: delegate for delegate, members in mandates.items() for member in [delegate, *members]}
    history = get_history(org_id=org_id, ids=list(wanted))
    for member_id in wanted:
        if history.find_type_on(member_id=member_id, day=meeting.starts_on) is not MemberType.OFFICIAL:
            known = history.members.get(member_id)
            raise MandateNotPossible(name=known.name if known else member_id)
    there = dict(
        DelegateMandate.objects.filter(org_id=org_id, meeting_id=meeting_id).values_list("for_member_id", "delegate_id")
    )
    for member_id, delegate_id in wanted.items():
        if there.get(member_id, delegate_id) != delegate_id or wanted.get(delegate_id, delegate_id) != delegate_id:
            raise MandateNotPossible(name=history.members[member_id].name)
    rows = [
        DelegateMandate(
            org_id=org_id,
            meeting_id=meeting_id,
            delegate_id=delegate_id,
            for_member_id=member_id,
            member_org_id=history.members[member_id].member_org_id,
            recorded_by_id=by,
            recorded_at=now,
        )
        for member_id, delegate_id in wanted.items()
        if member_id not in there
    ]
    DelegateMandate.objects.bulk_create(rows, batch_size=_ROWS_AT_ONCE)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="governance.delegates.name",
        object_kind="meeting",
        object_id=meeting_id,
        detail={"delegates": len(mandates), "mandates": len(rows)},
        now=now,
    )
    return len(rows)
