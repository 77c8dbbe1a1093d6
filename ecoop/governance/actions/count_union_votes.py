"""Write down how many votes the members of a union carry in a meeting, by the number of their members."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from ecoop.audit.actions.record_event import record_event
from ecoop.governance.actions.lock_ballot import lock_ballot
from ecoop.governance.actions.record_step import check_status
from ecoop.governance.calc.meetings import Status
from ecoop.governance.errors.meetings import MandateNotPossible, VotesAreOneEach, VotesAreTaken
from ecoop.governance.models import Attendance, MemberVotes
from ecoop.governance.queries.meetings import get_meeting
from ecoop.governance.queries.union_votes import counts_members, map_member_votes
from ecoop.members.calc import MemberType
from ecoop.members.queries import get_history

_BEFORE_THE_END = frozenset({Status.CONVENED, Status.NOTICED, Status.OPEN})


@transaction.atomic
def count_union_votes(*, org_id: UUID, meeting_id: UUID, votes: Mapping[UUID, int], by: UUID, now: datetime) -> int:
    """Write down how many members each member of a union has, which is how many votes it carries in this meeting.

    Whoever has arrived carries what was written before; until then the last word holds.

    Law:    L17 Art. 61, clause 5
    Shape:  how many are new or changed
    Raises: MeetingUnknown, MeetingStepNotPossible, VotesAreOneEach, MandateNotPossible, VotesAreTaken
    """
    lock_ballot(ballot_id=meeting_id)
    meeting = get_meeting(org_id=org_id, meeting_id=meeting_id)
    check_status(meeting=meeting, may=_BEFORE_THE_END)
    if not counts_members(org_id=org_id, day=meeting.starts_on):
        raise VotesAreOneEach
    history = get_history(org_id=org_id, ids=list(votes))
    known = map_member_votes(org_id=org_id, meeting_id=meeting_id, ids=list(votes))
    new = {id_: count for id_, count in votes.items() if known.get(id_) != count}
    here = set(
        Attendance.objects.filter(org_id=org_id, meeting_id=meeting_id, member_id__in=list(new)).values_list(
            "member_id", flat=True
        )
    )
    for id_, count in new.items():
        member = history.members.get(id_)
        name = member.name if member else id_
        if count <= 0 or history.find_type_on(member_id=id_, day=meeting.starts_on) is not MemberType.OFFICIAL:
            raise MandateNotPossible(name=name)
        if id_ in here:
            raise VotesAreTaken(name=name)
    rows = MemberVotes.objects.filter(org_id=org_id, meeting_id=meeting_id, member_id__in=list(new))
    last = {row["member_id"]: row["last"] for row in rows.values("member_id").annotate(last=Max("revision"))}
    MemberVotes.objects.bulk_create(
        MemberVotes(
            org_id=org_id,
            meeting_id=meeting_id,
            member_id=id_,
            member_org_id=history.members[id_].member_org_id,
            revision=last.get(id_, 0) + 1,
            votes=count,
            recorded_by_id=by,
            recorded_at=now,
        )
        for id_, count in new.items()
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="governance.votes.count-members",
        object_kind="meeting",
        object_id=meeting_id,
        detail={"members": len(new)},
        now=now,
    )
    return len(new)
