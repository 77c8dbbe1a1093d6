"""Borrowed money by term: what is overdue, due soon, due later, and what no schedule tells."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ecoop.kernel.dong import Dong
from ecoop.members.calc import add_months


class Due(NamedTuple):
    """An amount that falls due on a day."""

    on: date
    amount_vnd: Dong


@dataclass(frozen=True)
class Terms:
    """What is owed at the end of a day, by when it falls due."""

    overdue_vnd: Dong
    short_vnd: Dong
    long_vnd: Dong
    untold_vnd: Dong

    @property
    def total_vnd(self) -> Dong:
        """Add up what is owed."""
        return Dong(self.overdue_vnd + self.short_vnd + self.long_vnd + self.untold_vnd)


def split_by_term(*, owed_vnd: Dong, dues: Sequence[Due], on: date, months: int) -> Terms:
    """Split what is owed at the end of a day by when it falls due, short within so many months.

    What was paid back paid the earliest dues first, so what is still owed are the latest of them.

    Law:    cooperative/accounting/short_term_months
    Shape:  the parts add up to `owed_vnd`
    """
    limit_on = add_months(day=on, months=months)
    left, overdue, short, long = max(int(owed_vnd), 0), 0, 0, 0
    for due in sorted(dues, reverse=True):
        part = min(left, due.amount_vnd)
        left -= part
        if due.on <= on:
            overdue += part
        elif due.on <= limit_on:
            short += part
        else:
            long += part
    return Terms(Dong(overdue), Dong(short), Dong(long), Dong(left + min(int(owed_vnd), 0)))
