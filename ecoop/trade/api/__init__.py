"""Trade for programs: batches recorded one by one, each answered for itself, and reads."""

from ninja import Router

from ecoop.trade.api.costs import router as costs
from ecoop.trade.api.phone import router as phone
from ecoop.trade.api.sales import router as sales
from ecoop.trade.api.things import router as things

router = Router(tags=["trade"])
for each in (sales, things, costs, phone):
    router.add_router("", each)

__all__ = ["router"]
