"""The waterfall of the Law on Cooperatives, as sums only.

The two sides are kept apart all the way: what the cooperative earned inside, with its official members under
agreement, and what it earned outside. Every amount on the way down is a step with the article it rests on.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ecoop.distribution.calc.case import (
    NOTHING,
    UNDIVIDED,
    WHOLE,
    Base,
    Fund,
    MemberBasis,
    MemberShare,
    Sharing,
    SharingCase,
    SharingCharter,
    SharingRules,
    Step,
)
from ecoop.distribution.errors import (
    ExternalKeyDoesNotAddUp,
    FundRatesPassTheWhole,
    NobodyToShareWith,
    NobodyUsedOrWorked,
    RateOutOfRange,
    UndividedFundBelowFloor,
    UndividedFundPassesIncome,
    UseAndLabourShareTooSmall,
)
from ecoop.kernel.dong import Dong, Rounding, round_dong, split_vnd
from ecoop.kernel.refusals import Citation
from ecoop.members.calc import MemberType, Side


def share_income(*, case: SharingCase, rules: SharingRules) -> Sharing:
    """Run the income of one year down the waterfall, on each side, and share what remains among the members.

    Law:    cooperative/fund/undivided/*, cooperative/distribution/use_and_labour_min
    Shape:  funds + shares + losses covered = income after tax of the sides that earned, to the đồng
    Raises: a refusal with its article wherever the charter breaks the law
    """
    check_charter(charter=case.charter, rules=rules)
    falls = {side: _start(side=side, case=case, rules=rules) for side in (Side.EXTERNAL, Side.INTERNAL)}
    losses_left = _cover_losses(falls=falls, case=case, rules=rules)
    for fall in falls.values():
        _set_aside_other_funds(fall=fall, case=case, rules=rules)
    pots = {
        **_internal_pots(fall=falls[Side.INTERNAL], case=case, rules=rules),
        **_external_pots(fall=falls[Side.EXTERNAL], case=case, rules=rules),
    }
    return Sharing(
        funds=_gather_funds(falls=falls, charter=case.charter),
        members=_share_pots(pots=pots, members=case.members),
        steps=tuple(falls[Side.INTERNAL].steps + falls[Side.EXTERNAL].steps),
        pots_vnd=pots,
        basis_vnd={key: Dong(sum(_weights(case.members, key))) for key in ("use", "labour", "capital")},
        losses_covered_vnd={side: fall.losses_vnd for side, fall in falls.items()},
        losses_left_vnd=losses_left,
        warnings=rules.warnings,
    )


def check_charter(*, charter: SharingCharter, rules: SharingRules) -> None:
    """Refuse a charter that gives the undivided fund or the members' work less than the law does.

    Law:    cooperative/fund/undivided/*, cooperative/distribution/use_and_labour_min
    Raises: a refusal with its article, or RateOutOfRange
    """
    _check_ranges(charter)
    for side, rate, floor in (
        (Side.INTERNAL, charter.internal_fund_rate, rules.internal_fund_min),
        (Side.EXTERNAL, charter.external_fund_rate, rules.external_fund_min),
    ):
        if rate < floor:
            raise UndividedFundBelowFloor(law=rules.articles[f"{side}_fund"], side=side.value, rate=rate, floor=floor)
    share, least = charter.use_and_labour_share, rules.use_and_labour_min
    if share < least:
        raise UseAndLabourShareTooSmall(law=rules.articles["internal_sharing"], rate=share, floor=least)
    taken = sum((fund.rate for fund in charter.other_funds), Decimal(0))
    if taken > WHOLE:
        raise FundRatesPassTheWhole(law=rules.articles["other_funds"], rate=taken)
    key = charter.external_use + charter.external_labour + charter.external_capital
    if key != WHOLE:
        raise ExternalKeyDoesNotAddUp(law=rules.articles["external_sharing"], total=key)


def _check_ranges(charter: SharingCharter) -> None:
    rates = {name: rate for name, rate in vars(charter).items() if isinstance(rate, Decimal)}
    for name, rate in [*rates.items(), *((fund.name, fund.rate) for fund in charter.other_funds)]:
        if not Decimal(0) <= rate <= WHOLE:
            raise RateOutOfRange(name=name, rate=rate)


@dataclass
class _Fall:
    """One side on its way down; only `share_income` and its parts ever hold one."""

    side: Side
    left_vnd: Dong
    shortfall_vnd: Dong
    undivided_vnd: Dong
    other_vnd: list[Dong]
    losses_vnd: Dong
    steps: list[Step]

    def take(
        self,
        code: str,
        amount_vnd: Dong,
        law: Citation,
        base_vnd: Dong | None = None,
        rate: Decimal | None = None,
        name: str = "",
    ) -> None:
        """Take an amount out and write the step."""
        self.left_vnd = Dong(self.left_vnd - amount_vnd)
        self.steps.append(Step(self.side, code, amount_vnd, self.left_vnd, law, base_vnd, rate, name))


def _start(*, side: Side, case: SharingCase, rules: SharingRules) -> _Fall:
    """Write down the income, then take out the undivided fund and the tax."""
    charter = case.charter
    income, other, rate = (
        (case.internal, case.external, charter.internal_fund_rate)
        if side is Side.INTERNAL
        else (case.external, case.internal, charter.external_fund_rate)
    )
    law = rules.articles[f"{side}_fund"]
    base_vnd = income.pre_tax_vnd if charter.base is Base.PRE_TAX else income.after_tax_vnd
    if rules.nets_the_sides:
        base_vnd = Dong(base_vnd + min(other.after_tax_vnd, 0))
    # Half a đồng too little would break the floor, so the fund is rounded up.
    fund_vnd = round_dong(rate * max(base_vnd, 0), rule=Rounding.UP)
    if fund_vnd > max(income.after_tax_vnd, 0):
        raise UndividedFundPassesIncome(
            law=law, side=side.value, fund_vnd=fund_vnd, left_vnd=max(income.after_tax_vnd, 0)
        )
    opening = Step(side, "income", income.pre_tax_vnd, income.pre_tax_vnd, rules.articles["order"])
    fall = _Fall(side, income.pre_tax_vnd, NOTHING, fund_vnd, [], NOTHING, [opening])
    fall.take("undivided_fund", fund_vnd, law, base_vnd=base_vnd, rate=rate)
    fall.take("tax", Dong(income.pre_tax_vnd - income.after_tax_vnd), rules.articles["order"])
    if fall.left_vnd < 0:
        fall.shortfall_vnd = Dong(-fall.left_vnd)
        fall.take("loss_of_the_year", fall.left_vnd, rules.articles["losses"])
    return fall


def _cover_losses(*, falls: Mapping[Side, _Fall], case: SharingCase, rules: SharingRules) -> Dong:
    """Cover the losses brought forward and the other side's loss; tell what no side could cover.

    The external side pays first: the law promises the internal remainder to those who used and worked.
    """
    open_vnd = case.losses_carried_vnd + sum(fall.shortfall_vnd for fall in falls.values())
    for side in (Side.EXTERNAL, Side.INTERNAL):
        fall = falls[side]
        fall.losses_vnd = Dong(min(open_vnd, fall.left_vnd))
        open_vnd -= fall.losses_vnd
        fall.take("losses", fall.losses_vnd, rules.articles["losses"])
    return Dong(open_vnd)


def _set_aside_other_funds(*, fall: _Fall, case: SharingCase, rules: SharingRules) -> None:
    """Take out the funds of the meeting; each rate is of what was left when they began."""
    funds = case.charter.other_funds
    base_vnd = fall.left_vnd
    rest = WHOLE - sum((fund.rate for fund in funds), Decimal(0))
    amounts = split_vnd(total_vnd=base_vnd, weights=[*(fund.rate for fund in funds), rest])
    for fund, amount_vnd in zip(funds, amounts, strict=False):
        law = rules.articles["other_funds"]
        fall.take("other_fund", amount_vnd, law, base_vnd=base_vnd, rate=fund.rate, name=fund.name)
        fall.other_vnd.append(amount_vnd)


def _internal_pots(*, fall: _Fall, case: SharingCase, rules: SharingRules) -> dict[str, Dong]:
    """Part the internal remainder: at least the lawful share by use and labour, the rest by capital."""
    remainder_vnd, law = fall.left_vnd, rules.articles["internal_sharing"]
    if not remainder_vnd:
        return {}
    share = case.charter.use_and_labour_share
    work_vnd = round_dong(share * remainder_vnd, rule=Rounding.UP)
    keys = {"use": case.charter.use_weight, "labour": WHOLE - case.charter.use_weight}
    parts = _part_by_key(total_vnd=work_vnd, keys=keys, members=case.members)
    if parts is None:
        raise NobodyUsedOrWorked(law=law, amount_vnd=work_vnd)
    capital_vnd = Dong(remainder_vnd - work_vnd)
    if not any(_weights(case.members, "capital")):
        # Nobody holds capital, and the law only sets a least share for use and labour: they take it all.
        again = _part_by_key(total_vnd=remainder_vnd, keys=keys, members=case.members)
        parts, capital_vnd = again or parts, NOTHING
    for key, amount_vnd in (*parts.items(), ("capital", capital_vnd)):
        fall.take(
            f"by_{key}", amount_vnd, law, base_vnd=remainder_vnd, rate=share if key != "capital" else WHOLE - share
        )
    return {f"internal_{key}": amount for key, amount in (*parts.items(), ("capital", capital_vnd))}


def _external_pots(*, fall: _Fall, case: SharingCase, rules: SharingRules) -> dict[str, Dong]:
    """Part the external remainder by the charter's key."""
    remainder_vnd, law = fall.left_vnd, rules.articles["external_sharing"]
    if not remainder_vnd:
        return {}
    charter = case.charter
    keys = {"use": charter.external_use, "labour": charter.external_labour, "capital": charter.external_capital}
    parts = _part_by_key(total_vnd=remainder_vnd, keys=keys, members=case.members)
    if parts is None:
        raise NobodyToShareWith(law=law, amount_vnd=remainder_vnd)
    for key, amount_vnd in parts.items():
        fall.take(f"by_{key}", amount_vnd, law, base_vnd=remainder_vnd, rate=keys[key])
    return {f"external_{key}": amount for key, amount in parts.items()}


def _part_by_key(
    *, total_vnd: Dong, keys: Mapping[str, Decimal], members: Sequence[MemberBasis]
) -> dict[str, Dong] | None:
    """Part an amount by a key; a part that nobody can claim goes to the parts that somebody can."""
    weights = [weight if any(_weights(members, key)) else Decimal(0) for key, weight in keys.items()]
    if not any(weights):
        # The key names only what nobody has this year, so what somebody has shares alike.
        weights = [Decimal(int(any(_weights(members, key)))) for key in keys]
    if not any(weights):
        return None
    return dict(zip(keys, split_vnd(total_vnd=total_vnd, weights=weights), strict=True))


_CLAIMS: Mapping[str, tuple[frozenset[MemberType], Callable[[MemberBasis], Dong]]] = {
    "use": (frozenset({MemberType.OFFICIAL}), lambda member: member.use_vnd),
    "labour": (frozenset({MemberType.OFFICIAL}), lambda member: member.labour_vnd),
    "capital": (
        frozenset({MemberType.OFFICIAL, MemberType.ASSOCIATE_CAPITAL}),
        lambda member: member.paid_in_vnd,
    ),
}


def _weights(members: Sequence[MemberBasis], key: str) -> list[Dong]:
    """Weigh each member by use, labour or capital; a type without the claim weighs nothing.

    The law measures use against all members, some of whom get no share; weighing only those who do makes the
    shares add up.
    """
    types, read = _CLAIMS[key]
    return [read(member) if member.type in types else NOTHING for member in members]


def _share_pots(*, pots: Mapping[str, Dong], members: Sequence[MemberBasis]) -> tuple[MemberShare, ...]:
    """Split each pot among those who have a claim to it; members come back in the order they came in.

    Ties go to the smaller id, so the order of members never matters.
    """
    by_id = sorted(members, key=lambda member: member.id)
    columns: dict[str, list[Dong]] = {}
    for name, total_vnd in pots.items():
        if total_vnd:
            columns[f"{name}_vnd"] = split_vnd(total_vnd=total_vnd, weights=_weights(by_id, name.partition("_")[2]))
    shares = {
        member.id: MemberShare(member.id, member.type, **{name: column[at] for name, column in columns.items()})
        for at, member in enumerate(by_id)
    }
    return tuple(shares[member.id] for member in members)


def _gather_funds(*, falls: Mapping[Side, _Fall], charter: SharingCharter) -> tuple[Fund, ...]:
    internal, external = falls[Side.INTERNAL], falls[Side.EXTERNAL]
    undivided = Fund(UNDIVIDED, "", internal.undivided_vnd, external.undivided_vnd)
    others = (
        Fund(f"other_{at}", fund.name, internal.other_vnd[at - 1], external.other_vnd[at - 1])
        for at, fund in enumerate(charter.other_funds, start=1)
    )
    return (undivided, *others)
