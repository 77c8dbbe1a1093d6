"""Which revenue PIT leaves out: the yearly deduction, best first or as the household chose."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from ecoop.kernel.dong import Dong


def allocate_deduction(
    *, left_vnd: Dong, revenue_vnd: Mapping[str, Dong], pit_rates: Mapping[str, Decimal], first: Sequence[str] = ()
) -> dict[str, Dong]:
    """Take a deduction off the sector groups: first those the household names, then the dearest rate first.

    Law:    tax/household/deduction/business_vnd (Decree 68/2026 Article 4(3): the payer picks what is best)
    Shape:  one entry per sector in `revenue_vnd`; no entry passes its revenue, the sum never passes `left_vnd`
    """
    named = [sector for sector in dict.fromkeys(first) if sector in revenue_vnd]
    # Sorting is stable, so equal rates keep the order of the form.
    others = sorted((sector for sector in revenue_vnd if sector not in named), key=lambda sector: -pit_rates[sector])
    taken: dict[str, Dong] = {}
    for sector in [*named, *others]:
        taken[sector] = Dong(max(0, min(left_vnd, revenue_vnd[sector])))
        left_vnd = Dong(left_vnd - taken[sector])
    return {sector: taken[sector] for sector in revenue_vnd}
