"""Standing inside an organisation: what the database lets the rest of a transaction see."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction

_ENTER = """
    SELECT current_setting('ecoop.org_id', true), current_setting('ecoop.person_id', true),
           set_config('ecoop.org_id', %s, true), set_config('ecoop.person_id', %s, true)
"""
_LEAVE = "SELECT set_config('ecoop.org_id', %s, true), set_config('ecoop.person_id', %s, true)"


@contextmanager
def inside_organisation(*, org_id: UUID | None, person_id: UUID | None) -> Iterator[None]:
    """Open a transaction that sees one organisation's rows, acting as one person.

    Without an organisation only the person's own rows show. A rollback takes the setting back by itself;
    after success it is put back to what it was, so that nested uses end as they began.

    Queries: 2, besides the transaction's own
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_ENTER, [_text(org_id), _text(person_id)])
            before = cursor.fetchone()[:2]
        yield
        with connection.cursor() as cursor:
            cursor.execute(_LEAVE, [before[0] or "", before[1] or ""])


def _text(identity: UUID | None) -> str:
    return str(identity) if identity else ""
