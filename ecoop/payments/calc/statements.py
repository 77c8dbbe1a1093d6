"""Bank statements as they are read, whatever their format: accounts, balances, entries, and whether they agree."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Refusal
from ecoop.payments.calc.drafts import LineDraft
from ecoop.payments.errors import EntryIsNotWhole

ENTRIES_MAX = 100_000
DONG = "VND"
_BOOKS_NOTHING = Decimal(0)


@dataclass(frozen=True)
class EntryRead:
    """One entry of a statement: money in, or out (negative)."""

    booked_on: date
    amount: Decimal
    counterparty: str = ""
    counterparty_account: str = ""
    reference: str = ""
    text: str = ""
    balance: Decimal | None = None
    happened_at: datetime | None = None


@dataclass(frozen=True)
class RowRefused:
    """A row of a file that could not be read, by its number."""

    row: int
    refusal: Refusal


@dataclass(frozen=True)
class StatementRead:
    """What a file says of one account and one time."""

    account: str
    currency: str
    opening: Decimal | None
    closing: Decimal | None
    entries: tuple[EntryRead, ...]
    refused: tuple[RowRefused, ...] = ()

    @property
    def total(self) -> Decimal:
        """Add up the entries."""
        return sum((entry.amount for entry in self.entries), _BOOKS_NOTHING)

    @property
    def missing(self) -> Decimal | None:
        """Say what opening and entries lack to the closing: zero where they agree, None where a balance is not told."""
        if self.opening is None or self.closing is None:
            return None
        return self.closing - self.opening - self.total

    def as_dict(self) -> dict[str, Any]:
        """Give it to a program: amounts in đồng are whole numbers, of other currencies texts."""
        missing = self.missing
        return {
            "account": self.account,
            "currency": self.currency,
            "opening": self._said(self.opening),
            "closing": self._said(self.closing),
            "sums_agree": None if missing is None else not missing,
            "missing": self._said(missing),
            "entries": [self._entry(entry) for entry in self.entries],
            "refused": [{"row": each.row, "refusal": each.refusal.as_dict()} for each in self.refused],
        }

    def _entry(self, entry: EntryRead) -> dict[str, Any]:
        name = "amount_vnd" if self.currency == DONG and _is_whole(entry.amount) else "amount"
        return {
            "booked_on": entry.booked_on.isoformat(),
            name: self._said(entry.amount),
            "counterparty": entry.counterparty,
            "counterparty_account": entry.counterparty_account,
            "reference": entry.reference,
            "text": entry.text,
            "balance": self._said(entry.balance),
        }

    def _said(self, amount: Decimal | None) -> int | str | None:
        if amount is None:
            return None
        return int(amount) if self.currency == DONG and _is_whole(amount) else format(amount, "f")


@dataclass(frozen=True)
class FileRead:
    """The statements of a file, in order, and its format."""

    format: str
    statements: tuple[StatementRead, ...] = field(default=())

    def as_dict(self) -> dict[str, Any]:
        """Give it to a program: the account's own words on top, all statements one by one below them.

        Statements of one account follow each other and are told together; of several accounts, the first.
        """
        return {
            **self._together().as_dict(),
            "format": self.format,
            "statements": [s.as_dict() for s in self.statements],
        }

    def _together(self) -> StatementRead:
        first, last = self.statements[0], self.statements[-1]
        if len({(each.account, each.currency) for each in self.statements}) > 1:
            return first
        entries = tuple(entry for each in self.statements for entry in each.entries)
        refused = tuple(row for each in self.statements for row in each.refused)
        return StatementRead(first.account, first.currency, first.opening, last.closing, entries, refused)


def to_lines(*, statement: StatementRead) -> list[LineDraft | Refusal]:
    """Turn entries into lines; the key is the bank's reference, or else all that the entry says.

    The same entry of a longer statement has the same key; the second of two alike has a key of its own.

    Shape: one for each entry, in order; an amount with a fraction is refused
    """
    seen: Counter[str] = Counter()
    lines: list[LineDraft | Refusal] = []
    for entry in statement.entries:
        if not _is_whole(entry.amount):
            lines.append(EntryIsNotWhole(amount=format(entry.amount, "f"), booked_on=entry.booked_on))
            continue
        said = "|".join((statement.account, entry.booked_on.isoformat(), str(int(entry.amount)), _own_words(entry)))
        seen[said] += 1
        key = "statement:" + hashlib.sha256(f"{said}|{seen[said]}".encode()).hexdigest()
        lines.append(
            LineDraft(
                key=key,
                booked_on=entry.booked_on,
                amount_vnd=Dong(int(entry.amount)),
                account=statement.account,
                happened_at=entry.happened_at,
                counterparty=entry.counterparty,
                counterparty_account=entry.counterparty_account,
                reference=entry.reference,
                text=entry.text,
            )
        )
    return lines


def complete_balances(
    *, opening: Decimal | None, closing: Decimal | None, entries: Sequence[EntryRead]
) -> tuple[Decimal | None, Decimal | None]:
    """Take balances that a sheet does not name from its column of balances, whichever way its rows run."""
    told = [(entry.balance, entry.amount) for entry in entries if entry.balance is not None]
    if not told or len(told) != len(entries):
        return opening, closing
    runs_down = all(after == before + amount for (before, _), (after, amount) in pairwise(told))
    ordered = told if runs_down else told[::-1]
    (first, moved), (last, _) = ordered[0], ordered[-1]
    return (first - moved if opening is None else opening), (last if closing is None else closing)


def _own_words(entry: EntryRead) -> str:
    # Fees carry the reference of their transfer; day and amount stand beside it in the key.
    return entry.reference or f"{entry.balance}|{entry.text}"


def _is_whole(amount: Decimal) -> bool:
    return amount == amount.to_integral_value()
