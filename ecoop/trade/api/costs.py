"""Purchases, expenses, money and stock for programs, and what the law says of the costs."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Router, Schema
from pydantic import Field

from ecoop.access.api_acting import acting_for_api
from ecoop.kernel.dong import Dong
from ecoop.kernel.wire import AmountVnd, Day, Flag, Text
from ecoop.trade import queries
from ecoop.trade.actions.record_expenses import record_expenses
from ecoop.trade.actions.record_money_moves import record_money_moves
from ecoop.trade.actions.record_purchases import record_purchases
from ecoop.trade.actions.record_stock_moves import record_stock_moves
from ecoop.trade.api.batches import DOCUMENTS_MAX, LINES_MAX, Exact, OutcomesOut, tell_outcomes
from ecoop.trade.calc import ExpenseDraft, MoneyMoveDraft, PurchaseDraft, PurchaseLineDraft, StockMoveDraft

router = Router(tags=["trade"])

Means = Literal["cash", "bank", "credit"]
Group = Literal["materials", "wages", "depreciation", "bought_services", "interest", "other"]
Condition = Literal["not_own_wages", "insured_workers", "depreciation", "no_fines"]
Rule = Literal[
    "receipt",
    "payment",
    "wages-paid",
    "tax-paid",
    "loan-received",
    "loan-repaid",
    "owner-puts-in",
    "owner-takes-out",
    "cash-to-bank",
    "bank-to-cash",
]
StockKind = Literal["opening", "used", "spoiled", "own_use", "counted"]
SignedExact = Annotated[Decimal, Field(max_digits=18, decimal_places=6, allow_inf_nan=False, examples=["2.5"])]
Short = Annotated[str, Field(max_length=20, pattern=r"^[^\x00]*$")]
Year = Annotated[int, Path(ge=2000, le=2100, examples=[2026])]
TaxCode = Annotated[str, Field(max_length=14, pattern=r"^[0-9-]*$")]


class PurchaseLineIn(Schema):
    """One line of a purchase; a negative amount goes back to the seller, with a negative quantity."""

    name: Annotated[Text, Field(min_length=1, examples=["Chè tươi"])]
    amount_vnd: AmountVnd
    unit: Short = ""
    quantity: SignedExact | None = None
    unit_price: Exact | None = None
    product_id: UUID | None = None


class PurchaseIn(Schema):
    """A purchase. A seller without an invoice is named with address and personal number."""

    id: UUID
    bought_on: Day
    lines: list[PurchaseLineIn] = Field(min_length=1, max_length=LINES_MAX)
    what: Literal["goods", "materials", "fixed_asset"] = "goods"
    means: Means = "cash"
    party_name: Text = ""
    party_tax_code: TaxCode = ""
    party_address: Text = ""
    party_id_number: Short = ""
    seller_kind: Short = Field("", examples=["farmer"])
    text: Text = ""
    has_invoice: Flag = False
    bank_account_id: UUID | None = None
    returns_id: UUID | None = Field(None, description="The purchase of which goods go back.")


class ExpenseIn(Schema):
    """A cost of one of the six groups, and which conditions of the law it does not meet."""

    id: UUID
    spent_on: Day
    group: Group
    amount_vnd: AmountVnd
    means: Means = "cash"
    party_name: Text = ""
    party_tax_code: TaxCode = ""
    text: Text = ""
    has_invoice: Flag = Field(False, description="There is an invoice or another lawful paper.")
    unmet: list[Condition] = Field(default_factory=list, max_length=4)
    deductible_max_vnd: AmountVnd | None = None
    bank_account_id: UUID | None = None


class MoneyMoveIn(Schema):
    """Money that came in or went out; `settles_id` names the document on credit that it pays."""

    id: UUID
    moved_on: Day
    rule: Rule
    amount_vnd: AmountVnd
    means: Literal["cash", "bank"] = "cash"
    tax: Literal["", "vat", "pit", "other"] = ""
    party_name: Text = ""
    text: Text = ""
    bank_account_id: UUID | None = None
    settles_kind: Literal["", "trade.sale", "trade.purchase", "trade.expense"] = ""
    settles_id: UUID | None = None


class StockMoveIn(Schema):
    """Stock that was there, was used, spoiled, taken for the family or counted; without a product, by its value."""

    id: UUID
    moved_on: Day
    kind: StockKind
    product_id: UUID | None = None
    quantity: Exact = Decimal(0)
    amount_vnd: AmountVnd = 0
    text: Text = ""


class PurchasesIn(Schema):
    """A batch of purchases; each is kept or refused for itself."""

    purchases: list[PurchaseIn] = Field(min_length=1, max_length=DOCUMENTS_MAX)


class ExpensesIn(Schema):
    """A batch of expenses; each is kept or refused for itself."""

    expenses: list[ExpenseIn] = Field(min_length=1, max_length=DOCUMENTS_MAX)


class MoneyMovesIn(Schema):
    """A batch of receipts and payments; each is kept or refused for itself."""

    moves: list[MoneyMoveIn] = Field(min_length=1, max_length=DOCUMENTS_MAX)


class StockMovesIn(Schema):
    """A batch of stock moves; each is kept or refused for itself."""

    moves: list[StockMoveIn] = Field(min_length=1, max_length=DOCUMENTS_MAX)


class CostOfMonthOut(Schema):
    """What one cost group came to in a month: that part which may be taken off, and the rest."""

    month: date
    group: str = Field(examples=["materials"])
    deductible_vnd: int
    refused_vnd: int


class MissingPaperOut(Schema):
    """A document whose cost fails a condition that a paper would mend."""

    document_kind: str = Field(examples=["trade.expense"])
    document_id: UUID
    on: date
    text: str
    refused_vnd: int
    condition: str = Field(examples=["non_cash"])
    remedy: str


class CostsOut(Schema):
    """A year's costs by month and group, and the papers that are missing."""

    months: list[CostOfMonthOut]
    missing_papers: list[MissingPaperOut]


