"""What the law measures of a year's trade: the internal ratio, and how much each member used and worked."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from uuid import UUID

from ecoop.kernel.dong import Dong

_PLACES = Decimal("0.000001")
# A cooperative is warned while a twentieth of all its trade still lies between it and the least that its charter sets.
_NEAR = Decimal("0.05")


class RatioStanding(StrEnum):
    """How a ratio stands against the least that the charter sets."""

    FINE = "fine"
    NEAR = "near"
    UNDER = "under"
    # Nothing was traded, or the charter sets nothing.
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class InternalRatio:
    """The internal part of a year's trade, by one of the two measures that the law names."""

    internal_vnd: Dong
    external_vnd: Dong
    ratio: Decimal | None

    @property
    def total_vnd(self) -> Dong:
        """Add both sides up."""
        return Dong(self.internal_vnd + self.external_vnd)


@dataclass(frozen=True)
class Worth:
    """What a member used and earned by work in a period, as the law measures it."""

    use_vnd: Dong
    labour_vnd: Dong


@dataclass(frozen=True)
class MemberLevel:
    """How much one member used and worked, of what all members did, and of what official members did.

    The law measures against all members; a share is given to official members only. None: nobody did, or the member
    is no official one.
    """

    use_level: Decimal | None
    labour_level: Decimal | None
    use_share: Decimal | None
    labour_share: Decimal | None


def measure_internal_ratio(*, internal_vnd: Dong, external_vnd: Dong) -> InternalRatio:
    """Measure the internal part of trade; without any trade there is no ratio.

    Law:    L17 Art. 4, clause 22
    Shape:  the ratio lies between 0 and 1; what was taken back beyond what was sold counts as nothing
    """
    inside, outside = max(internal_vnd, Dong(0)), max(external_vnd, Dong(0))
    return InternalRatio(internal_vnd, external_vnd, part_of(part_vnd=inside, whole_vnd=Dong(inside + outside)))


def judge_ratio(*, ratio: Decimal | None, least: Decimal | None) -> RatioStanding:
    """Hold a ratio against the least that the charter sets.

    Law:    L17 Art. 40, clause 11
    """
    if ratio is None or least is None:
        return RatioStanding.UNKNOWN
    if ratio < least:
        return RatioStanding.UNDER
    return RatioStanding.NEAR if ratio < least + _NEAR else RatioStanding.FINE


def measure_level(*, own: Worth, all_members: Worth, official: Worth | None) -> MemberLevel:
    """Measure what one member used and worked; `official` is given for an official member only.

    Law:    L17 Art. 4, clauses 9 and 10; cooperative/distribution/share_of_official_members
    """
    return MemberLevel(
        use_level=part_of(part_vnd=own.use_vnd, whole_vnd=all_members.use_vnd),
        labour_level=part_of(part_vnd=own.labour_vnd, whole_vnd=all_members.labour_vnd),
        use_share=part_of(part_vnd=own.use_vnd, whole_vnd=official.use_vnd) if official else None,
        labour_share=part_of(part_vnd=own.labour_vnd, whole_vnd=official.labour_vnd) if official else None,
    )


def sum_of_worth(*, worth: Mapping[UUID, Worth]) -> Worth:
    """Add up what several members used and worked."""
    return Worth(
        Dong(sum(each.use_vnd for each in worth.values())), Dong(sum(each.labour_vnd for each in worth.values()))
    )


def part_of(*, part_vnd: Dong, whole_vnd: Dong) -> Decimal | None:
    """Give a part of a whole as a ratio of six places; None of nothing."""
    if whole_vnd <= 0:
        return None
    return (Decimal(part_vnd) / Decimal(whole_vnd)).quantize(_PLACES, rounding=ROUND_HALF_UP)
