"""Reads of what was said of a product's fields, and when."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from ecoop.sync.models import FieldChange
from ecoop.trade.queries.things import list_product_versions


def list_moments(
    *, org_id: UUID, product_id: UUID, current: Mapping[str, Any], fields: Collection[str]
) -> dict[str, datetime]:
    """List when the value that holds was said, for some fields of a product.

    A phone's change counts from when it happened on the phone, one at the desk from when it was recorded.

    Queries: 2
    """
    versions = list_product_versions(org_id=org_id, product_id=product_id)
    taken = FieldChange.objects.filter(org_id=org_id, product_id=product_id, field__in=fields, fate="taken")
    said: dict[str, datetime] = {}
    written_by_phone: dict[str, str] = {}
    for row in taken.order_by("said_at", "id"):
        said[row.field], written_by_phone[row.field] = row.said_at, row.value
    return {name: _since(name, current[name], versions, said.get(name), written_by_phone.get(name)) for name in fields}


def _since(name: str, value: Any, versions: Any, said_at: datetime | None, said: str | None) -> datetime:
    since: datetime = versions[0].recorded_at
    for version in versions:
        if getattr(version, name) != value:
            break
        since = version.recorded_at
    return said_at if said_at is not None and said == write_value(value=value) else since


def write_value(*, value: Any) -> str:
    """Write the value of a field as text; an empty price is no text at all.

    Queries: 0
    """
    return "" if value is None else str(value)
