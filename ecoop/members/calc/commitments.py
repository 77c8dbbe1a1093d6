"""Commitments to contribute: until when, what was paid on them, and which rights follow on a day."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from ecoop.kernel.dong import Dong


@dataclass(frozen=True)
class Commitment:
    """What a member promised to contribute, and until when."""

    id: UUID
    amount_vnd: Dong
    committed_on: date
    # With every recorded extension: transport, import and the transfer of title do not count.
    due_on: date


@dataclass(frozen=True)
class Paid:
    """Capital that came in on a day."""

    paid_on: date
    amount_vnd: Dong


@dataclass(frozen=True)
class Settled:
    """A commitment with what was paid on it up to a day, and in time."""

    commitment: Commitment
    paid_vnd: Dong
    in_time_vnd: Dong

    @property
    def unpaid_vnd(self) -> Dong:
        """Tell what is missing."""
        return Dong(self.commitment.amount_vnd - self.paid_vnd)

    @property
    def late_vnd(self) -> Dong:
        """Tell what was missing when the time was over."""
        return Dong(self.commitment.amount_vnd - self.in_time_vnd)


def add_months(*, day: date, months: int) -> date:
    """Give the same day of a later month, or its last day if it is shorter."""
    months_on = day.month - 1 + months
    year, month = day.year + months_on // 12, months_on % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def settle(*, commitments: Sequence[Commitment], payments: Sequence[Paid], grace_days: int) -> tuple[Settled, ...]:
    """Let payments fill commitments, the one that is due first before the others.

    What comes after the deadline still fills the gap while the lower charter capital need not be registered yet;
    after that it is a contribution of its own.

    Law:    L17 Art. 74, clauses 4 and 7
    Shape:  one per commitment, in the order in which they are due; nothing is paid twice
    """
    left = {commitment.id: int(commitment.amount_vnd) for commitment in commitments}
    in_time = dict.fromkeys(left, 0)
    ordered = sorted(commitments, key=lambda one: (one.due_on, one.committed_on, one.id))
    for payment in sorted(payments, key=lambda one: one.paid_on):
        rest = int(payment.amount_vnd)
        for commitment in ordered:
            last_on = commitment.due_on + timedelta(days=grace_days)
            if commitment.committed_on <= payment.paid_on <= last_on:
                filled = min(rest, left[commitment.id])
                left[commitment.id] -= filled
                in_time[commitment.id] += filled if payment.paid_on <= commitment.due_on else 0
                rest -= filled
    return tuple(Settled(one, Dong(one.amount_vnd - left[one.id]), Dong(in_time[one.id])) for one in ordered)


def rights_vnd(*, held_vnd: Dong, settled: Sequence[Settled], day: date) -> Dong:
    """Tell the capital that gives rights on a day: what was committed until the deadline, then what was paid.

    Law:    L17 Art. 74, clause 4 and clause 6, point b
    """
    promised = sum(one.unpaid_vnd for one in settled if one.commitment.committed_on <= day <= one.commitment.due_on)
    return Dong(held_vnd + promised)
