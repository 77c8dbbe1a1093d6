"""Assets come: by their sources of money into the books, or from the books into the register."""

from dataclasses import replace
from datetime import date

import pytest

from ecoop.assets.calc.coming import list_doubts
from ecoop.assets.calc.words import Form, Kind, Origin
from ecoop.assets.errors import (
    AmountIsWrong,
    AssetDiffers,
    CodeIsTaken,
    DaysAreWrong,
    DesignationDoesNotFit,
    DesignationIsMissing,
    OriginDoesNotFit,
    SourceDoesNotFit,
    SourcesDoNotAddUp,
)
from ecoop.assets.queries import list_assets
from ecoop.assets.queries.law import get_limits
from ecoop.assets.tests.conftest import Yard
from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook

YEAR_END = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("given", "sources", "expected"),
    [
        # Bought by bank with own money and a loan; the input tax goes with the first.
        ({"vat_vnd": Dong(10)}, [("own", 60), ("loan", 40)],
         [("2111", "1121", 60), ("1332", "1121", 10), ("2111", "1121", 40)]),
        ({"form": Form.INTANGIBLE}, [("own", 100)], [("2113", "1121", 100)]),
        ({"origin": Origin.BUILT}, [("own", 100)], [("2111", "2422", 100)]),
        ({"origin": Origin.RECEIVED}, [("gift", 100)], [("2111", "558", 100)]),
        ({"origin": Origin.RECEIVED}, [("state", 100)], [("2111", "4118", 100)]),
        ({"origin": Origin.FOUND}, [("own", 100)], [("2111", "338", 100)]),
        # 60 from the fund, 40 given by the State in kind: both stand in 4422.
        ({"kind": Kind.UNDIVIDED, "designation": "c"}, [("fund", 60), ("state", 40)],
         [("212", "1121", 60), ("4421", "4422", 60), ("212", "4422", 40)]),
        ({"kind": Kind.UNDIVIDED, "designation": "b", "origin": Origin.BUILT}, [("fund", 100)],
         [("212", "2422", 100), ("4421", "4422", 100)]),
        ({"kind": Kind.UNDIVIDED, "designation": "d", "origin": Origin.RECEIVED}, [("gift", 100)],
         [("212", "558", 100)]),
        ({"kind": Kind.WELFARE}, [("welfare", 100)], [("2111", "1121", 100), ("3532", "3533", 100)]),
        ({"kind": Kind.HELD, "origin": Origin.HANDED_OVER}, [("state", 100)], [("002", "0", 100)]),
    ],
)  # fmt: skip
def test_an_asset_is_posted_by_its_sources(yard: Yard, given: dict, sources: list, expected: list) -> None:
    (outcome,) = yard.take(yard.draft(100, *sources, **given))
    assert outcome.refusal is None
    assert yard.postings(outcome.entry_label) == expected


@pytest.mark.parametrize(
    ("given", "sources", "refusal"),
    [
        ({}, [("own", 99)], SourcesDoNotAddUp),
        ({}, [("fund", 100)], SourceDoesNotFit),
        ({"kind": Kind.WELFARE}, [("own", 100)], SourceDoesNotFit),
        ({}, [("members", 100)], OriginDoesNotFit),
        ({"origin": Origin.RECEIVED}, [("own", 100)], OriginDoesNotFit),
        ({"kind": Kind.HELD}, [("state", 100)], OriginDoesNotFit),
        ({"kind": Kind.UNDIVIDED}, [("fund", 100)], DesignationIsMissing),
        ({"kind": Kind.UNDIVIDED, "designation": "d"}, [("fund", 100)], DesignationDoesNotFit),
        ({"in_use_on": date(2025, 12, 31)}, [("own", 100)], DaysAreWrong),
        ({"opening_worn_vnd": Dong(1)}, [("own", 100)], AmountIsWrong),
        ({"kind": Kind.WELFARE, "vat_vnd": Dong(1)}, [("welfare", 100)], AmountIsWrong),
        ({}, [("own", 200), ("own", -100)], AmountIsWrong),
    ],
)
def test_what_cannot_be_is_refused(yard: Yard, given: dict, sources: list, refusal: type) -> None:
    (outcome,) = yard.take(yard.draft(100, *sources, **given))
    assert isinstance(outcome.refusal, refusal)
    assert outcome.refusal.said_text
    assert list_assets(org_id=yard.org_id, day=YEAR_END) == []


def test_the_undivided_fund_refuses_with_its_article(yard: Yard) -> None:
    (outcome,) = yard.take(yard.draft(100, ("fund", 100)))
    assert outcome.refusal.law.article == "Điều 87"


def test_what_the_books_know_is_only_registered(yard: Yard) -> None:
    draft = yard.draft(
        120, ("members", 120), origin=Origin.IN_BOOKS, acquired_on=date(2023, 1, 1), in_use_on=date(2023, 1, 1),
        opening_worn_vnd=Dong(90), wears_from_on=date(2026, 1, 1), months_left=3,
    )  # fmt: skip
    (outcome,) = yard.take(draft)
    assert (outcome.status, outcome.entry_label) == ("recorded", "")
    (asset,) = list_assets(org_id=yard.org_id, day=YEAR_END)
    assert (asset.cost_vnd, asset.worn_vnd, asset.remaining_vnd) == (120, 90, 30)


def test_a_batch_keeps_the_good_and_names_the_bad(yard: Yard) -> None:
    good, bad = yard.draft(100), yard.draft(100, ("own", 99))
    twin = yard.draft(50, code=good.code)
    outcomes = yard.take(good, bad, twin)
    assert [each.status for each in outcomes] == ["recorded", "refused", "refused"]
    assert isinstance(outcomes[2].refusal, CodeIsTaken)
    again = yard.take(good, replace(good, cost_vnd=Dong(101)))
    assert again[0].status == "known"
    assert isinstance(again[1].refusal, AssetDiffers)
    assert len(list_assets(org_id=yard.org_id, day=YEAR_END)) == 1


def test_too_cheap_or_too_short_lived_warns(yard: Yard) -> None:
    # Thirty million and one year; the amount is marked R, so the software warns and does not refuse.
    limits = get_limits(law=lawbook.on(date(2026, 1, 1)))
    assert list_doubts(draft=yard.draft(29_999_999, life_months=11), limits=limits) == ["cost", "life"]
    assert list_doubts(draft=yard.draft(30_000_000, life_months=12), limits=limits) == []