class StockHeadOut(Schema):
    """One product's year: opening, in, out and closing, in quantity and đồng."""

    product_id: UUID
    name: str
    unit: str
    opening_quantity: str
    opening_vnd: int
    in_quantity: str
    in_vnd: int
    out_quantity: str
    out_vnd: int
    closing_quantity: str
    closing_vnd: int
    is_short: bool


class StockOut(Schema):
    """What is in stock, product by product."""

    products: list[StockHeadOut]


@router.post("/o/{slug:slug}/trade/purchases", response=OutcomesOut, summary="Record purchases")
def post_purchases(request: HttpRequest, slug: str, body: PurchasesIn) -> OutcomesOut:
    """Record a batch of purchases. Each is answered for itself: a good one is kept whatever becomes of the others."""
    with acting_for_api(request, slug=slug, may="documents.record") as acting:
        drafts = [_purchase(each) for each in body.purchases]
        by, now = acting.person_id, timezone.now()
        return tell_outcomes(outcomes=record_purchases(org_id=acting.org_id, purchases=drafts, by=by, now=now))


@router.post("/o/{slug:slug}/trade/expenses", response=OutcomesOut, summary="Record expenses")
def post_expenses(request: HttpRequest, slug: str, body: ExpensesIn) -> OutcomesOut:
    """Record a batch of expenses. Each is answered for itself: a good one is kept whatever becomes of the others."""
    with acting_for_api(request, slug=slug, may="documents.record") as acting:
        drafts = [_expense(each) for each in body.expenses]
        by, now = acting.person_id, timezone.now()
        return tell_outcomes(outcomes=record_expenses(org_id=acting.org_id, expenses=drafts, by=by, now=now))


@router.post("/o/{slug:slug}/trade/money-moves", response=OutcomesOut, summary="Record receipts and payments")
def post_money_moves(request: HttpRequest, slug: str, body: MoneyMovesIn) -> OutcomesOut:
    """Record a batch of receipts and payments. One that pays a document pays no more than is open of it."""
    with acting_for_api(request, slug=slug, may="documents.record") as acting:
        drafts = [MoneyMoveDraft(**each.model_dump()) for each in body.moves]
        by, now = acting.person_id, timezone.now()
        return tell_outcomes(outcomes=record_money_moves(org_id=acting.org_id, moves=drafts, by=by, now=now))


@router.post("/o/{slug:slug}/trade/stock-moves", response=OutcomesOut, summary="Record stock moves")
def post_stock_moves(request: HttpRequest, slug: str, body: StockMovesIn) -> OutcomesOut:
    """Record a batch of openings, uses and counts of the stock. Purchases and sales move it by themselves."""
    with acting_for_api(request, slug=slug, may="documents.record") as acting:
        drafts = [StockMoveDraft(**each.model_dump()) for each in body.moves]
        by, now = acting.person_id, timezone.now()
        return tell_outcomes(outcomes=record_stock_moves(org_id=acting.org_id, moves=drafts, by=by, now=now))


@router.get("/o/{slug:slug}/trade/costs/{year}", response=CostsOut, summary="Read a year's costs")
def get_costs(request: HttpRequest, slug: str, year: Year) -> CostsOut:
    """Read what a year's costs come to for the tax, and which papers are missing."""
    with acting_for_api(request, slug=slug, may="documents.read") as acting:
        months = queries.sum_costs(org_id=acting.org_id, year=year)
        missing = queries.list_missing_papers(org_id=acting.org_id, year=year)
    return CostsOut(
        months=[CostOfMonthOut(**vars(each)) for each in months],
        missing_papers=[
            MissingPaperOut(**{name: getattr(each, name) for name in MissingPaperOut.model_fields}) for each in missing
        ],
    )


@router.get("/o/{slug:slug}/trade/stock/{year}", response=StockOut, summary="Read the stock")
def get_stock(request: HttpRequest, slug: str, year: Year) -> StockOut:
    """Read what is in stock at the end of a year so far, product by product."""
    with acting_for_api(request, slug=slug, may="documents.read") as acting:
        heads = queries.list_stock_sheets(org_id=acting.org_id, year=year)
    return StockOut(products=[_head(each) for each in heads])


def _head(head: queries.StockSheetHead) -> StockHeadOut:
    return StockHeadOut(
        product_id=head.product_id,
        name=head.name,
        unit=head.unit,
        opening_quantity=f"{head.opening_quantity:f}",
        opening_vnd=head.opening_vnd,
        in_quantity=f"{head.in_quantity:f}",
        in_vnd=head.in_vnd,
        out_quantity=f"{head.out_quantity:f}",
        out_vnd=head.out_vnd,
        closing_quantity=f"{head.closing_quantity:f}",
        closing_vnd=head.closing_vnd,
        is_short=head.is_short,
    )


def _purchase(purchase: PurchaseIn) -> PurchaseDraft:
    given = purchase.model_dump(exclude={"lines"})
    lines = tuple(PurchaseLineDraft(**line.model_dump()) for line in purchase.lines)
    return PurchaseDraft(lines=lines, **given)


def _expense(expense: ExpenseIn) -> ExpenseDraft:
    given = expense.model_dump(exclude={"unmet", "deductible_max_vnd"})
    most = expense.deductible_max_vnd
    return ExpenseDraft(unmet=tuple(expense.unmet), deductible_max_vnd=None if most is None else Dong(most), **given)
