"""How far a year's revenue is from the next threshold, and what passing it would mean."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dong import Dong, Rounding, format_dong, round_dong
from ecoop.kernel.refusals import Citation
from ecoop.lawbook.calc import Law
from ecoop.taxes.calc.facts import REAL_ESTATE, HouseholdYear

_T = "tax/household"
_RATIOS = f"{_T}/meter/warning_ratios"
# The thresholds in the order in which a growing household meets them.
THRESHOLDS = {
    "taxable": f"{_T}/revenue_exempt_vnd_max",
    "income_method": f"{_T}/band/percentage_method_revenue_vnd_max",
    "monthly": f"{_T}/band/middle_revenue_vnd_max",
}
MEANINGS: dict[str, Any] = {
    "taxable": _(
        "Up to {threshold_vnd} a year there is no tax. Past it, VAT falls on everything sold from that quarter on,"
        " not only on what is above; income tax falls on what is above. Then there is a return each quarter, and"
        " e-invoices must be registered within {days} days after the quarter."
    ),
    "income_method": _(
        "Past {threshold_vnd} a year, income tax is on sales less costs from the next year on."
        " Only costs with papers count: keep each one from now on."
    ),
    "monthly": _("Past {threshold_vnd} a year there is a return every month, and the highest rate on the income."),
}
# How loud the meter is: below every mark, past the first one, past the second one, past the threshold itself.
_BAR = 1000
LEVELS = ("calm", "near", "close", "over")


@dataclass(frozen=True)
class Meter:
    """The revenue of a year on its way to the next threshold.

    `share` is how much of the threshold is reached; `marks` are the shares at which the law's meter warns.
    """

    code: str
    path: str
    revenue_vnd: Dong
    threshold_vnd: Dong
    level: str
    marks: tuple[Decimal, ...]
    register_days: int
    law: Citation

    @property
    def left_vnd(self) -> Dong:
        """Give what may still be sold without passing it."""
        return Dong(max(0, self.threshold_vnd - self.revenue_vnd))

    @property
    def percent(self) -> int:
        """Give the share in whole percent, cut off: 99 stays below 100 until the threshold is reached."""
        return int(Fraction(self.revenue_vnd, self.threshold_vnd) * 100)

    @property
    def percent_text(self) -> str:
        """Write the share for people."""
        return f"{self.percent}\u00a0%"

    @property
    def filled(self) -> int:
        """Give how far the bar is filled, of a thousand."""
        return min(_BAR, int(Fraction(self.revenue_vnd, self.threshold_vnd) * _BAR))

    @property
    def filled_percent(self) -> int:
        """Give the percent as far as the bar goes."""
        return min(100, self.percent)

    @property
    def ticks(self) -> list[tuple[int, Decimal]]:
        """Give where the bar has its marks, of a thousand, each with its share."""
        return [(int(mark * _BAR), mark) for mark in self.marks]

    @property
    def meaning(self) -> str:
        """Say what it means to pass it, in the active language."""
        return str(MEANINGS[self.code]).format(
            threshold_vnd=format_dong(self.threshold_vnd), days=self.register_days or "—"
        )


def measure(*, law: Law, revenue_vnd: Dong) -> Meter:
    """Measure a year's revenue against the next threshold of the law; past the last one it stays with that.

    Law: tax/household/revenue_exempt_vnd_max, tax/household/band, tax/household/meter/warning_ratios
    """
    limits = [(code, path, law.dong(path)) for code, path in THRESHOLDS.items() if law.has(path)]
    code, path, threshold = next((each for each in limits if revenue_vnd <= each[2]), limits[-1])
    marks = tuple(sorted(Decimal(ratio) for ratio in law.list(_RATIOS))) if law.has(_RATIOS) else ()
    register = "einvoice/household/register_within_days"
    return Meter(
        code=code,
        path=path,
        revenue_vnd=revenue_vnd,
        threshold_vnd=threshold,
        level=_level(revenue_vnd, threshold, marks),
        marks=marks,
        register_days=law.whole(register) if law.has(register) else 0,
        law=law.cite(path),
    )


def just_past(*, facts: HouseholdYear, meter: Meter, month: int) -> HouseholdYear:
    """Give the same year with just enough more sold in a month to pass the threshold, in its largest sector group.

    Shape:  `facts.periods` holds twelve months
    """
    sums: dict[str, int] = {}
    for period in facts.periods:
        for sector, amount in period.revenue_vnd.items():
            if sector != REAL_ESTATE:
                sums[sector] = sums.get(sector, 0) + amount
    sector = max(sums, key=lambda each: sums[each], default="goods")
    period = facts.periods[month - 1]
    more = Dong(period.revenue_vnd.get(sector, 0) + meter.left_vnd + 1)
    changed = replace(period, revenue_vnd={**period.revenue_vnd, sector: more})
    return replace(facts, periods=(*facts.periods[: month - 1], changed, *facts.periods[month:]))


def at_this_pace(*, revenue_vnd: Dong, today: date, since_on: date) -> Dong:
    """Give what the year's revenue comes to if the rest of it sells as it did since a day."""
    year_ends_on = date(today.year, 12, 31)
    elapsed, whole = (today - since_on).days + 1, (year_ends_on - since_on).days + 1
    return round_dong(Decimal(revenue_vnd) * (Decimal(whole) / Decimal(elapsed)), rule=Rounding.DOWN)


def _level(revenue_vnd: Dong, threshold_vnd: Dong, marks: tuple[Decimal, ...]) -> str:
    # At the threshold itself nothing is due yet, so only what is above it counts as over.
    if revenue_vnd > threshold_vnd:
        return "over"
    reached = sum(1 for mark in marks if revenue_vnd >= mark * threshold_vnd)
    return LEVELS[min(reached, 2)]
