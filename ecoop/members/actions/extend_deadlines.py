"""Record days of transport, import or transfer of title, which the deadline of a commitment does not count."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.ledger.errors import ReasonMissing
from ecoop.members.errors import CapitalUnknown
from ecoop.members.models import CapitalCommitment, CapitalExtension


@dataclass(frozen=True)
class ExtensionDraft:
    """So many days more for one commitment, and why."""

    id: UUID
    commitment_id: UUID
    days: int
    reason: str


@transaction.atomic
def extend_deadlines(*, org_id: UUID, extensions: Sequence[ExtensionDraft], by: UUID, now: datetime) -> list[UUID]:
    """Extend deadlines; an extension recorded before stays as it is.

    Law:    L17 Art. 74, clause 4
    Shape:  the ids that are new
    Raises: CapitalUnknown, ReasonMissing
    Queries: 4
    """
    known = set(
        CapitalExtension.objects.filter(org_id=org_id, id__in=[draft.id for draft in extensions]).values_list(
            "id", flat=True
        )
    )
    new = [draft for draft in extensions if draft.id not in known]
    commitments = CapitalCommitment.objects.filter(org_id=org_id).in_bulk([draft.commitment_id for draft in new])
    if any(draft.commitment_id not in commitments for draft in new):
        raise CapitalUnknown()
    if any(not draft.reason.strip() for draft in new):
        raise ReasonMissing()
    CapitalExtension.objects.bulk_create(
        CapitalExtension(
            id=draft.id,
            org_id=org_id,
            commitment_id=draft.commitment_id,
            member_id=commitments[draft.commitment_id].member_id,
            member_org_id=commitments[draft.commitment_id].member_org_id,
            days=draft.days,
            reason=draft.reason.strip(),
            recorded_by_id=by,
            recorded_at=now,
        )
        for draft in new
    )
    for draft in new:
        record_event(
            org_id=org_id,
            person_id=by,
            verb="members.capital.extend",
            object_kind="capital_commitment",
            object_id=draft.commitment_id,
            detail={"days": draft.days},
            now=now,
        )
    return [draft.id for draft in new]
