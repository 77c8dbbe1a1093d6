"""Acting for an organisation: the first wall."""

from ecoop.access.queries import list_memberships
from ecoop.kernel.walls import inside_organisation
from tests.cast import Cast


def test_the_cast_acts_in_its_roles(cast: Cast) -> None:
    lan = cast.acting(cast.lan, cast.coop)
    assert lan.roles == {"accountant"}
    assert lan.may("books.post")
    assert not lan.may("people.manage")
    assert not cast.acting(cast.hai, cast.coop).may("books.post")


def test_memberships_cross_the_walls_only_for_oneself(cast: Cast) -> None:
    with inside_organisation(org_id=None, person_id=cast.tu.id):
        found = list_memberships(person_id=cast.tu.id)
        assert {(each.organisation.slug, *each.roles) for each in found} == {
            ("htx-la-bang", "director"),
            ("ho-tu", "owner"),
        }
        assert list_memberships(person_id=cast.lan.id) == []
