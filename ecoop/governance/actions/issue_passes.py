"""Give everybody who is called a personal pass; give a new one to who lost theirs."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from ecoop.audit.actions.record_event import record_event
from ecoop.governance.errors.meetings import NotCalled
from ecoop.governance.models import Pass
from ecoop.governance.queries.called import list_called_ids
from ecoop.governance.queries.meetings import MeetingFacts, get_meeting
from ecoop.governance.queries.passes import fingerprint, token_of

_ROWS_AT_ONCE = 5000


def issue_passes(*, meeting: MeetingFacts, by: UUID, now: datetime, most: int | None = None) -> int:
    """Issue the first pass of those who are called and have none, at most so many, in the caller's transaction.

    Queries: 5, and one for each 5,000 members
    """
    called = list_called_ids(org_id=meeting.org_id, meeting=meeting)
    have = set(Pass.objects.filter(org_id=meeting.org_id, meeting_id=meeting.id).values_list("member_id", flat=True))
    rows = [
        _pass(meeting.org_id, meeting.id, member_id, member_org_id, 1, by, now)
        for member_id, member_org_id in called.items()
        if member_id not in have
    ][:most]
    Pass.objects.bulk_create(rows, batch_size=_ROWS_AT_ONCE)
    return len(rows)


@transaction.atomic
def renew_passes(*, org_id: UUID, meeting_id: UUID, ids: Collection[UUID], by: UUID, now: datetime) -> int:
    """Give new passes in place of lost ones; the lost ones open nothing from now on.

    Raises: MeetingUnknown, NotCalled
    Queries: 9
    """
    meeting = get_meeting(org_id=org_id, meeting_id=meeting_id)
    called = list_called_ids(org_id=org_id, meeting=meeting)
    for member_id in ids:
        if member_id not in called:
            raise NotCalled(name=member_id)
    rows = Pass.objects.filter(org_id=org_id, meeting_id=meeting_id, member_id__in=list(ids))
    last = {row["member_id"]: row["last"] for row in rows.values("member_id").annotate(last=Max("serial"))}
    Pass.objects.bulk_create(
        _pass(org_id, meeting_id, member_id, called[member_id], last.get(member_id, 0) + 1, by, now)
        for member_id in ids
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="governance.pass.renew",
        object_kind="meeting",
        object_id=meeting_id,
        detail={"members": [str(each) for each in ids]},
        now=now,
    )
    return len(ids)


def _pass(
    org_id: UUID, meeting_id: UUID, member_id: UUID, member_org_id: UUID | None, serial: int, by: UUID, now: datetime
) -> Pass:
    return Pass(
        org_id=org_id,
        meeting_id=meeting_id,
        member_id=member_id,
        member_org_id=member_org_id,
        serial=serial,
        sha256=fingerprint(token=token_of(meeting_id=meeting_id, member_id=member_id, serial=serial)),
        recorded_by_id=by,
        recorded_at=now,
    )
