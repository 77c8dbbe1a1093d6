"""Change a product: from now on it has another name, unit, price or sector group."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dates import vietnam_day
from ecoop.lawbook import queries as lawbook
from ecoop.trade.actions.record_products import version_row
from ecoop.trade.actions.wait_turn import wait_turn
from ecoop.trade.calc import PRODUCT, ProductDraft, check_product
from ecoop.trade.errors import ProductCodeIsTaken, ProductIsRetired
from ecoop.trade.queries.things import get_product, products_now


@transaction.atomic
def change_product(*, org_id: UUID, product: ProductDraft, by: UUID, now: datetime) -> None:
    """Write a new version of a product; documents keep what it was. What is so already gets no second version.

    Raises:  ProductNotFound, ProductIsRetired, ProductCodeIsTaken, and what check_product refuses
    Queries: 5
    """
    wait_turn(org_id=org_id, of=PRODUCT)
    held = get_product(org_id=org_id, product_id=product.id)
    if held.is_retired:
        raise ProductIsRetired(name=held.name)
    check_product(product=product, law=lawbook.on(vietnam_day(now)))
    others = products_now(org_id=org_id).filter(is_retired=False, code=product.code).exclude(product_id=product.id)
    if product.code and others.exists():
        raise ProductCodeIsTaken(code=product.code)
    if all(getattr(held, name) == value for name, value in vars(product).items()):
        return
    version = version_row(org_id=org_id, product=product, by=by, now=now)
    version.save(force_insert=True)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="trade.product.change",
        object_kind=PRODUCT,
        object_id=product.id,
        detail={"version": str(version.id)},
        now=now,
    )
