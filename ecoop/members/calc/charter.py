"""The choices of a charter that steer the cooperative: their names, how they are written, their limits."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum


class CharterName(StrEnum):
    """The choices that programs ask for by name; the table charter-parameters lists every one."""

    FORM = "form"
    GOVERNANCE = "governance"
    CHARTER_CAPITAL = "charter_capital_vnd"
    CONTRIBUTION_MIN = "min_contribution_vnd"
    CONTRIBUTION_MAX = "max_contribution_rate"
    CONTRIBUTION_MONTHS = "contribution_months"
    NON_USE_MONTHS = "non_use_months"
    USE_MIN = "min_use_vnd"
    MEMBERSHIP_FEE = "membership_fee_vnd"
    FUND_INTERNAL = "undivided_fund_rate_internal"
    FUND_EXTERNAL = "undivided_fund_rate_external"
    FUND_BASE = "undivided_fund_base"
    USE_LABOUR_SHARE = "internal_use_labour_share"
    USE_WEIGHT = "use_weight"
    EXTERNAL_USE = "external_by.use"
    EXTERNAL_LABOUR = "external_by.labour"
    EXTERNAL_CAPITAL = "external_by.capital"
    INTERNAL_RATIO_MIN = "internal_ratio_min"
    RETURN_MONTHS = "return_months"
    NOTICE_DAYS = "notice_days"
    DELEGATES = "delegates"
    AUDIT_YEARS = "audit_years"
    MANAGEMENT_KEY = "management_cost_key"
    OTHER_RESULTS = "other_results_side"
    SEPARATE_TRACKING = "separate_tracking"


_WHOLE = re.compile(r"\d{1,15}", re.ASCII)
_RATE = re.compile(r"[01](\.\d{1,6})?", re.ASCII)


@dataclass(frozen=True)
class CharterRule:
    """How one choice of the charter is written, and the paths of the law's limits for it."""

    name: str
    item: str
    kind: str
    choices: tuple[str, ...]
    least: str
    most: str
    label_vi: str
    label_en: str

    def limits(self, *, form: str) -> tuple[str, str]:
        """Give the paths of the least and the most that the law allows a cooperative or a union."""
        return self.least.format(form=form), self.most.format(form=form)

    def read(self, *, value: str) -> str | int | Decimal | None:
        """Read a value as its kind says; None when it cannot be read."""
        if self.kind == "choice":
            return value if value in self.choices else None
        if self.kind != "rate":
            return int(value) if _WHOLE.fullmatch(value) else None
        try:
            rate = Decimal(value) if _RATE.fullmatch(value) else None
        except InvalidOperation:
            rate = None
        return rate if rate is not None and rate <= 1 else None


def read_charter_rules(*, rows: Sequence[Mapping[str, str]]) -> dict[str, CharterRule]:
    """Read the table of charter parameters by name, in its order."""
    return {
        row["name"]: CharterRule(
            name=row["name"],
            item=row["item"],
            kind=row["kind"],
            choices=tuple(row["choices"].split()),
            least=row["least"],
            most=row["most"],
            label_vi=row["label_vi"],
            label_en=row["label_en"],
        )
        for row in rows
    }


@dataclass(frozen=True)
class DelegateStep:
    """From how many members on how many delegates must come at least: a part of them, or a number."""

    above: int
    up_to: int | None
    ratio_min: Decimal | None
    count_min: int | None


def read_delegate_steps(*, rows: Sequence[Mapping[str, str]]) -> tuple[DelegateStep, ...]:
    """Read the table of delegates."""
    return tuple(
        DelegateStep(
            above=int(row["members_above"]),
            up_to=int(row["members_up_to"]) if row["members_up_to"] else None,
            ratio_min=Decimal(row["ratio_min"]) if row["ratio_min"] else None,
            count_min=int(row["count_min"]) if row["count_min"] else None,
        )
        for row in rows
    )


def count_delegates_min(*, members: int, steps: Sequence[DelegateStep], reading: str) -> int:
    """Count how many delegates must come at least; 0 where the meeting is of all members.

    Law:    L17 Art. 58, clause 2; a part of a person is a person. `reading` answers the open question what holds for
            exactly as many members as the first band begins above: `half` puts them into it
    """
    for step in steps:
        begins = members > step.above or (reading == "half" and members == steps[0].above == step.above)
        if begins and (step.up_to is None or members <= step.up_to):
            part = Decimal(members) * (step.ratio_min or 0)
            return step.count_min or int(part.to_integral_value(rounding="ROUND_CEILING"))
    return 0
