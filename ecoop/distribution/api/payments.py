"""Statements, payments and simulation for programs."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Router, Schema
from pydantic import Field

from ecoop.access.api_acting import acting_for_api
from ecoop.distribution.actions.confirm_payments import confirm_payments
from ecoop.distribution.actions.prepare_payments import LINES_MAX, PaymentListDraft, prepare_payments
from ecoop.distribution.actions.record_bank_accounts import record_bank_accounts
from ecoop.distribution.calc.paying import BankAccountDraft, PaidBy
from ecoop.distribution.queries.payments import ListFacts, PaymentLine, get_payment_list, list_payment_lines
from ecoop.distribution.queries.statement import ShareStatement, get_share_statement
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.wire import Day, Text

router = Router(tags=["distribution"])

Year = Annotated[int, Path(ge=2000, le=2100, examples=[2026])]
ACCOUNTS_MAX = 500


class PaymentOut(Schema):
    """One line of a list: what a member gets, the tax held back, what came of it."""

    id: UUID
    position: int
    member_id: UUID
    number: str
    name: str
    gross_vnd: int
    base_vnd: int = Field(description="What of it is taxed as income from capital.")
    rate: str
    pit_vnd: int
    net_vnd: int
    ground: str = Field(examples=["capital_and_use"])
    bank_name: str
    account: str
    reference: str
    state: str = Field(examples=["paid"], description="waiting, paid, struck or returned")
    paid_on: date | None


class ShareStatementOut(Schema):
    """A member's share of a year, what is paid of it and what was held back."""

    year: int
    member_id: UUID
    number: str
    name: str
    resolution: str
    total_vnd: int
    use_vnd: int
    labour_vnd: int
    paid_in_vnd: int
    parts: list[dict[str, Any]]
    paid_vnd: int
    withheld_vnd: int
    unpaid_vnd: int
    payments: list[PaymentOut]


class ListIn(Schema):
    """A new list: nobody named pays everybody who is paid this way."""

    id: UUID
    means: PaidBy
    pays_on: Day
    member_ids: list[UUID] | None = Field(default=None, max_length=5_000)
    account: Annotated[Text, Field(max_length=30)] = ""
    bank_name: Annotated[Text, Field(max_length=120)] = ""
    bank_bin: str = Field(default="", pattern=r"^(\d{6})?$")


class ListOut(Schema):
    """A list with its sums."""

    id: UUID
    year: int
    number: int
    means: str
    pays_on: date
    lines: int
    paid: int
    gross_vnd: int
    pit_vnd: int
    net_vnd: int
    payments: list[PaymentOut]
    next_after: int | None = Field(description="Ask with `after` for the lines that follow.")


class PaidIn(Schema):
    """Which lines were paid, all that wait if none is named; a thousand at a time."""

    paid_on: Day
    payment_ids: list[UUID] | None = Field(default=None, max_length=1_000)


class PaidOut(Schema):
    """How many lines were confirmed, and how many still wait."""

    paid: int
    left: int


class AccountIn(Schema):
    """Where a member is paid from a day on; without a number, in cash."""

    id: UUID
    member_id: UUID
    starts_on: Day
    number: Annotated[Text, Field(max_length=40)] = ""
    bank_name: Annotated[Text, Field(max_length=120)] = ""
    bank_bin: str = Field(default="", pattern=r"^(\d{6})?$")
    holder: Annotated[Text, Field(max_length=140)] = ""


class AccountsIn(Schema):
    """Accounts of members."""

    accounts: list[AccountIn] = Field(min_length=1, max_length=ACCOUNTS_MAX)


class AccountsRecordedOut(Schema):
    """How many are new."""

    recorded: int


@router.get(
    "/o/{slug:slug}/distribution/{year}/statements/{member_id}", response=ShareStatementOut, summary="Get a statement"
)
def get_statement(request: HttpRequest, slug: str, year: Year, member_id: UUID) -> ShareStatementOut:
    """Get a member's share of a year with its parts, its articles and its payments."""
    with acting_for_api(request, slug=slug, may="distribution.read") as acting:
        day = vietnam_day(timezone.now())
        found = get_share_statement(org_id=acting.org_id, year=year, member_id=member_id, day=day)
        return _statement(found)


