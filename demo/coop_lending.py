"""A cooperative lends to three members out of its own means: one pays on its days, one is late, one paid early."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from demo.resolutions import not_before, pass_on_paper
from demo.world import COOP_SLUG, seeded_id
from ecoop.finance.actions.accrue_interest import accrue_interest
from ecoop.finance.actions.apply_for_loan import LoanApplicationDraft, apply_for_loan
from ecoop.finance.actions.decide_application import LoanDecisionDraft, decide_application
from ecoop.finance.actions.declare_funds import DeclarationDraft, declare_funds
from ecoop.finance.actions.disburse_loan import DisbursementDraft, disburse_loan
from ecoop.finance.actions.record_equity import EquityDraft, record_equity
from ecoop.finance.actions.repay_loan import RepaymentDraft, repay_loan
from ecoop.finance.actions.sign_loan import LoanDraft, sign_loan
from ecoop.finance.calc import ApplicationSource, EventMeans, Purpose, ScheduleKind, Verdict
from ecoop.finance.queries import get_application, get_loan
from ecoop.governance.queries.bodies import count_posts_on
from ecoop.kernel.dong import Dong
from ecoop.kernel.written import format_dong
from ecoop.members.actions.set_charter import CharterChoice, set_charter
from ecoop.members.calc import MemberType
from ecoop.members.queries import MembersWanted, list_members_page

MILLION = 1_000_000
LIMITS = {
    "lending_months": "12",
    "lending_pool_rate": "0.3",
    "lending_member_rate": "0.05",
    "lending_rate_per_year": "0.078",
}
EQUITY, LIMIT = 2_400 * MILLION, 30 * MILLION
SUPERVISORS = 3


@dataclass(frozen=True)
class _Told:
    """One loan as it is told: who, how much, what for, and what comes back."""

    name: str
    amount: int
    months: int
    schedule: ScheduleKind
    purpose: Purpose
    text: str
    lent_on: date
    parts_paid: int
    collateral: str = ""
    collateral_vnd: int = 0


def live_lending(*, seed: int, slug: str, org_id: UUID, by: UUID, year: int, now: datetime) -> int:
    """Decide to lend, lend three times, count interest each month; the same once more changes nothing.

    Shape:  how many documents there are
    """
    day = date(year, 4, 1)
    is_ready = count_posts_on(org_id=org_id, day=day, body="supervisors") >= SUPERVISORS
    if slug != COOP_SLUG or not is_ready:
        return 0

    def act(on: date) -> dict[str, Any]:
        return {"org_id": org_id, "by": by, "now": not_before(day=on, now=now)}

    def name(what: str) -> UUID:
        return seeded_id(seed=seed, name=f"{slug}:lending:{what}")

    _decide_to_lend(act(day), year, name)
    wanted = MembersWanted(kind=MemberType.OFFICIAL, status="holds", most=20)
    people = list_members_page(org_id=org_id, day=day, wanted=wanted)
    if len(people) < 12:
        return 2
    # Who sits on a board lends elsewhere; a household that is in the directory sees its loan on its own page.
    others = [one for one in people[8:] if one.member_org_id] + [one for one in people[8:] if not one.member_org_id]
    loans = [(told, _lend(told, others[at].id, act, name)) for at, told in enumerate(_tell(year))]
    return 2 + 4 * len(loans) + _live_on(loans, act, name, year)


def _tell(year: int) -> list[_Told]:
    return [
        _Told(
            "tea",
            24 * MILLION,
            6,
            ScheduleKind.INSTALMENTS,
            Purpose.PRODUCTION,
            "Mua phân bón, cải tạo đồi chè",
            date(year, 4, 10),
            6,
        ),
        _Told(
            "roaster",
            30 * MILLION,
            10,
            ScheduleKind.AT_END,
            Purpose.BUSINESS,
            "Mua máy đóng gói nhỏ",
            date(year, 5, 4),
            7,
            "Máy sao chè 30 kg",
            40 * MILLION,
        ),
        _Told(
            "house",
            10 * MILLION,
            4,
            ScheduleKind.SEASON,
            Purpose.LIVING,
            "Sửa mái nhà sau bão",
            date(year, 6, 15),
            0,
        ),
    ]


def _decide_to_lend(act: dict[str, Any], year: int, name: Callable[[str], UUID]) -> None:
    """Let the meeting decide, the Board declare, and last year's filed equity be known."""
    day = date(year, 3, 20)
    says = {"starts_on": day.isoformat(), "choices": LIMITS, "member_limit_vnd": LIMIT}
    resolution_id = pass_on_paper(matter="lending", parameters=says, passed_on=day, number=f"NQ 04/{year}/ĐHTV", **act)
    choices = [CharterChoice(key, value, day) for key, value in LIMITS.items()]
    set_charter(choices=choices, resolution_id=resolution_id, **act)
    equity = EquityDraft(
        id=name("equity"),
        year=year - 1,
        filed_on=date(year, 3, 25),
        receipt=f"BCTC-{year - 1}-0093",
        owners_vnd=Dong(EQUITY),
        capital_vnd=Dong(1_900 * MILLION),
        profit_vnd=Dong(120 * MILLION),
        funds_vnd=Dong(80 * MILLION),
    )
    record_equity(equity=equity, **act)
    text = "Vốn kinh doanh của năm đã đủ; không huy động tiền của thành viên hoặc người khác để cho vay"
    declared = DeclarationDraft(
        name("declared"), date(year, 4, 1), date(year + 1, 3, 31), f"NQ 06/{year}/HĐQT", Dong(1_200 * MILLION), text
    )
    declare_funds(declaration=declared, **act)


