"""Issue certificates of contribution, numbered without gaps and signed, once the contribution is complete."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dong import Dong
from ecoop.ledger.actions.sign_texts import sign_texts
from ecoop.members.actions.hold_ceilings import lock_capital
from ecoop.members.calc import CertificateKind, CertificateText, capital_ratio
from ecoop.members.errors import CertificateNotValid, CertificateTooEarly, MemberUnknown
from ecoop.members.models import Certificate
from ecoop.members.queries import (
    Holding,
    describe_terms,
    get_capital_frame,
    list_holdings,
    list_settled,
    list_valid_certificates,
    write_number,
)
from ecoop.parties.queries import find_identity, get_organisation


@dataclass(frozen=True)
class CertificateDraft:
    """A certificate to issue to a member; `replaces` and `kind` say in whose place and why."""

    id: UUID
    member_id: UUID
    kind: CertificateKind = CertificateKind.FIRST
    replaces_id: UUID | None = None


@transaction.atomic
def issue_certificates(
    *, org_id: UUID, certificates: Sequence[CertificateDraft], issued_on: date, by: UUID, now: datetime
) -> list[UUID]:
    """Issue certificates, or new ones in the place of lost, damaged or outdated ones; known ids stay as they are.

    Law:    L17 Art. 75; Art. 76, clause 2, point b
    Shape:  the ids that are new
    Raises: CertificateTooEarly, CertificateNotValid, MemberUnknown, CharterCapitalUnknown
    Queries: 22 for any number
    """
    lock_capital(org_id=org_id)
    known = set(
        Certificate.objects.filter(org_id=org_id, id__in=[one.id for one in certificates]).values_list("id", flat=True)
    )
    new = [one for one in certificates if one.id not in known]
    if not new:
        return []
    ids = [one.member_id for one in new]
    lines = {line.member_id: line for line in list_holdings(org_id=org_id, day=issued_on, ids=ids)}
    _check(org_id=org_id, new=new, lines=lines, day=issued_on)
    texts = _write(org_id=org_id, new=new, lines=lines, day=issued_on)
    signed = sign_texts(texts=[text.as_text().encode() for text in texts], now=now)
    Certificate.objects.bulk_create(
        Certificate(
            id=one.id,
            org_id=org_id,
            member_id=one.member_id,
            member_org_id=lines[one.member_id].member_org_id,
            number=int(text.number),
            issued_on=issued_on,
            kind=one.kind.value,
            replaces_id=one.replaces_id,
            held_vnd=text.contributed_vnd,
            charter_capital_vnd=text.charter_capital_vnd,
            text=text.as_text(),
            key_id=signed.key_id,
            signature=signature,
            recorded_by_id=by,
            recorded_at=now,
        )
        for one, text, signature in zip(new, texts, signed.signatures, strict=True)
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="members.certificate.issue",
        object_kind="certificate",
        object_id=new[0].id if len(new) == 1 else None,
        detail={"count": len(new)},
        now=now,
    )
    return [one.id for one in new]


def _check(*, org_id: UUID, new: Sequence[CertificateDraft], lines: dict[UUID, Holding], day: date) -> None:
    ids = [one.member_id for one in new]
    settled = list_settled(org_id=org_id, day=day, ids=ids)
    valid = list_valid_certificates(org_id=org_id, day=day, ids=ids)
    least_vnd = get_capital_frame(org_id=org_id, day=day).contribution_min_vnd
    if len(set(ids)) < len(ids):
        raise CertificateTooEarly(name="", problem=_("one member stands in the list twice"))
    for one in new:
        if one.member_id not in lines:
            raise MemberUnknown(member=one.member_id)
        line, held = lines[one.member_id], valid.get(one.member_id)
        if one.replaces_id and (held is None or held.id != one.replaces_id):
            raise CertificateNotValid(number=held.label if held else "")
        problem = _problem(line, least_vnd)
        if not one.replaces_id and held:
            problem = _("the certificate {number} holds").format(number=held.label)
        # What is still open before the deadline may come; after the deadline, what was paid is the contribution.
        if any(each.unpaid_vnd and day <= each.commitment.due_on for each in settled.get(one.member_id, ())):
            problem = _("the contribution is not complete")
        if problem:
            raise CertificateTooEarly(name=line.name, problem=problem)


def _problem(line: Holding, least_vnd: Dong) -> str:
    if line.left_on:
        return _("the membership has ended")
    if line.held_vnd <= 0:
        return _("nothing is paid in")
    return _("less than the charter's least contribution is paid in") if line.held_vnd < least_vnd else ""


def _write(
    *, org_id: UUID, new: Sequence[CertificateDraft], lines: dict[UUID, Holding], day: date
) -> list[CertificateText]:
    organisation, identity = get_organisation(org_id=org_id), find_identity(org_id=org_id)
    whole_vnd = get_capital_frame(org_id=org_id, day=day).charter_capital_vnd
    terms = describe_terms(org_id=org_id, day=day, ids=list(lines))
    last = Certificate.objects.filter(org_id=org_id).aggregate(last=Max("number"))["last"] or 0
    return [
        CertificateText(
            id=one.id,
            org_id=org_id,
            cooperative_code=identity.tax_code if identity else "",
            cooperative=organisation.name,
            number=write_number(number=number),
            issued_on=day,
            member_number=lines[one.member_id].number,
            member=lines[one.member_id].name,
            contributed_vnd=lines[one.member_id].held_vnd,
            charter_capital_vnd=whole_vnd,
            ratio=capital_ratio(held_vnd=lines[one.member_id].held_vnd, charter_capital_vnd=whole_vnd),
            term=terms.get(one.member_id, ""),
        )
        for number, one in enumerate(new, start=last + 1)
    ]
