"""When returns are due, with days off moved to the next working day."""

import calendar
from collections.abc import Sequence
from datetime import date

from ecoop.kernel.dates import quarter_of
from ecoop.kernel.dong import Dong
from ecoop.lawbook.calc import Law
from ecoop.taxes.calc.result import PeriodTax, ReturnDue

_FIRST_HALF = 6


def quarter_due_on(*, year: int, quarter: int) -> date:
    """Give the last day of the first month after a quarter.

    Law:    tax/household/filing/quarter_due
    """
    month = quarter * 3 + 1
    if month > 12:
        year, month = year + 1, 1
    return date(year, month, calendar.monthrange(year, month)[1])


def list_notices(*, law: Law, year: int, started_on: date | None) -> list[ReturnDue]:
    """List the revenue notices of an exempt household: one, or two when it began in the first half of this year.

    Law:    tax/household/filing/revenue_notice_due, tax/household/filing/new_in_first_half_notice_due
    """
    if not law.has("tax/household/filing/revenue_notice_due"):
        return []
    form = form_code(law=law, path="tax/form/revenue_notice")
    yearly_path, half_path = (
        "tax/household/filing/revenue_notice_due",
        "tax/household/filing/new_in_first_half_notice_due",
    )
    dues = []
    if started_on is not None and started_on.year == year and started_on.month <= _FIRST_HALF:
        dues.append((f"{year}-H1", month_day_of(year=year, month_day=law.text(half_path)), half_path))
    dues.append((str(year), month_day_of(year=year + 1, month_day=law.text(yearly_path)), yearly_path))
    return [
        ReturnDue(form, period, law.next_working_day(due), due, None, None, law.cite(path), path)
        for period, due, path in dues
    ]


def list_quarter_returns(
    *, law: Law, year: int, periods: Sequence[PeriodTax], started_on: date | None = None
) -> list[ReturnDue]:
    """List the quarterly returns; what earlier quarters owe joins the first return that is filed.

    Law:    tax/household/filing/quarter_due, tax/household/filing/file_from_when_crossing
    """
    form, path = form_code(law=law, path="tax/form/return"), "tax/household/filing/quarter_due"
    cited = law.cite(path) if law.has(path) else None
    if len(periods) == 1:
        # A business that began during the year files nothing for the quarters before.
        first = quarter_of(started_on) if started_on is not None and started_on.year == year else 1
        dues = [(quarter, quarter_due_on(year=year, quarter=quarter)) for quarter in range(first, 5)]
        return [
            ReturnDue(form, f"{year}-Q{quarter}", law.next_working_day(due), due, None, None, cited, path)
            for quarter, due in dues
        ]
    returns, vat_before, pit_before = [], Dong(0), Dong(0)
    for quarter, period in enumerate(periods, start=1):
        vat_before, pit_before = Dong(vat_before + period.vat_vnd), Dong(pit_before + period.pit_vnd)
        if not period.is_filed:
            continue
        due = quarter_due_on(year=year, quarter=quarter)
        returns.append(
            ReturnDue(form, period.name, law.next_working_day(due), due, vat_before, pit_before, cited, path)
        )
        vat_before = pit_before = Dong(0)
    return returns


def list_month_returns(
    *, law: Law, year: int, periods: Sequence[PeriodTax], started_on: date | None = None
) -> list[ReturnDue]:
    """List the monthly returns of a household above the middle band.

    Law:    tax/household/filing/month_due_day
    """
    form, path = form_code(law=law, path="tax/form/return"), "tax/household/filing/month_due_day"
    day, cited = law.whole(path), law.cite(path)
    returns = []
    first = started_on.month if started_on is not None and started_on.year == year else 1
    for month in range(first, 13):
        due = date(year + 1, 1, day) if month == 12 else date(year, month + 1, day)
        own = periods[month - 1] if len(periods) == 12 else None
        vat, pit = (own.vat_vnd, own.pit_vnd) if own else (None, None)
        returns.append(ReturnDue(form, f"{year}-{month:02d}", law.next_working_day(due), due, vat, pit, cited, path))
    return returns


def month_day_of(*, year: int, month_day: str) -> date:
    """Read a day of the law like 01-31 in a year."""
    month, day = month_day.split("-")
    return date(year, int(month), int(day))


def form_code(*, law: Law, path: str) -> str:
    """Name a form by its code alone; its version follows from the law of the period."""
    return law.text(path).split(" (")[0] if law.has(path) else ""
