"""Let hands that change the register at the same instant wait for each other."""

from uuid import UUID

from django.db import connection

REGISTER_LOCK = 7_273


def lock_register(*, org_id: UUID) -> None:
    """Wait until nobody else changes this register, and hold it until the transaction ends.

    Two who admit at once would otherwise give one number, or one person, twice.

    Queries: 1
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(uuid_hash_extended(%s, %s))", [org_id, REGISTER_LOCK])
