"""A household lets its cooperative keep its books from the phone, and takes them back."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from ecoop.access.actions.give_books import give_books
from ecoop.access.actions.grant_role import grant_role
from ecoop.access.actions.revoke_role import revoke_role
from ecoop.access.errors import GrantDiffers
from ecoop.access.queries import list_people
from ecoop.audit.queries import EventFilter, list_events
from ecoop.kernel.ids import new_id
from ecoop.members.models import Departure, Member
from ecoop.members.tests.stage import set_the_stage
from tests.cast import BEGAN_AT, Cast

JSON = "application/json"


def _stage(cast: Cast) -> str:
    with cast.inside(cast.coop, cast.lan):
        set_the_stage(cast)
    return f"/api/o/{cast.nam_household.slug}/phone/cooperatives/{cast.coop.slug}/bookkeeping"


def _give(cast: Cast, url: str, own_id: str = "") -> Any:
    return cast.client(cast.nam).post(url, data={"id": own_id or str(new_id())}, content_type=JSON)


def _kept(cast: Cast) -> str:
    return cast.client(cast.lan).get("/kept/").content.decode()


def test_the_cooperatives_accountant_has_the_books_until_they_are_taken_back(cast: Cast) -> None:
    """Chú Năm is asked with the names of those who would open his books; giving and taking back hold at once."""
    url = _stage(cast)
    books = f"/o/{cast.nam_household.slug}/books/"
    accountant = cast.client(cast.lan)
    told = cast.client(cast.nam).get(url).json()
    assert (told["since_at"], told["accountants"]) == (None, ["Nguyễn Thị Lan"])
    assert accountant.get(books).status_code == 404
    assert cast.nam_household.name not in _kept(cast)

    assert _give(cast, url).json()["since_at"]
    assert cast.nam_household.name in _kept(cast)
    assert accountant.get(books).status_code == 200
    assert accountant.get(f"/api/o/{cast.nam_household.slug}").json()["roles"] == ["accountant"]
    # Keeping the books is no owning: she gives nobody a role and makes no keys.
    assert accountant.get(f"/o/{cast.nam_household.slug}/tokens/").status_code == 403
    people = cast.client(cast.nam).get(f"/o/{cast.nam_household.slug}/people/").content.decode()
    assert "HTX Chè Tân Cương" in people
    assert "Nguyễn Thị Lan" in people

    assert cast.client(cast.nam).delete(url).json()["since_at"] is None
    assert accountant.get(books).status_code == 404
    assert cast.nam_household.name not in _kept(cast)
    assert cast.client(cast.nam).delete(url).json()["code"] == "access.books-are-not-given"
    with cast.inside(cast.nam_household, cast.nam):
        verbs = [
            each.verb for each in list_events(org_id=cast.nam_household.id, wanted=EventFilter(), cursor=None).lines
        ]
    assert verbs[:2] == ["access.books.take", "access.books.give"]


def test_nobody_else_of_the_cooperative_opens_them(cast: Cast) -> None:
    """The director and the controller hold no accountant's role; neither does the accountant of another cooperative."""
    url = _stage(cast)
    grant_role(org_id=cast.other_coop.id, person_id=cast.hai.id, role="accountant", by=cast.tu.id, now=BEGAN_AT)
    assert _give(cast, url).status_code == 201
    for person in (cast.hoa, cast.hai, cast.tu):
        assert cast.client(person).get(f"/o/{cast.nam_household.slug}/books/").status_code == 404
        assert cast.nam_household.name not in cast.client(person).get("/kept/").content.decode()


def test_who_is_accountant_there_no_more_opens_nothing_and_who_comes_after_does(cast: Cast) -> None:
    url = _stage(cast)
    assert _give(cast, url).status_code == 201
    with cast.inside(cast.coop, cast.hoa):
        (role,) = next(each.roles for each in list_people(org_id=cast.coop.id) if each.person_id == cast.lan.id)
    revoke_role(org_id=cast.coop.id, grant_id=role.grant_id, by=cast.hoa.id, now=BEGAN_AT)
    assert cast.client(cast.lan).get(f"/o/{cast.nam_household.slug}/books/").status_code == 404
    assert cast.nam_household.name not in _kept(cast)
    after = cast.someone(cast.coop, "accountant")
    assert cast.client(after).get(f"/o/{cast.nam_household.slug}/books/").status_code == 200
    assert cast.client(cast.nam).get(url).json()["accountants"] == [after.name]


def test_giving_sent_twice_gives_once_and_only_to_a_cooperative_of_ones_own(cast: Cast) -> None:
    url, own = _stage(cast), str(new_id())
    first, second = _give(cast, url, own), _give(cast, url, own)
    assert (first.status_code, first.json()) == (second.status_code, second.json())
    assert _give(cast, url).json()["code"] == "access.books-are-given"
    with pytest.raises(GrantDiffers):
        give_books(
            org_id=cast.nam_household.id, grant_id=UUID(own), keeper_id=cast.other_coop.id, by=cast.nam.id, now=BEGAN_AT
        )
    elsewhere = url.replace(cast.coop.slug, cast.other_coop.slug)
    assert _give(cast, elsewhere).json()["code"] == "members.cooperative-not-found"
    # The names of accountants are for members only.
    assert cast.client(cast.nam).get(elsewhere).status_code == 404


def test_the_owner_takes_them_back_at_a_desk_too(cast: Cast) -> None:
    url = _stage(cast)
    assert _give(cast, url).status_code == 201
    end = f"/o/{cast.nam_household.slug}/people/books/{cast.coop.id}/end/"
    assert cast.client(cast.lan).post(end).status_code == 403
    assert cast.client(cast.nam).post(end).status_code == 302
    assert cast.client(cast.nam).get(url).json()["since_at"] is None


def test_who_left_takes_the_books_back_and_then_learns_no_names(cast: Cast) -> None:
    url = _stage(cast)
    assert _give(cast, url).status_code == 201
    with cast.inside(cast.coop, cast.lan):
        member = Member.objects.get(member_org_id=cast.nam_household.id)
        Departure.objects.create(
            org_id=cast.coop.id,
            member_id=member.id,
            member_org_id=cast.nam_household.id,
            ground="voluntary",
            ends_on=date(2026, 3, 1),
            recorded_by_id=cast.lan.id,
            recorded_at=BEGAN_AT,
        )
    # While it keeps the books, they know who opens them.
    assert cast.client(cast.nam).get(url).json()["accountants"] == ["Nguyễn Thị Lan"]
    assert cast.client(cast.nam).delete(url).json()["accountants"] == []
    assert cast.client(cast.nam).get(url).json()["accountants"] == []
    assert _give(cast, url).status_code == 404
