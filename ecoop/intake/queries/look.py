"""How a list looks before it is brought in: its columns, what they probably are, and its first rows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from ecoop.intake.calc import (
    Header,
    ListKind,
    Products,
    find_header,
    guess_columns,
    plain_words,
    read_header,
    suggest_columns,
)
from ecoop.intake.calc.preview import Preview, preview_list, sample_of
from ecoop.intake.models import ListImport
from ecoop.intake.queries.lists import FileFacts, find_remembered, get_file, read_rows
from ecoop.kernel.sheets import Cell
from ecoop.trade.queries import list_products

LOOKED_AT_ROWS = 2_000
_SHEETS_TRIED = 12
_HEAD_ROWS = 40


@dataclass(frozen=True)
class Look:
    """One sheet of a file as a kind of list: its columns, the suggested mapping, its first rows."""

    file: FileFacts
    kind: ListKind
    sheet: int
    header: Header
    suggested: Mapping[str, str]
    is_remembered: bool
    was_imported: bool
    rows: Sequence[tuple[int, Sequence[Cell]]]
    products: Products

    def samples(self, at: int) -> list[str]:
        """Show the first cells of a column."""
        return sample_of(rows=self.rows, kind=self.kind, at=at)

    def preview(self, columns: Mapping[str, str]) -> Preview:
        """Read the first rows by a mapping."""
        return preview_list(kind=self.kind, header=self.header, columns=columns, rows=self.rows, products=self.products)


def look_at_list(
    *, org_id: UUID, file_id: UUID, kind: ListKind, sheet: int | None = None, header_row: int | None = None
) -> Look:
    """Look at a file as a kind of list; the sheet and the row of column names are found if they are not given.

    Raises: ListNotFound
    Queries: 5, and 1 per sheet if none is given
    """
    file = get_file(org_id=org_id, file_id=file_id)
    if sheet is None or not 0 <= sheet < len(file.sheets):
        sheet = _likeliest_sheet(org_id, file, kind)
    rows = read_rows(org_id=org_id, file_id=file_id, sheet=sheet, rows=range(1, LOOKED_AT_ROWS + 1))
    cells = [each for _row, each in rows]
    if header_row is not None and 0 < header_row <= len(cells):
        header = read_header(row=header_row, cells=cells[header_row - 1])
    else:
        header = find_header(rows=cells, kind=kind)
    remembered = find_remembered(org_id=org_id, kind=kind.name, fingerprint=header.fingerprint)
    return Look(
        file=file,
        kind=kind,
        sheet=sheet,
        header=header,
        suggested=suggest_columns(kind=kind, header=header, remembered=remembered),
        is_remembered=remembered is not None,
        was_imported=ListImport.objects.filter(org_id=org_id, file_id=file_id, kind=kind.name).exists(),
        rows=rows[header.row :],
        products=map_products(org_id=org_id),
    )


def map_products(*, org_id: UUID) -> Products:
    """Map codes and names of products, in plain words, to their ids; a name that two bear tells nothing.

    Queries: 1
    """
    products = list_products(org_id=org_id)
    names = Counter(plain_words(each.name) for each in products)
    by_name = {plain_words(each.name): each.id for each in products if names[plain_words(each.name)] == 1}
    return {**by_name, **{plain_words(each.code): each.id for each in products if each.code}}


def _likeliest_sheet(org_id: UUID, file: FileFacts, kind: ListKind) -> int:
    """Choose the sheet whose columns this kind of list knows best; the first of equals."""
    if len(file.sheets) == 1:
        return 0
    known = []
    for sheet in range(min(len(file.sheets), _SHEETS_TRIED)):
        rows = read_rows(org_id=org_id, file_id=file.id, sheet=sheet, rows=range(1, _HEAD_ROWS + 1))
        header = find_header(rows=[cells for _row, cells in rows], kind=kind)
        known.append(len(guess_columns(kind=kind, names=header.names)))
    return known.index(max(known))
