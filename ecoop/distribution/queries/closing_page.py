"""The closing of a year as its accountant sees it: the months, what they seem to lack, what the year comes to."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from ecoop.assets.queries.wear import list_months_without_wear
from ecoop.distribution.calc import describe_plan, read_key
from ecoop.distribution.models import YearClosing
from ecoop.distribution.queries.closings import find_closing, find_decision
from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.calc.closing import ALLOCATED, EXTERNAL, INTERNAL, AllocationKey
from ecoop.ledger.queries import find_books
from ecoop.ledger.queries.month_end import IN_ORDER, MonthEnd, list_month_ends
from ecoop.ledger.queries.statements import plan_period
from ecoop.members.queries import get_charter_on
from ecoop.vouchers.queries.stock_slips import list_unpriced_months

MANAGEMENT_KEY, OTHER_RESULTS = "management_cost_key", "other_results_side"
# Rows of the table cooperative/month-end that the store and the register of assets answer.
STOCK_PRICES, WEAR = "stock_prices", "depreciation"


@dataclass(frozen=True)
class ResultRow:
    """A step of a year's result, on both sides; what has no sides stands in the total only."""

    label: str
    internal_vnd: Dong | None
    external_vnd: Dong | None
    total_vnd: Dong
    is_total: bool = False


@dataclass(frozen=True)
class ClosingPage:
    """The months of a year, its result as closed or as it would be, and what may be done now."""

    year: int
    has_books: bool
    months: tuple[MonthEnd, ...]
    rows: tuple[ResultRow, ...]
    key: str
    closing: YearClosing | None
    is_decided: bool
    is_over: bool
    warning: str

    @property
    def is_trial(self) -> bool:
        """Say whether the year is closed on trial only."""
        return self.closing is not None and self.closing.is_trial

    @property
    def open_months(self) -> int:
        """Count the months that could be closed and are not."""
        return sum(1 for month in self.months if month.is_over and not month.is_closed)


def get_closing_page(*, org_id: UUID, year: int, today: date) -> ClosingPage:
    """Get the closing of a year with what it would come to.

    Queries: 20
    """
    day = date(year, 12, 31)
    law = lawbook.on(day)
    books = find_books(org_id=org_id)
    closing = find_closing(org_id=org_id, year=year)
    figures: Mapping[str, Any] = closing.figures if closing else {}
    if books and not closing:
        figures = describe_plan(
            plan=plan_period(
                org_id=org_id,
                starts_on=date(year, 1, 1),
                ends_before=date(year + 1, 1, 1),
                key=get_charter_key(org_id=org_id, day=day),
            )
        )
    return ClosingPage(
        year=year,
        has_books=books is not None,
        months=_months(org_id, year, today) if books else (),
        rows=_rows(figures),
        key=figures.get("key", ""),
        closing=closing,
        is_decided=find_decision(org_id=org_id, year=year) is not None,
        is_over=today > day,
        warning=law.warning(IN_ORDER) or "",
    )


def list_answers(*, org_id: UUID, year: int, today: date) -> dict[str, Collection[date]]:
    """Ask those who keep the papers which months of a year lack something: the store, and the register of assets.

    Queries: 9
    """
    answers: dict[str, Collection[date]] = {STOCK_PRICES: list_unpriced_months(org_id=org_id)}
    without_wear = list_months_without_wear(org_id=org_id, year=year, today=today)
    return answers if without_wear is None else {**answers, WEAR: without_wear}


def _months(org_id: UUID, year: int, today: date) -> tuple[MonthEnd, ...]:
    answers = list_answers(org_id=org_id, year=year, today=today)
    return tuple(list_month_ends(org_id=org_id, year=year, today=today, answers=answers))


def get_charter_key(*, org_id: UUID, day: date) -> AllocationKey:
    """Get the key of management cost that the charter names, and whose other results are; revenue where it says none.

    Queries: 1
    """
    charter = get_charter_on(org_id=org_id, day=day)
    named, others = (charter[name].value if name in charter else "" for name in (MANAGEMENT_KEY, OTHER_RESULTS))
    return replace(read_key(text=named) or AllocationKey(), others=others)


def _rows(figures: Mapping[str, Any]) -> tuple[ResultRow, ...]:
    if not figures:
        return ()
    sides = figures["sides"]
    both = {
        "revenue_vnd": _("Revenue"),
        "deductions_vnd": _("Deductions"),
        "cost_vnd": _("Cost of sales"),
        "management_vnd": _("Management cost"),
    }
    return (
        *(_row(label, sides, name) for name, label in both.items()),
        _other(figures, "other_vnd", _("Other income less other expense")),
        _row(_("Result before tax"), sides, "pre_tax_vnd", is_total=True),
        _other(figures, "tax_vnd", _("Corporate income tax")),
        _row(_("Result after tax"), sides, "after_tax_vnd", is_total=True),
    )


def _other(figures: Mapping[str, Any], name: str, label: str) -> ResultRow:
    """Show what may be parted between the sides; a closing of before that could be did not keep the parts."""
    total = figures.get(name, figures["other_income_vnd"] - figures["other_expense_vnd"])
    if figures.get("others") != ALLOCATED:
        return ResultRow(label, None, Dong(total), Dong(total))
    return _row(label, figures["sides"], name)


def _row(label: str, sides: Mapping[str, Any], name: str, *, is_total: bool = False) -> ResultRow:
    inside, outside = sides[INTERNAL][name], sides[EXTERNAL][name]
    return ResultRow(label, Dong(inside), Dong(outside), Dong(inside + outside), is_total)
