"""Money and stock on the move otherwise than by a sale, a purchase or an expense, and the entries they become."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.ledger.calc import EntryDraft, Posting
from ecoop.ledger.calc.rules import PostingRule, postings_by_rule
from ecoop.trade.calc.entries import check_bounds, check_choice, entry_of
from ecoop.trade.errors import MEANS, MONEY_MOVES, STOCK_MOVES, TAXES, AmountIsZero, MoneyHasNoMeans, StockMoveIsEmpty

MONEY, STOCK, STOCK_COST = "trade.money-move", "trade.stock-move", "trade.stock-cost"
# Between the till and the bank: it touches both, whatever means is named.
CASH_TO_BANK, BANK_TO_CASH = "cash-to-bank", "bank-to-cash"
MONEY_IN = ("receipt", "loan-received", "owner-puts-in")
# Falls due by an expense; no money moves yet.
WAGES_DUE, WAGES_PAID = "wages-due", "wages-paid"
_NO_QUANTITY, _NO_AMOUNT = Decimal(0), Dong(0)
PAYABLE = {rule: label for rule, label in MONEY_MOVES.items() if rule != WAGES_DUE}


@dataclass(frozen=True)
class MoneyMoveDraft:
    """Money that came in or went out, on its way in; `settles_id` names the document on credit that it pays."""

    id: UUID
    moved_on: date
    rule: str
    amount_vnd: Dong
    means: str = "cash"
    tax: str = ""
    party_name: str = ""
    party_tax_code: str = ""
    text: str = ""
    party_id: UUID | None = None
    bank_account_id: UUID | None = None
    settles_kind: str = ""
    settles_id: UUID | None = None


@dataclass(frozen=True)
class StockMoveDraft:
    """Stock that was there at the beginning, was used, spoiled, taken for the family, or counted, on its way in.

    Without a product it speaks of all goods that have no sheet, by their value.
    """

    id: UUID
    moved_on: date
    kind: str
    product_id: UUID | None = None
    quantity: Decimal = _NO_QUANTITY
    amount_vnd: Dong = _NO_AMOUNT
    text: str = ""


def entry_of_money_move(*, move: MoneyMoveDraft, rules: Mapping[str, PostingRule]) -> EntryDraft:
    """Turn a money move into its entry.

    Raises: AmountIsZero, ChoiceIsUnknown, MoneyHasNoMeans
    """
    check_choice(choice=move.rule, choices=PAYABLE)
    check_choice(choice=move.means, choices=MEANS)
    check_bounds(amount_vnd=move.amount_vnd)
    if move.means == "credit":
        raise MoneyHasNoMeans(on=move.moved_on)
    if move.amount_vnd <= 0:
        raise AmountIsZero(on=move.moved_on)
    if move.rule == "tax-paid":
        check_choice(choice=move.tax, choices=TAXES)
    facts = {"means": move.means, "tax": move.tax}
    postings = postings_by_rule(
        rule=rules[move.rule], amounts={"amount_vnd": move.amount_vnd}, facts=facts, party_id=move.party_id
    )
    text = move.text or str(MONEY_MOVES[move.rule])
    return entry_of(kind=MONEY, document_id=move.id, on=move.moved_on, text=text, postings=postings)


def entry_of_opening(*, move: StockMoveDraft, rules: Mapping[str, PostingRule]) -> EntryDraft:
    """Turn stock that was there at the beginning into its entry: the owner brought it in."""
    postings = postings_by_rule(
        rule=rules["owner-puts-in"], amounts={"amount_vnd": move.amount_vnd}, facts={"means": "stock"}
    )
    text = move.text or str(STOCK_MOVES["opening"])
    return entry_of(kind=STOCK, document_id=move.id, on=move.moved_on, text=text, postings=postings)


def check_stock_move(*, move: StockMoveDraft) -> None:
    """Refuse a stock move that says nothing: only an opening, or goods without a sheet, has an amount.

    Raises: ChoiceIsUnknown, StockMoveIsEmpty
    """
    check_choice(choice=move.kind, choices=STOCK_MOVES)
    check_bounds(amount_vnd=move.amount_vnd)
    is_by_value = move.product_id is None
    says = move.amount_vnd if is_by_value else move.quantity
    is_nothing = not says and move.kind != "counted"
    if says < 0 or is_nothing or (is_by_value and move.kind not in ("opening", "counted")):
        raise StockMoveIsEmpty(on=move.moved_on)


def entry_of_stock_cost(
    *, document_id: UUID, on: date, text: str, cost_vnd: Dong, own_use_vnd: Dong, rules: Mapping[str, PostingRule]
) -> EntryDraft:
    """Turn what left the stock in a month into its entry: used up, or taken for the family."""
    postings = [
        *_either_way(rules["goods-used"], cost_vnd, {}),
        *_either_way(rules["owner-takes-out"], own_use_vnd, {"means": "stock"}),
    ]
    return entry_of(kind=STOCK_COST, document_id=document_id, on=on, text=text, postings=postings)


def _either_way(rule: PostingRule, amount_vnd: Dong, facts: Mapping[str, str]) -> tuple[Posting, ...]:
    """Post an amount by a rule; what a count found again moves back."""
    if not amount_vnd:
        return ()
    postings = postings_by_rule(rule=rule, amounts={"amount_vnd": Dong(abs(amount_vnd))}, facts=facts)
    if amount_vnd > 0:
        return postings
    return tuple(posting._replace(debit=posting.credit, credit=posting.debit) for posting in postings)
