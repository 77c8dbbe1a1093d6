"""What offices tell their members, for the office and for a member's household."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from ecoop.members.models import Notice

NOTICES_SHOWN = 50


@dataclass(frozen=True)
class NoticeLine:
    """A few words to every member, from which cooperative, and until when they matter."""

    id: UUID
    org_id: UUID
    org_name: str
    title: str
    text: str
    posted_at: datetime
    until_on: date | None


def list_notices(*, org_id: UUID) -> list[NoticeLine]:
    """List what a cooperative told its members, the newest first.

    Queries: 1
    """
    return _lines(Q(org_id=org_id))


def list_notices_for(*, member_org_id: UUID, today: date) -> list[NoticeLine]:
    """List what cooperatives tell an organisation that belongs to them and that still matters, the newest first.

    The database shows a household the notices of its own cooperatives only.

    Queries: 1
    """
    return _lines(~Q(org_id=member_org_id) & (Q(until_on=None) | Q(until_on__gte=today)))


def _lines(wanted: Q) -> list[NoticeLine]:
    rows = Notice.objects.filter(wanted).select_related("org").order_by("-recorded_at", "-id")
    return [
        NoticeLine(row.id, row.org_id, row.org.name, row.title, row.text, row.recorded_at, row.until_on)
        for row in rows[:NOTICES_SHOWN]
    ]
