"""The office's papers for programs: vouchers and counterparties, batches recorded one by one, and reads."""

from ninja import Router

from ecoop.vouchers.api.counterparties import router as counterparties
from ecoop.vouchers.api.vouchers import router as vouchers

router = Router(tags=["vouchers"])
for each in (vouchers, counterparties):
    router.add_router("", each)

__all__ = ["router"]
