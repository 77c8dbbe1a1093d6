"""Mark a resolution as one that does not hold."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dates import vietnam_day
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.resolutions.actions.pass_resolution import RESOLUTION
from ecoop.resolutions.calc import AnnulledBy
from ecoop.resolutions.errors import AnnulmentUnfounded, ResolutionIsAnnulled
from ecoop.resolutions.models import ResolutionAnnulment
from ecoop.resolutions.queries import get_resolution


@dataclass(frozen=True)
class AnnulmentDraft:
    """Who says that a resolution does not hold, on which day, by which paper, and why."""

    annulled_by: AnnulledBy
    annulled_on: date
    paper: str
    reason: str


@transaction.atomic
def annul_resolution(*, org_id: UUID, resolution_id: UUID, draft: AnnulmentDraft, by: UUID, now: datetime) -> UUID:
    """Mark a resolution annulled; what was carried out on it is undone above, by the domains that did it.

    Raises: ResolutionMissing, AnnulmentUnfounded, ResolutionIsAnnulled
    """
    lock_books(org_id=org_id)
    facts = get_resolution(org_id=org_id, resolution_id=resolution_id)
    if not draft.paper.strip() or not draft.reason.strip():
        raise AnnulmentUnfounded()
    if not facts.passed_on <= draft.annulled_on <= vietnam_day(now):
        raise AnnulmentUnfounded()
    if facts.annulment:
        raise ResolutionIsAnnulled(number=facts.number, annulled_on=facts.annulment.annulled_on)
    row = ResolutionAnnulment.objects.create(
        org_id=org_id,
        resolution_id=resolution_id,
        annulled_by=draft.annulled_by.value,
        annulled_on=draft.annulled_on,
        paper=draft.paper.strip(),
        reason=draft.reason.strip(),
        recorded_by_id=by,
        recorded_at=now,
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="resolutions.resolution.annul",
        object_kind=RESOLUTION,
        object_id=resolution_id,
        detail={"annulment": str(row.id), "by": draft.annulled_by.value},
        now=now,
    )
    return row.id
