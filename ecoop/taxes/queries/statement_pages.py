"""What the pages of statements show."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from ecoop.ledger.queries.misplaced import Reclassification, list_reclassifications
from ecoop.taxes.calc.statement_sheets import FORMS, Change, Sheet, SheetRow, SheetTable, StatementPeriod
from ecoop.taxes.errors import StatementNotFound
from ecoop.taxes.queries.statement_sets import (
    Deadlines,
    SetFacts,
    find_set,
    get_deadlines,
    list_changes_since,
    list_sets,
)
from ecoop.taxes.queries.statements import get_sheet

DAY = timedelta(days=1)


@dataclass(frozen=True)
class StatementPage:
    """One statement of a period, with the forms beside it."""

    period: StatementPeriod
    sheet: Sheet
    forms: tuple[str, ...]
    facts: SetFacts | None
    misplaced: tuple[Reclassification, ...]

    @property
    def until_day(self) -> date:
        """Give the last day."""
        return self.period.ends_before - DAY

    @property
    def until_on(self) -> str:
        """Give the last day for addresses."""
        return self.until_day.isoformat()


@dataclass(frozen=True)
class SetPage:
    """A set of statements: where it stands, by when it is due, what must be mended, what changed since."""

    period: StatementPeriod
    forms: tuple[str, ...]
    facts: SetFacts | None
    others: tuple[SetFacts, ...]
    deadlines: Deadlines
    misplaced: tuple[Reclassification, ...]
    changes: tuple[Change, ...]


def get_statement_page(*, org_id: UUID, period: StatementPeriod, form: str) -> StatementPage:
    """Get one statement with what keeps it from going out.

    Raises: StatementNotFound, BooksNotOpen
    Queries: those of `get_sheet`, `find_set` and `list_reclassifications`
    """
    facts = find_set(org_id=org_id, period=period.name)
    sheet = get_sheet(org_id=org_id, form=form, period=period, texts=facts.texts if facts else {})
    return StatementPage(period, sheet, _forms(period), facts, _misplaced(org_id, period))


def get_set_page(*, org_id: UUID, period: StatementPeriod) -> SetPage:
    """Get the set of a period with everything about it.

    Raises: BooksNotOpen
    Queries: those of `find_set`, `list_reclassifications` and `list_changes_since`
    """
    sets = list_sets(org_id=org_id, year=period.year)
    own = [one for one in sets if one.period == period.name]
    newest = max(own, key=lambda one: one.number) if own else None
    return SetPage(
        period=period,
        forms=_forms(period),
        facts=newest,
        others=tuple(one for one in sets if newest is None or one.id != newest.id),
        deadlines=get_deadlines(year=period.year),
        misplaced=_misplaced(org_id, period),
        changes=tuple(list_changes_since(org_id=org_id, period=period, facts=newest)) if newest else (),
    )


def get_statement_row(*, org_id: UUID, period: StatementPeriod, form: str, code: str) -> tuple[Sheet, SheetRow]:
    """Get one line of a statement with the accounts behind it.

    Raises: StatementNotFound
    Queries: those of `get_sheet`
    """
    sheet = get_sheet(org_id=org_id, form=form, period=period)
    for section in sheet.sections:
        for table in section.tables:
            for row in table.rows:
                if row.code == code:
                    return sheet, row
    raise StatementNotFound(form=f"{form} {code}", period=period.name, forms=", ".join(FORMS))


def describe_sheet(*, sheet: Sheet) -> dict[str, Any]:
    """Describe a statement in values that JSON knows.

    Queries: 0
    """
    return {
        "form": sheet.form,
        "code": sheet.code,
        "label": sheet.label,
        "period": sheet.period.name,
        "starts_on": sheet.period.starts_on,
        "ends_on": sheet.period.ends_before - DAY,
        "is_provisional": sheet.is_provisional,
        "is_balanced": sheet.is_balanced,
        "cautions": list(sheet.cautions),
        "sections": [
            {
                "code": part.code,
                "label": part.label,
                "text": part.text,
                "facts": [{"name": name, "value": value} for name, value in part.facts],
                "tables": [_describe_table(table) for table in part.tables],
            }
            for part in sheet.sections
        ],
    }


def _describe_table(table: SheetTable) -> dict[str, Any]:
    return {
        "title": table.title,
        "columns": [column.code for column in table.columns],
        "rows": [
            {
                "code": row.code,
                "label": row.label,
                "cells": list(row.cells),
                "accounts": [{"account": account, "amount_vnd": vnd} for account, vnd in row.accounts],
                "lines": list(row.lines),
            }
            for row in table.rows
        ],
    }


def _forms(period: StatementPeriod) -> tuple[str, ...]:
    return tuple(form for form in FORMS if form != "f02" or period.is_year)


def _misplaced(org_id: UUID, period: StatementPeriod) -> tuple[Reclassification, ...]:
    found = list_reclassifications(org_id=org_id, starts_on=period.starts_on, ends_before=period.ends_before)
    return tuple(found)
