"""Record written agreements with members; they make trade internal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.members.errors import MemberUnknown
from ecoop.members.models import Agreement, Member


@dataclass(frozen=True)
class AgreementDraft:
    """An agreement with one member, by its number."""

    id: UUID
    member_id: UUID
    number: str
    signed_on: date
    ends_before: date | None = None


@transaction.atomic
def sign_agreements(*, org_id: UUID, agreements: Sequence[AgreementDraft], by: UUID, now: datetime) -> list[UUID]:
    """Record agreements; those whose id is there already stay as they are.

    Law:    L17 Art. 4, clause 1
    Shape:  the ids that are new
    Raises: MemberUnknown
    Queries: 4
    """
    members = Member.objects.filter(org_id=org_id).in_bulk([draft.member_id for draft in agreements])
    ids = [draft.id for draft in agreements]
    known = set(Agreement.objects.filter(org_id=org_id, id__in=ids).values_list("id", flat=True))
    new = [draft for draft in agreements if draft.id not in known]
    for draft in new:
        if draft.member_id not in members:
            raise MemberUnknown(member=draft.member_id)
    Agreement.objects.bulk_create(
        Agreement(
            id=draft.id,
            org_id=org_id,
            member_id=draft.member_id,
            member_org_id=members[draft.member_id].member_org_id,
            number=draft.number,
            signed_on=draft.signed_on,
            ends_before=draft.ends_before,
            recorded_by_id=by,
            recorded_at=now,
        )
        for draft in new
    )
    if new:
        record_event(
            org_id=org_id,
            person_id=by,
            verb="members.agreement.sign",
            object_kind="agreement",
            object_id=new[0].id if len(new) == 1 else None,
            detail={"count": len(new)},
            now=now,
        )
    return [draft.id for draft in new]
