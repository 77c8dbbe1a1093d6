"""Take money back from a member: interest is counted up to the day, then the payment settles what the contract says."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ecoop.finance.actions.accrue_interest import accrue_interest
from ecoop.finance.actions.take_back_event import take_back_accruals
from ecoop.finance.actions.write_events import EventDraft, check_day, is_known, write_events
from ecoop.finance.calc import AllocationOrder, EventKind, EventMeans, allocate
from ecoop.finance.errors import LoanAmountWrong, LoanEventTooEarly, LoanNotPaidOut, PaysMoreThanOwed
from ecoop.finance.queries.loans import LoanFacts, get_loan
from ecoop.kernel.dates import format_day
from ecoop.kernel.dong import Dong, format_dong
from ecoop.ledger.actions.lock_books import lock_books


@dataclass(frozen=True)
class RepaymentDraft:
    """A payment of the member."""

    id: UUID
    loan_id: UUID
    paid_on: date
    means: EventMeans
    amount_vnd: Dong
    text: str = ""


@transaction.atomic
def repay_loan(*, org_id: UUID, repayment: RepaymentDraft, by: UUID, now: datetime) -> UUID:
    """Take a payment in; interest that was posted for days after it is taken back in red and counted anew.

    Law:    Civil Code Art. 466; posting rules internal-loan-repaid, internal-loan-interest-collected
    Raises: LoanNotFound, LoanAmountWrong, LoanNotPaidOut, LoanEventTooEarly, PaysMoreThanOwed, LoanDiffers
    Queries: about 50
    """
    lock_books(org_id=org_id)
    on, amount_vnd = repayment.paid_on, repayment.amount_vnd
    if is_known(org_id=org_id, draft_id=repayment.id, kind=EventKind.REPAID, on=on, amount_vnd=amount_vnd):
        return repayment.id
    check_day(day=on, now=now)
    if amount_vnd <= 0:
        raise LoanAmountWrong
    loan = ready_for(org_id=org_id, loan_id=repayment.loan_id, on=on, by=by, now=now)
    state = loan.state_on(day=on)
    if amount_vnd > state.owed_vnd:
        raise PaysMoreThanOwed(day=format_day(on), number=loan.number, owed=format_dong(state.owed_vnd))
    split = allocate(
        amount_vnd=amount_vnd,
        state=state,
        due_vnd=loan.principal_due_on(day=on),
        order=AllocationOrder(loan.order),
    )
    draft = EventDraft(
        id=repayment.id,
        loan=loan,
        kind=EventKind.REPAID,
        on=on,
        amount_vnd=amount_vnd,
        principal_vnd=split.principal_vnd,
        interest_vnd=split.interest_vnd,
        off_books_vnd=split.off_books_vnd,
        means=repayment.means,
        text=repayment.text,
    )
    write_events(org_id=org_id, drafts=[draft], by=by, now=now)
    return repayment.id


def ready_for(*, org_id: UUID, loan_id: UUID, on: date, by: UUID, now: datetime) -> LoanFacts:
    """Bring a loan to a day: nothing but interest stands after it, and interest is posted until it.

    Raises: LoanNotFound, LoanNotPaidOut, LoanEventTooEarly
    Queries: about 30
    """
    loan = get_loan(org_id=org_id, loan_id=loan_id)
    if loan.paid_out_on is None or on < loan.paid_out_on:
        raise LoanNotPaidOut(day=format_day(on), number=loan.number)
    later = [each.on for each in loan.happened if each.kind is not EventKind.ACCRUED and each.on > on]
    later += [plan.starts_on for plan in loan.plans if plan.starts_on > on]
    if later:
        raise LoanEventTooEarly(last_on=format_day(max(later)), day=format_day(on))
    take_back_accruals(org_id=org_id, loan=loan, after_on=on, reason=_("an earlier day was told late"), by=by, now=now)
    accrue_interest(org_id=org_id, until_on=on, by=by, now=now, loan_ids=[loan_id])
    return get_loan(org_id=org_id, loan_id=loan_id)
