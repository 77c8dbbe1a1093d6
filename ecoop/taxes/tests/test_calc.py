"""The household's tax: the worked examples of the law, and what follows from it by pencil."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Refusal
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.queries.cases import differences_of
from ecoop.taxes.calc import SECTORS, HouseholdTax, HouseholdYear, Period
from ecoop.taxes.queries import compute_household_tax, tax_of

CASES = [case for case in lawbook.list_cases("tax/") if case.rule != "tax/household/costs"]
BILLION = 1_000_000_000


def tax(**facts: Any) -> HouseholdTax:
    return compute_household_tax(given={"year": 2026, "switches": {"nq43": False}, **facts})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.path)
def test_worked_examples_come_out(case: lawbook.CaseOfLaw) -> None:
    assert differences_of(case) == []


def test_one_dong_over_the_threshold_is_a_cliff() -> None:
    assert tax(revenue={"goods": BILLION}).total_vnd == 0
    # 1 % of 1.000.000.001 rounds half up to 10.000.000; PIT on one đồng is nothing.
    assert tax(revenue={"goods": BILLION + 1}).total_vnd == 10_000_000


def test_the_same_revenue_as_known_two_weeks_apart() -> None:
    """Decree 141/2026 of 29 April lifts the threshold from 500 million back to 1 January."""
    before = tax(revenue={"goods": 800_000_000}, known_on="2026-04-15", switches={})
    after = tax(revenue={"goods": 800_000_000}, known_on="2026-05-15", switches={})
    # 1 % of 800 million; 0.5 % of the 300 million above the deduction of that day.
    assert (before.vat_vnd, before.pit_vnd) == (8_000_000, 1_500_000)
    assert after.exempt


def test_rounding_is_a_switch() -> None:
    # 0.5 % of 150 đồng above a billion is 0.75 đồng, 1 % of it all ends in 1.5 đồng.
    revenue = {"goods": BILLION + 10_100_150}
    assert [
        tax(revenue=revenue, switches={"nq43": False, "rounding": rule}).vat_vnd for rule in ("half_up", "down")
    ] == [
        10_101_002,
        10_101_001,
    ]


def test_months_are_filed_as_quarters() -> None:
    months = [{"revenue": {"goods": 100_000_000}}] * 12
    result = tax(months=months)
    # 300 million a quarter: the billion is passed in the fourth, which owes 3 million and 1 million.
    assert [(due.period, due.due_on, due.vat_vnd, due.pit_vnd) for due in result.returns] == [
        ("2026-Q4", date(2027, 2, 1), 3_000_000, 1_000_000)
    ]


def test_using_the_deduction_in_time_may_cost_more_and_says_so() -> None:
    quarters: list[dict[str, Any]] = [{"revenue": {"goods": 500_000_000}}] * 2 + [
        {"revenue": {"services": BILLION}},
        {},
    ]
    result = tax(quarters=quarters)
    # In time the goods (0.5 %) use the billion and services owe 20 million; best, services use it and goods owe 5.
    assert result.pit_vnd == 20_000_000
    said = [caution.facts["more_vnd"] for caution in result.warnings if caution.code == "quarters-cost-more"]
    assert said == [15_000_000]


def test_the_other_reading_of_an_open_question_is_shown() -> None:
    result = tax(quarters=[{"revenue": {"goods": 400_000_000}}] * 4)
    assert result.vat_vnd == 8_000_000
    assert [each.facts["other_vnd"] for each in result.warnings if each.switch == "vat_on_crossing"] == [16_000_000]


def test_the_income_method_pays_in_advance_and_settles() -> None:
    quarter = {"revenue": {"goods": BILLION}, "costs": 950_000_000}
    result = tax(method="income", method_at_start_of_year="income", quarters=[quarter] * 4)
    # 17 % of 4 billion less 3,8 billion is 34 million; 0,5 % a quarter in advance is 20 million, 14 are left.
    assert (result.pit_vnd, result.vat_vnd, result.pit_due_at_finalisation_vnd) == (34_000_000, 40_000_000, 14_000_000)
    last = result.returns[-1]
    assert (last.form, last.due_on, last.pit_vnd) == ("02/CNKD-TNCN-QTT", date(2027, 3, 31), 14_000_000)
    assert [due.pit_vnd for due in result.returns[:-1]] == [5_000_000] * 4


def test_above_the_middle_band_returns_are_monthly() -> None:
    result = tax(months=[{"revenue": {"goods": 5 * BILLION}, "costs": 0}] * 12)
    assert (result.method, result.filing, len(result.returns)) == ("income", "monthly", 13)
    # The first three months of 2026 were due together on 20 April (Decree 68/2026 Article 18(1)), then each by itself.
    assert [due.due_on for due in result.returns[:4]] == [date(2026, 4, 20)] * 3 + [date(2026, 5, 20)]


def test_a_group_named_twice_uses_the_deduction_once() -> None:
    result = tax(revenue={"goods": 600_000_000, "services": 600_000_000}, deduct_first=["goods", "goods"])
    # The goods use 600 million, services 400; 2 % of the 200 million left is 4 million.
    assert (result.deduction_vnd, result.pit_vnd) == ({"goods": 600_000_000, "services": 400_000_000}, 4_000_000)


def test_costs_of_the_year_go_with_revenue_by_quarter() -> None:
    quarters = [{"revenue": {"goods": BILLION}}] * 4
    # 17 % of 4 billion less 3,8 billion.
    assert tax(quarters=quarters, costs=3_800_000_000).pit_vnd == 34_000_000


def test_a_business_that_began_in_august_files_from_the_third_quarter() -> None:
    result = tax(revenue={"goods": 2 * BILLION}, started_on="2026-08-01")
    assert [due.period for due in result.returns] == ["2026-Q3", "2026-Q4"]


def test_who_leaves_the_income_method_is_warned() -> None:
    result = tax(revenue={"goods": 2 * BILLION}, method="revenue", method_at_start_of_year="income")
    # Once used, it stays for two years in a row (PIT Law 109/2025 Article 7).
    assert [each.facts for each in result.warnings if each.code == "stable"] == [{"years": 2}]


def test_rent_alone_asks_for_no_quarterly_return() -> None:
    result = tax(leases=[{"id": "1", "revenue": 2 * BILLION}])
    assert (result.filing, [due.form for due in result.returns]) == ("none", ["01/BĐS"])


def test_small_tax_of_quarters_filed_together_is_not_waived() -> None:
    """Read for the whole year, the first two quarters are filed with the third, in which the billion is passed."""
    quarters = [{"revenue": {"goods": amount}} for amount in (4_000_000, 4_000_000, BILLION, 0)]
    result = tax(quarters=quarters, switches={"nq43": False, "vat_on_crossing": "whole_year"})
    # 1 % of 1.008 million; 0,5 % of the 8 million above the billion is 40.000, waived.
    assert (result.vat_vnd, result.pit_vnd) == (10_080_000, 0)
    assert [due.vat_vnd for due in result.returns] == [10_080_000, 0]


def test_returned_goods_lower_the_tax_and_are_never_waived() -> None:
    quarters = [{"goods": 2 * BILLION}, {"goods": -300_000_000}, {}, {}]
    result = by_quarter(quarters, method_at_start_of_year="revenue")
    # 1 % of 1,7 billion; 0,5 % of the 700 million above the deduction.
    assert (result.vat_vnd, result.pit_vnd) == (17_000_000, 3_500_000)


def test_returned_goods_give_the_deduction_back() -> None:
    quarters = [{"goods": 600_000_000}, {"goods": -200_000_000}, {"services": BILLION}, {}]
    result = by_quarter(quarters, method_at_start_of_year="revenue")
    # 400 million of goods keep their deduction, services use the other 600: 2 % of 400 million is 8 million.
    assert [period.pit_vnd for period in result.periods] == [0, 0, 8_000_000, 0]
    assert [period.deduction_left_vnd for period in result.periods] == [400_000_000, 600_000_000, 0, 0]


def by_quarter(revenues: list[dict[str, int]], **facts: Any) -> HouseholdTax:
    periods = tuple(Period({sector: Dong(amount) for sector, amount in each.items()}) for each in revenues)
    return tax_of(facts=HouseholdYear(year=2026, periods=periods, switches={"nq43": False}, **facts))


@pytest.mark.parametrize(
    ("year", "due_on"),
    [
        # The last day of April and the first of May are off every year (Labour Code Article 112). In 2028 the first of
        # them is a Sunday, so the day after Labour Day stands in for it (Article 111(3)).
        (2028, date(2028, 5, 3)),
        (2029, date(2029, 5, 2)),
        (2030, date(2030, 5, 2)),
    ],
)
def test_the_first_quarter_is_due_after_the_days_off(year: int, due_on: date) -> None:
    result = compute_household_tax(given={"year": year, "revenue": {"goods": 2 * BILLION}})
    assert result.returns[0].due_on == due_on


def test_near_the_threshold_it_warns() -> None:
    assert not tax(revenue={"goods": 699_999_999}).warnings
    near, cliff = tax(revenue={"goods": 900_000_000}).warnings
    assert (near.facts["share"], cliff.facts["left_vnd"]) == ("90 %", 100_000_000)


def test_every_step_that_rests_on_law_names_its_article() -> None:
    result = tax(revenue={"goods": 1_500_000_000, "services": 100_000_000}, vat_cut_eligible=["goods"])
    own = {"revenue", "vat-total", "pit-total"}
    assert all(step.law and step.path for step in result.steps if step.code not in own)
    assert all(step.label for step in result.steps)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"revenue": {"stars": 1}}, "taxes.field-is-unknown"),
        ({"revenue": {"goods": -1}}, "taxes.input-not-understood"),
        # A misspelt name would leave its amount out in silence.
        ({"quarters": [{"revenues": {"goods": 1}}] * 4}, "taxes.field-is-unknown"),
        ({"revenue": {}, "platform": {"withheld": 1}}, "taxes.field-is-unknown"),
        ({"revenue": {}, "leases": [{"rent": 1, "revenue": 1}]}, "taxes.field-is-unknown"),
        ({"revenue": {}, "paid": {"vat": 1}}, "taxes.field-is-unknown"),
        ({"revenue": {}, "started_on": "2027-01-01"}, "taxes.input-not-understood"),
        ({"quarters": [{"revenue": {}, "costs": 1}] * 4, "costs": 1}, "taxes.input-not-understood"),
        ({"revenue": {"goods": 1.5}}, "taxes.input-not-understood"),
        ({"revenue": {"goods": True}}, "taxes.input-not-understood"),
        ({"quarters": [{}]}, "taxes.input-not-understood"),
        ({"revenue": {}, "months": []}, "taxes.input-not-understood"),
        ({"revenue": {}, "colour": "red"}, "taxes.field-is-unknown"),
        ({"revenue": {}, "known_on": "yesterday"}, "taxes.input-not-understood"),
        ({"revenue": {"goods": 1}, "switches": {"moon": "full"}}, "taxes.switch-is-unknown"),
        ({"revenue": {"goods": 1}, "switches": {"rounding": "sideways"}}, "taxes.switch-is-unknown"),
        ({"revenue": {"goods": 4 * BILLION}, "method": "revenue"}, "taxes.percentage-method-is-closed"),
        ({"revenue": {"goods": 4 * BILLION}}, "taxes.costs-are-needed"),
    ],
)
def test_what_cannot_be_computed_is_refused(facts: dict[str, Any], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        tax(**facts)
    assert refused.value.code == code


AMOUNTS = st.integers(min_value=0, max_value=700_000_000)
QUARTERS = st.lists(st.dictionaries(st.sampled_from(SECTORS), AMOUNTS, max_size=2), min_size=4, max_size=4).filter(
    lambda quarters: sum(sum(quarter.values()) for quarter in quarters) <= 3 * BILLION
)


@given(QUARTERS)
def test_the_deduction_never_passes_a_billion_and_returns_add_up(quarters: list[dict[str, int]]) -> None:
    result = tax(quarters=[{"revenue": revenue} for revenue in quarters])
    if result.exempt:
        assert result.total_vnd == 0
        return
    deducted = sum(result.deduction_vnd.values())
    assert deducted == min(BILLION, result.revenue_vnd)
    assert sum(due.vat_vnd or 0 for due in result.returns) == result.vat_vnd
    assert sum(due.pit_vnd or 0 for due in result.returns) == result.pit_vnd
    assert all(0 <= line.deducted_vnd <= line.revenue_vnd for line in result.sectors)
