"""Reads of which entries of a statement were not told before: what a next step has to keep."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import connection

from ecoop.payments.calc.drafts import LineDraft, cannot_be
from ecoop.payments.calc.statements import FileRead, to_lines

_TOLD = "SELECT key, line_id FROM payments_sighting WHERE org_id = %s AND key = ANY (%s)"


def map_told_keys(*, org_id: UUID, keys: Sequence[str]) -> dict[str, UUID]:
    """Map those of some keys under which a line was told before to that line, however many there are.

    Queries: 1
    """
    with connection.cursor() as cursor:
        cursor.execute(_TOLD, [org_id, list(keys)])
        return dict(cursor.fetchall())


def count_untold(*, org_id: UUID, read: FileRead, today: date) -> int:
    """Count the entries of a file that could be kept and are not.

    Queries: 1
    """
    drafts = [each for statement in read.statements for each in to_lines(statement=statement)]
    keys = [each.key for each in drafts if isinstance(each, LineDraft) and not cannot_be(draft=each, today=today)]
    return len(set(keys) - map_told_keys(org_id=org_id, keys=keys).keys())
