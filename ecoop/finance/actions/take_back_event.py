"""Take an event of a loan back: a red entry in the books, and a row that the member's household can read."""

from contextlib import suppress
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ecoop.audit.actions.record_event import record_event
from ecoop.finance.actions.write_plan import PlanRow, write_plan
from ecoop.finance.calc import EventKind, PlanKind, spread_over
from ecoop.finance.errors import LoanEventNotFound, LoanStateDoesNotFit
from ecoop.finance.models import LoanEvent, LoanReversal
from ecoop.finance.queries.loans import LOAN_EVENT, EventLine, LoanFacts, get_loan
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.ledger.actions.reverse_entry import reverse_entry
from ecoop.ledger.errors import EntryWasReversed, ReasonMissing
from ecoop.ledger.queries.documents import find_entry_id

_MOVES_PRINCIPAL = (EventKind.DISBURSED, EventKind.REPAID, EventKind.WRITTEN_OFF)


@transaction.atomic
def take_back_event(*, org_id: UUID, event_id: UUID, entry_on: date, reason: str, by: UUID, now: datetime) -> UUID:
    """Take an event back as a whole, once; what came after it is taken back before it, interest by itself.

    A schedule that was made since for what was out is spread anew over its own days: what is out again is due with it.

    Raises: LoanEventNotFound, LoanStateDoesNotFit, ReasonMissing, and what the ledger refuses
    Queries: about 30
    """
    if not reason.strip():
        raise ReasonMissing
    lock_books(org_id=org_id)
    row = LoanEvent.objects.filter(org_id=org_id, id=event_id).first()
    if row is None:
        raise LoanEventNotFound
    loan = get_loan(org_id=org_id, loan_id=row.loan_id)
    at = next(at for at, event in enumerate(loan.events) if event.id == event_id)
    event, later = loan.events[at], [one for one in loan.events[at + 1 :] if not one.is_taken_back]
    if event.reversed_because:
        raise LoanStateDoesNotFit(number=loan.number, why=_("this was taken back already"))
    goes_along = (EventKind.ACCRUED, EventKind.PLEDGED)
    if any(one.kind not in goes_along for one in later):
        raise LoanStateDoesNotFit(number=loan.number, why=_("something later stands; take that back first"))
    for one in [*reversed(later), event]:
        _take_back(org_id, loan, one, max(entry_on, one.on), reason, by, now)
    if event.kind in _MOVES_PRINCIPAL and event.principal_vnd:
        _spread_anew(org_id, loan, event.on, reason, by, now)
    return event_id


def take_back_accruals(*, org_id: UUID, loan: LoanFacts, after_on: date, reason: str, by: UUID, now: datetime) -> None:
    """Take back interest that was posted for days after a day; each on its own day.

    Queries: 8 for each
    """
    for event in reversed(loan.events):
        if event.kind is EventKind.ACCRUED and event.on > after_on and not event.is_taken_back:
            _take_back(org_id, loan, event, event.on, reason, by, now)


def _spread_anew(org_id: UUID, before: LoanFacts, since_on: date, reason: str, by: UUID, now: datetime) -> None:
    """Spread what is out over the days of each schedule that was made since a day."""
    changed = [plan for plan in before.plans if plan.kind != PlanKind.FIRST and plan.starts_on >= since_on]
    loan = get_loan(org_id=org_id, loan_id=before.id) if changed else before
    for plan in changed if loan.paid_out_on else ():
        out_vnd = loan.state_on(day=plan.starts_on).principal_vnd
        parts = spread_over(amount_vnd=out_vnd, starts_on=plan.starts_on, parts=plan.instalments, rates=loan.rates)
        row = PlanRow(None, PlanKind(plan.kind), plan.starts_on, plan.paper, reason)
        write_plan(org_id=org_id, loan=loan, plan=row, parts=parts, by=by, now=now)


def _take_back(
    org_id: UUID, loan: LoanFacts, event: EventLine, entry_on: date, reason: str, by: UUID, now: datetime
) -> None:
    entry_id = find_entry_id(org_id=org_id, document_kind=LOAN_EVENT, document_id=event.id)
    if entry_id is not None:
        # Reversed on the page of the books, the household was not told: what remains is to tell it.
        with suppress(EntryWasReversed):
            reverse_entry(org_id=org_id, entry_id=entry_id, entry_on=entry_on, reason=reason, by=by, now=now)
    LoanReversal.objects.create(
        org_id=org_id,
        event_id=event.id,
        loan_id=loan.id,
        member_org_id=loan.member_org_id,
        entry_on=entry_on,
        reason=reason.strip()[:300],
        recorded_by_id=by,
        recorded_at=now,
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="finance.event.take-back",
        object_kind="loan_event",
        object_id=event.id,
        detail={"loan": str(loan.id)},
        now=now,
    )
