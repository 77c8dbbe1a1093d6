"""What is usually in the books before a month is closed, and what of it is missing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.translation import get_language

from ecoop.kernel.dong import Dong


class Moved(NamedTuple):
    """What was debited and credited."""

    debit_vnd: Dong = Dong(0)
    credit_vnd: Dong = Dong(0)


@dataclass(frozen=True)
class YearOfAccounts:
    """Every account over the months of a year: the balance before (debit less credit), and what each month moved."""

    opening: Mapping[str, Dong]
    moved: Mapping[str, Mapping[date, Moved]]
    leaves: Mapping[str, Sequence[str]]

    def in_month(self, *, code: str, month: date) -> Moved:
        """Add up what an account and all below it moved in a month."""
        every = [self.moved.get(leaf, {}).get(month, Moved()) for leaf in self.leaves.get(code, ())]
        return Moved(Dong(sum(one.debit_vnd for one in every)), Dong(sum(one.credit_vnd for one in every)))

    def balance(self, *, code: str, month: date) -> Dong:
        """Give the balance of an account at the end of a month, debit less credit."""
        total = 0
        for leaf in self.leaves.get(code, ()):
            months = self.moved.get(leaf, {})
            total += self.opening.get(leaf, 0)
            total += sum(one.debit_vnd - one.credit_vnd for day, one in months.items() if day <= month)
        return Dong(total)


@dataclass(frozen=True)
class Hint:
    """Something that is usually in the books of a month, with the account to look at.

    What another domain answered for itself is looked at there, and its account may be unknown.
    """

    code: str
    label_vi: str
    label_en: str
    account: str
    is_answered: bool = False

    @property
    def label(self) -> str:
        """Name it in the reader's language, as far as the law book knows it."""
        return self.label_vi if (get_language() or "vi") == "vi" else self.label_en or self.label_vi


def list_hints(
    *,
    rows: Sequence[Mapping[str, str]],
    year: YearOfAccounts,
    month: date,
    before_on: date,
    answers: Mapping[str, Collection[date]],
) -> list[Hint]:
    """List what a month seems to lack, by the table cooperative/month-end.

    Whoever keeps the papers of a row answers for it with the months that lack it; the accounts are asked otherwise.

    Shape:  in the order of the table; nothing where the accounts that call for it lie still
    """
    return [
        Hint(row["code"], row["label_vi"], row["label_en"], row["accounts"], row["code"] in answers)
        for row in rows
        if _lacks(row, year, month, before_on, answers)
    ]


def _lacks(
    row: Mapping[str, str],
    year: YearOfAccounts,
    month: date,
    before_on: date,
    answers: Mapping[str, Collection[date]],
) -> bool:
    if row["code"] in answers:
        return month in answers[row["code"]]
    is_there = _side(year.in_month(code=row["accounts"], month=month), row["side"])
    return _calls(row, year, month, before_on) and not is_there


def _calls(row: Mapping[str, str], year: YearOfAccounts, month: date, before_on: date) -> bool:
    for code in row["when_accounts"].split():
        if row["when"] == "balance":
            vnd = year.balance(code=code, month=month)
            called = vnd > 0 if row["when_side"] == "debit" else vnd < 0
        else:
            looked_at = before_on if row["when"] == "moved_before" else month
            called = bool(_side(year.in_month(code=code, month=looked_at), row["when_side"]))
        if called:
            return True
    return False


def _side(moved: Moved, side: str) -> Dong:
    return moved.debit_vnd if side == "debit" else moved.credit_vnd
