"""Read statements that banks hand out as Excel or CSV: headings are found by words, which are data."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
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
from ecoop.payments.errors import EntryHasNoWay, StatementHasNoHeadings, StatementTooLong

_NOT_A_WORD = re.compile(r"[^0-9a-z]+")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
_ACCOUNT = re.compile(r"[0-9A-Za-z]*\d{4,}[0-9A-Za-z]*", re.ASCII)
_TIME_SAID = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")
_CURRENCY_FIRST = re.compile(r"^(?:vnd|vnđ|đ|₫)\s*", re.IGNORECASE)
_AMOUNT = re.compile(r"-?\d[\d.,]*")
_CURRENCY = re.compile(r"\b[A-Z]{3}\b")
_DAY_BEGINS = re.compile(r"\s*(\d{1,2}:\d{2}(?::\d{2})?\s+)?(\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4})")
_DIGIT_GROUPS = re.compile(r"(?<=\d)[ \u00a0](?=\d)")
_HEADINGS_MIN = 3
_PLAIN_MAX = 15
# Words of the table that are no headings but say which way an amount went.
_SAYS = {"says_out": -1, "says_in": 1}
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
            heading = _heading_at(sheet.rows, place, words) if any(row) else None
            if heading is not None:
                return FileRead("sheet", (_statement(sheet.rows, place, heading, words, name),))
    raise StatementHasNoHeadings(name=name)


@dataclass(frozen=True)
class _Heading:
    """Which column is which, and how many rows the headings take."""

    columns: Mapping[str, int]
    rows: int


def _heading_at(rows: Sequence[Sequence[Cell]], place: int, words: Sequence[tuple[str, str]]) -> _Heading | None:
    """Read the headings that begin at a row: in one row, or in two where the second parts or translates the first."""
    alone = _columns([[cell] for cell in rows[place]], words)
    below = rows[place + 1] if place + 1 < len(rows) else ()
    # A title is no upper row of headings, only what itself names the day is.
    if below and "booked_on" in alone and not any(_has_digits(cell) for cell in below):
        both = _columns(_stacked(rows[place], below), words)
        is_part = len(both) > len(alone) or len(_columns([[cell] for cell in below], words)) > 1
        if is_part and _is_heading(both):
            return _Heading(both, 2)
    return _Heading(alone, 1) if _is_heading(alone) else None


def _stacked(top: Sequence[Cell], below: Sequence[Cell]) -> list[list[Cell]]:
    """Pair each heading of the second row with the one above it, which may be merged over several."""
    found: list[list[Cell]] = []
    above: Cell = None
    for place in range(max(len(top), len(below))):
        upper = top[place] if place < len(top) else None
        lower = below[place] if place < len(below) else None
        above = upper if upper is not None else above
        found.append([upper] if lower is None else [above, lower])
    return found


def _has_digits(cell: Cell) -> bool:
    return cell is not None and (not isinstance(cell, str) or any(sign.isdigit() for sign in cell))


def _is_heading(columns: Mapping[str, int]) -> bool:
    has_amounts = {"debit", "credit"} <= columns.keys() or "amount" in columns
    return "booked_on" in columns and has_amounts and len(columns) >= _HEADINGS_MIN


def _columns(cells: Sequence[Sequence[Cell]], words: Sequence[tuple[str, str]]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for place, stack in enumerate(cells):
        said = [cell for cell in stack if isinstance(cell, str)]
        last = _column_of(said[-1], words) if said else ""
        # Of amounts that are parted below one heading, what stands below decides.
        column = last if last in ("debit", "credit") else _column_of(" ".join(said), words)
        if column and column not in ("skip", "says_in", "says_out"):
            columns.setdefault(column, place)
    if "direction" in columns and not {"amount", "debit", "credit"} & columns.keys():
        columns["amount"] = columns.pop("direction")
    if "balance" not in columns and "closing" in columns:
        columns["balance"] = columns.pop("closing")
    return columns


def _column_of(cell: str, words: Sequence[tuple[str, str]]) -> str:
    """Tell which column a heading is of: the longest word that stands in it decides."""
    said = f" {_folded(cell)} "
    fitting = [(len(word), column) for column, word in words if column not in _SAYS and f" {word} " in said]
    return max(fitting, key=lambda each: each[0])[1] if fitting else ""


def _statement(
    rows: Sequence[Sequence[Cell]],
    place_of_heading: int,
    heading: _Heading,
    words: Sequence[tuple[str, str]],
    name: str,
) -> StatementRead:
    around = _Found(columns=heading.columns)
    for row in rows[:place_of_heading]:
        _look_around(row, words, around)
    body = _Body(heading.columns, words)
    first = place_of_heading + heading.rows
    for place, row in enumerate(rows[first:], start=first + 1):
        if not any(cell is not None for cell in row):
            continue
        if body.stands_beside(row):
            _look_around(row, words, around)
        else:
            body.take(place, row)
        if len(body.entries) > ENTRIES_MAX:
            raise StatementTooLong(name=name, most=ENTRIES_MAX)
    entries = body.entries
    opening, closing = complete_balances(opening=around.opening, closing=around.closing, entries=entries)
    return StatementRead(around.account, around.currency, opening, closing, tuple(entries), tuple(body.refused))


class _Body:
    """The rows below the headings: entries, texts that were wrapped, totals, headings said again on each page."""

    def __init__(self, columns: Mapping[str, int], words: Sequence[tuple[str, str]]) -> None:
        self.columns, self.words = columns, words
        self.entries: list[EntryRead] = []
        self.refused: list[RowRefused] = []
        self._totals = tuple(word for column, word in words if column in ("total", "opening", "closing"))
        self._signs = {word: _SAYS[column] for column, word in words if column in _SAYS}
        self._is_past_totals = False

    def stands_beside(self, row: Sequence[Cell]) -> bool:
        """Tell whether a row is no entry: a total, a balance, headings again; past totals, whatever has no day."""
        day = _cell(row, self.columns, "booked_on")
        if isinstance(day, date) or _DAY_BEGINS.match(show_cell(day)):
            # After the total of a page the next page follows.
            self._is_past_totals = False
            return False
        if _is_heading(_columns([[cell] for cell in row], self.words)):
            return True
        said = [f"{_folded(cell)} " for cell in row if isinstance(cell, str)][:2]
        is_total = any(each.startswith(f"{word} ") for each in said for word in self._totals)
        self._is_past_totals = self._is_past_totals or is_total
        return self._is_past_totals

    def take(self, place: int, row: Sequence[Cell]) -> None:
        """Read one row: an entry, the rest of a text that was wrapped, or something that is refused for itself."""
        try:
            amount = self._amount_of(row)
            if amount:
                self.entries.append(_entry(row, self.columns, amount))
            elif _cell(row, self.columns, "booked_on") is None and self.entries:
                last, more = self.entries[-1], _words(row, self.columns, "text")
                self.entries[-1] = replace(last, text=f"{last.text} {more}".strip())
        except Refusal as refusal:
            self.refused.append(RowRefused(place, refusal))

    def _amount_of(self, row: Sequence[Cell]) -> Decimal:
        """Read what moved: into one of two columns whatever sign it has there, or into one with its sign or its way."""
        moved = {name: _cell(row, self.columns, name) for name in ("debit", "credit", "amount")}
        amounts = {name: _amount(cell) for name, cell in moved.items() if _is_said(cell)}
        if {"debit", "credit"} <= self.columns.keys():
            return abs(amounts.get("credit", Decimal(0))) - abs(amounts.get("debit", Decimal(0)))
        amount = amounts.get("amount", Decimal(0))
        if "direction" not in self.columns or not amount:
            return amount
        way = _text_of(row, self.columns, "direction").strip()
        sign = {"+": 1, "-": -1}.get(way) or self._signs.get(_folded(way))
        if sign is None:
            raise EntryHasNoWay(amount=show_cell(moved["amount"]), said=way[:40])
        return sign * abs(amount)


def _amount(cell: Cell) -> Decimal:
    if not isinstance(cell, str):
        return Decimal(read_amount(cell))
    if cell.isascii() and cell.isdigit() and len(cell) <= _PLAIN_MAX:
        return Decimal(cell)
    plain = _DIGIT_GROUPS.sub("", cell.replace("\u00a0", " ")).strip()
    return Decimal(read_amount(_CURRENCY_FIRST.sub("", plain)))


def _entry(row: Sequence[Cell], columns: Mapping[str, int], amount: Decimal) -> EntryRead:
    day, beside = _day_and_rest(_cell(row, columns, "booked_on"))
    booked_on = read_day(day)
    said = {name: _words(row, columns, name) for name in ("counterparty", "counterparty_account", "reference", "text")}
    # Some banks put the number of the paper below the day, in one cell.
    said["reference"] = said["reference"] or beside
    return EntryRead(
        booked_on=booked_on,
        amount=amount,
        balance=_told_balance(_cell(row, columns, "balance")),
        happened_at=_moment(booked_on, _cell(row, columns, "booked_on")),
        **said,
    )


def _day_and_rest(cell: Cell) -> tuple[Cell, str]:
    """Part a day from what stands before or behind it in its cell: a time, a number."""
    found = _DAY_BEGINS.match(cell) if isinstance(cell, str) else None
    if found is None or not isinstance(cell, str):
        return cell, ""
    rest = _TIME_SAID.sub(" ", cell[found.end() :].removeprefix("T"))
    words = " ".join(rest.split())
    return found[2], words if any(sign.isdigit() for sign in words) else ""


def _told_balance(cell: Cell) -> Decimal | None:
    # A balance that cannot be read loses no entry.
    try:
        return _amount(cell) if _is_said(cell) else None
    except Refusal:
        return None


def _text_of(row: Sequence[Cell], columns: Mapping[str, int], column: str) -> str:
    return show_cell(_cell(row, columns, column))


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


def _look_around(row: Sequence[Cell], words: Sequence[tuple[str, str]], around: _Found) -> None:
    """Take the account, the currency and the balances from a row beside the entries, where it names them."""
    for place, cell in enumerate(row):
        if not isinstance(cell, str):
            continue
        column = _column_of(cell, words)
        rest = [*cell.partition(":")[2:], *(show_cell(each) for each in row[place + 1 : place + 3])]
        said = _DIGIT_GROUPS.sub("", " ".join(rest)) if column == "account" else " ".join(rest)
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
