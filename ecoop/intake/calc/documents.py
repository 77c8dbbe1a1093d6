"""From rows to documents: which rows belong together, in which steps they come in, and under which ids."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from ecoop.intake.calc.columns import ROW_KEY, Columns, ListKind, Problem, Products, Said, plain_words, read_row
from ecoop.intake.calc.template import EXAMPLE_MARKS
from ecoop.intake.errors import AnotherRowIsWrong, DocumentHasTooManyRows
from ecoop.kernel.refusals import Refusal
from ecoop.kernel.sheets import Cell, read_day, show_cell

STEP_ROWS = 2_000
DOCUMENT_ROWS_MAX = 1_000
# Below the names of the columns official lists number them: (1) (2) (3), A B C.
_NUMBERING = re.compile(r"\(?(?:\d{1,2}|[A-Za-z])\)?(?:\s*=.*)?")
_TOTALS = ("tong", "cong", "tong cong", "tong so", "tong tien", "total", "grand total", "sum")
_SIGNATURES = ("nguoi lap", "ke toan", "thu truong", "giam doc", "chu ho", "nguoi dai dien", "ngay thang nam")

NumberedRow = tuple[int, Sequence[Cell]]


@dataclass(frozen=True)
class Plan:
    """How a list comes in: the rows of each step (from, before), rows that belong to an earlier document,
    and rows that say the same as rows before them (how many there were)."""

    steps: tuple[tuple[int, int], ...]
    strays: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    repeats: Mapping[int, int] = field(default_factory=dict)
    rows: int = 0

    def as_json(self) -> dict[str, Any]:
        """Give the plan as the database keeps it."""
        return {
            "steps": [list(step) for step in self.steps],
            "strays": {str(first): list(rows) for first, rows in self.strays.items()},
            "repeats": {str(row): count for row, count in self.repeats.items()},
            "rows": self.rows,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Plan":
        """Read the plan that the database kept."""
        return cls(
            steps=tuple((first, before) for first, before in kept["steps"]),
            strays={int(first): tuple(rows) for first, rows in kept["strays"].items()},
            repeats={int(row): count for row, count in kept["repeats"].items()},
            rows=kept["rows"],
        )


@dataclass(frozen=True)
class ReadDocument:
    """One document as a list says it: its rows, what they say, or what is wrong with them."""

    id: UUID
    content: UUID
    number: str
    rows: tuple[int, ...]
    said: tuple[Said, ...] = ()
    problems: tuple[Problem, ...] = ()
    draft: Any = None


def plan_steps(*, rows: Iterable[NumberedRow], kind: ListKind, columns: Columns, size: int = STEP_ROWS) -> Plan:
    """Divide a list into steps of about `size` rows such that no document is cut, wherever its rows stand."""
    starts: list[int] = []
    step_of: dict[Any, tuple[int, int]] = {}
    strays: dict[int, list[int]] = {}
    seen: dict[int, int] = {}
    repeats: dict[int, int] = {}
    in_step = count = last = 0
    for row, cells, key in _keyed(rows, kind=kind, columns=columns):
        is_new = key not in step_of
        if not starts or (in_step >= size and is_new) or in_step >= 2 * size:
            starts.append(row)
            in_step = 0
        first, step = step_of.setdefault(key, (row, len(starts)))
        if step != len(starts):
            strays.setdefault(first, []).append(row)
        # Rows are compared as they stand; a hash keeps the memory small.
        mark = hash(tuple(cells))
        if seen.get(mark):
            repeats[row] = seen[mark]
        seen[mark] = seen.get(mark, 0) + 1
        in_step, count, last = in_step + 1, count + 1, row
    ends = [*starts[1:], last + 1]
    return Plan(
        steps=tuple(zip(starts, ends, strict=True)) if starts else (),
        strays={first: tuple(rows) for first, rows in strays.items()},
        repeats=repeats,
        rows=count,
    )


def rows_of_step(*, plan: Plan, step: tuple[int, int]) -> list[int]:
    """List the rows that a step needs: its own without strays, and the strays of its documents."""
    first, before = step
    away = {row for rows in plan.strays.values() for row in rows}
    own = [row for row in range(first, before) if row not in away]
    return own + [row for start, rows in plan.strays.items() if first <= start < before for row in rows]


def read_documents(
    *,
    rows: Iterable[NumberedRow],
    kind: ListKind,
    columns: Columns,
    heads: Sequence[str],
    plan: Plan,
    org_id: UUID,
    sha256: str,
    products: Products,
) -> Iterator[ReadDocument]:
    """Read the rows of a step, document by document; a document with one wrong row is wrong as a whole."""
    together: dict[Any, list[NumberedRow]] = {}
    for row, cells, key in _keyed(rows, kind=kind, columns=columns):
        together.setdefault(key, []).append((row, cells))
    for members in together.values():
        yield _read_document(members, kind, columns, heads, plan, org_id, sha256, products)


def is_passed_over(cells: Sequence[Cell], *, kind: ListKind, columns: Columns) -> bool:
    """Tell whether a row is none of the list: empty, the numbering of columns, a line of totals, signatures."""
    filled = [cell for cell in cells if cell is not None and cell != ""]
    if not filled:
        return True
    if len(filled) > 1 and all(_NUMBERING.fullmatch(show_cell(cell)) for cell in filled):
        return True
    if show_cell(cells[0] if cells else None).lower().startswith(EXAMPLE_MARKS):
        return True
    # "Total" often stands in the column of the days.
    if any(letter.isdigit() for letter in show_cell(_cell_of(cells, columns, "day"))):
        return False
    words = plain_words(next((show_cell(cell) for cell in filled if isinstance(cell, str)), ""))
    if words in _TOTALS or words.startswith(("tong cong", "cong ", "tong so", "tong tien", "total")):
        return True
    return len(filled) < 4 and words.startswith(_SIGNATURES)


def content_id(*, kind: str, said: Sequence[Said], org_id: UUID, occurrence: int) -> UUID:
    """Name what a document says, however it was written, so that another file with the same row is noticed."""
    lines = [sorted((name, _canonical(value)) for name, value in each.items() if name != ROW_KEY) for each in said]
    return uuid5(org_id, f"{kind}\x1f{lines!r}\x1f{occurrence}")


def document_id(*, kind: str, org_id: UUID, base: str) -> UUID:
    """Name a document by what stays the same when the list is sent again."""
    return uuid5(org_id, f"intake\x1f{kind}\x1f{base}")


def row_key(*, sha256: str, row: int) -> str:
    """Name a row of a file in a file of refused rows."""
    return f"{sha256[:16]}-{row}"


def _read_document(
    members: Sequence[NumberedRow],
    kind: ListKind,
    columns: Columns,
    heads: Sequence[str],
    plan: Plan,
    org_id: UUID,
    sha256: str,
    products: Products,
) -> ReadDocument:
    rows = tuple(row for row, _ in members)
    number = show_cell(_cell_of(members[0][1], columns, "number"))
    said, problems = _read_rows(members, kind, columns, heads, number)
    key = show_cell(_cell_of(members[0][1], columns, ROW_KEY)) or row_key(sha256=sha256, row=rows[0])
    base = key if not _is_named(said, kind) else "\x1f".join(_canonical(said[0][name]) for name in _named(said, kind))
    identity = document_id(kind=kind.name, org_id=org_id, base=base)
    content = content_id(kind=kind.name, said=said, org_id=org_id, occurrence=plan.repeats.get(rows[0], 0))
    draft = None
    if not problems:
        try:
            draft = kind.to_draft(identity=identity, said=said, products=products)
        except Refusal as refusal:
            problems = [Problem(rows[0], "", refusal)]
    return ReadDocument(identity, content, number, rows, tuple(said), tuple(problems), draft)


def _read_rows(
    members: Sequence[NumberedRow], kind: ListKind, columns: Columns, heads: Sequence[str], number: str
) -> tuple[list[Said], list[Problem]]:
    """Read the rows of one document; lines below the first take over what names the document."""
    if len(members) > DOCUMENT_ROWS_MAX:
        refusal = DocumentHasTooManyRows(number=number, rows=len(members), most=DOCUMENT_ROWS_MAX)
        return [], [Problem(row, "", refusal) for row, _ in members]
    said: list[Said] = []
    problems: list[Problem] = []
    first: Sequence[Cell] = members[0][1]
    for row, cells in members:
        filled = _filled_down(cells, first, kind, columns)
        one, wrong = read_row(kind=kind, columns=columns, cells=filled, row=row, heads=heads)
        said.append(one)
        problems += wrong
    if problems:
        wrong_rows = {problem.row for problem in problems}
        refusal_of = problems[0].row
        problems += [Problem(row, "", AnotherRowIsWrong(row=refusal_of)) for row, _ in members if row not in wrong_rows]
    return said, problems


def _filled_down(cells: Sequence[Cell], first: Sequence[Cell], kind: ListKind, columns: Columns) -> Sequence[Cell]:
    """Give a line the day and number of its document, which merged cells show only once."""
    if cells is first or not kind.document:
        return cells
    filled = list(cells)
    for name in (*kind.document, "party_name", "means"):
        chosen = columns.get(name, "")
        if chosen.isdigit() and _cell_of(cells, columns, name) is None:
            filled += [None] * (int(chosen) + 1 - len(filled))
            filled[int(chosen)] = _cell_of(first, columns, name)
    return filled


def _keyed(
    rows: Iterable[NumberedRow], *, kind: ListKind, columns: Columns
) -> Iterator[tuple[int, Sequence[Cell], Any]]:
    """Say of each row to which document it belongs; rows that are none of the list are left out.

    A row without number and day, below a row with a number, is a further line of that document.
    """
    above: Any = None
    for row, cells in rows:
        if is_passed_over(cells, kind=kind, columns=columns):
            continue
        number = _cell_of(cells, columns, "number") if "number" in kind.document else None
        if number is None:
            is_further = above is not None and _cell_of(cells, columns, "day") is None
            key = above if is_further else row
            above = above if is_further else None
        else:
            key = above = tuple(_key_text(_cell_of(cells, columns, name)) for name in kind.document)
        yield row, cells, key


def _key_text(cell: Cell) -> str:
    try:
        return read_day(cell).isoformat() if not isinstance(cell, int) else str(cell)
    except Refusal:
        return plain_words(show_cell(cell))


def _is_named(said: Sequence[Said], kind: ListKind) -> bool:
    return bool(kind.document) and bool(said) and "number" in said[0] and "day" in said[0]


def _named(said: Sequence[Said], kind: ListKind) -> list[str]:
    return [name for name in kind.document if name in said[0]]


def _cell_of(cells: Sequence[Cell], columns: Columns, name: str) -> Cell:
    chosen = columns.get(name, "")
    if not chosen.isdigit() or int(chosen) >= len(cells):
        return None
    cell = cells[int(chosen)]
    return None if cell == "" else cell


def _canonical(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return plain_words(value)
    return str(value.normalize()) if hasattr(value, "normalize") else str(value)
