"""The whole calculation by pencil: platforms, both methods, rent, bands and their edges, years, payment dates."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecoop.kernel.refusals import Refusal
from ecoop.taxes.calc import SECTORS, HouseholdTax
from ecoop.taxes.queries import compute_household_tax

BILLION, MILLION = 1_000_000_000, 1_000_000
# The rates of VAT Law 48/2024 Article 12(2)(b) and PIT Law 109/2025 Article 7(3), typed from the texts a second time.
VAT = {"goods": "1/100", "services": "5/100", "asset_lease": "5/100", "production_transport": "3/100"}
VAT |= {"digital_content": "5/100", "other": "2/100"}
PIT = {"goods": "5/1000", "services": "2/100", "asset_lease": "5/100", "production_transport": "15/1000"}
PIT |= {"digital_content": "5/100", "other": "1/100"}


def tax(**facts: Any) -> HouseholdTax:
    return compute_household_tax(given={"year": 2026, "switches": {"nq43": False}, **facts})


def refusal(**facts: Any) -> str:
    with pytest.raises(Refusal) as refused:
        tax(**facts)
    assert refused.value.remedy_text
    return refused.value.code


def codes(found: HouseholdTax) -> set[str]:
    return {caution.code for caution in found.warnings}


def test_a_platform_counts_towards_the_threshold_and_its_tax_is_credited() -> None:
    """600 million in the shop and 900 on a platform: 1 % of 1,5 billion; 0,5 % of the 500 million above the deduction.

    9 million of the VAT are withheld, 6 are left. Of the PIT 4,5 million are withheld against 2,5: 2 come back.
    """
    sold = {"revenue": {"goods": 900 * MILLION}, "withheld_vat_vnd": 9 * MILLION, "withheld_pit_vnd": 4_500_000}
    found = tax(revenue={"goods": 600 * MILLION}, platform=sold)
    assert (found.vat_vnd, found.pit_vnd) == (15_000_000, 2_500_000)
    assert (found.vat_due_vnd, found.pit_due_vnd, found.refund_vnd) == (6_000_000, 0, 2_000_000)
    assert {"platform-credit", "platform-refund"} <= codes(found)


def test_who_sells_only_on_platforms_files_no_quarter() -> None:
    """Services for 1,2 billion: VAT 60 million, PIT 2 % of 200 million is 4; 24 were withheld, 20 come back."""
    sold = {
        "revenue": {"services": 1_200 * MILLION},
        "withheld_vat_vnd": 60 * MILLION,
        "withheld_pit_vnd": 24 * MILLION,
    }
    found = tax(platform=sold)
    assert (found.vat_vnd, found.pit_vnd, found.refund_vnd) == (60_000_000, 4_000_000, 20_000_000)
    assert (found.filing, found.returns) == ("none", ())


def test_a_small_seller_gets_everything_back() -> None:
    sold = {"revenue": {"goods": 600 * MILLION}, "withheld_vat_vnd": 6 * MILLION, "withheld_pit_vnd": 3 * MILLION}
    found = tax(revenue={"goods": 400 * MILLION}, platform=sold)
    assert (found.exempt, found.total_vnd, found.refund_vnd) == (True, 0, 9_000_000)
    assert not tax(revenue={"goods": 400 * MILLION + 1}, platform=sold).exempt


def test_platforms_by_quarter_place_the_crossing() -> None:
    """Shop 300 and platform 300 million a quarter pass the billion in the second.

    VAT of the shop from then: 3 quarters of 3 million; of the platform all 12, withheld. The shop uses the deduction
    in time: 300, 300, 300, 100; PIT 0,5 % of 200 million is 1 million in the fourth. Platform 0,5 % of 1,2 billion.
    """
    sold = {"revenue": {"goods": 300 * MILLION}, "withheld_vat_vnd": 3 * MILLION, "withheld_pit_vnd": 1_500_000}
    found = tax(quarters=[{"revenue": {"goods": 300 * MILLION}, "platform": sold}] * 4)
    assert [(due.period, due.vat_vnd, due.pit_vnd) for due in found.returns] == [
        ("2026-Q2", 3_000_000, 0),
        ("2026-Q3", 3_000_000, 0),
        ("2026-Q4", 3_000_000, 1_000_000),
    ]
    assert (found.vat_vnd, found.pit_vnd, found.refund_vnd) == (21_000_000, 7_000_000, 0)


def test_the_dearest_sales_use_the_deduction_wherever_they_were_made() -> None:
    """Goods 900 million in the shop, services 600 on a platform: services use 600 of the billion, goods 400."""
    sold = {"revenue": {"services": 600 * MILLION}, "withheld_vat_vnd": 30 * MILLION, "withheld_pit_vnd": 12 * MILLION}
    found = tax(revenue={"goods": 900 * MILLION}, platform=sold)
    # 0,5 % of 500 million is owed, 12 million were withheld.
    assert (found.pit_vnd, found.refund_vnd) == (2_500_000, 9_500_000)
    assert found.deduction_vnd == {"goods": 400 * MILLION, "services": 600 * MILLION}


def test_the_income_method_adds_platforms_up_and_credits_them() -> None:
    """Shop 1,5 and platform 2,5 billion, costs 3,6: 17 % of 400 million is 68, less 12,5 withheld and 7,5 paid."""
    sold = {"revenue": 2_500 * MILLION, "withheld_vat_vnd": 25 * MILLION, "withheld_pit_vnd": 12_500_000}
    given = {"revenue": {"goods": 1_500 * MILLION}, "costs": 3_600 * MILLION, "platform": sold}
    found = tax(method="income", **given, paid={"pit_vnd": 7_500_000})
    assert (found.pit_vnd, found.pit_due_at_finalisation_vnd) == (68_000_000, 48_000_000)
    # 1 % of 4 billion, of which the platform withheld 25 million.
    assert (found.vat_vnd, found.vat_due_vnd) == (40_000_000, 15_000_000)


def test_advances_beyond_the_tax_of_the_year_come_back() -> None:
    """Four quarters of one billion and almost no income: 17 % of 20 million is 3,4; 20 million were paid in advance."""
    quarter = {"revenue": {"goods": BILLION}, "costs": 995 * MILLION}
    found = tax(method="income", method_at_start_of_year="income", quarters=[quarter] * 4)
    assert (found.pit_vnd, found.pit_due_at_finalisation_vnd, found.refund_vnd) == (3_400_000, 0, 16_600_000)
    assert "advances-overpaid" in codes(found)
    assert sum(due.pit_vnd or 0 for due in found.returns) - found.refund_vnd == found.pit_vnd


def test_a_shared_deduction_goes_to_rent_first() -> None:
    """Trade 1,5 billion of goods, rent 1,2: rent takes the billion, 5 % of 200 million; trade 0,5 % of it all."""
    given = {"revenue": {"goods": 1_500 * MILLION}, "leases": [{"id": "a", "revenue": 1_200 * MILLION}]}
    apart, shared = tax(**given), tax(**given, switches={"nq43": False, "deduction_for_trade_and_lease": "shared"})
    assert (apart.vat_vnd, apart.pit_vnd) == (75_000_000, 12_500_000)
    assert (shared.vat_vnd, shared.pit_vnd) == (75_000_000, 17_500_000)


def test_one_shared_threshold_counts_trade_and_rent_together() -> None:
    """600 million of goods and 600 of rent: two thresholds leave both free; one leaves 400 million of deduction."""
    given = {"revenue": {"goods": 600 * MILLION}, "leases": [{"revenue": 600 * MILLION}]}
    assert tax(**given).exempt
    shared = tax(**given, switches={"nq43": False, "deduction_for_trade_and_lease": "shared"})
    # VAT 6 and 30 million; PIT 0,5 % of the 200 million of goods that no deduction reaches.
    assert (shared.vat_vnd, shared.pit_vnd) == (36_000_000, 1_000_000)


@pytest.mark.parametrize(
    ("revenue", "costs", "rate", "pit", "filing"),
    [
        # 15 % of one billion, 17 % of one billion and one đồng, and so on: each limit belongs to the band below it.
        (3 * BILLION, 2 * BILLION, "0.15", 150_000_000, "quarterly"),
        (3 * BILLION + 1, 2 * BILLION, "0.17", 170_000_000, "quarterly"),
        (50 * BILLION, 49 * BILLION, "0.17", 170_000_000, "quarterly"),
        (50 * BILLION + 1, 49 * BILLION, "0.20", 200_000_000, "monthly"),
    ],
)
def test_bands_end_at_their_limits(revenue: int, costs: int, rate: str, pit: int, filing: str) -> None:
    found = tax(method="income", revenue={"goods": revenue}, costs=costs)
    assert (found.as_dict()["rate"], found.pit_vnd, found.filing) == (rate, pit, filing)


@pytest.mark.parametrize(("total", "cut"), [(10 * BILLION, 1_500_000), (10 * BILLION + 1, 0), (0, 1_500_000)])
def test_resolution_43_measures_all_business(total: int, cut: int) -> None:
    """Goods for 2 billion: PIT 5 million, 30 % of it is 1,5. A total below the revenue itself changes nothing."""
    given = {"revenue": {"goods": 2 * BILLION}, "total_business_revenue": total}
    found = tax(**given, switches={"nq43": True})
    assert (found.pit_before_reduction_vnd, found.pit_reduction_vnd, found.pit_vnd) == (5_000_000, cut, 5_000_000 - cut)
    shown = tax(**given, switches={"nq43": "show"})
    assert (shown.pit_vnd, shown.pit_cut_vnd, shown.pit_reduction_vnd) == (5_000_000, cut, 0)


@pytest.mark.parametrize(("year", "vat", "pit"), [(2026, 48_000_000, 10_500_000), (2027, 60_000_000, 10_500_000)])
def test_the_vat_cut_ends_before_resolution_43(year: int, vat: int, pit: int) -> None:
    """2 billion of meals: 3 % less a fifth in 2026; 15 million of PIT less 30 % in 2026 and 2027, whole in 2028."""
    given = {"revenue": {"production_transport": 2 * BILLION}, "vat_cut_eligible": ["production_transport"]}
    found = tax(year=year, **given, switches={"nq43": True})
    assert (found.vat_vnd, found.pit_vnd) == (vat, pit)
    later = tax(year=2028, **given, switches={"nq43": True})
    assert (later.vat_vnd, later.pit_vnd) == (60_000_000, 15_000_000)


def test_the_day_before_the_decree_and_the_day_itself() -> None:
    """Half a billion was the threshold until 28 April 2026; its form was that of Circular 18/2026."""
    assert tax(revenue={"goods": 500 * MILLION}, known_on="2026-04-28").exempt
    before = tax(revenue={"goods": 500 * MILLION + 1}, known_on="2026-04-28")
    assert (before.vat_vnd, before.returns[0].form) == (5_000_000, "01/CNKD")
    after = tax(revenue={"goods": BILLION}, known_on="2026-04-29")
    assert (after.exempt, after.returns[0].form) == (True, "01/TKN-CNKD")


def test_the_income_method_stays_for_two_years() -> None:
    given = {"revenue": {"goods": 2 * BILLION}, "costs": BILLION}
    assert refusal(**given, method="revenue", income_method_since=2026) == "taxes.income-method-must-stay"
    assert refusal(**given, method="revenue", income_method_since=2025) == "taxes.income-method-must-stay"
    assert tax(**given, income_method_since=2025).method == "income"
    assert tax(**given, method="revenue", income_method_since=2024).method == "revenue"


def test_who_passed_three_billion_last_year_is_taxed_on_income() -> None:
    given = {"revenue": {"goods": 2 * BILLION}, "costs": BILLION}
    assert tax(**given, prior_year_revenue=3 * BILLION).method == "revenue"
    assert tax(**given, prior_year_revenue=3 * BILLION + 1).method == "income"
    assert refusal(**given, method="revenue", prior_year_revenue=3 * BILLION + 1) == "taxes.income-method-is-due"


def test_passing_three_billion_keeps_the_percentage_until_the_year_ends() -> None:
    quarters = [{"revenue": {"goods": BILLION}}] * 4
    found = tax(quarters=quarters, method_at_start_of_year="revenue")
    assert (found.method, found.must_switch_next_year) == ("revenue", True)
    # 1 % of 4 billion; 0,5 % of three.
    assert (found.vat_vnd, found.pit_vnd) == (40_000_000, 15_000_000)
    assert not tax(revenue={"goods": 3 * BILLION}, method="revenue").must_switch_next_year
    assert refusal(revenue={"goods": 3 * BILLION + 1}, method="revenue") == "taxes.percentage-method-is-closed"


def test_who_passes_fifty_billion_files_by_month_from_that_quarter() -> None:
    """20 billion a quarter pass 50 in the third; the year before was smaller, so the first two stay quarterly."""
    month = {"revenue": {"goods": 20 * BILLION // 3}, "costs": 6 * BILLION}
    found = tax(months=[month] * 12, method_at_start_of_year="income", prior_year_revenue=40 * BILLION)
    periods = [due.period for due in found.returns]
    assert periods == ["2026-Q1", "2026-Q2", *[f"2026-{month:02d}" for month in range(7, 13)], "2026"]
    assert sum(due.vat_vnd or 0 for due in found.returns) == found.vat_vnd
    always = tax(months=[month] * 12, prior_year_revenue=60 * BILLION)
    assert len(always.returns) == 13


def test_tax_may_be_paid_later_where_it_was_asked_for_in_time() -> None:
    quarters = [{"revenue": {"goods": 500 * MILLION}}] * 4
    given = {"quarters": quarters, "method_at_start_of_year": "revenue"}
    later = [due.pay_by_on for due in tax(**given, extension_requested=True).returns]
    # Decree 245/2026: the second quarter until 2 November, the third until 30 December.
    assert later == [date(2026, 5, 4), date(2026, 11, 2), date(2026, 12, 30), date(2027, 2, 1)]
    late = tax(**given, extension_requested="2026-11-03")
    assert [due.pay_by_on for due in late.returns] == [due.due_on for due in late.returns]
    assert "extension-late" in codes(late)
    assert [due.pay_by_on for due in tax(**given, extension_requested="2026-11-02").returns] == later


def test_monthly_payment_dates_of_the_decree() -> None:
    month = {"revenue": {"goods": 5 * BILLION}, "costs": 0}
    dues = {due.period: due.pay_by_on for due in tax(months=[month] * 12, extension_requested=True).returns}
    assert (dues["2026-05"], dues["2026-06"], dues["2026-09"]) == (
        date(2026, 11, 20),
        date(2026, 12, 21),
        date(2026, 12, 21),
    )
    # October is not on the list: the 20th of November, a Friday.
    assert dues["2026-10"] == date(2026, 11, 20)


def test_a_small_tax_of_the_first_quarter_is_older_than_its_waiver() -> None:
    """4 million of goods owe 40.000 of VAT; the waiver of Decree 252/2026 begins in July, after the first return."""
    quarters = [{"revenue": {"goods": 4 * MILLION}}] * 3 + [{"revenue": {"goods": BILLION}}]
    found = tax(quarters=quarters, method_at_start_of_year="revenue")
    assert [due.vat_vnd for due in found.returns] == [40_000, 0, 0, 10_000_000]


def test_an_advance_of_the_first_quarter_is_older_than_the_waiver_too() -> None:
    """4 million of goods: VAT 40.000 and 20.000 in advance are paid in May; 4 million in autumn are waived."""
    sold = [4 * MILLION, 2 * BILLION, 4 * MILLION, 0]
    given = {"quarters": [{"revenue": {"goods": each}, "costs": 0} for each in sold]}
    found = tax(**given, method="income", prior_year_over_threshold=True)
    assert [(due.vat_vnd, due.pit_vnd) for due in found.returns[:3]] == [
        (40_000, 20_000),
        (20 * MILLION, 10 * MILLION),
        (0, 0),
    ]


def test_the_waiver_may_be_read_per_return() -> None:
    """1.009 million of goods: PIT 45.000 is waived by itself, and not beside 10.090.000 of VAT on one return."""
    given = {"revenue": {"goods": 1_009 * MILLION}}
    assert tax(**given).pit_vnd == 0
    assert tax(**given, switches={"nq43": False, "small_amount_waiver_per": "return"}).pit_vnd == 45_000
    assert tax(revenue={"goods": 1_010 * MILLION}).pit_vnd == 0
    assert tax(revenue={"goods": 1_010 * MILLION + 200}).pit_vnd == 50_001


def test_advances_may_leave_the_deduction_out_or_not() -> None:
    quarters = [{"revenue": {"goods": 500 * MILLION}, "costs": 400 * MILLION}] * 4
    given = {"quarters": quarters, "method": "income", "method_at_start_of_year": "income"}
    whole, less = tax(**given), tax(**given, switches={"nq43": False, "advance_uses_deduction": True})
    # 15 % of 400 million either way; in advance 0,5 % of two billion, or of the one above the deduction.
    assert whole.pit_vnd == less.pit_vnd == 60_000_000
    assert (whole.pit_due_at_finalisation_vnd, less.pit_due_at_finalisation_vnd) == (50_000_000, 55_000_000)


def test_years_before_the_law_and_methods_before_their_time() -> None:
    assert refusal(year=2020, revenue={"goods": BILLION}) == "taxes.year-is-not-covered"
    assert refusal(year=2025, method="income", revenue={"goods": BILLION}, costs=0) == "taxes.income-method-is-younger"
    assert (
        refusal(revenue={"goods": 2 * BILLION}, vat_cut_eligible=["real_estate_lease"]) == "taxes.cut-is-not-for-rent"
    )
    assert "lump-sum" in codes(tax(year=2025, revenue={"goods": BILLION}))


def test_a_new_household_owes_two_notices_or_one() -> None:
    first, second = (tax(revenue={"goods": 1}, started_on=day).returns for day in ("2026-06-30", "2026-07-01"))
    assert [due.due_on for due in first] == [date(2026, 7, 31), date(2027, 2, 1)]
    assert [due.due_on for due in second] == [date(2027, 2, 1)]
    quarters = [{"revenue": {"goods": BILLION}}] * 4
    assert refusal(quarters=quarters, started_on="2026-08-01", method="revenue") == "taxes.input-not-understood"


def test_rent_is_filed_once_or_twice() -> None:
    given = {"leases": [{"id": "a", "revenue": 2 * BILLION}]}
    # 5 % of two billion, and of the one above the deduction.
    assert [(due.due_on, due.vat_vnd, due.pit_vnd) for due in tax(**given).returns] == [
        (date(2027, 2, 1), 100_000_000, 50_000_000)
    ]
    assert [due.due_on for due in tax(**given, lease_filing="twice").returns] == [date(2026, 7, 31), date(2027, 2, 1)]


AMOUNTS = st.integers(min_value=0, max_value=600_000_000)
SOLD = st.dictionaries(st.sampled_from(SECTORS), AMOUNTS, min_size=1, max_size=4)


@given(SOLD)
def test_a_year_comes_out_as_fractions_say(sold: dict[str, int]) -> None:
    """Compute the percentage method a second time, in exact fractions, dearest group first."""
    found, left = tax(revenue=sold), Fraction(BILLION)
    if sum(sold.values()) <= BILLION:
        assert found.exempt
        return
    vat = sum(_half_up(Fraction(VAT[sector]) * amount) for sector, amount in sold.items())
    pit = 0
    for sector in sorted(sold, key=lambda each: -Fraction(PIT[each])):
        taken = min(left, Fraction(sold[sector]))
        left -= taken
        pit += _half_up(Fraction(PIT[sector]) * (sold[sector] - taken))
    assert (found.vat_vnd, found.pit_vnd) == (vat if vat > 50_000 else 0, pit if pit > 50_000 else 0)


@given(SOLD, st.sampled_from(SECTORS), st.integers(min_value=0, max_value=300_000_000))
def test_selling_more_never_owes_less(sold: dict[str, int], sector: str, more: int) -> None:
    grown = {**sold, sector: sold.get(sector, 0) + more}
    assert tax(revenue=grown).total_vnd >= tax(revenue=sold).total_vnd


@given(st.lists(SOLD, min_size=4, max_size=4), SOLD, st.sampled_from(["from_crossing_quarter", "whole_year"]))
def test_returns_and_withholding_add_up_to_the_year(
    quarters: list[dict[str, int]], on_platforms: dict[str, int], reading: str
) -> None:
    """What is filed, with what platforms withheld, less what comes back, is the tax of the year."""
    sold = {"revenue": on_platforms, "withheld_vat_vnd": 20 * MILLION, "withheld_pit_vnd": 5 * MILLION}
    switches = {"nq43": True, "vat_on_crossing": reading}
    given = {"quarters": [{"revenue": each} for each in quarters], "platform": sold, "switches": switches}
    found = tax(**given, method="revenue", method_at_start_of_year="revenue")
    if found.exempt:
        assert (found.total_vnd, found.refund_vnd) == (0, 25 * MILLION)
        return
    filed = sum((due.vat_vnd or 0) + (due.pit_vnd or 0) for due in found.returns)
    if found.returns:
        assert filed + 25 * MILLION - found.refund_vnd == found.total_vnd
    assert sum(found.deduction_vnd.values()) <= BILLION


def _half_up(amount: Fraction) -> int:
    return int(amount + Fraction(1, 2))
