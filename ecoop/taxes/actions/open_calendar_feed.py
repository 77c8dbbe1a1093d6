"""Open an address under which a calendar program reads a household's duties."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.taxes.actions.revoke_calendar_feed import revoke_calendar_feed
from ecoop.taxes.models import CalendarFeed
from ecoop.taxes.queries.feeds import find_own_feed


@transaction.atomic
def open_calendar_feed(*, org_id: UUID, by: UUID, now: datetime) -> UUID:
    """Open a person's address for calendars; the one before it closes. Answers the feed's id.

    Call it inside the organisation's walls.

    Queries: at most 5
    """
    before = find_own_feed(org_id=org_id, person_id=by)
    if before is not None:
        revoke_calendar_feed(org_id=org_id, feed_id=before, by=by, now=now)
    feed = CalendarFeed.objects.create(org_id=org_id, recorded_by_id=by, recorded_at=now)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="taxes.calendar.open",
        object_kind="taxes.calendar_feed",
        object_id=feed.id,
        detail={},
        now=now,
    )
    return feed.id
