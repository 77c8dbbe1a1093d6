"""What an event says, read into the draft of its document."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from ecoop.kernel.dong import Dong
from ecoop.sync.calc.fields import Fields
from ecoop.sync.calc.words import EventKind
from ecoop.sync.errors import EventNotUnderstood, PaidMoreThanSold
from ecoop.trade.calc import (
    SALE,
    ExpenseDraft,
    MoneyMoveDraft,
    PurchaseDraft,
    PurchaseLineDraft,
    SaleDraft,
    SaleLineDraft,
    StockMoveDraft,
)
from ecoop.trade.calc.money import PAYABLE
from ecoop.trade.errors import COST_GROUPS, MEANS, SECTORS, STOCK_MOVES, TAXES

_TEXT_MAX = 500
_UNIT_MAX = 50
_NUMBER_MAX = 20
_LINE_MAX = 100
_MONEY = ("cash", "bank")
_BOUGHT = {"goods": "goods", "materials": "materials", "asset": "fixed_asset", "fixed_asset": "fixed_asset"}
_SETTLED = ("", "trade.sale", "trade.purchase", "trade.expense")
_SIGNED_MAX = 10**15
# The fields of a product that a phone may say, and how each is read.
PRODUCT_FIELDS: Mapping[str, Callable[[Fields, str], Any]] = {
    "name": Fields.name,
    "unit": lambda said, name: said.text(name, longest=_UNIT_MAX),
    "price_vnd": lambda said, name: said.amount_or_none(name, least=0),
    "sector": lambda said, name: said.word(name, among=SECTORS),
    "is_vat_cut": Fields.flag,
    "is_stocked": Fields.flag,
    "code": lambda said, name: said.text(name, longest=40),
    # A barcode is a code that a camera reads; the books keep one code.
    "barcode": lambda said, name: said.text(name, longest=40),
}


@dataclass(slots=True)
class SaleSaid:
    """A sale, what was paid of it at once if it is on credit, and what its QR asks for."""

    sale: SaleDraft
    payment: MoneyMoveDraft | None
    number: str
    discount_vnd: Dong
    reference: str


@dataclass(frozen=True, slots=True)
class ReturnSaid:
    """Goods that came back of a sale: how much of which line."""

    id: UUID
    sale_id: UUID
    came_back_on: date
    means: str
    text: str
    quantities: Mapping[int, Decimal]
    amounts_vnd: Mapping[int, Dong]


@dataclass(frozen=True, slots=True)
class ProductSaid:
    """Fields of a product that a phone changed, and what it saw before."""

    id: UUID
    fields: Mapping[str, Any]
    base: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DayEndSaid:
    """The cash of a day as it was counted, beside what was expected."""

    id: UUID
    ended_on: date
    cash_before_vnd: Dong
    expected_vnd: Dong
    counted_vnd: Dong
    cash_vnd: Dong
    bank_vnd: Dong
    credit_vnd: Dong
    text: str


@dataclass(slots=True)
class Read:
    """An event that was read: its document, the document's day and amount, and the photo that belongs to it."""

    document: Any
    on: date
    amount_vnd: int = 0
    paper_id: UUID | None = None


def read_body(*, kind: str, id: UUID, body: Any, today: date) -> Read:  # noqa: A002
    """Read what an event says.

    Shape:  `document` is what the kind's action takes; an event without a day of its own is of today
    Raises: EventNotUnderstood, PaidMoreThanSold
    """
    return _READERS[EventKind(kind)](Fields(body), id, today)


def payment_id_of(*, event_id: UUID) -> UUID:
    """Give the id of the money move that says what was paid at once of a sale on credit."""
    return uuid5(event_id, "paid")


