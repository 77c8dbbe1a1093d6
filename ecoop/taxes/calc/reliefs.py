"""What is taken off a computed tax: the cut of Resolution 43 and the waiver of small amounts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ecoop.kernel.dong import Dong
from ecoop.taxes.calc.result import PLATFORM, PeriodTax
from ecoop.taxes.calc.rules import WAIVER, Rules


def cut_of(*, rules: Rules, pit_vnd: Dong, total_business_vnd: Dong) -> Dong:
    """Compute the cut of Resolution 43 on a PIT, whether it is taken or only shown.

    Law:    tax/household/pit_cut/ratio, tax/household/pit_cut/revenue_vnd_max
    """
    ratio = rules.pit_cut_ratio
    if ratio is None or total_business_vnd > rules.pit_cut_max_vnd:
        return Dong(0)
    return rules.of(pit_vnd, rate=ratio)


def cut_pit(*, rules: Rules, periods: Sequence[PeriodTax], total_business_vnd: Dong) -> tuple[list[PeriodTax], Dong]:
    """Take the cut of Resolution 43 off each period where the switch says so.

    Shape:  the periods, and the sum of the cuts, taken or only shown
    """
    if rules.pit_cut_ratio is None or total_business_vnd > rules.pit_cut_max_vnd:
        return list(periods), Dong(0)
    cuts = [
        cut_of(rules=rules, pit_vnd=each.pit_before_reduction_vnd, total_business_vnd=total_business_vnd)
        for each in periods
    ]
    total = Dong(sum(cuts))
    if not rules.takes_pit_cut:
        return list(periods), total
    reduced = [
        replace(period, pit_reduction_vnd=cut, pit_vnd=Dong(period.pit_before_reduction_vnd - cut))
        for period, cut in zip(periods, cuts, strict=True)
    ]
    return reduced, total


def waive_small(*, rules: Rules, periods: Sequence[PeriodTax], dues: Sequence[date] = ()) -> list[PeriodTax]:
    """Waive a tax that is too small, per tax or per return as the switch says.

    `dues` are the statutory days of the returns; those before the waiver came into force are not waived.

    Law:    tax/household/small_amount_waiver_vnd
    """
    limit = rules.waiver_vnd
    if limit is None:
        return list(periods)
    begins_on = rules.law.figure(WAIVER).starts_on if dues else None
    waived, joined = list[PeriodTax](), list[PeriodTax]()
    for place, period in enumerate(periods):
        joined.append(period)
        # What earlier periods owe joins the first return that is filed, and is small or not together with it.
        if not (period.is_filed or period is periods[-1]):
            continue
        is_early = begins_on is not None and place < len(dues) and dues[place] < begins_on
        # What a platform withheld was filed by the platform; there is no return to waive.
        small = (False, False) if is_early or period.channel == PLATFORM else _are_small(rules, limit, joined)
        for each in joined:
            vat, pit = Dong(0 if small[0] else each.vat_vnd), Dong(0 if small[1] else each.pit_vnd)
            waived.append(replace(each, vat_vnd=vat, pit_vnd=pit) if any(small) else each)
        joined = []
    return waived


def is_small(*, rules: Rules, tax_vnd: Dong) -> bool:
    """Tell whether what a finalisation leaves to pay is waived."""
    return rules.waiver_vnd is not None and 0 < tax_vnd <= rules.waiver_vnd


def _are_small(rules: Rules, limit: Dong, joined: Sequence[PeriodTax]) -> tuple[bool, bool]:
    vat, pit = sum(each.vat_vnd for each in joined), sum(each.pit_vnd for each in joined)
    if not rules.waives_per_tax:
        is_both = 0 < vat + pit <= limit
        return is_both, is_both
    # A negative tax comes of returned goods; to waive it would take it from the household.
    return 0 < vat <= limit, 0 < pit <= limit
