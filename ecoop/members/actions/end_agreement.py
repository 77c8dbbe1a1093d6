"""End an agreement with a member from a day on."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.members.errors import AgreementEndsBeforeItBegins, AgreementHasEnded, AgreementIsUsedLater
from ecoop.members.models import Agreement, AgreementEnding
from ecoop.members.queries.agreements import find_last_dealing_under, get_agreement


@transaction.atomic
def end_agreement(*, org_id: UUID, agreement_id: UUID, ends_before: date, reason: str, by: UUID, now: datetime) -> UUID:
    """End an agreement: from this day on, trade with the member is external until another one is signed.

    Law:    L17 Art. 4, clause 1
    Shape:  the id of the ending
    Raises: AgreementUnknown, AgreementEndsBeforeItBegins, AgreementHasEnded, AgreementIsUsedLater
    Queries: 8
    """
    facts = get_agreement(org_id=org_id, agreement_id=agreement_id)
    if ends_before <= facts.signed_on:
        raise AgreementEndsBeforeItBegins(number=facts.number, signed_on=facts.signed_on)
    if facts.ended_because or (facts.ends_before is not None and facts.ends_before <= ends_before):
        raise AgreementHasEnded(number=facts.number, ends_before=facts.ends_before)
    last_on = find_last_dealing_under(org_id=org_id, agreement_id=agreement_id)
    if last_on is not None and last_on >= ends_before:
        raise AgreementIsUsedLater(number=facts.number, day=last_on)
    row = Agreement.objects.get(org_id=org_id, id=agreement_id)
    ending = AgreementEnding(
        org_id=org_id,
        agreement_id=agreement_id,
        member_id=row.member_id,
        member_org_id=row.member_org_id,
        ends_before=ends_before,
        reason=reason.strip(),
        recorded_by_id=by,
        recorded_at=now,
    )
    AgreementEnding.objects.bulk_create([ending])
    record_event(
        org_id=org_id,
        person_id=by,
        verb="members.agreement.end",
        object_kind="agreement",
        object_id=agreement_id,
        detail={},
        now=now,
    )
    return ending.id
