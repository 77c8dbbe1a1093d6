"""Late interest on tax that is paid after its day.

Law:    Tax Administration Law 38/2019 Article 59, kept by Law 108/2025
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ecoop.kernel.dong import Dong, Rounding, round_dong
from ecoop.lawbook.calc import Law
from ecoop.taxes.calc.result import Step

_RATE = "tax/late_interest_per_day"
_DAYS = "tax/late_interest_days"


@dataclass(frozen=True)
class LateInterest:
    """What a delay costs: the days that count, the rate of a day, and the interest."""

    tax_vnd: Dong
    days: int
    rate: Decimal
    interest_vnd: Dong
    steps: tuple[Step, ...]


def late_interest(*, law: Law, tax_vnd: Dong, due_on: date, paid_on: date) -> LateInterest:
    """Compute the interest on a tax due on one day and paid on another.

    Law:    tax/late_interest_per_day, tax/late_interest_days
    Shape:  no interest when the tax is paid in time
    """
    rate = law.rate(_RATE)
    # The day of payment bears no interest any more.
    days = max(0, (paid_on - due_on).days - 1)
    interest = round_dong(tax_vnd * rate * days, rule=Rounding.HALF_UP)
    facts = {"tax_vnd": tax_vnd, "rate": rate, "days": days}
    steps = (
        Step("late-days", Decimal(days), {"due_on": due_on, "paid_on": paid_on}, law.cite(_DAYS), _DAYS),
        Step("late-interest", interest, facts, law.cite(_RATE), _RATE),
    )
    return LateInterest(tax_vnd, days, rate, interest, steps)
