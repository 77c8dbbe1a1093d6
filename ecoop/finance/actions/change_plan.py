"""Give a loan another schedule: a longer term or other days, never beyond the longest term from the payment on."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ecoop.audit.actions.record_event import record_event
from ecoop.finance.actions.repay_loan import ready_for
from ecoop.finance.actions.write_events import check_day
from ecoop.finance.actions.write_plan import PlanRow, write_plan
from ecoop.finance.calc import PlanKind, ScheduleKind, make_schedule
from ecoop.finance.errors import DecisionNeedsPaper, LoanAmountWrong, NothingToReschedule, TermPassesLaw
from ecoop.finance.models import LoanPlan
from ecoop.finance.queries.law import CHARTER_MONTHS, TERM, get_mover, law_on
from ecoop.finance.queries.loans import LoanFacts
from ecoop.kernel.dates import format_day
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.members.calc import add_months
from ecoop.members.queries import get_charter_on


@dataclass(frozen=True)
class PlanDraft:
    """Another schedule for what is still out, decided by the Board."""

    id: UUID
    loan_id: UUID
    starts_on: date
    months: int
    schedule: ScheduleKind
    paper: str
    reason: str


@transaction.atomic
def change_plan(*, org_id: UUID, plan: PlanDraft, by: UUID, now: datetime) -> UUID:
    """Spread what is still out over other days; interest until then stays owed as it is.

    Law:    L17 Art. 83, clause 1; cooperative/lending/term_months_max
    Raises: LoanNotFound, LoanNotPaidOut, NothingToReschedule, TermPassesLaw, DecisionNeedsPaper, LoanEventTooEarly
    Queries: about 45
    """
    lock_books(org_id=org_id)
    if LoanPlan.objects.filter(org_id=org_id, id=plan.id).exists():
        return plan.id
    check_day(day=plan.starts_on, now=now)
    if not plan.paper.strip():
        raise DecisionNeedsPaper(missing=_("the Board's resolution"))
    if plan.months <= 0:
        raise LoanAmountWrong
    loan = ready_for(org_id=org_id, loan_id=plan.loan_id, on=plan.starts_on, by=by, now=now)
    left_vnd = loan.state_on(day=plan.starts_on).principal_vnd
    if not left_vnd:
        raise NothingToReschedule(day=format_day(plan.starts_on), number=loan.number)
    ends_on = _check_term(org_id, loan, plan)
    parts = make_schedule(
        amount_vnd=left_vnd,
        starts_on=plan.starts_on,
        months=plan.months,
        kind=plan.schedule,
        rates=loan.rates,
        move=get_mover(day=plan.starts_on),
    )
    kind = PlanKind.EXTENDED if loan.plan and ends_on > loan.plan.ends_on else PlanKind.RESCHEDULED
    row = PlanRow(plan.id, kind, plan.starts_on, plan.paper, plan.reason)
    write_plan(org_id=org_id, loan=loan, plan=row, parts=parts, by=by, now=now)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="finance.loan.reschedule",
        object_kind="loan",
        object_id=loan.id,
        detail={"kind": kind.value},
        now=now,
    )
    return plan.id


def _check_term(org_id: UUID, loan: LoanFacts, plan: PlanDraft) -> date:
    """Refuse a term beyond the longest one, counted from the day on which the money went out."""
    paid_on = loan.paid_out_on or plan.starts_on
    law, line = law_on(day=paid_on), get_charter_on(org_id=org_id, day=paid_on).get(CHARTER_MONTHS)
    most = min(law.whole(TERM), int(line.value)) if line else law.whole(TERM)
    ends_on, most_on = add_months(day=plan.starts_on, months=plan.months), add_months(day=paid_on, months=most)
    if ends_on > most_on:
        raise TermPassesLaw(
            law=law.cite(TERM), ends_on=format_day(ends_on), paid_on=format_day(paid_on), most_on=format_day(most_on)
        )
    return ends_on
