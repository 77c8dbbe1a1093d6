"""Write the events of a batch that were recorded, in one statement."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from ecoop.kernel.tenancy import read_sql
from ecoop.sync.calc.bodies import Read, SaleSaid
from ecoop.sync.calc.events import EventDraft

_WRITE = read_sql(__file__, "write_events.sql")


def write_events(*, org_id: UUID, device_id: UUID, events: Sequence[tuple[EventDraft, Read]], now: datetime) -> None:
    """Write events that were recorded, so that each is known for ever.

    Queries: 1
    """
    if not events:
        return
    sales = [read.document if type(read.document) is SaleSaid else None for _event, read in events]
    given: dict[str, Any] = {
        "org_id": org_id,
        "device_id": device_id,
        "now": now,
        "ids": [event.id for event, _read in events],
        "seqs": [event.seq for event, _read in events],
        "kinds": [event.kind for event, _read in events],
        "happened": [event.happened_at for event, _read in events],
        "days": [read.on for _event, read in events],
        "amounts": [read.amount_vnd for _event, read in events],
        "discounts": [sale.discount_vnd if sale else 0 for sale in sales],
        "digests": [event.digest for event, _read in events],
        "numbers": [sale.number if sale else "" for sale in sales],
        "payments": [sale.payment.id if sale and sale.payment else None for sale in sales],
        "papers": [read.paper_id for _event, read in events],
    }
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, given)
