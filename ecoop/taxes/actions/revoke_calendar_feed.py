"""Close an address under which a calendar program reads a household's duties."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.taxes.errors import CalendarFeedIsClosed
from ecoop.taxes.models import CalendarFeedRevocation
from ecoop.taxes.queries.feeds import find_own_feed


@transaction.atomic
def revoke_calendar_feed(*, org_id: UUID, feed_id: UUID, by: UUID, now: datetime) -> None:
    """Close one's own address for calendars; from now on it answers like one that never was.

    Call it inside the organisation's walls.

    Raises:  CalendarFeedIsClosed
    Queries: 3
    """
    if find_own_feed(org_id=org_id, person_id=by) != feed_id:
        raise CalendarFeedIsClosed()
    CalendarFeedRevocation.objects.create(org_id=org_id, feed_id=feed_id, recorded_by_id=by, recorded_at=now)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="taxes.calendar.revoke",
        object_kind="taxes.calendar_feed",
        object_id=feed_id,
        detail={},
        now=now,
    )
