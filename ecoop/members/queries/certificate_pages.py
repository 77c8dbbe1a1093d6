"""What the page of certificates shows: those issued, and those to be issued, exchanged or taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dong import Dong
from ecoop.kernel.tenancy import read_sql
from ecoop.members.errors import CharterCapitalUnknown
from ecoop.members.queries.ceilings import get_capital_frame
from ecoop.members.queries.certificates import CertificateLine, list_certificates
from ecoop.members.queries.commitments import list_settled

WANTED_WORDS: Mapping[str, Any] = {
    "missing": _("to be issued: the contribution is complete"),
    "changed": _("to be exchanged: another amount is held now"),
    "ended": _("to be revoked: the membership or the capital has ended"),
}
WANTED_MAX = 500
PAGE_LINES = 100
_WANTED = read_sql(__file__, "certificates_wanted.sql")


@dataclass(frozen=True)
class CertificateWanted:
    """Somebody whose certificate is to be issued, exchanged or taken back."""

    member_id: UUID
    member_number: str
    member_name: str
    held_vnd: Dong
    certificate_id: UUID | None
    certificate_number: int | None
    kind: str

    @property
    def label(self) -> str:
        """Say in the active language what is to be done."""
        return str(WANTED_WORDS[self.kind])


@dataclass(frozen=True)
class CertificatesPage:
    """A page of certificates, the newest first, and what is to be done."""

    lines: tuple[CertificateLine, ...]
    wanted: tuple[CertificateWanted, ...]
    next_cursor: str | None

    @property
    def missing(self) -> int:
        """Count the certificates to be issued."""
        return sum(line.kind == "missing" for line in self.wanted)


def list_certificates_wanted(*, org_id: UUID, day: date) -> list[CertificateWanted]:
    """List whose certificate is to be issued, exchanged or revoked, by number; at most 500 at a time.

    Law:    L17 Art. 75
    Queries: 7
    """
    try:
        least_vnd = get_capital_frame(org_id=org_id, day=day).contribution_min_vnd
    except CharterCapitalUnknown:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_WANTED, {"org_id": org_id, "day": day, "limit": WANTED_MAX})
        lines = [CertificateWanted(*row) for row in cursor.fetchall()]
    missing = [line.member_id for line in lines if line.kind == "missing"]
    settled = list_settled(org_id=org_id, day=day, ids=missing) if missing else {}
    unready = {
        member_id
        for member_id, ones in settled.items()
        if any(one.unpaid_vnd and day <= one.commitment.due_on for one in ones)
    }
    return [
        line
        for line in lines
        if line.kind != "missing" or (line.member_id not in unready and line.held_vnd >= least_vnd)
    ]


def get_certificates_page(*, org_id: UUID, day: date, before: int | None = None) -> CertificatesPage:
    """Get a page of certificates.

    Queries: 11
    """
    lines = list_certificates(org_id=org_id, before=before, limit=PAGE_LINES + 1)
    return CertificatesPage(
        lines=tuple(lines[:PAGE_LINES]),
        wanted=() if before else tuple(list_certificates_wanted(org_id=org_id, day=day)),
        next_cursor=str(lines[PAGE_LINES - 1].number) if len(lines) > PAGE_LINES else None,
    )
