"""Rows of a cash book or a bank's list, and which rule each is recorded by."""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.kernel.written import without_accents
from ecoop.vouchers.calc.rules import VoucherRule
from ecoop.vouchers.errors import ReasonIsUnknown, ReceiptOrPayment

AMOUNT = "amount_vnd"


@dataclass(frozen=True)
class ListedVoucher:
    """A row: money that came in or went out, against which account or for which reason."""

    id: UUID
    voucher_on: date
    text: str
    means: str
    receipt_vnd: Dong
    payment_vnd: Dong
    account: str = ""
    reason: str = ""
    number: str = ""
    party: str = ""

    @property
    def amount_vnd(self) -> Dong:
        """Give the amount of the row.

        Raises: ReceiptOrPayment
        """
        if bool(self.receipt_vnd) == bool(self.payment_vnd):
            raise ReceiptOrPayment(text=self.text[:80])
        return self.receipt_vnd or self.payment_vnd


@dataclass(frozen=True)
class Happening:
    """By which rule something is recorded, with which answers."""

    rule: str
    facts: Mapping[str, str]


# Direction (in, out), account that holds the money, account against it.
Happenings = Mapping[tuple[str, str, str], Happening]


def map_happenings(*, rules: Mapping[str, VoucherRule], money: frozenset[str]) -> Happenings:
    """Map what moves money by its two accounts; of several rules the first of the table holds.

    Shape:  rules with one needed amount
    """
    found: dict[tuple[str, str, str], Happening] = {}
    for rule in rules.values():
        if [each.name for each in rule.amounts if not each.is_optional] != [AMOUNT]:
            continue
        for facts in _answers(rule):
            line = rule.posting.lines[0]
            debit, credit = line.debit.pick(facts=facts), line.credit.pick(facts=facts)
            if debit in money:
                found.setdefault(("in", debit, credit), Happening(rule.name, facts))
            if credit in money:
                found.setdefault(("out", credit, debit), Happening(rule.name, facts))
    return found


def happening_of(
    *,
    row: ListedVoucher,
    happenings: Happenings,
    rules: Mapping[str, VoucherRule],
    habits: Mapping[str, Happening],
    accounts: Mapping[str, str],
) -> Happening:
    """Say what a row is: by its account, by its reason, or as the same text was recorded before.

    Raises: ReceiptOrPayment, ReasonIsUnknown
    """
    direction, money = ("in" if row.receipt_vnd else "out"), accounts[row.means]
    _ = row.amount_vnd
    code = row.account.strip()
    if code:
        fits = (
            happening
            for (way, held, against), happening in happenings.items()
            if way == direction and held == money and (against.startswith(code) or code.startswith(against))
        )
        if found := next(fits, None):
            return found
    if row.reason.strip() and (rule := _rule_called(row.reason, rules)):
        return Happening(rule.name, _facts(rule, row.means))
    if habit := habits.get(row.text.strip()):
        return Happening(habit.rule, {**habit.facts, **({"means": row.means} if "means" in habit.facts else {})})
    raise ReasonIsUnknown(text=row.text[:80], account=code or "—")


def _answers(rule: VoucherRule) -> Iterator[dict[str, str]]:
    names = [question.name for question in rule.questions]
    for values in itertools.product(*(question.values for question in rule.questions)):
        yield dict(zip(names, values, strict=True))


def _rule_called(reason: str, rules: Mapping[str, VoucherRule]) -> VoucherRule | None:
    wanted = without_accents(reason.strip())
    for rule in rules.values():
        called = (rule.name, rule.label_vi, rule.label_en, rule.posting.label_vi, *rule.words.split(", "))
        if wanted in {without_accents(each) for each in called}:
            return rule
    return None


def _facts(rule: VoucherRule, means: str) -> dict[str, str]:
    return {
        question.name: means if question.name == "means" and means in question.values else question.values[0]
        for question in rule.questions
    }
