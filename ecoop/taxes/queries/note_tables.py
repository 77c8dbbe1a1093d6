"""Tables of the notes (B09) that no account shows by itself: sources of a fund, corrections of earlier years."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from ecoop.kernel.dates import format_day
from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.queries.corrections import CorrectionFacts, list_prior_year_corrections
from ecoop.taxes.calc.statement_sheets import SheetColumn, SheetRow, SheetTable, StatementPeriod
from ecoop.taxes.queries.fund_sources import list_fund_sources
from ecoop.vouchers.calc.borrowings import Terms
from ecoop.vouchers.queries.borrowings import list_borrowings

DAY = timedelta(days=1)


def make_note_table(*, org_id: UUID, period: StatementPeriod, kind: str, accounts: Sequence[str]) -> SheetTable:
    """Make a table of the notes by the name that the form gives it.

    Queries: those of the table
    """
    return _MAKERS[kind](org_id, period, accounts)


def movement_columns() -> tuple[SheetColumn, ...]:
    """Give the columns of what was there, came, went and is there.

    Queries: 0
    """
    names = (
        ("opening", _("Opening")),
        ("increase", _("Increase")),
        ("decrease", _("Decrease")),
        ("closing", _("Closing")),
    )
    return tuple(SheetColumn(code, label) for code, label in names)


def _of_fund_sources(org_id: UUID, period: StatementPeriod, accounts: Sequence[str]) -> SheetTable:
    """Show from which sources a fund came, document by document.

    Law:     C71 Appendix IV, B09-HTX IV.11; L17 Arts 84, 87; cooperative/undivided-fund-movements
    Queries: 2, 3 with vouchers
    """
    found = list_fund_sources(
        org_id=org_id, starts_on=period.starts_on, ends_before=period.ends_before, accounts=accounts
    )
    shown = [
        SheetRow(
            str(number),
            one.label,
            (one.sums.opening_vnd, one.sums.increase_vnd, one.sums.decrease_vnd, one.sums.closing_vnd),
            accounts=tuple((code, one.sums.closing_vnd) for code in accounts),
        )
        for number, one in enumerate(found, 1)
    ]
    return SheetTable(movement_columns(), _with_total(shown), _("By source"))


def _of_corrections(org_id: UUID, period: StatementPeriod, _accounts: Sequence[str]) -> SheetTable:
    """Show the errors of earlier years that were corrected in the period, by day.

    Law:     C71 Appendix I: errors of earlier years are corrected in the current period
    Queries: 4
    """
    found = [
        one
        for one in list_prior_year_corrections(org_id=org_id, year=period.year)
        if period.starts_on <= one.entry_on < period.ends_before
    ]
    rows = [SheetRow(one.entry_label, _correction(one), (one.profit_vnd,), entry=one.entry_label) for one in found]
    columns = (SheetColumn("profit", _("More profit of that year (less below zero)")),)
    return SheetTable(columns, tuple(rows), _("Errors of earlier years, corrected in this period"))


def _of_borrowings(org_id: UUID, period: StatementPeriod, accounts: Sequence[str]) -> SheetTable:
    """Show what is owed to lenders at the end of the period, by when it falls due.

    Law:     cooperative/accounting/short_term_months
    Queries: 4 to 6
    """
    on = period.ends_before - DAY
    names = (
        ("owed", _("Owed")),
        ("overdue", _("Overdue")),
        ("short", _("Short-term")),
        ("long", _("Long-term")),
        ("untold", _("Term not told")),
    )
    rows = [
        SheetRow(str(number), one.name or _("nobody named"), _cells(one.terms), accounts=_behind(accounts, one.terms))
        for number, one in enumerate(list_borrowings(org_id=org_id, on=on, law=lawbook.on(on)), 1)
        if one.terms.total_vnd
    ]
    columns = tuple(SheetColumn(code, label) for code, label in names)
    return SheetTable(columns, _with_total(rows), _("Borrowed money by term"))


def _cells(terms: Terms) -> tuple[Dong, ...]:
    return (terms.total_vnd, terms.overdue_vnd, terms.short_vnd, terms.long_vnd, terms.untold_vnd)


def _behind(accounts: Sequence[str], terms: Terms) -> tuple[tuple[str, Dong], ...]:
    return tuple((code, terms.total_vnd) for code in accounts)


def _with_total(rows: Sequence[SheetRow]) -> tuple[SheetRow, ...]:
    sums = tuple(Dong(sum(column)) for column in zip(*(row.cells for row in rows), strict=True))
    return (*rows, SheetRow("", _("Total"), sums, is_total=True)) if rows else ()


def _correction(one: CorrectionFacts) -> str:
    said = {"day": format_day(one.entry_on), "year": one.year, "reason": one.reason}
    if one.wrong_label:
        return _("{day}, year {year}, entry {label}: {reason}").format(**said, label=one.wrong_label)
    return _("{day}, year {year}: {reason}").format(**said)


_MAKERS: dict[str, Callable[[UUID, StatementPeriod, Sequence[str]], SheetTable]] = {
    "fund_sources": _of_fund_sources,
    "corrections": _of_corrections,
    "borrowings": _of_borrowings,
}
