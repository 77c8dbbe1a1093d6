"""Internal lending for programs: the rules, applications, loans, money out and back."""

from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from ecoop.access.api_acting import acting_for_api
from ecoop.finance.actions.accrue_interest import accrue_interest
from ecoop.finance.actions.apply_for_loan import LoanApplicationDraft, apply_for_loan
from ecoop.finance.actions.disburse_loan import DisbursementDraft, disburse_loan
from ecoop.finance.actions.repay_loan import RepaymentDraft, repay_loan
from ecoop.finance.calc import ApplicationSource, EventMeans, Light, Purpose, ScheduleKind
from ecoop.finance.errors import BorrowerUnknown
from ecoop.finance.queries.applications import ApplicationFacts, get_application, list_applications
from ecoop.finance.queries.conditions import Asked, check_lending
from ecoop.finance.queries.loans import get_loan
from ecoop.finance.queries.pages import LoanLine, line_of, list_loan_lines
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.dong import Dong
from ecoop.kernel.wire import AMOUNT_VND_MAX, AmountVnd, Day, Flag, LawOut, Text
from ecoop.members.queries import find_member_by_number

router = Router(tags=["lending"])

APPLICATIONS_MOST = 200
Amount = Annotated[int, Field(strict=True, ge=1, le=AMOUNT_VND_MAX, description="Whole đồng.", examples=[20_000_000])]
Months = Annotated[int, Field(strict=True, ge=1, le=60, examples=[6])]
MemberNumber = Annotated[str, Field(min_length=1, max_length=20, pattern=r"^[^\x00]+$", examples=["TV001"])]
Money = Annotated[EventMeans, Field(examples=["bank"])]


class CheckOut(Schema):
    """One rule: green, yellow or red, and what was found."""

    code: str
    label: str
    light: Light
    said: str
    law: LawOut
    mark: str
    warning: str


class ChecksOut(Schema):
    """Every rule of internal lending for one member, amount and term, as of today."""

    member: str
    is_held: Flag
    pool_vnd: AmountVnd
    free_vnd: AmountVnd
    member_limit_vnd: AmountVnd
    owed_vnd: AmountVnd
    checks: list[CheckOut]


class LoanApplicationIn(Schema):
    """What a member asks for. The caller chooses the id, so that sending it twice records it once."""

    id: UUID
    member_number: MemberNumber
    amount_vnd: Amount
    months: Months
    purpose: Annotated[Purpose, Field(examples=["production"])]
    purpose_text: Text = ""
    schedule: ScheduleKind = ScheduleKind.INSTALMENTS
    asked_on: Day | None = None


class LoanApplicationOut(Schema):
    """An application and what became of it."""

    id: UUID
    number: str
    member: str
    asked_on: Day
    amount_vnd: AmountVnd
    months: int
    purpose: Purpose
    purpose_text: str
    schedule: ScheduleKind
    verdict: str = Field(description="approved, refused, withdrawn; empty while it waits.")
    loan_id: UUID | None


class InstalmentOut(Schema):
    """What is due on a day by the schedule."""

    due_on: Day
    principal_vnd: AmountVnd
    interest_vnd: AmountVnd


class LoanOut(Schema):
    """A loan and how it stands today."""

    id: UUID
    number: str
    member: str
    signed_on: Day
    paid_out_on: Day | None
    amount_vnd: AmountVnd
    months: int
    rate_per_year: Decimal
    principal_vnd: AmountVnd
    overdue_vnd: AmountVnd
    unpaid_interest_vnd: AmountVnd
    owed_vnd: AmountVnd
    days_overdue: int
    schedule: list[InstalmentOut]


class MoneyOutIn(Schema):
    """The money goes out to the member."""

    id: UUID
    paid_on: Day
    means: Money


class DisbursementIn(MoneyOutIn):
    """All that is left of a loan goes out, or a part of it."""

    amount_vnd: Amount | None = None


class MoneyBackIn(MoneyOutIn):
    """Money comes back."""

    amount_vnd: Amount
    text: Text = ""


class InterestIn(Schema):
    """Until the end of which day interest is counted."""

    until: Day


class CountedOut(Schema):
    """How many loans bore interest that was not posted yet."""

    count: int


class LoanThought(Schema):
    """A loan that is thought of; what is not said is the least there can be."""

    member: MemberNumber = "0"
    amount_vnd: int = Field(1, ge=1, le=AMOUNT_VND_MAX)
    months: int = Field(1, ge=1, le=60)


@router.get("/o/{slug}/lending/checks", response=ChecksOut)
def check_the_rules(
    request: HttpRequest,
    slug: str,
    given: Query[LoanThought],
) -> ChecksOut:
    """Hold every rule of internal lending against a member, an amount and a term, as of today."""
    with acting_for_api(request, slug=slug, may="lending.read") as acting:
        asked = Asked(_member(acting.org_id, given.member), Dong(given.amount_vnd), given.months)
        found = check_lending(org_id=acting.org_id, asked=asked, day=vietnam_day(timezone.now()))
        pool = found.frame.pool
        return ChecksOut(
            member=f"{found.member.number} {found.member.name}",
            is_held=found.is_held,
            pool_vnd=pool.limit_vnd,
            free_vnd=pool.free_vnd,
            member_limit_vnd=pool.member_limit_vnd,
            owed_vnd=found.owed_vnd,
            checks=[CheckOut(**check.as_dict()) for check in found.checks],
        )


@router.get("/o/{slug}/lending/applications", response=list[LoanApplicationOut])
def list_the_applications(request: HttpRequest, slug: str) -> list[LoanApplicationOut]:
    """List the newest applications for loans."""
    with acting_for_api(request, slug=slug, may="lending.read") as acting:
        return [_tell_application(one) for one in list_applications(org_id=acting.org_id, most=APPLICATIONS_MOST)]


