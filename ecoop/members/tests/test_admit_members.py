"""Admission: who is in the register, of which type, and who is refused."""

from dataclasses import replace
from datetime import date

import pytest

from ecoop.kernel.ids import new_id
from ecoop.members.actions.admit_members import Admission, admit_members, admit_one_by_one
from ecoop.members.errors import MemberBringsNothing, MemberNumberTaken, MemberNumberTooLong, MemberTwice
from ecoop.members.models import Departure
from ecoop.members.queries import list_members_on
from ecoop.members.tests.stage import FOUNDED_ON, set_the_stage
from tests.cast import BEGAN_AT, Cast


def test_the_register_shows_each_with_their_type(cast: Cast) -> None:
    with cast.inside(cast.coop, cast.lan):
        set_the_stage(cast)
        lines = list_members_on(org_id=cast.coop.id, day=FOUNDED_ON)
    assert [(line.number, line.type) for line in lines] == [
        ("TV001", "official"),
        ("TV002", "official"),
        ("TV003", "associate_capital"),
        ("TV004", "associate_no_capital"),
    ]


def test_the_register_of_an_earlier_day_is_empty(cast: Cast) -> None:
    with cast.inside(cast.coop, cast.lan):
        set_the_stage(cast)
        assert list_members_on(org_id=cast.coop.id, day=date(2026, 1, 4)) == []


def test_admitting_twice_doubles_nothing(cast: Cast) -> None:
    admission = Admission(new_id(), "TV009", "Hộ Mới", None, FOUNDED_ON, True, True, False)
    with cast.inside(cast.coop, cast.lan):
        once = admit_members(org_id=cast.coop.id, admissions=[admission], by=cast.lan.id, now=BEGAN_AT)
        again = admit_members(org_id=cast.coop.id, admissions=[admission], by=cast.lan.id, now=BEGAN_AT)
    assert (once, again) == ([admission.id], [])


def test_nobody_is_a_member_by_nothing(cast: Cast) -> None:
    nothing = Admission(new_id(), "TV009", "Hộ Mới", None, FOUNDED_ON, False, False, False)
    with cast.inside(cast.coop, cast.lan), pytest.raises(MemberBringsNothing):
        admit_members(org_id=cast.coop.id, admissions=[nothing], by=cast.lan.id, now=BEGAN_AT)


def test_a_number_is_given_once(cast: Cast) -> None:
    first = Admission(new_id(), "TV009", "Hộ Mới", None, FOUNDED_ON, True, True, False)
    pair = [first, replace(first, id=new_id())]
    with cast.inside(cast.coop, cast.lan), pytest.raises(MemberNumberTaken):
        admit_members(org_id=cast.coop.id, admissions=pair, by=cast.lan.id, now=BEGAN_AT)


def test_a_number_that_cannot_be_counted_on_asks_for_one_by_hand(cast: Cast) -> None:
    """The greatest number fills its twenty letters: the one after it has no room, one's own number has."""
    greatest = Admission(new_id(), "Z" * 20, "Hộ Mới", None, FOUNDED_ON, True, True, False)
    others = [replace(greatest, id=new_id(), number=number) for number in ("", "TV900")]
    with cast.inside(cast.coop, cast.lan):
        admit_members(org_id=cast.coop.id, admissions=[greatest], by=cast.lan.id, now=BEGAN_AT)
        told = admit_one_by_one(org_id=cast.coop.id, admissions=others, by=cast.lan.id, now=BEGAN_AT)
    assert [each.status for each in told] == ["refused", "recorded"]
    assert isinstance(told[0].refusal, MemberNumberTooLong)


def test_a_household_is_a_member_once_at_a_time(cast: Cast) -> None:
    """A second membership would have a second vote and a second ceiling of capital; after leaving, it may return."""
    with cast.inside(cast.coop, cast.lan):
        stage = set_the_stage(cast)
        again = Admission(new_id(), "TV009", "Hộ Năm", cast.nam_household.id, date(2026, 6, 1), True, True, False)
        with pytest.raises(MemberTwice):
            admit_members(org_id=cast.coop.id, admissions=[again], by=cast.lan.id, now=BEGAN_AT)
        new_one = replace(again, id=new_id(), member_org_id=cast.tu_household.id)
        pair = [new_one, replace(new_one, id=new_id(), number="TV010")]
        with pytest.raises(MemberTwice):
            admit_members(org_id=cast.coop.id, admissions=pair, by=cast.lan.id, now=BEGAN_AT)
        Departure.objects.create(
            org_id=cast.coop.id, member_id=stage.nam, member_org_id=cast.nam_household.id, ends_on=date(2026, 6, 1),
            ground="voluntary", recorded_by_id=cast.lan.id, recorded_at=BEGAN_AT,
        )  # fmt: skip
        assert admit_members(org_id=cast.coop.id, admissions=[again], by=cast.lan.id, now=BEGAN_AT) == [again.id]
