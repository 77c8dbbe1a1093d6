"""Rent of real estate: a tax of its own beside trade.

Law:    PIT Law 109/2025 Article 7(4); Decree 68/2026 Article 4(4); form 01/BĐS
"""

from dataclasses import dataclass

from ecoop.kernel.dong import Dong
from ecoop.taxes.calc.deadlines import form_code, month_day_of
from ecoop.taxes.calc.facts import REAL_ESTATE, HouseholdYear
from ecoop.taxes.calc.percentage import Rates
from ecoop.taxes.calc.result import Caution, PeriodTax, ReturnDue, SectorTax, Step

_T = "tax/household"
_THRESHOLD = f"{_T}/revenue_exempt_vnd_max"
_DEDUCTION = f"{_T}/deduction/real_estate_lease_vnd"
_SWITCH = f"{_T}/switch/deduction_for_trade_and_lease"
_DUE = f"{_T}/filing/lease_one_time_due"


@dataclass(frozen=True)
class LeaseTax:
    """What the rent of a year brings; nothing at all for those who have none."""

    periods: tuple[PeriodTax, ...] = ()
    returns: tuple[ReturnDue, ...] = ()
    steps: tuple[Step, ...] = ()
    warnings: tuple[Caution, ...] = ()

    @property
    def total_vnd(self) -> Dong:
        """Add up both taxes before any relief."""
        return Dong(sum(period.vat_vnd + period.pit_vnd for period in self.periods))


def tax_lease(*, rates: Rates, facts: HouseholdYear) -> LeaseTax:
    """Compute VAT on all rent and PIT on the part above the deduction, once rent passes the threshold.

    Law:    tax/household/vat_rate/real_estate_lease, tax/household/pit_rate/real_estate_lease
    """
    rent, law = facts.lease_vnd, rates.law
    if not rent:
        return LeaseTax()
    is_shared = law.has(_SWITCH) and law.switch(_SWITCH) == "shared"
    counted = Dong(rent + facts.revenue_vnd) if is_shared else rent
    first = Step("lease-revenue", rent, {})
    if counted <= law.dong(_THRESHOLD):
        return LeaseTax(steps=(first, Step("lease-exempt", Dong(0), {}, law.cite(_THRESHOLD), _THRESHOLD)))
    used_by_trade = min(facts.revenue_vnd, law.dong(f"{_T}/deduction/business_vnd")) if is_shared else 0
    deduction = law.dong(_DEDUCTION) if law.has(_DEDUCTION) else Dong(0)
    deducted = Dong(min(rent, max(0, deduction - used_by_trade)))
    vat_rate, pit_rate = rates.vat(REAL_ESTATE), rates.pit(REAL_ESTATE)
    vat, pit = rates.of(rent, rate=vat_rate), rates.of(Dong(rent - deducted), rate=pit_rate)
    line = SectorTax(REAL_ESTATE, rent, deducted, vat_rate, vat, pit_rate, pit)
    period = PeriodTax(f"{facts.year}", (line,), True, vat, pit, Dong(0), pit, Dong(deduction - deducted))
    trades = facts.revenue_vnd > 0 and law.has(_SWITCH)
    return LeaseTax(
        periods=(period,),
        returns=_returns(rates, facts),
        steps=(first, *_steps(rates, line, f"{facts.year}")),
        warnings=(Caution("", {}, law.warning(_SWITCH) or "", "deduction_for_trade_and_lease"),) if trades else (),
    )


def _steps(rates: Rates, line: SectorTax, period: str) -> list[Step]:
    law, vat_path, pit_path = rates.law, f"{_T}/vat_rate/{REAL_ESTATE}", f"{_T}/pit_rate/{REAL_ESTATE}"
    facts = {"sector": REAL_ESTATE, "period": period, "revenue_vnd": line.revenue_vnd}
    vat = Step("vat", line.vat_vnd, {**facts, "rate": line.vat_rate}, law.cite(vat_path), vat_path)
    pit_facts = {**facts, "deducted_vnd": line.deducted_vnd, "rate": line.pit_rate}
    return [vat, Step("pit", line.pit_vnd, pit_facts, law.cite(pit_path), pit_path)]


def _returns(rates: Rates, facts: HouseholdYear) -> tuple[ReturnDue, ...]:
    law = rates.law
    if not law.has(_DUE):
        return ()
    due = month_day_of(year=facts.year + 1, month_day=law.text(_DUE))
    form = form_code(law=law, path="tax/form/lease").split(" + ")[0]
    return (ReturnDue(form, str(facts.year), law.next_working_day(due), due, None, None, law.cite(_DUE), _DUE),)
