"""Whether a household must use e-invoices, by when it registers, and what the VAT cut makes of one invoice.

Law:    Decree 68/2026 Article 8(5) as amended by Decree 141/2026; Decree 254/2026 Article 6(1); Decree 174/2025
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from ecoop.kernel.dong import Dong, Rounding, round_dong
from ecoop.lawbook.calc import Law
from ecoop.taxes.calc.result import Step

_E = "einvoice/household"
_ABOVE = f"{_E}/mandatory_revenue_vnd_above"
_WITHIN = f"{_E}/register_within_days"
_ASSETS = f"{_E}/mandatory_if_sells_registrable_asset"
_CUT = "tax/household/vat_cut_ratio"
_MONTHS = 3


@dataclass(frozen=True)
class EinvoiceDuty:
    """Whether e-invoices are mandatory, why, and until when to register.

    `crossed_quarter` is None where the revenue never passed the limit, or passed it before the year.
    """

    is_mandatory: bool
    limit_vnd: Dong
    crossed_quarter: int | None
    register_by_on: date | None
    register_by_statutory_on: date | None
    kinds: tuple[str, ...]
    steps: tuple[Step, ...]


def einvoice_duty(
    *, law: Law, quarters_vnd: Sequence[Dong], over_limit_before: bool, sells_registrable_assets: bool
) -> EinvoiceDuty:
    """Find whether a household must use e-invoices, from its revenue by quarter.

    Law:    einvoice/household/mandatory_revenue_vnd_above, einvoice/household/register_within_days
    """
    limit = law.dong(_ABOVE)
    quarter = None if over_limit_before else _crossing(quarters_vnd, limit)
    by_assets = sells_registrable_assets and law.has(_ASSETS) and law.flag(_ASSETS)
    steps = [Step("einvoice-limit", limit, {}, law.cite(_ABOVE), _ABOVE)]
    if by_assets:
        steps.append(Step("einvoice-assets", Decimal(1), {}, law.cite(_ASSETS), _ASSETS))
    statutory = due = None
    if quarter is not None:
        days = law.whole(_WITHIN)
        ends_on = _quarter_end(law.day.year, quarter)
        statutory = ends_on + timedelta(days=days)
        due = law.next_working_day(statutory)
        facts: dict[str, Any] = {"period": f"{law.day.year}-Q{quarter}", "ends_on": ends_on, "due_on": due}
        steps.append(Step("einvoice-register", Decimal(days), facts, law.cite(_WITHIN), _WITHIN))
    return EinvoiceDuty(
        is_mandatory=over_limit_before or quarter is not None or by_assets,
        limit_vnd=limit,
        crossed_quarter=quarter,
        register_by_on=due,
        register_by_statutory_on=statutory,
        kinds=tuple(law.list(f"{_E}/kinds_allowed")),
        steps=tuple(steps),
    )


@dataclass(frozen=True)
class InvoiceCut:
    """What the VAT cut takes off one sales invoice."""

    vat_rate: Decimal
    vat_vnd: Dong
    reduction_vnd: Dong
    payable_vnd: Dong


def cut_invoice(*, law: Law, sector: str, total_vnd: Dong, is_eligible: bool) -> InvoiceCut:
    """Cut the VAT of one sales invoice, whose prices hold the percentage of VAT.

    Law:    tax/household/vat_cut_ratio
    """
    rate = law.rate(f"tax/household/vat_rate/{sector}")
    ratio = law.rate(_CUT) if is_eligible and law.has(_CUT) else Decimal(0)
    reduction = round_dong(total_vnd * rate * ratio, rule=Rounding.HALF_UP)
    vat = round_dong(total_vnd * rate * (1 - ratio), rule=Rounding.HALF_UP)
    return InvoiceCut(rate * (1 - ratio), vat, reduction, Dong(total_vnd - reduction))


def _crossing(quarters_vnd: Sequence[Dong], limit: Dong) -> int | None:
    reached = 0
    for quarter, revenue in enumerate(quarters_vnd, start=1):
        reached += revenue
        if reached > limit:
            return quarter
    return None


def _quarter_end(year: int, quarter: int) -> date:
    month = quarter * _MONTHS
    first_after = date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)
    return first_after - timedelta(days=1)
