"""Corporate income tax of a cooperative: what is exempt, the fund, losses of earlier years, and the rates.

Law:    CIT Law 67/2025 Articles 4, 10, 16; Decree 320/2025 Articles 4, 11, 12, 19
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ecoop.kernel.dong import Dong, Rounding, round_dong, split_vnd
from ecoop.kernel.refusals import Citation
from ecoop.lawbook.calc import in_words
from ecoop.taxes.calc.cooperative.facts import AREAS, Activity, CooperativeYear
from ecoop.taxes.calc.cooperative.result import (
    AGRICULTURE,
    DEEMED,
    EXEMPT,
    SIZE,
    CitTax,
    LossUsed,
    Part,
    Telling,
)
from ecoop.taxes.calc.facts import MONTHS
from ecoop.taxes.errors import PreviousRevenueIsNeeded

C = "tax/cooperative"
FIELDS = "tax/cooperative-fields"
EXEMPTIONS = "tax/cooperative-exemptions"
SMALL = f"{C}/exempt_revenue_vnd_max"
AGRICULTURE_RATE = f"{C}/agriculture_rate"
RAW_INPUT = f"{C}/processing_input_ratio_min"
INTERNAL_SWITCH, PRODUCE_SWITCH = f"{C}/switch/internal_income_relief", f"{C}/switch/members_raw_produce"
CARRY = "cooperative/distribution/loss_carry_years_max"
RATES = "tax/enterprise/rate"
_OTHER = "other_income"


@dataclass(frozen=True)
class _Law:
    """The table of fields and the rates, read once for one calculation."""

    telling: Telling
    fields: Mapping[str, Mapping[str, Any]]
    size_rate: Decimal
    facts: CooperativeYear

    def switch(self, path: str) -> str:
        law = self.telling.law
        return law.switch(path) if law.has(path) else ""


def corporate_income_tax(*, facts: CooperativeYear, telling: Telling) -> CitTax:
    """Compute the CIT of a year, and tell how.

    Raises: PreviousRevenueIsNeeded
    """
    measure = _measure(facts)
    size_rate, path = _size_rate(facts, measure, telling)
    law = _Law(telling, {str(row["code"]): row for row in telling.law.table(FIELDS)}, size_rate, facts)
    is_exempt = telling.law.has(SMALL) and not facts.is_dependent and measure <= telling.law.dong(SMALL)
    telling.step(code="cit-measure", value=Dong(int(measure)), facts=_measured(facts))
    telling.step(
        code="cit-exempt" if is_exempt else "cit-size-rate",
        value=Dong(0) if is_exempt else size_rate,
        path=SMALL if is_exempt else path,
        facts={"limit_vnd": telling.law.dong(SMALL)} if is_exempt else {},
    )
    parts = _parts(law)
    tax = _taxed(law, parts, is_exempt=is_exempt, measure=Dong(int(measure)))
    _warn(law, tax)
    telling.step(code="cit-total", value=tax.tax_vnd)
    return tax


def annual_revenue(*, revenue_vnd: Dong, months: int) -> Fraction:
    """Bring the revenue of part of a year to twelve months, exactly.

    Law:    Decree 320/2025 Article 11(4)
    """
    return Fraction(revenue_vnd * MONTHS, months)


def _measure(facts: CooperativeYear) -> Fraction:
    """Give the revenue by which rate and exemption are chosen: of the year before; a new one's own, in the end."""
    if facts.previous_revenue_vnd is not None:
        return annual_revenue(revenue_vnd=facts.previous_revenue_vnd, months=facts.previous_months)
    if not facts.is_new:
        raise PreviousRevenueIsNeeded(year=facts.year - 1)
    return annual_revenue(revenue_vnd=facts.revenue_vnd, months=facts.months)


def _measured(facts: CooperativeYear) -> dict[str, Any]:
    if facts.previous_revenue_vnd is not None:
        return {"told_year": str(facts.year - 1), "months": facts.previous_months}
    return {"told_year": str(facts.year), "months": facts.months}


def size_rate_of(*, measure_vnd: Fraction, telling: Telling) -> tuple[Decimal, str]:
    """Choose the CIT rate of a size, and name where it stands.

    Law:    tax/enterprise/rate/low, middle, standard
    """
    law = telling.law
    name = "standard"
    if measure_vnd <= law.dong(f"{RATES}/low_revenue_vnd_max"):
        name = "low"
    elif measure_vnd <= law.dong(f"{RATES}/middle_revenue_vnd_max"):
        name = "middle"
    return law.rate(f"{RATES}/{name}"), f"{RATES}/{name}"


