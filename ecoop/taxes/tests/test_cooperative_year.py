"""A cooperative's taxes from its books, against a pencil."""

from datetime import date
from typing import Any

import pytest

from ecoop.taxes.actions.record_tax_facts import record_tax_facts
from ecoop.taxes.queries.cooperative_year import get_cooperative_facts, get_cooperative_year
from ecoop.taxes.tests.coop_stage import NOW, live_a_year, open_coop, post
from tests.cast import Cast

pytestmark = pytest.mark.django_db
MILLION = 1_000_000
FACTS: dict[str, Any] = {
    "is_agricultural": True, "is_dependent": False, "area": "normal", "previous_revenue_vnd": 4_000 * MILLION,
    "previous_months": 12, "forecast_revenue_vnd": None, "vat_method": "credit", "vat_method_on": None,
    "has_volunteered": False, "raw_input_vnd": None, "non_deductible_vnd": 8 * MILLION, "undivided_fund_vnd": 0,
    "fields": {"5112": "own_produce"}, "losses": {},
}  # fmt: skip


def tell(cast: Cast, **more: Any) -> None:
    """Tell what the books do not say."""
    record_tax_facts(org_id=cast.coop.id, year=2026, by=cast.lan.id, now=NOW, **{**FACTS, **more})


def test_a_year_by_pencil(cast: Cast) -> None:
    """
    four times  Nợ 131 Có 5112 500  Có 3331 40     own tea, 8 %
                Nợ 131 Có 5121 100                  supplies to members
                Nợ 156 Có 331 300  Nợ 1331 24       bought
                Nợ 156 Có 111 6    Nợ 1331 0,48     in cash, 6,48 million: not taken off
                Nợ 6112 350, 6121 90, 642 60, PIT 1, CIT 10 paid
    """
    with cast.inside(cast.coop, cast.lan):
        open_coop(cast=cast)
        live_a_year(cast=cast)
        tell(cast)
        tax = get_cooperative_year(org_id=cast.coop.id, year=2026)
    cit = tax.cit
    # 642: 240 − 8 not deductible = 232 by revenue 2.000 : 400 = 193,333333 : 38,666667.
    assert cit.exempt_income_vnd == 2_000 * MILLION - 1_400 * MILLION - 193_333_333
    # (400 − 360 − 38,666667) × 17 % = 1,333333 × 17 % = 226.666,61, rounded.
    assert cit.size_income_vnd == 1_333_333
    assert cit.tax_vnd == 226_667
    assert tax.vat is not None
    # 40 − 24 each quarter; the 0,48 of cash stays out.
    assert [each.vat_vnd for each in tax.vat.periods] == [16 * MILLION] * 4
    assert [each.refused_input_vnd for each in tax.vat.periods] == [480_000] * 4
    assert tax.pit_vnd == 4 * MILLION
    assert tax.provisional is not None
    assert tax.provisional.paid_vnd == 40 * MILLION
    assert tax.provisional.over_vnd == 40 * MILLION - 226_667


def test_what_is_owed_from_before_is_paid_first(cast: Cast) -> None:
    with cast.inside(cast.coop, cast.lan):
        open_coop(cast=cast, starts_on=date(2025, 1, 1))
        org = {"org_id": cast.coop.id, "by": cast.lan.id}
        post(**org, on=date(2025, 12, 31), entries=[(("659", "3334", 3 * MILLION),)])
        post(**org, on=date(2026, 3, 20), entries=[(("3334", "1121", 5 * MILLION),)])
        facts = get_cooperative_facts(org_id=cast.coop.id, year=2026)
    assert facts.provisional is not None
    assert [(each.quarter, each.amount_vnd) for each in facts.provisional] == [(1, 2 * MILLION)]


def test_returns_of_goods_and_closing_are_no_income(cast: Cast) -> None:
    with cast.inside(cast.coop, cast.lan):
        open_coop(cast=cast)
        org = {"org_id": cast.coop.id, "by": cast.lan.id}
        post(**org, on=date(2026, 2, 1), entries=[(("131", "5111", 100 * MILLION),), (("521", "131", 10 * MILLION),)])
        post(
            **org, on=date(2026, 12, 31), entries=[(("5111", "521", 10 * MILLION),), (("5111", "9111", 90 * MILLION),)]
        )
        facts = get_cooperative_facts(org_id=cast.coop.id, year=2026)
    assert [(each.field, each.revenue_vnd) for each in facts.activities] == [("goods", 90 * MILLION)]


def test_books_of_the_year_before_give_the_measure(cast: Cast) -> None:
    with cast.inside(cast.coop, cast.lan):
        open_coop(cast=cast, starts_on=date(2025, 1, 1))
        org = {"org_id": cast.coop.id, "by": cast.lan.id}
        post(**org, on=date(2025, 6, 1), entries=[(("131", "5111", 700 * MILLION),), (("1111", "558", 20 * MILLION),)])
        assert get_cooperative_facts(org_id=cast.coop.id, year=2026).previous_revenue_vnd == 720 * MILLION
        tell(cast)
        # What was told holds.
        assert get_cooperative_facts(org_id=cast.coop.id, year=2026).previous_revenue_vnd == 4_000 * MILLION


def test_by_the_direct_method_tax_comes_off_the_revenue(cast: Cast) -> None:
    with cast.inside(cast.coop, cast.lan):
        open_coop(cast=cast)
        org = {"org_id": cast.coop.id, "by": cast.lan.id}
        post(**org, on=date(2026, 2, 1), entries=[(("131", "5111", 200 * MILLION),), (("5111", "3331", 2 * MILLION),)])
        tell(cast, vat_method="direct", vat_method_on=date(2026, 1, 1), fields={})
        tax = get_cooperative_year(org_id=cast.coop.id, year=2026)
    assert tax.vat is not None
    # 200 million × 1 %.
    assert tax.vat.vat_vnd == 2 * MILLION
