"""The waterfall against tables made with a pencil, and against properties that must always hold."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecoop.distribution.calc import (
    Base,
    MemberBasis,
    OtherFund,
    Sharing,
    SharingCase,
    SharingCharter,
    SharingRules,
    SideIncome,
    share_income,
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
from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Citation
from ecoop.members.calc import MemberType

ARTICLES = {
    name: Citation("luat-17-2023-qh15", article)
    for name, article in {
        "internal_fund": "Điều 84, khoản 1",
        "external_fund": "Điều 84, khoản 2",
        "order": "Điều 86",
        "losses": "Điều 89",
        "other_funds": "Điều 86, khoản 2",
        "internal_sharing": "Điều 86, khoản 3, điểm a",
        "external_sharing": "Điều 86, khoản 3, điểm b",
    }.items()
}
RULES = SharingRules(Decimal(0), Decimal("0.05"), Decimal("0.51"), Base.PRE_TAX, False, (), ARTICLES)
CHARTER = SharingCharter(
    internal_fund_rate=Decimal("0.02"),
    external_fund_rate=Decimal("0.05"),
    base=Base.PRE_TAX,
    other_funds=(OtherFund("Phát triển", Decimal("0.1")),),
    use_and_labour_share=Decimal("0.6"),
    use_weight=Decimal("0.75"),
    external_use=Decimal("0.5"),
    external_labour=Decimal(0),
    external_capital=Decimal("0.5"),
)
NAM = MemberBasis("nam", MemberType.OFFICIAL, Dong(10_000_000), Dong(300), Dong(0))
HOA = MemberBasis("hoa", MemberType.OFFICIAL, Dong(10_000_000), Dong(100), Dong(50))
VON = MemberBasis("von", MemberType.ASSOCIATE_CAPITAL, Dong(20_000_000), Dong(0), Dong(0))
KHACH = MemberBasis("khach", MemberType.ASSOCIATE_NO_CAPITAL, Dong(0), Dong(600), Dong(50))
CASE = SharingCase(
    internal=SideIncome(Dong(100_000_000), Dong(100_000_000)),
    external=SideIncome(Dong(200_000_000), Dong(180_000_000)),
    losses_carried_vnd=Dong(0),
    charter=CHARTER,
    members=(NAM, HOA, VON, KHACH),
)


def amounts(sharing: Sharing, side: str) -> list[tuple[str, int]]:
    """List a side's steps as (code, amount), the way the pencil wrote them."""
    return [(step.code, step.amount_vnd) for step in sharing.steps if step.side == side]


def test_a_year_by_pencil() -> None:
    """
    Internal 100,000,000: fund 2 % = 2,000,000; no tax; 10 % of 98,000,000 = 9,800,000; remainder 88,200,000:
    60 % = 52,920,000 by use (3/4 = 39,690,000) and labour (13,230,000), 35,280,000 by capital.
    External 200,000,000: fund 5 % = 10,000,000; tax 20,000,000; 10 % of 170,000,000 = 17,000,000;
    remainder 153,000,000, half by use and half by capital, 76,500,000 each.
    """
    sharing = share_income(case=CASE, rules=RULES)
    assert amounts(sharing, "internal") == [
        ("income", 100_000_000),
        ("undivided_fund", 2_000_000),
        ("tax", 0),
        ("losses", 0),
        ("other_fund", 9_800_000),
        ("by_use", 39_690_000),
        ("by_labour", 13_230_000),
        ("by_capital", 35_280_000),
    ]
    assert amounts(sharing, "external") == [
        ("income", 200_000_000),
        ("undivided_fund", 10_000_000),
        ("tax", 20_000_000),
        ("losses", 0),
        ("other_fund", 17_000_000),
        ("by_use", 76_500_000),
        ("by_labour", 0),
        ("by_capital", 76_500_000),
    ]
    assert [(fund.code, fund.total_vnd) for fund in sharing.funds] == [
        ("undivided", 12_000_000),
        ("other_1", 26_800_000),
    ]
    # Use 300 : 100 among official members (the associate's 600 does not count), labour all Hoa's, capital 1 : 1 : 2.
    shares = {share.id: share for share in sharing.members}
    assert (shares["nam"].internal_vnd, shares["nam"].external_vnd) == (29_767_500 + 8_820_000, 57_375_000 + 19_125_000)
    assert (shares["hoa"].internal_vnd, shares["hoa"].external_vnd) == (
        9_922_500 + 13_230_000 + 8_820_000,
        19_125_000 + 19_125_000,
    )
    assert (shares["von"].internal_vnd, shares["von"].external_vnd) == (17_640_000, 38_250_000)
    assert shares["khach"].total_vnd == 0


