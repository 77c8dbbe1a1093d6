"""One loan from the asking to the last đồng: chú Năm borrows for fertiliser, a flood comes, he pays late, it ends."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from ecoop.finance.actions.accrue_interest import accrue_interest
from ecoop.finance.actions.apply_for_loan import LoanApplicationDraft, apply_for_loan
from ecoop.finance.actions.change_plan import PlanDraft, change_plan
from ecoop.finance.actions.disburse_loan import DisbursementDraft, disburse_loan
from ecoop.finance.actions.repay_loan import RepaymentDraft, repay_loan
from ecoop.finance.actions.sign_loan import LoanDraft, sign_loan
from ecoop.finance.calc import ApplicationSource, EventMeans, Purpose, ScheduleKind
from ecoop.finance.errors import LendingRuleBroken, TermPassesLaw
from ecoop.finance.queries import Asked, check_lending, get_loan, list_own_lending
from ecoop.finance.tests.stage import LendingStage, M, set_lending_stage
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.queries import list_findings, list_trial_balance
from tests.cast import Cast
from tests.stories.telling import Telling

ASKED_ON, PAID_ON, FLOOD_ON = date(2026, 5, 27), date(2026, 6, 1), date(2026, 8, 1)
LAST_ON = date(2026, 11, 2)
LIGHTS = {"green": "đạt", "yellow": "xem lại", "red": "không đạt"}


def test_one_loan_from_the_asking_to_the_last_dong(cast: Cast) -> None:
    """The pencil stands in each chapter below; `docs/guide/story-one-loan.md` is what was told."""
    telling = Telling("story-one-loan.md")
    telling.heading("Một khoản vay nội bộ: từ lá đơn đến đồng cuối cùng", level=1)
    telling.say(
        "Câu chuyện này được chạy thật mỗi lần kiểm thử. Chú Năm là thành viên chính thức; cô Lan giữ sổ; Đại hội cho "
        "vay theo nghị quyết, điều lệ cho tối đa 10 tháng và 9% một năm; vốn chủ sở hữu năm trước là 2 tỷ đồng."
    )
    with cast.inside(cast.coop, cast.lan):
        stage = set_lending_stage(cast)
    asked = _ask(cast, stage, telling)
    loan_id = _lend(cast, stage, telling, asked)
    _flood(cast, stage, telling, loan_id)
    _end(cast, stage, telling, loan_id)
    telling.end()


def _ask(cast: Cast, stage: LendingStage, telling: Telling) -> UUID:
    """2,000m × 30 % = 600m of pool; × 5 % = 30m for one member, and the meeting said 25m: 26m are refused."""
    telling.heading("1. Chú Năm nộp đơn từ trang của hộ, máy soi từng điều")
    draft = LoanApplicationDraft(
        id=new_id(),
        member_id=stage.members.nam,
        source=ApplicationSource.HOUSEHOLD,
        asked_on=ASKED_ON,
        amount_vnd=Dong(26 * M),
        months=5,
        purpose=Purpose.PRODUCTION,
        purpose_text="Mua phân bón vụ hè",
        schedule=ScheduleKind.INSTALMENTS,
    )
    with cast.inside(cast.coop, cast.nam):
        apply_for_loan(org_id=cast.coop.id, application=draft, by=cast.nam.id, now=stage.act["now"])
    with cast.inside(cast.coop, cast.lan):
        found = check_lending(org_id=cast.coop.id, asked=Asked(stage.members.nam, Dong(26 * M), 5), day=ASKED_ON)
        assert [check.code for check in found.broken] == ["member"]
        assert (found.frame.pool.limit_vnd, found.frame.pool.member_limit_vnd) == (600 * M, 25 * M)
        rows = [(check.label, LIGHTS[check.light.value], check.law.article) for check in found.checks]
        telling.table(["Điều kiện", "Đạt", "Căn cứ"], rows)
        with pytest.raises(LendingRuleBroken):
            stage.approve(draft.id, amount=26 * M, decided_on=ASKED_ON)
        stage.approve(draft.id, amount=24 * M, decided_on=ASKED_ON)
    telling.say("Xin 26 triệu thì vượt hạn mức 25 triệu của Đại hội; Hội đồng quản trị duyệt 24 triệu, 5 tháng.")
    return draft.id


def _lend(cast: Cast, stage: LendingStage, telling: Telling, asked: UUID) -> UUID:
    """
    24m in 5 parts of 4.8m at 9 %: 30 days on 24m = 177,534.2; 1 Aug is a Saturday, so 33 days on 19.2m, and so on.

    2026-06-01  Nợ 13211  Có 1121  24.000.000
    """
    telling.heading("2. Ký hợp đồng, nhận tiền, có lịch trả")
    with cast.inside(cast.coop, cast.lan):
        loan_id = sign_loan(loan=LoanDraft(new_id(), asked, PAID_ON, "Đỗ Thị Hoa"), **stage.act)
        disburse_loan(disbursement=DisbursementDraft(new_id(), loan_id, PAID_ON, EventMeans.BANK), **stage.act)
        loan = get_loan(org_id=cast.coop.id, loan_id=loan_id)
        assert loan.plan is not None
        parts = loan.plan.instalments
        assert [part.principal_vnd for part in parts] == [4_800_000] * 5
        assert parts[0].interest_vnd == 177_534
        telling.table(
            ["Ngày trả", "Gốc (đ)", "Lãi (đ)"],
            [(f"{part.due_on:%d/%m/%Y}", part.principal_vnd, part.interest_vnd) for part in parts],
        )
        assert _balance(cast, "13211") == 24 * M
        _pay(stage, loan_id, parts[0].due_on, parts[0].total_vnd)
    telling.say("Ngày 1/8 là thứ bảy nên kỳ hai rơi vào 3/8. Kỳ đầu chú trả đúng ngày.")
    return loan_id


def _flood(cast: Cast, stage: LendingStage, telling: Telling, loan_id: UUID) -> None:
    """Paid out on 1 June with 10 months: 1 April 2027 is the end; 9 months from 1 August pass it, 3 do not."""
    telling.heading("3. Lũ về: cơ cấu lại, nhưng không quá thời hạn")
    with cast.inside(cast.coop, cast.lan):

        def spread(months: int) -> UUID:
            schedule, paper = ScheduleKind.SEASON, "NQ 08/2026/HĐQT"
            plan = PlanDraft(new_id(), loan_id, FLOOD_ON, months, schedule, paper, "Lũ cuốn vườn")
            return change_plan(plan=plan, **stage.act)

        with pytest.raises(TermPassesLaw):
            spread(9)
        spread(2)
        plan = get_loan(org_id=cast.coop.id, loan_id=loan_id).plan
        assert plan is not None
        assert (plan.kind, plan.ends_on) == ("rescheduled", date(2026, 10, 1))
        for month in (8, 9, 10):
            accrue_interest(until_on=date(2026, month, 30 if month == 9 else 31), **stage.act)
    telling.say("Xin thêm 9 tháng thì vượt thời hạn tính từ ngày nhận tiền; trả một lần ngày 1/10/2026 thì được.")


def _end(cast: Cast, stage: LendingStage, telling: Telling, loan_id: UUID) -> None:
    """
    Late from 1 October to 2 November: 32 days on 19.2m, 9 % and half of it more.

    30 days 24m + 124 days 19.2m at 9 %: 177,534.25 + 587,046.58 = 764,580.82 → 764,581.
    32 days on 19.2m at 4.5 %: 75,747.95 → 75,748.
    """
    telling.heading("4. Trả chậm một tháng, rồi xong")
    with cast.inside(cast.coop, cast.lan):
        state = get_loan(org_id=cast.coop.id, loan_id=loan_id).state_on(day=LAST_ON)
        assert (state.overdue_vnd, state.days_overdue) == (19_200_000, 32)
        assert (state.interest_vnd, state.overdue_interest_vnd) == (764_581 + 75_748, 75_748)
        assert state.owed_vnd == 19_200_000 + 764_581 + 75_748 - 177_534
        _pay(stage, loan_id, LAST_ON, state.owed_vnd)
        assert (_balance(cast, "13211"), _balance(cast, "13212")) == (0, 0)
        assert _balance(cast, "5123") == -(764_581 + 75_748)
        assert list_findings(org_id=cast.coop.id) == []
    with cast.inside(cast.nam_household, cast.nam):
        (own,) = list_own_lending(member_org_id=cast.nam_household.id, day=LAST_ON)
        assert own.loans[0].line.state.is_settled
    telling.table(
        ["Khoản", "Số tiền (đ)"],
        [
            ("Gốc đã trả", 24_000_000),
            ("Lãi theo hợp đồng", state.interest_vnd - state.overdue_interest_vnd),
            ("Lãi của phần quá hạn", state.overdue_interest_vnd),
        ],
    )
    telling.say("Sổ S24 của chú về 0; lãi nằm ở 5123, bên nội bộ; chú thấy đủ từng dòng trên trang của hộ.")


def _pay(stage: LendingStage, loan_id: UUID, on: date, amount_vnd: int) -> None:
    draft = RepaymentDraft(new_id(), loan_id, on, EventMeans.CASH, Dong(amount_vnd))
    repay_loan(repayment=draft, **stage.act)


def _balance(cast: Cast, account: str) -> int:
    lines: list[Any] = list_trial_balance(org_id=cast.coop.id, from_on=date(2026, 1, 1), until_on=LAST_ON)
    return sum(line.opening_vnd + line.debit_vnd - line.credit_vnd for line in lines if line.code == account)
