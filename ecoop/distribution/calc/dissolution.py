"""What becomes of everything when a cooperative is dissolved: Articles 97 to 101 as a pure calculation, to the đồng.

Nothing is rounded away: what the State, donors, creditors and members get is exactly what there was.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ecoop.distribution.errors.dissolution import DebtsExceedMeans, DisputeIsPending, NobodyToShare
from ecoop.kernel.dong import Dong, split_vnd
from ecoop.kernel.refusals import Citation
from ecoop.members.calc import MemberType

NOTHING = Dong(0)
SHARING = frozenset({MemberType.OFFICIAL, MemberType.ASSOCIATE_CAPITAL})


class Goes(StrEnum):
    """Where a part of the fund or an asset goes."""

    STATE = "state"
    GIVER = "giver"
    WATERFALL = "waterfall"
    AGREEMENT = "agreement"


@dataclass(frozen=True)
class DissolutionRules:
    """What the law fixes: where fund sources and kinds of assets go, in which order claims are paid."""

    fund: Mapping[str, Goes]
    assets: Mapping[str, Goes]
    order: tuple[str, ...]
    articles: Mapping[str, Citation]


@dataclass(frozen=True)
class FundPart:
    """Money of the undivided fund from one source; a gift names whether its agreement gives it back."""

    source: str
    amount_vnd: Dong
    name: str = ""
    goes_back: bool = False


@dataclass(frozen=True)
class UndividedAsset:
    """An undivided asset at what it brings (sold) or is worth (handed over)."""

    id: str
    name: str
    kind: str
    value_vnd: Dong
    goes_back: bool = False


@dataclass(frozen=True)
class CapitalHeld:
    """What one member holds of the capital."""

    id: str
    type: MemberType
    paid_in_vnd: Dong


@dataclass(frozen=True)
class DissolutionCase:
    """Everything there is on the day: money (divisible assets sold), the fund in it, undivided assets, claims."""

    money_vnd: Dong
    fund: tuple[FundPart, ...]
    assets: tuple[UndividedAsset, ...]
    claims: Mapping[str, Dong]
    members: tuple[CapitalHeld, ...]
    has_dispute: bool = False


@dataclass(frozen=True)
class DissolutionStep:
    """One line: what came in or went out, what is left, and by which article."""

    code: str
    amount_vnd: Dong
    left_vnd: Dong
    law: Citation
    name: str = ""


@dataclass(frozen=True)
class Handover:
    """An undivided asset that is handed over as it is: to the State, or back to who gave it."""

    asset: UndividedAsset
    goes: Goes
    law: Citation


@dataclass(frozen=True)
class MemberResidual:
    """What one member gets of the rest."""

    id: str
    type: MemberType
    paid_in_vnd: Dong
    share_vnd: Dong


@dataclass(frozen=True)
class Dissolution:
    """The whole answer: steps in order, what is handed over in kind, what each member gets."""

    steps: tuple[DissolutionStep, ...]
    handed_over: tuple[Handover, ...]
    members: tuple[MemberResidual, ...]
    to_state_vnd: Dong
    to_givers_vnd: Dong
    paid_vnd: Mapping[str, Dong]
    residual_vnd: Dong


def compute_dissolution(*, case: DissolutionCase, rules: DissolutionRules) -> Dissolution:
    """Share out everything a dissolved cooperative has.

    Law:    L17 Arts 97 to 101
    Units:  whole đồng
    Raises: DebtsExceedMeans, DisputeIsPending, NobodyToShare
    """
    if case.has_dispute:
        raise DisputeIsPending(law=rules.articles["conditions"])
    steps = [DissolutionStep("money", case.money_vnd, case.money_vnd, rules.articles["order"])]
    handed_over = []
    for asset in case.assets:
        goes = _asset_goes(asset, rules)
        if goes is Goes.WATERFALL:
            _move(steps, "asset_sold", asset.value_vnd, rules.articles["assets"], asset.name)
        else:
            handed_over.append(Handover(asset, goes, rules.articles["assets"]))
    for part in case.fund:
        goes = _fund_goes(part, rules)
        if goes is not Goes.WATERFALL:
            code = "fund_to_state" if goes is Goes.STATE else "fund_to_giver"
            _move(steps, code, Dong(-part.amount_vnd), rules.articles["fund"], part.name)
    for claim in rules.order:
        _move(steps, claim, Dong(-case.claims.get(claim, NOTHING)), rules.articles["order"])
    residual_vnd = steps[-1].left_vnd
    if residual_vnd < 0:
        raise DebtsExceedMeans(law=rules.articles["conditions"], missing_vnd=Dong(-residual_vnd))
    members = share_residual(residual_vnd=residual_vnd, members=case.members)
    _move(steps, "members", Dong(-residual_vnd), rules.articles["members"])
    return Dissolution(
        steps=tuple(steps),
        handed_over=tuple(handed_over),
        members=members,
        to_state_vnd=_sum_of(steps, "fund_to_state"),
        to_givers_vnd=_sum_of(steps, "fund_to_giver"),
        paid_vnd={claim: case.claims.get(claim, NOTHING) for claim in rules.order},
        residual_vnd=residual_vnd,
    )


def share_residual(*, residual_vnd: Dong, members: Sequence[CapitalHeld]) -> tuple[MemberResidual, ...]:
    """Share what is left among official members and associates with capital, by capital ratio.

    The đồng that cannot be parted go by largest remainder, ties by id, so that the order of members never matters.

    Law:    L17 Art. 101, clause 5
    Raises: NobodyToShare
    """
    sharing = sorted((one for one in members if one.type in SHARING), key=lambda one: one.id)
    weights = [one.paid_in_vnd for one in sharing]
    if not any(weights):
        if residual_vnd:
            raise NobodyToShare(residual_vnd=residual_vnd)
        return tuple(MemberResidual(one.id, one.type, one.paid_in_vnd, NOTHING) for one in sharing)
    shares = split_vnd(total_vnd=residual_vnd, weights=weights)
    return tuple(
        MemberResidual(one.id, one.type, one.paid_in_vnd, share) for one, share in zip(sharing, shares, strict=True)
    )


def _asset_goes(asset: UndividedAsset, rules: DissolutionRules) -> Goes:
    goes = rules.assets[asset.kind]
    if goes is Goes.AGREEMENT:
        return Goes.GIVER if asset.goes_back else Goes.WATERFALL
    return goes


def _fund_goes(part: FundPart, rules: DissolutionRules) -> Goes:
    goes = rules.fund[part.source]
    if goes is Goes.AGREEMENT:
        return Goes.GIVER if part.goes_back else Goes.WATERFALL
    return goes


def _move(steps: list[DissolutionStep], code: str, amount_vnd: Dong, law: Citation, name: str = "") -> None:
    steps.append(DissolutionStep(code, amount_vnd, Dong(steps[-1].left_vnd + amount_vnd), law, name))


def _sum_of(steps: Sequence[DissolutionStep], code: str) -> Dong:
    return Dong(-sum(step.amount_vnd for step in steps if step.code == code))
