"""End a connection: it takes no more notices, and what it told stays."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.payments.calc.drafts import CONNECTION
from ecoop.payments.errors import ConnectionHasEnded, ConnectionNotFound
from ecoop.payments.models import Connection, ConnectionEnd


@transaction.atomic
def end_connection(*, org_id: UUID, connection_id: UUID, by: UUID, now: datetime) -> None:
    """End a connection.

    Raises:  ConnectionNotFound, ConnectionHasEnded
    Queries: 4
    """
    lock_books(org_id=org_id)
    if not Connection.objects.filter(org_id=org_id, id=connection_id).exists():
        raise ConnectionNotFound()
    if ConnectionEnd.objects.filter(org_id=org_id, connection_id=connection_id).exists():
        raise ConnectionHasEnded()
    ConnectionEnd.objects.create(org_id=org_id, connection_id=connection_id, recorded_at=now, recorded_by_id=by)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="payments.connection.end",
        object_kind=CONNECTION,
        object_id=connection_id,
        detail={},
        now=now,
    )
