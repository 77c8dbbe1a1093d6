"""Sign the contract of a loan that the Board approved."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from ecoop.audit.actions.record_event import record_event
from ecoop.finance.actions.write_events import check_day
from ecoop.finance.calc import AllocationOrder
from ecoop.finance.errors import DecisionNeedsPaper, LoanDiffers, LoanNotApproved, OverdueRatePassesLaw
from ecoop.finance.models import Loan
from ecoop.finance.queries.applications import get_application
from ecoop.finance.queries.conditions import write_rate
from ecoop.finance.queries.law import OVERDUE_RATIO, get_default_order, law_on
from ecoop.kernel.dong import Dong
from ecoop.ledger.actions.lock_books import lock_books


@dataclass(frozen=True)
class LoanDraft:
    """What the contract says beyond the approval; left empty, what the law file says."""

    id: UUID
    application_id: UUID
    signed_on: date
    signed_by: str
    overdue_ratio: Decimal | None = None
    order: AllocationOrder | None = None
    collateral: str = ""
    collateral_vnd: Dong = Dong(0)  # noqa: RUF009 - a whole number, not a mutable thing


@transaction.atomic
def sign_loan(*, org_id: UUID, loan: LoanDraft, by: UUID, now: datetime) -> UUID:
    """Write a contract down with a number without gaps; the agreement in writing that makes the loan internal.

    Law:    L17 Arts 4.1, 83; Civil Code Art. 466; cooperative/lending/overdue_ratio_max, allocation_order
    Raises: LoanNotApproved, OverdueRatePassesLaw, DecisionNeedsPaper, LoanDiffers, LoanDayIsAhead
    Queries: 10
    """
    lock_books(org_id=org_id)
    known = Loan.objects.filter(org_id=org_id, application_id=loan.application_id).first()
    if known is not None:
        if known.id != loan.id:
            raise LoanDiffers
        return known.id
    check_day(day=loan.signed_on, now=now)
    application = get_application(org_id=org_id, application_id=loan.application_id)
    decision = application.decision
    if decision is None or not application.is_approved or loan.signed_on < decision.decided_on:
        raise LoanNotApproved(number=application.number)
    if not loan.signed_by.strip():
        raise DecisionNeedsPaper(missing=_("who signs for the cooperative"))
    last = Loan.objects.filter(org_id=org_id, year=loan.signed_on.year).aggregate(last=Max("number"))["last"]
    Loan.objects.create(
        id=loan.id,
        org_id=org_id,
        application_id=application.id,
        member_id=application.member_id,
        member_org_id=application.member_org_id,
        year=loan.signed_on.year,
        number=(last or 0) + 1,
        signed_on=loan.signed_on,
        signed_by=loan.signed_by.strip(),
        amount_vnd=decision.amount_vnd,
        months=decision.months,
        rate_per_year=decision.rate_per_year,
        overdue_ratio=_overdue_ratio(loan),
        order=(loan.order or get_default_order(day=loan.signed_on)).value,
        schedule=application.schedule.value,
        purpose=application.purpose.value,
        purpose_text=application.purpose_text,
        collateral=loan.collateral.strip(),
        collateral_vnd=loan.collateral_vnd,
        recorded_by_id=by,
        recorded_at=now,
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="finance.loan.sign",
        object_kind="loan",
        object_id=loan.id,
        detail={"application": str(application.id)},
        now=now,
    )
    return loan.id


def _overdue_ratio(loan: LoanDraft) -> Decimal:
    law = law_on(day=loan.signed_on)
    most = law.rate(OVERDUE_RATIO)
    if loan.overdue_ratio is None:
        return most
    if not 1 <= loan.overdue_ratio <= most:
        ratio = write_rate(rate=loan.overdue_ratio)
        raise OverdueRatePassesLaw(law=law.cite(OVERDUE_RATIO), ratio=ratio, most=write_rate(rate=most))
    return loan.overdue_ratio