def _lend(told: _Told, member_id: UUID, act: Callable[[date], dict[str, Any]], name: Callable[[str], UUID]) -> UUID:
    """Ask, decide, sign and pay out."""
    given, on, loan_id = act(told.lent_on), told.lent_on, name(f"{told.name}:loan")
    asked = LoanApplicationDraft(
        id=name(told.name),
        member_id=member_id,
        source=ApplicationSource.HOUSEHOLD,
        asked_on=on - timedelta(days=6),
        amount_vnd=Dong(told.amount),
        months=told.months,
        purpose=told.purpose,
        purpose_text=told.text,
        schedule=told.schedule,
    )
    apply_for_loan(application=asked, **given)
    if get_application(org_id=given["org_id"], application_id=asked.id).decision is None:
        decision = LoanDecisionDraft(
            application_id=asked.id,
            verdict=Verdict.APPROVED,
            decided_on=on - timedelta(days=2),
            decided_by="Hội đồng quản trị",
            paper=f"NQ 1{on.month}/{on.year}/HĐQT",
            amount_vnd=Dong(told.amount),
            months=told.months,
            rate_per_year=Decimal(LIMITS["lending_rate_per_year"]),
        )
        decide_application(decision=decision, **given)
    signed = LoanDraft(
        loan_id,
        asked.id,
        on,
        "Giám đốc hợp tác xã",
        collateral=told.collateral,
        collateral_vnd=Dong(told.collateral_vnd),
    )
    sign_loan(loan=signed, **given)
    disburse_loan(disbursement=DisbursementDraft(name(f"{told.name}:out"), loan_id, on, EventMeans.BANK), **given)
    return loan_id


def _live_on(
    loans: list[tuple[_Told, UUID]], act: Callable[[date], dict[str, Any]], name: Callable[[str], UUID], year: int
) -> int:
    """Count interest at each month's end, and take payments in on their days, in the order of the calendar."""
    org_id = act(date(year, 4, 30))["org_id"]
    turns: list[tuple[date, int, Callable[[], object]]] = []
    for month in range(4, 13):
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        turns.append((last, 1, partial(accrue_interest, until_on=last, **act(last))))
    for told, loan_id in loans:
        plan = get_loan(org_id=org_id, loan_id=loan_id).plan
        for part in (plan.instalments if plan else ())[: told.parts_paid]:
            paid = RepaymentDraft(
                id=name(f"{told.name}:{part.position}"),
                loan_id=loan_id,
                paid_on=part.due_on,
                means=EventMeans.BANK,
                amount_vnd=part.total_vnd,
                text=f"Kỳ {part.position}: {format_dong(part.total_vnd)}",
            )
            turns.append((part.due_on, 0, partial(repay_loan, repayment=paid, **act(paid.paid_on))))
    for _on, _at, turn in sorted(turns, key=lambda one: one[:2]):
        turn()
    return len(turns)
