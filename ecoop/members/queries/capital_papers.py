"""Papers of capital, always in Vietnamese, the law's language: certificates, handover records, the book S31."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import segno
from django.utils.translation import override

from ecoop.kernel.dong import Dong
from ecoop.kernel.paper import typeset
from ecoop.kernel.words import vnd_in_words
from ecoop.members.calc import capital_ratio, read_code
from ecoop.members.errors import CapitalUnknown
from ecoop.members.models import CapitalContribution
from ecoop.members.queries.capital import list_contribution_books, list_contributions
from ecoop.members.queries.certificates import get_certificate
from ecoop.members.queries.particulars import get_particulars
from ecoop.members.queries.register import find_charter_capital
from ecoop.parties.queries import find_identity, find_place, get_organisation


@dataclass(frozen=True)
class _Head:
    name: str
    code: str
    address: str
    representative: str


def print_certificate(*, org_id: UUID, certificate_id: UUID, made_at: datetime) -> bytes:
    """Print a certificate of contribution with every field of the law and a square that carries its signed text.

    Law:    L17 Art. 75; the table cooperative/certificate-fields
    Raises: CapitalUnknown
    Queries: 8
    """
    line = get_certificate(org_id=org_id, certificate_id=certificate_id)
    said = read_code(code=line.code).certificate
    data = {
        "head": vars(_head(org_id)),
        "number": said.number,
        "issued_on": said.issued_on,
        "member": {"number": said.member_number, "name": said.member, **_identity(org_id, line.member_id)},
        "contributed_vnd": said.contributed_vnd,
        "in_words": vnd_in_words(said.contributed_vnd),
        "charter_capital_vnd": said.charter_capital_vnd,
        "ratio": _percent(said.ratio),
        "term": said.term,
        "code": line.code,
        "qr": segno.make(line.code, error="l").svg_inline(border=2),
    }
    with override("vi"):
        return typeset(template="members/certificate.typ", data=data, made_at=made_at)


def print_handover(*, org_id: UUID, contribution_id: UUID, made_at: datetime) -> bytes:
    """Print the record by which an asset was handed over as a contribution.

    Law:    L17 Art. 76, clause 3
    Raises: CapitalUnknown
    Queries: 14
    """
    row = CapitalContribution.objects.filter(org_id=org_id, id=contribution_id).first()
    lines = list_contributions(org_id=org_id, ids=[row.member_id]) if row else []
    line = next((one for one in lines if one.id == contribution_id), None)
    if line is None or line.asset is None:
        raise CapitalUnknown()
    whole_vnd = find_charter_capital(org_id=org_id, day=line.on) or Dong(0)
    with override("vi"):
        data = {
            "head": vars(_head(org_id)),
            "member": {"number": line.member_number, "name": line.member_name, **_identity(org_id, line.member_id)},
            "asset": {**vars(line.asset), "valuer": line.asset.valuer_label},
            "means": line.means_label,
            "amount_vnd": line.amount_vnd,
            "in_words": vnd_in_words(line.amount_vnd),
            "ratio": _percent(capital_ratio(held_vnd=line.amount_vnd, charter_capital_vnd=whole_vnd)),
            "charter_capital_vnd": whole_vnd,
            "established_on": line.on,
        }
        return typeset(template="members/handover.typ", data=data, made_at=made_at)


def print_contribution_books(*, org_id: UUID, year: int, ids: Collection[UUID], made_at: datetime) -> bytes:
    """Print the book of contributions of some members over a year, a page each.

    Law:    TT71 Appendix III, book S31
    Queries: 12 for any number of members
    """
    with override("vi"):
        books = list_contribution_books(
            org_id=org_id, ids=ids, starts_on=date(year, 1, 1), ends_before=date(year + 1, 1, 1)
        )
        data: dict[str, Any] = {
            "head": vars(_head(org_id)),
            "year": year,
            "books": [
                {
                    "member": f"{book.member_number} {book.member_name}",
                    "opening_vnd": book.opening_vnd,
                    "in_vnd": book.in_vnd,
                    "out_vnd": book.out_vnd,
                    "closing_vnd": book.closing_vnd,
                    "lines": [vars(line) for line in book.lines],
                }
                for book in books
            ],
        }
        return typeset(template="members/contribution_book.typ", data=data, made_at=made_at)


def _head(org_id: UUID) -> _Head:
    organisation, identity = get_organisation(org_id=org_id), find_identity(org_id=org_id)
    place = find_place(code=organisation.ward_code) if organisation.ward_code else None
    parts = [identity.address_line if identity else "", *((place.name, place.province_name) if place else ())]
    return _Head(
        name=organisation.name,
        code=identity.tax_code if identity else "",
        address=", ".join(part for part in parts if part),
        representative=identity.representative_name if identity else "",
    )


def _identity(org_id: UUID, member_id: UUID) -> dict[str, str]:
    who = get_particulars(org_id=org_id, member_id=member_id)
    return {
        "kind": who.kind.value,
        "address": who.address,
        "nationality": who.nationality,
        "paper": who.id_number or who.code,
        "representative": who.representative_name,
    }


def _percent(ratio: Any) -> str:
    return f"{(ratio * 100).normalize():f} %".replace(".", ",")
