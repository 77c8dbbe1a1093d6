"""What a household has to do in a year, and until when: its returns, and the duties beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Citation
from ecoop.lawbook.calc import Law, in_words
from ecoop.taxes.calc.deadlines import form_code
from ecoop.taxes.calc.einvoice_duty import einvoice_duty
from ecoop.taxes.calc.facts import QUARTERS, HouseholdYear
from ecoop.taxes.calc.result import HouseholdTax, ReturnDue, period_in_words

TABLE = "calendar/household-duties"
_REGISTER = "einvoice/household/register_within_days"
_ACCOUNTS = "tax/household/filing/small_bank_accounts_last_on"
_QUARTER = "tax/household/filing/quarter_due"
# Duties that end with a return; the others stand beside them.
_RETURNS = ("quarterly", "monthly", "income", "exempt", "new", "lease")


@dataclass(frozen=True)
class Duty:
    """One thing to do: what, by which form and article, and until which day."""

    code: str
    label: str
    period: str
    form: str
    due_on: date
    due_on_statutory: date
    law: Citation | None
    path: str = ""
    vat_vnd: Dong | None = None
    pit_vnd: Dong | None = None
    pay_by_on: date | None = None
    # What to do in a few words, where the law's table says it.
    todo: str = ""

    @property
    def interest_from_on(self) -> date:
        """Give the day after which a delay costs interest."""
        return self.pay_by_on or self.due_on

    @property
    def period_label(self) -> str:
        """Say the period in the active language."""
        return period_in_words(name=self.period)

    @property
    def is_moved(self) -> bool:
        """Tell whether the day of the law was a day off."""
        return self.due_on != self.due_on_statutory

    @property
    def total_vnd(self) -> Dong:
        """Add up what is to be paid with it, as far as it is known."""
        return Dong((self.vat_vnd or 0) + (self.pit_vnd or 0))


def list_duties(*, law: Law, midyear: Law, facts: HouseholdYear, tax: HouseholdTax) -> list[Duty]:
    """List the duties that come of one tax year, in the order of their days.

    `law` is that of the year's last day, `midyear` that of its 1 July: some duties end with the summer.

    Law: tables/calendar/household-duties
    """
    rows = {row["code"]: row for row in law.table(TABLE)}
    duties = [_of_return(rows, each) for each in tax.returns]
    duties += [*_registration(law, rows, facts, tax), *_accounts(midyear, rows, tax), *_stock(law, rows, tax)]
    return sorted(duties, key=lambda duty: (duty.due_on, duty.code, duty.period))


def _of_return(rows: Mapping[str, Mapping[str, Any]], due: ReturnDue) -> Duty:
    row = next((each for each in rows.values() if each["due"] == due.path and each["who"] in _RETURNS), None)
    # The first months of the first year have a day of their own, and are returns of months all the same.
    row = row or rows["quarter_return" if "-Q" in due.period else "month_return"]
    return Duty(
        code=row["code"],
        label=in_words(row, name="label"),
        period=due.period,
        form=due.form,
        due_on=due.due_on,
        due_on_statutory=due.due_on_statutory,
        law=due.law,
        path=due.path,
        vat_vnd=due.vat_vnd,
        pit_vnd=due.pit_vnd,
        pay_by_on=due.pay_by_on,
    )


def _registration(
    law: Law, rows: Mapping[str, Mapping[str, Any]], facts: HouseholdYear, tax: HouseholdTax
) -> list[Duty]:
    """Register for e-invoices after the quarter in which the threshold was passed for the first time."""
    was_taxed = facts.prior_year_over_threshold or facts.method_at_start_of_year in ("revenue", "income")
    if tax.exempt or not law.has(_REGISTER):
        return []
    found = einvoice_duty(
        law=law, quarters_vnd=_quarters(facts), over_limit_before=was_taxed, sells_registrable_assets=False
    )
    if found.register_by_on is None or found.register_by_statutory_on is None:
        return []
    row, period = rows["einvoice_registration"], f"{facts.year}-Q{found.crossed_quarter}"
    cited, label = law.cite(_REGISTER), in_words(row, name="label")
    days = found.register_by_on, found.register_by_statutory_on
    return [Duty(row["code"], label, period, "", *days, cited, _REGISTER)]


def _quarters(facts: HouseholdYear) -> list[Dong]:
    """Add the periods up by quarter; a year given whole is all in its last one."""
    each = len(facts.periods) // QUARTERS
    if not each:
        return [Dong(0), Dong(0), Dong(0), facts.revenue_vnd]
    starts = range(0, len(facts.periods), each)
    return [Dong(sum(period.total_vnd for period in facts.periods[start : start + each])) for start in starts]


def _accounts(law: Law, rows: Mapping[str, Mapping[str, Any]], tax: HouseholdTax) -> list[Duty]:
    # Who files returns sends the accounts with the first one; only those who file none have a day of their own.
    if not tax.exempt or not law.has(_ACCOUNTS):
        return []
    due_on = law.date(_ACCOUNTS)
    return [_duty(law, rows["bank_accounts"], str(tax.year), due_on, _ACCOUNTS)] if due_on.year == tax.year else []


def _stock(law: Law, rows: Mapping[str, Mapping[str, Any]], tax: HouseholdTax) -> list[Duty]:
    path = str(rows["opening_stock"]["form"])
    first = next((each for each in tax.returns if each.path == _QUARTER), None)
    if tax.method != "income" or not law.has(path) or first is None:
        return []
    row = rows["opening_stock"]
    cited = law.cite(path)
    return [
        Duty(
            row["code"],
            in_words(row, name="label"),
            first.period,
            law.text(path),
            first.due_on,
            first.due_on_statutory,
            cited,
            path,
        )
    ]


def _duty(law: Law, row: Mapping[str, Any], period: str, due_on: date, path: str) -> Duty:
    form = form_code(law=law, path=row["form"]) if row["form"] else ""
    label, moved_on = in_words(row, name="label"), law.next_working_day(due_on)
    return Duty(row["code"], label, period, form, moved_on, due_on, law.cite(path), path)
