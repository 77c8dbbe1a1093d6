"""A cooperative's bank for programs: proposals, all sure ones in steps, lines booked by a rule, reconciliation."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from ecoop.access.api_acting import acting_for_api
from ecoop.kernel.batches import CursorWanted, OutcomesOut, tell_outcomes
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.dong import Dong
from ecoop.kernel.wire import AMOUNT_VND_MAX, Day, Page, RefusedOut, Text, tell_refusal
from ecoop.payments.actions.accept_proposals import accept_sure
from ecoop.payments.actions.book_lines import LineBooking, book_lines
from ecoop.payments.errors import LinesAreOfNoCooperative
from ecoop.payments.queries.proposals import Proposal, get_proposals_page
from ecoop.payments.queries.reconciliation import get_reconciliation

router = Router(tags=["payments"])

BOOKINGS_MAX = 50
OnDay = Annotated[Day | None, Query(description="The day of the balance; today if left out.")]
SinceDay = Annotated[Day | None, Query(description="The first day; that of the year's first line if left out.")]


class ProposalOut(Schema):
    """A waiting line, and what it is most probably about."""

    line_id: UUID
    booked_on: date
    amount_vnd: int = Field(examples=[-1_200_000])
    left_vnd: int
    text: str
    is_sure: bool
    document_kind: str | None = Field(examples=["payments.open.receipt"])
    document_id: UUID | None = Field(description="Of an open balance, the id of the party.")
    open_vnd: int | None
    party_name: str
    reason: str = Field(examples=["the amount is the same, the name stands in the text"])


class NextLinesIn(Schema):
    """Behind which line the step begins; from the first without it."""

    after: int = Field(default=0, ge=0, le=10**15)


class AcceptedOut(Schema):
    """What a step accepted; ask again with `next_after` until it is null."""

    accepted: int
    refused: list[RefusedOut]
    next_after: int | None


class BookingIn(Schema):
    """A line is booked by a posting rule; the caller chooses the id, which is that of the match."""

    id: UUID
    line_id: UUID
    rule: Text = Field(examples=["management-expense"])
    facts: dict[str, Text] = Field(examples=[{"means": "bank"}], max_length=10)
    amount_vnd: Annotated[int, Field(strict=True, ge=1, le=AMOUNT_VND_MAX)] | None = None
    text: Text = ""
    member_id: UUID | None = None
    counterparty_id: UUID | None = None


class BookingsIn(Schema):
    """A batch; each is booked or refused for itself."""

    bookings: list[BookingIn] = Field(min_length=1, max_length=BOOKINGS_MAX)


class BankAccountEndOut(Schema):
    """The balance of one bank account."""

    account: str
    balance_vnd: int
    closing_on: date | None


class DifferenceOut(Schema):
    """One reason for which the books show more (or less) than the bank."""

    kind: str = Field(examples=["in_books"], description="before, missing, in_books or in_bank")
    on: date | None
    amount_vnd: int
    label: str
    text: str
    document_kind: str | None
    document_id: UUID | None
    line_id: UUID | None


class ReconciliationOut(Schema):
    """Bank and books on a day; the differences add up to what lies between them."""

    account: str
    starts_on: date
    on: date
    books_vnd: int
    bank_vnd: int
    difference_vnd: int
    unexplained_vnd: int
    bank_accounts: list[BankAccountEndOut]
    differences: list[DifferenceOut]


@router.get("/o/{slug:slug}/payments/proposals", response=Page[ProposalOut], summary="List proposals for bank lines")
def get_proposals(request: HttpRequest, slug: str, cursor: CursorWanted = None) -> Page[ProposalOut]:
    """List the waiting lines of a cooperative with what each is probably about; accept one by POST …/matches."""
    with acting_for_api(request, slug=slug, may="documents.read") as acting:
        if acting.org_kind != "cooperative":
            raise LinesAreOfNoCooperative()
        page = get_proposals_page(org_id=acting.org_id, cursor=cursor or "")
    return Page[ProposalOut](items=[_proposal(each) for each in page.rows], next_cursor=page.next_cursor or None)


@router.post("/o/{slug:slug}/payments/proposals/acceptance", response=AcceptedOut, summary="Accept all sure proposals")
def post_acceptance(request: HttpRequest, slug: str, body: NextLinesIn) -> AcceptedOut:
    """Match the next waiting lines with what they surely are; running it twice changes nothing."""
    with acting_for_api(request, slug=slug, may="documents.record") as acting:
        step = accept_sure(org_id=acting.org_id, by=acting.person_id, now=timezone.now(), after=body.after)
    refused = [tell_refusal(refusal=each) for _id, each in step.refused]
    return AcceptedOut(accepted=step.accepted, refused=refused, next_after=step.next_after)


@router.post("/o/{slug:slug}/payments/vouchers", response=OutcomesOut, summary="Book bank lines by posting rules")
def post_vouchers(request: HttpRequest, slug: str, body: BookingsIn) -> OutcomesOut:
    """Record a voucher for each line by the posting rule that was chosen, on the day of the bank, and match them."""
    with acting_for_api(request, slug=slug, may="documents.record") as acting:
        bookings = [_booking(each) for each in body.bookings]
        outcomes = book_lines(org_id=acting.org_id, bookings=bookings, by=acting.person_id, now=timezone.now())
        return tell_outcomes(outcomes=outcomes)


@router.get(
    "/o/{slug:slug}/payments/reconciliation", response=ReconciliationOut, summary="Hold the bank against the books"
)
def reconcile_bank(request: HttpRequest, slug: str, on: OnDay = None, since: SinceDay = None) -> Any:
    """Tell what the bank and the books say at the end of a day, and every reason for which they differ."""
    with acting_for_api(request, slug=slug, may="books.read") as acting:
        day = on or vietnam_day(timezone.now())
        return get_reconciliation(org_id=acting.org_id, on=day, starts_on=since).as_dict()


def _proposal(each: Proposal) -> ProposalOut:
    found = each.candidate
    return ProposalOut(
        line_id=each.line.id,
        booked_on=each.line.booked_on,
        amount_vnd=each.line.amount_vnd,
        left_vnd=each.line.left_vnd,
        text=each.line.text,
        is_sure=each.is_sure,
        document_kind=found.payable.document_kind if found else None,
        document_id=found.payable.document_id if found else None,
        open_vnd=found.payable.open_vnd if found else None,
        party_name=found.payable.party_name if found else "",
        reason=", ".join(found.why) if found else "",
    )


def _booking(each: BookingIn) -> LineBooking:
    return LineBooking(
        id=each.id,
        line_id=each.line_id,
        rule=each.rule,
        facts=each.facts,
        amount_vnd=Dong(each.amount_vnd) if each.amount_vnd else None,
        text=each.text,
        member_id=each.member_id,
        counterparty_id=each.counterparty_id,
    )
