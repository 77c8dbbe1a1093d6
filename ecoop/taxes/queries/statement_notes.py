"""The notes to the statements (B09), section by section: what the books say, and what the accountant wrote."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from ecoop.assets.queries import list_assets
from ecoop.kernel.dates import format_day
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.calc import in_words
from ecoop.ledger.calc.statements import Statement
from ecoop.ledger.queries.statement_tables import Movement, list_movements
from ecoop.parties.queries import find_identity, get_organisation
from ecoop.taxes.calc.statement_sheets import Sheet, SheetColumn, SheetRow, SheetSection, SheetTable, StatementPeriod
from ecoop.taxes.queries.note_tables import make_note_table, movement_columns

DAY = timedelta(days=1)
FORM = "statements/b09-htx"


def get_notes(
    *, org_id: UUID, period: StatementPeriod, statements: Mapping[str, Statement], texts: Mapping[str, str]
) -> Sheet:
    """Get the notes: every section of the form with its figures and texts.

    Law:     C71 Appendix IV, B09-HTX
    Queries: 6, and those of the register of assets and of the tables that no account shows by itself
    """
    layout = lawbook.on(period.ends_before - DAY).form(FORM)
    codes = [code for row in layout["rows"] for code in row.get("accounts", "").split()]
    moved = list_movements(org_id=org_id, codes=codes, starts_on=period.starts_on, ends_before=period.ends_before)
    sections = tuple(
        SheetSection(
            code=row["code"],
            label=in_words(row, name="label"),
            tables=tuple(_tables(row, org_id, period, statements, moved)),
            facts=_facts(row["code"], org_id, period),
            text=texts.get(row["code"], ""),
        )
        for row in layout["rows"]
    )
    article = str(layout["source"]["article"])
    is_provisional = any(one.is_provisional for one in statements.values())
    return Sheet("b09", layout["code"], in_words(layout, name="label"), article, period, sections, is_provisional)


def _tables(
    row: Mapping[str, Any],
    org_id: UUID,
    period: StatementPeriod,
    statements: Mapping[str, Statement],
    moved: Sequence[Movement],
) -> list[SheetTable]:
    tables = []
    if row.get("table") == "lines":
        tables.append(_of_lines(statements[row["form"]], row["lines"].split()))
    if row.get("table") == "movements":
        tables.append(_of_movements(moved, row["accounts"].split()))
    if row.get("assets"):
        tables.append(_of_assets(org_id, period, row["assets"]))
    for kind in row.get("also", "").split():
        accounts = row.get("accounts", "").split()
        tables.append(make_note_table(org_id=org_id, period=period, kind=kind, accounts=accounts))
    return [table for table in tables if table.rows]


def _of_lines(statement: Statement, codes: Sequence[str]) -> SheetTable:
    """Show lines of a statement with the accounts behind them."""
    by_code = {line.code: line for line in statement.lines}
    rows = []
    for code in codes:
        line = by_code[code]
        rows.append(SheetRow(code, line.label, (line.now_vnd, line.before_vnd), is_total=line.is_total))
        rows += [
            SheetRow(
                part.account, _("Account {code}").format(code=part.account), (part.now_vnd, part.before_vnd), level=2
            )
            for part in line.accounts
            if (part.now_vnd or part.before_vnd) and len(line.accounts) > 1
        ]
    return SheetTable((SheetColumn("now", _("This year")), SheetColumn("before", _("The year before"))), tuple(rows))


def _of_movements(moved: Sequence[Movement], codes: Sequence[str]) -> SheetTable:
    """Show what accounts and their details had, gained, lost and have."""
    rows = tuple(
        SheetRow(
            one.code,
            one.label,
            (one.opening_vnd, one.increase_vnd, one.decrease_vnd, one.closing_vnd),
            level=one.level,
            accounts=((one.code, one.closing_vnd),),
        )
        for one in moved
        if any(one.code.startswith(code) for code in codes)
    )
    return SheetTable(movement_columns(), rows)


def _of_assets(org_id: UUID, period: StatementPeriod, kind: str) -> SheetTable:
    """Show the assets of a kind one by one, as the register has them."""
    found = list_assets(org_id=org_id, day=period.ends_before - DAY, kind=kind)
    rows = tuple(
        SheetRow(one.code, one.name, (one.cost_vnd, one.worn_vnd, one.cost_vnd - one.worn_vnd), level=2)
        for one in found
        if not one.is_gone
    )
    columns = (("cost", _("Cost")), ("worn", _("Accumulated depreciation")), ("left", _("Remaining")))
    return SheetTable(
        tuple(SheetColumn(code, label) for code, label in columns), rows, _("From the register of assets")
    )


def _facts(code: str, org_id: UUID, period: StatementPeriod) -> tuple[tuple[str, str], ...]:
    """Say what is known by itself: who, which period, which regime."""
    if code == "I":
        identity = find_identity(org_id=org_id)
        return (
            (_("Name"), get_organisation(org_id=org_id).name),
            (_("Address"), identity.address_line if identity else ""),
            (_("Tax code"), identity.tax_code if identity else ""),
            (_("Legal representative"), identity.representative_name if identity else ""),
        )
    if code == "II":
        days = _("{first} to {last}").format(
            first=format_day(period.starts_on), last=format_day(period.ends_before - DAY)
        )
        return ((_("Period"), days), (_("Currency"), _("Vietnamese đồng")))
    if code == "III":
        layout = lawbook.on(period.ends_before - DAY).form(FORM)
        source = lawbook.get_source(layout["source"]["document"])
        return ((_("Regime"), f"{source['number']}: {in_words(source, name='title')}"),)
    return ()
