"""Take the organisation's lock on its books."""

from uuid import UUID

from django.db import connection


def lock_books(*, org_id: UUID) -> None:
    """Keep everybody else from posting, closing or sealing for an organisation until this transaction ends.

    Whoever reads balances and then writes what follows from them takes it before reading.

    Queries: 1
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger_lock(%s)", [org_id])
