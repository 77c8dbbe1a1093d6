"""A year from its last document to the members' shares, by pencil, exactly once and in the right order."""

from dataclasses import replace
from datetime import date

import pytest

from demo.resolutions import charter_on_paper
from ecoop.distribution.actions.close_year import close_year_on_trial
from ecoop.distribution.errors import (
    CharterIsSilent,
    DecisionIsTooEarly,
    UndividedFundBelowFloor,
    YearHasNoDecision,
    YearHasNotBegun,
    YearIsClosed,
    YearIsDecided,
    YearIsNotClosed,
    YearIsShared,
)
from ecoop.distribution.models import MemberShare, SharingStep, YearClosing, YearDecision, YearSharing
from ecoop.distribution.tests.stage import DECIDED_ON, close, deal, decide, live_a_year, share, sum_accounts
from ecoop.ledger.actions.reverse_entry import reverse_entry
from ecoop.ledger.models import Posting
from ecoop.ledger.queries import list_findings
from ecoop.members.actions.record_dealings import record_dealings
from ecoop.members.actions.set_charter import CharterChoice
from ecoop.members.calc import DealingKind, Side
from ecoop.members.tests.stage import Stage
from tests.cast import BEGAN_AT, Cast


@pytest.fixture
def stage(cast: Cast) -> Stage:
    with cast.inside(cast.coop, cast.lan):
        return live_a_year(cast)


def test_closing_brings_both_sides_to_their_results(cast: Cast, stage: Stage) -> None:
    """
    Revenue 80 inside, 120 outside; management 20 parted by revenue: 8 inside, 12 outside.
    Inside 80 - 40 - 8 = 32 millions; outside 120 - 40 - 12 = 68 millions.
    """
    with cast.inside(cast.coop, cast.lan):
        close(cast)
        closing = YearClosing.objects.get()
        balances = sum_accounts(cast, until_year=2026)
        sides = {
            (row.debit, row.credit): row.amount_vnd
            for row in Posting.objects.filter(entry_on=date(2026, 12, 31), credit="642")
        }
    assert (closing.internal_pre_tax_vnd, closing.internal_after_tax_vnd) == (32_000_000, 32_000_000)
    assert (closing.external_pre_tax_vnd, closing.external_after_tax_vnd) == (68_000_000, 68_000_000)
    assert sides == {("9112", "642"): 8_000_000, ("9111", "642"): 12_000_000}
    assert (balances["4212"], balances["4211"]) == (-32_000_000, -68_000_000)
    assert not any(balances[code] for code in ("5112", "5121", "6112", "6121", "642", "9111", "9112"))


def test_the_meetings_decision_is_carried_out(cast: Cast, stage: Stage) -> None:
    """
    Inside 32,000,000: fund 2 % = 640,000; 10 % of 31,360,000 = 3,136,000; left 28,224,000:
      60 % = 16,934,400 by use (3/4 = 12,700,800, Năm 60 : Hoa 20) and labour (4,233,600, all Hoa's);
      40 % = 11,289,600 by capital 1 : 1 : 2.
    Outside 68,000,000: fund 5 % = 3,400,000; 10 % of 64,600,000 = 6,460,000; left 58,140,000:
      half by use 29,070,000 (3 : 1), half by capital 29,070,000 (1 : 1 : 2).
    Năm: 9,525,600 + 2,822,400 = 12,348,000 inside; 21,802,500 + 7,267,500 = 29,070,000 outside.
    """
    with cast.inside(cast.coop, cast.lan):
        close(cast)
        decide(cast)
        share(cast)
        shares = {row.member_id: row for row in MemberShare.objects.all()}
        balances = sum_accounts(cast, until_year=2027)
        of_nam = Posting.objects.filter(party_id=stage.nam, credit="338").order_by("debit")
        posted = [(row.entry_on, row.debit, row.amount_vnd) for row in of_nam]
        steps = SharingStep.objects.filter(code="undivided_fund").order_by("side")
        funds = [(step.side, step.amount_vnd, step.law_article) for step in steps]
    assert funds == [("external", 3_400_000, "Điều 84, khoản 2"), ("internal", 640_000, "Điều 84, khoản 1")]
    nam = shares[stage.nam]
    assert (nam.internal_use_vnd, nam.internal_labour_vnd, nam.internal_capital_vnd) == (9_525_600, 0, 2_822_400)
    assert (nam.external_use_vnd, nam.external_labour_vnd, nam.external_capital_vnd) == (21_802_500, 0, 7_267_500)
    assert posted == [(DECIDED_ON, "4211", 29_070_000), (DECIDED_ON, "4212", 12_348_000)]
    # 3,175,200 + 4,233,600 + 2,822,400 inside, 7,267,500 + 7,267,500 outside
    assert shares[stage.hoa].total_vnd == 24_766_200
    assert shares[stage.capital_only].total_vnd == 5_644_800 + 14_535_000
    assert shares[stage.use_only].total_vnd == 0
    assert (balances["4421"], balances["418"], balances["338"]) == (-4_040_000, -9_596_000, -86_364_000)
    assert (balances["4211"], balances["4212"]) == (0, 0)


