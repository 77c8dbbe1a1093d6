"""Show a person how a list would be read, before anything is recorded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from ecoop.intake.calc.columns import Columns, ListField, ListKind, Problem, Products, Said
from ecoop.intake.calc.documents import NumberedRow, is_passed_over, plan_steps, read_documents
from ecoop.intake.calc.headers import Header
from ecoop.kernel.dates import format_day
from ecoop.kernel.dong import Dong, format_dong
from ecoop.kernel.sheets import Cell, show_cell

SHOWN_ROWS = 8
SHOWN_PROBLEMS = 12
# Nothing is recorded for this organisation: ids of a preview are thrown away.
_NOBODY = UUID(int=0)


@dataclass(frozen=True)
class PreviewCell:
    """What is read in one cell; where it cannot be read, what stands there."""

    text: str
    is_number: bool
    is_wrong: bool


@dataclass(frozen=True)
class PreviewRow:
    """One row as it would be read, field by field."""

    row: int
    cells: tuple[PreviewCell, ...]


@dataclass(frozen=True)
class Preview:
    """The first rows as they would be read, and what the first page of the list comes to."""

    fields: tuple[ListField, ...]
    fixed: tuple[tuple[str, str], ...]
    rows: tuple[PreviewRow, ...]
    problems: tuple[Problem, ...]
    looked_at: int
    documents: int
    refused_rows: int
    total_vnd: Dong


def preview_list(
    *, kind: ListKind, header: Header, columns: Columns, rows: Sequence[NumberedRow], products: Products
) -> Preview:
    """Read the first page of a list as an import would, and sum up what would come of it."""
    plan = plan_steps(rows=rows, kind=kind, columns=columns)
    documents = list(
        read_documents(
            rows=rows,
            kind=kind,
            columns=columns,
            heads=header.names,
            plan=plan,
            org_id=_NOBODY,
            sha256="",
            products=products,
        )
    )
    said = {row: line for each in documents for row, line in zip(each.rows, each.said, strict=False)}
    problems = sorted((problem for each in documents for problem in each.problems), key=lambda one: one.row)
    mapped = [each for each in kind.fields if columns.get(each.name, "").isdigit()]
    good = [line for each in documents if not each.problems for line in each.said]
    cells = dict(rows)
    return Preview(
        fields=tuple(mapped),
        fixed=tuple(
            (str(each.label), str(each.choices.get(columns[each.name][1:], "✓")))
            for each in kind.fields
            if columns.get(each.name, "").startswith("=")
        ),
        rows=tuple(
            PreviewRow(row, tuple(_cell(each, said[row], cells[row], columns) for each in mapped))
            for row in sorted(said)[:SHOWN_ROWS]
        ),
        problems=tuple(problems[:SHOWN_PROBLEMS]),
        looked_at=plan.rows,
        documents=sum(not each.problems for each in documents),
        refused_rows=len({problem.row for problem in problems}),
        total_vnd=Dong(sum(line.get("amount", 0) for line in good)),
    )


def sample_of(*, rows: Sequence[NumberedRow], kind: ListKind, at: int, most: int = 3) -> list[str]:
    """Show the first cells of a column, so that a person recognises it."""
    shown: list[str] = []
    for _row, cells in rows:
        if len(shown) >= most:
            break
        if at < len(cells) and not is_passed_over(cells, kind=kind, columns={}) and (text := show_cell(cells[at])):
            shown.append(text[:40])
    return shown


def _cell(field: ListField, said: Said, cells: Sequence[Cell], columns: Columns) -> PreviewCell:
    """Show a cell as it is read; what is written there, if it is not read at all."""
    at = int(columns[field.name])
    written = show_cell(cells[at]) if at < len(cells) else ""
    is_wrong = bool(written) and field.name not in said
    text = written if is_wrong else _shown(said.get(field.name), field.choices)
    return PreviewCell(text, field.reads in ("amount", "quantity"), is_wrong)


def _shown(value: Any, choices: Mapping[str, Any]) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "✓" if value else ""
    if isinstance(value, date):
        return format_day(value)
    if isinstance(value, int):
        return format_dong(value)
    if isinstance(value, Decimal):
        return show_cell(value.normalize())
    return str(choices.get(value, value))
