"""Answer the worked examples of law/cases on costs and stock."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.queries import CaseOfLaw
from ecoop.trade.calc.costs import NO_FINES, CostFacts, judge_cost, read_cost_law
from ecoop.trade.calc.stock import BOUGHT, OPENING, SOLD, StockEvent, period_start, walk_stock


def answer_case(case: CaseOfLaw) -> Mapping[str, Any] | None:
    """Answer a case of law on the costs that may be taken off, or on the price of issued stock.

    Queries: 0
    """
    if case.rule == "tax/household/costs":
        return _answer_costs(case)
    return _answer_stock(case) if case.rule == "books/stock-issue-price" else None


def _answer_costs(case: CaseOfLaw) -> Mapping[str, Any]:
    law = read_cost_law(law=lawbook.on(case.on, known_on=case.known_on))
    verdicts = [judge_cost(facts=_facts(given), law=law) for given in case.given["costs"]]
    return {
        "deductible_vnd": sum(each.deductible_vnd for each in verdicts),
        "not_deductible_vnd": sum(each.refused_vnd for each in verdicts),
    }


def _facts(given: Mapping[str, Any]) -> CostFacts:
    return CostFacts(
        group=given.get("group", "other"),
        total_vnd=Dong(given["amount_vnd"]),
        means="cash" if given.get("cash") else "bank",
        has_paper=given.get("has_paper", True),
        unmet=(NO_FINES,) if given.get("owner_says_not_deductible") else tuple(given.get("unmet", ())),
    )


def _answer_stock(case: CaseOfLaw) -> Mapping[str, Any]:
    opening, entered = case.given["opening"], case.given["in"]
    on: date = case.on
    (period,) = walk_stock(
        events=(
            StockEvent(on, OPENING, Decimal(opening["quantity"]), Dong(opening["amount_vnd"])),
            StockEvent(on, BOUGHT, Decimal(entered["quantity"]), Dong(entered["amount_vnd"])),
            StockEvent(on, SOLD, Decimal(case.given["out_quantity"])),
        ),
        starts=lambda day: period_start(on=day, length="month"),
    )
    assert period.price is not None
    return {
        "unit_price": f"{period.price:.2f}",
        "out_amount_vnd": period.moves[-1].amount_vnd,
        "closing_quantity": period.closing.quantity,
        "closing_amount_vnd": period.closing.amount_vnd,
    }
