"""Sync for phones and programs: phones, batches of events, what changed, totals, papers."""

from ninja import Router

from ecoop.sync.api.batches import router as batches
from ecoop.sync.api.changes import router as changes
from ecoop.sync.api.day_ends import router as day_ends
from ecoop.sync.api.devices import router as devices
from ecoop.sync.api.orders import router as orders
from ecoop.sync.api.papers import router as papers
from ecoop.sync.api.photos import router as photos

router = Router(tags=["sync"])
for each in (devices, batches, changes, orders, papers, day_ends, photos):
    router.add_router("", each)

__all__ = ["router"]
