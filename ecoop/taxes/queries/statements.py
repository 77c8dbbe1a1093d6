"""The statements of a cooperative for a period, each as a sheet: B01, B02, the notes, the trial balance, equity."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from ecoop.kernel.dates import format_day
from ecoop.kernel.dong import format_dong
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.calc import Law, in_words
from ecoop.ledger.calc.closing import AllocationKey
from ecoop.ledger.calc.closing import read_key as read_recorded_key
from ecoop.ledger.calc.statements import Statement, StatementLine
from ecoop.ledger.queries.statement_tables import Movement, list_equity_changes, list_trial_table, sum_rows
from ecoop.ledger.queries.statements import get_statement
from ecoop.members.queries import get_charter_on
from ecoop.taxes.calc.statement_sheets import (
    FORMS,
    Sheet,
    SheetColumn,
    SheetRow,
    SheetSection,
    SheetTable,
    StatementPeriod,
)
from ecoop.taxes.errors import StatementNotFound
from ecoop.taxes.queries.statement_notes import get_notes

DAY = timedelta(days=1)
_KEY, _OTHERS = "management_cost_key", "other_results_side"


def get_sheet(*, org_id: UUID, form: str, period: StatementPeriod, texts: Mapping[str, str] | None = None) -> Sheet:
    """Get one statement of a period; `texts` is what the accountant wrote under sections of the notes.

    Raises: StatementNotFound, BooksNotOpen
    Queries: those of `get_statement` and 1 for the charter; the notes ask for B01, B02 and the balances behind them
    """
    if form not in FORMS or (form == "f02" and not period.is_year):
        raise StatementNotFound(form=form, period=period.name, forms=", ".join(FORMS))
    make = _MAKERS.get(form)
    return (
        make(org_id, period)
        if make
        else get_notes(org_id=org_id, period=period, statements=_both(org_id, period), texts=texts or {})
    )


def list_sheets(*, org_id: UUID, period: StatementPeriod, texts: Mapping[str, str] | None = None) -> list[Sheet]:
    """List all statements of a period in the order in which a set is bound.

    Queries: those of `get_sheet` for each
    """
    forms = [form for form in FORMS if form != "f02" or period.is_year]
    return [get_sheet(org_id=org_id, form=form, period=period, texts=texts) for form in forms]


def get_statement_key(*, org_id: UUID, period: StatementPeriod) -> AllocationKey:
    """Get the key by which what is not closed yet is parted between the sides: the charter's.

    Queries: 1
    """
    charter = get_charter_on(org_id=org_id, day=period.ends_before - DAY)
    named, others = (charter[name].value if name in charter else "" for name in (_KEY, _OTHERS))
    return read_recorded_key(text=named, others=others)


def _both(org_id: UUID, period: StatementPeriod) -> dict[str, Statement]:
    return {form: _compute(org_id, form, period) for form in ("b01", "b02")}


def _compute(org_id: UUID, form: str, period: StatementPeriod) -> Statement:
    return get_statement(
        org_id=org_id,
        form=form,
        starts_on=period.starts_on,
        ends_before=period.ends_before,
        key=get_statement_key(org_id=org_id, period=period),
    )


def _make_position(org_id: UUID, period: StatementPeriod) -> Sheet:
    now = SheetColumn("now", _("At the end"))
    return _make_statement(
        _compute(org_id, "b01", period), "b01", period, (now, SheetColumn("before", _("At the beginning of the year")))
    )


def _make_results(org_id: UUID, period: StatementPeriod) -> Sheet:
    now = SheetColumn("now", _("This period"))
    return _make_statement(
        _compute(org_id, "b02", period), "b02", period, (now, SheetColumn("before", _("The year before")))
    )


def _make_statement(
    statement: Statement, form: str, period: StatementPeriod, columns: tuple[SheetColumn, SheetColumn]
) -> Sheet:
    rows = tuple(_statement_row(line) for line in statement.lines)
    return Sheet(
        form=form,
        code=statement.form,
        label=statement.label,
        article=_article(form, period),
        period=period,
        sections=(SheetSection("", "", (SheetTable(columns, rows),)),),
        is_provisional=statement.is_provisional,
        is_balanced=statement.is_balanced,
        cautions=tuple(
            _("{amount} of revenue or cost stands on no line of the form.").format(amount=format_dong(one.amount_vnd))
            for one in statement.cautions
        ),
    )


def _statement_row(line: StatementLine) -> SheetRow:
    return SheetRow(
        code=line.code,
        label=line.label,
        cells=(line.now_vnd, line.before_vnd),
        is_total=line.is_total,
        level=2 if line.accounts and line.code[-1].isalpha() else 1,
        accounts=tuple((part.account, part.now_vnd) for part in line.accounts),
        lines=line.lines,
    )


def _make_trial_balance(org_id: UUID, period: StatementPeriod) -> Sheet:
    form = _law(period).form("statements/f01-htx")
    columns = tuple(SheetColumn(one["code"], in_words(one, name="label")) for one in form["columns"][2:])
    found = list_trial_table(org_id=org_id, starts_on=period.starts_on, ends_before=period.ends_before)
    rows = tuple(
        SheetRow(row.code, row.label, row.amounts, level=row.level, accounts=((row.code, row.debit_vnd),))
        for row in found
    )
    total = SheetRow("", _("Total"), sum_rows(rows=found), is_total=True)
    return _table_sheet("f01", period, SheetTable(columns, (*rows, total)))


def _make_equity(org_id: UUID, period: StatementPeriod) -> Sheet:
    key = get_statement_key(org_id=org_id, period=period)
    found = list_equity_changes(org_id=org_id, starts_on=period.starts_on, ends_before=period.ends_before, key=key)
    columns = tuple(
        SheetColumn(code, label)
        for code, label in (
            ("opening", _("Opening")),
            ("increase", _("Increase")),
            ("decrease", _("Decrease")),
            ("closing", _("Closing")),
        )
    )
    rows = tuple(_movement_row(one) for one in found)
    tops = [row.cells for row in rows if row.level == 1]
    total = SheetRow("", _("Total"), tuple(sum(column) for column in zip(*tops, strict=True)), is_total=True)
    return _table_sheet("f02", period, SheetTable(columns, (*rows, total)))


def _movement_row(one: Movement) -> SheetRow:
    cells = (one.opening_vnd, one.increase_vnd, one.decrease_vnd, one.closing_vnd)
    return SheetRow(one.code, one.label, cells, level=one.level)


def _table_sheet(form: str, period: StatementPeriod, table: SheetTable) -> Sheet:
    layout = _law(period).form(f"statements/{form}-htx")
    section = SheetSection("", "", (table,))
    return Sheet(form, layout["code"], in_words(layout, name="label"), _article(form, period), period, (section,))


def _article(form: str, period: StatementPeriod) -> str:
    return str(_law(period).form(f"statements/{form}-htx")["source"]["article"])


def _law(period: StatementPeriod) -> Law:
    return lawbook.on(period.ends_before - DAY)


def period_in_words(*, period: StatementPeriod) -> str:
    """Say a period in words: the year, the quarter or the month, with its days.

    Queries: 0
    """
    days = {"first": format_day(period.starts_on), "last": format_day(period.ends_before - DAY)}
    return _("{period}, from {first} to {last}").format(period=period.name, **days)


_MAKERS: dict[str, Callable[[UUID, StatementPeriod], Sheet]] = {
    "b01": _make_position,
    "b02": _make_results,
    "f01": _make_trial_balance,
    "f02": _make_equity,
}
