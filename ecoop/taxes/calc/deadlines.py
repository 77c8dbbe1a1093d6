"""When returns are due and taxes paid, with days off moved to the next working day."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Citation
from ecoop.lawbook.calc import Law
from ecoop.taxes.calc.facts import MONTHS, QUARTERS, HouseholdYear
from ecoop.taxes.calc.result import PeriodTax, ReturnDue
from ecoop.taxes.calc.rules import Rules, T

_FIRST_HALF = 6
_F = f"{T}/filing"
_QUARTER, _MONTH = f"{_F}/quarter_due", f"{_F}/month_due_day"
_FIRST_MONTHS = f"{_F}/first_months_of_2026_due_on"
_X = f"{T}/payment_extension"
REQUEST_BY = f"{_X}/request_by_on"


@dataclass(frozen=True)
class Due:
    """A period of filing: its last month, its form, and its days."""

    period: str
    last_month: int
    form: str
    due_on: date
    statutory_on: date
    law: Citation | None
    path: str
    later_on: date | None


def quarter_due_on(*, year: int, quarter: int) -> date:
    """Give the last day of the first month after a quarter.

    Law:    tax/household/filing/quarter_due
    """
    month = quarter * 3 + 1
    if month > MONTHS:
        year, month = year + 1, 1
    return date(year, month, calendar.monthrange(year, month)[1])


def days_of_quarters(*, year: int, count: int) -> list[date]:
    """List the statutory days of the four quarters; none where the periods are no quarters.

    Law:    tax/household/filing/quarter_due
    """
    return [quarter_due_on(year=year, quarter=each) for each in range(1, QUARTERS + 1)] if count == QUARTERS else []


def list_dues(*, law: Law, year: int, quarters: Sequence[int], months: Sequence[int]) -> list[Due]:
    """List the days of quarterly and monthly returns, in order of time."""
    dues = [_quarter(law, year, quarter) for quarter in quarters] + [_month(law, year, month) for month in months]
    return sorted(dues, key=lambda due: (due.last_month, due.period))


def list_returns(
    *, rules: Rules, facts: HouseholdYear, periods: Sequence[PeriodTax], monthly_from: int | None
) -> list[ReturnDue]:
    """List the returns of the periods; what earlier periods owe joins the first return that is filed.

    `monthly_from` is the quarter from which returns are monthly; None where they never are.

    Law:    tax/household/filing/quarter_due, month_due_day, file_from_when_crossing
    """
    first_monthly = monthly_from or QUARTERS + 1
    quarters = range(1, first_monthly)
    dues = _kept(rules, facts.year, tuple(quarters), tuple(range(first_monthly * 3 - 2, MONTHS + 1)))
    started = facts.started_on
    # A business that began during the year files nothing for what ended before.
    begun = started.month if started is not None and started.year == facts.year else 1
    returns, vat_before, pit_before, last = [], 0, 0, 0
    for due in dues:
        own = _own(periods, last, due.last_month)
        last = due.last_month
        if own is not None:
            vat_before, pit_before = vat_before + sum(e.vat_vnd for e in own), pit_before + sum(e.pit_vnd for e in own)
            if not any(each.is_filed for each in own):
                continue
        if due.last_month < begun:
            continue
        amounts = (None, None) if own is None else (Dong(vat_before), Dong(pit_before))
        returns.append(_return(rules, facts, due, *amounts))
        vat_before = pit_before = 0
    return returns


def list_notices(*, law: Law, year: int, started_on: date | None) -> list[ReturnDue]:
    """List the revenue notices of an exempt household: one, or two when it began in the first half of this year.

    Law:    tax/household/filing/revenue_notice_due, tax/household/filing/new_in_first_half_notice_due
    """
    yearly, half = f"{_F}/revenue_notice_due", f"{_F}/new_in_first_half_notice_due"
    if not law.has(yearly):
        return []
    dues = [(str(year), month_day_of(year=year + 1, month_day=law.text(yearly)), yearly)]
    if started_on is not None and started_on.year == year and started_on.month <= _FIRST_HALF:
        dues.insert(0, (f"{year}-H1", month_day_of(year=year, month_day=law.text(half)), half))
    return [
        ReturnDue(
            form_code(law=law.at(due), path="tax/form/revenue_notice"),
            period,
            law.next_working_day(due),
            due,
            Dong(0),
            Dong(0),
            law.cite(path),
            path,
        )
        for period, due, path in dues
    ]


def list_lease_returns(*, rules: Rules, facts: HouseholdYear, vat_vnd: Dong, pit_vnd: Dong) -> list[ReturnDue]:
    """List the returns on rent: one a year, or two, whose parts depend on what was due by half-year.

    Law:    tax/household/filing/lease_one_time_due, tax/household/filing/lease_two_times_due
    """
    law, year = rules.law, facts.year
    path = f"{_F}/lease_one_time_due" if facts.lease_filing == "once" else f"{_F}/lease_two_times_due"
    if not law.has(path):
        return []
    if facts.lease_filing == "once":
        days = [(str(year), law.text(path), year + 1)]
    else:
        first, second = law.list(path)
        days = [(f"{year}-H1", first, year), (f"{year}-H2", second, year + 1)]
    returns = []
    for period, month_day, of_year in days:
        due = month_day_of(year=of_year, month_day=month_day)
        form = form_code(law=law.at(due), path="tax/form/lease").split(" + ")[0]
        vat, pit = (vat_vnd, pit_vnd) if len(days) == 1 else (None, None)
        returns.append(ReturnDue(form, period, law.next_working_day(due), due, vat, pit, law.cite(path), path))
    return returns


def finalisation(*, rules: Rules, due_vnd: Dong) -> ReturnDue:
    """Give the yearly return of the income method.

    Law:    tax/household/filing/finalisation_due
    """
    law, path = rules.law, f"{_F}/finalisation_due"
    due = month_day_of(year=rules.year + 1, month_day=law.text(path))
    form = form_code(law=law.at(due), path="tax/form/pit_finalisation")
    return ReturnDue(form, str(rules.year), law.next_working_day(due), due, Dong(0), due_vnd, law.cite(path), path)


def month_day_of(*, year: int, month_day: str) -> date:
    """Read a day of the law like 01-31 in a year."""
    month, day = month_day.split("-")
    return date(year, int(month), int(day))


def form_code(*, law: Law, path: str) -> str:
    """Name a form by its code alone; its version follows from the law of the period."""
    return law.text(path).split(" (")[0] if law.has(path) else ""


def _kept(rules: Rules, year: int, quarters: tuple[int, ...], months: tuple[int, ...]) -> list[Due]:
    if quarters not in rules.dues:
        rules.dues[quarters] = list_dues(law=rules.law, year=year, quarters=quarters, months=months)
    dues: list[Due] = rules.dues[quarters]
    return dues


def _own(periods: Sequence[PeriodTax], after_month: int, last_month: int) -> Sequence[PeriodTax] | None:
    """Give the periods that a return holds; None where the year's figures are coarser than its returns."""
    if not periods:
        return ()
    months = MONTHS // len(periods)
    if months > last_month - after_month or len(periods) == 1:
        return None
    return periods[after_month // months : last_month // months]


def _return(rules: Rules, facts: HouseholdYear, due: Due, vat: Dong | None, pit: Dong | None) -> ReturnDue:
    pay_by = due.later_on if due.later_on and _asked_in_time(rules.law, facts) else due.due_on
    return ReturnDue(due.form, due.period, due.due_on, due.statutory_on, vat, pit, due.law, due.path, pay_by)


def _asked_in_time(law: Law, facts: HouseholdYear) -> bool:
    asked = facts.extension_requested
    return asked <= law.date(REQUEST_BY) if isinstance(asked, date) else asked


def _quarter(law: Law, year: int, quarter: int) -> Due:
    due = quarter_due_on(year=year, quarter=quarter)
    later = {2: f"{_X}/second_quarter_on", 3: f"{_X}/third_quarter_on"}.get(quarter, "")
    form = form_code(law=law.at(due), path="tax/form/return")
    cited = law.cite(_QUARTER) if law.has(_QUARTER) else None
    on = law.next_working_day(due)
    return Due(f"{year}-Q{quarter}", quarter * 3, form, on, due, cited, _QUARTER, _later(law, later))


def _month(law: Law, year: int, month: int) -> Due:
    own, path = law.at(date(year, month, 1)), _MONTH
    day = law.whole(_MONTH)
    due = date(year + 1, 1, day) if month == MONTHS else date(year, month + 1, day)
    if own.has(_FIRST_MONTHS):
        due, path = own.date(_FIRST_MONTHS), _FIRST_MONTHS
    later = {5: f"{_X}/may_on"}.get(month, f"{_X}/june_to_september_on" if 6 <= month <= 9 else "")
    form = form_code(law=law.at(due), path="tax/form/return")
    on = law.next_working_day(due)
    return Due(f"{year}-{month:02d}", month, form, on, due, own.cite(path), path, _later(law, later))


def _later(law: Law, path: str) -> date | None:
    return law.date(path) if path and law.has(path) else None
