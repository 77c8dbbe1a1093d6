"""Trade with members for programs: lines recorded one by one, reads, the measures of a year, agreements."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from ecoop.access.api_acting import acting_for_api
from ecoop.kernel.batches import DOCUMENTS_MAX, CursorWanted, Exact, OutcomesOut, tell_outcomes, write_exact
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.dong import Dong
from ecoop.kernel.wire import AmountVnd, Day, Flag, Page, PageWanted, Text, read_cursor, write_cursor
from ecoop.members.actions.record_dealings import record_dealings_one_by_one
from ecoop.members.actions.sign_agreements import AgreementDraft, sign_agreements
from ecoop.members.actions.take_back_dealing import take_back_dealing
from ecoop.members.calc import DealingDraft, DealingKind, InternalRatio, Means, Side
from ecoop.members.queries.agreements import AgreementFacts, list_agreement_page
from ecoop.members.queries.dealings import DealingRow, DealingsWanted, get_dealing, list_dealing_page
from ecoop.members.queries.measures import LevelRow, get_trade_measures, list_level_page
from ecoop.members.queries.own_trade import list_own_dealings

router = Router(tags=["members"])

Kind = Literal["goods", "product", "service", "lending", "other", "purchase", "labour", "expense"]
Rate = Annotated[Decimal, Field(ge=0, le=1, max_digits=5, decimal_places=4, examples=["0.08"])]
YearWanted = Annotated[int | None, Query(ge=2000, le=2100, description="This year when left out.")]
Short = Annotated[str, Field(max_length=60, pattern=r"^[^\x00]*$")]


class DealingIn(Schema):
    """A line of trade. The caller chooses its id, so that sending it twice records it once."""

    id: UUID
    dealt_on: Day
    kind: Kind
    text: Annotated[Text, Field(min_length=1, examples=["Chè búp tươi"])]
    value_vnd: AmountVnd
    side: Literal["internal", "external"] | None = Field(
        None, description="Left out, the law chooses it by the member's type and agreement on that day."
    )
    means: Literal["cash", "bank", "credit"] = "cash"
    cost_vnd: AmountVnd = 0
    member_id: UUID | None = None
    agreement_id: UUID | None = None
    vat_rate: Rate | None = None
    vat_vnd: AmountVnd | None = Field(None, description="Left out, it is reckoned from the rate.")
    quantity: Exact | None = Field(None, description="Of labour: days.")
    unit: Annotated[str, Field(max_length=50, pattern=r"^[^\x00]*$")] = ""
    unit_price: Exact | None = None
    what: Literal["", "goods", "materials"] = ""
    number: Short = ""
    item_id: UUID | None = None
    season: Short = ""
    plot: Annotated[str, Field(max_length=100, pattern=r"^[^\x00]*$")] = ""
    has_invoice: Flag = False


class DealingsIn(Schema):
    """A batch of lines of trade; each is kept or refused for itself."""

    dealings: list[DealingIn] = Field(min_length=1, max_length=DOCUMENTS_MAX)


class DealingOut(Schema):
    """A recorded line of trade, with its side and why it stands there."""

    id: UUID
    dealt_on: date
    kind: str = Field(examples=["purchase"])
    side: str = Field(examples=["internal"])
    ground: str = Field(examples=["agreement"])
    article: str | None = Field(examples=["Điều 4, khoản 1"])
    member_id: UUID | None
    member_type: str
    agreement_number: str
    text: str
    number: str
    quantity: str | None
    unit: str
    unit_price: str | None
    value_vnd: int
    vat_vnd: int
    cost_vnd: int
    means: str
    season: str
    plot: str
    entry_label: str = Field(examples=["2026-17"])
    is_taken_back: bool


class TakeBackIn(Schema):
    """Why a line of trade is taken back, and on which day of the books."""

    entry_on: Day
    reason: Annotated[Text, Field(min_length=1, examples=["Cân nhầm"])]


class TakenBackOut(Schema):
    """The red entry that took a line of trade back."""

    entry_label: str


class RatioOut(Schema):
    """The internal part of a year's trade by one measure; the ratio is exact, as a text, and null without trade."""

    internal_vnd: int
    external_vnd: int
    ratio: str | None = Field(examples=["0.512"])


class MeasuresOut(Schema):
    """The internal ratio of a year by both measures of the law, against the least of the charter."""

    year: int
    by_revenue: RatioOut
    by_cost: RatioOut
    least: str | None
    standing: str = Field(examples=["fine"])
    article: str


class LevelOut(Schema):
    """How much a member used and worked in a year: of all members, and of the official ones."""

    member_id: UUID
    number: str
    type: str | None
    use_vnd: int
    labour_vnd: int
    use_level: str | None
    labour_level: str | None
    use_share: str | None
    labour_share: str | None


