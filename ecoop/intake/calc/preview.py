"""Show a person how a list would be read, before anything is recorded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ecoop.intake.calc.columns import Columns, ListKind, Problem
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
class PreviewRow:
    """One row as it would be read, field by field, or what is wrong with it."""

    row: int
    cells: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Preview:
    """The first rows as they would be read, and what the first page of the list comes to."""

    labels: tuple[str, ...]
    rows: tuple[PreviewRow, ...]
    problems: tuple[Problem, ...]
    looked_at: int
    documents: int
    refused_rows: int
    total_vnd: Dong


def preview_list(*, kind: ListKind, header: Header, columns: Columns, rows: Sequence[NumberedRow]) -> Preview:
    """Read the first page of a list as an import would, and sum up what would come of it."""
    plan = plan_steps(rows=rows, kind=kind, columns=columns)
    documents = list(
        read_documents(rows=rows, kind=kind, columns=columns, heads=header.names, plan=plan, org_id=_NOBODY, sha256="")
    )
    said = {row: line for each in documents for row, line in zip(each.rows, each.said, strict=False)}
    problems = sorted((problem for each in documents for problem in each.problems), key=lambda one: one.row)
    wrong: dict[int, list[Problem]] = {}
    for problem in problems:
        wrong.setdefault(problem.row, []).append(problem)
    mapped = [each for each in kind.fields if columns.get(each.name)]
    good = [line for each in documents if not each.problems for line in each.said]
    return Preview(
        labels=tuple(str(each.label) for each in mapped),
        rows=tuple(
            PreviewRow(
                row, tuple(_shown(said[row].get(each.name), each.choices) for each in mapped), tuple(wrong.get(row, ()))
            )
            for row in sorted(said)[:SHOWN_ROWS]
        ),
        problems=tuple(problems[:SHOWN_PROBLEMS]),
        looked_at=plan.rows,
        documents=sum(not each.problems for each in documents),
        refused_rows=len(wrong),
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


def _shown(value: Any, choices: Mapping[str, Any]) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "✓" if value else ""
    if isinstance(value, str):
        return str(choices.get(value, value))
    if hasattr(value, "isoformat"):
        return format_day(value)
    if type(value) is int:
        return format_dong(value)
    return show_cell(value if isinstance(value, Cell) else str(value))
