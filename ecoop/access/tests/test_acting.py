"""Acting for an organisation: the first wall."""

import time

import pytest

from ecoop.access.queries import list_memberships, list_people
from tests.cast import Cast


def test_the_cast_acts_in_its_roles(cast: Cast) -> None:
    lan = cast.acting(cast.lan, cast.coop)
    assert lan.roles == {"accountant"}
    assert lan.may("books.post")
    assert not lan.may("people.manage")
    assert not cast.acting(cast.hai, cast.coop).may("books.post")


def test_memberships_cross_the_walls_only_for_oneself(cast: Cast) -> None:
    found = list_memberships(person_id=cast.tu.id)
    assert [(each.organisation.slug, set(each.roles)) for each in found] == [
        ("htx-la-bang", {"director"}),
        ("ho-tu", {"owner"}),
    ]
    assert [each.organisation.slug for each in list_memberships(person_id=cast.lan.id)] == ["htx-tan-cuong"]