def _size_rate(facts: CooperativeYear, measure: Fraction, telling: Telling) -> tuple[Decimal, str]:
    if facts.is_dependent:
        telling.warn(code="coop-dependent")
        return telling.law.rate(f"{RATES}/standard"), f"{RATES}/standard"
    if facts.is_new and facts.previous_revenue_vnd is None and facts.forecast_revenue_vnd is not None:
        forecast = annual_revenue(revenue_vnd=facts.forecast_revenue_vnd, months=facts.months)
        small = telling.law.dong(SMALL) if telling.law.has(SMALL) else 0
        if size_rate_of(measure_vnd=forecast, telling=telling) != size_rate_of(
            measure_vnd=measure, telling=telling
        ) or (forecast <= small) != (measure <= small):
            telling.warn(code="coop-forecast-passed", forecast_vnd=int(forecast), revenue_vnd=int(measure))
    return size_rate_of(measure_vnd=measure, telling=telling)


def _parts(law: _Law) -> list[Part]:
    """Take each field apart into dealings with members and with others, and bear the shared costs by revenue."""
    facts, parts = law.facts, list[Part]()
    for activity in facts.activities:
        internal = Activity(activity.field, activity.internal_revenue_vnd, activity.internal_cost_vnd)
        cost = None if activity.cost_vnd is None else Dong(activity.cost_vnd - activity.internal_cost_vnd)
        external = Activity(activity.field, Dong(activity.revenue_vnd - activity.internal_revenue_vnd), cost)
        if internal.revenue_vnd or internal.cost_vnd:
            internal = internal if activity.cost_vnd is not None else replace(internal, cost_vnd=None)
            parts.append(_part(law, activity, internal, is_internal=True))
        if external.revenue_vnd or external.cost_vnd:
            parts.append(_part(law, activity, external, is_internal=False))
    net = Dong(facts.shared_costs_vnd - facts.non_deductible_vnd)
    if facts.other_income_vnd or facts.other_costs_vnd or (net and not any(each.revenue_vnd for each in parts)):
        income = Dong(facts.other_income_vnd - facts.other_costs_vnd)
        parts.append(
            Part(_OTHER, False, SIZE, "", facts.other_income_vnd, facts.other_costs_vnd, Dong(0), income, law.size_rate)
        )
    parts = _with_shared(parts, net)
    for part in parts:
        _tell_part(law, part)
    return parts


def _with_shared(parts: list[Part], net: Dong) -> list[Part]:
    weights = [0 if part.field == _OTHER or part.treatment == DEEMED else int(part.revenue_vnd) for part in parts]
    if not net or not parts:
        return parts
    if not any(weights):
        weights = [1 if place == len(parts) - 1 else 0 for place in range(len(parts))]
    shares = split_vnd(total_vnd=net, weights=weights)
    return [
        replace(part, shared_vnd=share, income_vnd=Dong(part.income_vnd - share))
        for part, share in zip(parts, shares, strict=True)
    ]


def _part(law: _Law, whole: Activity, own: Activity, *, is_internal: bool) -> Part:
    treatment, reason = _treatment(law, whole, is_internal=is_internal)
    rate = law.size_rate
    if treatment == AGRICULTURE:
        rate = law.telling.law.rate(AGRICULTURE_RATE)
    if treatment == EXEMPT:
        rate = Decimal(0)
    if own.cost_vnd is None and treatment != EXEMPT:
        rate = law.telling.law.rate(f"{C}/deemed_rate/{law.fields[whole.field]['deemed']}")
        tax = _of(own.revenue_vnd, rate)
        return Part(
            whole.field, is_internal, DEEMED, reason, own.revenue_vnd, Dong(0), Dong(0), own.revenue_vnd, rate, tax
        )
    income = Dong(own.revenue_vnd - (own.cost_vnd or 0))
    cost = own.cost_vnd or Dong(0)
    return Part(whole.field, is_internal, treatment, reason, own.revenue_vnd, cost, Dong(0), income, rate)


def _treatment(law: _Law, activity: Activity, *, is_internal: bool) -> tuple[str, str]:
    """Say how income of a field is taxed and by which row of the exemptions."""
    facts, row = law.facts, law.fields[activity.field]
    if is_internal and law.switch(INTERNAL_SWITCH) == EXEMPT:
        return EXEMPT, "internal_income_relief"
    treatment = str(row["treatment"])
    if treatment == "processing":
        treatment = _processing(law, activity)
    if treatment == "member_produce":
        treatment = EXEMPT if law.switch(PRODUCE_SWITCH) == "own" else AGRICULTURE
    if treatment == AGRICULTURE and not facts.is_agricultural:
        return SIZE, ""
    if treatment == AGRICULTURE and facts.area in AREAS[1:]:
        return EXEMPT, "difficult_area"
    return treatment, str(row["exemption"]) if treatment == EXEMPT else ""


