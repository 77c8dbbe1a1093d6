"""Members for programs: the register, capital, charter and certificates, trade with members, agreements."""

from ninja import Router

from ecoop.members.api.bookkeeping import router as books_keeper
from ecoop.members.api.capital import router as capital
from ecoop.members.api.certificates import router as certificates
from ecoop.members.api.joining import router as joining
from ecoop.members.api.membership import router as register
from ecoop.members.api.trade import router as trade

router = Router(tags=["members"])
# One address takes the methods of one router: admitting shares its address with the register, and so its router.
for each in (register, capital, certificates, trade, joining, books_keeper):
    router.add_router("", each)

__all__ = ["router"]
