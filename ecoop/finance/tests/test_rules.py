"""Every rule of internal lending, held and broken, by hand from the law: Art. 83 L17, Art. 19 D113."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ecoop.finance.calc import Light, Purpose
from ecoop.finance.errors import ApplicationIsDecided, ApprovedMoreThanAsked, LendingRuleBroken
from ecoop.finance.models import FiledEquity, LendingDeclaration
from ecoop.finance.queries import Asked, check_lending
from ecoop.finance.queries.pool import sum_out
from ecoop.finance.tests.stage import LENT_ON, LendingStage, M, set_lending_stage
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.calc import EntryDraft, Posting
from ecoop.members.actions.set_charter import CharterChoice, set_charter
from ecoop.resolutions.actions.pass_resolution import pass_resolution
from ecoop.resolutions.calc import DecidingBody, ResolutionDraft
from tests.cast import Cast


@pytest.fixture
def stage(cast: Cast) -> Iterator[LendingStage]:
    with cast.inside(cast.coop, cast.lan):
        yield set_lending_stage(cast)


def lights(stage: LendingStage, *, day: date = LENT_ON, **asked: Any) -> dict[str, Light]:
    """Hold the rules and give their lights by code."""
    said: dict[str, Any] = {"member_id": stage.members.nam, "amount_vnd": Dong(20 * M), "months": 5, **asked}
    found = check_lending(org_id=stage.act["org_id"], asked=Asked(**said), day=day)
    return {check.code: check.light for check in found.checks}


def red(stage: LendingStage, **asked: Any) -> set[str]:
    """Give the codes of the rules that are broken."""
    return {code for code, light in lights(stage, **asked).items() if light is Light.RED}


def test_everything_as_the_law_wants_it_is_green(stage: LendingStage) -> None:
    """Nine rules of the law's table and the rate; every one with its article and its figures."""
    found = lights(stage)
    assert set(found) == {
        "borrower", "term", "purpose", "governance", "funds", "books", "charter", "pool", "member", "rate",
    }  # fmt: skip
    assert set(found.values()) == {Light.GREEN}


def test_only_official_members_borrow(stage: LendingStage) -> None:
    """Art. 83.1: neither kind of associate, nobody before admission."""
    assert red(stage, member_id=stage.members.capital_only) == {"borrower"}
    assert red(stage, member_id=stage.members.use_only) == {"borrower"}


def test_the_term_is_twelve_months_or_the_charters_less(stage: LendingStage) -> None:
    """Art. 83.1 says 12 months; this charter says 10."""
    assert red(stage, months=10) == set()
    assert red(stage, months=11) == {"term"}
    assert red(stage, months=0) == {"term"}


def test_a_loan_has_a_purpose_and_a_rate_within_the_charter(stage: LendingStage) -> None:
    assert red(stage, purpose=None) == {"purpose"}
    assert red(stage, purpose=Purpose.LIVING) == set()
    assert red(stage, rate_per_year=Decimal("0.09")) == set()
    assert red(stage, rate_per_year=Decimal("0.0901")) == {"rate"}


def test_two_supervisors_are_too_few(cast: Cast) -> None:
    """Art. 83.2a: full governance and at least 3 supervisors."""
    with cast.inside(cast.coop, cast.lan):
        assert red(set_lending_stage(cast, supervisors=2)) == {"governance"}


def test_the_pool_is_thirty_percent_and_a_member_gets_five_percent_of_it_at_most(stage: LendingStage) -> None:
    """2 billion of equity: pool 600 million, 5 % of it 30 million; the meeting said 25 million."""
    assert red(stage, amount_vnd=Dong(25 * M)) == set()
    assert red(stage, amount_vnd=Dong(25 * M + 1)) == {"member"}
    assert red(stage, amount_vnd=Dong(600 * M + 1)) == {"pool", "member"}


