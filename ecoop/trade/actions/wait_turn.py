"""Let one after the other change things of one kind in an organisation."""

from uuid import UUID

from django.db import connection


def wait_turn(*, org_id: UUID, of: str) -> None:
    """Wait until no other transaction changes things of this kind in the organisation.

    Two who look at the same moment would both find a code free, or an amount still to come back; the second waits
    and sees what the first did. Call it in the transaction that writes.

    Queries: 1
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{of}.{org_id}"])
