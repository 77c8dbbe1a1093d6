"""Merge what a phone says of a product into what holds, field by field; the loser is told and kept."""

from dataclasses import fields as names_of
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.sync.calc.bodies import ProductSaid
from ecoop.sync.calc.events import Loser
from ecoop.sync.calc.merging import merge_fields
from ecoop.sync.calc.words import FieldFate
from ecoop.sync.errors import EventNotUnderstood
from ecoop.sync.models import FieldChange
from ecoop.sync.queries.fields import list_moments, write_value
from ecoop.trade.actions.change_product import change_product
from ecoop.trade.actions.record_products import record_products
from ecoop.trade.calc import ProductDraft
from ecoop.trade.errors import ProductNotFound
from ecoop.trade.queries.things import ProductFacts, get_product

_FIELDS = tuple(each.name for each in names_of(ProductDraft) if each.name != "id")


@transaction.atomic
def merge_product(
    *, org_id: UUID, said: ProductSaid, event_id: UUID, said_at: datetime, by: UUID, now: datetime
) -> tuple[Loser, ...]:
    """Take a phone's change of a product in; a product that is not there yet is made.

    Call it holding the turn of products.

    Shape:   the fields that two said differently, with what was kept and what was lost
    Raises:  EventNotUnderstood, and what recording or changing a product refuses
    Queries: about 10
    """
    try:
        held = get_product(org_id=org_id, product_id=said.id)
    except ProductNotFound:
        _make(org_id, said, by, now)
        return ()
    current = {name: getattr(held, name) for name in _FIELDS}
    merged = merge_fields(
        fields=said.fields,
        base=said.base,
        current=current,
        said_at=said_at,
        current_since=list_moments(org_id=org_id, product_id=said.id, current=current, fields=said.fields),
    )
    if merged.taken:
        change_product(org_id=org_id, product=replace(_draft(held), **merged.taken), by=by, now=now)
    lost = {loser.field: loser.kept for loser in merged.losers if loser.field not in merged.taken}
    changes = [
        FieldChange(
            org_id=org_id,
            product_id=said.id,
            event_id=event_id,
            field=name,
            value=write_value(value=said.fields[name]),
            against=write_value(value=current[name]),
            fate=FieldFate.TAKEN if name in merged.taken else FieldFate.LOST,
            said_at=said_at,
        )
        for name in (*merged.taken, *lost)
    ]
    FieldChange.objects.bulk_create(changes)
    return merged.losers


def _make(org_id: UUID, said: ProductSaid, by: UUID, now: datetime) -> None:
    for needed in ("name", "sector"):
        if needed not in said.fields:
            raise EventNotUnderstood(field=needed)
    (outcome,) = record_products(org_id=org_id, products=[ProductDraft(id=said.id, **said.fields)], by=by, now=now)
    if outcome.refusal:
        raise outcome.refusal


def _draft(held: ProductFacts) -> ProductDraft:
    return ProductDraft(id=held.id, **{name: getattr(held, name) for name in _FIELDS})
