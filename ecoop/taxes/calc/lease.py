"""Rent of real estate: a tax of its own beside trade.

Law:    PIT Law 109/2025 Article 7(4); Decree 68/2026 Article 4(4); form 01/BĐS
"""

from dataclasses import dataclass

from ecoop.kernel.dong import Dong
from ecoop.taxes.calc.allocation import allocate_deduction
from ecoop.taxes.calc.facts import REAL_ESTATE, HouseholdYear, add_by_sector
from ecoop.taxes.calc.result import NOTHING_VND, RENT, PeriodTax, SectorTax
from ecoop.taxes.calc.rules import LEASE_DEDUCTION, Rates


@dataclass(frozen=True)
class LeaseTax:
    """What the rent of a year brings, before any relief; `period` is None where nothing is due."""

    rent_vnd: Dong = NOTHING_VND
    counted_vnd: Dong = NOTHING_VND
    # What rent takes of a deduction that trade has to share.
    taken_from_trade_vnd: Dong = NOTHING_VND
    period: PeriodTax | None = None


def tax_lease(*, rates: Rates, facts: HouseholdYear) -> LeaseTax:
    """Compute VAT on all rent and PIT on the part above the deduction, once rent passes the threshold.

    Law:    tax/household/vat_rate/real_estate_lease, tax/household/pit_rate/real_estate_lease
    """
    rent, rules = facts.lease_vnd, rates.rules
    if not rent:
        return LeaseTax()
    counted = Dong(rent + facts.revenue_vnd) if rules.shares_deduction else rent
    if counted <= rules.threshold_vnd:
        return LeaseTax(rent_vnd=rent, counted_vnd=counted)
    deduction = rules.law.dong(LEASE_DEDUCTION) if rules.law.has(LEASE_DEDUCTION) else Dong(0)
    deducted = _shared(rates, facts, deduction) if rules.shares_deduction else Dong(min(rent, deduction))
    vat_rate, pit_rate = rules.vat(REAL_ESTATE), rules.pit(REAL_ESTATE)
    vat, pit = rules.of(rent, rate=vat_rate), rules.of(Dong(rent - deducted), rate=pit_rate)
    line = SectorTax(REAL_ESTATE, rent, deducted, vat_rate, vat, pit_rate, pit)
    left = Dong(deduction - deducted)
    period = PeriodTax(f"{facts.year}", (line,), True, vat, pit, Dong(0), pit, left, RENT)
    return LeaseTax(rent, counted, deducted if rules.shares_deduction else Dong(0), period)


def _shared(rates: Rates, facts: HouseholdYear, deduction: Dong) -> Dong:
    """Give rent its part of a deduction shared with trade: first what is named first, then the dearest rate."""
    amounts = [period.revenue_vnd for period in facts.periods]
    amounts.append(facts.platform.revenue_vnd if facts.platform else {})
    amounts.append({REAL_ESTATE: Dong(sum(facts.leases_vnd.values()))})
    revenue = add_by_sector(amounts=amounts)
    # Rent comes first among equal rates: its tax is due once, without quarters in between.
    ordered = {REAL_ESTATE: revenue[REAL_ESTATE], **revenue}
    pit_rates = {sector: rates.rules.pit(sector) for sector in ordered}
    return allocate_deduction(left_vnd=deduction, revenue_vnd=ordered, pit_rates=pit_rates, first=facts.deduct_first)[
        REAL_ESTATE
    ]
