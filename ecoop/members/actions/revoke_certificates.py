"""Revoke certificates of contribution at the end of a membership."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.members.actions.hold_ceilings import lock_capital
from ecoop.members.errors import CertificateNotValid
from ecoop.members.models import Certificate, CertificateRevocation
from ecoop.members.queries import write_number


@dataclass(frozen=True)
class RevocationDraft:
    """A certificate to take back, and why."""

    certificate_id: UUID
    reason: str


@transaction.atomic
def revoke_certificates(
    *, org_id: UUID, revocations: Sequence[RevocationDraft], revoked_on: date, by: UUID, now: datetime
) -> int:
    """Revoke certificates when a membership ended or nothing is held any more; those revoked before stay so.

    Law:    L17 Art. 75
    Shape:  how many are new
    Raises: CertificateNotValid
    Queries: 4
    """
    lock_capital(org_id=org_id)
    ids = [one.certificate_id for one in revocations]
    rows = Certificate.objects.filter(org_id=org_id).in_bulk(ids)
    replaced = Certificate.objects.filter(org_id=org_id, replaces_id__in=ids).first()
    if replaced or len(rows) < len(set(ids)):
        raise CertificateNotValid(number=write_number(number=rows[replaced.replaces_id].number) if replaced else "")
    done = set(
        CertificateRevocation.objects.filter(org_id=org_id, certificate_id__in=ids).values_list(
            "certificate_id", flat=True
        )
    )
    new = [one for one in revocations if one.certificate_id not in done]
    CertificateRevocation.objects.bulk_create(
        CertificateRevocation(
            org_id=org_id,
            certificate_id=one.certificate_id,
            member_id=rows[one.certificate_id].member_id,
            member_org_id=rows[one.certificate_id].member_org_id,
            revoked_on=revoked_on,
            reason=one.reason.strip(),
            recorded_by_id=by,
            recorded_at=now,
        )
        for one in new
    )
    for one in new:
        record_event(
            org_id=org_id,
            person_id=by,
            verb="members.certificate.revoke",
            object_kind="certificate",
            object_id=one.certificate_id,
            detail={},
            now=now,
        )
    return len(new)
