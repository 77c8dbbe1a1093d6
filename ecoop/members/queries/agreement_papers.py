"""Agreements on paper: the form 03-BH in Vietnamese, one after the other in one file."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import override

from ecoop.kernel.paper import typeset
from ecoop.kernel.words import vnd_in_words
from ecoop.members.calc import ParticularsDraft
from ecoop.members.queries.agreements import PAPERS_AT_ONCE, AgreementFacts, list_agreement_page
from ecoop.members.queries.particulars import list_particulars
from ecoop.parties.queries import find_identity, get_organisation, map_places

_TEMPLATE = "members/agreement.typ"


def print_agreement_page(*, org_id: UUID, words: str, cursor: str, made_at: datetime) -> bytes | None:
    """Print the next hundred agreements of the list; None when there are none.

    Queries: 8
    """
    page = list_agreement_page(org_id=org_id, words=words, cursor=cursor, most=PAPERS_AT_ONCE)
    return print_agreements(org_id=org_id, agreements=page.rows, made_at=made_at) if page.rows else None


def print_agreements(*, org_id: UUID, agreements: Sequence[AgreementFacts], made_at: datetime) -> bytes:
    """Print agreements as one PDF, each beginning on its own page.

    Queries: 4
    """
    people = list_particulars(org_id=org_id, ids=[each.member_id for each in agreements])
    places = map_places(codes={each.ward_code for each in people.values() if each.ward_code})
    coop, identity = get_organisation(org_id=org_id), find_identity(org_id=org_id)
    with override("vi"):
        data = {
            "coop": {
                "name": coop.name,
                "tax_code": identity.tax_code if identity else "",
                "address": identity.address_line if identity else "",
                "phone": identity.phone if identity else "",
                "representative": identity.representative_name if identity else "",
            },
            "agreements": [_agreement(each, people.get(each.member_id), places) for each in agreements],
        }
    return typeset(template=_TEMPLATE, data=data, made_at=made_at)


def _agreement(facts: AgreementFacts, who: ParticularsDraft | None, places: Mapping[str, Any]) -> dict[str, Any]:
    who = who or ParticularsDraft()
    place = places.get(who.ward_code or "")
    address = ", ".join(part for part in (who.address, f"{place.name}, {place.province_name}" if place else "") if part)
    return {
        "number": facts.number,
        "signed_on": facts.signed_on,
        "ends_before": facts.ends_before,
        "subject": facts.subject,
        "terms": facts.terms,
        "season": facts.season,
        "value_vnd": facts.value_vnd,
        "in_words": "" if facts.value_vnd is None else vnd_in_words(facts.value_vnd),
        "member": {
            "number": facts.member_number,
            "name": facts.member_name,
            "id": who.id_number or who.code,
            "address": address,
            "phone": who.phone,
            "representative": who.representative_name,
        },
    }
