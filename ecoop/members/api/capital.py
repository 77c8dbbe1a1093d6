"""Capital for programs: who holds what, how much may still come, what is to be done, and recording it."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from ecoop.access.api_acting import acting_for_api
from ecoop.kernel.batches import DOCUMENTS_MAX, Exact, OutcomesOut, tell_outcomes
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.dong import Dong
from ecoop.kernel.wire import AMOUNT_VND_MAX, Day, Page, PageWanted, Text, cut_page, read_cursor
from ecoop.members.actions.commit_capital import CommitmentDraft, commit_capital
from ecoop.members.actions.record_contributions import AssetPaid, Contribution, record_contributions_one_by_one
from ecoop.members.actions.return_capital import ReturnDraft, return_capital
from ecoop.members.actions.transfer_capital import TransferDraft, transfer_capital
from ecoop.members.calc import CapitalMeans, ChangeKind, Means, ReturnReason, Valuer
from ecoop.members.queries import (
    MemberRoom,
    capital_of,
    get_contribution_book,
    list_capital_duties,
    list_member_rooms,
)

router = Router(tags=["members"])
Positive = Annotated[int, Field(strict=True, ge=1, le=AMOUNT_VND_MAX, examples=[5_000_000])]
YearWanted = Annotated[int | None, Query(ge=2000, le=2100, description="This year when left out.")]
MeansIn = Literal["cash", "bank", "materials", "goods", "fixed_asset", "land_use_right", "intangible"]
Paper = Annotated[Text, Field(min_length=1, examples=["NQ 03/2026/ĐHTV"])]


class CapitalOut(Schema):
    """The capital of a cooperative on a day."""

    charter_capital_vnd: int
    committed_vnd: int
    paid_in_vnd: int
    associates_vnd: int
    foreign_vnd: int


class CeilingOut(Schema):
    """One ceiling of the law, and what is held under it."""

    who: str = Field(examples=["official"])
    held_vnd: int
    most_vnd: int
    left_vnd: int
    article: str = Field(examples=["Điều 74, khoản 1"])


class RoomOut(Schema):
    """How much one member may still contribute, under every ceiling that binds."""

    member_id: UUID
    number: str
    name: str
    held_vnd: int
    promised_vnd: int
    ratio: str = Field(examples=["0.200000"])
    left_vnd: int
    left_if_it_grows_vnd: int = Field(description="When the charter capital is raised by the same amount.")
    ceilings: list[CeilingOut]


class DutyOut(Schema):
    """Something to be done about the capital."""

    kind: str = Field(examples=["commitment_due"])
    label: str
    due_on: date | None
    amount_vnd: int
    member_id: UUID | None
    article: str | None


class CapitalAssetIn(Schema):
    """The asset of a contribution in kind, with its valuation and its handover."""

    what: Paper
    quantity: Exact
    unit: Annotated[str, Field(min_length=1, max_length=30, pattern=r"^[^\x00]*$", examples=["chiếc"])]
    valued_by: Literal["founders", "meeting", "board", "appraiser"]
    valuation_paper: Paper
    valued_on: Day
    handed_over_on: Day
    lasts_until_on: Day | None = None
    consent: Text = ""


class ContributionIn(Schema):
    """Capital paid in. The caller chooses its id, so that sending it twice records it once."""

    id: UUID
    member_id: UUID
    paid_on: Day
    means: MeansIn
    amount_vnd: Positive
    asset: CapitalAssetIn | None = None


class ContributionsIn(Schema):
    """A batch of payments; each is kept or refused for itself."""

    contributions: list[ContributionIn] = Field(min_length=1, max_length=DOCUMENTS_MAX)


class CommitmentIn(Schema):
    """A promise to contribute."""

    id: UUID
    member_id: UUID
    amount_vnd: Positive
    committed_on: Day
    means: MeansIn = "bank"
    what: Text = ""
    counts_from_on: Day | None = None
    due_on: Day | None = None
    rests_on: Text = ""


class CommitmentsIn(Schema):
    """A batch of promises, recorded all or none."""

    commitments: list[CommitmentIn] = Field(min_length=1, max_length=DOCUMENTS_MAX)


class CapitalReturnIn(Schema):
    """Capital to be paid back."""

    id: UUID
    member_id: UUID
    returned_on: Day
    amount_vnd: Positive
    means: Literal["cash", "bank"]
    reason: Literal["membership_ended", "excess"]
    resolution_id: UUID = Field(description="The resolution on which it rests.")
    debts_seen_by: Paper
    payee: Text = ""


class TransferIn(Schema):
    """Capital that passes from one member to another."""

    id: UUID
    from_id: UUID
    to_id: UUID
    moved_on: Day
    amount_vnd: Positive
    kind: Literal["sold", "given", "inherited"]
    paper: Paper


class RecordedOut(Schema):
    """The ids that are new."""

    recorded: list[UUID]


class BookLineOut(Schema):
    """A line of the book of contributions."""

    on: date
    number: str
    text: str
    account: str
    in_vnd: int
    out_vnd: int


class ContributionBookOut(Schema):
    """The book of one member's contributions in a year."""

    member_id: UUID
    opening_vnd: int
    closing_vnd: int
    lines: list[BookLineOut]


