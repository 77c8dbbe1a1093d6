"""The books for programs: accounts, entries, corrections, trial balance, periods."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router, Schema, Status
from pydantic import Field

from ecoop.access.api_acting import acting_for_api
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.dong import Dong
from ecoop.kernel.wire import AmountVnd, CursorIsUnreadable, Day, Page, PageWanted, Text, read_cursor, write_cursor
from ecoop.ledger import queries
from ecoop.ledger.actions.add_accounts import add_detail_account
from ecoop.ledger.actions.adjust_books import adjust_books
from ecoop.ledger.actions.close_period import close_period
from ecoop.ledger.actions.reopen_period import reopen_period
from ecoop.ledger.actions.reverse_entry import reverse_entry
from ecoop.ledger.calc import Posting
from ecoop.ledger.queries import EntryFacts, JournalCursor, PeriodFacts
from ecoop.ledger.queries.seals import list_seals as list_the_seals
from ecoop.ledger.queries.verification import verify_books

router = Router(tags=["ledger"])

# One batch of a program is bounded, so that no request holds the organisation's lock for long.
POSTINGS_MAX = 200
AccountCode = Annotated[str, Field(max_length=20, pattern=r"^[0-9A-Za-z.]+$", examples=["1111"])]
Month = Annotated[str, Path(pattern=r"^[12]\d{3}-(0[1-9]|1[0-2])$", examples=["2026-01"], description="Year-month.")]


class AccountOut(Schema):
    """An account of the organisation's chart."""

    code: str = Field(examples=["1111"])
    name_vi: str = Field(examples=["Tiền Việt Nam"])
    name_en: str
    parent_code: str = Field(examples=["111"])
    type: str = Field(examples=["asset"])
    normal: str = Field(examples=["debit"])
    is_postable: bool = Field(description="Only accounts without details take postings.")


class AccountsOut(Schema):
    """The chart of accounts."""

    items: list[AccountOut]


class DetailIn(Schema):
    """A detail account below an account that has taken no postings."""

    parent: AccountCode
    code: AccountCode = Field(examples=["1121.01"])
    name_vi: Annotated[Text, Field(min_length=1, max_length=200, examples=["Agribank 8600"])]
    name_en: Annotated[Text, Field(max_length=200)] = ""


class PostingIn(Schema):
    """An amount to move from one account to another: debit (Nợ), credit (Có), amount."""

    debit: AccountCode
    credit: AccountCode
    amount_vnd: AmountVnd
    party_id: UUID | None = None
    item_id: UUID | None = None
    side: Literal["internal", "external"] | None = None


class PostingOut(Schema):
    """An amount moved from one account to another."""

    debit: str = Field(examples=["6421"])
    credit: str = Field(examples=["1111"])
    amount_vnd: int = Field(examples=[1_250_000])
    party_id: UUID | None
    item_id: UUID | None
    side: str | None


class EntryOut(Schema):
    """An entry in the books; it is never edited, only corrected by another."""

    entry_id: UUID
    label: str = Field(examples=["2026-17"])
    kind: str = Field(examples=["plain"])
    document_kind: str = Field(examples=["trade.sale"])
    document_id: UUID
    document_on: date
    entry_on: date
    recorded_at: datetime
    text: str = Field(examples=["Bán chè khô"])
    amount_vnd: int = Field(examples=[1_250_000])
    corrects_id: UUID | None
    reversed_by: str | None = Field(examples=["2026-18"])
    postings: list[PostingOut]


class AdjustmentIn(Schema):
    """An adjusting entry. `document_id` is chosen by the caller, and makes a repetition harmless."""

    document_id: UUID
    document_on: Day
    entry_on: Day
    text: Annotated[Text, Field(min_length=1, examples=["Phân bổ chi phí tháng 1"])]
    postings: list[PostingIn] = Field(min_length=1, max_length=POSTINGS_MAX)
    corrects_id: UUID | None = None


class ReversalIn(Schema):
    """Why an entry is taken back, and on which day."""

    entry_on: Day
    reason: Annotated[Text, Field(min_length=1, examples=["Ghi nhầm số tiền"])]


class PostedOut(Schema):
    """The entry that a request made, or that stood there already."""

    entry_id: UUID
    label: str = Field(examples=["2026-17"])
    was_posted_before: bool


class TrialLineOut(Schema):
    """An account's opening balance, movements and closing balance."""

    code: str = Field(examples=["1111"])
    name_vi: str
    opening_debits_vnd: int
    opening_credits_vnd: int
    debit_vnd: int
    credit_vnd: int
    closing_debits_vnd: int
    closing_credits_vnd: int


class TrialBalanceOut(Schema):
    """The trial balance (bảng cân đối số phát sinh) of some days."""

    from_on: date
    until_on: date
    items: list[TrialLineOut]


