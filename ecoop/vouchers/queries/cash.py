"""Counts of the cash box, and the notes there are to count."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.lawbook.calc import Law, in_words
from ecoop.vouchers.calc.vouchers import our_number
from ecoop.vouchers.errors import VoucherNotFound
from ecoop.vouchers.models import CashCount

_SHOWN_MAX = 60


@dataclass(frozen=True)
class Note:
    """A note that can lie in a cash box."""

    worth_vnd: int
    label: str


@dataclass(frozen=True)
class CashCountFacts:
    """A count of the cash box, and how it differs from the books."""

    id: UUID
    counted_on: date
    number: str
    pieces: tuple[tuple[int, int], ...]
    counted_vnd: Dong
    book_vnd: Dong
    reason: str
    people: tuple[str, ...]

    @property
    def difference_vnd(self) -> Dong:
        """Give what was found more (or less, if negative) than the books say."""
        return Dong(self.counted_vnd - self.book_vnd)

    @property
    def to_book_vnd(self) -> Dong:
        """Give the amount by which the books must be put right, whichever way."""
        return Dong(abs(self.difference_vnd))


def list_notes(*, law: Law) -> list[Note]:
    """List the notes that a count asks for, the largest first.

    Queries: 0
    """
    rows = law.table("cooperative/notes-and-coins")
    return [Note(int(row["worth_vnd"]), in_words(row, name="label")) for row in rows]


def list_cash_counts(*, org_id: UUID) -> list[CashCountFacts]:
    """List the last counts of the cash box, the newest first.

    Queries: 1
    """
    rows = CashCount.objects.filter(org_id=org_id).order_by("-counted_on", "-id")[:_SHOWN_MAX]
    return [_facts(row) for row in rows]


def get_cash_count(*, org_id: UUID, count_id: UUID) -> CashCountFacts:
    """Get one count of the cash box.

    Queries: 1
    Raises:  VoucherNotFound
    """
    row = CashCount.objects.filter(org_id=org_id, id=count_id).first()
    if row is None:
        raise VoucherNotFound()
    return _facts(row)


def _facts(row: CashCount) -> CashCountFacts:
    pieces = sorted(((int(worth), int(count)) for worth, count in row.pieces.items()), reverse=True)
    return CashCountFacts(
        id=row.id,
        counted_on=row.counted_on,
        number=our_number(year=row.year, serial=row.serial),
        pieces=tuple(pieces),
        counted_vnd=Dong(row.counted_vnd),
        book_vnd=Dong(row.book_vnd),
        reason=row.reason,
        people=tuple(row.people),
    )
