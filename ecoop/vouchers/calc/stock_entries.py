"""How slips of the store become entries: the item's own account in the place that the rule names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.ledger.calc import Posting, PostingRule, postings_by_rule
from ecoop.vouchers.errors import StockAccountUnfit

SLIP, COST = "vouchers.stock-slip", "vouchers.stock-cost"
# The facts by which a rule names the account of the item: where goods go to, and where they come from.
ITEM_FACTS = ("what", "from")


@dataclass(frozen=True)
class PostedLine:
    """A line of a slip as the books shall have it: the item, its account, how much, for how much."""

    item_id: UUID
    code: str
    account: str
    quantity: Decimal
    amounts: Mapping[str, Dong]


def postings_of_lines(
    *, rule: PostingRule, facts: Mapping[str, str], lines: Sequence[PostedLine], party_id: UUID | None
) -> tuple[Posting, ...]:
    """Turn the lines of a slip into postings, each with its item and quantity where stock moves.

    Raises: StockAccountUnfit, RuleNeedsFact, RuleNeedsAmount
    """
    found: list[Posting] = []
    for line in lines:
        known, fixed = _place(rule, line)
        is_told = False
        for posting in postings_by_rule(rule=rule, amounts=line.amounts, facts={**facts, **known}, party_id=party_id):
            moved = posting._replace(
                debit=line.account if posting.debit == fixed else posting.debit,
                credit=line.account if posting.credit == fixed else posting.credit,
            )
            if line.account in (moved.debit, moved.credit):
                # A second posting of the same line corrects its worth, not how much there is.
                moved = moved._replace(item_id=line.item_id, quantity=None if is_told else line.quantity)
                is_told = True
            found.append(moved)
    return tuple(posting for posting in found if posting.amount_vnd)


def accounts_of_rule(*, rule: PostingRule) -> dict[str, str]:
    """List the accounts of stock that a rule moves, each with the value of the fact that chooses it."""
    found: dict[str, str] = {}
    for line in rule.lines:
        for choice in (line.debit, line.credit):
            if choice.fact in ITEM_FACTS:
                found |= {code: f"{choice.fact}={value}" for value, code in choice.by_value}
    return found


def _place(rule: PostingRule, line: PostedLine) -> tuple[dict[str, str], str]:
    """Find the fact that brings a rule to the item's account, or to the account whose detail it is."""
    accounts = accounts_of_rule(rule=rule)
    for code, said in sorted(accounts.items(), reverse=True):
        if line.account.startswith(code):
            fact, _equals, value = said.partition("=")
            return {fact: value}, code
    raise StockAccountUnfit(
        item=line.code, account=line.account, rule=rule.label_vi, accounts=", ".join(sorted(accounts))
    )
