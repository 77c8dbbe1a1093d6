"""Goods that come back, and what platforms withheld."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.kernel.refusals import Refusal
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.actions.reverse_entry import reverse_entry
from ecoop.ledger.models import Entry, Posting
from ecoop.ledger.queries import list_findings
from ecoop.trade.actions.record_places import record_places
from ecoop.trade.actions.record_sales import record_sales
from ecoop.trade.actions.record_withholdings import record_withholdings
from ecoop.trade.calc import PlaceDraft, SaleDraft, SaleLineDraft, WithholdingDraft, draft_return
from ecoop.trade.queries import get_sale, get_sale_left, list_withholdings
from tests.cast import Cast

NOW = datetime(2026, 3, 9, 2, 0, tzinfo=UTC)
MARCH_5, MARCH_8 = date(2026, 3, 5), date(2026, 3, 8)


@pytest.fixture
def nam(cast: Cast) -> Iterator[Cast]:
    """Stand in chú Năm's household, whose books are open since the new year."""
    with cast.inside(cast.nam_household, cast.nam):
        open_books(org_id=cast.nam_household.id, chart="household", starts_on=date(2026, 1, 1), by=cast.nam.id, now=NOW)
        yield cast
        assert list_findings(org_id=cast.nam_household.id) == []


def record(cast: Cast, *sales: SaleDraft) -> list[str]:
    outcomes = record_sales(org_id=cast.nam_household.id, sales=list(sales), by=cast.nam.id, now=NOW)
    return [each.refusal.code if each.refusal else each.status for each in outcomes]


def tea(cast: Cast, kilos: int = 3, amount: int = 100_000, **given: object) -> SaleDraft:
    """Sell tea by the kilo, and its delivery, which has no quantity."""
    lines = (
        SaleLineDraft("goods", "Chè", Dong(amount), "kg", Decimal(kilos), Decimal(33_334), is_vat_cut=True),
        SaleLineDraft("services", "Giao hàng", Dong(20_000)),
    )
    sold = SaleDraft(id=new_id(), sold_on=MARCH_5, lines=lines, **given)  # type: ignore[arg-type]
    assert record(cast, sold) == ["recorded"]
    return sold


def back(cast: Cast, sold: SaleDraft, kilos: str = "0", delivery: int = 0, on: date = MARCH_8) -> SaleDraft:
    left = get_sale_left(org_id=cast.nam_household.id, sale_id=sold.id)
    wanted = {"quantities": {1: Decimal(kilos)}, "amounts_vnd": {2: Dong(delivery)}}
    return draft_return(id=new_id(), left=left, on=on, means="cash", text="Trả hàng", **wanted)


def test_goods_come_back_to_their_place_and_channel_until_nothing_is_left(nam: Cast) -> None:
    """
    2026-03-05 posted   Nợ 131  Có 5111   100.000   3 kg of tea over a platform that pays out later
                        Nợ 131  Có 5112    20.000   delivery
    2026-03-08 posted   Nợ 5111 Có 131     33.333   1 kg came back: a third
    2026-03-08 posted   Nợ 5111 Có 131     66.667   and the other two: the rest, to the đồng
                        Nợ 5112 Có 131     20.000
    """
    place = PlaceDraft(new_id(), "Cửa hàng", MARCH_5)
    record_places(org_id=nam.nam_household.id, places=[place], by=nam.nam.id, now=NOW)
    sold = tea(nam, place_id=place.id, channel="platform_paid", platform_name="Chợ Tốt")
    first = back(nam, sold, "1")
    assert record(nam, first, first) == ["recorded", "known"]
    assert record(nam, first) == ["known"]
    second = back(nam, sold, "2", 20_000)
    assert record(nam, second) == ["recorded"]
    amounts = Posting.objects.order_by("entry_id", "line").values_list("debit", "credit", "amount_vnd")
    assert list(amounts) == [
        ("131", "5111", 100_000),
        ("131", "5112", 20_000),
        ("5111", "131", 33_333),
        ("5111", "131", 66_667),
        ("5112", "131", 20_000),
    ]
    facts = get_sale(org_id=nam.nam_household.id, sale_id=sold.id)
    assert [each.total_vnd for each in facts.taken_back_by] == [-33_333, -86_667]
    (line,) = get_sale(org_id=nam.nam_household.id, sale_id=first.id).lines
    assert (line.quantity, line.returns_line, line.is_vat_cut) == (-1, 1, True)
    assert record(nam, replace(first, id=new_id())) == ["trade.more-than-is-left"]


