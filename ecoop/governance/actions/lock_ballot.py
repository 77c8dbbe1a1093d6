"""Let those who vote go side by side, and those who open or close a ballot wait for all of them."""

from uuid import UUID

from django.db import connection

BALLOT_LOCK = 7_282


def join_ballot(*, ballot_id: UUID) -> None:
    """Hold a ballot with others who vote on it, until the transaction ends: nobody closes it meanwhile.

    Queries: 1
    """
    _lock("pg_advisory_xact_lock_shared", ballot_id)


def lock_ballot(*, ballot_id: UUID) -> None:
    """Wait until nobody votes on a ballot, and hold it alone until the transaction ends.

    Queries: 1
    """
    _lock("pg_advisory_xact_lock", ballot_id)


def _lock(function: str, key: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(uuid_hash_extended(%s, %s))", [key, BALLOT_LOCK])