def _sale(said: Fields, event_id: UUID, _today: date) -> Read:
    means, sold_on = said.word("means", among=MEANS), said.day("sold_on")
    sale = SaleDraft(
        id=event_id,
        sold_on=sold_on,
        lines=tuple([_sale_line(line) for line in said.lines("lines")]),
        means=means,
        party_name=said.text("party_name"),
        text=said.text("text", longest=_TEXT_MAX),
        place_id=said.id_or_none("place_id"),
        bank_account_id=said.id_or_none("bank_account_id"),
    )
    total = sale.total_vnd
    found = SaleSaid(
        sale=sale,
        payment=_payment(said, sale, total) if means == "credit" else None,
        number=said.text("number", longest=_NUMBER_MAX),
        discount_vnd=said.amount_or_zero("discount_vnd"),
        reference=said.text("reference", longest=_NUMBER_MAX),
    )
    return Read(found, sold_on, total)


def _sale_line(line: Fields) -> SaleLineDraft:
    return SaleLineDraft(
        sector=line.word("sector", among=SECTORS),
        name=line.name("name"),
        amount_vnd=line.amount("amount_vnd"),
        unit=line.text("unit", longest=_UNIT_MAX),
        quantity=line.quantity_or_none("quantity"),
        unit_price=line.quantity_or_none("unit_price"),
        is_vat_cut=line.flag("is_vat_cut"),
        product_id=line.id_or_none("product_id"),
    )


def _payment(said: Fields, sale: SaleDraft, total_vnd: Dong) -> MoneyMoveDraft | None:
    paid = said.amount_or_zero("paid_vnd")
    if not paid:
        return None
    if paid > total_vnd:
        raise PaidMoreThanSold(paid_vnd=paid, total_vnd=total_vnd)
    return MoneyMoveDraft(
        id=payment_id_of(event_id=sale.id),
        moved_on=sale.sold_on,
        rule="receipt",
        amount_vnd=paid,
        means=said.word("paid_means", among=_MONEY),
        party_name=sale.party_name,
        bank_account_id=sale.bank_account_id,
        settles_kind=SALE,
        settles_id=sale.id,
    )


def _return(said: Fields, event_id: UUID, _today: date) -> Read:
    quantities: dict[int, Decimal] = {}
    amounts: dict[int, Dong] = {}
    for line in said.lines("lines"):
        place = line.said.get("line")
        if type(place) is not int or not 0 < place <= _LINE_MAX or place in quantities or place in amounts:
            raise EventNotUnderstood(field="line")
        quantity, amount = line.quantity_or_none("quantity"), line.amount_or_none("amount_vnd")
        if quantity is not None:
            quantities[place] = quantity
        if amount is not None:
            amounts[place] = amount
    back = ReturnSaid(
        id=event_id,
        sale_id=said.id("sale_id"),
        came_back_on=said.day("came_back_on"),
        means=said.word("means", among=MEANS),
        text=said.text("text", longest=_TEXT_MAX),
        quantities=quantities,
        amounts_vnd=amounts,
    )
    return Read(back, back.came_back_on)


def _purchase(said: Fields, event_id: UUID, _today: date) -> Read:
    purchase = PurchaseDraft(
        id=event_id,
        bought_on=said.day("bought_on"),
        lines=tuple(_purchase_line(line) for line in said.lines("lines")),
        what=_BOUGHT[said.word("what", among=_BOUGHT)],
        means=said.word("means", among=MEANS),
        party_name=said.text("party_name"),
        party_tax_code=said.text("party_tax_code", longest=14),
        text=said.text("text", longest=_TEXT_MAX),
        has_invoice=said.flag("has_invoice"),
        bank_account_id=said.id_or_none("bank_account_id"),
    )
    return Read(purchase, purchase.bought_on, purchase.total_vnd, said.id_or_none("paper_id"))


def _purchase_line(line: Fields) -> PurchaseLineDraft:
    return PurchaseLineDraft(
        name=line.name("name"),
        amount_vnd=line.amount("amount_vnd"),
        unit=line.text("unit", longest=_UNIT_MAX),
        quantity=line.quantity_or_none("quantity"),
        unit_price=line.quantity_or_none("unit_price"),
        product_id=line.id_or_none("product_id"),
    )


