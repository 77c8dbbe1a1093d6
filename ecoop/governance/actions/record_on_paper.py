"""Record a resolution that was passed on paper, and keep the paper."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.governance.queries.motions import majority_of_motion
from ecoop.resolutions.actions.keep_paper import keep_paper
from ecoop.resolutions.actions.pass_resolution import pass_resolution
from ecoop.resolutions.calc import ResolutionDraft


@transaction.atomic
def record_on_paper(
    *, org_id: UUID, draft: ResolutionDraft, file: tuple[str, bytes] | None, by: UUID, now: datetime
) -> UUID:
    """Record what a body decided on paper, by the majority its object asks for, with the photo or scan of the paper.

    Raises: what pass_resolution and keep_paper refuse
    """
    majority = majority_of_motion(org_id=org_id, matter=draft.matter, parameters=draft.parameters, day=draft.passed_on)
    resolution_id = pass_resolution(org_id=org_id, draft=replace(draft, majority=majority), by=by, now=now)
    if file:
        name, content = file
        keep_paper(org_id=org_id, resolution_id=resolution_id, name=name, content=content, by=by, now=now)
    return resolution_id