class AgreementIn(Schema):
    """A written agreement with a member. The caller chooses its id, so that sending it twice signs it once."""

    id: UUID
    member_id: UUID
    number: Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[^\x00]*$", examples=["HĐ-01/2026"])]
    signed_on: Day
    ends_before: Day | None = None
    subject: Annotated[str, Field(max_length=500, pattern=r"^[^\x00]*$")] = ""
    terms: Annotated[str, Field(max_length=1000, pattern=r"^[^\x00]*$")] = ""
    season: Short = ""
    value_vnd: AmountVnd | None = None


class AgreementsIn(Schema):
    """A batch of agreements, signed all or none."""

    agreements: list[AgreementIn] = Field(min_length=1, max_length=DOCUMENTS_MAX)


class SignedOut(Schema):
    """The ids of the agreements that are new."""

    signed: list[UUID]


class AgreementOut(Schema):
    """An agreement; `ends_before` is the first day on which it holds no more, however it ended."""

    id: UUID
    member_id: UUID
    number: str
    signed_on: date
    ends_before: date | None
    subject: str
    season: str
    value_vnd: int | None


@router.post("/o/{slug:slug}/member-trade", response=OutcomesOut, summary="Record trade with members")
def post_dealings(request: HttpRequest, slug: str, body: DealingsIn) -> OutcomesOut:
    """Record a batch of lines. Each is answered for itself: a good one is kept whatever becomes of the others."""
    with acting_for_api(request, slug=slug, may="documents.record") as acting:
        drafts = [_draft(each) for each in body.dealings]
        given: dict[str, Any] = {"by": acting.person_id, "now": timezone.now()}
        return tell_outcomes(outcomes=record_dealings_one_by_one(org_id=acting.org_id, dealings=drafts, **given))


@router.get("/o/{slug:slug}/member-trade", response=Page[DealingOut], summary="List trade with members")
def list_trade(
    request: HttpRequest,
    slug: str,
    page: PageWanted,
    side: Literal["internal", "external"] | None = None,
    kind: Kind | None = None,
    member_id: UUID | None = None,
) -> Page[DealingOut]:
    """List lines of trade, the newest first; of one side, kind or member if asked."""
    key = read_cursor(cursor=page.cursor, kinds=(str,))
    wanted = DealingsWanted(side=side or "", kind=kind or "", member_id=member_id)
    with acting_for_api(request, slug=slug, may="members.read") as acting:
        found = list_dealing_page(org_id=acting.org_id, wanted=wanted, cursor=key[0] if key else "", most=page.limit)
    following = write_cursor(key=(found.next_cursor,)) if found.next_cursor else None
    return Page[DealingOut](items=[_out(row) for row in found.rows], next_cursor=following)


@router.get("/o/{slug:slug}/member-trade/{uuid:dealing_id}", response=DealingOut, summary="Get a line of trade")
def get_line(request: HttpRequest, slug: str, dealing_id: UUID) -> DealingOut:
    """Get one line of trade, with its side, why it stands there, and its entry."""
    with acting_for_api(request, slug=slug, may="members.read") as acting:
        return _out(get_dealing(org_id=acting.org_id, dealing_id=dealing_id))


@router.post(
    "/o/{slug:slug}/member-trade/{uuid:dealing_id}/reversal", response=TakenBackOut, summary="Take a line of trade back"
)
def post_reversal(request: HttpRequest, slug: str, dealing_id: UUID, body: TakeBackIn) -> TakenBackOut:
    """Take a line of trade back by a red entry, once; it counts no more in any measure."""
    with acting_for_api(request, slug=slug, may="books.post") as acting:
        given: dict[str, Any] = {
            "entry_on": body.entry_on,
            "reason": body.reason,
            "by": acting.person_id,
            "now": timezone.now(),
        }
        return TakenBackOut(entry_label=take_back_dealing(org_id=acting.org_id, dealing_id=dealing_id, **given))


@router.get(
    "/o/{slug:slug}/member-trade/measures/{int:year}", response=MeasuresOut, summary="Get the internal ratio of a year"
)
def get_measures(request: HttpRequest, slug: str, year: Annotated[int, Field(ge=2000, le=2100)]) -> MeasuresOut:
    """Measure the internal part of a year's trade by revenue and by cost."""
    with acting_for_api(request, slug=slug, may="members.read") as acting:
        found = get_trade_measures(org_id=acting.org_id, year=year)
    return MeasuresOut(
        year=year,
        by_revenue=_ratio(found.by_revenue),
        by_cost=_ratio(found.by_cost),
        least=write_exact(value=found.least),
        standing=found.standing.value,
        article=found.law.article,
    )


@router.get(
    "/o/{slug:slug}/member-trade/levels/{int:year}", response=Page[LevelOut], summary="List use and labour of a year"
)
def list_levels(
    request: HttpRequest, slug: str, year: Annotated[int, Field(ge=2000, le=2100)], page: PageWanted
) -> Page[LevelOut]:
    """List how much each member used and worked in a year, by the members' numbers: the basis of sharing."""
    key = read_cursor(cursor=page.cursor, kinds=(str,))
    with acting_for_api(request, slug=slug, may="members.read") as acting:
        found = list_level_page(org_id=acting.org_id, year=year, cursor=key[0] if key else "", most=page.limit)
    following = write_cursor(key=(found.next_cursor,)) if found.next_cursor else None
    return Page[LevelOut](items=[_level(row) for row in found.rows], next_cursor=following)


