"""Close the books of a period: deductions to revenue, revenue and cost to the results, the results to 421.

Which accounts those are is not said here: the posting rules name them, and whatever has a balance is closed. The same
plan closes a year and shows, before anybody closed it, what its statements will say.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ecoop.kernel.dong import Dong, split_vnd
from ecoop.ledger.calc.drafts import Posting
from ecoop.ledger.calc.rules import Choice, PostingRule, postings_by_rule

INTERNAL, EXTERNAL = "internal", "external"
SIDES = (INTERNAL, EXTERNAL)
# Positions of the switch cooperative/accounting/other_results_side; without one, others are external.
ALLOCATED = "allocated"
ONLY_EXTERNAL = {INTERNAL: 0, EXTERNAL: 1}
DEDUCTIONS = "close-deductions"
REVENUE = {EXTERNAL: "close-external-revenue", INTERNAL: "close-internal-revenue"}
COST = {EXTERNAL: "close-external-cost", INTERNAL: "close-internal-cost"}
MANAGEMENT = "close-management-cost"
OTHER_INCOME = "close-other-income"
OTHER_EXPENSE = "close-other-expense"
INCOME_TAX = "close-cit"
PROFIT = "profit-of-the-year"
LOSS = "loss-of-the-year"
RULES = (
    DEDUCTIONS,
    *REVENUE.values(),
    *COST.values(),
    MANAGEMENT,
    OTHER_INCOME,
    OTHER_EXPENSE,
    INCOME_TAX,
    PROFIT,
    LOSS,
)
NOTHING = Dong(0)
# Debit less credit, per account and side of the dealings ("" where a posting names none).
Balances = Mapping[tuple[str, str], Dong]


@dataclass(frozen=True)
class AllocationKey:
    """By what management cost is parted between the sides: revenue, cost, or fixed shares that the charter names.

    `others` says whose other results and tax are: external, or allocated to both; empty leaves it to the law book.
    """

    name: str = "revenue"
    internal_share: Decimal | None = None
    others: str = ""

    @property
    def text(self) -> str:
        """Write the key as it is recorded: revenue, cost, fixed:0.4."""
        return self.name if self.internal_share is None else f"{self.name}:{self.internal_share:f}"


@dataclass(frozen=True)
class SideResult:
    """What one side came to, step by step."""

    revenue_vnd: Dong
    deductions_vnd: Dong
    cost_vnd: Dong
    management_vnd: Dong
    other_vnd: Dong
    pre_tax_vnd: Dong
    tax_vnd: Dong
    after_tax_vnd: Dong


@dataclass(frozen=True)
class ClosingPlan:
    """Both sides, other results and tax of both together, the weights of the key, and the postings."""

    internal: SideResult
    external: SideResult
    other_income_vnd: Dong
    other_expense_vnd: Dong
    tax_vnd: Dong
    key: AllocationKey
    weights: Mapping[str, str]
    postings: tuple[Posting, ...]

    def side(self, name: str) -> SideResult:
        """Give the result of one side."""
        return self.internal if name == INTERNAL else self.external


def read_key(*, text: str, others: str = "") -> AllocationKey:
    """Read an allocation key as charters write it: revenue, cost, fixed:0.4 (the share of the internal side)."""
    name, _, share = text.partition(":")
    if name == "fixed" and share:
        return AllocationKey("fixed", Decimal(share), others)
    return AllocationKey(name if name in ("revenue", "cost") else "revenue", None, others)


def plan_closing(
    *, balances: Balances, leaves: Mapping[str, Sequence[str]], rules: Mapping[str, PostingRule], key: AllocationKey
) -> ClosingPlan:
    """Plan the closing of a period from the balances of its accounts.

    Law:    C71 Appendix I, account 911; management cost is parted by a key that the cooperative chose;
            cooperative/accounting/other_results_side
    Shape:  `leaves` gives the accounts that take postings below each code
    """
    left = _Left(balances, leaves)
    postings: list[Posting] = []
    deductions = {side: _close_deductions(rules, side, left, postings) for side in SIDES}
    revenue = {side: _close(rules[REVENUE[side]], left, -1, postings) for side in SIDES}
    cost = {side: _close(rules[COST[side]], left, 1, postings) for side in SIDES}
    weights = _weights(key=key, revenue=revenue, cost=cost)
    management = _close_parted(rules[MANAGEMENT], left, 1, weights, postings)
    others = weights if key.others == ALLOCATED else ONLY_EXTERNAL
    income = _close_parted(rules[OTHER_INCOME], left, -1, others, postings)
    expense = _close_parted(rules[OTHER_EXPENSE], left, 1, others, postings)
    # What was brought to the results before and lies there still goes on with the rest.
    before = {side: -left.take(_account(rules[PROFIT].lines[0].debit, side)) for side in SIDES}
    other = {side: Dong(income[side] - expense[side]) for side in SIDES}
    pre_tax = {side: Dong(revenue[side] - cost[side] - management[side] + other[side] + before[side]) for side in SIDES}
    # Tax is on profits: when both sides bear it, it follows them, and a loss bears none.
    taxed = {side: max(int(pre_tax[side]), 0) for side in SIDES} if key.others == ALLOCATED else ONLY_EXTERNAL
    tax = _close_parted(rules[INCOME_TAX], left, 1, taxed, postings)
    sides = {}
    for side in SIDES:
        after_tax = Dong(pre_tax[side] - tax[side])
        _post(rules[PROFIT] if after_tax > 0 else rules[LOSS], Dong(abs(after_tax)), {"result": side}, postings)
        sides[side] = SideResult(
            revenue_vnd=Dong(revenue[side] + deductions[side]),
            deductions_vnd=deductions[side],
            cost_vnd=cost[side],
            management_vnd=management[side],
            other_vnd=other[side],
            pre_tax_vnd=pre_tax[side],
            tax_vnd=tax[side],
            after_tax_vnd=after_tax,
        )
    written = {side: f"{weight:f}" if isinstance(weight, Decimal) else str(weight) for side, weight in weights.items()}
    return ClosingPlan(
        internal=sides[INTERNAL],
        external=sides[EXTERNAL],
        other_income_vnd=Dong(sum(income.values())),
        other_expense_vnd=Dong(sum(expense.values())),
        tax_vnd=Dong(sum(tax.values())),
        key=key,
        weights=written,
        postings=tuple(postings),
    )


def accounts_of_results(*, rules: Mapping[str, PostingRule]) -> tuple[frozenset[str], frozenset[str]]:
    """Name the accounts that a closing empties, and those through which it goes, as the posting rules name them."""
    emptied: set[str] = set()
    through: set[str] = set()
    for name in RULES:
        for line in rules[name].lines:
            for choice, side in ((line.debit, -1), (line.credit, 1)):
                codes = {code for _fact, code in _accounts(choice)}
                if name in (PROFIT, LOSS):
                    through |= codes if (side < 0) == (name == PROFIT) else set()
                else:
                    emptied |= codes
    return frozenset(emptied - through), frozenset(through)


class _Left:
    """What is left to be closed, account by account."""

    def __init__(self, balances: Balances, leaves: Mapping[str, Sequence[str]]) -> None:
        self._left = {place: amount for place, amount in balances.items() if amount}
        self._leaves = leaves

    def leaves(self, code: str) -> Sequence[str]:
        """Give the accounts that take postings below a code."""
        return self._leaves.get(code, (code,))

    def take(self, code: str, side: str | None = None) -> Dong:
        """Take what lies on an account and all below it, of one side or of both."""
        return Dong(sum(self.take_leaf(leaf, side) for leaf in self.leaves(code)))

    def take_leaf(self, leaf: str, side: str | None = None) -> Dong:
        """Take what lies on one account."""
        places = [place for place in self._left if place[0] == leaf and (side is None or place[1] == side)]
        return Dong(sum(self._left.pop(place) for place in places))

    def look(self, leaf: str) -> Dong:
        """Look at what lies on one account."""
        return Dong(sum(amount for place, amount in self._left.items() if place[0] == leaf))

    def give(self, leaf: str, amount_vnd: Dong) -> None:
        """Put an amount on an account, debit above zero."""
        self._left[leaf, ""] = Dong(self._left.get((leaf, ""), 0) + amount_vnd)


def _close_deductions(rules: Mapping[str, PostingRule], side: str, left: _Left, postings: list[Posting]) -> Dong:
    """Close what was taken off the revenue of one side, over its accounts by what each brought.

    Deductions that name no side are external: what is not kept apart is external (L17 Art. 85, clause 1).
    """
    rule = rules[DEDUCTIONS]
    line = rule.lines[0]
    total = NOTHING
    own = {code for _fact, code in _accounts(rules[REVENUE[side]].lines[0].debit)}
    facts = [(fact, code) for fact, code in _accounts(line.debit) if code in own]
    targets = [(fact, leaf) for fact, code in facts for leaf in left.leaves(code)]
    for leaf in left.leaves(line.credit.fixed):
        named = left.take_leaf(leaf, side)
        amount_vnd = Dong(named + (left.take_leaf(leaf, "") if side == EXTERNAL else 0))
        weights = [max(-left.look(target), 0) for _fact, target in targets]
        parts = split_vnd(total_vnd=amount_vnd, weights=weights if any(weights) else [1] + [0] * (len(targets) - 1))
        for (fact, target), part in zip(targets, parts, strict=True):
            _post(rule, part, {line.debit.fact: fact, "side": side}, postings, debit=target, credit=leaf)
            left.give(target, part)
        total = Dong(total + amount_vnd)
    return total


def _close_parted(
    rule: PostingRule, left: _Left, sign: int, weights: Mapping[str, int | Decimal], postings: list[Posting]
) -> dict[str, Dong]:
    """Close accounts parted between the sides; when neither has any weight, all is the external side's."""
    line = rule.lines[0]
    closed = line.debit if sign < 0 else line.credit
    parted = dict.fromkeys(SIDES, NOTHING)
    chosen = weights if any(weights.values()) else ONLY_EXTERNAL
    for leaf in left.leaves(closed.fixed):
        amount_vnd = Dong(sign * left.take_leaf(leaf))
        end = {"debit": leaf} if sign < 0 else {"credit": leaf}
        parts = split_vnd(total_vnd=amount_vnd, weights=[chosen[side] for side in SIDES])
        for side, part in zip(SIDES, parts, strict=True):
            _post(rule, part, {"result": side}, postings, **end)
            parted[side] = Dong(parted[side] + part)
    return parted


