"""Purchases and expenses on their way in, what became of a document, and what all entries of documents share."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.ledger.calc import EntryDraft
from ecoop.ledger.calc.rules import PostingRule, postings_by_rule
from ecoop.trade.calc.entries import check_bounds, check_choice, entry_of, forth_or_back
from ecoop.trade.errors import COST_GROUPS, MEANS, PURCHASES, AmountIsZero, DocumentHasNoLines

PURCHASE, EXPENSE = "trade.purchase", "trade.expense"
# The one cost group for which nobody pays.
DEPRECIATION = "depreciation"


@dataclass(frozen=True)
class PurchaseLineDraft:
    """One line of a purchase, with the tax in its price."""

    name: str
    amount_vnd: Dong
    unit: str = ""
    quantity: Decimal | None = None
    unit_price: Decimal | None = None
    product_id: UUID | None = None
    returns_line: int | None = None


@dataclass(frozen=True)
class PurchaseDraft:
    """A purchase of goods, materials or an asset on its way in."""

    id: UUID
    bought_on: date
    lines: tuple[PurchaseLineDraft, ...]
    what: str = "goods"
    means: str = "cash"
    party_name: str = ""
    party_tax_code: str = ""
    text: str = ""
    has_invoice: bool = False
    party_id: UUID | None = None
    bank_account_id: UUID | None = None
    # A seller without an invoice stands on a list, with address and personal number.
    party_address: str = ""
    party_id_number: str = ""
    seller_kind: str = ""
    returns_id: UUID | None = None

    @property
    def total_vnd(self) -> Dong:
        """Add up the lines."""
        return Dong(sum(line.amount_vnd for line in self.lines))


@dataclass(frozen=True)
class ExpenseDraft:
    """A cost of one of the six groups on its way in."""

    id: UUID
    spent_on: date
    group: str
    amount_vnd: Dong
    means: str = "cash"
    party_name: str = ""
    party_tax_code: str = ""
    text: str = ""
    has_invoice: bool = False
    party_id: UUID | None = None
    bank_account_id: UUID | None = None
    # Conditions of the law that are said not to be met, and the most that may be taken off.
    unmet: tuple[str, ...] = ()
    deductible_max_vnd: Dong | None = None


def entry_of_purchase(*, purchase: PurchaseDraft, rules: Mapping[str, PostingRule]) -> EntryDraft:
    """Turn a purchase into its entry.

    Raises: DocumentHasNoLines, AmountIsZero, ChoiceIsUnknown
    """
    if not purchase.lines:
        raise DocumentHasNoLines(on=purchase.bought_on)
    check_choice(choice=purchase.means, choices=MEANS)
    check_choice(choice=purchase.what, choices=PURCHASES)
    for line in purchase.lines:
        check_bounds(amount_vnd=line.amount_vnd)
    facts = {"means": purchase.means, "what": purchase.what}
    postings = forth_or_back(
        rules=rules,
        forth="purchase",
        back="return-of-purchase",
        amount_vnd=purchase.total_vnd,
        facts=facts,
        party_id=purchase.party_id,
    )
    if not postings:
        raise AmountIsZero(on=purchase.bought_on)
    text = purchase.text or ", ".join(line.name for line in purchase.lines[:3])
    return entry_of(kind=PURCHASE, document_id=purchase.id, on=purchase.bought_on, text=text, postings=postings)


def entry_of_expense(*, expense: ExpenseDraft, rules: Mapping[str, PostingRule]) -> EntryDraft:
    """Turn an expense into its entry.

    Raises: AmountIsZero, ChoiceIsUnknown
    """
    check_choice(choice=expense.means, choices=MEANS)
    check_choice(choice=expense.group, choices=COST_GROUPS)
    if expense.amount_vnd <= 0:
        raise AmountIsZero(on=expense.spent_on)
    facts = {"means": expense.means, "group": expense.group}
    postings = postings_by_rule(
        rule=rules[_rule_of(expense)],
        amounts={"amount_vnd": expense.amount_vnd},
        facts=facts,
        party_id=expense.party_id,
    )
    text = expense.text or expense.group
    return entry_of(kind=EXPENSE, document_id=expense.id, on=expense.spent_on, text=text, postings=postings)


def _rule_of(expense: ExpenseDraft) -> str:
    if expense.group == DEPRECIATION:
        # No money moves: the asset is worth so much less.
        return "depreciation"
    # Wages that are not yet paid are owed to the staff, not to sellers.
    return "wages-due" if expense.group == "wages" and expense.means == "credit" else "expense"
