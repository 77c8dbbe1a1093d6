"""Record a household's invoices as its sales, purchases and costs."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from ecoop.invoicing.calc.booking import AmountLine, Chosen, lines_in_dong, means_of, subject_of_name
from ecoop.invoicing.models import Invoice
from ecoop.invoicing.queries.naming import USUAL, gross_of, seller_key, text_of
from ecoop.kernel.dong import Dong
from ecoop.ledger.calc.outcomes import Outcome
from ecoop.trade.actions.record_expenses import record_expenses
from ecoop.trade.actions.record_purchases import record_purchases
from ecoop.trade.actions.record_sales import record_sales
from ecoop.trade.calc import (
    EXPENSE,
    PURCHASE,
    SALE,
    ExpenseDraft,
    PurchaseDraft,
    PurchaseLineDraft,
    SaleDraft,
    SaleLineDraft,
)
from ecoop.trade.queries import ProductFacts, list_products

# What bears this before a group of costs is a cost.
_EXPENSE = "expense:"
_Products = Mapping[tuple[str, str], ProductFacts]


def record_for_household(
    *,
    org_id: UUID,
    sold: Sequence[Invoice],
    bought: Sequence[Invoice],
    lines: Mapping[UUID, Sequence[AmountLine]],
    chosen: Mapping[tuple[str, str], Chosen],
    by: UUID,
    now: datetime,
) -> list[tuple[str, Outcome]]:
    """Record what was sold as sales, what was bought as purchases or costs, as was chosen.

    Shape:   the kind of document and what became of it, one for each invoice
    Queries: about 20 for any number of invoices
    """
    products = _products(org_id)
    sales = [_sale(row, lines[row.id], chosen, products) for row in sold]
    costs = [_expense(row, chosen) for row in bought if _what(row, chosen).startswith(_EXPENSE)]
    stock = [row for row in bought if not _what(row, chosen).startswith(_EXPENSE)]
    goods = [_purchase(row, lines[row.id], chosen, products) for row in stock]
    outcomes = [(SALE, each) for each in record_sales(org_id=org_id, sales=sales, by=by, now=now)]
    outcomes += [(PURCHASE, each) for each in record_purchases(org_id=org_id, purchases=goods, by=by, now=now)]
    outcomes += [(EXPENSE, each) for each in record_expenses(org_id=org_id, expenses=costs, by=by, now=now)]
    return outcomes


def _what(invoice: Invoice, chosen: Mapping[tuple[str, str], Chosen]) -> str:
    return chosen.get(seller_key(invoice), USUAL).value


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
    first = chosen.get(("sold", subject_of_name(lines[0].name)), USUAL) if lines else USUAL
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
        text=text_of(invoice),
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
        text=text_of(invoice),
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
        amount_vnd=gross_of(invoice),
        means=means_of(invoice.payment),
        party_name=invoice.seller_name,
        party_tax_code=invoice.seller_tax_code[:14],
        text=text_of(invoice),
        has_invoice=True,
    )


def _booked_lines(invoice: Invoice, lines: Sequence[AmountLine]) -> list[AmountLine]:
    return lines_in_dong(lines=lines, gross_vnd=gross_of(invoice), rest_name=_("Tax, fees and rounding"))
