"""Pay a loan out to the member: the rules are looked at once more, then money goes and the schedule stands."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from ecoop.finance.actions.decide_application import refuse_broken
from ecoop.finance.actions.repay_loan import ready_for
from ecoop.finance.actions.write_events import EventDraft, check_day, is_known, write_events
from ecoop.finance.actions.write_plan import PlanRow, write_plan
from ecoop.finance.calc import EventKind, EventMeans, PlanKind, Purpose, ScheduleKind, make_schedule, spread_over
from ecoop.finance.calc.schedule import Instalment
from ecoop.finance.errors import LoanAmountWrong, LoanIsPaidOut, LoanStateDoesNotFit
from ecoop.finance.queries.conditions import Asked, check_lending
from ecoop.finance.queries.law import get_mover
from ecoop.finance.queries.loans import LoanFacts, get_loan
from ecoop.kernel.dates import format_day
from ecoop.kernel.dong import Dong
from ecoop.ledger.actions.lock_books import lock_books


@dataclass(frozen=True)
class DisbursementDraft:
    """The money goes out to the member."""

    id: UUID
    loan_id: UUID
    paid_on: date
    means: EventMeans
    text: str = ""
    # A part of the contract; without it, all that is left of it.
    amount_vnd: Dong | None = None


@transaction.atomic
def disburse_loan(*, org_id: UUID, disbursement: DisbursementDraft, by: UUID, now: datetime) -> UUID:
    """Pay a loan out, whole or in parts, post it, take its collateral in, and write its schedule down.

    Each later part is spread with what is out over the days that remain; nothing may be late by then.

    Law:    L17 Art. 83; D113 Art. 19; posting rules internal-loan-out, internal-loan-collateral
    Raises: LoanNotFound, LoanIsPaidOut, LoanAmountWrong, LoanStateDoesNotFit, LendingRuleBroken, LoanDiffers,
            LoanDayIsAhead, LoanEventTooEarly
    Queries: about 70, and 50 for a later part
    """
    lock_books(org_id=org_id)
    loan = get_loan(org_id=org_id, loan_id=disbursement.loan_id)
    on, said_vnd = disbursement.paid_on, disbursement.amount_vnd
    if is_known(org_id=org_id, draft_id=disbursement.id, kind=EventKind.DISBURSED, on=on, amount_vnd=said_vnd):
        return disbursement.id
    check_day(day=on, now=now)
    part_vnd = _check(loan, disbursement)
    days: tuple[Instalment, ...] = ()
    if loan.paid_out_on is not None:
        loan = ready_for(org_id=org_id, loan_id=loan.id, on=on, by=by, now=now)
        days = _days_left(loan, on)
    asked = Asked(
        member_id=loan.member_id,
        amount_vnd=loan.left_vnd,
        months=loan.months,
        purpose=Purpose(loan.purpose),
        rate_per_year=loan.rate_per_year,
        application_id=loan.application_id,
    )
    refuse_broken(found=check_lending(org_id=org_id, asked=asked, day=on))
    write_events(org_id=org_id, drafts=_drafts(loan, disbursement, part_vnd), by=by, now=now)
    if days:
        out_vnd = Dong(loan.state_on(day=on).principal_vnd + part_vnd)
        parts = spread_over(amount_vnd=out_vnd, starts_on=on, parts=days, rates=loan.rates)
        row = PlanRow(None, PlanKind.RESCHEDULED, on, loan.number, _("another part was paid out"))
    else:
        parts = make_schedule(
            amount_vnd=part_vnd,
            starts_on=on,
            months=loan.months,
            kind=ScheduleKind(loan.schedule),
            rates=loan.rates,
            move=get_mover(day=on),
        )
        row = PlanRow(None, PlanKind.FIRST, on)
    write_plan(org_id=org_id, loan=loan, plan=row, parts=parts, by=by, now=now)
    return disbursement.id


def _check(loan: LoanFacts, disbursement: DisbursementDraft) -> Dong:
    """Refuse more than is left of the contract, and a day before it; give how much goes out."""
    on, left_vnd = disbursement.paid_on, loan.left_vnd
    if loan.paid_out_on is not None and not left_vnd:
        raise LoanIsPaidOut(number=loan.number, paid_on=format_day(loan.paid_out_on))
    if on < loan.signed_on:
        raise LoanStateDoesNotFit(number=loan.number, why=format_day(loan.signed_on))
    part_vnd = left_vnd if disbursement.amount_vnd is None else disbursement.amount_vnd
    if not 0 < part_vnd <= left_vnd:
        raise LoanAmountWrong
    return part_vnd


def _days_left(loan: LoanFacts, on: date) -> tuple[Instalment, ...]:
    """Give the parts of the schedule that are due after a day; refuse another payment where something is late."""
    state = loan.state_on(day=on)
    if state.overdue_vnd or state.is_doubtful:
        raise LoanStateDoesNotFit(number=loan.number, why=_("something of it is late"))
    days = tuple(part for part in loan.plan.instalments if part.due_on > on) if loan.plan else ()
    if not any(part.principal_vnd for part in days):
        raise LoanStateDoesNotFit(number=loan.number, why=_("its schedule is over"))
    return days


def _drafts(loan: LoanFacts, disbursement: DisbursementDraft, part_vnd: Dong) -> list[EventDraft]:
    drafts = [
        EventDraft(
            id=disbursement.id,
            loan=loan,
            kind=EventKind.DISBURSED,
            on=disbursement.paid_on,
            amount_vnd=part_vnd,
            principal_vnd=part_vnd,
            means=disbursement.means,
            text=disbursement.text,
        )
    ]
    if loan.collateral_vnd and loan.paid_out_on is None:
        pledge = EventDraft(
            id=uuid5(disbursement.id, "pledge"),
            loan=loan,
            kind=EventKind.PLEDGED,
            on=disbursement.paid_on,
            amount_vnd=loan.collateral_vnd,
            text=loan.collateral,
        )
        drafts.append(pledge)
    return drafts
