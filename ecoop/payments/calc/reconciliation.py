"""What the bank says beside what the books say, and every đồng of the difference explained."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dong import Dong


class Kind(StrEnum):
    """Why the books and the bank differ."""

    BEFORE = "before"
    MISSING = "missing"
    IN_BOOKS = "in_books"
    IN_BANK = "in_bank"


KIND_LABELS = {
    Kind.BEFORE: _("Differed before the first line"),
    Kind.MISSING: _("Lines are missing between the statements"),
    Kind.IN_BOOKS: _("In the books, not at the bank"),
    Kind.IN_BANK: _("At the bank, not in the books"),
}


@dataclass(frozen=True)
class StatementEnds:
    """What a statement says of an account: its balances, and the days of its first and last line."""

    account: str
    opening_vnd: int | None
    closing_vnd: int
    first_on: date
    last_on: date


@dataclass(frozen=True)
class BankMove:
    """A bank line as reconciling asks: of which account, how much, and which documents of the books it pays."""

    id: UUID
    account: str
    on: date
    amount_vnd: int
    text: str
    # The document in the books, and how much of the line it takes.
    matched: tuple[tuple[UUID, int], ...] = ()


@dataclass(frozen=True)
class BookMove:
    """An entry that moved money of the bank."""

    id: UUID
    document_kind: str
    document_id: UUID
    on: date
    label: str
    text: str
    amount_vnd: int
    corrects_id: UUID | None = None


@dataclass(frozen=True)
class AccountEnd:
    """The balance of one bank account on the day; `closing_on` is None where no statement ever told a balance."""

    account: str
    balance_vnd: Dong
    closing_on: date | None


@dataclass(frozen=True)
class Difference:
    """One reason for which the books show more (or less, negative) than the bank."""

    kind: Kind
    on: date | None
    amount_vnd: Dong
    label: str = ""
    text: str = ""
    document_kind: str = ""
    document_id: UUID | None = None
    line_id: UUID | None = None

    @property
    def kind_label(self) -> str:
        """Say in the reader's language why they differ."""
        return str(KIND_LABELS[self.kind])


@dataclass(frozen=True)
class Reason:
    """All differences of one kind together."""

    kind: Kind
    count: int
    amount_vnd: Dong

    @property
    def label(self) -> str:
        """Say in the reader's language why they differ."""
        return str(KIND_LABELS[self.kind])