def _expense(said: Fields, event_id: UUID, _today: date) -> Read:
    expense = ExpenseDraft(
        id=event_id,
        spent_on=said.day("spent_on"),
        group=said.word("group", among=COST_GROUPS),
        amount_vnd=said.amount("amount_vnd"),
        means=said.word("means", among=MEANS),
        party_name=said.text("party_name"),
        text=said.text("text", longest=_TEXT_MAX),
        has_invoice=said.flag("has_invoice"),
        bank_account_id=said.id_or_none("bank_account_id"),
    )
    return Read(expense, expense.spent_on, expense.amount_vnd, said.id_or_none("paper_id"))


def _money(said: Fields, event_id: UUID, _today: date) -> Read:
    settles_kind = said.text("settles_kind")
    if settles_kind not in _SETTLED:
        raise EventNotUnderstood(field="settles_kind")
    move = MoneyMoveDraft(
        id=event_id,
        moved_on=said.day("moved_on"),
        rule=said.word("rule", among=PAYABLE),
        amount_vnd=said.amount("amount_vnd"),
        means=said.word("means", among=_MONEY),
        tax=said.word("tax", among=TAXES) if said.said.get("tax") else "",
        party_name=said.text("party_name"),
        text=said.text("text", longest=_TEXT_MAX),
        bank_account_id=said.id_or_none("bank_account_id"),
        settles_kind=settles_kind,
        settles_id=said.id_or_none("settles_id"),
    )
    return Read(move, move.moved_on, move.amount_vnd)


def _stock(said: Fields, event_id: UUID, _today: date) -> Read:
    move = StockMoveDraft(
        id=event_id,
        moved_on=said.day("moved_on"),
        kind=said.word("kind", among=STOCK_MOVES),
        product_id=said.id_or_none("product_id"),
        quantity=said.quantity_or_none("quantity") or Decimal(0),
        amount_vnd=said.amount_or_zero("amount_vnd"),
        text=said.text("text", longest=_TEXT_MAX),
    )
    return Read(move, move.moved_on, move.amount_vnd)


def _product(said: Fields, _event_id: UUID, today: date) -> Read:
    fields, base = Fields(said.said.get("fields")), Fields(said.said.get("base") or {})
    found = {name: read(fields, name) for name, read in PRODUCT_FIELDS.items() if name in fields.said}
    if not found:
        raise EventNotUnderstood(field="fields")
    # What the phone saw is not checked further: it is only compared with what is there.
    seen = {name: base.said[name] for name in PRODUCT_FIELDS if name in base.said}
    return Read(ProductSaid(said.id("product_id"), _one_code(found), _one_code(seen)), today)


def _one_code(fields: dict[str, Any]) -> dict[str, Any]:
    barcode = fields.pop("barcode", None)
    if barcode:
        fields["code"] = barcode
    return fields


def _retired(said: Fields, _event_id: UUID, today: date) -> Read:
    return Read(said.id("product_id"), today)


def _day_end(said: Fields, event_id: UUID, _today: date) -> Read:
    means = Fields(said.said.get("by_means"))
    expected = said.said.get("expected_vnd")
    if type(expected) is not int or abs(expected) > _SIGNED_MAX:
        raise EventNotUnderstood(field="expected_vnd")
    end = DayEndSaid(
        id=event_id,
        ended_on=said.day("on"),
        cash_before_vnd=said.amount_or_zero("cash_before_vnd"),
        expected_vnd=Dong(expected),
        counted_vnd=said.amount("counted_vnd", least=0),
        cash_vnd=_signed(means, "cash"),
        bank_vnd=_signed(means, "bank"),
        credit_vnd=_signed(means, "credit"),
        text=said.text("text", longest=_TEXT_MAX),
    )
    return Read(end, end.ended_on)


def _signed(said: Fields, name: str) -> Dong:
    # More may come back on a day than is sold.
    return said.amount_or_none(name, least=-_SIGNED_MAX) or Dong(0)


_READERS: Mapping[EventKind, Callable[[Fields, UUID, date], Read]] = {
    EventKind.SALE: _sale,
    EventKind.RETURN: _return,
    EventKind.PURCHASE: _purchase,
    EventKind.EXPENSE: _expense,
    EventKind.MONEY: _money,
    EventKind.STOCK: _stock,
    EventKind.PRODUCT: _product,
    EventKind.PRODUCT_RETIRED: _retired,
    EventKind.DAY: _day_end,
}
