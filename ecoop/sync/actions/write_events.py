"""Write the events of a batch that were recorded, in one statement."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from ecoop.kernel.packed import Packed, open_cursor
from ecoop.kernel.tenancy import read_sql
from ecoop.ledger.calc import packing
from ecoop.sync.calc.bodies import Read, SaleSaid
from ecoop.sync.calc.events import EventDraft

_WRITE = read_sql(__file__, "write_events.sql")
_BEGIN = datetime(2000, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def write_events(*, org_id: UUID, device_id: UUID, events: Sequence[tuple[EventDraft, Read]], now: datetime) -> None:
    """Write events that were recorded, so that each is known for ever.

    Queries: 1
    """
    if not events:
        return
    drafts, reads = [event for event, _read in events], [read for _event, read in events]
    sales = [read.document if type(read.document) is SaleSaid else None for read in reads]
    columns = [
        packing.pack_uuids([draft.id for draft in drafts]),
        packing.pack_integers([draft.seq for draft in drafts], oid=packing.INT8),
        packing.pack_texts([draft.kind for draft in drafts]),
        packing.pack_integers([(draft.happened_at - _BEGIN) // _MICROSECOND for draft in drafts], oid=packing.INT8),
        packing.pack_days([event.said_on or read.on for event, read in events]),
        packing.pack_integers([read.amount_vnd for read in reads], oid=packing.INT8),
        packing.pack_integers([sale.discount_vnd if sale else 0 for sale in sales], oid=packing.INT8),
        packing.pack_uuids([UUID(bytes=draft.digest) for draft in drafts]),
        packing.pack_texts([sale.number if sale else "" for sale in sales]),
        packing.pack_uuids([sale.payment.id if sale and sale.payment else None for sale in sales]),
        packing.pack_uuids([read.paper_id for read in reads]),
    ]
    given = [None if each is None else Packed(each) for each in columns]
    with open_cursor() as cursor:
        cursor.execute(_WRITE, [org_id, device_id, now, *given], prepare=True)
