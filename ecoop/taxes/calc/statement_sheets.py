"""Statements as sheets: one shape for pages, papers, Excel and XML; and the periods they are made for."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from ecoop.kernel.dong import Dong
from ecoop.taxes.errors import StatementNotFound

Kind = Literal["text", "money"]
# In the order in which a set is bound.
FORMS = ("b01", "b02", "b09", "f01", "f02")
MANDATORY = ("b01", "b02", "b09", "f01")
_PERIOD = re.compile(r"(?P<year>[12]\d{3})(?:-(?:Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?")


@dataclass(frozen=True)
class StatementPeriod:
    """A month, a quarter or a year, with the days it covers."""

    name: str
    year: int
    starts_on: date
    ends_before: date

    @property
    def is_year(self) -> bool:
        """Say whether it is a whole year: what the law asks for; the rest is the cooperative's choice."""
        return "-" not in self.name


@dataclass(frozen=True)
class SheetColumn:
    """A column of a sheet."""

    code: str
    label: str
    kind: Kind = "money"


@dataclass(frozen=True)
class SheetRow:
    """A row of a sheet: its code and label as in the form, its cells, and the accounts or the entry behind it."""

    code: str
    label: str
    cells: tuple[Any, ...]
    is_total: bool = False
    level: int = 1
    accounts: tuple[tuple[str, Dong], ...] = ()
    lines: tuple[str, ...] = ()
    entry: str = ""


@dataclass(frozen=True)
class SheetTable:
    """A table of a sheet."""

    columns: tuple[SheetColumn, ...]
    rows: tuple[SheetRow, ...]
    title: str = ""


@dataclass(frozen=True)
class SheetSection:
    """A section of the notes: what the books say, and what the accountant wrote."""

    code: str
    label: str
    tables: tuple[SheetTable, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    text: str = ""


@dataclass(frozen=True)
class Sheet:
    """A statement ready to be shown or printed: one table, or the sections of the notes."""

    form: str
    code: str
    label: str
    article: str
    period: StatementPeriod
    sections: tuple[SheetSection, ...]
    is_provisional: bool = False
    is_balanced: bool = True
    cautions: tuple[str, ...] = field(default=())

    @property
    def table(self) -> SheetTable:
        """Give the only table of a statement that is one."""
        return self.sections[0].tables[0]


@dataclass(frozen=True)
class Change:
    """A figure that differs from what was filed."""

    form: str
    code: str
    label: str
    filed_vnd: Dong
    now_vnd: Dong

    @property
    def difference_vnd(self) -> Dong:
        """Give what it grew by."""
        return Dong(self.now_vnd - self.filed_vnd)


def read_period(*, text: str) -> StatementPeriod:
    """Read a period of statements: 2026, 2026-Q1, 2026-03.

    Raises: StatementNotFound
    """
    found = _PERIOD.fullmatch(text)
    if found is None:
        raise StatementNotFound(form="", period=text, forms=", ".join(FORMS))
    year = int(found["year"])
    first, months = 1, 12
    if found["quarter"]:
        first, months = 3 * int(found["quarter"]) - 2, 3
    if found["month"]:
        first, months = int(found["month"]), 1
    after = first + months
    ends_before = date(year + 1, 1, 1) if after > 12 else date(year, after, 1)
    return StatementPeriod(text, year, date(year, first, 1), ends_before)


def snapshot(*, sheets: Iterable[Sheet]) -> dict[str, Any]:
    """Keep the figures of statements as they are: form, code, label, amounts."""
    return {
        sheet.form: [
            {"code": row.code, "label": row.label, "cells": [cell for cell in row.cells if isinstance(cell, int)]}
            for row in sheet.table.rows
        ]
        for sheet in sheets
    }


def list_changes(*, filed: Mapping[str, Any], sheets: Sequence[Sheet]) -> list[Change]:
    """List the figures of the period itself that differ from what was filed; no line counts as zero."""
    changes = []
    for sheet in sheets:
        now = {
            row.code: (row.label, _figure([cell for cell in row.cells if isinstance(cell, int)]))
            for row in sheet.table.rows
        }
        then = {row["code"]: (row["label"], _figure(row["cells"])) for row in filed.get(sheet.form, ())}
        for code in {**then, **now}:
            label, now_vnd = now.get(code, ("", Dong(0)))
            filed_label, filed_vnd = then.get(code, (label, Dong(0)))
            if now_vnd != filed_vnd:
                changes.append(Change(sheet.code, code, label or filed_label, filed_vnd, now_vnd))
    return changes


def _figure(cells: Sequence[int]) -> Dong:
    """Give the figure by which a row is compared: the first of a statement, closing debit less credit of a balance."""
    return Dong(cells[-2] - cells[-1]) if len(cells) == 6 else Dong(cells[0] if cells else 0)
