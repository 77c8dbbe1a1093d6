"""Receive a list: keep its bytes, and its rows as they were read."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.intake.models import ListFile, ListPage
from ecoop.intake.queries import PAGE_ROWS, find_file_id, pack_rows
from ecoop.kernel.ids import new_id
from ecoop.kernel.sheets import SheetRead, read_sheets

_PAGES_AT_ONCE = 10


@transaction.atomic
def receive_file(*, org_id: UUID, name: str, data: bytes, by: UUID, now: datetime) -> UUID:
    """Keep a list as it came and answer its id; the same bytes again are the same file.

    Raises: SheetIsNoSheet, SheetIsUnsafe, SheetIsTooLarge, SheetIsEmpty
    Queries: 1 for a known file, 4 for a small one
    """
    digest = hashlib.sha256(data).hexdigest()
    known = find_file_id(org_id=org_id, sha256=digest)
    if known is not None:
        return known
    sheets = read_sheets(data, name=name)
    row = ListFile(
        id=new_id(),
        org_id=org_id,
        name=name[-400:],
        sha256=digest,
        content=data,
        size_bytes=len(data),
        sheets=[{"name": _plain(sheet.name), "rows": len(sheet.rows)} for sheet in sheets],
        received_at=now,
        received_by_id=by,
    )
    # Two who send the same file at once: the second finds it there.
    ListFile.objects.bulk_create([row], ignore_conflicts=True)
    kept = find_file_id(org_id=org_id, sha256=digest)
    if kept == row.id:
        ListPage.objects.bulk_create(_pages(org_id, row.id, sheets), batch_size=_PAGES_AT_ONCE)
    assert kept is not None
    return kept


def _pages(org_id: UUID, file_id: UUID, sheets: Sequence[SheetRead]) -> Iterator[ListPage]:
    for at, sheet in enumerate(sheets):
        for place, first in enumerate(range(0, len(sheet.rows), PAGE_ROWS)):
            packed = pack_rows(sheet.rows[first : first + PAGE_ROWS])
            yield ListPage(org_id=org_id, file_id=file_id, sheet=at, place=place, packed=packed)


def _plain(name: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in name)[:100]
