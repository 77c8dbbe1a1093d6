"""Payments for programs: notices of providers, what arrived, statements, matches."""

from ninja import Router

from ecoop.payments.api.arrivals import router as arrivals
from ecoop.payments.api.banks import router as banks
from ecoop.payments.api.office import router as office
from ecoop.payments.api.webhooks import router as webhooks

router = Router(tags=["payments"])
for each in (webhooks, arrivals, banks, office):
    router.add_router("", each)

__all__ = ["router"]
