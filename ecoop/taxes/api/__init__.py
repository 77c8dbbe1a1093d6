"""Taxes for programs: a year computed, returns, statements, and what a household reads of all that on its phone."""

from ninja import Router

from ecoop.taxes.api.figures import router as figures
from ecoop.taxes.api.phone_books import router as phone_books
from ecoop.taxes.api.phone_returns import router as phone_returns
from ecoop.taxes.api.phone_tax import router as phone_tax

router = Router(tags=["taxes"])
for each in (figures, phone_tax, phone_returns, phone_books):
    router.add_router("", each)

__all__ = ["router"]