def test_what_does_not_fit_the_sale_is_refused(nam: Cast) -> None:
    sold = tea(nam)
    good = back(nam, sold, "1")
    elsewhere = replace(good, id=new_id(), channel="platform_notice", platform_name="x")
    early = replace(good, id=new_id(), sold_on=date(2026, 3, 4))
    unknown = replace(good, id=new_id(), returns_id=new_id())
    dear = replace(good, id=new_id(), lines=(replace(good.lines[0], amount_vnd=Dong(-100_001)),))
    other_line = replace(good, id=new_id(), lines=(replace(good.lines[0], returns_line=2),))
    assert record(nam, elsewhere, early, unknown, dear, other_line, good) == [
        "trade.return-goes-elsewhere",
        "trade.return-is-too-early",
        "trade.document-not-found",
        "trade.more-than-is-left",
        "trade.return-goes-elsewhere",
        "recorded",
    ]
    assert record(nam, replace(good, id=new_id(), returns_id=good.id)) == ["trade.sale-cannot-come-back"]
    with pytest.raises(Refusal):
        back(nam, sold, "2.5")


def test_two_returns_of_one_batch_take_no_more_than_there_is(nam: Cast) -> None:
    sold = tea(nam)
    once = back(nam, sold, "2")
    assert record(nam, once, replace(once, id=new_id())) == ["recorded", "trade.more-than-is-left"]


def test_a_return_that_a_red_entry_took_back_leaves_the_goods_to_return(nam: Cast) -> None:
    sold, org_id = tea(nam), nam.nam_household.id
    once = back(nam, sold, "3")
    record(nam, once)
    entry = Entry.objects.get(document_id=once.id)
    reverse_entry(org_id=org_id, entry_id=entry.id, entry_on=MARCH_8, reason="Ghi nhầm", by=nam.nam.id, now=NOW)
    assert record(nam, back(nam, sold, "3")) == ["recorded"]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    amount=st.integers(3, 10**9),
    parts=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 30_000)), max_size=6),
)
def test_whatever_comes_back_never_exceeds_what_was_sold(nam: Cast, amount: int, parts: list[tuple[int, int]]) -> None:
    sold = tea(nam, kilos=5, amount=amount)
    kilos = delivery = 0
    for quantity, vnd in parts:
        try:
            draft = back(nam, sold, str(quantity), vnd)
        except Refusal:
            assert not quantity + vnd or kilos + quantity > 5 or delivery + vnd > 20_000
            continue
        assert record(nam, draft) == ["recorded"]
        kilos, delivery = kilos + quantity, delivery + vnd
    left = get_sale_left(org_id=nam.nam_household.id, sale_id=sold.id)
    assert (left.lines[1].quantity, left.lines[2].amount_vnd) == (5 - kilos, 20_000 - delivery)
    assert (left.lines[1].amount_vnd == 0) == (kilos == 5)
    assert list_findings(org_id=nam.nam_household.id) == []


def test_what_a_platform_withheld_is_paid_tax_and_less_owed(nam: Cast) -> None:
    """
    2026-03-31 posted   Nợ 3331  Có 131   10.000   1 % of a million
                        Nợ 3335  Có 131    5.000   0.5 %
    """
    draft = WithholdingDraft(new_id(), date(2026, 3, 1), "Sàn A", Dong(10_000), Dong(5_000), "CT-03")
    again = replace(draft, id=new_id())
    nothing = replace(draft, id=new_id(), paper="x", vat_vnd=Dong(0), pit_vnd=Dong(0))
    org_id, by = nam.nam_household.id, nam.nam.id
    outcomes = record_withholdings(org_id=org_id, withholdings=[draft, draft, again, nothing], by=by, now=NOW)
    assert [each.refusal.code if each.refusal else each.status for each in outcomes] == [
        "recorded",
        "known",
        "trade.withholding-is-known",
        "trade.amount-is-zero",
    ]
    assert list(Posting.objects.order_by("line").values_list("debit", "credit", "amount_vnd")) == [
        ("3331", "131", 10_000),
        ("3335", "131", 5_000),
    ]
    (held,) = list_withholdings(org_id=org_id, year=2026)
    assert (held.month, held.platform_name, held.vat_vnd, held.pit_vnd) == (date(2026, 3, 1), "Sàn A", 10_000, 5_000)