def _weights(*, key: AllocationKey, revenue: Mapping[str, Dong], cost: Mapping[str, Dong]) -> dict[str, int | Decimal]:
    if key.internal_share is not None:
        return {INTERNAL: key.internal_share, EXTERNAL: 1 - key.internal_share}
    chosen = cost if key.name == "cost" else revenue
    return {side: max(int(chosen[side]), 0) for side in SIDES}


def _close(rule: PostingRule, left: _Left, sign: int, postings: list[Posting]) -> Dong:
    """Close every account that the rule can choose, with its details; answer what they came to."""
    line = rule.lines[0]
    closed = line.debit if sign < 0 else line.credit
    total_vnd = NOTHING
    for fact, account in _accounts(closed):
        for leaf in left.leaves(account):
            amount_vnd = Dong(sign * left.take_leaf(leaf))
            end = {"debit": leaf} if sign < 0 else {"credit": leaf}
            _post(rule, amount_vnd, {closed.fact: fact} if fact else {}, postings, **end)
            total_vnd = Dong(total_vnd + amount_vnd)
    return total_vnd


def _accounts(choice: Choice) -> Iterator[tuple[str, str]]:
    yield from choice.by_value or (("", choice.fixed),)


def _account(choice: Choice, value: str) -> str:
    return dict(choice.by_value).get(value, choice.fixed)


def _post(
    rule: PostingRule,
    amount_vnd: Dong,
    facts: Mapping[str, str],
    postings: list[Posting],
    *,
    debit: str = "",
    credit: str = "",
) -> None:
    """Add a posting; an amount below zero (more taken back than sold) goes the other way round."""
    if not amount_vnd:
        return
    for posting in postings_by_rule(rule=rule, amounts={"amount_vnd": Dong(abs(amount_vnd))}, facts=facts):
        placed = posting._replace(debit=debit or posting.debit, credit=credit or posting.credit)
        turned = placed._replace(debit=placed.credit, credit=placed.debit)
        postings.append(placed if amount_vnd > 0 else turned)
