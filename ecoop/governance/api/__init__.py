"""Governance for programs: bodies and guided courses, meetings, votes, resolutions."""

from ninja import Router

from ecoop.governance.api.bodies import router as bodies
from ecoop.governance.api.votes import router as votes

router = Router(tags=["governance"])
for each in (bodies, votes):
    router.add_router("", each)

__all__ = ["router"]
