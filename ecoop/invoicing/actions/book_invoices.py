"""Book imported invoices: a sale where the organisation sold, a purchase where it bought."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ecoop.audit.actions.record_event import record_event
from ecoop.invoicing.actions.remember_choices import remember_choices
from ecoop.invoicing.calc import InvoiceKey, invoice_key
from ecoop.invoicing.calc.booking import AmountLine, Chosen, lines_in_dong, means_of, side_of, subject_of_name
from ecoop.invoicing.errors import (
    InvoiceHasNoAmount,
    InvoiceIsBooked,
    InvoiceIsForeign,
    InvoiceIsNotOurs,
    InvoiceIsReplaced,
    InvoiceNotFound,
    InvoiceReplaces,
)
from ecoop.invoicing.models import Invoice, InvoiceBooking, InvoiceLine
from ecoop.invoicing.queries import get_choices
from ecoop.kernel.dong import Dong, Rounding, round_dong
from ecoop.kernel.refusals import Refusal
from ecoop.ledger.queries.documents import list_reversed_documents
from ecoop.parties.queries import find_identity
from ecoop.trade.actions.record_expenses import record_expenses
from ecoop.trade.actions.record_purchases import record_purchases
from ecoop.trade.actions.record_sales import record_sales
from ecoop.trade.calc import (
    EXPENSE,
    PURCHASE,
    SALE,
    ExpenseDraft,
    Outcome,
    PurchaseDraft,
    PurchaseLineDraft,
    SaleDraft,
    SaleLineDraft,
)
from ecoop.trade.queries import ProductFacts, list_products

_QUANTITY_DIGITS_MAX = 18
# What bears this before a group of costs is a cost; a product or seller nobody spoke of deals in goods.
_EXPENSE, _USUAL = "expense:", Chosen("goods")
_Products = Mapping[tuple[str, str], ProductFacts]


@dataclass(frozen=True)
class BookingOutcome:
    """What became of one invoice: booked as which document, or refused."""

    invoice_id: UUID
    document_kind: str = ""
    refusal: Refusal | None = None


@transaction.atomic
def book_invoices(
    *,
    org_id: UUID,
    invoice_ids: Sequence[UUID],
    by: UUID,
    now: datetime,
    sector: str = "",
    vat: Literal["whole", "cut"] = "whole",
    what: str = "",
) -> list[BookingOutcome]:
    """Turn imported invoices into sales, purchases and costs; the document takes the invoice's id.

    `sector` and `vat` (whole, or cut as the invoice says) speak of what was sold, `what` of what was bought (goods,
    materials, fixed_asset, or `expense:` and a group of costs). What is left empty is as it was chosen last.

    Shape:  one outcome per id, in order
    Raises: BooksNotOpen
    Queries: about 30 for any number of invoices
    """
    invoices = {row.id: row for row in Invoice.objects.filter(org_id=org_id, id__in=invoice_ids)}
    refusals = _refusals(org_id, list(invoice_ids), invoices)
    good = [invoices[invoice_id] for invoice_id in dict.fromkeys(invoice_ids) if invoice_id not in refusals]
    lines = _lines(org_id, [invoice.id for invoice in good])
    own = _own_tax_code(org_id)
    told = _told(good, lines, own, Chosen(sector, vat == "cut") if sector else None, Chosen(what) if what else None)
    remember_choices(org_id=org_id, choices=told, by=by, now=now)
    chosen = {**get_choices(org_id=org_id, subjects=_subjects(good, lines, own)), **told}
    products = _products(org_id)
    sold = [_sale(row, lines[row.id], chosen, products) for row in good if _side(own, row) == "sold"]
    bought = [row for row in good if _side(own, row) == "bought"]
    costs = [_expense(row, chosen) for row in bought if _what(row, chosen).startswith(_EXPENSE)]
    stock = [row for row in bought if not _what(row, chosen).startswith(_EXPENSE)]
    goods = [_purchase(row, lines[row.id], chosen, products) for row in stock]
    outcomes = [(SALE, each) for each in record_sales(org_id=org_id, sales=sold, by=by, now=now)]
    outcomes += [(PURCHASE, each) for each in record_purchases(org_id=org_id, purchases=goods, by=by, now=now)]
    outcomes += [(EXPENSE, each) for each in record_expenses(org_id=org_id, expenses=costs, by=by, now=now)]
    return _settle(org_id, invoice_ids, refusals, outcomes, good, by, now)


def _settle(
    org_id: UUID,
    invoice_ids: Sequence[UUID],
    refusals: Mapping[UUID, Refusal],
    outcomes: Sequence[tuple[str, Outcome]],
    invoices: Sequence[Invoice],
    by: UUID,
    now: datetime,
) -> list[BookingOutcome]:
    booked = [(kind, each.id) for kind, each in outcomes if each.status == "recorded"]
    InvoiceBooking.objects.bulk_create(
        InvoiceBooking(
            org_id=org_id,
            invoice_id=document_id,
            document_kind=kind,
            document_id=document_id,
            booked_at=now,
            booked_by_id=by,
        )
        for kind, document_id in booked
    )
    if booked:
        record_event(
            org_id=org_id,
            person_id=by,
            verb="invoicing.invoice.book",
            object_kind="invoicing.invoice",
            object_id=booked[0][1] if len(booked) == 1 else None,
            detail={"count": len(booked)},
            now=now,
        )
    kinds = {document_id: kind for kind, document_id in booked}
    said = {**refusals, **{each.id: each.refusal for _kind, each in outcomes if each.refusal is not None}}
    # Somebody else booked it while this call waited for the books.
    known = {each.id for _kind, each in outcomes if each.status == "known"}
    said |= {row.id: InvoiceIsBooked(invoice=_label(row)) for row in invoices if row.id in known}
    return [BookingOutcome(each, kinds.get(each, ""), said.get(each)) for each in invoice_ids]


def _refusals(org_id: UUID, ids: Sequence[UUID], invoices: Mapping[UUID, Invoice]) -> dict[UUID, Refusal]:
    own = _own_tax_code(org_id)
    booked = set(InvoiceBooking.objects.filter(org_id=org_id, invoice_id__in=ids).values_list("invoice_id", flat=True))
    replaced = _booked_replaced(org_id, list(invoices.values()))
    outdated = _outdated(org_id, list(invoices.values()))
    refusals: dict[UUID, Refusal] = {}
    for invoice_id in ids:
        invoice = invoices.get(invoice_id)
        refusal = InvoiceNotFound() if invoice is None else _refusal(invoice, own, invoice_id in booked, replaced)
        if refusal is None and invoice is not None and _key(invoice) in outdated:
            refusal = InvoiceIsReplaced(invoice=_label(invoice))
        if refusal is not None:
            refusals[invoice_id] = refusal
    return refusals


def _refusal(invoice: Invoice, own: str, is_booked: bool, replaced: set[InvoiceKey]) -> Refusal | None:
    label = _label(invoice)
    if is_booked:
        return InvoiceIsBooked(invoice=label)
    if _side(own, invoice) == "none":
        return InvoiceIsNotOurs(invoice=label, tax_code=own or "—")
    if invoice.currency != "VND":
        return InvoiceIsForeign(invoice=label, currency=invoice.currency)
    if not invoice.gross or not round_dong(invoice.gross, rule=Rounding.HALF_UP):
        return InvoiceHasNoAmount(invoice=label)
    for key, named in _replaced_keys(invoice).items():
        if key in replaced:
            return InvoiceReplaces(invoice=label, replaced=named)
    return None


def _booked_replaced(org_id: UUID, invoices: Sequence[Invoice]) -> set[InvoiceKey]:
    """Find which of the invoices that these replace are in the books, and not taken back."""
    wanted = {key for invoice in invoices for key in _replaced_keys(invoice)}
    if not wanted:
        return set()
    gone = [
        document_id
        for kind in (SALE, PURCHASE, EXPENSE)
        for document_id in list_reversed_documents(org_id=org_id, document_kind=kind)
    ]
    found = InvoiceBooking.objects.filter(org_id=org_id, invoice__number__in={key[3] for key in wanted})
    return {_key(booking.invoice) for booking in found.exclude(document_id__in=gone).select_related("invoice")} & wanted


def _outdated(org_id: UUID, invoices: Sequence[Invoice]) -> set[InvoiceKey]:
    """Find which of these another imported invoice of the same seller replaces, booked or not."""
    found = Invoice.objects.filter(
        org_id=org_id,
        seller_tax_code__in={invoice.seller_tax_code for invoice in invoices},
        adjusts__how="replaces",
    )
    return {key for row in found.only("seller_tax_code", "form", "adjusts") for key in _replaced_keys(row)}


def _key(invoice: Invoice) -> InvoiceKey:
    return invoice_key(
        tax_code=invoice.seller_tax_code, form=invoice.form, symbol=invoice.symbol, number=invoice.number
    )


def _label(invoice: Invoice) -> str:
    return f"{invoice.form}{invoice.symbol} {invoice.number}"


def _replaced_keys(invoice: Invoice) -> dict[InvoiceKey, str]:
    """Tell which invoices this one replaces, each with its label; a list beside it may name many."""
    adjusts = invoice.adjusts or {}
    if adjusts.get("how") != "replaces":
        return {}
    named = [each for each in adjusts.get("invoices") or [adjusts] if isinstance(each.get("number"), int)]
    return {
        invoice_key(
            tax_code=invoice.seller_tax_code,
            form=each["form"] or invoice.form,
            symbol=each["symbol"] or "",
            number=each["number"],
        ): f"{each['form']}{each['symbol']} {each['number']}"
        for each in named
    }


def _own_tax_code(org_id: UUID) -> str:
    identity = find_identity(org_id=org_id)
    return identity.tax_code if identity else ""


def _side(own: str, invoice: Invoice) -> str:
    return side_of(own=own, seller=invoice.seller_tax_code, buyer=invoice.buyer_tax_code)


def _lines(org_id: UUID, invoice_ids: Sequence[UUID]) -> dict[UUID, list[AmountLine]]:
    lines: dict[UUID, list[AmountLine]] = {invoice_id: [] for invoice_id in invoice_ids}
    rows = InvoiceLine.objects.filter(org_id=org_id, invoice_id__in=invoice_ids).order_by("invoice_id", "line")
    for row in rows:
        if row.amount is None or row.kind not in ("1", "3", "5"):
            continue
        amount: Decimal = -abs(row.amount) if row.kind == "3" else row.amount
        quantity, price = _kept(row.quantity), _kept(row.unit_price)
        line = AmountLine(row.name[:500] or "—", row.unit[:50], quantity, price, amount)
        lines[row.invoice_id].append(line)
    return lines


def _kept(value: Decimal | None) -> Decimal | None:
    # The invoice keeps what it says; a document of trade leaves out what nobody could have sold.
    return value if value is not None and value.adjusted() < _QUANTITY_DIGITS_MAX else None


def _gross(invoice: Invoice) -> Dong:
    return round_dong(invoice.gross or Decimal(0), rule=Rounding.HALF_UP)


def _text(invoice: Invoice) -> str:
    return _("Invoice {form}{symbol} No. {number}").format(
        form=invoice.form, symbol=invoice.symbol, number=invoice.number
    )


def _booked_lines(invoice: Invoice, lines: Sequence[AmountLine]) -> list[AmountLine]:
    return lines_in_dong(lines=lines, gross_vnd=_gross(invoice), rest_name=_("Tax, fees and rounding"))


def _subjects(
    invoices: Sequence[Invoice], lines: Mapping[UUID, Sequence[AmountLine]], own: str
) -> set[tuple[str, str]]:
    """Name what has to be known to book these: the products sold, and the sellers bought from."""
    sold = {
        ("sold", subject_of_name(line.name))
        for invoice in invoices
        if _side(own, invoice) == "sold"
        for line in lines[invoice.id]
    }
    return sold | {_seller(invoice) for invoice in invoices if _side(own, invoice) == "bought"}


def _told(
    invoices: Sequence[Invoice],
    lines: Mapping[UUID, Sequence[AmountLine]],
    own: str,
    sold: Chosen | None,
    bought: Chosen | None,
) -> dict[tuple[str, str], Chosen]:
    """Give what was said outright to every product and seller of these invoices."""
    said = {"sold": sold, "bought": bought}
    subjects = sorted(_subjects(invoices, lines, own))
    return {key: chosen for key in subjects if (chosen := said[key[0]]) is not None}


def _seller(invoice: Invoice) -> tuple[str, str]:
    return "bought", "".join(letter for letter in invoice.seller_tax_code if letter.isdigit())


def _what(invoice: Invoice, chosen: Mapping[tuple[str, str], Chosen]) -> str:
    return chosen.get(_seller(invoice), _USUAL).value


def _products(org_id: UUID) -> _Products:
    """List the products by name and unit; a name that two of them share tells nothing."""
    found: dict[tuple[str, str], list[ProductFacts]] = {}
    for product in list_products(org_id=org_id):
        found.setdefault((subject_of_name(product.name), product.unit.casefold()), []).append(product)
    return {key: same[0] for key, same in found.items() if len(same) == 1}


def _product_of(line: AmountLine, products: _Products) -> ProductFacts | None:
    """Know a product again by its name and unit, where goods really moved; what comes back is told by hand."""
    moved = line.quantity is not None and line.quantity > 0 and line.amount > 0
    return products.get((subject_of_name(line.name), line.unit.casefold())) if moved else None


def _sale(
    invoice: Invoice,
    lines: Sequence[AmountLine],
    chosen: Mapping[tuple[str, str], Chosen],
    products: _Products,
) -> SaleDraft:
    first = chosen.get(("sold", subject_of_name(lines[0].name)), _USUAL) if lines else _USUAL
    drafts = []
    for line in _booked_lines(invoice, lines):
        product = _product_of(line, products)
        # What is left over (tax, fees, rounding) goes with the first thing sold.
        usual = Chosen(product.sector, product.is_vat_cut) if product else first
        kind = chosen.get(("sold", subject_of_name(line.name)), usual)
        drafts.append(
            SaleLineDraft(
                sector=kind.value,
                name=line.name,
                amount_vnd=line.amount_vnd or Dong(0),
                unit=line.unit,
                quantity=line.quantity,
                unit_price=line.unit_price,
                is_vat_cut=kind.is_vat_cut,
                product_id=product.id if product else None,
            )
        )
    return SaleDraft(
        id=invoice.id,
        sold_on=invoice.issued_on,
        means=means_of(invoice.payment),
        party_name=invoice.buyer_name,
        party_tax_code=invoice.buyer_tax_code[:14],
        text=_text(invoice),
        lines=tuple(drafts),
    )


def _purchase(
    invoice: Invoice,
    lines: Sequence[AmountLine],
    chosen: Mapping[tuple[str, str], Chosen],
    products: _Products,
) -> PurchaseDraft:
    booked = [(line, _product_of(line, products)) for line in _booked_lines(invoice, lines)]
    return PurchaseDraft(
        id=invoice.id,
        bought_on=invoice.issued_on,
        what=_what(invoice, chosen),
        means=means_of(invoice.payment),
        party_name=invoice.seller_name,
        party_tax_code=invoice.seller_tax_code[:14],
        text=_text(invoice),
        has_invoice=True,
        lines=tuple(
            PurchaseLineDraft(
                name=line.name,
                amount_vnd=line.amount_vnd or Dong(0),
                unit=line.unit,
                quantity=line.quantity,
                unit_price=line.unit_price,
                product_id=product.id if product else None,
            )
            for line, product in booked
        ),
    )


def _expense(invoice: Invoice, chosen: Mapping[tuple[str, str], Chosen]) -> ExpenseDraft:
    return ExpenseDraft(
        id=invoice.id,
        spent_on=invoice.issued_on,
        group=_what(invoice, chosen).removeprefix(_EXPENSE),
        amount_vnd=_gross(invoice),
        means=means_of(invoice.payment),
        party_name=invoice.seller_name,
        party_tax_code=invoice.seller_tax_code[:14],
        text=_text(invoice),
        has_invoice=True,
    )
