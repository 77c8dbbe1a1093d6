"""Governance for programs: bodies and guided courses, meetings, votes, resolutions."""

from ninja import Router

from ecoop.governance.api.bodies import router as bodies
from ecoop.governance.api.meetings import router as meetings
from ecoop.governance.api.phone import router as phone
from ecoop.governance.api.resolutions import router as resolutions
from ecoop.governance.api.votes import router as votes

router = Router(tags=["governance"])
for each in (bodies, meetings, resolutions, votes, phone):
    router.add_router("", each)

__all__ = ["router"]