class PeriodOut(Schema):
    """A month of the books."""

    month: str = Field(examples=["2026-01"])
    is_closed: bool
    closed_at: datetime | None = Field(description="When the closure that holds was made.")


class PeriodsOut(Schema):
    """The months of the books, the newest first."""

    items: list[PeriodOut]


class ClosureIn(Schema):
    """Why a month is closed; may be empty."""

    reason: Text = ""


class ReopeningIn(Schema):
    """Why a month is opened again."""

    reason: Annotated[Text, Field(min_length=1, examples=["Hóa đơn đến muộn"])]


class SealOut(Schema):
    """The seal over the entries recorded on one day, chained to the seal before it and signed."""

    day: date
    size: int = Field(examples=[214], description="How many entries it covers.")
    previous_root: str
    root: str
    signature: str
    key_id: str
    public_key: str
    sealed_at: datetime


class SealsOut(Schema):
    """The chain of seals, in the order of days."""

    items: list[SealOut]


class FindingOut(Schema):
    """One thing that is wrong with the books."""

    domain: str = Field(examples=["ledger"])
    check: str
    thing: str


class VerificationOut(Schema):
    """What verification found; an empty list is what everybody hopes for."""

    entries: int
    postings: int
    seals: int
    findings: list[FindingOut]


class DaysAsked(Schema):
    """The days asked for, both included."""

    from_on: Day = date(2000, 1, 1)
    until_on: Day = date(2999, 12, 31)


Days = Annotated[DaysAsked, Query()]


@router.get("/o/{slug:slug}/ledger/accounts", response=AccountsOut, summary="List accounts")
def list_accounts(request: HttpRequest, slug: str) -> AccountsOut:
    """List the chart of accounts by code."""
    with acting_for_api(request, slug=slug, may="books.read") as acting:
        return AccountsOut(items=[AccountOut.from_orm(each) for each in queries.list_accounts(org_id=acting.org_id)])


@router.post("/o/{slug:slug}/ledger/accounts", response={201: AccountOut}, summary="Add a detail account")
def post_detail(request: HttpRequest, slug: str, body: DetailIn) -> Status[AccountOut]:
    """Add a detail account, for example one per bank account; the account above then only sums up its details."""
    with acting_for_api(request, slug=slug, may="books.post") as acting:
        add_detail_account(org_id=acting.org_id, by=acting.person_id, now=timezone.now(), **body.dict())
        account, _codes = queries.get_account_with_details(org_id=acting.org_id, code=body.code)
        return Status(201, AccountOut.from_orm(account))


@router.get("/o/{slug:slug}/ledger/entries", response=Page[EntryOut], summary="List entries")
def list_entries(request: HttpRequest, slug: str, days: Days, page: PageWanted) -> Page[EntryOut]:
    """List the journal in the order of the days in the books."""
    after = _read_place(page.cursor)
    with acting_for_api(request, slug=slug, may="books.read") as acting:
        found = queries.list_journal(
            org_id=acting.org_id, from_on=days.from_on, until_on=days.until_on, after=after, size=page.limit
        )
    following = write_cursor(key=(found.following.text,)) if found.following else None
    return Page[EntryOut](items=[_entry(each) for each in found.entries], next_cursor=following)


@router.get("/o/{slug:slug}/ledger/entries/{uuid:entry_id}", response=EntryOut, summary="Get an entry")
def get_entry(request: HttpRequest, slug: str, entry_id: UUID) -> EntryOut:
    """Get one entry with its postings."""
    with acting_for_api(request, slug=slug, may="books.read") as acting:
        return _entry(queries.get_entry(org_id=acting.org_id, entry_id=entry_id))


@router.post("/o/{slug:slug}/ledger/entries", response={201: PostedOut}, summary="Post an adjusting entry")
def post_adjustment(request: HttpRequest, slug: str, body: AdjustmentIn) -> Status[PostedOut]:
    """Post an adjusting entry. Documents of trade are not posted here: they make their entries themselves."""
    with acting_for_api(request, slug=slug, may="books.post") as acting:
        posted = adjust_books(
            org_id=acting.org_id,
            document_id=body.document_id,
            document_on=body.document_on,
            entry_on=body.entry_on,
            text=body.text,
            postings=[_posting(each) for each in body.postings],
            by=acting.person_id,
            now=timezone.now(),
            corrects_id=body.corrects_id,
        )
        return Status(201, PostedOut.from_orm(posted))


