"""Record written agreements with members; they make trade internal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dong import Dong
from ecoop.members.calc.twins import drop_twins
from ecoop.members.errors import AgreementEndsBeforeItBegins, AgreementNumberTaken, MemberUnknown
from ecoop.members.models import Agreement, Member


@dataclass(frozen=True)
class AgreementDraft:
    """An agreement with one member, by its number; the rest is what its paper 03-BH says."""

    id: UUID
    member_id: UUID
    number: str
    signed_on: date
    ends_before: date | None = None
    subject: str = ""
    terms: str = ""
    season: str = ""
    value_vnd: Dong | None = None


@transaction.atomic
def sign_agreements(*, org_id: UUID, agreements: Sequence[AgreementDraft], by: UUID, now: datetime) -> list[UUID]:
    """Record agreements; those whose id is there already stay as they are.

    Law:    L17 Art. 4, clause 1
    Shape:  the ids that are new
    Raises: MemberUnknown, AgreementNumberTaken, AgreementEndsBeforeItBegins, DocumentDiffers
    Queries: 5
    """
    agreements = drop_twins(drafts=agreements)
    members = Member.objects.filter(org_id=org_id).in_bulk([draft.member_id for draft in agreements])
    ids = [draft.id for draft in agreements]
    known = set(Agreement.objects.filter(org_id=org_id, id__in=ids).values_list("id", flat=True))
    new = [draft for draft in agreements if draft.id not in known]
    _check(org_id, new, members)
    Agreement.objects.bulk_create(
        Agreement(
            id=draft.id,
            org_id=org_id,
            member_id=draft.member_id,
            member_org_id=members[draft.member_id].member_org_id,
            number=draft.number,
            signed_on=draft.signed_on,
            ends_before=draft.ends_before,
            subject=draft.subject,
            terms=draft.terms,
            season=draft.season,
            value_vnd=draft.value_vnd,
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


def _check(org_id: UUID, new: Sequence[AgreementDraft], members: Mapping[UUID, Member]) -> None:
    numbers = [draft.number for draft in new]
    taken = set(Agreement.objects.filter(org_id=org_id, number__in=numbers).values_list("number", flat=True))
    for draft in new:
        if draft.member_id not in members:
            raise MemberUnknown(member=draft.member_id)
        if draft.number in taken:
            raise AgreementNumberTaken(number=draft.number)
        if draft.ends_before is not None and draft.ends_before <= draft.signed_on:
            raise AgreementEndsBeforeItBegins(number=draft.number, signed_on=draft.signed_on)
        taken.add(draft.number)
