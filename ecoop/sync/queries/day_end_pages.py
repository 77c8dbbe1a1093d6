"""What the page of one day's end shows."""

from dataclasses import dataclass
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.ledger.errors import BooksNotOpen
from ecoop.sync.calc.day_ends import BookingWay, Comparison, DayEndFacts
from ecoop.sync.queries.day_ends import (
    compare_with_books,
    find_count_before,
    get_booking_way,
    get_day_end,
    list_counts_of_day,
)
from ecoop.sync.queries.settlements import SettlementFacts, list_settlements

SHOWN_MAX = 200


@dataclass(frozen=True)
class DayEndView:
    """A count, the one before it, the books of its days, how a difference would be booked, and what became of it."""

    end: DayEndFacts
    before: DayEndFacts | None
    same_day: list[DayEndFacts]
    # None where no books are open.
    compared: Comparison | None
    way: BookingWay | None
    # What the desk made of it, each attempt; only the last one may stand.
    history: list[SettlementFacts]

    @property
    def settlement(self) -> SettlementFacts | None:
        """Give what the desk made of it last."""
        return self.history[-1] if self.history else None

    @property
    def is_settled(self) -> bool:
        """Tell whether something stands that the desk made of it."""
        return self.settlement is not None and not self.settlement.is_taken_back

    @property
    def attempt(self) -> int:
        """Count which attempt to settle it is the next."""
        return len(self.history) + 1

    @property
    def between_vnd(self) -> Dong:
        """Give what the box held more (or less) at the beginning than was counted the last time."""
        return Dong(self.end.cash_before_vnd - self.before.counted_vnd) if self.before else Dong(0)

    @property
    def hidden(self) -> int:
        """Count the entries that the page does not show one by one."""
        return max(0, len(self.compared.moves) - SHOWN_MAX) if self.compared else 0


def get_day_end_view(*, org_id: UUID, day_end_id: UUID) -> DayEndView:
    """Get what the page of one day's end shows.

    Raises:  DayEndNotFound
    Queries: 40 at most
    """
    end = get_day_end(org_id=org_id, day_end_id=day_end_id)
    compared = way = None
    try:
        way = get_booking_way(org_id=org_id, on=end.ended_on, difference_vnd=end.difference_vnd)
        compared = compare_with_books(org_id=org_id, end=end, account=way.account)
        if (compared.difference_vnd < 0) != (end.difference_vnd < 0):
            # The books may know what the phone did not, so that too little becomes too much.
            way = get_booking_way(org_id=org_id, on=end.ended_on, difference_vnd=compared.difference_vnd)
    except BooksNotOpen:
        compared = way = None
    return DayEndView(
        end=end,
        before=find_count_before(org_id=org_id, end=end),
        same_day=list_counts_of_day(org_id=org_id, end=end),
        compared=compared,
        way=way,
        history=list_settlements(org_id=org_id, day_end_id=day_end_id),
    )