@dataclass(frozen=True)
class Reconciliation:
    """The books and the bank on a day: what each says, and what explains the difference."""

    code: str
    starts_on: date
    on: date
    books_vnd: Dong
    bank_vnd: Dong
    accounts: tuple[AccountEnd, ...]
    differences: tuple[Difference, ...]

    @property
    def difference_vnd(self) -> Dong:
        """Say how much more the books show than the bank."""
        return Dong(self.books_vnd - self.bank_vnd)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Sum the differences by kind; kinds that explain nothing are left out."""
        kinds = {kind: [each.amount_vnd for each in self.differences if each.kind is kind] for kind in Kind}
        return tuple(Reason(kind, len(found), Dong(sum(found))) for kind, found in kinds.items() if found)

    @property
    def unexplained_vnd(self) -> Dong:
        """Say what no line explains; nothing, if the reckoning is right."""
        return Dong(self.difference_vnd - sum(each.amount_vnd for each in self.differences))

    def as_dict(self) -> dict[str, Any]:
        """Give it to a program."""
        return {
            "account": self.code,
            "starts_on": self.starts_on.isoformat(),
            "on": self.on.isoformat(),
            "books_vnd": self.books_vnd,
            "bank_vnd": self.bank_vnd,
            "difference_vnd": self.difference_vnd,
            "unexplained_vnd": self.unexplained_vnd,
            "bank_accounts": [
                {
                    "account": each.account,
                    "balance_vnd": each.balance_vnd,
                    "closing_on": each.closing_on.isoformat() if each.closing_on else None,
                }
                for each in self.accounts
            ],
            "differences": [
                {
                    "kind": str(each.kind),
                    "on": each.on.isoformat() if each.on else None,
                    "amount_vnd": each.amount_vnd,
                    "label": each.label,
                    "text": each.text,
                    "document_kind": each.document_kind or None,
                    "document_id": str(each.document_id) if each.document_id else None,
                    "line_id": str(each.line_id) if each.line_id else None,
                }
                for each in self.differences
            ],
        }


def balance_on(*, on: date, account: str, statements: Sequence[StatementEnds], lines: Sequence[BankMove]) -> AccountEnd:
    """Reckon an account's balance at the end of a day from the statement nearest to it and the lines between.

    `lines` are all lines of the account. Without any statement that tells a balance they are reckoned from nothing.
    """
    chosen = _nearest(on, statements)
    if chosen is None:
        return AccountEnd(account, Dong(sum(line.amount_vnd for line in lines if line.on <= on)), None)
    since = sum(line.amount_vnd for line in lines if chosen.last_on < line.on <= on)
    later = sum(line.amount_vnd for line in lines if on < line.on <= chosen.last_on)
    return AccountEnd(account, Dong(chosen.closing_vnd + since - later), chosen.last_on)


def reconcile(
    *,
    code: str,
    starts_on: date,
    on: date,
    books_before_vnd: Dong,
    entries: Sequence[BookMove],
    lines: Sequence[BankMove],
    statements: Sequence[StatementEnds],
    earlier: Collection[UUID] = (),
) -> Reconciliation:
    """Hold the books against the bank on a day, from a first day on; `entries` are those of these days.

    `lines` and `statements` are all there are, before and after, too; `earlier` are documents whose entries lie before
    the first day: a line that pays one of them settles what was open before, and so does an entry of an earlier line.

    Shape: the differences add up to what the books show more than the bank
    """
    ends, before, told_before = [], 0, 0
    for account in sorted({line.account for line in lines} | {each.account for each in statements}):
        own = [line for line in lines if line.account == account]
        own_statements = [each for each in statements if each.account == account]
        end = balance_on(on=on, account=account, statements=own_statements, lines=own)
        inside = sum(line.amount_vnd for line in own if starts_on <= line.on <= on)
        ends.append(end)
        before += end.balance_vnd - inside
        told_before += _told_before(starts_on, own, own_statements, end.balance_vnd - inside)
    bank = sum(end.balance_vnd for end in ends)
    books = books_before_vnd + sum(entry.amount_vnd for entry in entries)
    inside_lines = [line for line in lines if starts_on <= line.on <= on]
    settled = _settled(entries, lines, starts_on, on, frozenset(earlier))
    differences = [
        Difference(Kind.BEFORE, starts_on, Dong(books_before_vnd - told_before + settled)),
        Difference(Kind.MISSING, None, Dong(told_before - before)),
        *sorted(
            [
                *_in_books(entries, [line for line in lines if line.on <= on]),
                *_in_bank({entry.document_id for entry in entries} | set(earlier), inside_lines),
            ],
            key=lambda each: (each.on or on, str(each.kind), each.label),
        ),
    ]
    kept = tuple(each for each in differences if each.amount_vnd)
    return Reconciliation(code, starts_on, on, Dong(books), Dong(bank), tuple(ends), kept)


def _nearest(on: date, statements: Sequence[StatementEnds]) -> StatementEnds | None:
    """Choose the statement that spans the day, else the last before it, else the first after it."""
    spanning = [each for each in statements if each.first_on <= on <= each.last_on]
    if spanning:
        return min(spanning, key=lambda each: each.last_on)
    before = [each for each in statements if each.last_on < on]
    if before:
        return max(before, key=lambda each: each.last_on)
    return min(statements, key=lambda each: each.first_on, default=None)


def _told_before(
    starts_on: date, lines: Sequence[BankMove], statements: Sequence[StatementEnds], reckoned_vnd: int
) -> int:
    """Say what the first statement from the first day on tells of the balance before it; else what is reckoned."""
    first = min(
        (each for each in statements if each.first_on >= starts_on and each.opening_vnd is not None),
        key=lambda each: each.first_on,
        default=None,
    )
    if first is None or first.opening_vnd is None:
        return reckoned_vnd
    between = sum(line.amount_vnd for line in lines if starts_on <= line.on < first.first_on)
    return first.opening_vnd - between


def _settled(
    entries: Sequence[BookMove], lines: Sequence[BankMove], starts_on: date, on: date, earlier: frozenset[UUID]
) -> int:
    """Say what of the difference before the first day is settled by matches across it."""
    inside = {entry.document_id for entry in entries}
    settled = 0
    for line in lines:
        sign = 1 if line.amount_vnd > 0 else -1
        for document_id, amount in line.matched:
            if starts_on <= line.on <= on and document_id in earlier:
                settled -= sign * amount
            elif line.on < starts_on and document_id in inside:
                settled += sign * amount
    return settled


def _in_books(entries: Sequence[BookMove], lines: Sequence[BankMove]) -> list[Difference]:
    """Give the entries that no line of the days pays, or only in part; what was taken back at once is left out."""
    paid: Mapping[UUID, int] = _paid(lines)
    by_id = {entry.id: entry for entry in entries}
    cancelled: set[UUID] = set()
    for entry in entries:
        first = by_id.get(entry.corrects_id) if entry.corrects_id else None
        whole = first is not None and first.amount_vnd == -entry.amount_vnd
        if first and whole and not paid.get(entry.document_id) and not paid.get(first.document_id):
            cancelled |= {entry.id, first.id}
    found = []
    for entry in entries:
        sign = 1 if entry.amount_vnd > 0 else -1
        left = abs(entry.amount_vnd) - paid.get(entry.document_id, 0)
        if left and entry.id not in cancelled:
            place = {"document_kind": entry.document_kind, "document_id": entry.document_id}
            found.append(
                Difference(Kind.IN_BOOKS, entry.on, Dong(sign * left), entry.label, entry.text, **place)  # type: ignore[arg-type]
            )
    return found


def _in_bank(known: Collection[UUID], lines: Sequence[BankMove]) -> list[Difference]:
    found = []
    for line in lines:
        sign = 1 if line.amount_vnd > 0 else -1
        left = abs(line.amount_vnd) - sum(amount for document_id, amount in line.matched if document_id in known)
        if left:
            found.append(Difference(Kind.IN_BANK, line.on, Dong(-sign * left), text=line.text, line_id=line.id))
    return found


def _paid(lines: Sequence[BankMove]) -> dict[UUID, int]:
    paid: dict[UUID, int] = defaultdict(int)
    for line in lines:
        for document_id, amount in line.matched:
            paid[document_id] += amount
    return paid