def _processing(law: _Law, activity: Activity) -> str:
    """Hold processing against its three conditions."""
    least, cost = law.telling.law.rate(RAW_INPUT), activity.cost_vnd
    if activity.bears_excise or not activity.is_kept_apart:
        law.telling.warn(code="coop-processing-excise" if activity.bears_excise else "coop-processing-not-apart")
        return SIZE
    if cost is None or activity.raw_input_vnd is None:
        law.telling.warn(code="coop-processing-unknown", share=least)
        return AGRICULTURE
    if activity.raw_input_vnd < least * cost:
        law.telling.warn(code="coop-processing-too-little", share=least, raw_vnd=activity.raw_input_vnd, cost_vnd=cost)
        return AGRICULTURE
    return EXEMPT


def _taxed(law: _Law, parts: Sequence[Part], *, is_exempt: bool, measure: Dong) -> CitTax:
    telling, facts = law.telling, law.facts
    free, agriculture, size = (_income(parts, each) for each in (EXEMPT, AGRICULTURE, SIZE))
    fund, shares = _fund(law, (free, agriculture, size))
    agriculture, size = Dong(agriculture - shares[1]), Dong(size - shares[2])
    after = _offset(agriculture, size)
    losses = _losses(facts, telling, Dong(0) if is_exempt else Dong(sum(max(0, each) for each in after)))
    used = sum(each.used_vnd for each in losses)
    taxable = _less(after, Dong(used))
    taxes = [_of(taxable[0], telling.law.rate(AGRICULTURE_RATE)), _of(taxable[1], law.size_rate)]
    deemed = Dong(sum(part.tax_vnd for part in parts))
    if is_exempt:
        taxes, deemed = [Dong(0), Dong(0)], Dong(0)
    tax = CitTax(
        is_exempt=is_exempt,
        measure_vnd=measure,
        size_rate=law.size_rate,
        parts=tuple(parts),
        exempt_income_vnd=free,
        fund_vnd=fund,
        agriculture_income_vnd=agriculture,
        size_income_vnd=size,
        loss_vnd=Dong(0) if is_exempt else Dong(max(0, -(agriculture + size))),
        losses=losses,
        agriculture_taxable_vnd=taxable[0],
        size_taxable_vnd=taxable[1],
        agriculture_tax_vnd=taxes[0],
        size_tax_vnd=taxes[1],
        deemed_tax_vnd=deemed,
        tax_vnd=Dong(sum(taxes) + deemed),
    )
    _tell_taxes(law, tax)
    return tax


def _income(parts: Sequence[Part], treatment: str) -> Dong:
    return Dong(sum(part.income_vnd for part in parts if part.treatment == treatment))


def _fund(law: _Law, incomes: Sequence[Dong]) -> tuple[Dong, list[Dong]]:
    """Free what forms the undivided fund, from each kind of income by its size."""
    weights = [max(0, each) for each in incomes]
    fund = Dong(min(law.facts.undivided_fund_vnd, sum(weights)))
    if law.facts.undivided_fund_vnd > fund:
        law.telling.warn(code="coop-fund-too-large", fund_vnd=law.facts.undivided_fund_vnd, income_vnd=sum(weights))
    if not fund:
        return Dong(0), [Dong(0)] * len(incomes)
    shares = split_vnd(total_vnd=fund, weights=weights)
    law.telling.step_by(code="cit-fund", value=Dong(-fund), law=_exemption(law, "undivided_fund"), facts={})
    return fund, shares


def _offset(agriculture: Dong, size: Dong) -> tuple[Dong, Dong]:
    """Let a loss of the year on one side lessen the income of the other."""
    if agriculture < 0 < size or size < 0 < agriculture:
        both = agriculture + size
        return (Dong(0), Dong(max(0, both))) if size > 0 else (Dong(max(0, both)), Dong(0))
    return Dong(max(0, agriculture)), Dong(max(0, size))


def _less(incomes: tuple[Dong, Dong], used: Dong) -> tuple[Dong, Dong]:
    if not used:
        return incomes
    shares = split_vnd(total_vnd=used, weights=incomes)
    return Dong(incomes[0] - shares[0]), Dong(incomes[1] - shares[1])


