"""What a year's trade measures, by pencil and for whatever trade there may be."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demo.resolutions import charter_on_paper
from ecoop.distribution.actions.close_year import close_year
from ecoop.distribution.tests.stage import live_a_year
from ecoop.kernel.dong import Dong
from ecoop.members.actions.set_charter import CharterChoice
from ecoop.members.calc import (
    RatioStanding,
    Worth,
    judge_ratio,
    measure_internal_ratio,
    measure_level,
    sum_of_worth,
)
from ecoop.members.queries.measures import (
    get_level_wholes,
    get_member_level,
    get_trade_measures,
    list_level_page,
    stream_levels,
)
from ecoop.members.tests.stage import FOUNDED_ON
from tests.cast import BEGAN_AT, Cast

CLOSED_ON = date(2027, 1, 20)
AMOUNTS = st.integers(min_value=0, max_value=10**13).map(Dong)
WORTHS = st.builds(Worth, AMOUNTS, AMOUNTS)


@given(AMOUNTS, AMOUNTS)
def test_a_ratio_lies_between_nothing_and_all(inside: Dong, outside: Dong) -> None:
    measured = measure_internal_ratio(internal_vnd=inside, external_vnd=outside)
    assert measured.total_vnd == inside + outside
    if measured.ratio is None:
        assert inside == outside == 0
    else:
        assert 0 <= measured.ratio <= 1


@given(st.dictionaries(st.uuids(), WORTHS, min_size=1, max_size=8), st.randoms())
def test_levels_add_up_to_everything_in_whatever_order(worth: dict[UUID, Worth], random: Any) -> None:
    whole = sum_of_worth(worth=worth)
    shuffled = list(worth.items())
    random.shuffle(shuffled)
    assert sum_of_worth(worth=dict(shuffled)) == whole
    levels = [measure_level(own=each, all_members=whole, official=whole) for each in worth.values()]
    for name in ("use_level", "labour_level", "use_share", "labour_share"):
        parts = [getattr(level, name) for level in levels]
        known = [part for part in parts if part is not None]
        assert all(0 <= part <= 1 for part in known)
        # Six places each: whatever is lost in rounding is less than half of the last place a member.
        assert not known or abs(sum(known) - 1) <= Decimal("0.0000005") * len(known)


@pytest.mark.parametrize(
    ("ratio", "least", "expected"),
    [
        ("0.6", "0.5", RatioStanding.FINE),
        ("0.55", "0.5", RatioStanding.FINE),
        ("0.54", "0.5", RatioStanding.NEAR),
        ("0.5", "0.5", RatioStanding.NEAR),
        ("0.49", "0.5", RatioStanding.UNDER),
        (None, "0.5", RatioStanding.UNKNOWN),
        ("0.49", None, RatioStanding.UNKNOWN),
    ],
)
def test_a_ratio_is_held_against_the_charter(ratio: str | None, least: str | None, expected: RatioStanding) -> None:
    found = judge_ratio(
        ratio=None if ratio is None else Decimal(ratio), least=None if least is None else Decimal(least)
    )
    assert found is expected


def test_the_internal_ratio_of_the_pencilled_year_before_and_after_its_closing(cast: Cast) -> None:
    """Inside 80,000,000 of 200,000,000 revenue: 40 %. Cost 40,000,000 of 80,000,000: 50 %. The charter asks 48 %."""
    with cast.inside(cast.coop, cast.lan):
        live_a_year(cast)
        floor = CharterChoice("internal_ratio_min", "0.48", FOUNDED_ON)
        charter_on_paper(org_id=cast.coop.id, choices=[floor], by=cast.lan.id, now=BEGAN_AT)
        opened = get_trade_measures(org_id=cast.coop.id, year=2026)
        assert (opened.by_revenue.ratio, opened.by_cost.ratio) == (Decimal("0.4"), Decimal("0.5"))
        assert (opened.by_revenue.internal_vnd, opened.by_cost.total_vnd) == (80_000_000, 80_000_000)
        # The better of both counts, and 50 % is near to 48 %.
        assert (opened.best, opened.standing) == (Decimal("0.5"), RatioStanding.NEAR)
        close_year(org_id=cast.coop.id, year=2026, today=CLOSED_ON, by=cast.lan.id, now=BEGAN_AT)
        assert get_trade_measures(org_id=cast.coop.id, year=2026) == opened
        assert get_trade_measures(org_id=cast.coop.id, year=2025).standing is RatioStanding.UNKNOWN


def test_use_and_labour_of_the_pencilled_year(cast: Cast) -> None:
    """Năm used 60,000,000 and Hoa 20,000,000: 75 % and 25 %. Only Hoa worked."""
    with cast.inside(cast.coop, cast.lan):
        stage = live_a_year(cast)
        page = list_level_page(org_id=cast.coop.id, year=2026)
        levels = {row.member_id: row.level for row in page.rows}
        assert (levels[stage.nam].use_level, levels[stage.hoa].use_level) == (Decimal("0.75"), Decimal("0.25"))
        assert (levels[stage.nam].labour_level, levels[stage.hoa].labour_level) == (0, 1)
        assert page.wholes.official == page.wholes.all_members == Worth(Dong(80_000_000), Dong(5_000_000))
        first = list_level_page(org_id=cast.coop.id, year=2026, most=1)
        second = list_level_page(org_id=cast.coop.id, year=2026, most=1, cursor=first.next_cursor)
        assert [*first.rows, *second.rows] == page.rows
        wholes = get_level_wholes(org_id=cast.coop.id, year=2026)
        assert list(stream_levels(org_id=cast.coop.id, year=2026, wholes=wholes)) == page.rows
        assert get_member_level(org_id=cast.coop.id, member_id=stage.nam, year=2026) == page.rows[0]
