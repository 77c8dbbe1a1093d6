"""The cast of every test: cô Lan, chú Năm, anh Hải and bà Tư, and the organisations they belong to."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from django.test import Client

from ecoop.access.actions.found_organisation import found_organisation
from ecoop.access.actions.grant_role import grant_role
from ecoop.access.actions.register_person import register_person
from ecoop.access.models import Person
from ecoop.access.queries import Acting, find_acting
from ecoop.kernel.walls import inside_organisation
from ecoop.parties.actions.record_identity import IdentityDraft
from ecoop.parties.actions.record_organisation import OrganisationDraft
from ecoop.parties.queries import OrganisationFacts

BEGAN_AT = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)


@dataclass
class Cast:
    """Who acts in the tests, and for whom.

    Lan keeps the cooperative's books, Hải controls them, Hoa directs it; Năm is a member and owns a household.
    Tư belongs to another cooperative and owns a household there. Nobody but the directors and owners holds a
    role in more than one organisation.
    """

    lan: Person
    nam: Person
    hai: Person
    tu: Person
    hoa: Person
    coop: OrganisationFacts
    nam_household: OrganisationFacts
    other_coop: OrganisationFacts
    tu_household: OrganisationFacts
    _strangers: int = field(default=0)

    @contextmanager
    def inside(self, organisation: OrganisationFacts, person: Person) -> Iterator[None]:
        """Stand inside an organisation's walls as a person, for the `with` block."""
        with inside_organisation(org_id=organisation.id, person_id=person.id):
            yield

    def client(self, person: Person) -> Client:
        """Give a browser in which the person is signed in."""
        client = Client()
        client.force_login(person)
        return client

    def acting(self, person: Person, organisation: OrganisationFacts) -> Acting:
        """Give what a person may do for an organisation."""
        with inside_organisation(org_id=organisation.id, person_id=person.id):
            acting = find_acting(person_id=person.id, person_name=person.name, organisation=organisation)
        assert acting is not None, f"{person.name} holds no role in {organisation.name}"
        return acting

    def someone(self, organisation: OrganisationFacts, role: str) -> Person:
        """Bring in another person who holds just this role, for example to ask with a role that is too low."""
        self._strangers += 1
        stranger = register_person(
            name=f"{role} {self._strangers}", phone=f"09880000{self._strangers:02}", now=BEGAN_AT
        )
        grant_role(org_id=organisation.id, person_id=stranger.id, role=role, by=self.lan.id, now=BEGAN_AT)
        return stranger


@pytest.fixture
def cast(db: None) -> Cast:
    """Bring the cast onto the stage of one test."""
    return bring_the_cast()


def bring_the_cast() -> Cast:
    """Register the persons, found their organisations and give them their roles."""
    lan, nam, hai, tu, hoa = (
        register_person(name=name, phone=phone, email=email, now=BEGAN_AT)
        for name, phone, email in (
            ("Nguyễn Thị Lan", "0912000001", "lan@example.vn"),
            ("Trần Văn Năm", "0912000002", "nam@example.vn"),
            ("Lê Văn Hải", "0912000003", "hai@example.vn"),
            ("Phạm Thị Tư", "0912000004", "tu@example.vn"),
            ("Đỗ Thị Hoa", "0912000005", "hoa@example.vn"),
        )
    )
    coop = _found(slug="htx-tan-cuong", name="HTX Chè Tân Cương", kind="cooperative", tax_code="4600000014", by=hoa)
    other = _found(slug="htx-la-bang", name="HTX Chè La Bằng", kind="cooperative", tax_code="4600000021", by=tu)
    for person, role in ((lan, "accountant"), (hai, "controller")):
        grant_role(org_id=coop.id, person_id=person.id, role=role, by=hoa.id, now=BEGAN_AT)
    return Cast(
        lan=lan,
        nam=nam,
        hai=hai,
        tu=tu,
        hoa=hoa,
        coop=coop,
        nam_household=_found(slug="ho-nam", name="Hộ Trần Văn Năm", kind="household", tax_code="019070000002", by=nam),
        other_coop=other,
        tu_household=_found(slug="ho-tu", name="Hộ Phạm Thị Tư", kind="household", tax_code="019170000004", by=tu),
    )


def _found(*, slug: str, name: str, kind: str, tax_code: str, by: Person) -> OrganisationFacts:
    return found_organisation(
        draft=OrganisationDraft(slug=slug, name=name, kind=kind, started_on=BEGAN_AT.date()),
        identity=IdentityDraft(tax_code=tax_code, representative_name=by.name, phone=by.phone or ""),
        by=by.id,
        now=BEGAN_AT,
    )
