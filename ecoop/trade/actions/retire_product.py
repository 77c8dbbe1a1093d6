"""Take a product out of sale; documents keep it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.trade.actions.wait_turn import wait_turn
from ecoop.trade.calc import PRODUCT
from ecoop.trade.errors import ProductIsRetired
from ecoop.trade.models import ProductRetirement
from ecoop.trade.queries.things import get_product


@transaction.atomic
def retire_product(*, org_id: UUID, product_id: UUID, by: UUID, now: datetime) -> None:
    """Take a product out of sale, once.

    Raises:  ProductNotFound, ProductIsRetired
    Queries: 4
    """
    wait_turn(org_id=org_id, of=PRODUCT)
    held = get_product(org_id=org_id, product_id=product_id)
    if held.is_retired:
        raise ProductIsRetired(name=held.name)
    ProductRetirement.objects.create(org_id=org_id, product_id=product_id, recorded_at=now, recorded_by_id=by)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="trade.product.retire",
        object_kind=PRODUCT,
        object_id=product_id,
        detail={},
        now=now,
    )