def test_the_base_of_the_fund_is_the_charters_choice() -> None:
    """5 % of 180,000,000 after tax is 9,000,000, not 10,000,000."""
    after_tax = replace(CASE, charter=replace(CHARTER, base=Base.AFTER_TAX))
    assert amounts(share_income(case=after_tax, rules=RULES), "external")[1] == ("undivided_fund", 9_000_000)


def test_losses_brought_forward_are_covered_before_anything_is_shared() -> None:
    """External after fund and tax 170,000,000; 200,000,000 of old losses take it all, and 30,000,000 inside."""
    sharing = share_income(case=replace(CASE, losses_carried_vnd=Dong(200_000_000)), rules=RULES)
    assert ("losses", 170_000_000) in amounts(sharing, "external")
    assert ("losses", 30_000_000) in amounts(sharing, "internal")
    assert sharing.losses_left_vnd == 0


def test_a_side_that_lost_is_covered_by_the_side_that_earned() -> None:
    """External minus 60,000,000: no fund there; inside 98,000,000 after the fund, 60,000,000 cover the loss."""
    lost = SideIncome(Dong(-60_000_000), Dong(-60_000_000))
    sharing = share_income(case=replace(CASE, external=lost), rules=RULES)
    assert amounts(sharing, "external") == [
        ("income", -60_000_000),
        ("undivided_fund", 0),
        ("tax", 0),
        ("loss_of_the_year", -60_000_000),
        ("losses", 0),
        ("other_fund", 0),
    ]
    assert ("losses", 60_000_000) in amounts(sharing, "internal")
    # 38,000,000 less 10 % = 34,200,000 reach the members.
    assert sum(share.total_vnd for share in sharing.members) == 34_200_000


def test_the_sides_may_be_netted_for_the_fund() -> None:
    """External 200,000,000 less the internal loss of 40,000,000 leaves a base of 160,000,000: 5 % is 8,000,000."""
    lost = SideIncome(Dong(-40_000_000), Dong(-40_000_000))
    sharing = share_income(case=replace(CASE, internal=lost), rules=replace(RULES, nets_the_sides=True))
    assert amounts(sharing, "external")[1] == ("undivided_fund", 8_000_000)


def test_losses_that_nobody_can_cover_stay_open() -> None:
    lost = SideIncome(Dong(-10), Dong(-10))
    sharing = share_income(case=replace(CASE, internal=lost, external=lost, losses_carried_vnd=Dong(5)), rules=RULES)
    assert sharing.losses_left_vnd == 25
    assert not any(share.total_vnd for share in sharing.members)


def test_half_a_dong_never_breaks_a_floor() -> None:
    """5 % of 101 is 5.05: the fund takes 6. Of the 95 left, 51 % is 48.45: use and labour take 49."""
    charter = replace(
        CHARTER,
        internal_fund_rate=Decimal("0.05"),
        other_funds=(),
        use_and_labour_share=Decimal("0.51"),
        use_weight=Decimal(1),
    )
    case = replace(
        CASE, internal=SideIncome(Dong(101), Dong(101)), external=SideIncome(Dong(0), Dong(0)), charter=charter
    )
    steps = dict(amounts(share_income(case=case, rules=RULES), "internal"))
    assert (steps["undivided_fund"], steps["by_use"], steps["by_capital"]) == (6, 49, 46)


def test_a_pot_that_nobody_can_claim_goes_to_the_others() -> None:
    """Nobody worked, so all 52,920,000 of use and labour go by use."""
    members = tuple(replace(member, labour_vnd=Dong(0)) for member in CASE.members)
    steps = dict(amounts(share_income(case=replace(CASE, members=members), rules=RULES), "internal"))
    assert (steps["by_use"], steps["by_labour"]) == (52_920_000, 0)


@pytest.mark.parametrize(
    ("change", "refusal", "article"),
    [
        ({"external_fund_rate": Decimal("0.0499")}, UndividedFundBelowFloor, "Điều 84, khoản 2"),
        ({"use_and_labour_share": Decimal("0.5")}, UseAndLabourShareTooSmall, "Điều 86, khoản 3, điểm a"),
        (
            {"other_funds": (OtherFund("A", Decimal("0.6")), OtherFund("B", Decimal("0.5")))},
            FundRatesPassTheWhole,
            "Điều 86, khoản 2",
        ),
        ({"external_capital": Decimal("0.4")}, ExternalKeyDoesNotAddUp, "Điều 86, khoản 3, điểm b"),
    ],
)
def test_a_charter_that_breaks_the_law_is_refused(change: dict[str, Any], refusal: type, article: str) -> None:
    with pytest.raises(refusal) as caught:
        share_income(case=replace(CASE, charter=replace(CHARTER, **change)), rules=RULES)
    assert caught.value.law.article == article


