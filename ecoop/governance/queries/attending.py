"""Who is called to a meeting, who attends at a moment, and whether that is a quorum."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, Max, OuterRef, Q, Sum, Value
from django.db.models.functions import Coalesce

from ecoop.governance.calc.bodies import BodyKind
from ecoop.governance.calc.calling import Quorum, reckon_quorum
from ecoop.governance.calc.meetings import Means, MeetingKind, Via
from ecoop.governance.models import Attendance, BallotIssue, DelegateMandate, Leaving, Vote
from ecoop.governance.queries.bodies import list_posts_on
from ecoop.governance.queries.meeting_calls import get_meeting
from ecoop.governance.queries.meeting_facts import AttendanceFacts, MeetingFacts, Present
from ecoop.lawbook import queries as lawbook
from ecoop.members.calc import MemberType
from ecoop.members.queries import count_by_type_on
from ecoop.parties.calc import plain_text

_NAMES = {"member_number": F("member__number"), "member_name": F("member__name")}


def get_attendance(*, org_id: UUID, meeting_id: UUID, at: datetime) -> AttendanceFacts:
    """Count who attends at a moment and whether that is a quorum, with the steps of the reckoning.

    Law:     L17 Art. 59, clause 7; Art. 65
    Queries: 5
    """
    meeting = get_meeting(org_id=org_id, meeting_id=meeting_id)
    rows = _present(org_id, meeting_id, at)
    counted = rows.aggregate(
        here=Count("id", filter=Q(carries__gt=0)),
        carried=Coalesce(Sum("carries"), Value(0)),
        guests=Count("id", filter=Q(carries=0)),
    )
    quorum = quorum_of(org_id=org_id, meeting=meeting)
    here = int(counted["here"])
    return AttendanceFacts(
        called=quorum.called,
        here=here,
        carried_votes=int(counted["carried"]),
        guests=int(counted["guests"]),
        quorum_needed=quorum.needed,
        is_quorate=quorum.is_met_by(here=here),
        steps=quorum.steps,
    )


def quorum_of(*, org_id: UUID, meeting: MeetingFacts) -> Quorum:
    """Reckon how many must attend a meeting.

    Law:     L17 Art. 59, clause 7; Art. 65
    Queries: 1 or 2
    """
    law = lawbook.on(meeting.starts_on)
    called = count_called(org_id=org_id, meeting=meeting)
    return reckon_quorum(kind=meeting.kind, convening=meeting.convening, called=called, law=law)


def count_called(*, org_id: UUID, meeting: MeetingFacts) -> int:
    """Count who is called: the official members of the day, their delegates, or the board.

    Law:     L17 Art. 59, clause 7
    Queries: 1 or 2
    """
    if meeting.kind is MeetingKind.BOARD:
        return len(list_board(org_id=org_id, day=meeting.starts_on))
    if meeting.is_of_delegates:
        rows = DelegateMandate.objects.filter(org_id=org_id, meeting_id=meeting.id)
        return int(rows.values("delegate_id").distinct().count())
    return count_by_type_on(org_id=org_id, day=meeting.starts_on).get(MemberType.OFFICIAL, 0)


def list_board(*, org_id: UUID, day: date) -> dict[UUID, str]:
    """List the members of the board on a day by their ids.

    Queries: 2
    """
    posts = list_posts_on(org_id=org_id, day=day)
    return {post.member_id: post.person_name for post in posts if post.body is BodyKind.BOARD and post.member_id}


def list_present(*, org_id: UUID, meeting_id: UUID, at: datetime) -> list[Present]:
    """List who attends at a moment, guests too, by the member's number.

    Queries: 1
    """
    rows = _present(org_id, meeting_id, at).annotate(**_NAMES).order_by("member__number")
    return [_somebody(row, None) for row in rows]


def list_waiting(
    *, org_id: UUID, meeting_id: UUID, ballot_id: UUID, at: datetime, find: str, most: int
) -> tuple[list[Present], int, int]:
    """List who carries a vote and has neither voted nor taken a ballot, found by parts of the name or the number.

    Shape:   the first of those found, how many were found, how many wait in all
    Queries: 2, and 1 if somebody is looked for
    """
    done = {"org_id": org_id, "ballot_id": ballot_id, "member_id": OuterRef("member_id")}
    rows = _present(org_id, meeting_id, at).filter(carries__gt=0)
    rows = rows.exclude(Exists(Vote.objects.filter(**done))).exclude(Exists(BallotIssue.objects.filter(**done)))
    waiting = found = int(rows.count())
    words = plain_text(text=find).split()
    for word in words:
        rows = rows.filter(Q(member__name_plain__contains=word) | Q(member__number__icontains=word))
    if words:
        found = int(rows.count())
    shown = rows.annotate(**_NAMES).order_by("member__number")[:most]
    return [_somebody(row, None) for row in shown], found, waiting


def find_present(*, org_id: UUID, meeting_id: UUID, member_id: UUID, at: datetime) -> Present | None:
    """Find somebody who attends at a moment, or None.

    Queries: 1
    """
    row = _present(org_id, meeting_id, at).filter(member_id=member_id).annotate(**_NAMES).first()
    return _somebody(row, None) if row else None


def map_present(*, org_id: UUID, meeting_id: UUID, ids: Collection[UUID], at: datetime) -> dict[UUID, Present]:
    """Give which of some members attend at a moment.

    Queries: 1
    """
    rows = _present(org_id, meeting_id, at).filter(member_id__in=list(ids)).annotate(**_NAMES)
    return {row.member_id: _somebody(row, None) for row in rows}


def list_attended(*, org_id: UUID, meeting_id: UUID) -> list[Present]:
    """List everybody who attended at any time, with when they came and left, in the order of numbers.

    Queries: 2
    """
    left = dict(Leaving.objects.filter(org_id=org_id, meeting_id=meeting_id).values_list("attendance_id", "left_at"))
    rows = Attendance.objects.filter(org_id=org_id, meeting_id=meeting_id).annotate(**_NAMES)
    return [_somebody(row, left.get(row.id)) for row in rows.order_by("member__number", "visit")]


def count_attended(*, org_id: UUID, meeting_id: UUID) -> int:
    """Count the members who attended at any time, without guests.

    Queries: 1
    """
    rows = Attendance.objects.filter(org_id=org_id, meeting_id=meeting_id, carries__gt=0)
    return int(rows.values("member_id").distinct().count())


def count_votes_during(*, org_id: UUID, meeting_id: UUID, from_at: datetime, to_at: datetime) -> int:
    """Count the votes carried by everybody who attended at any time between two moments, each member once.

    Queries: 1
    """
    left = Leaving.objects.filter(org_id=org_id, attendance_id=OuterRef("id"), left_at__lte=from_at)
    rows = Attendance.objects.filter(org_id=org_id, meeting_id=meeting_id, came_at__lte=to_at).exclude(Exists(left))
    each = rows.order_by().values("member_id").annotate(most=Max("carries"))
    return int(each.aggregate(sum=Sum("most"))["sum"] or 0)


def _present(org_id: UUID, meeting_id: UUID, at: datetime) -> Any:  # Annotated rows have no type of their own.
    left = Leaving.objects.filter(org_id=org_id, attendance_id=OuterRef("id"), left_at__lte=at)
    return Attendance.objects.filter(org_id=org_id, meeting_id=meeting_id, came_at__lte=at).exclude(Exists(left))


def _somebody(row: Any, left_at: datetime | None) -> Present:
    return Present(
        attendance_id=row.id,
        member_id=row.member_id,
        member_number=row.member_number,
        member_name=row.member_name,
        carries=row.carries,
        means=Means(row.means),
        via=Via(row.via),
        came_at=row.came_at,
        left_at=left_at,
        holder_name=row.holder_name,
        paper_id=row.paper_id,
        visit=row.visit,
    )