def test_what_is_out_or_promised_counts_for_the_member_and_the_pool(stage: LendingStage) -> None:
    stage.lend(amount=20 * M)
    assert red(stage, amount_vnd=Dong(5 * M)) == set()
    assert red(stage, amount_vnd=Dong(5 * M + 1)) == {"member"}
    stage.approve(stage.ask(amount=5 * M), amount=5 * M)
    assert red(stage, amount_vnd=Dong(1)) == {"member"}
    assert red(stage, member_id=stage.members.hoa, amount_vnd=Dong(25 * M)) == set()


def test_without_declaration_equity_or_resolution_nothing_is_lent(stage: LendingStage) -> None:
    """Before 1 April 2026 the Board had declared nothing; before 20 March the meeting had not decided."""
    found = lights(stage, day=date(2026, 3, 31))
    assert found["funds"] is Light.RED
    assert red(stage, day=date(2026, 3, 19)) >= {"charter", "funds", "pool", "member"}
    assert LendingDeclaration.objects.count() == FiledEquity.objects.count() == 1


def test_money_taken_from_members_closes_the_window(stage: LendingStage) -> None:
    """
    Art. 83.2b: no money raised. What a voucher puts on 33211 after 1 September 2023 breaks the rule.

    2026-05-10 posted   Nợ 1111  Có 33211  10.000.000   Nhận tiền gửi của thành viên
    """
    posting = Posting("1111", "33211", Dong(10 * M))
    day = date(2026, 5, 10)
    entry = EntryDraft("ledger.adjustment", new_id(), day, day, "Nhận tiền gửi", (posting,))
    post_entries(entries=[entry], **stage.act)
    assert red(stage) == {"funds"}


def test_the_board_cannot_approve_against_a_rule_beyond_the_asking_or_twice(stage: LendingStage) -> None:
    asked = stage.ask(amount=26 * M)
    with pytest.raises(LendingRuleBroken) as raised:
        stage.approve(asked, amount=26 * M)
    assert raised.value.law is not None
    assert raised.value.law.document == "nd-113-2024"
    with pytest.raises(ApprovedMoreThanAsked):
        stage.approve(asked, amount=27 * M)
    stage.approve(asked, amount=25 * M)
    with pytest.raises(ApplicationIsDecided):
        stage.approve(asked, amount=25 * M)


def test_limits_in_the_charter_ask_for_the_charters_majority(stage: LendingStage) -> None:
    """Art. 61.2: the charter needs 65 %; 55 of 100 are enough for the matter, and the rule turns yellow."""
    day = date(2026, 6, 20)
    says = {"starts_on": day.isoformat(), "choices": {"lending_months": "9"}, "member_limit_vnd": 25 * M}
    draft = ResolutionDraft(
        id=new_id(), number="", body=DecidingBody.GENERAL_MEETING, matter="lending", title="Cho vay nội bộ",
        parameters=says, passed_on=day, starts_on=day, called=100, attended=100, votes_for=55, votes_against=45,
        votes_blank=0, is_on_paper=True, paper="Biên bản",
    )  # fmt: skip
    pass_resolution(draft=draft, **stage.act)
    choices = [CharterChoice("lending_months", "9", day)]
    set_charter(choices=choices, resolution_id=draft.id, **stage.act)
    assert lights(stage, day=day)["charter"] is Light.YELLOW
    assert red(stage, day=day, months=9) == set()
    assert red(stage, day=day, months=10) == {"term"}


def test_money_told_late_to_have_gone_out_earlier_keeps_the_limits_of_the_days_since(stage: LendingStage) -> None:
    """25 million at most: 20 went out on 10 July, and 20 more on the 5th would make 40 on the 10th."""
    stage.lend(on=date(2026, 7, 10))
    with pytest.raises(LendingRuleBroken):
        stage.lend(on=date(2026, 7, 5))
    stage.lend(amount=5 * M, on=date(2026, 7, 5))
    org_id, nam = stage.act["org_id"], stage.members.nam
    days = (date(2026, 7, 4), date(2026, 7, 5), date(2026, 7, 10))
    assert [sum_out(org_id=org_id, day=day, member_id=nam) for day in days] == [0, 5 * M, 25 * M]
