"""The refused rows of an import as a sheet that can be mended and uploaded again."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from ecoop.intake.calc import OUR_KEY, OURS, ROW_KEY, ListKind, kind_of, row_key
from ecoop.intake.queries.lists import ImportFacts, get_file, stream_refused_rows
from ecoop.kernel.sheets import Cell, Column, SheetDraft

_KINDS = {"amount": "money", "quantity": "number"}


def draft_refused_sheet(*, org_id: UUID, facts: ImportFacts) -> SheetDraft:
    """Draft a sheet with the refused rows as they came, and beside each what is wrong, how to mend it, and its key.

    Queries: 2, and 1 per 2,000 rows of the list
    """
    kind = kind_of(facts.kind)
    names = facts.header.own_names
    # Our columns stand at the end; those of a list that was refused before are written anew.
    width = max((at + 1 for at, name in enumerate(names) if name), default=0)
    columns = [Column(names[at], _looks(kind, facts, at)) for at in range(width)]
    columns += [
        Column(f"{OURS} {_('What is wrong')}", width=44),
        Column(f"{OURS} {_('How to mend it')}", width=44),
        Column(f"{OUR_KEY} {_('(leave it)')}", width=22),
    ]
    sha256 = get_file(org_id=org_id, file_id=facts.file_id).sha256
    return SheetDraft(name=str(kind.label), columns=columns, rows=_rows(org_id, facts, width, sha256))


def _rows(org_id: UUID, facts: ImportFacts, width: int, sha256: str) -> Iterator[list[Any]]:
    key_at = facts.columns.get(ROW_KEY)
    for row, cells, wrong in stream_refused_rows(org_id=org_id, facts=facts):
        own: list[Cell] = [cells[at] if at < len(cells) else None for at in range(width)]
        said = "; ".join(f"{each.column}: {each.said}" if each.column else each.said for each in wrong)
        remedy = " ".join(dict.fromkeys(each.remedy for each in wrong))
        given = cells[int(key_at)] if key_at is not None and int(key_at) < len(cells) else None
        yield [*own, said, remedy, given or row_key(sha256=sha256, row=row)]


def _looks(kind: ListKind, facts: ImportFacts, at: int) -> Any:
    field = next((each for each in kind.fields if facts.columns.get(each.name) == str(at)), None)
    return _KINDS.get(field.reads, "text") if field else "text"
