"""Certificates of contribution: who has which, who should have one, and whether a code is good."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dong import Dong
from ecoop.kernel.walls import inside_organisation
from ecoop.ledger.queries.seals import find_public_key
from ecoop.members.calc import CertificateState, SignedCertificate, read_code, write_code
from ecoop.members.errors import CapitalUnknown
from ecoop.members.models import Certificate, CertificateRevocation, Member

STATE_WORDS: Mapping[str, Any] = {
    "valid": _("valid"),
    "replaced": _("replaced by another certificate"),
    "revoked": _("revoked"),
    "unknown": _("not known here"),
}
KIND_WORDS: Mapping[str, Any] = {
    "first": _("first issue"),
    "lost": _("in place of a lost one"),
    "damaged": _("in place of a damaged one"),
    "changed": _("exchanged: its content changed"),
}


@dataclass(frozen=True)
class CertificateLine:
    """A certificate, to whom it was issued, and what became of it."""

    id: UUID
    member_id: UUID
    member_number: str
    member_name: str
    number: int
    issued_on: date
    kind: str
    held_vnd: Dong
    charter_capital_vnd: Dong
    state: str
    state_on: date | None
    reason: str
    code: str

    @property
    def label(self) -> str:
        """Write the number as it stands on the paper."""
        return write_number(number=self.number)

    @property
    def state_label(self) -> str:
        """Say the state in the active language."""
        return str(STATE_WORDS[self.state])

    @property
    def kind_label(self) -> str:
        """Say in the active language why it was issued."""
        return str(KIND_WORDS[self.kind])


@dataclass(frozen=True)
class CheckedCertificate:
    """What may be told to anybody who holds a code: what the code itself says, and whether it still holds."""

    signed: SignedCertificate
    state: CertificateState
    is_signature_good: bool

    @property
    def state_label(self) -> str:
        """Say the state in the active language."""
        return str(STATE_WORDS[self.state])


def write_number(*, number: int) -> str:
    """Write the number of a certificate as it stands on the paper.

    Queries: 0
    """
    return f"{number:04}"


def list_certificates(
    *, org_id: UUID, ids: Collection[UUID] | None = None, before: int | None = None, limit: int | None = None
) -> list[CertificateLine]:
    """List certificates, the newest first: of some members, or a page of all before a number.

    Queries: 4
    """
    rows = Certificate.objects.filter(org_id=org_id).order_by("-number")
    if ids is not None:
        rows = rows.filter(member_id__in=list(ids))
    if before is not None:
        rows = rows.filter(number__lt=before)
    return _lines(org_id=org_id, rows=list(rows[:limit] if limit else rows))


def get_certificate(*, org_id: UUID, certificate_id: UUID) -> CertificateLine:
    """Get one certificate.

    Raises: CapitalUnknown
    Queries: 4
    """
    rows = list(Certificate.objects.filter(org_id=org_id, id=certificate_id))
    if not rows:
        raise CapitalUnknown()
    return _lines(org_id=org_id, rows=rows)[0]


def list_valid_certificates(
    *, org_id: UUID, day: date, ids: Collection[UUID] | None = None
) -> dict[UUID, CertificateLine]:
    """List by member the certificate that holds on a day.

    Law:    L17 Art. 15; Art. 75
    Queries: 4
    """
    rows = Certificate.objects.filter(org_id=org_id, issued_on__lte=day).order_by("number")
    if ids is not None:
        rows = rows.filter(member_id__in=list(ids))
    kept = list(rows)
    replaced = {row.replaces_id for row in kept if row.replaces_id}
    revoked = set(
        CertificateRevocation.objects.filter(org_id=org_id, revoked_on__lte=day).values_list(
            "certificate_id", flat=True
        )
    )
    standing = [row for row in kept if row.id not in replaced and row.id not in revoked]
    return {line.member_id: line for line in reversed(_lines(org_id=org_id, rows=standing))}


def check_certificate(*, code: str) -> CheckedCertificate:
    """Check the code of a certificate for anybody, telling nothing but what the code says and whether it holds.

    Only a text that this installation signed leads to the register of its cooperative, so nobody can ask for what
    they do not hold in their hands.

    Law:    L17 Art. 75
    Raises: CertificateUnreadable
    Queries: 6
    """
    signed = read_code(code=code)
    public_key = find_public_key(key_id=signed.key_id)
    if public_key is None or not signed.is_signed_by(public_key=public_key):
        return CheckedCertificate(signed, CertificateState.UNKNOWN, is_signature_good=False)
    said = signed.certificate
    with inside_organisation(org_id=said.org_id, person_id=None):
        row = Certificate.objects.filter(org_id=said.org_id, id=said.id, text=said.as_text()).first()
        if row is None:
            return CheckedCertificate(signed, CertificateState.UNKNOWN, is_signature_good=True)
        is_revoked = CertificateRevocation.objects.filter(org_id=said.org_id, certificate_id=said.id).exists()
        is_replaced = Certificate.objects.filter(org_id=said.org_id, replaces_id=said.id).exists()
    state = CertificateState.REVOKED if is_revoked else CertificateState.VALID
    return CheckedCertificate(signed, CertificateState.REPLACED if is_replaced else state, is_signature_good=True)


def _lines(*, org_id: UUID, rows: Iterable[Certificate]) -> list[CertificateLine]:
    rows = list(rows)
    ids = [row.id for row in rows]
    members = Member.objects.filter(org_id=org_id).in_bulk({row.member_id for row in rows})
    next_ones = Certificate.objects.filter(org_id=org_id, replaces_id__in=ids)
    replaced = dict(next_ones.values_list("replaces_id", "issued_on"))
    ended = CertificateRevocation.objects.filter(org_id=org_id, certificate_id__in=ids)
    revoked = {row.certificate_id: row for row in ended}
    return [_line(row, members[row.member_id], replaced, revoked) for row in rows]


def _line(
    row: Certificate,
    member: Member,
    replaced: Mapping[UUID, date],
    revoked: Mapping[UUID, CertificateRevocation],
) -> CertificateLine:
    end = revoked.get(row.id)
    state = CertificateState.REVOKED if end else CertificateState.VALID
    return CertificateLine(
        id=row.id,
        member_id=row.member_id,
        member_number=member.number,
        member_name=member.name,
        number=row.number,
        issued_on=row.issued_on,
        kind=row.kind,
        held_vnd=Dong(row.held_vnd),
        charter_capital_vnd=Dong(row.charter_capital_vnd),
        state=CertificateState.REPLACED if row.id in replaced else state,
        state_on=replaced.get(row.id) or (end.revoked_on if end else None),
        reason=end.reason if end else "",
        code=write_code(text=row.text, key_id=row.key_id, signature=row.signature),
    )