@router.get("/o/{slug:slug}/capital", response=CapitalOut, summary="Get the capital")
def get_capital(request: HttpRequest, slug: str, on: Day | None = None) -> CapitalOut:
    """Tell what the charter says, what is promised and what is paid, as of a day (today when left out)."""
    with acting_for_api(request, slug=slug, may="members.read") as acting:
        return CapitalOut(**vars(capital_of(org_id=acting.org_id, day=on or vietnam_day(timezone.now()))))


@router.get("/o/{slug:slug}/capital/rooms", response=Page[RoomOut], summary="List how much may still be contributed")
def list_rooms(
    request: HttpRequest,
    slug: str,
    page: PageWanted,
    on: Day | None = None,
    charter_capital_vnd: Annotated[int | None, Query(ge=1, le=AMOUNT_VND_MAX)] = None,
) -> Page[RoomOut]:
    """List by member number how much each may still contribute; also if the charter capital were another."""
    after = read_cursor(cursor=page.cursor, kinds=(str,))
    with acting_for_api(request, slug=slug, may="members.read") as acting:
        rows = list_member_rooms(
            org_id=acting.org_id,
            day=on or vietnam_day(timezone.now()),
            after=after[0] if after else None,
            limit=page.limit + 1,
            charter_capital_vnd=Dong(charter_capital_vnd) if charter_capital_vnd else None,
        )
    items, following = cut_page(rows=rows, limit=page.limit, key=lambda row: (row.number,))
    return Page[RoomOut](items=[_room(row) for row in items], next_cursor=following)


@router.get("/o/{slug:slug}/capital/duties", response=list[DutyOut], summary="List what is to be done about capital")
def list_duties(request: HttpRequest, slug: str, on: Day | None = None) -> list[DutyOut]:
    """List deadlines and ceilings that ask for something, the earliest first; at most 200 of a kind."""
    with acting_for_api(request, slug=slug, may="members.read") as acting:
        duties = list_capital_duties(org_id=acting.org_id, day=on or vietnam_day(timezone.now()))
    return [
        DutyOut(
            kind=duty.kind,
            label=duty.label,
            due_on=duty.due_on,
            amount_vnd=duty.amount_vnd,
            member_id=duty.member_id,
            article=duty.law.article if duty.law else None,
        )
        for duty in duties
    ]


@router.post("/o/{slug:slug}/capital/contributions", response=OutcomesOut, summary="Record capital paid in")
def post_contributions(request: HttpRequest, slug: str, body: ContributionsIn) -> OutcomesOut:
    """Record a batch of payments. Each is answered for itself: a good one is kept whatever becomes of the others."""
    with acting_for_api(request, slug=slug, may="capital.record") as acting:
        drafts = [_contribution(each) for each in body.contributions]
        given: dict[str, Any] = {"by": acting.person_id, "now": timezone.now()}
        return tell_outcomes(
            outcomes=record_contributions_one_by_one(org_id=acting.org_id, contributions=drafts, **given)
        )


