"""A return as it comes out now, before anybody keeps it: who files, its fields, and the law it rests on."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.parties.queries import find_identity, get_organisation, map_places
from ecoop.taxes.calc import ReturnDue
from ecoop.taxes.calc.cooperative.returns import CIT_RETURN, DUE_FIELDS, PIT_RETURN, VAT_RETURN
from ecoop.taxes.calc.return_forms import FormVersion
from ecoop.taxes.calc.returns import FINALISATION, LEASE, NOTICE, QUARTERLY, Fields, PlaceOfBusiness, Taxpayer

# Where VAT and PIT due stand on each form.
_DUE = {
    QUARTERLY: ("[20][14]", "[20][17]"),
    NOTICE: ("", ""),
    FINALISATION: ("", "[18]"),
    LEASE: ("[12]", "[13]"),
    VAT_RETURN: (DUE_FIELDS[VAT_RETURN], ""),
    PIT_RETURN: ("", DUE_FIELDS[PIT_RETURN]),
    CIT_RETURN: ("", ""),
}


@dataclass(frozen=True)
class ComputedReturn:
    """A return as it comes out now, before anybody keeps it."""

    form: str
    period: str
    number: int
    known_on: date
    due: ReturnDue
    version: FormVersion
    law: str
    fields: Fields
    taxpayer: Taxpayer
    places: tuple[PlaceOfBusiness, ...]

    @property
    def vat_vnd(self) -> Dong:
        """Give the VAT that the return declares as payable."""
        return Dong(int(self.fields["values"].get(_DUE[self.form][0]) or 0))

    @property
    def pit_vnd(self) -> Dong:
        """Give the PIT that the return declares as payable."""
        return Dong(int(self.fields["values"].get(_DUE[self.form][1]) or 0))

    @property
    def cit_vnd(self) -> Dong:
        """Give the CIT that the return declares as payable."""
        return Dong(int(self.fields["values"].get(DUE_FIELDS[CIT_RETURN]) or 0) if self.form == CIT_RETURN else 0)


@lru_cache(maxsize=2)
def _fingerprint(tree_id: int) -> str:
    tree = lawbook.get_tree()
    shelves = {name: tree[name] for name in ("parameters", "forms")}
    return hashlib.sha256(json.dumps(shelves, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def law_fingerprint() -> str:
    """Give the fingerprint of the law that is loaded: its parameters and its forms.

    Queries: 0
    """
    return _fingerprint(id(lawbook.get_tree()))


def get_taxpayer(*, org_id: UUID) -> Taxpayer:
    """Get who files, as the head of every form asks.

    Queries: 3
    """
    organisation, identity = get_organisation(org_id=org_id), find_identity(org_id=org_id)
    ward = organisation.ward_code or ""
    place = map_places(codes=[ward] if ward else []).get(ward)
    return Taxpayer(
        name=organisation.name,
        tax_code=identity.tax_code if identity else "",
        address_line=identity.address_line if identity else "",
        ward_code=ward,
        ward_name=place.name if place else "",
        province_code=place.province_code if place else "",
        province_name=place.province_name if place else "",
        phone=identity.phone if identity else "",
        representative=identity.representative_name if identity else "",
    )
