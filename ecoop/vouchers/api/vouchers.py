"""Vouchers for programs: batches recorded one by one, each answered for itself; reads; the rules there are."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from ecoop.access.api_acting import acting_for_api
from ecoop.kernel.batches import OutcomesOut, tell_outcomes
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.dong import Dong
from ecoop.kernel.wire import AmountVnd, Day, Page, Text, read_cursor, write_cursor
from ecoop.lawbook import queries as lawbook
from ecoop.vouchers import queries
from ecoop.vouchers.actions.record_vouchers import record_vouchers
from ecoop.vouchers.calc.vouchers import VoucherDraft, VoucherLineDraft
from ecoop.vouchers.queries import Office, VoucherRow, VouchersWanted, get_office

router = Router(tags=["vouchers"])

VOUCHERS_MAX, LINES_MAX, FACTS_MAX = 500, 300, 12
Word = Annotated[str, Field(max_length=60, pattern=r"^[^\x00]*$")]
LongText = Annotated[str, Field(max_length=500, pattern=r"^[^\x00]*$")]
Facts = Annotated[dict[Word, Word], Field(max_length=FACTS_MAX, examples=[{"means": "cash"}])]
Amounts = Annotated[dict[Word, AmountVnd], Field(max_length=FACTS_MAX, examples=[{"amount_vnd": 1_250_000}])]
Cursor = Annotated[str | None, Query(max_length=400, description="`next_cursor` of the page before.")]


class VoucherLineIn(Schema):
    """A happening after the first one, as a payroll has several for each worker."""

    rule: Word = Field(examples=["payroll-tax-withheld"])
    facts: Facts = Field(default_factory=dict)
    amounts: Amounts
    text: LongText = ""
    member_id: UUID | None = None
    counterparty_id: UUID | None = None


class VoucherIn(Schema):
    """A voucher by a posting rule. The caller chooses its id, so that sending it twice records it once."""

    id: UUID
    voucher_on: Day
    rule: Word = Field(examples=["management-expense"])
    facts: Facts = Field(default_factory=dict)
    amounts: Amounts
    text: LongText = Field(examples=["Tiền điện tháng 2"])
    member_id: UUID | None = None
    counterparty_id: UUID | None = None
    paper: Word = Field("", description="The form; without it the rule chooses.", examples=["02-TT"])
    number: Text = Field("", description="The number on the paper; without it the next one is given.")
    person_name: Text = ""
    person_address: Text = ""
    attached_count: int = Field(0, ge=0, le=999)
    attached_papers: Text = ""
    resolution_id: UUID | None = Field(default=None, description="What permits a fund to be used.")
    further: list[VoucherLineIn] = Field(default_factory=list, max_length=LINES_MAX)


class VouchersIn(Schema):
    """A batch of vouchers; each is kept or refused for itself."""

    vouchers: list[VoucherIn] = Field(min_length=1, max_length=VOUCHERS_MAX)


class VoucherRowOut(Schema):
    """A voucher as a list shows it."""

    id: UUID
    paper: str = Field(examples=["02-TT"])
    number: str = Field(examples=["26-00012"])
    voucher_on: date
    rule: str
    text: str
    party_name: str
    total_vnd: int
    entry_label: str = Field(examples=["2026-17"])
    is_taken_back: bool


class VoucherPostingOut(Schema):
    """One posting that a voucher became."""

    debit: str = Field(examples=["642"])
    credit: str = Field(examples=["1111"])
    amount_vnd: int


class VoucherOut(VoucherRowOut):
    """A voucher with what it says and what it became in the books."""

    facts: dict[str, str]
    amounts: dict[str, int]
    member_id: UUID | None
    counterparty_id: UUID | None
    person_name: str
    attached_papers: str
    postings: list[VoucherPostingOut]
    taken_back_by: str


class VoucherRuleOut(Schema):
    """A rule by which the office may record: what it asks, and on which form it stands."""

    rule: str
    label: str
    group: str
    party: str = Field(description="need, ask or none")
    facts: dict[str, list[str]]
    amounts: dict[str, bool] = Field(description="Each amount, and whether it is needed.")


@router.post("/o/{slug:slug}/vouchers", response=OutcomesOut, summary="Record vouchers")
def post_vouchers(request: HttpRequest, slug: str, body: VouchersIn) -> OutcomesOut:
    """Record a batch of vouchers. Each is answered for itself: a good one is kept whatever becomes of the others."""
    with acting_for_api(request, slug=slug, may="documents.record") as acting:
        drafts = [draft_of(each) for each in body.vouchers]
        by, now = acting.person_id, timezone.now()
        return tell_outcomes(outcomes=record_vouchers(org_id=acting.org_id, vouchers=drafts, by=by, now=now))


@router.get("/o/{slug:slug}/vouchers", response=Page[VoucherRowOut], summary="List vouchers")
def list_vouchers(request: HttpRequest, slug: str, cursor: Cursor = None) -> Page[VoucherRowOut]:
    """List vouchers, the newest first."""
    key = read_cursor(cursor=cursor, kinds=(str,))
    with acting_for_api(request, slug=slug, may="documents.read") as acting:
        office = _office()
        page = queries.list_vouchers(
            org_id=acting.org_id, office=office, wanted=VouchersWanted(), cursor=key[0] if key else ""
        )
    following = write_cursor(key=(page.next_cursor,)) if page.next_cursor else None
    return Page[VoucherRowOut](items=[VoucherRowOut(**_row(each)) for each in page.rows], next_cursor=following)


@router.get("/o/{slug:slug}/vouchers/{uuid:voucher_id}", response=VoucherOut, summary="Get a voucher")
def get_voucher(request: HttpRequest, slug: str, voucher_id: UUID) -> VoucherOut:
    """Get one voucher with what it says and what it became in the books."""
    with acting_for_api(request, slug=slug, may="documents.read") as acting:
        found = queries.get_voucher(org_id=acting.org_id, office=_office(), voucher_id=voucher_id)
    return VoucherOut(
        **_row(found.row),
        facts=dict(found.draft.facts),
        amounts=dict(found.draft.amounts),
        member_id=found.draft.member_id,
        counterparty_id=found.draft.counterparty_id,
        person_name=found.draft.person_name,
        attached_papers=found.draft.attached_papers,
        postings=[
            VoucherPostingOut(debit=each.debit, credit=each.credit, amount_vnd=each.amount_vnd)
            for each in found.postings
        ],
        taken_back_by=found.taken_back_by,
    )


@router.get("/o/{slug:slug}/voucher-rules", response=list[VoucherRuleOut], summary="List what vouchers may record")
def list_voucher_rules(request: HttpRequest, slug: str) -> list[VoucherRuleOut]:
    """List the rules by which the office may record today, with the facts and amounts that each asks."""
    with acting_for_api(request, slug=slug, may="documents.read"):
        office = _office()
    return [
        VoucherRuleOut(
            rule=rule.name,
            label=office.say_rule(name=rule.name),
            group=rule.group,
            party=rule.party,
            facts={question.name: list(question.values) for question in rule.questions},
            amounts={amount.name: not amount.is_optional for amount in rule.amounts},
        )
        for rule in office.rules.values()
    ]


def _office() -> Office:
    return get_office(law=lawbook.on(vietnam_day(timezone.now())))


def _row(row: VoucherRow) -> dict[str, Any]:
    names = ("id", "paper", "number", "rule", "text", "party_name", "total_vnd", "entry_label", "is_taken_back")
    return {"voucher_on": row.on, **{name: getattr(row, name) for name in names}}


def draft_of(voucher: VoucherIn) -> VoucherDraft:
    """Make the draft of what a program sent."""
    given = voucher.model_dump(exclude={"further", "amounts"})
    amounts = {name: Dong(vnd) for name, vnd in voucher.amounts.items()}
    return VoucherDraft(
        **given, amounts=amounts, further=tuple(VoucherLineDraft(**line.model_dump()) for line in voucher.further)
    )