@router.post(
    "/o/{slug:slug}/ledger/entries/{uuid:entry_id}/reversal", response={201: PostedOut}, summary="Reverse an entry"
)
def post_reversal(request: HttpRequest, slug: str, entry_id: UUID, body: ReversalIn) -> Status[PostedOut]:
    """Take an entry back by a red entry: same accounts, negative amounts."""
    with acting_for_api(request, slug=slug, may="books.post") as acting:
        posted = reverse_entry(
            org_id=acting.org_id,
            entry_id=entry_id,
            entry_on=body.entry_on,
            reason=body.reason,
            by=acting.person_id,
            now=timezone.now(),
        )
        return Status(201, PostedOut.from_orm(posted))


@router.get("/o/{slug:slug}/ledger/trial-balance", response=TrialBalanceOut, summary="Get the trial balance")
def get_trial_balance(request: HttpRequest, slug: str, days: Days) -> TrialBalanceOut:
    """Get opening balances, movements and closing balances of every account for some days."""
    with acting_for_api(request, slug=slug, may="books.read") as acting:
        lines = queries.list_trial_balance(org_id=acting.org_id, from_on=days.from_on, until_on=days.until_on)
        items = [TrialLineOut.from_orm(line) for line in lines]
        return TrialBalanceOut(from_on=days.from_on, until_on=days.until_on, items=items)


@router.get("/o/{slug:slug}/ledger/periods", response=PeriodsOut, summary="List periods")
def list_periods(request: HttpRequest, slug: str) -> PeriodsOut:
    """List the months of the books, the newest first, and which of them are closed."""
    with acting_for_api(request, slug=slug, may="books.read") as acting:
        found = queries.list_periods(org_id=acting.org_id, today=vietnam_day(timezone.now()))
        return PeriodsOut(items=[_period(each) for each in found])


@router.post("/o/{slug:slug}/ledger/periods/{month}/closure", response={201: PeriodOut}, summary="Close a period")
def post_closure(request: HttpRequest, slug: str, month: Month, body: ClosureIn) -> Status[PeriodOut]:
    """Close a month that is over; from then on it takes no entries."""
    now, first_day = timezone.now(), date.fromisoformat(f"{month}-01")
    with acting_for_api(request, slug=slug, may="books.close") as acting:
        close_period(org_id=acting.org_id, month=first_day, by=acting.person_id, now=now, reason=body.reason)
        return Status(201, PeriodOut(month=month, is_closed=True, closed_at=now))


@router.post("/o/{slug:slug}/ledger/periods/{month}/reopening", response={201: PeriodOut}, summary="Reopen a period")
def post_reopening(request: HttpRequest, slug: str, month: Month, body: ReopeningIn) -> Status[PeriodOut]:
    """Lift the closure of a month, with the reason."""
    now, first_day = timezone.now(), date.fromisoformat(f"{month}-01")
    with acting_for_api(request, slug=slug, may="books.reopen") as acting:
        reopen_period(org_id=acting.org_id, month=first_day, reason=body.reason, by=acting.person_id, now=now)
        return Status(201, PeriodOut(month=month, is_closed=False, closed_at=None))


@router.get("/o/{slug:slug}/ledger/seals", response=SealsOut, summary="List seals")
def list_seals(request: HttpRequest, slug: str) -> SealsOut:
    """List the chain of seals; whoever keeps a root can prove later that nothing was changed."""
    with acting_for_api(request, slug=slug, may="books.read") as acting:
        return SealsOut(items=[SealOut.from_orm(each) for each in list_the_seals(org_id=acting.org_id)])


@router.get("/o/{slug:slug}/ledger/verification", response=VerificationOut, summary="Verify the books")
def get_verification(request: HttpRequest, slug: str) -> VerificationOut:
    """Recompute every balance, every check and every seal, and name what is wrong."""
    with acting_for_api(request, slug=slug, may="books.read") as acting:
        return VerificationOut.from_orm(verify_books(org_id=acting.org_id))


def _read_place(cursor: str | None) -> JournalCursor | None:
    key = read_cursor(cursor=cursor, kinds=(str,))
    place = queries.read_cursor(text=key[0]) if key else None
    if key and place is None:
        raise CursorIsUnreadable(cursor=cursor)
    return place


def _entry(entry: EntryFacts) -> EntryOut:
    return EntryOut.from_orm(entry)


def _posting(posting: PostingIn) -> Posting:
    return Posting(
        debit=posting.debit,
        credit=posting.credit,
        amount_vnd=Dong(posting.amount_vnd),
        party_id=posting.party_id,
        item_id=posting.item_id,
        side=posting.side,
    )


def _period(period: PeriodFacts) -> PeriodOut:
    holding = [each.closed_at for each in period.closures if each.reopened_at is None]
    return PeriodOut(
        month=f"{period.month:%Y-%m}", is_closed=period.is_closed, closed_at=holding[0] if holding else None
    )
