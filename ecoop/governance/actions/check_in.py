"""Note who attends a meeting, by which means, with the votes they carry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from ecoop.audit.actions.record_event import record_event
from ecoop.governance.actions.record_step import check_status
from ecoop.governance.calc.meetings import Means, Status, Via
from ecoop.governance.errors.meetings import NotCalled, ProxyNeedsPaper, TooEarlyToArrive, VotesNotCounted
from ecoop.governance.models import Attendance, Leaving
from ecoop.governance.queries.called import map_carries
from ecoop.governance.queries.meetings import MeetingFacts, Present, get_meeting, map_present
from ecoop.governance.queries.union_votes import counts_members, map_member_votes
from ecoop.kernel.dates import format_day, vietnam_day
from ecoop.members.calc import MemberType
from ecoop.members.queries import get_history
from ecoop.members.queries.register import History


@dataclass(frozen=True)
class Arrival:
    """Somebody attends; of a proxy with who holds it and its paper."""

    member_id: UUID
    means: Means = Means.IN_PERSON
    via: Via = Via.LIST
    holder_id: UUID | None = None
    holder_name: str = ""
    paper_id: UUID | None = None


@transaction.atomic
def check_in(
    *, org_id: UUID, meeting_id: UUID, arrivals: Sequence[Arrival], by: UUID | None, now: datetime
) -> dict[UUID, Present]:
    """Note who attends from now on; who is here already stays as they are, so that two taps are one arrival.

    Whoever comes in person while a proxy stands for them takes its place. `by` is None where a member taps on
    their own pass. Associate members are guests: they carry no vote.

    Law:    L17 Art. 61, clauses 1, 4 and 5
    Shape:  who attends now, by member
    Raises: MeetingUnknown, MeetingStepNotPossible, TooEarlyToArrive, ProxyNeedsPaper, NotCalled, VotesNotCounted
    Queries: 12
    """
    meeting = get_meeting(org_id=org_id, meeting_id=meeting_id)
    check_status(meeting=meeting, may={Status.NOTICED, Status.OPEN})
    if vietnam_day(now) < meeting.starts_on:
        raise TooEarlyToArrive(day=format_day(meeting.starts_on))
    ids = [each.member_id for each in arrivals]
    here = map_present(org_id=org_id, meeting_id=meeting_id, ids=ids, at=now)
    coming = {each.member_id: each for each in arrivals if _is_new(each, here.get(each.member_id))}
    if coming:
        history = get_history(org_id=org_id, ids=list(coming))
        carries = _carries(meeting, list(coming), history)
        _end_proxies(org_id, meeting_id, [here[id_] for id_ in coming if id_ in here], history, by, now)
        _write(meeting, coming, carries, history, by, now)
    return map_present(org_id=org_id, meeting_id=meeting_id, ids=ids, at=now)


def _is_new(arrival: Arrival, present: Present | None) -> bool:
    if arrival.means is Means.PROXY and (arrival.paper_id is None or not arrival.holder_name.strip()):
        raise ProxyNeedsPaper
    return present is None or (present.means is Means.PROXY and arrival.means is not Means.PROXY)


def _carries(meeting: MeetingFacts, ids: Sequence[UUID], history: History) -> dict[UUID, int]:
    """Give the votes each carries: one a member, a delegate those who authorised them, a guest none.

    In a union whose charter says so a member carries as many as it has members.
    """
    named = (
        map_carries(org_id=meeting.org_id, meeting=meeting) if meeting.is_of_delegates or meeting.is_of_board else None
    )
    by_members = named is None and counts_members(org_id=meeting.org_id, day=meeting.starts_on)
    counted = map_member_votes(org_id=meeting.org_id, meeting_id=meeting.id, ids=ids) if by_members else {}
    votes = {}
    for id_ in ids:
        kind = history.find_type_on(member_id=id_, day=meeting.starts_on)
        known = history.members.get(id_)
        if kind is None or (meeting.is_of_board and id_ not in (named or {})):
            raise NotCalled(name=known.name if known else id_)
        own = 1 if kind is MemberType.OFFICIAL else 0
        if own and by_members:
            if id_ not in counted:
                raise VotesNotCounted(name=known.name if known else id_)
            own = counted[id_]
        votes[id_] = own if named is None else named.get(id_, 0)
    return votes


def _end_proxies(
    org_id: UUID, meeting_id: UUID, present: Sequence[Present], history: History, by: UUID | None, now: datetime
) -> None:
    Leaving.objects.bulk_create(
        (
            Leaving(
                org_id=org_id,
                meeting_id=meeting_id,
                attendance_id=each.attendance_id,
                member_org_id=history.members[each.member_id].member_org_id,
                left_at=now,
                recorded_by_id=by,
                recorded_at=now,
            )
            for each in present
        ),
        ignore_conflicts=True,
    )


def _write(
    meeting: MeetingFacts,
    coming: Mapping[UUID, Arrival],
    carries: Mapping[UUID, int],
    history: History,
    by: UUID | None,
    now: datetime,
) -> None:
    rows = Attendance.objects.filter(org_id=meeting.org_id, meeting_id=meeting.id, member_id__in=list(coming))
    visits = {row["member_id"]: row["last"] for row in rows.values("member_id").annotate(last=Max("visit"))}
    # Two who tick the same member at the same instant write the same visit; the second is not written.
    Attendance.objects.bulk_create(
        (
            Attendance(
                org_id=meeting.org_id,
                meeting_id=meeting.id,
                member_id=id_,
                member_org_id=history.members[id_].member_org_id,
                visit=visits.get(id_, 0) + 1,
                means=arrival.means.value,
                via=arrival.via.value,
                carries=carries[id_],
                came_at=now,
                holder_id=arrival.holder_id,
                holder_name=arrival.holder_name.strip(),
                paper_id=arrival.paper_id,
                recorded_by_id=by,
                recorded_at=now,
            )
            for id_, arrival in coming.items()
        ),
        ignore_conflicts=True,
    )
    record_event(
        org_id=meeting.org_id,
        person_id=by,
        verb="governance.attendance.come",
        object_kind="meeting",
        object_id=meeting.id,
        detail={"members": [str(id_) for id_ in coming][:50], "count": len(coming)},
        now=now,
    )
