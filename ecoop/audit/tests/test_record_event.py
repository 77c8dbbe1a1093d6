"""The trail is written once: the database refuses the rest."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.audit.models import Event
from ecoop.audit.queries import EventFilter, list_events
from ecoop.kernel.wire import CursorIsUnreadable, write_cursor
from tests.cast import Cast

NOON = datetime(2099, 1, 5, 5, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_event SET verb = 'x'", "DELETE FROM audit_event", "TRUNCATE audit_event"]
)
def test_the_application_cannot_rewrite_the_trail(cast: Cast, statement: str) -> None:
    refused = pytest.raises(DatabaseError, match="permission denied")
    with cast.inside(cast.coop, cast.lan), refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_nobody_writes_into_the_trail_of_another_organisation(cast: Cast) -> None:
    with (
        cast.inside(cast.coop, cast.lan),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
    ):
        _record(cast, org_id=cast.other_coop.id, minute=0)


def test_pages_follow_one_another_without_gap_or_repeat(cast: Cast) -> None:
    """Seven acts in pages of three: 3 + 3 + 1, newest first; two of them at the same instant."""
    with cast.inside(cast.coop, cast.lan):
        for minute in (0, 1, 2, 3, 3, 4, 5):
            _record(cast, org_id=cast.coop.id, minute=minute)
        seen, cursor = [], None
        for _page in range(3):
            page = list_events(org_id=cast.coop.id, wanted=EventFilter(verb="test.thing.do"), cursor=cursor, size=3)
            seen += [(line.at - NOON).seconds // 60 for line in page.lines]
            cursor = page.next_cursor
    assert seen == [5, 4, 3, 3, 2, 1, 0]
    assert cursor is None
    assert Event.objects.count() == 0, "outside the walls nothing shows"


def test_a_foreign_cursor_is_refused(cast: Cast) -> None:
    with cast.inside(cast.coop, cast.lan):
        for text in (
            "x",
            write_cursor(key=["2099-01-05", "x"]),
            write_cursor(key=["2099-01-05T05:00", str(cast.lan.id)]),
        ):
            with pytest.raises(CursorIsUnreadable):
                list_events(org_id=cast.coop.id, wanted=EventFilter(), cursor=text)


def _record(cast: Cast, *, org_id: object, minute: int) -> None:
    record_event(
        org_id=org_id,  # type: ignore[arg-type]
        person_id=cast.lan.id,
        verb="test.thing.do",
        object_kind="test.thing",
        object_id=None,
        detail={},
        now=NOON + timedelta(minutes=minute),
    )