@router.get("/o/{slug:slug}/own-trade", response=list[DealingOut], summary="List my own trade with my cooperatives")
def list_own(request: HttpRequest, slug: str, year: YearWanted = None) -> list[DealingOut]:
    """List what an organisation traded as a member in a year; it reads its own rows only."""
    with acting_for_api(request, slug=slug, may="own-share.read") as acting:
        trade = list_own_dealings(member_org_id=acting.org_id, year=year or vietnam_day(timezone.now()).year)
    return [_out(row) for coop in trade for row in coop.rows]


@router.post("/o/{slug:slug}/agreements", response=SignedOut, summary="Sign agreements with members")
def post_agreements(request: HttpRequest, slug: str, body: AgreementsIn) -> SignedOut:
    """Record written agreements; those whose id is there already stay as they are."""
    with acting_for_api(request, slug=slug, may="members.manage") as acting:
        drafts = [_agreement_draft(each) for each in body.agreements]
        given: dict[str, Any] = {"by": acting.person_id, "now": timezone.now()}
        return SignedOut(signed=sign_agreements(org_id=acting.org_id, agreements=drafts, **given))


@router.get("/o/{slug:slug}/agreements", response=Page[AgreementOut], summary="List agreements with members")
def list_signed(request: HttpRequest, slug: str, cursor: CursorWanted = None) -> Page[AgreementOut]:
    """List agreements with members, the last signed first."""
    key = read_cursor(cursor=cursor, kinds=(str,))
    with acting_for_api(request, slug=slug, may="members.read") as acting:
        found = list_agreement_page(org_id=acting.org_id, cursor=key[0] if key else "")
    following = write_cursor(key=(found.next_cursor,)) if found.next_cursor else None
    return Page[AgreementOut](items=[_agreement(row) for row in found.rows], next_cursor=following)


def _draft(one: DealingIn) -> DealingDraft:
    return DealingDraft(
        id=one.id,
        dealt_on=one.dealt_on,
        side=Side(one.side) if one.side else None,
        kind=DealingKind(one.kind),
        means=Means(one.means),
        text=one.text,
        value_vnd=Dong(one.value_vnd),
        cost_vnd=Dong(one.cost_vnd),
        member_id=one.member_id,
        agreement_id=one.agreement_id,
        vat_rate=one.vat_rate,
        vat_vnd=None if one.vat_vnd is None else Dong(one.vat_vnd),
        quantity=one.quantity,
        unit=one.unit,
        unit_price=one.unit_price,
        what=one.what,
        number=one.number,
        item_id=one.item_id,
        season=one.season,
        plot=one.plot,
        has_invoice=one.has_invoice,
    )


def _out(row: DealingRow) -> DealingOut:
    reason = row.reason
    return DealingOut(
        id=row.id,
        dealt_on=row.dealt_on,
        kind=row.kind,
        side=row.side,
        ground=row.ground,
        article=reason.law.article if reason else None,
        member_id=row.member_id,
        member_type=row.member_type,
        agreement_number=row.agreement_number,
        text=row.text,
        number=row.number,
        quantity=write_exact(value=row.quantity),
        unit=row.unit,
        unit_price=write_exact(value=row.unit_price),
        value_vnd=row.value_vnd,
        vat_vnd=row.vat_vnd,
        cost_vnd=row.cost_vnd,
        means=row.means,
        season=row.season,
        plot=row.plot,
        entry_label=row.entry_label,
        is_taken_back=row.is_taken_back,
    )


def _ratio(one: InternalRatio) -> RatioOut:
    return RatioOut(internal_vnd=one.internal_vnd, external_vnd=one.external_vnd, ratio=write_exact(value=one.ratio))


def _level(row: LevelRow) -> LevelOut:
    return LevelOut(
        member_id=row.member_id,
        number=row.number,
        type=row.type,
        use_vnd=row.worth.use_vnd,
        labour_vnd=row.worth.labour_vnd,
        use_level=write_exact(value=row.level.use_level),
        labour_level=write_exact(value=row.level.labour_level),
        use_share=write_exact(value=row.level.use_share),
        labour_share=write_exact(value=row.level.labour_share),
    )


def _agreement_draft(one: AgreementIn) -> AgreementDraft:
    value_vnd = None if one.value_vnd is None else Dong(one.value_vnd)
    return AgreementDraft(**{**one.dict(), "value_vnd": value_vnd})


def _agreement(row: AgreementFacts) -> AgreementOut:
    return AgreementOut(
        id=row.id,
        member_id=row.member_id,
        number=row.number,
        signed_on=row.signed_on,
        ends_before=row.ends_before,
        subject=row.subject,
        season=row.season,
        value_vnd=row.value_vnd,
    )
