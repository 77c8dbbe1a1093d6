"""What is taken off a computed tax: the cut of Resolution 43 and the waiver of small amounts."""

from collections.abc import Sequence
from dataclasses import replace

from ecoop.kernel.dong import Dong
from ecoop.lawbook.calc import Law
from ecoop.taxes.calc.percentage import Rates
from ecoop.taxes.calc.result import Caution, PeriodTax, Step

_T = "tax/household"
_CUT_SWITCH = f"{_T}/switch/pit_cut"
_WAIVER = f"{_T}/small_amount_waiver_vnd"
_WAIVER_SWITCH = f"{_T}/switch/small_amount_waiver_per"


def cut_pit(
    *, rates: Rates, periods: Sequence[PeriodTax], total_business_vnd: Dong
) -> tuple[list[PeriodTax], list[Step], list[Caution]]:
    """Cut the PIT by Resolution 43 as its switch says: take it off, only show it, or leave it alone.

    Law:    tax/household/pit_cut/ratio, tax/household/pit_cut/revenue_vnd_max
    """
    law, path = rates.law, f"{_T}/pit_cut/ratio"
    choice = law.switch(_CUT_SWITCH) if law.has(_CUT_SWITCH) else "ignore"
    is_open = law.has(path) and total_business_vnd <= law.dong(f"{_T}/pit_cut/revenue_vnd_max")
    if choice == "ignore" or not is_open:
        return list(periods), [], []
    ratio = law.rate(path)
    cuts = [rates.of(period.pit_before_reduction_vnd, rate=ratio) for period in periods]
    total = Dong(sum(cuts))
    code = "pit-cut" if choice == "apply" else "pit-cut-shown"
    step = Step(code, Dong(-total), {"rate": ratio}, law.cite(path), path, "nq43")
    warning = Caution("pit-cut", {"cut_vnd": total}, law.warning(_CUT_SWITCH) or "", "nq43")
    if choice == "show_only":
        return list(periods), [step] if total else [], [warning] if total else []
    reduced = [
        replace(period, pit_reduction_vnd=cut, pit_vnd=Dong(period.pit_before_reduction_vnd - cut))
        for period, cut in zip(periods, cuts, strict=True)
    ]
    return reduced, [step] if total else [], [warning] if total else []


def waive_small(*, rates: Rates, periods: Sequence[PeriodTax]) -> tuple[list[PeriodTax], list[Step]]:
    """Waive a tax that is too small, per tax or per return as the switch says.

    Law:    tax/household/small_amount_waiver_vnd
    """
    law = rates.law
    if not law.has(_WAIVER):
        return list(periods), []
    limit, per_tax = law.dong(_WAIVER), law.switch(_WAIVER_SWITCH) == "tax"
    waived, steps, joined = [], list[Step](), list[PeriodTax]()
    for period in periods:
        joined.append(period)
        # What earlier periods owe joins the first return that is filed, and is small or not together with it.
        if not (period.is_filed or period is periods[-1]):
            continue
        vat, pit = sum(each.vat_vnd for each in joined), sum(each.pit_vnd for each in joined)
        # A negative tax comes of returned goods; to waive it would take it from the household.
        vat_is_small = 0 < vat <= limit if per_tax else 0 < vat + pit <= limit
        pit_is_small = 0 < pit <= limit if per_tax else vat_is_small
        for each in joined:
            steps += _waived_steps(law, each, vat_is_small, pit_is_small)
            left_vat, left_pit = Dong(0 if vat_is_small else each.vat_vnd), Dong(0 if pit_is_small else each.pit_vnd)
            waived.append(replace(each, vat_vnd=left_vat, pit_vnd=left_pit))
        joined = []
    return waived, steps


def _waived_steps(law: Law, period: PeriodTax, vat_is_small: bool, pit_is_small: bool) -> list[Step]:
    cited = law.cite(_WAIVER)
    return [
        Step(code, Dong(-tax), {"period": period.name, "tax_vnd": tax}, cited, _WAIVER, "small_amount_waiver_per")
        for code, tax, is_small in (
            ("vat-waived", period.vat_vnd, vat_is_small),
            ("pit-waived", period.pit_vnd, pit_is_small),
        )
        if is_small and tax
    ]
