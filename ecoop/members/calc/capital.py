"""Capital of members: parts of the charter capital, and the ceilings of the law."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ecoop.kernel.dong import Dong, Rounding, round_dong
from ecoop.kernel.refusals import Citation
from ecoop.members.calc.register import MemberType

# From which part of a ceiling on the house warns. No law says so: it is early enough to call a meeting.
NEAR = Decimal("0.9")


class CapitalMeans(StrEnum):
    """What capital may be paid in: money, and assets that have a value in money."""

    CASH = "cash"
    BANK = "bank"
    MATERIALS = "materials"
    GOODS = "goods"
    FIXED_ASSET = "fixed_asset"
    LAND_USE_RIGHT = "land_use_right"
    # Technology, know-how, intellectual property and other rights.
    INTANGIBLE = "intangible"


MONEY = frozenset({CapitalMeans.CASH, CapitalMeans.BANK})
# A certificate must print until when the cooperative may use what it does not own.
RIGHTS = frozenset({CapitalMeans.LAND_USE_RIGHT, CapitalMeans.INTANGIBLE})


class Valuer(StrEnum):
    """Who may agree on the value of an asset."""

    FOUNDERS = "founders"
    MEETING = "meeting"
    BOARD = "board"
    APPRAISER = "appraiser"


class ReturnReason(StrEnum):
    """Why capital may be returned at all."""

    MEMBERSHIP_ENDED = "membership_ended"
    EXCESS = "excess"


class ChangeKind(StrEnum):
    """How what a member holds changes other than by paying in."""

    RETURNED = "returned"
    SOLD = "sold"
    GIVEN = "given"
    INHERITED = "inherited"


TRANSFERS = (ChangeKind.SOLD, ChangeKind.GIVEN, ChangeKind.INHERITED)


@dataclass(frozen=True)
class CapitalCeiling:
    """How much of the charter capital somebody may hold, and by which article."""

    who: str
    ratio: Decimal
    law: Citation


@dataclass(frozen=True)
class CapitalRoom:
    """What somebody holds against the ceiling, and how much may still come."""

    who: str
    held_vnd: Dong
    most_vnd: Dong
    law: Citation

    @property
    def left_vnd(self) -> Dong:
        """Tell how much may still be contributed; never below zero."""
        return Dong(max(self.most_vnd - self.held_vnd, 0))

    @property
    def over_vnd(self) -> Dong:
        """Tell how much is held above the ceiling."""
        return Dong(max(self.held_vnd - self.most_vnd, 0))

    @property
    def is_near(self) -> bool:
        """Tell whether the ceiling is so near that somebody should know, or passed."""
        return self.held_vnd > 0 and self.held_vnd >= NEAR * self.most_vnd


@dataclass(frozen=True)
class Holder:
    """Somebody with a part of the charter capital, as the ceilings see them."""

    type: MemberType | None
    is_foreign: bool
    held_vnd: Dong


@dataclass(frozen=True)
class Held:
    """What the groups hold together that a ceiling speaks of."""

    associates_vnd: Dong
    foreign_vnd: Dong


def add_up(*, holders: Iterable[Holder]) -> Held:
    """Add up what all associates and all foreigners hold; whoever left belongs to no group any more."""
    associates = foreign = 0
    for holder in holders:
        if holder.type is not None:
            associates += holder.held_vnd if holder.type is not MemberType.OFFICIAL else 0
            foreign += holder.held_vnd if holder.is_foreign else 0
    return Held(Dong(associates), Dong(foreign))


def measure_room(*, charter_capital_vnd: Dong, held_vnd: Dong, ceiling: CapitalCeiling) -> CapitalRoom:
    """Tell what may still be contributed under one ceiling.

    Law:    cooperative/capital/*; the ceiling is a part of the charter capital, so it is rounded down
    """
    most_vnd = round_dong(ceiling.ratio * charter_capital_vnd, rule=Rounding.DOWN)
    return CapitalRoom(who=ceiling.who, held_vnd=held_vnd, most_vnd=most_vnd, law=ceiling.law)


def rooms_for(
    *, holder: Holder, together: Held, charter_capital_vnd: Dong, ceilings: Sequence[CapitalCeiling]
) -> tuple[CapitalRoom, ...]:
    """Measure each ceiling that binds one holder: their own, the one of all associates, the one of all foreigners.

    Law:    L17 Art. 74, clauses 1 to 3
    Shape:  `together` counts the holder too
    """
    binds = {
        "official": (holder.type is MemberType.OFFICIAL, holder.held_vnd),
        "charter": (holder.type is MemberType.OFFICIAL, holder.held_vnd),
        "associates": (holder.type is MemberType.ASSOCIATE_CAPITAL, together.associates_vnd),
        "foreign": (holder.is_foreign, together.foreign_vnd),
    }
    return tuple(
        measure_room(charter_capital_vnd=charter_capital_vnd, held_vnd=binds[ceiling.who][1], ceiling=ceiling)
        for ceiling in ceilings
        if binds[ceiling.who][0]
    )


def tightest(*, rooms: Sequence[CapitalRoom]) -> CapitalRoom | None:
    """Find the ceiling under which the least is left; the earlier of equals."""
    return min(rooms, key=lambda room: room.left_vnd - room.over_vnd, default=None)


def room_when_it_grows(*, room: CapitalRoom, charter_capital_vnd: Dong, ratio: Decimal) -> Dong:
    """Tell how much may come when the charter capital is raised by the very same amount.

    Of a capital K and what is held h, c may come while h + c <= r(K + c): c <= (rK - h) / (1 - r).
    """
    if ratio >= 1:
        return room.left_vnd
    whole_times, _rest = divmod(ratio * charter_capital_vnd - room.held_vnd, 1 - ratio)
    return Dong(max(int(whole_times), 0))


def capital_ratio(*, held_vnd: Dong, charter_capital_vnd: Dong) -> Decimal:
    """Tell which part of the charter capital a contribution is, to six decimals; nothing of nothing is zero.

    Law:    L17 Art. 4, clause 23
    """
    if not charter_capital_vnd:
        return Decimal(0)
    # A ratio is no money: it is shown to people and never multiplied back into đồng.
    return round(Decimal(held_vnd) / Decimal(charter_capital_vnd), 6)