@router.post("/o/{slug}/lending/applications", response=LoanApplicationOut)
def apply_for_the_loan(request: HttpRequest, slug: str, body: LoanApplicationIn) -> LoanApplicationOut:
    """Take an application in; the rules are held against it when the Board decides."""
    with acting_for_api(request, slug=slug, may="lending.manage") as acting:
        now = timezone.now()
        draft = LoanApplicationDraft(
            id=body.id,
            member_id=_member(acting.org_id, body.member_number),
            source=ApplicationSource.OFFICE,
            asked_on=body.asked_on or vietnam_day(now),
            amount_vnd=Dong(body.amount_vnd),
            months=body.months,
            purpose=body.purpose,
            purpose_text=body.purpose_text,
            schedule=body.schedule,
        )
        apply_for_loan(org_id=acting.org_id, application=draft, by=acting.person_id, now=now)
        return _tell_application(get_application(org_id=acting.org_id, application_id=body.id))


@router.get("/o/{slug}/lending/loans", response=list[LoanOut])
def list_the_loans(
    request: HttpRequest, slug: str, only: Annotated[str, Query(pattern="^(late|out|settled)?$")] = ""
) -> list[LoanOut]:
    """List loans as they stand today: all, those out, late or settled."""
    with acting_for_api(request, slug=slug, may="lending.read") as acting:
        lines = list_loan_lines(org_id=acting.org_id, day=vietnam_day(timezone.now()), only=only)
        return [_tell_loan(line) for line in lines]


@router.get("/o/{slug}/lending/loans/{uuid:loan_id}", response=LoanOut)
def show_the_loan(request: HttpRequest, slug: str, loan_id: UUID) -> LoanOut:
    """Show one loan as it stands today."""
    with acting_for_api(request, slug=slug, may="lending.read") as acting:
        return _tell_one(acting.org_id, loan_id)


@router.post("/o/{slug}/lending/loans/{uuid:loan_id}/payout", response=LoanOut)
def pay_the_loan_out(request: HttpRequest, slug: str, loan_id: UUID, body: DisbursementIn) -> LoanOut:
    """Pay a loan out, whole or in parts; every rule is held against it once more."""
    with acting_for_api(request, slug=slug, may="books.post") as acting:
        part_vnd = Dong(body.amount_vnd) if body.amount_vnd is not None else None
        draft = DisbursementDraft(body.id, loan_id, body.paid_on, body.means, amount_vnd=part_vnd)
        disburse_loan(org_id=acting.org_id, disbursement=draft, by=acting.person_id, now=timezone.now())
        return _tell_one(acting.org_id, loan_id)


@router.post("/o/{slug}/lending/loans/{uuid:loan_id}/repayments", response=LoanOut)
def take_a_payment(request: HttpRequest, slug: str, loan_id: UUID, body: MoneyBackIn) -> LoanOut:
    """Take a payment in; interest is counted up to its day first."""
    with acting_for_api(request, slug=slug, may="books.post") as acting:
        amount_vnd = Dong(body.amount_vnd)
        draft = RepaymentDraft(body.id, loan_id, body.paid_on, body.means, amount_vnd, body.text)
        repay_loan(org_id=acting.org_id, repayment=draft, by=acting.person_id, now=timezone.now())
        return _tell_one(acting.org_id, loan_id)


@router.post("/o/{slug}/lending/interest", response=CountedOut)
def count_the_interest(request: HttpRequest, slug: str, body: InterestIn) -> CountedOut:
    """Count and post the interest of every loan until the end of a day; run twice, the second run finds nothing."""
    with acting_for_api(request, slug=slug, may="books.post") as acting:
        posted = accrue_interest(org_id=acting.org_id, until_on=body.until, by=acting.person_id, now=timezone.now())
        return CountedOut(count=len(posted))


def _member(org_id: UUID, number: str) -> UUID:
    found = find_member_by_number(org_id=org_id, number=number.strip())
    if found is None:
        raise BorrowerUnknown(member=number)
    return found.id


def _tell_one(org_id: UUID, loan_id: UUID) -> LoanOut:
    return _tell_loan(line_of(loan=get_loan(org_id=org_id, loan_id=loan_id), day=vietnam_day(timezone.now())))


def _tell_application(one: ApplicationFacts) -> LoanApplicationOut:
    same: dict[str, Any] = {
        name: getattr(one, name)
        for name in ("id", "number", "asked_on", "amount_vnd", "months", "purpose", "purpose_text", "schedule")
    }
    verdict = one.decision.verdict.value if one.decision else ""
    return LoanApplicationOut(**same, member=one.member_name, verdict=verdict, loan_id=one.loan_id)


def _tell_loan(line: LoanLine) -> LoanOut:
    loan, state = line.loan, line.state
    parts = loan.plan.instalments if loan.plan else ()
    return LoanOut(
        id=loan.id,
        number=loan.number,
        member=loan.member_name,
        signed_on=loan.signed_on,
        paid_out_on=loan.paid_out_on,
        amount_vnd=loan.amount_vnd,
        months=loan.months,
        rate_per_year=loan.rate_per_year,
        principal_vnd=state.principal_vnd,
        overdue_vnd=state.overdue_vnd,
        unpaid_interest_vnd=state.unpaid_interest_vnd,
        owed_vnd=state.owed_vnd,
        days_overdue=state.days_overdue,
        schedule=[
            InstalmentOut(due_on=part.due_on, principal_vnd=part.principal_vnd, interest_vnd=part.interest_vnd)
            for part in parts
        ],
    )
