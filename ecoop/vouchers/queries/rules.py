"""The rules by which the office records, the papers there are, and the words in which they ask, as the law book has
them on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ecoop.lawbook.calc import Law, in_words
from ecoop.ledger.calc.rules import PostingRule
from ecoop.ledger.queries import list_posting_rules
from ecoop.vouchers.calc.rules import Paper, VoucherRule, read_papers, read_voucher_rules

REGIME = "cooperative"
# The one rule that moves money and nothing else: its accounts are those that hold money.
_MONEY_RULE = "cash-to-bank"
Rows = tuple[tuple[tuple[str, Any], ...], ...]


@dataclass(frozen=True)
class Office:
    """What the office may record on a day, and how it is asked."""

    rules: Mapping[str, VoucherRule]
    papers: Mapping[str, Paper]
    money: frozenset[str]
    cash: str
    bank: str
    words: Mapping[tuple[str, str], Mapping[str, str]]

    def say(self, *, kind: str, name: str) -> str:
        """Say in the active language what a group, fact, choice or amount is called."""
        return in_words(self.words[(kind, name)], name="label") if (kind, name) in self.words else name

    def say_rule(self, *, name: str) -> str:
        """Say in the active language what a rule is about; of one that the office does not record, its name."""
        rule = self.rules.get(name)
        return in_words(vars(rule), name="label") if rule else name

    def say_paper(self, *, code: str) -> str:
        """Say in the active language what a paper is called."""
        paper = self.papers.get(code)
        return in_words(vars(paper), name="label") if paper else code


def get_office(*, law: Law) -> Office:
    """Get what the office may record by the law of a day.

    Queries: 0
    """
    tables = ("voucher-rules", "vouchers", "office-papers", "voucher-words")
    rows = tuple(_rows(law, f"cooperative/{table}") for table in tables)
    posting_rules = list_posting_rules(regime=REGIME, law=law)
    return _read(rows, tuple(posting_rules.items()))


def _rows(law: Law, table: str) -> Rows:
    return tuple(tuple(row.items()) for row in law.table(table))


@lru_cache(maxsize=4)
def _read(tables: tuple[Rows, ...], posting_rules: tuple[tuple[str, PostingRule], ...]) -> Office:
    rules, official, others, words = ([dict(row) for row in rows] for rows in tables)
    by_name = dict(posting_rules)
    (line,) = by_name[_MONEY_RULE].lines
    bank, cash = line.debit.fixed, line.credit.fixed
    return Office(
        rules=read_voucher_rules(rows=rules, posting_rules=by_name),
        papers=read_papers(rows=[*official, *others]),
        money=frozenset({bank, cash}),
        cash=cash,
        bank=bank,
        words={(row["kind"], row["name"]): row for row in words},
    )
