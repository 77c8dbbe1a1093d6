"""Record products: what is sold or kept in stock, by name, unit, price and sector group."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.refusals import Refusal
from ecoop.lawbook import queries as lawbook
from ecoop.trade.actions.post_documents import record_batch
from ecoop.trade.actions.wait_turn import wait_turn
from ecoop.trade.calc import PRODUCT, Outcome, ProductDraft, check_product
from ecoop.trade.errors import ProductCodeIsTaken
from ecoop.trade.models import Product, ProductVersion
from ecoop.trade.queries.things import products_now


@transaction.atomic
def record_products(*, org_id: UUID, products: Sequence[ProductDraft], by: UUID, now: datetime) -> list[Outcome]:
    """Record a batch of products; a good one is kept whatever becomes of the others.

    A product whose id is there already is left as it is; `change_product` changes it.

    Shape:   one outcome per product, in order
    Queries: about 7 for any number of products
    """
    if not products:
        return []
    wait_turn(org_id=org_id, of=PRODUCT)
    law = lawbook.on(vietnam_day(now))
    ids = [product.id for product in products]
    known = set(Product.objects.filter(org_id=org_id, id__in=ids).values_list("id", flat=True))
    sold = products_now(org_id=org_id).filter(is_retired=False, code__in=[each.code for each in products if each.code])
    codes = set(sold.values_list("code", flat=True))
    outcomes, recorded = [], []
    for product in products:
        if product.id in known:
            outcomes.append(Outcome(product.id, "known"))
            continue
        try:
            check_product(product=product, law=law)
            if product.code in codes:
                raise ProductCodeIsTaken(code=product.code)
        except Refusal as refusal:
            outcomes.append(Outcome(product.id, "refused", refusal))
            continue
        known.add(product.id)
        codes |= {product.code} - {""}
        outcomes.append(Outcome(product.id, "recorded"))
        recorded.append(product)
    _write(org_id, recorded, by, now)
    record_batch(org_id=org_id, verb="trade.product.record", kind=PRODUCT, recorded=recorded, by=by, now=now)
    return outcomes


def version_row(*, org_id: UUID, product: ProductDraft, by: UUID, now: datetime) -> ProductVersion:
    """Make the row of what a product is from now on."""
    return ProductVersion(
        org_id=org_id,
        product_id=product.id,
        code=product.code,
        name=product.name.strip(),
        unit=product.unit,
        price_vnd=product.price_vnd,
        sector=product.sector,
        is_vat_cut=product.is_vat_cut,
        is_stocked=product.is_stocked,
        recorded_at=now,
        recorded_by_id=by,
    )


def _write(org_id: UUID, products: Sequence[ProductDraft], by: UUID, now: datetime) -> None:
    rows = [Product(id=each.id, org_id=org_id, recorded_at=now, recorded_by_id=by) for each in products]
    Product.objects.bulk_create(rows, batch_size=1000)
    versions = [version_row(org_id=org_id, product=each, by=by, now=now) for each in products]
    ProductVersion.objects.bulk_create(versions, batch_size=1000)
