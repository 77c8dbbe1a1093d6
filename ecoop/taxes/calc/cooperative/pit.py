"""Personal income tax that a cooperative withholds: from what members get, and from pay.

Law:    PIT Law 109/2025 Articles 4(4) and 12
"""

from decimal import Decimal

from ecoop.kernel.dong import Dong, Rounding, round_dong
from ecoop.taxes.calc.cooperative.cit import C
from ecoop.taxes.calc.cooperative.facts import CooperativeYear, PaidToPeople
from ecoop.taxes.calc.cooperative.result import PitOfQuarter, Telling

RATE = f"{C}/members_income/pit_rate"
FREE = f"{C}/members_income/agriculture_exempt"
BY_USE = f"{C}/switch/refunds_by_use_pit"


def withheld_pit(*, facts: CooperativeYear, telling: Telling) -> tuple[PitOfQuarter, ...]:
    """Compute the PIT withheld in each quarter, and tell how."""
    quarters = tuple(_quarter(facts, each, telling) for each in facts.people)
    if any(each.by_use_vnd or each.by_labour_vnd for each in facts.people) and not facts.is_agricultural:
        telling.warn(code="", switch="refunds_by_use_pit", text=telling.law.warning(BY_USE) or "")
    if facts.people:
        telling.step(code="pit-withheld", value=Dong(sum(each.pit_vnd for each in quarters)))
    return quarters


def _quarter(facts: CooperativeYear, paid: PaidToPeople, telling: Telling) -> PitOfQuarter:
    law, period = telling.law, f"{facts.year}-Q{paid.quarter}"
    shared = Dong(paid.by_use_vnd + paid.by_labour_vnd)
    base = Dong(paid.by_capital_vnd + (shared if law.switch(BY_USE) == "capital_income" else 0))
    tax = Dong(0)
    if paid.withheld_from_members_vnd is not None:
        tax = paid.withheld_from_members_vnd
        if tax:
            telling.step(code="pit-members-booked", value=tax, path=RATE, facts={"period": period})
    elif base and facts.is_agricultural and law.flag(FREE):
        telling.step(code="pit-members-free", value=Dong(0), path=FREE, facts={"period": period, "base_vnd": base})
    elif base:
        rate = law.rate(RATE)
        tax = round_dong(Decimal(base) * rate, rule=Rounding.HALF_UP)
        telling.step(
            code="pit-members",
            value=tax,
            path=RATE,
            switch="refunds_by_use_pit" if shared else "",
            facts={"period": period, "base_vnd": base, "rate": rate},
        )
    if paid.withheld_from_pay_vnd or paid.pay_vnd:
        code = "pit-pay" if paid.people else "pit-pay-booked"
        telling.step(
            code=code,
            value=paid.withheld_from_pay_vnd,
            facts={"period": period, "pay_vnd": paid.pay_vnd, "people": paid.people},
        )
    return PitOfQuarter(paid.quarter, base, tax, paid.withheld_from_pay_vnd)
