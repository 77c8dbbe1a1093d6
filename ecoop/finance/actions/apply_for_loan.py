"""Take in an application for a loan, from the member's household or in the office."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from ecoop.audit.actions.record_event import record_event
from ecoop.finance.calc import ApplicationSource, Purpose, ScheduleKind
from ecoop.finance.errors import BorrowerUnknown, LoanAmountWrong, LoanDiffers
from ecoop.finance.models import LoanApplication
from ecoop.kernel.dong import Dong
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.members.errors import MemberUnknown
from ecoop.members.queries import MemberLine, get_member_line


@dataclass(frozen=True)
class LoanApplicationDraft:
    """What a member asks for."""

    id: UUID
    member_id: UUID
    source: ApplicationSource
    asked_on: date
    amount_vnd: Dong
    months: int
    purpose: Purpose
    purpose_text: str
    schedule: ScheduleKind


@transaction.atomic
def apply_for_loan(*, org_id: UUID, application: LoanApplicationDraft, by: UUID, now: datetime) -> UUID:
    """Keep an application; whether the rules are held is looked at when the Board decides.

    Law:    L17 Art. 83, clause 1
    Raises: BorrowerUnknown, LoanAmountWrong, LoanDiffers
    Queries: 8
    """
    known = LoanApplication.objects.filter(org_id=org_id, id=application.id).first()
    if known is not None:
        if (known.member_id, known.amount_vnd) != (application.member_id, application.amount_vnd):
            raise LoanDiffers
        return known.id
    if application.amount_vnd <= 0 or application.months <= 0:
        raise LoanAmountWrong
    member = _member(org_id, application)
    lock_books(org_id=org_id)
    year = application.asked_on.year
    last = LoanApplication.objects.filter(org_id=org_id, year=year).aggregate(last=Max("number"))["last"]
    LoanApplication.objects.create(
        id=application.id,
        org_id=org_id,
        member_id=member.id,
        member_org_id=member.member_org_id,
        source=application.source.value,
        year=year,
        number=(last or 0) + 1,
        asked_on=application.asked_on,
        amount_vnd=application.amount_vnd,
        months=application.months,
        purpose=application.purpose.value,
        purpose_text=application.purpose_text.strip()[:300],
        schedule=application.schedule.value,
        recorded_by_id=by,
        recorded_at=now,
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="finance.application.submit",
        object_kind="loan_application",
        object_id=application.id,
        detail={"source": application.source.value},
        now=now,
    )
    return application.id


def _member(org_id: UUID, application: LoanApplicationDraft) -> MemberLine:
    try:
        return get_member_line(org_id=org_id, member_id=application.member_id, day=application.asked_on)
    except MemberUnknown:
        raise BorrowerUnknown(member=application.member_id) from None
