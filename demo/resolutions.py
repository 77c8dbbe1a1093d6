"""Resolutions passed on paper: what a meeting in a village hall decided, typed in afterwards."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from ecoop.resolutions.actions.pass_resolution import pass_resolution
from ecoop.resolutions.calc import DecidingBody, Majority, ResolutionDraft
from ecoop.resolutions.queries import get_matter_on

CALLED, ATTENDED, AGAINST, BLANK = 100, 88, 5, 3


def pass_on_paper(
    *,
    org_id: UUID,
    matter: str,
    parameters: Mapping[str, Any],
    passed_on: date,
    by: UUID,
    now: datetime,
    number: str = "",
    body: DecidingBody = DecidingBody.GENERAL_MEETING,
    majority: Majority | None = None,
) -> UUID:
    """Record a resolution that nearly everybody was for; the same one again is the one that is there."""
    label = get_matter_on(code=matter, day=passed_on).label_vi
    draft = ResolutionDraft(
        id=uuid5(org_id, f"{matter}|{passed_on}|{number}|{sorted(parameters.items(), key=str)}"),
        number=number,
        body=body,
        matter=matter,
        title=label[:1].upper() + label[1:],
        parameters=parameters,
        passed_on=passed_on,
        starts_on=passed_on,
        called=CALLED,
        attended=ATTENDED,
        votes_for=ATTENDED - AGAINST - BLANK,
        votes_against=AGAINST,
        votes_blank=BLANK,
        is_on_paper=True,
        paper=number,
        majority=majority,
    )
    return pass_resolution(org_id=org_id, draft=draft, by=by, now=now)
