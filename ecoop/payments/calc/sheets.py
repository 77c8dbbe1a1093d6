"""Read statements that banks hand out as Excel or CSV: headings are found by words, which are data."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal

from ecoop.kernel.dates import VIETNAM
from ecoop.kernel.refusals import Refusal
from ecoop.kernel.sheets import Cell, SheetRead, read_amount, read_day, show_cell
from ecoop.kernel.written import without_accents
from ecoop.payments.calc.statements import (
    DONG,
    ENTRIES_MAX,
    EntryRead,
    FileRead,
    RowRefused,
    StatementRead,
    complete_balances,
)
from ecoop.payments.errors import StatementHasNoHeadings, StatementTooLong

_NOT_A_WORD = re.compile(r"[^0-9a-z]+")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
_ACCOUNT = re.compile(r"[0-9A-Za-z]*\d{4,}[0-9A-Za-z]*", re.ASCII)
_AMOUNT = re.compile(r"-?\d[\d.,]*")
_CURRENCY = re.compile(r"\b[A-Z]{3}\b")
_HEADINGS_MIN = 3
_PREAMBLE_ROWS_MAX = 60


@dataclass
class _Found:
    """What stands around the rows: the account, the currency, the balances."""

    account: str = ""
    currency: str = DONG
    opening: Decimal | None = None
    closing: Decimal | None = None
    columns: Mapping[str, int] = field(default_factory=dict)


def read_sheet_statement(*, sheets: Sequence[SheetRead], name: str, words: Sequence[tuple[str, str]]) -> FileRead:
    """Read the first sheet that has the headings of a statement.

    `words` pairs a column with a word by which its heading is known, without accents.

    Raises: StatementHasNoHeadings, StatementTooLong
    """
    for sheet in sheets:
        for place, row in enumerate(sheet.rows[:_PREAMBLE_ROWS_MAX]):
            columns = _columns(row, words)
            if _is_heading(columns):
                return FileRead("sheet", (_statement(sheet.rows, place, columns, words, name),))
    raise StatementHasNoHeadings(name=name)


def _is_heading(columns: Mapping[str, int]) -> bool:
    has_amounts = {"debit", "credit"} <= columns.keys() or "amount" in columns
    return "booked_on" in columns and has_amounts and len(columns) >= _HEADINGS_MIN


def _columns(row: Sequence[Cell], words: Sequence[tuple[str, str]]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for place, cell in enumerate(row):
        column = _column_of(cell, words) if isinstance(cell, str) else ""
        if column and column != "skip":
            columns.setdefault(column, place)
    return columns


def _column_of(cell: str, words: Sequence[tuple[str, str]]) -> str:
    """Tell which column a heading is of: the longest word that stands in it decides."""
    said = f" {_folded(cell)} "
    fitting = [(len(word), column) for column, word in words if f" {word} " in said]
    return max(fitting, key=lambda each: each[0])[1] if fitting else ""


def _statement(
    rows: Sequence[Sequence[Cell]],
    heading: int,
    columns: Mapping[str, int],
    words: Sequence[tuple[str, str]],
    name: str,
) -> StatementRead:
    around = _Found(columns=columns)
    totals = tuple(word for column, word in words if column == "total")
    for row in rows[:heading]:
        _look_around(row, words, around)
    entries: list[EntryRead] = []
    refused: list[RowRefused] = []
    ends = len(rows)
    for place, row in enumerate(rows[heading + 1 :], start=heading + 2):
        if _is_total(row, totals):
            ends = place
            break
        _take_row(place, row, columns, entries, refused)
        if len(entries) > ENTRIES_MAX:
            raise StatementTooLong(name=name, most=ENTRIES_MAX)
    for row in rows[ends - 1 : ends + _PREAMBLE_ROWS_MAX]:
        _look_around(row, words, around)
    opening, closing = complete_balances(opening=around.opening, closing=around.closing, entries=entries)
    return StatementRead(around.account, around.currency, opening, closing, tuple(entries), tuple(refused))


def _take_row(
    place: int,
    row: Sequence[Cell],
    columns: Mapping[str, int],
    entries: list[EntryRead],
    refused: list[RowRefused],
) -> None:
    """Read one row: an entry, the rest of a text that was wrapped, or something that is refused for itself."""
    try:
        amount = _amount_of(row, columns)
        day = _cell(row, columns, "booked_on")
        if amount:
            entries.append(_entry(row, columns, amount))
        elif day is None and entries and (more := show_cell(_cell(row, columns, "text"))):
            last = entries[-1]
            entries[-1] = EntryRead(**{**last.__dict__, "text": f"{last.text} {' '.join(more.split())}".strip()})
    except Refusal as refusal:
        refused.append(RowRefused(place, refusal))


def _entry(row: Sequence[Cell], columns: Mapping[str, int], amount: Decimal) -> EntryRead:
    day = _cell(row, columns, "booked_on")
    booked_on = read_day(day)
    balance = _cell(row, columns, "balance")
    said = {name: _words(row, columns, name) for name in ("counterparty", "counterparty_account", "reference", "text")}
    return EntryRead(
        booked_on=booked_on,
        amount=amount,
        balance=None if balance is None else Decimal(read_amount(balance)),
        happened_at=_moment(booked_on, day),
        **said,
    )


def _amount_of(row: Sequence[Cell], columns: Mapping[str, int]) -> Decimal:
    """Read what moved: into one of two columns whatever sign it has there, or into one column with its sign."""
    moved = {name: _cell(row, columns, name) for name in ("debit", "credit", "amount")}
    amounts = {name: Decimal(read_amount(cell)) for name, cell in moved.items() if _is_said(cell)}
    if {"debit", "credit"} <= columns.keys():
        return abs(amounts.get("credit", Decimal(0))) - abs(amounts.get("debit", Decimal(0)))
    return amounts.get("amount", Decimal(0))


def _is_said(cell: Cell) -> bool:
    return cell is not None and str(cell).strip() not in ("", "-", "–")


def _cell(row: Sequence[Cell], columns: Mapping[str, int], column: str) -> Cell:
    place = columns.get(column)
    return row[place] if place is not None and place < len(row) else None


def _words(row: Sequence[Cell], columns: Mapping[str, int], column: str) -> str:
    return " ".join(show_cell(_cell(row, columns, column)).split())


def _moment(booked_on: date, cell: Cell) -> datetime | None:
    told = _TIME.search(cell) if isinstance(cell, str) else None
    if told is None:
        return None
    hour, minute, second = (int(part or 0) for part in told.groups())
    try:
        return datetime.combine(booked_on, time(hour, minute, second), VIETNAM)
    except ValueError:
        return None


def _is_total(row: Sequence[Cell], totals: Sequence[str]) -> bool:
    first = next((cell for cell in row if cell is not None), None)
    said = f"{_folded(first)} " if isinstance(first, str) else ""
    return any(said.startswith(f"{word} ") for word in totals)


def _look_around(row: Sequence[Cell], words: Sequence[tuple[str, str]], around: _Found) -> None:
    """Take the account, the currency and the balances from a row beside the entries, where it names them."""
    for place, cell in enumerate(row):
        if not isinstance(cell, str):
            continue
        column = _column_of(cell, words)
        rest = [*cell.partition(":")[2:], *(show_cell(each) for each in row[place + 1 : place + 3])]
        said = " ".join(rest)
        if column == "account" and not around.account and (account := _ACCOUNT.search(said)):
            around.account = account[0]
        elif column == "currency" and (currency := _CURRENCY.search(said)):
            around.currency = currency[0]
        elif column == "opening" and around.opening is None:
            around.opening = _balance(said)
        elif column == "closing" and around.closing is None:
            around.closing = _balance(said)


def _balance(said: str) -> Decimal | None:
    told = _AMOUNT.search(said)
    try:
        return Decimal(read_amount(told[0].rstrip(".,"))) if told else None
    except Refusal:
        return None


def _folded(cell: str) -> str:
    return " ".join(_NOT_A_WORD.sub(" ", without_accents(cell)).split())
