"""Payments for programs: notices of providers, what arrived, statements, matches."""

from ninja import Router

from ecoop.payments.api.webhooks import router as webhooks

router = Router(tags=["payments"])
for each in (webhooks,):
    router.add_router("", each)

__all__ = ["router"]
