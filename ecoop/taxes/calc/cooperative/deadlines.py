"""When a cooperative files and pays: months, quarters, the year; days off move to the next working day.

Law:    Decree 252/2026 Articles 10 and 24; Circular 89/2026 Articles 19 and 21
"""

import calendar
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from ecoop.kernel.dong import Dong
from ecoop.lawbook.calc import Law
from ecoop.taxes.calc.cooperative.cit import C
from ecoop.taxes.calc.cooperative.facts import CREDIT, CooperativeYear
from ecoop.taxes.calc.cooperative.result import (
    CIT,
    PIT,
    VAT,
    CitTax,
    CooperativeReturn,
    PitOfQuarter,
    ProvisionalTax,
    VatOfYear,
)
from ecoop.taxes.calc.deadlines import form_code, quarter_due_on
from ecoop.taxes.calc.facts import MONTHS, QUARTERS
from ecoop.taxes.calc.returns import months_of

QUARTER, MONTH = f"{C}/quarter_due", f"{C}/month_due_day"
PROVISIONAL, FINALISATION = f"{C}/provisional_due", f"{C}/finalisation_due"
QUARTERLY_UP_TO = f"{C}/vat/quarterly_revenue_vnd_max"
FORMS = {
    VAT: "tax/form/cooperative_vat_return",
    CIT: "tax/form/cooperative_cit_finalisation",
    PIT: "tax/form/cooperative_withheld_pit_return",
}


def provisional_due_on(*, law: Law, year: int) -> list[date]:
    """List the days on which CIT of the four quarters is paid, days off moved.

    Law:    tax/cooperative/provisional_due
    """
    return [law.next_working_day(quarter_due_on(year=year, quarter=each)) for each in range(1, QUARTERS + 1)]


def finalisation_due_on(*, law: Law, last_day: date) -> date:
    """Give the last day of the third month after a tax year, before days off move it.

    Law:    tax/cooperative/finalisation_due
    """
    months = int(law.text(FINALISATION).split("-")[0])
    month = last_day.month + months
    year, month = last_day.year + (month - 1) // MONTHS, (month - 1) % MONTHS + 1
    return date(year, month, calendar.monthrange(year, month)[1])


def period_due_on(*, law: Law, period: str) -> tuple[date, str]:
    """Give the day of the law for a monthly or quarterly return, and where it stands.

    Law:    tax/cooperative/month_due_day, quarter_due
    """
    year, months = int(period[:4]), months_of(period=period)
    if len(months) == 1:
        first = date(year, months[0], 28) + timedelta(days=4)
        return first.replace(day=law.whole(MONTH)), MONTH
    return quarter_due_on(year=year, quarter=(months[-1] + 2) // 3), QUARTER


def vat_frequency(*, law: Law, previous_revenue_vnd: int | None) -> str:
    """Say whether VAT is filed by month or by quarter, by the revenue of the year before.

    Law:    tax/cooperative/vat/quarterly_revenue_vnd_max
    """
    limit = law.dong(QUARTERLY_UP_TO) if law.has(QUARTERLY_UP_TO) else None
    is_monthly = limit is not None and previous_revenue_vnd is not None and previous_revenue_vnd > limit
    return "monthly" if is_monthly else "quarterly"


def list_cooperative_returns(
    *,
    law: Law,
    facts: CooperativeYear,
    cit: CitTax,
    provisional: ProvisionalTax | None,
    vat: VatOfYear | None,
    pit: Sequence[PitOfQuarter],
    frequency: str,
) -> tuple[CooperativeReturn, ...]:
    """List the returns and payments of a year in the order of their days; amounts where they are known."""
    found = [*_vat(law, facts, vat, frequency), *_pit(law, facts, pit)]
    due = finalisation_due_on(law=law, last_day=facts.last_day)
    left = provisional.left_vnd if provisional else cit.tax_vnd
    found.append(_return(law, CIT, str(facts.year), due, left, FINALISATION))
    if not cit.is_exempt:
        found += [_payment(law, facts.year, quarter) for quarter in _quarters(facts)]
    return tuple(sorted(found, key=lambda each: (each.due_on, each.form, each.period)))


def days_of_returns(
    *,
    law: Law,
    year: int,
    last_day: date,
    frequency: str,
    method: str,
    withheld: Iterable[int],
    pays_quarters: bool,
) -> list[CooperativeReturn]:
    """List the returns and payments of a year by their days alone, before anybody computes what they hold."""
    names = [f"{year}-{each:02d}" for each in range(1, MONTHS + 1)]
    names = names if frequency == "monthly" else [f"{year}-Q{each}" for each in range(1, QUARTERS + 1)]
    found = [_periodic(law, VAT, name, None) for name in names] if method == CREDIT else []
    found += [_periodic(law, PIT, f"{year}-Q{each}", None) for each in withheld]
    found.append(_return(law, CIT, str(year), finalisation_due_on(law=law, last_day=last_day), None, FINALISATION))
    return found + ([_payment(law, year, each) for each in range(1, QUARTERS + 1)] if pays_quarters else [])


def _quarters(facts: CooperativeYear) -> range:
    return range((MONTHS - facts.months) // 3 + 1, QUARTERS + 1)


def _vat(law: Law, facts: CooperativeYear, vat: VatOfYear | None, frequency: str) -> list[CooperativeReturn]:
    if vat is None or vat.method != CREDIT:
        return []
    known = {each.name: each.vat_vnd for each in vat.periods}
    quarters = [f"{facts.year}-Q{each}" for each in _quarters(facts)]
    months = [f"{facts.year}-{each:02d}" for each in range(MONTHS - facts.months + 1, MONTHS + 1)]
    names = months if frequency == "monthly" else quarters
    return [_periodic(law, VAT, name, known.get(name)) for name in names]


def _pit(law: Law, facts: CooperativeYear, pit: Sequence[PitOfQuarter]) -> list[CooperativeReturn]:
    # Who withheld nothing in a quarter files nothing for it; members' income is declared on another form.
    return [_periodic(law, PIT, f"{facts.year}-Q{each.quarter}", each.pay_pit_vnd) for each in pit if each.pay_pit_vnd]


def _periodic(law: Law, tax: str, period: str, amount: Dong | None) -> CooperativeReturn:
    due, path = period_due_on(law=law, period=period)
    return _return(law, tax, period, due, amount, path)


def _return(law: Law, tax: str, period: str, due: date, amount: Dong | None, path: str) -> CooperativeReturn:
    form, cited = form_code(law=law.at(due), path=FORMS[tax]), law.cite(path) if law.has(path) else None
    return CooperativeReturn(form, period, tax, law.next_working_day(due), due, amount, cited, path)


def _payment(law: Law, year: int, quarter: int) -> CooperativeReturn:
    due = quarter_due_on(year=year, quarter=quarter)
    cited = law.cite(PROVISIONAL) if law.has(PROVISIONAL) else None
    return CooperativeReturn("", f"{year}-Q{quarter}", CIT, law.next_working_day(due), due, None, cited, PROVISIONAL)
