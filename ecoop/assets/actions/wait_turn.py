"""Let one after the other change the assets of an organisation."""

from uuid import UUID

from django.db import connection


def wait_turn(*, org_id: UUID) -> None:
    """Wait until no other transaction changes assets of the organisation. Call it in the transaction that writes.

    Queries: 1
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"assets.{org_id}"])
