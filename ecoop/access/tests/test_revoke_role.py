"""Taking roles back, one after the other and both at once."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from django.db import connections

from ecoop.access.actions.grant_role import grant_role
from ecoop.access.actions.revoke_role import revoke_role
from ecoop.access.errors import NobodyWouldManagePeople, RoleIsHeld, RoleIsNotHeld, RoleIsUnknown
from ecoop.access.queries import list_memberships, list_people
from ecoop.kernel.refusals import Refusal
from ecoop.kernel.walls import inside_organisation
from tests.cast import BEGAN_AT, Cast, bring_the_cast


def _grants(cast: Cast) -> dict[UUID, UUID]:
    with cast.inside(cast.coop, cast.hoa):
        return {each.person_id: each.roles[0].grant_id for each in list_people(org_id=cast.coop.id)}


def test_a_role_is_held_once_and_ends_once(cast: Cast) -> None:
    with pytest.raises(RoleIsHeld):
        grant_role(org_id=cast.coop.id, person_id=cast.lan.id, role="accountant", by=cast.hoa.id, now=BEGAN_AT)
    with pytest.raises(RoleIsUnknown):
        grant_role(org_id=cast.coop.id, person_id=cast.lan.id, role="king", by=cast.hoa.id, now=BEGAN_AT)
    grant_id = _grants(cast)[cast.lan.id]
    revoke_role(org_id=cast.coop.id, grant_id=grant_id, by=cast.hoa.id, now=BEGAN_AT)
    with pytest.raises(RoleIsNotHeld):
        revoke_role(org_id=cast.coop.id, grant_id=grant_id, by=cast.hoa.id, now=BEGAN_AT)
    with inside_organisation(org_id=None, person_id=cast.lan.id):
        assert list_memberships(person_id=cast.lan.id) == [], "the policy own_role_revocations shows that it has ended"


def test_a_grant_of_another_organisation_cannot_be_ended(cast: Cast) -> None:
    with pytest.raises(RoleIsNotHeld):
        revoke_role(org_id=cast.other_coop.id, grant_id=_grants(cast)[cast.lan.id], by=cast.tu.id, now=BEGAN_AT)


def test_the_last_who_manages_people_stays(cast: Cast) -> None:
    with pytest.raises(NobodyWouldManagePeople):
        revoke_role(org_id=cast.coop.id, grant_id=_grants(cast)[cast.hoa.id], by=cast.hoa.id, now=BEGAN_AT)


def test_two_directors_cannot_end_each_other_at_the_same_moment(committed_db: str) -> None:
    cast = bring_the_cast()
    grant_role(org_id=cast.coop.id, person_id=cast.nam.id, role="director", by=cast.hoa.id, now=BEGAN_AT)
    grants = _grants(cast)

    def end(by: UUID, whose: UUID) -> str:
        try:
            revoke_role(org_id=cast.coop.id, grant_id=grants[whose], by=by, now=BEGAN_AT)
        except Refusal as refusal:
            return refusal.code
        finally:
            connections.close_all()
        return "ended"

    with ThreadPoolExecutor(max_workers=2) as both:
        told = list(both.map(end, (cast.hoa.id, cast.nam.id), (cast.nam.id, cast.hoa.id)))
    assert sorted(told) == ["access.nobody-would-manage-people", "ended"]
