"""The ten things that the law of cooperatives makes easy to get wrong, one test each.

Each test says first what the law says, and then holds the program to it.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from demo.resolutions import charter_on_paper
from ecoop.distribution.calc import Base, MemberBasis, SharingCase, SharingCharter, SideIncome, share_income
from ecoop.distribution.errors import UndividedFundBelowFloor, UseAndLabourShareTooSmall
from ecoop.distribution.queries import get_sharing_rules
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.actions.open_books import open_books
from ecoop.members.actions.record_dealings import record_dealings
from ecoop.members.actions.set_charter import CharterChoice
from ecoop.members.calc import DealingKind, Means, MemberType, Side
from ecoop.members.calc.dealings import DealingDraft
from ecoop.members.errors import InternalNeedsAgreement, InternalNeedsTracking
from ecoop.members.models import Dealing
from ecoop.members.tests.stage import FOUNDED_ON, Stage, set_the_stage
from tests.cast import BEGAN_AT, Cast

NOW = datetime(2026, 6, 2, 2, 0, tzinfo=UTC)
DAY = date(2026, 6, 1)
M = 1_000_000
LAW = lawbook.on(date(2026, 12, 31))
CHARTER = SharingCharter(
    internal_fund_rate=Decimal(0),
    external_fund_rate=Decimal("0.05"),
    base=Base.PRE_TAX,
    other_funds=(),
    use_and_labour_share=Decimal("0.51"),
    use_weight=Decimal(1),
    external_use=Decimal(0),
    external_labour=Decimal(0),
    external_capital=Decimal(1),
)


@pytest.fixture
def stage(cast: Cast) -> Iterator[Stage]:
    """Open the cooperative's books and give it four members."""
    with cast.inside(cast.coop, cast.lan):
        open_books(org_id=cast.coop.id, chart="cooperative", starts_on=FOUNDED_ON, by=cast.lan.id, now=BEGAN_AT)
        yield set_the_stage(cast)


def line(member_id: UUID, side: Side | None, agreement_id: UUID | None = None) -> DealingDraft:
    """Draft a supply of one million to a member."""
    return DealingDraft(
        id=new_id(),
        dealt_on=DAY,
        side=side,
        kind=DealingKind.GOODS,
        means=Means.BANK,
        text="Cung cấp phân bón",
        value_vnd=Dong(M),
        member_id=member_id,
        agreement_id=agreement_id,
    )


def record(cast: Cast, draft: DealingDraft) -> Dealing:
    """Record a line and read it back."""
    record_dealings(org_id=cast.coop.id, dealings=[draft], by=cast.lan.id, now=NOW)
    return Dealing.objects.get(id=draft.id)


def share(charter: SharingCharter, *, internal: int = 0, external: int = 0) -> Any:
    """Share an income between one official member and one who brings capital only."""
    members = (
        MemberBasis("1", MemberType.OFFICIAL, Dong(10 * M), Dong(M), Dong(0)),
        MemberBasis("2", MemberType.ASSOCIATE_CAPITAL, Dong(10 * M), Dong(0), Dong(0)),
    )
    incomes = [SideIncome(Dong(each), Dong(each)) for each in (internal, external)]
    case = SharingCase(incomes[0], incomes[1], Dong(0), charter, members)
    return share_income(case=case, rules=get_sharing_rules(law=LAW, form="htx"))


def test_1_internal_is_with_official_members_under_a_written_agreement_only(cast: Cast, stage: Stage) -> None:
    """L17 4.1, 4.2: sales to associate members are external, and so is what no agreement covers."""
    assert record(cast, line(stage.nam, Side.INTERNAL, stage.nam_agreement)).side == "internal"
    for member_id, agreement_id in ((stage.use_only, stage.nam_agreement), (stage.nam, stage.hoa_agreement)):
        with pytest.raises(InternalNeedsAgreement):
            record(cast, line(member_id, Side.INTERNAL, agreement_id))
    assert record(cast, line(stage.use_only, None)).side == "external"


def test_2_who_does_not_keep_the_sides_apart_has_only_external_trade(cast: Cast, stage: Stage) -> None:
    """L17 85.1, 91.2."""
    choice = CharterChoice("separate_tracking", "no", date(2026, 5, 1))
    charter_on_paper(org_id=cast.coop.id, choices=[choice], by=cast.lan.id, now=NOW)
    with pytest.raises(InternalNeedsTracking):
        record(cast, line(stage.nam, Side.INTERNAL, stage.nam_agreement))
    assert record(cast, line(stage.nam, None, stage.nam_agreement)).side == "external"


def test_3_the_floor_of_the_undivided_fund_is_on_external_income(stage: Stage) -> None:
    """L17 84.1, 84.2: five of a hundred of external income; of internal income only what the charter says."""
    shared = share(CHARTER, internal=100 * M)
    assert sum(fund.total_vnd for fund in shared.funds) == 0
    with pytest.raises(UndividedFundBelowFloor):
        share(replace(CHARTER, external_fund_rate=Decimal("0.049")), external=100 * M)
    assert sum(fund.total_vnd for fund in share(CHARTER, external=100 * M).funds) == 5 * M


def test_4_more_than_half_of_internal_income_goes_by_use_and_labour(stage: Stage) -> None:
    """L17 86.3a: at least 51 of a hundred of what remains, to official members, not by capital."""
    with pytest.raises(UseAndLabourShareTooSmall):
        share(replace(CHARTER, use_and_labour_share=Decimal("0.509")), internal=100 * M)
    shared = {one.id: one.total_vnd for one in share(CHARTER, internal=100 * M).members}
    # 51 by use to the only one who used, and 49 by equal capital.
    assert shared == {"1": 75_500_000, "2": 24_500_000}


def test_5_the_special_majority_is_65_of_a_hundred() -> None:
    """L17 61.2, 61.3: neither 75 of a hundred nor two thirds."""
    assert LAW.rate("cooperative/meeting/majority/special_ratio_min") == Decimal("0.65")
    assert LAW.rate("cooperative/meeting/majority/simple_ratio_above") == Decimal("0.5")


def test_6_simplified_governance_meets_every_three_months() -> None:
    """L17 57.1."""
    assert LAW.whole("cooperative/meeting/simplified_every_months") == 3


def test_9_the_chart_is_not_the_one_of_enterprises() -> None:
    """C71 Appendix I: no 515, 621, 622, 627, 635, 641, 711, 811, 821; 335 is contributions, 212 undivided assets."""
    chart = {row["code"]: row["name_vi"] for row in LAW.table("charts/cooperative")}
    assert not {"515", "621", "622", "627", "635", "641", "711", "811", "821"} & set(chart)
    assert "nộp theo lương" in chart["335"]
    assert "không chia" in chart["212"]
    assert len(chart) == 112


def test_10_cooperatives_register_with_the_commune_since_july_2026() -> None:
    """D295 Art. 5."""
    levels = [lawbook.on(day).text("cooperative/registration/level") for day in (date(2026, 7, 22), date(2026, 7, 23))]
    assert levels == ["district", "commune"]
