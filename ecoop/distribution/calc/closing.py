"""Close the books of a cooperative's year: revenue and cost to the results, the results to undistributed profit.

Which accounts those are is not said here: the posting rules name them, and whatever has a balance is closed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ecoop.distribution.calc.case import NOTHING, SideIncome
from ecoop.kernel.dong import Dong, split_vnd
from ecoop.ledger.calc.drafts import Posting
from ecoop.ledger.calc.rules import Choice, PostingRule, postings_by_rule
from ecoop.members.calc import Side

REVENUE = {Side.EXTERNAL: "close-external-revenue", Side.INTERNAL: "close-internal-revenue"}
COST = {Side.EXTERNAL: "close-external-cost", Side.INTERNAL: "close-internal-cost"}
MANAGEMENT = "close-management-cost"
OTHER_INCOME = "close-other-income"
OTHER_EXPENSE = "close-other-expense"
INCOME_TAX = "close-cit"
PROFIT = "profit-of-the-year"
LOSS = "loss-of-the-year"
RULES = (*REVENUE.values(), *COST.values(), MANAGEMENT, OTHER_INCOME, OTHER_EXPENSE, INCOME_TAX, PROFIT, LOSS)


@dataclass(frozen=True)
class Results:
    """What each side earned, and the postings that close the year to it."""

    internal: SideIncome
    external: SideIncome
    revenue_vnd: Mapping[Side, Dong]
    cost_vnd: Mapping[Side, Dong]
    management_vnd: Mapping[Side, Dong]
    postings: tuple[Posting, ...]


def plan_closing(*, balances_vnd: Mapping[str, Dong], rules: Mapping[str, PostingRule], key: str) -> Results:
    """Plan the closing of a year from the balances of its accounts.

    Law:    C71 Appendix I, account 911; management cost is parted by a key that the cooperative chose
    Shape:  `balances_vnd` is debit less credit per account; other results and tax go to the external side
    """
    postings: list[Posting] = []
    revenue = {side: _close(rules[name], balances_vnd, -1, postings) for side, name in REVENUE.items()}
    cost = {side: _close(rules[name], balances_vnd, 1, postings) for side, name in COST.items()}
    management_vnd = balances_vnd.get(rules[MANAGEMENT].lines[0].credit.fixed, NOTHING)
    management = _part(management_vnd, revenue if key == "revenue" else cost)
    for side, amount_vnd in management.items():
        _post(rules[MANAGEMENT], amount_vnd, {"result": side.value}, postings)
    income_vnd = _close(rules[OTHER_INCOME], balances_vnd, -1, postings)
    expense_vnd = _close(rules[OTHER_EXPENSE], balances_vnd, 1, postings)
    tax_vnd = _close(rules[INCOME_TAX], balances_vnd, 1, postings)
    earned = {side: Dong(revenue[side] - cost[side] - management[side]) for side in Side}
    before_tax = {**earned, Side.EXTERNAL: Dong(earned[Side.EXTERNAL] + income_vnd - expense_vnd)}
    after_tax = {**before_tax, Side.EXTERNAL: Dong(before_tax[Side.EXTERNAL] - tax_vnd)}
    for side in Side:
        rule = rules[PROFIT] if after_tax[side] > 0 else rules[LOSS]
        _post(rule, Dong(abs(after_tax[side])), {"result": side.value}, postings)
    incomes = {side: SideIncome(before_tax[side], after_tax[side]) for side in Side}
    return Results(incomes[Side.INTERNAL], incomes[Side.EXTERNAL], revenue, cost, management, tuple(postings))


def _close(rule: PostingRule, balances_vnd: Mapping[str, Dong], sign: int, postings: list[Posting]) -> Dong:
    """Close every account that the rule can choose; answer what they came to."""
    line = rule.lines[0]
    closed = line.debit if sign < 0 else line.credit
    total_vnd = NOTHING
    for fact, account in _accounts(closed):
        amount_vnd = Dong(sign * balances_vnd.get(account, NOTHING))
        _post(rule, amount_vnd, {closed.fact: fact} if fact else {}, postings)
        total_vnd = Dong(total_vnd + amount_vnd)
    return total_vnd


def _accounts(choice: Choice) -> Sequence[tuple[str, str]]:
    return choice.by_value or (("", choice.fixed),)


def _post(rule: PostingRule, amount_vnd: Dong, facts: Mapping[str, str], postings: list[Posting]) -> None:
    """Add a posting; an amount below zero (more taken back than sold) goes the other way round."""
    if not amount_vnd:
        return
    for posting in postings_by_rule(rule=rule, amounts={"amount_vnd": Dong(abs(amount_vnd))}, facts=facts):
        turned = posting._replace(debit=posting.credit, credit=posting.debit)
        postings.append(posting if amount_vnd > 0 else turned)


def _part(amount_vnd: Dong, weights: Mapping[Side, Dong]) -> dict[Side, Dong]:
    """Part management cost between the sides; when neither has any trade, it is the external side's."""
    positive = {side: max(weights[side], 0) for side in Side}
    if not any(positive.values()):
        positive[Side.EXTERNAL] = Dong(1)
    parts = split_vnd(total_vnd=amount_vnd, weights=[positive[side] for side in Side])
    return dict(zip(Side, parts, strict=True))
