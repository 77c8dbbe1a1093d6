"""A count of the cash box beside the books: what moved, who told it, and what is left to explain."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Citation
from ecoop.ledger.calc.entry_moves import EntryMove

DAYS_MAX = 31
_SALE = "trade.sale"
LABELS: dict[str, Promise] = {
    "sale": _("Sales in cash"),
    "return": _("Goods that came back"),
    "purchase": _("Purchases in cash"),
    "expense": _("Expenses in cash"),
    "other": _("Receipts, payments and other papers"),
}
_OF_KIND = {"trade.purchase": "purchase", "trade.expense": "expense"}


@dataclass(frozen=True)
class DayEndFacts:
    """A count of the cash box as a phone told it, and what the desk made of it."""

    id: UUID
    ended_on: date
    device_id: UUID
    device_name: str
    person_name: str
    recorded_at: datetime
    cash_before_vnd: Dong
    expected_vnd: Dong
    counted_vnd: Dong
    cash_vnd: Dong
    bank_vnd: Dong
    credit_vnd: Dong
    text: str
    how: str = ""
    # It was booked last, and that was taken back in the books.
    is_taken_back: bool = False

    @property
    def difference_vnd(self) -> Dong:
        """Give what was counted more (or less, if negative) than the phone expected."""
        return Dong(self.counted_vnd - self.expected_vnd)

    @property
    def is_open(self) -> bool:
        """Tell whether there is a difference of which nobody said anything yet."""
        return bool(self.difference_vnd) and (not self.how or self.is_taken_back)


@dataclass(frozen=True)
class CashSum:
    """What one kind of document moved: told by the phone that counted, and by others."""

    code: str
    label: str
    by_phone_vnd: Dong
    by_others_vnd: Dong
    count: int

    @property
    def total_vnd(self) -> Dong:
        """Give what the books have of it in all."""
        return Dong(self.by_phone_vnd + self.by_others_vnd)


@dataclass(frozen=True)
class CashMove:
    """One entry that moved cash in the days of a count."""

    code: str
    move: EntryMove
    is_by_phone: bool


@dataclass(frozen=True)
class Comparison:
    """A count beside the books of the days that it covers."""

    starts_on: date
    sums: tuple[CashSum, ...]
    moves: tuple[CashMove, ...]
    books_vnd: Dong
    should_be_vnd: Dong
    difference_vnd: Dong

    @property
    def others(self) -> tuple[CashMove, ...]:
        """List what the phone did not tell itself."""
        return tuple(each for each in self.moves if not each.is_by_phone)


@dataclass(frozen=True)
class BookingWay:
    """How a difference would be booked; or, without a rule, why the books take none."""

    regime: str
    account: str
    rule: str
    label: str
    law: Citation
    # The book that alone takes it, if only some organisations keep one.
    book: str = ""
    why_not: str = ""


def first_day_covered(*, ended_on: date, previous_on: date | None) -> date:
    """Give the first day that a count covers: the one after the last count, at most a month back."""
    if previous_on is None:
        return ended_on
    return max(previous_on + timedelta(days=1), ended_on - timedelta(days=DAYS_MAX - 1))


def compare(*, end: DayEndFacts, starts_on: date, moves: Iterable[EntryMove], told: Collection[UUID]) -> Comparison:
    """Set a count beside what the books say moved the cash in its days; `told` are documents of its phone."""
    seen = tuple(CashMove(_code(each), each, each.document_id in told) for each in moves)
    books = Dong(sum(each.move.moved_vnd for each in seen))
    should_be = Dong(end.cash_before_vnd + books)
    return Comparison(starts_on, _sums(seen), seen, books, should_be, Dong(end.counted_vnd - should_be))


def bookable_vnd(*, end: DayEndFacts, compared: Comparison) -> tuple[Dong, ...]:
    """List the differences that may be booked: to the books; and to the phone, for a box that is not the only one."""
    if not compared.difference_vnd:
        # The books explain all of it.
        return ()
    own = end.difference_vnd
    has_two = own not in (0, compared.difference_vnd) and (own < 0) == (compared.difference_vnd < 0)
    return (compared.difference_vnd, own) if has_two else (compared.difference_vnd,)


def _sums(moves: Sequence[CashMove]) -> tuple[CashSum, ...]:
    sums = []
    for code, label in LABELS.items():
        own = [each for each in moves if each.code == code]
        by_phone = sum(each.move.moved_vnd for each in own if each.is_by_phone)
        by_others = sum(each.move.moved_vnd for each in own if not each.is_by_phone)
        sums.append(CashSum(code, str(label), Dong(by_phone), Dong(by_others), len(own)))
    return tuple(sums)


def _code(move: EntryMove) -> str:
    if move.document_kind == _SALE:
        return "sale" if move.moved_vnd >= 0 else "return"
    return _OF_KIND.get(move.document_kind, "other")
