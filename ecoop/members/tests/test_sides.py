"""Which side a line of trade stands on by the warnings of the law: with whom, under what, and if kept apart at all."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from demo.resolutions import charter_on_paper
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.models import Posting
from ecoop.members.actions.end_agreement import end_agreement
from ecoop.members.actions.record_dealings import DealingDraft, record_dealings, record_dealings_one_by_one
from ecoop.members.actions.record_listed_dealings import record_listed_dealings
from ecoop.members.actions.set_charter import CharterChoice
from ecoop.members.actions.sign_agreements import AgreementDraft, sign_agreements
from ecoop.members.actions.sign_with_members import AgreementTerms, sign_with_members
from ecoop.members.actions.take_back_dealing import take_back_dealing
from ecoop.members.calc import DealingKind, ListedDealing, Means, MemberType, Side, decide_side
from ecoop.members.errors import (
    AgreementHasEnded,
    AgreementIsUsedLater,
    AgreementNumberTaken,
    AgreementUnknown,
    DealingDoesNotFit,
    InternalNeedsAgreement,
    InternalNeedsTracking,
)
from ecoop.members.models import Agreement, Dealing
from ecoop.members.queries import Worth, sum_trade_by_side, sum_worth
from ecoop.members.queries.own_trade import list_own_dealings
from ecoop.members.tests.stage import FOUNDED_ON, Stage, set_the_stage
from tests.cast import BEGAN_AT, Cast

DAY = date(2026, 3, 2)
YEAR = {"starts_on": date(2026, 1, 1), "ends_before": date(2027, 1, 1)}


@pytest.fixture
def stage(cast: Cast) -> Any:
    """Stand in the cooperative with open books, a charter and four members."""
    with cast.inside(cast.coop, cast.lan):
        open_books(org_id=cast.coop.id, chart="cooperative", starts_on=FOUNDED_ON, by=cast.lan.id, now=BEGAN_AT)
        yield set_the_stage(cast)


def line(kind: DealingKind, value: int, **more: Any) -> DealingDraft:
    side, means, on = more.pop("side", None), more.pop("means", Means.CASH), more.pop("on", DAY)
    return DealingDraft(new_id(), on, side, kind, means, more.pop("text", "Phân bón"), Dong(value), **more)


def given(cast: Cast) -> dict[str, Any]:
    return {"org_id": cast.coop.id, "by": cast.lan.id, "now": BEGAN_AT}


def side_of(cast: Cast, draft: DealingDraft) -> tuple[str, str]:
    record_dealings(dealings=[draft], **given(cast))
    row = Dealing.objects.get(id=draft.id)
    return row.side, row.ground


@pytest.mark.parametrize(
    ("member_type", "has_agreement", "is_tracked", "expected"),
    [
        (MemberType.OFFICIAL, True, True, ("internal", "agreement")),
        (MemberType.OFFICIAL, False, True, ("external", "no-agreement")),
        (MemberType.ASSOCIATE_CAPITAL, True, True, ("external", "associate")),
        (MemberType.ASSOCIATE_NO_CAPITAL, True, True, ("external", "associate")),
        (None, False, True, ("external", "not-a-member")),
        (MemberType.OFFICIAL, True, False, ("external", "untracked")),
    ],
)
def test_internal_means_official_members_under_a_written_agreement(
    member_type: MemberType | None, has_agreement: bool, is_tracked: bool, expected: tuple[str, str]
) -> None:
    decided = decide_side(
        kind=DealingKind.GOODS, member_type=member_type, has_agreement=has_agreement, is_tracked=is_tracked
    )
    assert (decided.side, decided.ground) == expected


def test_warning_1_the_law_chooses_the_side_and_nobody_talks_it_into_another(cast: Cast, stage: Stage) -> None:
    """An associate under an agreement is outside all the same; asking for internal is refused with the article."""
    sign_agreements(agreements=[AgreementDraft(new_id(), stage.use_only, "TT-04", FOUNDED_ON)], **given(cast))
    assert side_of(cast, line(DealingKind.GOODS, 5, member_id=stage.nam)) == ("internal", "agreement")
    assert side_of(cast, line(DealingKind.GOODS, 5, member_id=stage.use_only)) == ("external", "associate")
    assert side_of(cast, line(DealingKind.GOODS, 5)) == ("external", "not-a-member")
    outside = line(DealingKind.GOODS, 5, member_id=stage.nam, side=Side.EXTERNAL)
    assert side_of(cast, outside) == ("external", "chosen")
    wrong = line(DealingKind.GOODS, 5, member_id=stage.use_only, side=Side.INTERNAL)
    with pytest.raises(InternalNeedsAgreement) as refused:
        record_dealings(dealings=[wrong], **given(cast))
    assert refused.value.law is not None
    assert refused.value.law.article == "Điều 4, khoản 2"


def test_warning_2_without_separate_tracking_everything_is_external(cast: Cast, stage: Stage) -> None:
    """From 1 April the charter no longer keeps the sides apart; what was before stays as it was."""
    untracked = CharterChoice("separate_tracking", "no", date(2026, 4, 1))
    charter_on_paper(choices=[untracked], **given(cast))
    april = date(2026, 4, 1)
    assert side_of(cast, line(DealingKind.GOODS, 5, member_id=stage.nam)) == ("internal", "agreement")
    assert side_of(cast, line(DealingKind.GOODS, 5, member_id=stage.nam, on=april)) == ("external", "untracked")
    asked = line(
        DealingKind.GOODS, 5, member_id=stage.nam, on=april, side=Side.INTERNAL, agreement_id=stage.nam_agreement
    )
    with pytest.raises(InternalNeedsTracking) as refused:
        record_dealings(dealings=[asked], **given(cast))
    assert refused.value.law is not None
    assert refused.value.law.article == "Điều 85, khoản 1; Điều 91, khoản 2"
    with pytest.raises(DealingDoesNotFit):
        record_dealings(dealings=[line(DealingKind.LENDING, 5, member_id=stage.nam, on=april)], **given(cast))


def test_tax_quantity_and_credit_are_posted_with_the_party(cast: Cast, stage: Stage) -> None:
    """
    2026-03-02  Nợ 131   Có 5122  200.000   ploughing for Năm, on credit, 8 %    Nợ 131  Có 3331  16.000
    2026-03-02  Nợ 152   Có 331   700.000   7 kg of tea from Năm, taken in as materials, owed
    2026-03-02  Nợ 154   Có 334   500.000   2.5 days of Năm, paid                 Nợ 334  Có 1111 500.000
    2026-03-02  Nợ 13212 Có 5123   30.000   interest of Năm's internal loan, owed
    """
    item, nam = new_id(), {"member_id": stage.nam}
    lines = [
        line(DealingKind.SERVICE, 200_000, means=Means.CREDIT, vat_rate=Decimal("0.08"), **nam),
        line(
            DealingKind.PURCHASE,
            700_000,
            means=Means.CREDIT,
            what="materials",
            item_id=item,
            quantity=Decimal(7),
            **nam,
        ),
        line(DealingKind.LABOUR, 500_000, quantity=Decimal("2.5"), unit="công", unit_price=Decimal(200_000), **nam),
        line(DealingKind.LENDING, 30_000, means=Means.CREDIT, **nam),
    ]
    record_dealings(dealings=lines, **given(cast))
    rows = Posting.objects.all()
    assert sorted((row.debit, row.credit, row.amount_vnd) for row in rows) == [
        ("131", "3331", 16_000),
        ("131", "5122", 200_000),
        ("13212", "5123", 30_000),
        ("152", "331", 700_000),
        ("154", "334", 500_000),
        ("334", "1111", 500_000),
    ]
    assert {row.party_id for row in rows} == {stage.nam}
    assert [(row.item_id, row.quantity) for row in rows if row.debit == "152"] == [(item, 7)]
    assert sum_worth(org_id=cast.coop.id, **YEAR) == {stage.nam: Worth(Dong(930_000), Dong(500_000))}


def test_good_lines_of_a_batch_are_kept(cast: Cast, stage: Stage) -> None:
    good, bad = line(DealingKind.GOODS, 5, member_id=stage.nam), line(DealingKind.GOODS, 5, member_id=new_id())
    first = record_dealings_one_by_one(dealings=[good, bad], **given(cast))
    assert [each.status for each in first] == ["recorded", "refused"]
    assert first[0].entry_label == "2026-1"
    again = record_dealings_one_by_one(dealings=[good, replace(good, value_vnd=Dong(6)), good], **given(cast))
    assert [each.status for each in again] == ["known", "refused", "known"]
    assert Dealing.objects.count() == 1


@pytest.mark.parametrize(
    "more",
    [
        {"vat_vnd": Dong(6)},
        {"vat_vnd": Dong(-1)},
        {"quantity": Decimal(0)},
        {"what": "goods"},
        {"agreement_id": new_id()},
    ],
)
def test_a_line_that_does_not_hold_together_is_refused(cast: Cast, stage: Stage, more: dict[str, Any]) -> None:
    wrong = line(DealingKind.GOODS, 5, member_id=stage.nam, **more)
    with pytest.raises((DealingDoesNotFit, AgreementUnknown)):
        record_dealings(dealings=[wrong], **given(cast))


def test_a_line_taken_back_counts_nowhere_and_its_household_sees_it(cast: Cast, stage: Stage) -> None:
    kept, gone = (line(DealingKind.GOODS, value, member_id=stage.nam) for value in (700, 300))
    record_dealings(dealings=[kept, gone], **given(cast))
    take_back_dealing(dealing_id=gone.id, entry_on=DAY, reason="Ghi nhầm", **given(cast))
    assert sum_worth(org_id=cast.coop.id, **YEAR)[stage.nam].use_vnd == 700
    assert sum_trade_by_side(org_id=cast.coop.id, **YEAR)[Side.INTERNAL] == (700, 0)
    with cast.inside(cast.nam_household, cast.nam):
        (own,) = list_own_dealings(member_org_id=cast.nam_household.id, year=2026)
    assert {row.id: row.is_taken_back for row in own.rows} == {kept.id: False, gone.id: True}
    assert own.worth == Worth(Dong(700), Dong(0))
    with cast.inside(cast.tu_household, cast.tu):
        assert list_own_dealings(member_org_id=cast.tu_household.id, year=2026) == []


def test_an_agreement_ends_after_what_was_traded_under_it(cast: Cast, stage: Stage) -> None:
    record_dealings(dealings=[line(DealingKind.GOODS, 5, member_id=stage.nam)], **given(cast))
    ending = {"agreement_id": stage.nam_agreement, "reason": "Thôi", **given(cast)}
    with pytest.raises(AgreementIsUsedLater):
        end_agreement(ends_before=DAY, **ending)
    end_agreement(ends_before=date(2026, 3, 3), **ending)
    with pytest.raises(AgreementHasEnded):
        end_agreement(ends_before=date(2026, 3, 4), **ending)
    later = line(DealingKind.GOODS, 5, member_id=stage.nam, on=date(2026, 3, 3))
    assert side_of(cast, later) == ("external", "no-agreement")


def test_everybody_official_gets_an_agreement_some_at_a_time(cast: Cast, stage: Stage) -> None:
    """Of four members two are official; both agreements end, then one step signs with TV001 and the next with TV002."""
    for agreement_id in (stage.nam_agreement, stage.hoa_agreement):
        end_agreement(agreement_id=agreement_id, ends_before=DAY, reason="Hết hạn", **given(cast))
    terms = AgreementTerms("HĐ/", DAY, None, "Chè búp", "Theo giá ngày", "Xuân 2026")
    first = sign_with_members(terms=terms, after="", most=1, **given(cast))
    assert (first.after, first.signed, first.is_done) == ("TV001", 1, False)
    assert sign_with_members(terms=terms, after="", most=1, **given(cast)).signed == 0
    rest = sign_with_members(terms=terms, after="TV001", **given(cast))
    assert (rest.signed, rest.is_done) == (1, True)
    assert set(Agreement.objects.filter(signed_on=DAY).values_list("number", flat=True)) == {"HĐ/TV001", "HĐ/TV002"}
    with pytest.raises(AgreementNumberTaken):
        sign_agreements(agreements=[AgreementDraft(new_id(), stage.nam, "HĐ/TV001", DAY)], **given(cast))


def test_a_list_names_members_by_number_or_by_name(cast: Cast, stage: Stage) -> None:
    def listed(number: str, name: str) -> ListedDealing:
        return ListedDealing(line(DealingKind.PURCHASE, 5), number, name)

    lines = [listed("tv001", ""), listed("", "do thi hoa"), listed("TV9", ""), listed("", "Ai đó"), listed("", "")]
    outcomes = record_listed_dealings(dealings=lines, **given(cast))
    assert [each.status for each in outcomes] == ["recorded", "recorded", "refused", "refused", "recorded"]
    members = [Dealing.objects.get(id=lines[place].id).member_id for place in (0, 1, 4)]
    assert members == [stage.nam, stage.hoa, None]