def test_a_rate_outside_zero_and_one_is_refused() -> None:
    with pytest.raises(RateOutOfRange):
        share_income(case=replace(CASE, charter=replace(CHARTER, use_weight=Decimal("1.2"))), rules=RULES)


def test_a_fund_larger_than_what_the_tax_leaves_is_refused() -> None:
    """Fund 5 % of 200 is 10, but the tax left 9."""
    with pytest.raises(UndividedFundPassesIncome):
        share_income(case=replace(CASE, external=SideIncome(Dong(200), Dong(9))), rules=RULES)


def test_internal_income_without_use_or_labour_is_refused() -> None:
    with pytest.raises(NobodyUsedOrWorked):
        share_income(case=replace(CASE, members=(VON, KHACH)), rules=RULES)


def test_external_income_without_anybody_to_share_it_is_refused() -> None:
    nothing = SideIncome(Dong(0), Dong(0))
    with pytest.raises(NobodyToShareWith):
        share_income(case=replace(CASE, internal=nothing, members=(KHACH,)), rules=RULES)


rates = st.integers(0, 1000).map(lambda thousandths: Decimal(thousandths).scaleb(-3))
amounts_vnd = st.integers(0, 10**12).map(Dong)
types = st.sampled_from(MemberType)


@st.composite
def cases(draw: Any) -> SharingCase:
    """Draw a lawful charter, any income and a few members of every kind."""
    use = draw(rates)
    labour = draw(st.integers(0, int((1 - use) * 1000))) * Decimal("0.001")
    charter = SharingCharter(
        internal_fund_rate=draw(rates) / 2,
        external_fund_rate=Decimal("0.05") + draw(rates) / 2,
        base=Base.AFTER_TAX,
        other_funds=tuple(OtherFund(str(at), draw(rates) / 4) for at in range(draw(st.integers(0, 3)))),
        use_and_labour_share=Decimal("0.51") + draw(rates) * Decimal("0.49"),
        use_weight=draw(rates),
        external_use=use,
        external_labour=labour,
        external_capital=1 - use - labour,
    )
    drawn = st.builds(MemberBasis, st.uuids().map(str), types, amounts_vnd, amounts_vnd, amounts_vnd)
    members = draw(st.lists(drawn, max_size=6, unique_by=lambda member: member.id))
    sides = [SideIncome(Dong(after + draw(amounts_vnd)), after) for after in draw(st.tuples(amounts_vnd, amounts_vnd))]
    return SharingCase(sides[0], sides[1], draw(amounts_vnd), charter, (NAM, HOA, *members))


@given(cases())
@settings(max_examples=150, deadline=None)
def test_every_dong_is_somewhere(case: SharingCase) -> None:
    sharing = share_income(case=case, rules=RULES)
    funds = sum(fund.total_vnd for fund in sharing.funds)
    shares = sum(share.total_vnd for share in sharing.members)
    covered = sum(sharing.losses_covered_vnd.values())
    assert funds + shares + covered == case.internal.after_tax_vnd + case.external.after_tax_vnd
    assert covered + sharing.losses_left_vnd == case.losses_carried_vnd
    assert all(step.left_vnd >= 0 for step in sharing.steps)


@given(cases())
@settings(max_examples=100, deadline=None)
def test_the_floors_always_hold(case: SharingCase) -> None:
    sharing = share_income(case=case, rules=RULES)
    assert sharing.funds[0].external_vnd * 20 >= case.external.after_tax_vnd
    inside = {step.code: step for step in sharing.steps if step.side == "internal"}
    if "by_use" in inside:
        work_vnd = inside["by_use"].amount_vnd + inside["by_labour"].amount_vnd
        assert work_vnd * 100 >= (inside["by_use"].base_vnd or 0) * 51
    assert not any(share.total_vnd for share in sharing.members if share.type is MemberType.ASSOCIATE_NO_CAPITAL)


@given(cases(), st.randoms())
@settings(max_examples=60, deadline=None)
def test_the_order_of_members_never_matters(case: SharingCase, random: Any) -> None:
    mixed = list(case.members)
    random.shuffle(mixed)
    before = {share.id: share for share in share_income(case=case, rules=RULES).members}
    after = {share.id: share for share in share_income(case=replace(case, members=tuple(mixed)), rules=RULES).members}
    assert before == after


@given(cases(), st.integers(1, 10**9))
@settings(max_examples=100, deadline=None)
def test_using_more_never_earns_less(case: SharingCase, more: int) -> None:
    def nams(members: tuple[MemberBasis, ...]) -> int:
        sharing = share_income(case=replace(case, members=members), rules=RULES)
        return next(share.total_vnd for share in sharing.members if share.id == "nam")

    raised = tuple(replace(m, use_vnd=Dong(m.use_vnd + more)) if m.id == "nam" else m for m in case.members)
    assert nams(raised) >= nams(case.members)
