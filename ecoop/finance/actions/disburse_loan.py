"""Pay a loan out to the member: the rules are looked at once more, then money goes and the schedule stands."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction

from ecoop.finance.actions.decide_application import refuse_broken
from ecoop.finance.actions.write_events import EventDraft, check_day, is_known, write_events
from ecoop.finance.actions.write_plan import PlanRow, write_plan
from ecoop.finance.calc import EventKind, EventMeans, PlanKind, Purpose, ScheduleKind, make_schedule
from ecoop.finance.errors import LoanIsPaidOut, LoanStateDoesNotFit
from ecoop.finance.queries.conditions import Asked, check_lending
from ecoop.finance.queries.law import get_mover
from ecoop.finance.queries.loans import LoanFacts, get_loan
from ecoop.kernel.dates import format_day
from ecoop.ledger.actions.lock_books import lock_books


@dataclass(frozen=True)
class DisbursementDraft:
    """The money goes out to the member."""

    id: UUID
    loan_id: UUID
    paid_on: date
    means: EventMeans
    text: str = ""


@transaction.atomic
def disburse_loan(*, org_id: UUID, disbursement: DisbursementDraft, by: UUID, now: datetime) -> UUID:
    """Pay a loan out once, post it, take its collateral in, and write its schedule down.

    Law:    L17 Art. 83; D113 Art. 19; posting rules internal-loan-out, internal-loan-collateral
    Raises: LoanNotFound, LoanIsPaidOut, LoanStateDoesNotFit, LendingRuleBroken, LoanDiffers, LoanDayIsAhead
    Queries: about 70
    """
    lock_books(org_id=org_id)
    loan = get_loan(org_id=org_id, loan_id=disbursement.loan_id)
    on = disbursement.paid_on
    if is_known(org_id=org_id, draft_id=disbursement.id, kind=EventKind.DISBURSED, on=on, amount_vnd=loan.amount_vnd):
        return disbursement.id
    check_day(day=on, now=now)
    if loan.paid_out_on is not None:
        raise LoanIsPaidOut(number=loan.number, paid_on=format_day(loan.paid_out_on))
    if on < loan.signed_on:
        raise LoanStateDoesNotFit(number=loan.number, why=format_day(loan.signed_on))
    asked = Asked(
        member_id=loan.member_id,
        amount_vnd=loan.amount_vnd,
        months=loan.months,
        purpose=Purpose(loan.purpose),
        rate_per_year=loan.rate_per_year,
        application_id=loan.application_id,
    )
    refuse_broken(found=check_lending(org_id=org_id, asked=asked, day=on))
    write_events(org_id=org_id, drafts=_drafts(loan, disbursement), by=by, now=now)
    parts = make_schedule(
        amount_vnd=loan.amount_vnd,
        starts_on=on,
        months=loan.months,
        kind=ScheduleKind(loan.schedule),
        rates=loan.rates,
        move=get_mover(day=on),
    )
    write_plan(org_id=org_id, loan=loan, plan=PlanRow(None, PlanKind.FIRST, on), parts=parts, by=by, now=now)
    return disbursement.id


def _drafts(loan: LoanFacts, disbursement: DisbursementDraft) -> list[EventDraft]:
    drafts = [
        EventDraft(
            id=disbursement.id,
            loan=loan,
            kind=EventKind.DISBURSED,
            on=disbursement.paid_on,
            amount_vnd=loan.amount_vnd,
            principal_vnd=loan.amount_vnd,
            means=disbursement.means,
            text=disbursement.text,
        )
    ]
    if loan.collateral_vnd:
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
