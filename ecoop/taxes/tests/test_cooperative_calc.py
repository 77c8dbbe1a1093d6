"""The taxes of a cooperative, as properties: what the law says of more and less, exact sums, and any order."""

import random
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecoop.kernel.dong import Dong
from ecoop.taxes.calc.cooperative import CooperativeYear
from ecoop.taxes.calc.cooperative.facts import (
    Activity,
    LossOfYear,
    PaidToPeople,
    Provisional,
    VatPeriod,
    VatPurchase,
    VatSale,
    VatYear,
)
from ecoop.taxes.errors import FieldIsUnknown, InputNotUnderstood
from ecoop.taxes.queries.check_cooperative import answer_cooperative, compute_cooperative_tax, tax_of_cooperative

FIELDS = (
    "own_produce", "processing", "salt", "technical_services", "member_produce", "agriculture_other", "goods",
    "services", "social_services", "lending", "other",
)  # fmt: skip
AMOUNTS = st.integers(0, 10**12).map(Dong)
MILLION = 10**6


@st.composite
def activities(draw: st.DrawFn) -> Activity:
    """Draw a field of activity whose parts fit into the whole."""
    revenue, cost = draw(AMOUNTS), draw(st.one_of(st.none(), AMOUNTS))
    return Activity(
        field=draw(st.sampled_from(FIELDS)),
        revenue_vnd=revenue,
        cost_vnd=cost,
        internal_revenue_vnd=Dong(draw(st.integers(0, revenue))),
        internal_cost_vnd=Dong(draw(st.integers(0, cost or 0))),
        raw_input_vnd=draw(st.one_of(st.none(), st.integers(0, cost or 0).map(Dong))),
    )


@st.composite
def years(draw: st.DrawFn) -> CooperativeYear:
    """Draw a whole year."""
    losses = draw(st.dictionaries(st.integers(2018, 2025), AMOUNTS, max_size=4))
    return CooperativeYear(
        year=2026,
        activities=tuple(draw(st.lists(activities(), max_size=5))),
        previous_revenue_vnd=draw(AMOUNTS),
        is_agricultural=draw(st.booleans()),
        area=draw(st.sampled_from(("normal", "difficult"))),
        shared_costs_vnd=draw(AMOUNTS),
        other_income_vnd=draw(AMOUNTS),
        other_costs_vnd=draw(AMOUNTS),
        non_deductible_vnd=draw(AMOUNTS),
        undivided_fund_vnd=draw(AMOUNTS),
        losses=tuple(LossOfYear(year, amount) for year, amount in losses.items()),
        provisional=draw(st.one_of(st.none(), st.just((Provisional(1, Dong(5 * MILLION)),)))),
    )


@settings(max_examples=200, deadline=None)
@given(years())
def test_every_sum_is_exact(facts: CooperativeYear) -> None:
    cit = tax_of_cooperative(facts=facts).cit
    # Shared costs less what is not deductible are borne by the parts to the last đồng.
    bearing = [part for part in cit.parts if part.treatment != "deemed"]
    if bearing and any(part.revenue_vnd for part in bearing if part.field != "other_income"):
        assert sum(part.shared_vnd for part in cit.parts) == facts.shared_costs_vnd - facts.non_deductible_vnd
    assert all(
        part.income_vnd == part.revenue_vnd - part.cost_vnd - part.shared_vnd
        for part in cit.parts
        if part.treatment != "deemed"
    )
    assert cit.tax_vnd == cit.agriculture_tax_vnd + cit.size_tax_vnd + cit.deemed_tax_vnd
    assert all(loss.used_vnd + loss.left_vnd == loss.amount_vnd for loss in cit.losses)
    assert not any(loss.used_vnd for loss in cit.losses if loss.is_expired)
    assert min(cit.tax_vnd, cit.agriculture_taxable_vnd, cit.size_taxable_vnd) >= 0
    assert cit.fund_vnd <= facts.undivided_fund_vnd


@settings(max_examples=150, deadline=None)
@given(years(), AMOUNTS, st.randoms(use_true_random=False))
def test_order_never_matters_and_more_relief_never_costs_more(
    facts: CooperativeYear, more: Dong, shuffled: random.Random
) -> None:
    tax = tax_of_cooperative(facts=facts)
    losses = list(facts.losses)
    shuffled.shuffle(losses)
    assert tax_of_cooperative(facts=replace(facts, losses=tuple(losses))).cit.tax_vnd == tax.cit.tax_vnd
    # A larger fund or an older loss more may shift one đồng of rounding between two rates, never more.
    fund = replace(facts, undivided_fund_vnd=Dong(facts.undivided_fund_vnd + more))
    assert tax_of_cooperative(facts=fund).cit.tax_vnd <= tax.cit.tax_vnd + 1
    disallowed = replace(facts, non_deductible_vnd=Dong(facts.non_deductible_vnd + more))
    assert facts.undivided_fund_vnd or tax_of_cooperative(facts=disallowed).cit.tax_vnd >= tax.cit.tax_vnd - 1


@settings(max_examples=100, deadline=None)
@given(years())
def test_the_small_pay_nothing_and_the_larger_never_less(facts: CooperativeYear) -> None:
    at = [
        tax_of_cooperative(facts=replace(facts, previous_revenue_vnd=Dong(before))).cit.tax_vnd
        for before in (10**9, 10**9 + 1, 3 * 10**9 + 1, 50 * 10**9 + 1)
    ]
    assert at[0] == 0
    assert at == sorted(at)


