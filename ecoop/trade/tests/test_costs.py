"""Which costs may be taken off: each condition of Decree 68/2026 Article 6, met and not."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.trade.calc.costs import (
    DEPRECIATION,
    INSURED,
    INTEREST,
    NO_FINES,
    NON_CASH,
    OWN_WAGES,
    PAPERS,
    CostFacts,
    interest_vnd_max,
    judge_cost,
    read_cost_law,
)

LAW = read_cost_law(law=lawbook.on(date(2026, 6, 1)))
GOOD = CostFacts(group="other", total_vnd=Dong(1_000_000), means="cash", has_paper=True)


@pytest.mark.parametrize(
    ("facts", "refused", "why"),
    [
        (GOOD, 0, []),
        (replace(GOOD, has_paper=False), 1_000_000, [PAPERS]),
        # From five million up the proof must be other than cash; one đồng below need not.
        (replace(GOOD, total_vnd=Dong(4_999_999)), 0, []),
        (replace(GOOD, total_vnd=Dong(5_000_000)), 5_000_000, [NON_CASH]),
        (replace(GOOD, total_vnd=Dong(5_000_000), means="bank"), 0, []),
        (replace(GOOD, total_vnd=Dong(9_000_000), means="credit"), 0, []),
        # Bought on credit, six of nine million paid in cash at once: the six are refused; two small payments are not.
        (
            replace(GOOD, total_vnd=Dong(9_000_000), means="credit", paid_in_cash_vnd=(Dong(6_000_000),)),
            6_000_000,
            [NON_CASH],
        ),
        (replace(GOOD, total_vnd=Dong(9_000_000), means="credit", paid_in_cash_vnd=(Dong(3_000_000),) * 2), 0, []),
        (replace(GOOD, group="wages", unmet=(OWN_WAGES,)), 1_000_000, [OWN_WAGES]),
        (replace(GOOD, group="wages", unmet=(INSURED,)), 1_000_000, [INSURED]),
        (replace(GOOD, group="depreciation", unmet=(DEPRECIATION,)), 1_000_000, [DEPRECIATION]),
        # No money moves in depreciation, so none asks how it was paid.
        (replace(GOOD, group="depreciation", total_vnd=Dong(8_000_000)), 0, []),
        (replace(GOOD, unmet=(NO_FINES,)), 1_000_000, [NO_FINES]),
        (replace(GOOD, group="interest", deductible_max_vnd=Dong(600_000)), 400_000, [INTEREST]),
        (replace(GOOD, has_paper=False, judged={PAPERS: True}), 0, []),
        (replace(GOOD, judged={NO_FINES: False}), 1_000_000, [NO_FINES]),
    ],
)
def test_each_condition(facts: CostFacts, refused: int, why: list[str]) -> None:
    verdict = judge_cost(facts=facts, law=LAW)
    assert verdict.refused_vnd == refused
    assert [each.code for each in verdict.unmet] == why


def test_every_condition_names_its_article_and_what_mends_it() -> None:
    verdict = judge_cost(facts=replace(GOOD, total_vnd=Dong(6_000_000)), law=LAW)
    (unmet,) = verdict.unmet
    assert unmet.law.document == "nd-68-2026"
    assert unmet.law.article.startswith("Điều 6")
    assert "5.000.000" in unmet.remedy


def test_interest_above_the_civil_code_is_not_taken_off() -> None:
    # 100 million owed for 90 days at the 20 % of the Civil Code: 100.000.000 x 0,20 x 90 / 365 = 4.931.507 (rounded).
    assert interest_vnd_max(debt_vnd=Dong(100_000_000), days=90, law=LAW) == 4_931_507


def test_before_the_law_nobody_asked() -> None:
    old = read_cost_law(law=lawbook.on(date(2025, 6, 1)))
    assert judge_cost(facts=replace(GOOD, has_paper=False), law=old).refused_vnd == 0


@given(
    group=st.sampled_from(["materials", "wages", "depreciation", "bought_services", "interest", "other"]),
    total=st.integers(min_value=1, max_value=10**12),
    means=st.sampled_from(["cash", "bank", "credit"]),
    has_paper=st.booleans(),
    limit=st.none() | st.integers(min_value=0, max_value=10**12),
    paid=st.lists(st.integers(min_value=1, max_value=10**12), max_size=3),
)
def test_what_is_deductible_and_refused_is_the_whole(
    group: str, total: int, means: str, has_paper: bool, limit: int | None, paid: list[int]
) -> None:
    facts = CostFacts(
        group=group,
        total_vnd=Dong(total),
        means=means,
        has_paper=has_paper,
        deductible_max_vnd=None if limit is None else Dong(limit),
        paid_in_cash_vnd=tuple(Dong(each) for each in paid),
    )
    verdict = judge_cost(facts=facts, law=LAW)
    assert verdict.deductible_vnd + verdict.refused_vnd == total
    assert 0 <= verdict.refused_vnd <= total
