"""Reads of which entries of a statement were not told before: what a next step has to keep."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db import connection

from ecoop.kernel.refusals import Refusal
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


def list_untold(*, drafts: Sequence[Sequence[LineDraft | Refusal]], told: Mapping[str, UUID], today: date) -> set[str]:
    """List the keys of the entries of a file that could be kept and are not.

    Queries: 0
    """
    lines = (each for statement in drafts for each in statement if isinstance(each, LineDraft))
    return {each.key for each in lines if each.key not in told and not cannot_be(draft=each, today=today)}


def count_untold(*, org_id: UUID, read: FileRead, today: date) -> int:
    """Count the entries of a file that could be kept and are not.

    Queries: 1
    """
    drafts = [to_lines(statement=statement) for statement in read.statements]
    keys = [each.key for statement in drafts for each in statement if isinstance(each, LineDraft)]
    return len(list_untold(drafts=drafts, told=map_told_keys(org_id=org_id, keys=keys), today=today))