SALES = st.builds(
    VatSale,
    kind=st.sampled_from(("standard", "reduced", "export", "own_produce", "raw_produce", "internal_lending")),
    amount_vnd=AMOUNTS,
    buyer=st.sampled_from(("enterprise", "household")),
    is_cut=st.booleans(),
)
PURCHASES = st.builds(
    VatPurchase, amount_vnd=AMOUNTS, vat_vnd=AMOUNTS, paid=st.sampled_from(("cash", "non_cash")),
    seller=st.sampled_from(("", "A", "B")), on=st.just(date(2026, 8, 1)),
    used_for=st.sampled_from(("taxable", "untaxed", "both")),
)  # fmt: skip
PERIODS = st.tuples(st.lists(SALES, max_size=4), st.lists(PURCHASES, max_size=4))


@settings(max_examples=150, deadline=None)
@given(st.lists(PERIODS, min_size=4, max_size=4), AMOUNTS, st.randoms(use_true_random=False))
def test_vat_of_a_year_loses_nothing(
    quarters: list[tuple[list[VatSale], list[VatPurchase]]], carried: Dong, shuffled: random.Random
) -> None:
    def year(each: list[tuple[list[VatSale], list[VatPurchase]]]) -> CooperativeYear:
        periods = tuple(
            VatPeriod(f"2026-Q{at}", tuple(sales), tuple(bought)) for at, (sales, bought) in enumerate(each, 1)
        )
        vat = VatYear(periods, method="credit", method_since=2025, carried_in_vnd=carried)
        return CooperativeYear(year=2026, previous_revenue_vnd=Dong(0), vat=vat)

    vat = tax_of_cooperative(facts=year(quarters)).vat
    assert vat is not None
    left = vat.periods[-1].carried_out_vnd
    # What is paid and what is carried on is output less input less what came in.
    assert vat.vat_vnd - left == sum(each.output_vnd - each.input_vnd for each in vat.periods) - carried
    for period in vat.periods:
        assert period.input_vnd + period.refused_input_vnd == period.bought_vat_vnd
        assert not (period.vat_vnd and period.carried_out_vnd)
    mixed = [(shuffled.sample(sales, len(sales)), shuffled.sample(bought, len(bought))) for sales, bought in quarters]
    again = tax_of_cooperative(facts=year(mixed)).vat
    assert again is not None
    assert [each.vat_vnd for each in again.periods] == [each.vat_vnd for each in vat.periods]


def test_more_income_of_members_never_bears_less() -> None:
    def tax(amount: int) -> int:
        paid = (PaidToPeople(1, by_capital_vnd=Dong(amount)),)
        return tax_of_cooperative(facts=CooperativeYear(2026, previous_revenue_vnd=Dong(0), people=paid)).pit_vnd

    # 5 %, rounded half up: 9 đồng bear nothing, 10 bear one.
    assert [tax(each) for each in (0, 9, 10, 100, 1_000_000)] == [0, 0, 1, 5, 50_000]


GOOD: dict[str, Any] = {"year": 2026, "previous_revenue": 0}


@pytest.mark.parametrize(
    "wrong",
    [
        {"revenue": 5},
        {"activities": [{"field": "good", "revenue": 5}]},
        {"activities": [{"field": "goods", "revenue": 5.0}]},
        {"activities": [{"field": "goods", "revenue": 5, "internal_revenue": 6}]},
        {"activities": [{"field": "processing", "revenue": 5, "cost": 3, "raw_input": 4}]},
        {"activities": {"field": "goods"}},
        {"activities": [5]},
        {"losses": [{"year": 2026, "amount": 5}]},
        {"losses": [{"year": 2024, "amount": 5}, {"year": 2024, "amount": 6}]},
        {"provisional": [{"quarter": 5, "amount": 5}]},
        {"provisional": [{"quarter": True, "amount": 5}]},
        {"previous_months": 0},
        {"started_on": "2027-01-01"},
        {"vat": {"periods": [{"period": "2025-Q1"}]}},
        {"vat": {"periods": [{"period": "2026-Q1"}, {"period": "2026-02"}]}},
        {"vat": {"periods": [{"period": "2026-Q1", "sales": [{"kind": "gold", "amount": 1}]}]}},
        {"vat": {"periods": [{"period": "2026-Q1", "purchases": [{"amount": 1, "vat": -1}]}]}},
        {"vat": {"periods": [{"period": "2026-Q1", "purchases": [{"amount": 1, "vat": 1, "seller": 7}]}]}},
        {"people": [{"quarter": 1}, {"quarter": 1}]},
        {"area": "steep"},
    ],
)
def test_nonsense_is_refused_by_its_place(wrong: dict[str, Any]) -> None:
    with pytest.raises((InputNotUnderstood, FieldIsUnknown)):
        compute_cooperative_tax(given={**GOOD, **wrong})


@pytest.mark.parametrize("given_input", [None, 5, "x", [], {}, {"year": "2026"}, {"year": 1999}, {"year": 2024}])
def test_hostile_inputs_are_refused_and_never_crash(given_input: Any) -> None:
    assert "refused" in answer_cooperative(given=given_input)


def test_a_switch_that_is_not_of_cooperatives_is_refused() -> None:
    answer = answer_cooperative(given={**GOOD, "switches": {"nq43": "show"}})
    assert answer["refused"]["code"] == "taxes.switch-is-unknown"


def test_steps_name_their_articles() -> None:
    given_input = {**GOOD, "previous_revenue": 5 * 10**9, "activities": [{"field": "goods", "revenue": 5, "cost": 1}]}
    steps = answer_cooperative(given=given_input)["steps"]
    assert {"document": "luat-67-2025-qh15", "article": "Điều 10"} in [step["law"] for step in steps]
    assert steps[-1]["value"] == 1
