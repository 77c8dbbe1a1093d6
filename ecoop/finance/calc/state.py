"""How a loan stands on a day: out, due, overdue, interest; and what a payment settles."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ecoop.finance.calc.interest import Due, Rates, balance_on, count_interest, overdue_on
from ecoop.finance.calc.schedule import Plan
from ecoop.finance.calc.words import AllocationOrder, EventKind
from ecoop.kernel.dong import Dong

_SETTLING = (EventKind.REPAID, EventKind.WRITTEN_OFF)


class Happening(NamedTuple):
    """What a loan's event means for what is out and what interest was counted."""

    kind: EventKind
    on: date
    principal_vnd: Dong = Dong(0)
    interest_vnd: Dong = Dong(0)
    off_books_vnd: Dong = Dong(0)


@dataclass(frozen=True)
class LoanState:
    """A loan on a day; interest that was counted stands beside interest that ran since."""

    day: date
    is_paid_out: bool
    principal_vnd: Dong
    overdue_vnd: Dong
    overdue_since_on: date | None
    # Interest until the day: in all, what of it has been posted, what has been paid or given up.
    interest_vnd: Dong
    overdue_interest_vnd: Dong
    accrued_vnd: Dong
    settled_interest_vnd: Dong
    off_books_vnd: Dong
    is_doubtful: bool
    provided_vnd: Dong

    @property
    def unpaid_interest_vnd(self) -> Dong:
        """Give the interest that ran until the day and was not paid."""
        return Dong(self.interest_vnd - self.settled_interest_vnd)

    @property
    def owed_vnd(self) -> Dong:
        """Give what settles the loan on the day."""
        return Dong(self.principal_vnd + self.unpaid_interest_vnd)

    @property
    def is_settled(self) -> bool:
        """Tell whether nothing is left."""
        return self.is_paid_out and not self.owed_vnd

    @property
    def days_overdue(self) -> int:
        """Count the days since the oldest principal that is late was due."""
        return (self.day - self.overdue_since_on).days if self.overdue_since_on else 0


def moves_of(*, happened: Sequence[Happening]) -> list[tuple[date, Dong]]:
    """List what went out and what came back of the principal."""
    moves = []
    for each in happened:
        if each.kind is EventKind.DISBURSED:
            moves.append((each.on, each.principal_vnd))
        elif each.kind in _SETTLING and each.principal_vnd:
            moves.append((each.on, Dong(-each.principal_vnd)))
    return moves


def dues_of(*, plans: Sequence[Plan]) -> list[Due]:
    """Give what is due when by each schedule."""
    return [Due(plan.starts_on, tuple((one.due_on, one.principal_vnd) for one in plan.instalments)) for plan in plans]


def get_state(*, happened: Sequence[Happening], plans: Sequence[Plan], rates: Rates, day: date) -> LoanState:
    """Tell how a loan stands on a day from what happened until then.

    Law:    Civil Code Arts 466, 468
    """
    until = [each for each in happened if each.on <= day]
    moves, due = moves_of(happened=until), dues_of(plans=[plan for plan in plans if plan.starts_on <= day])
    interest = count_interest(moves=moves, due=due, rates=rates, until_on=day)
    # On its own day a part is due; late it is when the night has passed.
    late_vnd, since = _overdue(moves, due, day)
    doubts = [each.kind for each in until if each.kind in (EventKind.DOUBTED, EventKind.DOUBT_ENDED)]
    return LoanState(
        day=day,
        is_paid_out=bool(moves),
        principal_vnd=balance_on(moves=moves, day=day),
        overdue_vnd=late_vnd,
        overdue_since_on=since,
        interest_vnd=interest.total_vnd,
        overdue_interest_vnd=interest.overdue_vnd,
        accrued_vnd=_sum(until, EventKind.ACCRUED),
        settled_interest_vnd=Dong(sum(_sum(until, kind) for kind in _SETTLING)),
        off_books_vnd=_off_books(until),
        is_doubtful=bool(doubts) and doubts[-1] is EventKind.DOUBTED,
        provided_vnd=Dong(
            sum(each.principal_vnd for each in until if each.kind is EventKind.PROVIDED)
            - sum(each.principal_vnd for each in until if each.kind is EventKind.PROVISION_RELEASED)
        ),
    )


class Split(NamedTuple):
    """What a payment settles."""

    principal_vnd: Dong
    interest_vnd: Dong
    off_books_vnd: Dong


def allocate(*, amount_vnd: Dong, state: LoanState, due_vnd: Dong, order: AllocationOrder) -> Split:
    """Split a payment over principal and interest by the contract's order; of the interest, the doubtful comes last.

    Law:    cooperative/lending/allocation_order
    Shape:  principal and interest add up to the amount, which is not above what is owed
    """
    first_vnd = Dong(min(amount_vnd, due_vnd)) if order is AllocationOrder.PRINCIPAL_FIRST else Dong(0)
    interest_vnd = Dong(min(amount_vnd - first_vnd, state.unpaid_interest_vnd))
    on_books_vnd = Dong(state.unpaid_interest_vnd - state.off_books_vnd)
    off_books_vnd = Dong(max(0, interest_vnd - on_books_vnd))
    return Split(Dong(amount_vnd - interest_vnd), interest_vnd, off_books_vnd)


def principal_due(*, happened: Sequence[Happening], plans: Sequence[Plan], day: date) -> Dong:
    """Give the principal that is due by the end of a day, late or not."""
    moves = moves_of(happened=[each for each in happened if each.on <= day])
    return overdue_on(moves=moves, due=dues_of(plans=[plan for plan in plans if plan.starts_on <= day]), night_on=day)


def _overdue(moves: Sequence[tuple[date, Dong]], due: Sequence[Due], day: date) -> tuple[Dong, date | None]:
    if not moves or not due:
        return Dong(0), None
    balance_vnd, days = balance_on(moves=moves, day=day), due[-1].days
    late_vnd = Dong(max(0, balance_vnd - sum(amount for on, amount in days if on >= day)))
    if not late_vnd:
        return late_vnd, None
    # The oldest part that is still out: what is out reaches back from the last part to the first.
    for on, amount in reversed(days):
        balance_vnd = Dong(balance_vnd - amount)
        if balance_vnd <= 0:
            return late_vnd, on
    return late_vnd, days[0][0]


def _sum(happened: Sequence[Happening], kind: EventKind) -> Dong:
    return Dong(sum(each.interest_vnd for each in happened if each.kind is kind))


def _off_books(happened: Sequence[Happening]) -> Dong:
    added = sum(each.off_books_vnd for each in happened if each.kind is EventKind.ACCRUED)
    return Dong(added - sum(each.off_books_vnd for each in happened if each.kind in _SETTLING))
