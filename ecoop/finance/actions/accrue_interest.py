"""Count the interest of loans until a day and post it: month by month, or before money comes back."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction

from ecoop.finance.actions.write_events import EventDraft, check_day, write_events
from ecoop.finance.calc import EventKind, EventMeans
from ecoop.finance.queries.loans import LoanFacts, list_loans
from ecoop.kernel.dong import Dong
from ecoop.ledger.actions.lock_books import lock_books


@transaction.atomic
def accrue_interest(
    *, org_id: UUID, until_on: date, by: UUID, now: datetime, loan_ids: Collection[UUID] | None = None
) -> list[UUID]:
    """Post what each loan bore until a day and was not posted; run twice, the second run finds nothing.

    Law:    posting rules internal-loan-interest, internal-loan-interest-doubtful; C71 accounts 132, 512, 008
    Shape:  the ids of the events, one per loan that bore something
    Raises: LoanDayIsAhead, and what post_entries refuses
    Queries: 16 for any number of loans
    """
    check_day(day=until_on, now=now)
    lock_books(org_id=org_id)
    loans = list_loans(org_id=org_id, ids=loan_ids)
    drafts = [draft for loan in loans if (draft := draft_accrual(loan=loan, until_on=until_on)) is not None]
    return write_events(org_id=org_id, drafts=drafts, by=by, now=now)


def draft_accrual(*, loan: LoanFacts, until_on: date) -> EventDraft | None:
    """Draft what a loan bore until a day and was not posted; nothing where a later day was posted already."""
    if any(each.kind is EventKind.ACCRUED and each.on > until_on for each in loan.happened):
        return None
    state = loan.state_on(day=until_on)
    amount_vnd = Dong(state.interest_vnd - state.accrued_vnd)
    if not state.is_paid_out or amount_vnd <= 0:
        return None
    overdue_vnd = sum(
        event.overdue_vnd for event in loan.events if event.kind is EventKind.ACCRUED and not event.is_taken_back
    )
    times = sum(1 for event in loan.events if event.kind is EventKind.ACCRUED)
    return EventDraft(
        id=uuid5(loan.id, f"accrued|{until_on}|{times}"),
        loan=loan,
        kind=EventKind.ACCRUED,
        on=until_on,
        amount_vnd=amount_vnd,
        interest_vnd=amount_vnd,
        overdue_vnd=Dong(max(0, state.overdue_interest_vnd - overdue_vnd)),
        off_books_vnd=amount_vnd if state.is_doubtful else Dong(0),
        means=EventMeans.DOUBTFUL if state.is_doubtful else EventMeans.RECEIVABLE,
    )