@router.post("/o/{slug:slug}/capital/commitments", response=RecordedOut, summary="Record promises of capital")
def post_commitments(request: HttpRequest, slug: str, body: CommitmentsIn) -> RecordedOut:
    """Record promises, all or none; those whose id is there already stay as they are."""
    drafts = [CommitmentDraft(**{**each.dict(), "means": CapitalMeans(each.means)}) for each in body.commitments]
    with acting_for_api(request, slug=slug, may="capital.record") as acting:
        given: dict[str, Any] = {"by": acting.person_id, "now": timezone.now()}
        return RecordedOut(recorded=commit_capital(org_id=acting.org_id, commitments=drafts, **given))


@router.post("/o/{slug:slug}/capital/returns", response=RecordedOut, summary="Return capital")
def post_return(request: HttpRequest, slug: str, body: CapitalReturnIn) -> RecordedOut:
    """Record that capital was paid back; the same id again changes nothing."""
    draft = ReturnDraft(**{**body.dict(), "means": Means(body.means), "reason": ReturnReason(body.reason)})
    with acting_for_api(request, slug=slug, may="capital.record") as acting:
        given: dict[str, Any] = {"by": acting.person_id, "now": timezone.now()}
        return RecordedOut(recorded=return_capital(org_id=acting.org_id, returns=[draft], **given))


@router.post("/o/{slug:slug}/capital/transfers", response=RecordedOut, summary="Transfer capital between members")
def post_transfer(request: HttpRequest, slug: str, body: TransferIn) -> RecordedOut:
    """Record that capital passed from one member to another; the same id again changes nothing."""
    draft = TransferDraft(**{**body.dict(), "kind": ChangeKind(body.kind)})
    with acting_for_api(request, slug=slug, may="capital.record") as acting:
        given: dict[str, Any] = {"by": acting.person_id, "now": timezone.now()}
        return RecordedOut(recorded=transfer_capital(org_id=acting.org_id, transfers=[draft], **given))


@router.get(
    "/o/{slug:slug}/capital/books/{uuid:member_id}",
    response=ContributionBookOut,
    summary="Get the book S31 of a member",
)
def get_book(request: HttpRequest, slug: str, member_id: UUID, year: YearWanted = None) -> ContributionBookOut:
    """Get the book of one member's contributions in a year, with its opening and closing balance."""
    shown = year or vietnam_day(timezone.now()).year
    span = {"starts_on": date(shown, 1, 1), "ends_before": date(shown + 1, 1, 1)}
    with acting_for_api(request, slug=slug, may="members.read") as acting:
        book = get_contribution_book(org_id=acting.org_id, member_id=member_id, **span)
    return ContributionBookOut(
        member_id=book.member_id,
        opening_vnd=book.opening_vnd,
        closing_vnd=book.closing_vnd,
        lines=[BookLineOut(**vars(line)) for line in book.lines],
    )


def _room(row: MemberRoom) -> RoomOut:
    return RoomOut(
        member_id=row.member_id,
        number=row.number,
        name=row.name,
        held_vnd=row.held_vnd,
        promised_vnd=row.promised_vnd,
        ratio=f"{row.ratio:f}",
        left_vnd=row.left_vnd,
        left_if_it_grows_vnd=row.left_if_it_grows_vnd,
        ceilings=[
            CeilingOut(
                who=room.who,
                held_vnd=room.held_vnd,
                most_vnd=room.most_vnd,
                left_vnd=room.left_vnd,
                article=room.law.article,
            )
            for room in row.rooms
        ],
    )


def _contribution(one: ContributionIn) -> Contribution:
    asset = AssetPaid(**{**one.asset.dict(), "valued_by": Valuer(one.asset.valued_by)}) if one.asset else None
    return Contribution(one.id, one.member_id, one.paid_on, CapitalMeans(one.means), Dong(one.amount_vnd), asset)
