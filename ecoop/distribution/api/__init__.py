"""Distribution for programs: one router for the end of a year, statements, payments and simulation."""

from ninja import Router

from ecoop.distribution.api.payments import router as payments
from ecoop.distribution.api.phone import router as phone
from ecoop.distribution.api.simulation import router as simulation
from ecoop.distribution.api.year_end import router as year_end

router = Router()
for part in (year_end, payments, simulation, phone):
    router.add_router("", part)

__all__ = ["router"]
