"""Revenue: the totals beside the sales, the lines behind them, and what no longer counts."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.kernel.walls import inside_organisation
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.actions.reverse_entry import reverse_entry
from ecoop.ledger.models import Entry
from ecoop.ledger.queries import list_findings
from ecoop.trade.actions.record_sales import record_sales
from ecoop.trade.calc import SaleDraft, SaleLineDraft
from ecoop.trade.models import RevenueMonth, SaleLine
from ecoop.trade.queries import (
    RevenueOfMonth,
    list_revenue_lines,
    list_revenue_totals,
    list_takings_by_day,
    stream_revenue_lines,
    sum_revenue_by_month,
    sum_takings,
)
from tests.cast import Cast

NOW = datetime(2026, 3, 6, 2, 0, tzinfo=UTC)
MARCH = date(2026, 3, 1)


@pytest.fixture
def nam(cast: Cast) -> Iterator[Cast]:
    """Stand in chú Năm's household, whose books are open since the new year."""
    with cast.inside(cast.nam_household, cast.nam):
        open_books(org_id=cast.nam_household.id, chart="household", starts_on=date(2026, 1, 1), by=cast.nam.id, now=NOW)
        yield cast
        assert list_findings(org_id=cast.nam_household.id) == []


def sale(*lines: tuple[str, int, bool], on: date = date(2026, 3, 5), channel: str = "shop") -> SaleDraft:
    drafts = tuple(SaleLineDraft(sector, "Chè", Dong(vnd), is_vat_cut=cut) for sector, vnd, cut in lines)
    named = {} if channel == "shop" else {"platform_name": "Sàn A"}
    return SaleDraft(id=new_id(), sold_on=on, lines=drafts, channel=channel, **named)


def record(cast: Cast, *sales: SaleDraft) -> None:
    outcomes = record_sales(org_id=cast.nam_household.id, sales=list(sales), by=cast.nam.id, now=NOW)
    assert {outcome.status for outcome in outcomes} <= {"recorded", "known"}


def months(cast: Cast) -> list[RevenueOfMonth]:
    return sum_revenue_by_month(org_id=cast.nam_household.id, year=2026)


def test_a_month_adds_up_by_sector_and_channel(nam: Cast) -> None:
    first = sale(("goods", 300, True), ("goods", 200, False), ("services", 50, False))
    record(nam, first, sale(("goods", 40, False), channel="platform_paid"))
    record(nam, first, sale(("goods", -100, False)))
    assert months(nam) == [
        RevenueOfMonth(MARCH, "goods", Dong(40), Dong(0), "platform_paid"),
        RevenueOfMonth(MARCH, "goods", Dong(400), Dong(300)),
        RevenueOfMonth(MARCH, "services", Dong(50), Dong(0)),
    ]


def test_what_comes_back_lowers_its_own_month(nam: Cast) -> None:
    record(nam, sale(("goods", 900, False)), sale(("goods", -200, False), on=date(2026, 4, 2)))
    assert [(each.month.month, each.amount_vnd) for each in months(nam)] == [(3, 900), (4, -200)]


def test_a_sale_that_a_red_entry_took_back_no_longer_counts(nam: Cast) -> None:
    """
    2026-03-05 posted   Nợ 111  Có 5111   900
    2026-03-05 posted   Nợ 111  Có 5111   100
    2026-03-06 red      Nợ 111  Có 5111  -900   the first never happened
    """
    wrong, right = sale(("goods", 900, True)), sale(("goods", 100, False))
    record(nam, wrong, right)
    org_id = nam.nam_household.id
    entry = Entry.objects.get(document_id=wrong.id)
    back = {"entry_id": entry.id, "entry_on": date(2026, 3, 6), "reason": "Ghi nhầm"}
    reverse_entry(org_id=org_id, **back, by=nam.nam.id, now=NOW)
    assert months(nam) == [RevenueOfMonth(MARCH, "goods", Dong(100), Dong(0))]
    assert [line.sale_id for line in stream_revenue_lines(org_id=org_id, year=2026, sector="goods")] == [right.id]
    assert sum_takings(org_id=org_id, starts_on=MARCH, ends_before=date(2026, 4, 1)) == 100


def test_the_lines_go_on_after_a_cursor(nam: Cast) -> None:
    record(nam, *(sale(("goods", n, False), ("goods", 1, False), on=date(2026, 1, n)) for n in range(1, 8)))
    org_id = nam.nam_household.id
    first = list_revenue_lines(org_id=org_id, year=2026, sector="goods", limit=3)
    rest = list_revenue_lines(org_id=org_id, year=2026, sector="goods", limit=9, after=first[-1].cursor)
    assert [(line.number, line.amount_vnd) for line in first + rest] == [(n, n + 1) for n in range(1, 8)]
    assert first + rest == list(stream_revenue_lines(org_id=org_id, year=2026, sector="goods"))
    assert first[0].entry_label == "2026-1"


def test_takings_stand_day_by_day(nam: Cast) -> None:
    record(nam, sale(("goods", 5, False)), sale(("goods", 7, False)), sale(("other", 1, False), on=date(2026, 3, 7)))
    found = list_takings_by_day(org_id=nam.nam_household.id, starts_on=MARCH, ends_before=date(2026, 4, 1))
    assert found == {date(2026, 3, 5): 12, date(2026, 3, 7): 1}


def test_an_accountant_sees_the_revenue_of_all_she_keeps(cast: Cast) -> None:
    with cast.inside(cast.nam_household, cast.nam):
        open_books(org_id=cast.nam_household.id, chart="household", starts_on=date(2026, 1, 1), by=cast.nam.id, now=NOW)
        record(cast, sale(("goods", 900, False)))
    wanted = [cast.nam_household.id, cast.tu_household.id]
    keeper = cast.someone(cast.nam_household, "accountant")
    for person, seen in ((keeper, [900]), (cast.tu, [])):
        with inside_organisation(org_id=None, person_id=person.id):
            totals = list_revenue_totals(org_ids=wanted, year=2026)
        assert [each.amount_vnd for each in totals[cast.nam_household.id]] == seen
        assert totals[cast.tu_household.id] == []


LINES = st.tuples(
    st.sampled_from(["goods", "services", "other"]), st.integers(-(10**6), 10**6).filter(bool), st.booleans()
)
BATCHES = st.lists(
    st.tuples(
        st.lists(LINES, min_size=1, max_size=4), st.integers(1, 12), st.sampled_from(["shop", "platform_notice"])
    ),
    max_size=8,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=st.lists(BATCHES, max_size=3))
def test_totals_equal_the_lines_whatever_is_recorded(nam: Cast, batches: list[list]) -> None:
    org_id = nam.nam_household.id
    for batch in batches:
        drafts = [sale(*lines, on=date(2026, month, 9), channel=channel) for lines, month, channel in batch]
        record_sales(org_id=org_id, sales=[*drafts, *drafts], by=nam.nam.id, now=NOW)
    assert sum(RevenueMonth.objects.values_list("amount_vnd", flat=True)) == sum(
        SaleLine.objects.values_list("amount_vnd", flat=True)
    )
    assert list_findings(org_id=org_id) == []
