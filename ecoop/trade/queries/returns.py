"""Reads of what may still come back of sales."""

from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.ledger.queries.documents import list_reversed_documents
from ecoop.trade.calc import SALE, LineLeft, SaleDraft, SaleLeft, SaleLineDraft
from ecoop.trade.errors import DocumentNotFound
from ecoop.trade.models import Sale, SaleLine


def get_sale_left(*, org_id: UUID, sale_id: UUID, apart_from: Collection[UUID] = ()) -> SaleLeft:
    """Get a sale and what of it may still come back, as if the returns `apart_from` had not been.

    Raises:  DocumentNotFound
    Queries: 4
    """
    found = list_sales_left(org_id=org_id, sale_ids=[sale_id], apart_from=apart_from)
    if sale_id not in found:
        raise DocumentNotFound()
    return found[sale_id]


def list_sales_left(
    *, org_id: UUID, sale_ids: Collection[UUID], apart_from: Collection[UUID] = ()
) -> dict[UUID, SaleLeft]:
    """List what may still come back of some sales, as if the returns `apart_from` had not been.

    Shape:   a sale that is not there is left out; one that is itself a return or was taken back cannot come back
    Queries: 4
    """
    sales = list(Sale.objects.filter(org_id=org_id, id__in=set(sale_ids)))
    gone = set(list_reversed_documents(org_id=org_id, document_kind=SALE))
    sold: dict[UUID, dict[int, SaleLine]] = defaultdict(dict)
    for line in SaleLine.objects.filter(org_id=org_id, sale_id__in=[sale.id for sale in sales]):
        sold[line.sale_id][line.line] = line
    returns = SaleLine.objects.filter(org_id=org_id, sale__returns_id__in=[sale.id for sale in sales])
    back: dict[tuple[UUID | None, int | None], list[Decimal | int]] = defaultdict(lambda: [Decimal(0), 0])
    kept = returns.exclude(sale_id__in=[*gone, *apart_from])
    for sale_id, at, quantity, amount in kept.values_list("sale__returns_id", "returns_line", "quantity", "amount_vnd"):
        held = back[sale_id, at]
        back[sale_id, at] = [held[0] + (quantity or 0), held[1] + amount]
    return {
        sale.id: SaleLeft(
            sale=_draft(sale),
            lines={at: _left(line, *back[sale.id, at]) for at, line in sorted(sold[sale.id].items())},
            can_come_back=sale.returns_id is None and sale.id not in gone,
        )
        for sale in sales
    }


def _left(line: SaleLine, back_quantity: Decimal | int, back_vnd: Decimal | int) -> LineLeft:
    sold = SaleLineDraft(
        sector=line.sector,
        name=line.name,
        amount_vnd=Dong(line.amount_vnd),
        unit=line.unit,
        quantity=line.quantity,
        unit_price=line.unit_price,
        is_vat_cut=line.is_vat_cut,
        product_id=line.product_id,
    )
    quantity = None if line.quantity is None else line.quantity + back_quantity
    return LineLeft(line.line, sold, quantity, Dong(line.amount_vnd + int(back_vnd)))


def _draft(sale: Sale) -> SaleDraft:
    return SaleDraft(
        id=sale.id,
        sold_on=sale.sold_on,
        lines=(),
        means=sale.means,
        party_name=sale.party_name,
        party_tax_code=sale.party_tax_code,
        text=sale.text,
        party_id=sale.party_id,
        place_id=sale.place_id,
        channel=sale.channel,
        platform_name=sale.platform_name,
        bank_account_id=sale.bank_account_id,
    )
