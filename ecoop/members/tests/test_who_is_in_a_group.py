"""Associates and foreigners are found without reading all members, and the sums stay those of all."""

from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.reverse_entry import reverse_entry
from ecoop.ledger.queries.documents import find_entry_id
from ecoop.members.actions.record_contributions import Contribution, record_contributions
from ecoop.members.calc import Held, Means, MemberType, derive_member_type
from ecoop.members.models import CapitalChange, CapitalContribution, Departure, Member, Particulars, Standing
from ecoop.members.queries import (
    MembersWanted,
    get_headcount,
    list_holdings,
    list_member_rooms,
    list_members_page,
    sum_holdings,
)
from ecoop.members.queries.holdings import CONTRIBUTION, sum_groups
from ecoop.members.tests.stage import Stage
from ecoop.members.tests.test_capital_actions import do, stage
from ecoop.parties.calc import plain_text
from tests.cast import BEGAN_AT, Cast

__all__ = ["do", "stage"]

FIRST, DAYS = date(2026, 1, 5), 300
BRINGS = [(True, True, False), (True, False, True), (True, False, False), (False, True, False), (False, False, True)]
NAMES = ("Đỗ Thị Đào", "Hộ Đỗ Văn Thi", "Nguyễn Thị Hoa", "Đào Đình Thìn", "HTX Thị Đô 3", "Company Ltd")


def draw_register(cast: Cast, rng: Random) -> None:
    """Write a register nobody planned: types that change, foreigners that come and go, capital in and out."""
    base: dict[str, Any] = {"org_id": cast.coop.id, "recorded_by_id": cast.lan.id, "recorded_at": BEGAN_AT}

    def some_day() -> date:
        return FIRST + timedelta(days=rng.randrange(DAYS))

    for place in range(40):
        name = rng.choice(NAMES)
        member = Member.objects.create(
            **base, number=f"TV{place:03}", name=name, name_plain=plain_text(text=name), admitted_on=some_day()
        )
        own = {**base, "member": member}
        for on in {some_day() for _time in range(rng.choice((1, 1, 1, 2, 3)))}:
            capital, uses, works = rng.choice(BRINGS)
            Standing.objects.create(**own, starts_on=on, brings_capital=capital, uses=uses, works=works)
        for on in {some_day() for _time in range(rng.randrange(3))}:
            nationality, kind = rng.choice(("VN", "VN", "LA")), rng.choice(("individual", "legal_person"))
            is_foreign = rng.random() < 1 / 4
            Particulars.objects.create(**own, starts_on=on, kind=kind, nationality=nationality, is_foreign=is_foreign)
        for _time in range(rng.randrange(3)):
            CapitalContribution.objects.create(**own, paid_on=some_day(), means="cash", amount_vnd=rng.randrange(1, 50))
        if rng.random() < 1 / 3:
            CapitalChange.objects.create(
                **own, document_id=new_id(), changed_on=some_day(), kind="given", amount_vnd=rng.randrange(1, 9),
                rests_on="HĐ",
            )  # fmt: skip
        if rng.random() < 1 / 4:
            Departure.objects.create(**own, ends_on=some_day(), ground="voluntary")


def count_by_hand(day: date) -> tuple[dict[MemberType, int], int]:
    """Count types and foreigners row by row."""
    types, foreign = Counter[MemberType](), 0
    gone = set(Departure.objects.filter(ends_on__lte=day).values_list("member_id", flat=True))
    for member in Member.objects.exclude(id__in=gone):
        latest = Standing.objects.filter(member=member, starts_on__lte=day).order_by("starts_on").last()
        if latest is None:
            continue
        kind = derive_member_type(capital=latest.brings_capital, use=latest.uses, labour=latest.works)
        assert kind is not None
        types[kind] += 1
        who = Particulars.objects.filter(member=member, starts_on__lte=day).order_by("starts_on").last()
        foreign += who is not None and (who.is_foreign or (who.kind == "individual" and who.nationality != "VN"))
    return dict(types), foreign


@pytest.mark.parametrize("seed", range(4))
def test_groups_and_heads_are_those_of_the_whole_register(cast: Cast, seed: int) -> None:
    with cast.inside(cast.coop, cast.lan):
        draw_register(cast, Random(seed))
        seen = Counter[bool]()
        for offset in range(-1, DAYS + 10, 17):
            day = FIRST + timedelta(days=offset)
            groups = sum_groups(org_id=cast.coop.id, day=day)
            assert groups == sum_holdings(org_id=cast.coop.id, day=day).together
            holders = [each.holder for each in list_holdings(org_id=cast.coop.id, day=day)]
            associates = sum(each.held_vnd for each in holders if each.type and each.type is not MemberType.OFFICIAL)
            assert groups.associates_vnd == associates
            heads = get_headcount(org_id=cast.coop.id, day=day)
            assert (dict(heads.by_type), heads.foreign) == count_by_hand(day)
            seen[groups.associates_vnd > 0 and groups.foreign_vnd > 0 and heads.foreign > 0] += 1
        assert seen[True] > 5


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("find", ["do thi", "Đỗ", "thi dao", "o", "tv01", "TV", "%", "_", "\\", "3", "ltd tv", " "])
def test_words_find_what_stands_in_names_or_begins_numbers(cast: Cast, seed: int, find: str) -> None:
    day = FIRST + timedelta(days=DAYS)
    with cast.inside(cast.coop, cast.lan):
        draw_register(cast, Random(seed))
        found = list_members_page(org_id=cast.coop.id, day=day, wanted=MembersWanted(find=find))
        words, number = plain_text(text=find).split(), find.strip().lower()
        everybody = Member.objects.filter(admitted_on__lte=day).order_by("number")
        assert [line.number for line in found] == [
            each.number
            for each in everybody
            if all(word in each.name_plain for word in words) or (number and each.number.lower().startswith(number))
        ]


def test_what_the_books_took_back_is_in_no_group(stage: Stage, do: Any) -> None:
    paid = Contribution(new_id(), stage.capital_only, date(2026, 2, 2), Means.BANK, Dong(7_000_000))
    do(record_contributions, contributions=[paid])
    day = {"day": date(2026, 12, 31)}
    room = {**day, "ids": [stage.capital_only], "limit": 1}
    assert do(lambda org_id, by, now: sum_groups(org_id=org_id, **day)) == Held(Dong(7_000_000), Dong(0))
    (rooms,) = do(lambda org_id, by, now: list_member_rooms(org_id=org_id, **room))
    assert [(each.who, each.held_vnd) for each in rooms.rooms] == [("associates", 7_000_000)]
    entry = {"document_kind": CONTRIBUTION, "document_id": paid.id}
    entry_id = do(lambda org_id, by, now: find_entry_id(org_id=org_id, **entry))
    do(reverse_entry, entry_id=entry_id, entry_on=date(2026, 6, 2), reason="ghi nhầm")
    assert do(lambda org_id, by, now: sum_groups(org_id=org_id, **day)) == Held(Dong(0), Dong(0))
