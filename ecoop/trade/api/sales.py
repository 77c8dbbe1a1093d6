"""Sales for programs: batches recorded one by one, each answered for itself, and reads."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from ecoop.access.api_acting import acting_for_api
from ecoop.kernel.dong import Dong
from ecoop.kernel.wire import AmountVnd, Day, Flag, Page, Text, read_cursor, write_cursor
from ecoop.trade import queries
from ecoop.trade.actions.record_sales import record_sales
from ecoop.trade.api.batches import (
    DOCUMENTS_MAX,
    LINES_MAX,
    CursorWanted,
    Exact,
    OutcomesOut,
    tell_outcomes,
    write_exact,
)
from ecoop.trade.calc import SaleDraft, SaleLineDraft, draft_return
from ecoop.trade.queries import DocumentRow, LineFacts

router = Router(tags=["trade"])

Sector = Literal[
    "goods", "services", "asset_lease", "production_transport", "digital_content", "other", "real_estate_lease"
]
Channel = Literal["shop", "platform_paid", "platform_notice"]
PlatformName = Annotated[str, Field(max_length=100, pattern=r"^[^\x00]*$", examples=["Shopee"])]


class SaleLineIn(Schema):
    """One line of a sale; a negative amount takes revenue back."""

    sector: Sector
    name: Annotated[Text, Field(min_length=1, examples=["Chè khô Tân Cương"])]
    amount_vnd: AmountVnd
    unit: Annotated[str, Field(max_length=20, pattern=r"^[^\x00]*$", examples=["kg"])] = ""
    quantity: Exact | None = None
    unit_price: Exact | None = None
    is_vat_cut: Flag = Field(False, description="Goods whose VAT the National Assembly has cut for a time.")
    product_id: UUID | None = None


class SaleIn(Schema):
    """A sale. The caller chooses its id, so that sending it twice records it once."""

    id: UUID
    sold_on: Day
    lines: list[SaleLineIn] = Field(min_length=1, max_length=LINES_MAX)
    means: Literal["cash", "bank", "credit"] = "cash"
    party_name: Text = ""
    party_tax_code: Annotated[str, Field(max_length=14, pattern=r"^[0-9-]*$")] = ""
    text: Text = ""
    place_id: UUID | None = None
    channel: Channel = "shop"
    platform_name: PlatformName = Field("", description="Asked for where a platform takes the payment.")
    bank_account_id: UUID | None = None


class ReturnedLineIn(Schema):
    """How much of one line of the sale came back: a quantity, or an amount where the line has no quantity."""

    line: int = Field(ge=1, le=LINES_MAX, examples=[1])
    quantity: Exact | None = None
    amount_vnd: AmountVnd | None = None


class GoodsReturnIn(Schema):
    """Goods that came back. The caller chooses the id, so that sending it twice records it once."""

    id: UUID
    came_back_on: Day
    lines: list[ReturnedLineIn] = Field(min_length=1, max_length=LINES_MAX)
    means: Literal["cash", "bank", "credit"] = "cash"
    text: Text = ""


class SalesIn(Schema):
    """A batch of sales; each is kept or refused for itself."""

    sales: list[SaleIn] = Field(min_length=1, max_length=DOCUMENTS_MAX)


class SaleRowOut(Schema):
    """A sale as a list shows it."""

    id: UUID
    sold_on: date
    party_name: str
    text: str
    total_vnd: int = Field(examples=[450_000])


class SaleLineOut(Schema):
    """One line of a recorded sale."""

    line: int
    sector: str
    name: str
    unit: str
    quantity: str | None
    unit_price: str | None
    amount_vnd: int
    is_vat_cut: bool
    product_id: UUID | None


class SaleOut(SaleRowOut):
    """A sale with its lines and the entry it became."""

    party_tax_code: str
    entry_label: str = Field(examples=["2026-17"])
    place_id: UUID | None
    channel: str = Field(examples=["shop"])
    platform_name: str
    returns_id: UUID | None = Field(description="The sale that this one takes back.")
    taken_back_by: list[UUID] = Field(description="The returns of goods of this sale.")
    lines: list[SaleLineOut]


@router.post("/o/{slug:slug}/trade/sales", response=OutcomesOut, summary="Record sales")
def post_sales(request: HttpRequest, slug: str, body: SalesIn) -> OutcomesOut:
    """Record a batch of sales. Each is answered for itself: a good one is kept whatever becomes of the others."""
    with acting_for_api(request, slug=slug, may="documents.record") as acting:
        sales = [_draft(each) for each in body.sales]
        outcomes = record_sales(org_id=acting.org_id, sales=sales, by=acting.person_id, now=timezone.now())
        return tell_outcomes(outcomes=outcomes)


@router.get("/o/{slug:slug}/trade/sales", response=Page[SaleRowOut], summary="List sales")
def list_sales(request: HttpRequest, slug: str, cursor: CursorWanted = None) -> Page[SaleRowOut]:
    """List sales, the newest first."""
    key = read_cursor(cursor=cursor, kinds=(str,))
    with acting_for_api(request, slug=slug, may="documents.read") as acting:
        page = queries.list_documents(org_id=acting.org_id, listing=queries.SALES, cursor=key[0] if key else "")
    following = write_cursor(key=(page.next_cursor,)) if page.next_cursor else None
    return Page[SaleRowOut](items=[SaleRowOut(**_row(each)) for each in page.rows], next_cursor=following)


@router.get("/o/{slug:slug}/trade/sales/{uuid:sale_id}", response=SaleOut, summary="Get a sale")
def get_sale(request: HttpRequest, slug: str, sale_id: UUID) -> SaleOut:
    """Get one sale with its lines and the entry it became."""
    with acting_for_api(request, slug=slug, may="documents.read") as acting:
        sale = queries.get_sale(org_id=acting.org_id, sale_id=sale_id)
    return SaleOut(
        **_row(sale.row),
        party_tax_code=sale.party_tax_code,
        entry_label=sale.entry_label,
        place_id=sale.more["place_id"],
        channel=sale.more["channel"],
        platform_name=sale.more["platform_name"],
        returns_id=sale.row.returns_id,
        taken_back_by=[each.id for each in sale.taken_back_by],
        lines=[_line(line) for line in sale.lines],
    )


@router.post("/o/{slug:slug}/trade/sales/{uuid:sale_id}/returns", response=OutcomesOut, summary="Take goods back")
def post_return(request: HttpRequest, slug: str, sale_id: UUID, body: GoodsReturnIn) -> OutcomesOut:
    """Take goods of a sale back, no more than is left of it, at its place and in its channel."""
    with acting_for_api(request, slug=slug, may="documents.record") as acting:
        back = draft_return(
            id=body.id,
            left=queries.get_sale_left(org_id=acting.org_id, sale_id=sale_id, apart_from=[body.id]),
            on=body.came_back_on,
            quantities={each.line: each.quantity for each in body.lines if each.quantity is not None},
            amounts_vnd={each.line: Dong(each.amount_vnd) for each in body.lines if each.amount_vnd is not None},
            means=body.means,
            text=body.text,
        )
        outcomes = record_sales(org_id=acting.org_id, sales=[back], by=acting.person_id, now=timezone.now())
        return tell_outcomes(outcomes=outcomes)


def _line(line: LineFacts) -> SaleLineOut:
    return SaleLineOut(
        line=line.line,
        sector=line.sector,
        name=line.name,
        unit=line.unit,
        quantity=write_exact(value=line.quantity),
        unit_price=write_exact(value=line.unit_price),
        amount_vnd=line.amount_vnd,
        is_vat_cut=line.is_vat_cut,
        product_id=line.product_id,
    )


def _row(row: DocumentRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "sold_on": row.on,
        "party_name": row.party_name,
        "text": row.text,
        "total_vnd": row.total_vnd,
    }


def _draft(sale: SaleIn) -> SaleDraft:
    lines = tuple(
        SaleLineDraft(
            sector=line.sector,
            name=line.name,
            amount_vnd=Dong(line.amount_vnd),
            unit=line.unit,
            quantity=line.quantity,
            unit_price=line.unit_price,
            is_vat_cut=line.is_vat_cut,
            product_id=line.product_id,
        )
        for line in sale.lines
    )
    return SaleDraft(
        id=sale.id,
        sold_on=sale.sold_on,
        lines=lines,
        means=sale.means,
        party_name=sale.party_name,
        party_tax_code=sale.party_tax_code,
        text=sale.text,
        place_id=sale.place_id,
        channel=sale.channel,
        platform_name=sale.platform_name,
        bank_account_id=sale.bank_account_id,
    )
