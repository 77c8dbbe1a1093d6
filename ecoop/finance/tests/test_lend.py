"""From the money going out to the last đồng coming back: events, entries, schedules, and what is taken back."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from ecoop.finance.actions.accrue_interest import accrue_interest
from ecoop.finance.actions.change_plan import PlanDraft, change_plan
from ecoop.finance.actions.disburse_loan import DisbursementDraft, disburse_loan
from ecoop.finance.actions.handle_loss import LossDraft, handle_loss
from ecoop.finance.actions.repay_loan import RepaymentDraft, repay_loan
from ecoop.finance.actions.sign_loan import LoanDraft, sign_loan
from ecoop.finance.actions.take_back_event import take_back_event
from ecoop.finance.calc import EventKind, EventMeans, ScheduleKind
from ecoop.finance.errors import (
    LoanAmountWrong,
    LoanEventTooEarly,
    LoanIsPaidOut,
    LoanStateDoesNotFit,
    OverdueRatePassesLaw,
    PaysMoreThanOwed,
    ProvisionTooLarge,
    RecoversMoreThanLost,
    TermPassesLaw,
)
from ecoop.finance.queries import get_loan
from ecoop.finance.queries.pool import sum_promised
from ecoop.finance.tests.stage import LENT_ON, LendingStage, M, set_lending_stage
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.queries import list_findings, list_trial_balance
from tests.cast import Cast


@pytest.fixture
def stage(cast: Cast) -> Iterator[LendingStage]:
    with cast.inside(cast.coop, cast.lan):
        yield set_lending_stage(cast)
        assert list_findings(org_id=cast.coop.id) == []


def balance(stage: LendingStage, account: str, day: date = date(2026, 11, 11)) -> int:
    """Give debits less credits of an account up to a day."""
    lines = list_trial_balance(org_id=stage.act["org_id"], from_on=date(2026, 1, 1), until_on=day)
    return sum(line.opening_vnd + line.debit_vnd - line.credit_vnd for line in lines if line.code == account)


def pay(stage: LendingStage, loan_id: UUID, on: date, amount: int, **other: Any) -> UUID:
    """Let the member pay by bank."""
    draft = RepaymentDraft(other.pop("id", new_id()), loan_id, on, EventMeans.BANK, Dong(amount))
    return repay_loan(repayment=draft, **stage.act)


def test_money_goes_out_with_a_schedule_and_comes_back_to_the_dong(stage: LendingStage) -> None:
    """
    20 million at 9 % for 5 months from 1 June 2026: due on 1/7, 3/8 (1/8 is a Saturday), 3/9 (1/9 and 2/9 are National
    Day), 1/10 and 2/11 (1/11 is a Sunday).

    2026-06-01 posted   Nợ 13211  Có 1111   20.000.000
    2026-07-01 posted   Nợ 13212  Có 5123      147.945   (20m × 9 % × 30 ÷ 365 = 147,945.2)
    2026-07-01 posted   Nợ 1121   Có 13211   4.000.000   and   Nợ 1121  Có 13212  147.945
    """
    loan_id = stage.lend()
    loan = get_loan(org_id=stage.act["org_id"], loan_id=loan_id)
    assert loan.plan is not None
    assert [part.due_on for part in loan.plan.instalments] == [
        date(2026, 7, 1), date(2026, 8, 3), date(2026, 9, 3), date(2026, 10, 1), date(2026, 11, 2),
    ]  # fmt: skip
    assert loan.plan.instalments[0].interest_vnd == 147_945
    assert (balance(stage, "13211"), balance(stage, "1111")) == (20 * M, -20 * M)
    for part in loan.plan.instalments:
        pay(stage, loan_id, part.due_on, part.total_vnd)
    loan = get_loan(org_id=stage.act["org_id"], loan_id=loan_id)
    whole = sum(part.interest_vnd for part in loan.plan.instalments)  # type: ignore[union-attr]
    assert loan.state_on(day=date(2026, 11, 11)).is_settled
    assert (balance(stage, "13211"), balance(stage, "13212")) == (0, 0)
    assert (balance(stage, "5123"), balance(stage, "1121")) == (-whole, 20 * M + whole)


def test_nothing_is_paid_out_twice_and_the_same_id_is_the_same(stage: LendingStage) -> None:
    loan_id = stage.lend()
    with pytest.raises(LoanIsPaidOut):
        disburse_loan(disbursement=DisbursementDraft(new_id(), loan_id, LENT_ON, EventMeans.CASH), **stage.act)
    same = new_id()
    assert pay(stage, loan_id, date(2026, 7, 1), M, id=same) == same
    assert pay(stage, loan_id, date(2026, 7, 1), M, id=same) == same
    assert balance(stage, "1121") == M
    with pytest.raises(PaysMoreThanOwed):
        pay(stage, loan_id, date(2026, 7, 2), 30 * M)


def test_interest_is_counted_month_by_month_and_a_late_word_mends_it_in_red(stage: LendingStage) -> None:
    """30 June: 29 days = 143,013.7 → 143.014; 31 July: 60 days, of these 4m late since 1 July: 30 × 4.5 % extra.

    60 days on 20m: 295,890.4 → 295.890; 30 days on 4m at 4.5 %: 14,794.5 → 14.795. The payment of 1 July is told on 31
    July: July's interest is taken back in red and counted anew, 143.014 + 4.931 until 1 July.
    """
    loan_id = stage.lend()
    accrue_interest(until_on=date(2026, 6, 30), **stage.act)
    assert balance(stage, "5123") == -143_014
    assert len(accrue_interest(until_on=date(2026, 7, 31), **stage.act)) == 1
    assert accrue_interest(until_on=date(2026, 7, 31), **stage.act) == []
    assert balance(stage, "13212") == 295_890 + 14_795
    pay(stage, loan_id, date(2026, 7, 1), 4 * M + 147_945)
    assert (balance(stage, "13212"), balance(stage, "13211")) == (0, 16 * M)
    accrue_interest(until_on=date(2026, 7, 31), **stage.act)
    # 30 days on 16 million: 118,356.2; the running sum 266,301.4 less 147,945.
    assert balance(stage, "13212") == 266_301 - 147_945
    with pytest.raises(LoanEventTooEarly):
        pay(stage, loan_id, date(2026, 6, 30), M)


def test_a_payment_is_taken_back_in_red_and_the_household_is_told(cast: Cast, stage: LendingStage) -> None:
    loan_id = stage.lend()
    paid = pay(stage, loan_id, date(2026, 7, 1), M)
    pay(stage, loan_id, date(2026, 7, 2), M)
    with pytest.raises(LoanStateDoesNotFit):
        take_back_event(event_id=paid, entry_on=date(2026, 7, 3), reason="Ghi nhầm", **stage.act)
    loan = get_loan(org_id=stage.act["org_id"], loan_id=loan_id)
    last = next(event for event in reversed(loan.events) if event.kind is EventKind.REPAID)
    take_back_event(event_id=last.id, entry_on=date(2026, 7, 3), reason="Ghi nhầm", **stage.act)
    take_back_event(event_id=paid, entry_on=date(2026, 7, 3), reason="Ghi nhầm", **stage.act)
    assert (balance(stage, "13211"), balance(stage, "1121")) == (20 * M, 0)
    with cast.inside(cast.nam_household, cast.nam):
        seen = get_loan(org_id=cast.coop.id, loan_id=loan_id)
        assert seen.state_on(day=date(2026, 7, 3)).principal_vnd == 20 * M
        assert any(event.reversed_because == "Ghi nhầm" for event in seen.events)


def test_a_longer_term_stays_within_the_longest_from_the_day_of_payment(stage: LendingStage) -> None:
    """Paid out on 1 June 2026, charter 10 months: the end is 1 April 2027 at the latest."""
    loan_id = stage.lend()
    pay(stage, loan_id, date(2026, 7, 1), 4 * M + 147_945)

    def spread(months: int) -> UUID:
        draft = PlanDraft(
            new_id(), loan_id, date(2026, 8, 1), months, ScheduleKind.INSTALMENTS, "NQ 07/2026/HĐQT", "Mưa lũ"
        )
        return change_plan(plan=draft, **stage.act)

    with pytest.raises(TermPassesLaw):
        spread(9)
    spread(8)
    loan = get_loan(org_id=stage.act["org_id"], loan_id=loan_id)
    assert loan.plan is not None
    assert (loan.plan.kind, loan.plan.ends_on) == ("extended", date(2027, 4, 1))
    assert sum(part.principal_vnd for part in loan.plan.instalments) == 16 * M
    assert loan.state_on(day=date(2026, 8, 20)).overdue_vnd == 0


def test_doubt_provision_and_write_off(stage: LendingStage) -> None:
    """Doubtful interest stands on 008, not in 5123; 229 is by hand; a write-off goes to 6123 and ends the doubt."""
    loan_id = stage.lend()
    act = stage.act

    def step(kind: EventKind, on: date, **other: Any) -> UUID:
        return handle_loss(loss=LossDraft(new_id(), loan_id, kind, on, paper="NQ 09/2026", **other), **act)

    step(EventKind.DOUBTED, date(2026, 7, 31))
    income = balance(stage, "5123")
    accrue_interest(until_on=date(2026, 8, 31), **act)
    assert balance(stage, "5123") == income
    off = balance(stage, "008")
    assert off > 0
    with pytest.raises(ProvisionTooLarge):
        step(EventKind.PROVIDED, date(2026, 9, 1), principal_vnd=Dong(20 * M + 1))
    step(EventKind.PROVIDED, date(2026, 9, 1), principal_vnd=Dong(5 * M))
    assert (balance(stage, "229"), balance(stage, "642")) == (-5 * M, 5 * M)
    owed = get_loan(org_id=act["org_id"], loan_id=loan_id).state_on(day=date(2026, 9, 2))
    step(
        EventKind.WRITTEN_OFF,
        date(2026, 9, 2),
        principal_vnd=owed.principal_vnd,
        interest_vnd=owed.unpaid_interest_vnd,
    )
    assert (balance(stage, "13211"), balance(stage, "13212"), balance(stage, "008")) == (0, 0, 0)
    assert balance(stage, "6123") > 20 * M


def test_collateral_stands_off_the_balance_sheet_until_the_loan_is_settled(stage: LendingStage) -> None:
    asked = stage.ask()
    stage.approve(asked)
    with pytest.raises(OverdueRatePassesLaw):
        sign_loan(loan=LoanDraft(new_id(), asked, LENT_ON, "Hoa", overdue_ratio=Decimal("1.51")), **stage.act)
    draft = LoanDraft(new_id(), asked, LENT_ON, "Hoa", collateral="Máy cày", collateral_vnd=Dong(30 * M))
    loan_id = sign_loan(loan=draft, **stage.act)
    disburse_loan(disbursement=DisbursementDraft(new_id(), loan_id, LENT_ON, EventMeans.BANK), **stage.act)
    assert balance(stage, "006") == 30 * M
    release = LossDraft(new_id(), loan_id, EventKind.RELEASED, date(2026, 7, 1))
    with pytest.raises(LoanStateDoesNotFit):
        handle_loss(loss=release, **stage.act)
    owed = get_loan(org_id=stage.act["org_id"], loan_id=loan_id).state_on(day=date(2026, 7, 1)).owed_vnd
    pay(stage, loan_id, date(2026, 7, 1), owed)
    handle_loss(loss=release, **stage.act)
    assert balance(stage, "006") == 0


def test_money_back_after_a_write_off_is_other_income_and_never_more_than_was_lost(stage: LendingStage) -> None:
    """20 million and interest are written off; 3 million come back: 558, and the loan stays settled."""
    loan_id, act = stage.lend(), stage.act
    owed = get_loan(org_id=act["org_id"], loan_id=loan_id).state_on(day=date(2026, 9, 2))

    def step(kind: EventKind, on: date, vnd: int, interest: int = 0, **other: Any) -> UUID:
        parts: dict[str, Any] = {"principal_vnd": Dong(vnd), "interest_vnd": Dong(interest)}
        loss = LossDraft(new_id(), loan_id, kind, on, paper="NQ 09/2026", **parts, **other)
        return handle_loss(loss=loss, **act)

    step(EventKind.WRITTEN_OFF, date(2026, 9, 2), owed.principal_vnd, owed.unpaid_interest_vnd)
    cash = balance(stage, "1111")
    step(EventKind.RECOVERED, date(2026, 10, 5), 3 * M, covered=EventMeans.CASH)
    assert (balance(stage, "1111") - cash, balance(stage, "558"), balance(stage, "13211")) == (3 * M, -3 * M, 0)
    loan = get_loan(org_id=act["org_id"], loan_id=loan_id)
    assert loan.lost_vnd == owed.owed_vnd - 3 * M
    assert loan.state_on(day=date(2026, 10, 6)).is_settled
    with pytest.raises(RecoversMoreThanLost):
        step(EventKind.RECOVERED, date(2026, 10, 6), loan.lost_vnd + 1, covered=EventMeans.BANK)
    recovered = next(event for event in loan.events if event.kind is EventKind.RECOVERED)
    take_back_event(event_id=recovered.id, entry_on=date(2026, 10, 7), reason="Ghi nhầm", **act)
    assert (balance(stage, "558"), balance(stage, "1111")) == (0, cash)


def test_a_payment_taken_back_after_another_schedule_is_due_by_that_schedule(stage: LendingStage) -> None:
    """
    4 million of 20 come back on 1 July; on 1 August 16 are spread over 8 months of 2. The payment of July was an error:
    20 are out and spread over the same days, 2.5 each; nothing is late on 20 August.
    """
    loan_id = stage.lend()
    paid = pay(stage, loan_id, date(2026, 7, 1), 4 * M + 147_945)
    draft = PlanDraft(new_id(), loan_id, date(2026, 8, 1), 8, ScheduleKind.INSTALMENTS, "NQ 07/2026/HĐQT", "Mưa lũ")
    change_plan(plan=draft, **stage.act)
    before = get_loan(org_id=stage.act["org_id"], loan_id=loan_id)
    take_back_event(event_id=paid, entry_on=date(2026, 8, 10), reason="Ghi nhầm sổ", **stage.act)
    loan = get_loan(org_id=stage.act["org_id"], loan_id=loan_id)
    assert loan.plan is not None
    assert before.plan is not None
    assert [part.principal_vnd for part in loan.plan.instalments] == [2_500_000] * 8
    assert [part.due_on for part in loan.plan.instalments] == [part.due_on for part in before.plan.instalments]
    assert (loan.plan.kind, loan.plan.paper, loan.plan.starts_on) == ("extended", "NQ 07/2026/HĐQT", date(2026, 8, 1))
    state = loan.state_on(day=date(2026, 8, 20))
    assert (state.principal_vnd, state.overdue_vnd) == (20 * M, 0)


def test_a_loan_goes_out_in_parts(stage: LendingStage) -> None:
    """
    20 million for 5 months from 1 June: 8 go out, spread over five days; 12 more on 10 July, after the first part of
    1.6 came back: 18.4 over the four days that remain, 4.6 each. The second part taken back, 6.4 are due as before.
    """
    loan_id, act = stage.sign(), stage.act

    def pay_out(on: date, vnd: int | None, key: UUID | None = None) -> UUID:
        amount_vnd = None if vnd is None else Dong(vnd)
        draft = DisbursementDraft(key or new_id(), loan_id, on, EventMeans.CASH, amount_vnd=amount_vnd)
        return disburse_loan(disbursement=draft, **act)

    for wrong in (0, 20 * M + 1):
        with pytest.raises(LoanAmountWrong):
            pay_out(LENT_ON, wrong)
    first = pay_out(LENT_ON, 8 * M)
    assert pay_out(LENT_ON, 8 * M, first) == first
    loan = get_loan(org_id=act["org_id"], loan_id=loan_id)
    assert (loan.left_vnd, sum_promised(org_id=act["org_id"])) == (12 * M, 12 * M)
    owed = loan.state_on(day=date(2026, 7, 1)).unpaid_interest_vnd
    pay(stage, loan_id, date(2026, 7, 1), 1_600_000 + owed)
    second = pay_out(date(2026, 7, 10), None)
    loan = get_loan(org_id=act["org_id"], loan_id=loan_id)
    assert loan.plan is not None
    assert [part.principal_vnd for part in loan.plan.instalments] == [4_600_000] * 4
    assert (loan.left_vnd, balance(stage, "13211"), sum_promised(org_id=act["org_id"])) == (0, 18_400_000, 0)
    assert loan.state_on(day=date(2026, 7, 20)).overdue_vnd == 0
    with pytest.raises(LoanIsPaidOut):
        pay_out(date(2026, 7, 11), None)
    take_back_event(event_id=second, entry_on=date(2026, 7, 12), reason="Nhầm", **act)
    loan = get_loan(org_id=act["org_id"], loan_id=loan_id)
    assert loan.plan is not None
    assert [part.principal_vnd for part in loan.plan.instalments] == [1_600_000] * 4
    assert (loan.left_vnd, balance(stage, "13211")) == (12 * M, 6_400_000)


def test_no_more_goes_out_while_something_is_late(stage: LendingStage) -> None:
    loan_id, act = stage.sign(), stage.act
    draft = DisbursementDraft(new_id(), loan_id, LENT_ON, EventMeans.CASH, amount_vnd=Dong(5 * M))
    disburse_loan(disbursement=draft, **act)
    late = DisbursementDraft(new_id(), loan_id, date(2026, 7, 10), EventMeans.CASH)
    with pytest.raises(LoanStateDoesNotFit):
        disburse_loan(disbursement=late, **act)
