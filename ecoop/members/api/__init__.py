"""Members for programs: the register, trade with members, agreements."""

from ninja import Router

from ecoop.members.api.register import router as register
from ecoop.members.api.trade import router as trade

router = Router(tags=["members"])
for each in (register, trade):
    router.add_router("", each)

__all__ = ["router"]
