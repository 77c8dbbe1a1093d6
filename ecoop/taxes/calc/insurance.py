"""What the owner of a household business pays for social insurance.

Law:    Social Insurance Law 41/2024 Articles 31 and 33; Decree 158/2025 Articles 3 and 5
"""

from dataclasses import dataclass
from decimal import Decimal

from ecoop.kernel.dong import Dong, Rounding, round_dong
from ecoop.lawbook.calc import Law
from ecoop.taxes.calc.result import Caution, Step
from ecoop.taxes.errors import BaseIsOutside

_S = "social_insurance"
_SWITCH = f"{_S}/switch/exempt_households_count"


@dataclass(frozen=True)
class Contribution:
    """What is paid a month, and for each cycle that may be chosen.

    Shape:  `cycles` maps the months of a cycle to what is paid for it
    """

    is_mandatory: bool
    base_vnd: Dong
    base_min_vnd: Dong
    base_max_vnd: Dong
    rate: Decimal
    monthly_vnd: Dong
    cycles: dict[int, Dong]
    steps: tuple[Step, ...]
    warnings: tuple[Caution, ...]


def owner_contribution(*, law: Law, base_vnd: Dong | None, is_registered: bool, is_exempt: bool) -> Contribution:
    """Compute an owner's contribution on the base chosen; None stands for the least base.

    Law:    social_insurance/owner/rate, social_insurance/reference_level_vnd, social_insurance/base_multiple_min
    Raises: BaseIsOutside
    """
    level = law.dong(f"{_S}/reference_level_vnd")
    least = Dong(level * law.whole(f"{_S}/base_multiple_min"))
    most = Dong(level * law.whole(f"{_S}/base_multiple_max"))
    base = least if base_vnd is None else base_vnd
    if not least <= base <= most:
        law_of_base = law.cite(f"{_S}/base_multiple_min")
        raise BaseIsOutside(base_vnd=base, least_vnd=least, most_vnd=most, law=law_of_base)
    rate = law.rate(f"{_S}/owner/rate")
    monthly = round_dong(base * rate, rule=Rounding.HALF_UP)
    return Contribution(
        is_mandatory=_is_mandatory(law, is_registered, is_exempt),
        base_vnd=base,
        base_min_vnd=least,
        base_max_vnd=most,
        rate=rate,
        monthly_vnd=monthly,
        cycles={int(months): Dong(monthly * int(months)) for months in law.list(f"{_S}/pay_every_months")},
        steps=tuple(_steps(law, level, base, rate, monthly)),
        warnings=(Caution("", {}, law.warning(_SWITCH) or "", "exempt_households_insured"),) if is_exempt else (),
    )


def _is_mandatory(law: Law, is_registered: bool, is_exempt: bool) -> bool:
    declares = is_registered and (not is_exempt or law.switch(_SWITCH) == "yes")
    path = f"{_S}/owner/mandatory_declaring" if declares else f"{_S}/owner/mandatory_others"
    return law.has(path) and law.flag(path)


def _steps(law: Law, level: Dong, base: Dong, rate: Decimal, monthly: Dong) -> list[Step]:
    level_path, rate_path = f"{_S}/reference_level_vnd", f"{_S}/owner/rate"
    months = law.whole(f"{_S}/base_reselect_months")
    reselect = f"{_S}/base_reselect_months"
    return [
        Step("reference-level", level, {}, law.cite(level_path), level_path),
        Step("insured-base", base, {"months": months}, law.cite(reselect), reselect),
        Step("contribution", monthly, {"base_vnd": base, "rate": rate}, law.cite(rate_path), rate_path),
    ]
