"""Resolutions carried out exactly once, and undone by red entries when they are annulled."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from demo.resolutions import charter_on_paper, pass_on_paper
from ecoop.distribution.actions.confirm_payments import confirm_payments
from ecoop.distribution.actions.prepare_payments import PaymentListDraft, prepare_payments
from ecoop.distribution.calc.paying import PaidBy
from ecoop.distribution.queries import find_decision, find_own_share, find_sharing, list_own_shares
from ecoop.distribution.queries.open_shares import standing_payments
from ecoop.distribution.tests.stage import close, live_a_year, resolve, sum_accounts
from ecoop.governance.actions.annul_resolution import Undone, annul_resolution
from ecoop.governance.actions.execute_resolution import Carrying, execute_resolution, is_waiting
from ecoop.governance.errors.resolutions import CarriedOutElsewhere, CarryingUnsaid, NothingToCarryOut
from ecoop.governance.queries.motions import check_motion, majority_of_motion
from ecoop.governance.queries.moved import list_moved
from ecoop.kernel.ids import new_id
from ecoop.kernel.refusals import Refusal
from ecoop.ledger.queries import list_findings
from ecoop.members.actions.set_charter import CharterChoice
from ecoop.members.calc import Means
from ecoop.members.queries import get_charter_on, list_members_on
from ecoop.members.tests.stage import Stage
from ecoop.resolutions.actions.annul_resolution import AnnulmentDraft
from ecoop.resolutions.calc import AnnulledBy, Majority
from ecoop.resolutions.errors import ResolutionIsAnnulled, ResolutionIsUsed
from ecoop.resolutions.queries import get_resolution
from tests.cast import Cast, bring_the_cast

NOW = datetime(2027, 4, 2, 3, tzinfo=UTC)
LATER = datetime(2027, 6, 2, 3, tzinfo=UTC)
MEETING = date(2027, 3, 20)
COURT = date(2027, 6, 1)
MILLION = 1_000_000


def act(cast: Cast, now: datetime = NOW) -> dict[str, Any]:
    return {"org_id": cast.coop.id, "by": cast.lan.id, "now": now}


def execute(cast: Cast, resolution_id: UUID, **given: Any) -> Any:
    return execute_resolution(resolution_id=resolution_id, **act(cast), **given)


def annul(cast: Cast, resolution_id: UUID) -> Undone:
    draft = AnnulmentDraft(AnnulledBy.COURT, COURT, "Bản án 12/2027/DS-ST", "Họp không đủ điều kiện")
    return annul_resolution(resolution_id=resolution_id, draft=draft, entry_on=COURT, **act(cast, LATER))


def on_paper(cast: Cast, matter: str, passed_on: date = MEETING, **says: Any) -> UUID:
    return pass_on_paper(matter=matter, parameters=says, passed_on=passed_on, **act(cast))


@pytest.fixture
def stage(cast: Cast) -> Stage:
    with cast.inside(cast.coop, cast.lan):
        return live_a_year(cast)


def test_a_sharing_is_carried_out_once_and_moves_what_it_says(cast: Cast, stage: Stage) -> None:
    with cast.inside(cast.coop, cast.lan):
        close(cast)
        resolution_id = resolve(cast)
        assert is_waiting(facts=get_resolution(org_id=cast.coop.id, resolution_id=resolution_id))
        execute(cast, resolution_id)
        facts = get_resolution(org_id=cast.coop.id, resolution_id=resolution_id)
        (moved,) = list_moved(facts=facts)
        # Two funds and the shares of three members; the fourth gets nothing.
        assert (moved.entry_count, len(moved.entries), moved.year) == (5, 5, 2026)
        assert not is_waiting(facts=facts)
        with pytest.raises(ResolutionIsUsed):
            execute(cast, resolution_id)
        assert list_findings(org_id=cast.coop.id) == []
    assert stage


def test_an_annulled_sharing_is_undone_and_the_year_shared_anew(cast: Cast, stage: Stage) -> None:
    """After the red entries both funds and what is owed to members are as before, and verify is quiet."""
    with cast.inside(cast.coop, cast.lan):
        close(cast)
        before = sum_accounts(cast, until_year=2027)
        first = resolve(cast)
        execute(cast, first)
        undone = annul(cast, first)
        assert undone.red_entries == 5
        after = sum_accounts(cast, until_year=2027)
        assert {code: vnd for code, vnd in after.items() if vnd} == {code: vnd for code, vnd in before.items() if vnd}
        assert (find_decision(org_id=cast.coop.id, year=2026), find_sharing(org_id=cast.coop.id, year=2026)) == (
            None,
            None,
        )
        assert list_findings(org_id=cast.coop.id) == []
        with pytest.raises(ResolutionIsAnnulled):
            annul(cast, first)
        with pytest.raises(ResolutionIsAnnulled):
            execute(cast, first)
        second = resolve(cast, number="NQ 05/2027", decided_on=date(2027, 6, 2), other_funds=[])
        execute_resolution(resolution_id=second, **act(cast, LATER))
        assert list_findings(org_id=cast.coop.id) == []
    with cast.inside(cast.nam_household, cast.nam):
        shares = list_own_shares(member_org_id=cast.nam_household.id)
        assert [(share.resolution, share.undone_on) for share in shares] == [
            ("NQ 05/2027", None),
            ("NQ 02/2027", COURT),
        ]
        # Without the other fund a tenth more is shared: 41,418,000 ÷ 0.9 = 46,020,000.
        standing = find_own_share(member_org_id=cast.nam_household.id, year=2026)
        assert standing is not None
        assert standing.total_vnd == 46_020_000
    assert stage


def test_what_members_were_paid_counts_towards_the_next_sharing(cast: Cast, stage: Stage) -> None:
    """
    Năm was paid 41,418,000 of the first sharing, Hoa's 24,766,200 stand on a list. After the judgment Năm owes what he
    got and Hoa's line is struck off; of the second sharing Năm has 46,020,000, of which 4,602,000 are to be paid.
    Hoa: 24,766,200 ÷ 0.9 = 27,518,000.
    """

    def pay(member_id: UUID) -> UUID:
        draft = PaymentListDraft(new_id(), 2026, PaidBy.CASH, date(2027, 6, 2), frozenset({member_id}))
        return prepare_payments(draft=draft, **act(cast, LATER))

    def lines() -> dict[UUID, int]:
        found = standing_payments(org_id=cast.coop.id)
        return dict(found.values_list("member_id", "gross_vnd"))

    with cast.inside(cast.coop, cast.lan):
        close(cast)
        first = resolve(cast)
        execute(cast, first)
        confirm_payments(list_id=pay(stage.nam), paid_on=date(2027, 4, 5), **act(cast))
        pay(stage.hoa)
        annul(cast, first)
        assert lines() == {stage.nam: 41_418_000}
        assert list_findings(org_id=cast.coop.id) == []
        second = resolve(cast, number="NQ 05/2027", decided_on=date(2027, 6, 2), other_funds=[])
        execute_resolution(resolution_id=second, **act(cast, LATER))
        pay(stage.nam)
        pay(stage.hoa)
        rows = standing_payments(org_id=cast.coop.id).order_by("list__number")
        assert [(row.member_id, row.gross_vnd) for row in rows] == [
            (stage.nam, 41_418_000),
            (stage.nam, 4_602_000),
            (stage.hoa, 27_518_000),
        ]
        assert list_findings(org_id=cast.coop.id) == []


def test_choices_of_the_charter_are_made_and_taken_back(cast: Cast, stage: Stage) -> None:
    with cast.inside(cast.coop, cast.lan):
        choices = {"undivided_fund_rate_external": "0.1", "notice_days": "7"}
        resolution_id = on_paper(cast, "charter", starts_on="2027-04-01", choices=choices)
        execute(cast, resolution_id)
        held = get_charter_on(org_id=cast.coop.id, day=date(2027, 5, 1))
        assert {name: held[name].value for name in choices} == choices
        # Notice days said nothing before, so that what was chosen stays; the rate falls back to 5 %.
        assert len(annul(cast, resolution_id).left_standing) == 1
        held = get_charter_on(org_id=cast.coop.id, day=COURT)
        assert (held["undivided_fund_rate_external"].value, held["notice_days"].value) == ("0.05", "7")
        assert held["undivided_fund_rate_external"].rests_on == "Bản án 12/2027/DS-ST"
        # What held in between is not rewritten.
        between = get_charter_on(org_id=cast.coop.id, day=date(2027, 5, 31))
        assert between["undivided_fund_rate_external"].value == "0.1"
    assert stage


def test_the_model_of_governance_changes_by_its_resolution(cast: Cast, stage: Stage) -> None:
    with cast.inside(cast.coop, cast.lan):
        resolution_id = on_paper(cast, "governance_model", starts_on="2027-04-01", governance="simplified")
        execute(cast, resolution_id)
        assert get_charter_on(org_id=cast.coop.id, day=MEETING.replace(month=4))["governance"].value == "simplified"
        with pytest.raises(ResolutionIsUsed):
            execute(cast, resolution_id)
    assert stage


def test_capital_returned_is_owed_back_when_its_resolution_falls(cast: Cast, stage: Stage) -> None:
    """Năm holds 10 of 100 million; of 20 million one may hold 6: 4 million go back, and are owed after the judgment."""
    with cast.inside(cast.coop, cast.lan):
        less = [CharterChoice("charter_capital_vnd", "20000000", date(2027, 1, 1))]
        charter_on_paper(choices=less, **act(cast))
        rows = [{"member_id": str(stage.nam), "amount_vnd": 4 * MILLION}]
        resolution_id = on_paper(cast, "capital_return", returns=rows)
        with pytest.raises(CarryingUnsaid):
            execute(cast, resolution_id)
        execute(cast, resolution_id, how=Carrying(date(2027, 4, 1), Means.BANK, "Lan"))
        held = {line.id: line.paid_in_vnd for line in list_members_on(org_id=cast.coop.id, day=date(2027, 4, 1))}
        assert held[stage.nam] == 6 * MILLION
        before = sum_accounts(cast, until_year=2027)
        assert annul(cast, resolution_id).red_entries == 1
        after = sum_accounts(cast, until_year=2027)
        assert (after["138"], after["1121"] - before["1121"]) == (4 * MILLION, 0)
        held = {line.id: line.paid_in_vnd for line in list_members_on(org_id=cast.coop.id, day=COURT)}
        assert held[stage.nam] == 10 * MILLION
        assert list_findings(org_id=cast.coop.id) == []


def test_profit_is_added_to_capital_and_taken_out_again(cast: Cast, stage: Stage) -> None:
    with cast.inside(cast.coop, cast.lan):
        close(cast)
        resolution_id = on_paper(cast, "profit_to_capital", result="external", amount_vnd=5 * MILLION)
        execute(cast, resolution_id)
        assert sum_accounts(cast, until_year=2027)["4118"] == -5 * MILLION
        annul(cast, resolution_id)
        assert sum_accounts(cast, until_year=2027)["4118"] == 0
        assert list_findings(org_id=cast.coop.id) == []
    assert stage


def test_what_cannot_be_carried_out_here_says_so(cast: Cast, stage: Stage) -> None:
    with cast.inside(cast.coop, cast.lan):
        with pytest.raises(NothingToCarryOut):
            execute(cast, on_paper(cast, "other", text="Tặng quà thành viên cao tuổi"))
        sale = {"asset_id": str(new_id()), "least_price_vnd": 5}
        with pytest.raises(CarriedOutElsewhere):
            execute(cast, on_paper(cast, "asset_sale", **sale))
        nothing = on_paper(cast, "regulations", text="Quy chế tài chính")
        assert annul(cast, nothing).red_entries == 0
    assert stage


@pytest.mark.parametrize(
    ("matter", "says", "refused"),
    [
        ("distribution", {"year": 2026, "other_funds": [], "losses_carried_vnd": 0}, 0),
        # The other funds together would take more than there is.
        ("distribution", {"year": 2026, "other_funds": [{"name": "x", "rate": "0.7"}, {"name": "y", "rate": "0.6"}],
                          "losses_carried_vnd": 0}, 1),
        ("distribution", {"year": 2026}, 1),
        # Two per cent from external income: the law asks for five.
        ("charter", {"starts_on": "2027-04-01", "choices": {"undivided_fund_rate_external": "0.02"}}, 1),
        ("charter", {"starts_on": "2027-04-01", "choices": {"undivided_fund_rate_external": "0.07"}}, 0),
        # The notice of a meeting is no rate of a fund.
        ("fund_rates", {"starts_on": "2027-04-01", "choices": {"notice_days": "7"}}, 1),
        ("other", {}, 0),
        ("weather", {}, 1),
    ],
)  # fmt: skip
def test_a_motion_is_checked_before_the_vote(
    cast: Cast, stage: Stage, matter: str, says: dict[str, Any], refused: int
) -> None:
    with cast.inside(cast.coop, cast.lan):
        assert len(check_motion(org_id=cast.coop.id, matter=matter, parameters=says, day=MEETING)) == refused
    assert stage


def test_a_motion_knows_its_majority(cast: Cast, stage: Stage) -> None:
    """Money: 40 of capital, 200 of sales, less 25 of labour and office is 215; 5 of work begun: 220, a fifth is 44."""
    given: dict[str, Any] = {"org_id": cast.coop.id, "day": MEETING}
    with cast.inside(cast.coop, cast.lan):
        close(cast)
        assert majority_of_motion(matter="charter", parameters={}, **given) is Majority.SPECIAL
        assert majority_of_motion(matter="distribution", parameters={}, **given) is Majority.SIMPLE
        small, large = {"amount_vnd": 43 * MILLION}, {"amount_vnd": 44 * MILLION}
        assert majority_of_motion(matter="investment", parameters=small, **given) is Majority.SIMPLE
        assert majority_of_motion(matter="investment", parameters=large, **given) is Majority.SPECIAL
        undivided = {**small, "is_undivided": True}
        assert majority_of_motion(matter="investment", parameters=undivided, **given) is Majority.SPECIAL
    assert stage


def test_two_hands_carry_out_once_and_annul_once(committed_db: str) -> None:
    cast = bring_the_cast()
    with cast.inside(cast.coop, cast.lan):
        live_a_year(cast)
        close(cast)
        resolution_id = resolve(cast)
    assert at_once(cast, lambda: execute(cast, resolution_id)) == [None, ResolutionIsUsed, ResolutionIsUsed]
    assert at_once(cast, lambda: annul(cast, resolution_id)) == [None, ResolutionIsAnnulled, ResolutionIsAnnulled]
    with cast.inside(cast.coop, cast.lan):
        assert list_findings(org_id=cast.coop.id) == []


def at_once(cast: Cast, do: Callable[[], Any]) -> list[type[Refusal] | None]:
    """Let three hands do it at the same time; answer what each was told, success first."""

    def one(_hand: int) -> type[Refusal] | None:
        try:
            with cast.inside(cast.coop, cast.lan):
                do()
        except Refusal as refusal:
            return type(refusal)
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(3) as pool:
        return sorted(pool.map(one, range(3)), key=lambda told: told is not None)


def test_terms_of_internal_lending_are_choices_of_the_charter(cast: Cast, stage: Stage) -> None:
    with cast.inside(cast.coop, cast.lan):
        says = {"starts_on": "2027-04-01", "choices": {"lending_months": "6"}, "member_limit_vnd": 20 * MILLION}
        execute(cast, on_paper(cast, "lending", **says))
        assert get_charter_on(org_id=cast.coop.id, day=date(2027, 4, 1))["lending_months"].value == "6"
        # The law lets an internal loan last twelve months at most.
        long = {**says, "choices": {"lending_months": "13"}}
        assert len(check_motion(org_id=cast.coop.id, matter="lending", parameters=long, day=MEETING)) == 1
    assert stage