def _losses(facts: CooperativeYear, telling: Telling, income: Dong) -> tuple[LossUsed, ...]:
    """Take losses of earlier years off the income, the oldest first, as long as each may be carried.

    Law:    cooperative/distribution/loss_carry_years_max
    """
    years, told = telling.law.whole(CARRY), list[LossUsed]()
    for loss in sorted(facts.losses, key=lambda each: each.year):
        last, is_expired = loss.year + years, facts.year > loss.year + years
        used = Dong(0 if is_expired else min(loss.amount_vnd, income))
        income = Dong(income - used)
        told.append(LossUsed(loss.year, loss.amount_vnd, used, Dong(loss.amount_vnd - used), last, is_expired))
        if used:
            telling.step(code="cit-loss", value=Dong(-used), path=CARRY, facts={"loss_year": str(loss.year)})
        if is_expired:
            telling.warn(code="coop-loss-expired", loss_year=str(loss.year), loss_vnd=loss.amount_vnd)
        elif facts.year == last and told[-1].left_vnd:
            telling.warn(code="coop-loss-last-year", loss_year=str(loss.year), loss_vnd=told[-1].left_vnd)
    return tuple(told)


def _tell_part(law: _Law, part: Part) -> None:
    field = in_words(law.fields[part.field], name="label") if part.field in law.fields else ""
    facts = {"field": field, "revenue_vnd": part.revenue_vnd, "cost_vnd": part.cost_vnd, "shared_vnd": part.shared_vnd}
    side = "internal" if part.is_internal else "external"
    code = f"cit-{part.treatment}-{side}" if field else "cit-other-income"
    if part.treatment == DEEMED:
        path = f"{C}/deemed_rate/{law.fields[part.field]['deemed']}"
        law.telling.step(code="cit-deemed", value=part.tax_vnd, path=path, facts=facts | {"rate": part.rate})
    elif part.reason == "internal_income_relief":
        law.telling.step(code=code, value=part.income_vnd, path=INTERNAL_SWITCH, switch=part.reason, facts=facts)
    elif part.treatment == EXEMPT:
        law.telling.step_by(code=code, value=part.income_vnd, law=_exemption(law, part.reason), facts=facts)
    else:
        path = AGRICULTURE_RATE if part.treatment == AGRICULTURE else ""
        law.telling.step(code=code, value=part.income_vnd, path=path, facts=facts)


def _tell_taxes(law: _Law, tax: CitTax) -> None:
    if law.facts.non_deductible_vnd:
        law.telling.step(code="cit-non-deductible", value=law.facts.non_deductible_vnd)
    if tax.is_exempt:
        return
    rows = (
        ("cit-agriculture", tax.agriculture_tax_vnd, tax.agriculture_taxable_vnd, AGRICULTURE_RATE),
        ("cit-size", tax.size_tax_vnd, tax.size_taxable_vnd, ""),
    )
    for code, amount, base, path in rows:
        if base:
            rate = law.telling.law.rate(path) if path else law.size_rate
            law.telling.step(
                code=code, value=amount, path=path or _path_of(law), facts={"base_vnd": base, "rate": rate}
            )


def _path_of(law: _Law) -> str:
    names = ("low", "middle", "standard")
    return next(path for path in (f"{RATES}/{each}" for each in names) if law.telling.law.rate(path) == law.size_rate)


def _warn(law: _Law, tax: CitTax) -> None:
    """Tell the open questions that these figures depend on, and what comes next."""
    telling, facts, limit = law.telling, law.facts, law.telling.law.dong(SMALL) if law.telling.law.has(SMALL) else None
    if any(part.is_internal for part in tax.parts):
        telling.warn(code="", switch="internal_income_relief", text=telling.law.warning(INTERNAL_SWITCH) or "")
    if any(part.field == "member_produce" for part in tax.parts):
        telling.warn(code="", switch="members_raw_produce", text=telling.law.warning(PRODUCE_SWITCH) or "")
    if tax.loss_vnd:
        telling.warn(code="coop-loss", loss_vnd=tax.loss_vnd, last_year=str(facts.year + telling.law.whole(CARRY)))
    if (
        tax.is_exempt
        and limit is not None
        and annual_revenue(revenue_vnd=facts.revenue_vnd, months=facts.months) > limit
    ):
        telling.warn(code="coop-exempt-ends", limit_vnd=limit, next_year=str(facts.year + 1))


def _exemption(law: _Law, code: str) -> Citation:
    """Name the article of an exemption, in the law's table of them."""
    rows = {str(row["code"]): row for row in law.telling.law.table(EXEMPTIONS)}
    return Citation(document="luat-67-2025-qh15", article=str(rows[code]["source"]))


def _of(amount_vnd: Dong, rate: Decimal) -> Dong:
    return round_dong(Decimal(amount_vnd) * rate, rule=Rounding.HALF_UP)