@router.post("/o/{slug:slug}/distribution/{year}/payments", response=ListOut, summary="Put members on a list")
def create_list(request: HttpRequest, slug: str, year: Year, body: ListIn) -> ListOut:
    """Put members on a list that pays what is open of their shares; sent twice, it is one list."""
    with acting_for_api(request, slug=slug, may="books.post") as acting:
        named = frozenset(body.member_ids) if body.member_ids else None
        given = body.dict(exclude={"member_ids"})
        draft = PaymentListDraft(year=year, member_ids=named, **given)
        prepare_payments(org_id=acting.org_id, draft=draft, by=acting.person_id, now=timezone.now())
        return _list(acting.org_id, body.id, 0)


@router.get("/o/{slug:slug}/share-payments/{list_id}", response=ListOut, summary="Get a list of payments")
def get_list(request: HttpRequest, slug: str, list_id: UUID, after: int = 0) -> ListOut:
    """Get a list with two hundred of its lines, those after a place."""
    with acting_for_api(request, slug=slug, may="distribution.read") as acting:
        return _list(acting.org_id, list_id, max(0, min(after, LINES_MAX)))


@router.post("/o/{slug:slug}/share-payments/{list_id}/paid", response=PaidOut, summary="Confirm payments")
def create_paid(request: HttpRequest, slug: str, list_id: UUID, body: PaidIn) -> PaidOut:
    """Confirm lines as paid, a thousand at a time; each is posted once."""
    with acting_for_api(request, slug=slug, may="books.post") as acting:
        step = confirm_payments(
            org_id=acting.org_id,
            list_id=list_id,
            paid_on=body.paid_on,
            payment_ids=body.payment_ids,
            by=acting.person_id,
            now=timezone.now(),
        )
        return PaidOut(paid=step.paid, left=step.left)


@router.post("/o/{slug:slug}/member-accounts", response=AccountsRecordedOut, summary="Record where members are paid")
def create_accounts(request: HttpRequest, slug: str, body: AccountsIn) -> AccountsRecordedOut:
    """Record bank accounts of members; those known by their id stay as they are."""
    with acting_for_api(request, slug=slug, may="books.post") as acting:
        drafts = [BankAccountDraft(**each.dict()) for each in body.accounts]
        done = record_bank_accounts(org_id=acting.org_id, accounts=drafts, by=acting.person_id, now=timezone.now())
        return AccountsRecordedOut(recorded=done)


def _statement(found: ShareStatement) -> ShareStatementOut:
    names = ("year", "member_id", "number", "name", "resolution", "total_vnd", "use_vnd", "labour_vnd", "paid_in_vnd")
    return ShareStatementOut(
        **{name: getattr(found, name) for name in (*names, "paid_vnd", "withheld_vnd", "unpaid_vnd")},
        parts=[
            {
                "side": part.side,
                "key": part.key,
                "pot_vnd": part.pot_vnd,
                "own_vnd": part.own_vnd,
                "all_vnd": part.all_vnd,
                "amount_vnd": part.amount_vnd,
                "article": vars(part.article),
            }
            for part in found.parts
        ],
        payments=[_payment(line) for line in found.payments],
    )


def _list(org_id: UUID, list_id: UUID, after: int) -> ListOut:
    facts: ListFacts = get_payment_list(org_id=org_id, list_id=list_id)
    lines = list_payment_lines(org_id=org_id, list_id=list_id, after=after)
    names = ("id", "year", "number", "means", "pays_on", "lines", "paid", "gross_vnd", "pit_vnd", "net_vnd")
    return ListOut(
        **{name: getattr(facts, name) for name in names},
        payments=[_payment(line) for line in lines],
        next_after=lines[-1].position if lines else None,
    )


def _payment(line: PaymentLine) -> PaymentOut:
    names = [name for name in PaymentOut.model_fields if name != "rate"]
    return PaymentOut(rate=f"{line.rate.normalize():f}", **{name: getattr(line, name) for name in names})