def test_each_step_happens_once_and_in_order(cast: Cast, stage: Stage) -> None:
    with cast.inside(cast.coop, cast.lan):
        with pytest.raises(YearIsNotClosed):
            share(cast)
        close(cast)
        with pytest.raises(YearIsClosed):
            close(cast)
        with pytest.raises(YearHasNoDecision):
            share(cast)
        decide(cast)
        with pytest.raises(YearIsDecided):
            decide(cast)
        with pytest.raises(YearIsDecided):
            decide(cast, number="NQ 03/2027")
        share(cast)
        before = Posting.objects.count()
        with pytest.raises(YearIsShared):
            share(cast)
        assert Posting.objects.count() == before
    assert stage


def test_a_decision_against_the_law_is_not_recorded(cast: Cast, stage: Stage) -> None:
    """The charter's 5 % is enough for a cooperative; a union of cooperatives sets 10 % aside."""
    low = CharterChoice("form", "lhhtx", date(2026, 7, 1))
    with cast.inside(cast.coop, cast.lan):
        charter_on_paper(org_id=cast.coop.id, choices=[low], by=cast.lan.id, now=BEGAN_AT)
        with pytest.raises(UndividedFundBelowFloor) as caught:
            decide(cast)
        assert YearDecision.objects.count() == 0
    assert caught.value.law is not None
    assert caught.value.law.article == "Điều 84, khoản 2"
    assert stage


def test_a_silent_charter_is_asked_to_speak(cast: Cast) -> None:
    with cast.inside(cast.coop, cast.lan), pytest.raises(CharterIsSilent):
        decide(cast)


def test_a_household_sees_how_the_year_was_shared_and_its_own_share(cast: Cast, stage: Stage) -> None:
    with cast.inside(cast.coop, cast.lan):
        close(cast)
        decide(cast)
        share(cast)
        steps = SharingStep.objects.count()
    with cast.inside(cast.nam_household, cast.nam):
        assert [row.member_id for row in MemberShare.objects.all()] == [stage.nam]
        assert SharingStep.objects.count() == steps
        assert [model.objects.count() for model in (YearSharing, YearClosing, YearDecision)] == [1, 1, 1]
    for organisation in (cast.tu_household, cast.other_coop):
        with cast.inside(organisation, cast.tu):
            for model in (MemberShare, SharingStep, YearSharing, YearClosing, YearDecision):
                assert model.objects.count() == 0, (organisation.slug, model)


def test_the_checks_find_nothing_wrong(cast: Cast, stage: Stage) -> None:
    with cast.inside(cast.coop, cast.lan):
        close(cast)
        decide(cast)
        share(cast)
        assert list_findings(org_id=cast.coop.id) == []
        assert stage


def test_a_year_ahead_is_not_closed_nor_decided_on_before_its_end(cast: Cast, stage: Stage) -> None:
    with cast.inside(cast.coop, cast.lan):
        with pytest.raises(YearHasNotBegun):
            close_year_on_trial(org_id=cast.coop.id, year=2027, by=cast.lan.id, now=BEGAN_AT)
        with pytest.raises(DecisionIsTooEarly):
            decide(cast, decided_on=date(2026, 12, 31))
        assert (YearClosing.objects.count(), YearDecision.objects.count()) == (0, 0)
    assert stage


@pytest.mark.wrongs_the_books
def test_what_comes_after_the_closing_is_found(cast: Cast, stage: Stage) -> None:
    """A sale of December that is recorded after the closing stands in no result, so nobody shares it."""
    with cast.inside(cast.coop, cast.lan):
        close(cast)
        late = replace(deal(Side.EXTERNAL, DealingKind.PRODUCT, 3), dealt_on=date(2026, 12, 30))
        record_dealings(org_id=cast.coop.id, dealings=[late], by=cast.lan.id, now=BEGAN_AT)
        (found,) = list_findings(org_id=cast.coop.id)
    assert found.thing == "year 2026: account 5112 still holds -3000000"
    assert stage


@pytest.mark.wrongs_the_books
def test_a_share_taken_back_in_the_books_is_found(cast: Cast, stage: Stage) -> None:
    """86,364,000 was shared; Năm's 41,418,000 is taken back by a red entry, so 44,946,000 stands posted."""
    with cast.inside(cast.coop, cast.lan):
        close(cast)
        decide(cast)
        share(cast)
        of_nam = Posting.objects.filter(party_id=stage.nam, credit="338")[0]
        reverse_entry(
            org_id=cast.coop.id, entry_id=of_nam.entry_id, entry_on=DECIDED_ON, reason="Nhầm", by=cast.lan.id,
            now=BEGAN_AT,
        )  # fmt: skip
        (found,) = list_findings(org_id=cast.coop.id)
    assert found.thing == "year 2026: shares 86364000, posted 44946000"


@pytest.mark.wrongs_the_books
def test_a_fund_taken_back_in_the_books_is_found(cast: Cast, stage: Stage) -> None:
    """4,040,000 for the undivided fund and 9,596,000 for development were set aside; the first is taken back."""
    with cast.inside(cast.coop, cast.lan):
        close(cast)
        decide(cast)
        share(cast)
        fund = Posting.objects.filter(credit="4421")[0]
        reverse_entry(
            org_id=cast.coop.id, entry_id=fund.entry_id, entry_on=DECIDED_ON, reason="Nhầm", by=cast.lan.id,
            now=BEGAN_AT,
        )  # fmt: skip
        (found,) = list_findings(org_id=cast.coop.id)
    assert found.thing == "set aside 13636000, posted 9596000"
    assert stage
