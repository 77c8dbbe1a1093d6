"""Sync for phones and programs: phones, batches of events, what changed, totals, papers."""

from ninja import Router

from ecoop.sync.api.batches import router as batches
from ecoop.sync.api.devices import router as devices

router = Router(tags=["sync"])
for each in (devices, batches):
    router.add_router("", each)

__all__ = ["router"]
