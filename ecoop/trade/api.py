"""Sales for programs: batches recorded one by one, each answered for itself, and reads."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from ecoop.access.api_acting import acting_for_api
from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Refusal
from ecoop.kernel.wire import AmountVnd, Day, Page, Text, read_cursor, write_cursor
from ecoop.trade import queries
from ecoop.trade.actions.record_sales import record_sales
from ecoop.trade.calc import Outcome, SaleDraft, SaleLineDraft
from ecoop.trade.queries import DocumentRow

router = Router(tags=["trade"])

SALES_MAX = 500
LINES_MAX = 100
Sector = Literal["goods", "services", "asset_lease", "production_transport", "digital_content", "other"]
# Quantities travel as texts, so that no program rounds them on the way.
Exact = Annotated[Decimal, Field(max_digits=18, decimal_places=6, ge=0, allow_inf_nan=False, examples=["2.5"])]
CursorWanted = Annotated[str | None, Query(max_length=400, description="`next_cursor` of the page before.")]


class SaleLineIn(Schema):
    """One line of a sale; a negative amount takes revenue back."""

    sector: Sector
    name: Annotated[Text, Field(min_length=1, examples=["Chè khô Tân Cương"])]
    amount_vnd: AmountVnd
    unit: Annotated[str, Field(max_length=20, pattern=r"^[^\x00]*$", examples=["kg"])] = ""
    quantity: Exact | None = None
    unit_price: Exact | None = None
    is_vat_cut: bool = Field(False, description="Goods whose VAT the National Assembly has cut for a time.")


class SaleIn(Schema):
    """A sale. The caller chooses its id, so that sending it twice records it once."""

    id: UUID
    sold_on: Day
    lines: list[SaleLineIn] = Field(min_length=1, max_length=LINES_MAX)
    means: Literal["cash", "bank", "credit"] = "cash"
    party_name: Text = ""
    party_tax_code: Annotated[str, Field(max_length=14, pattern=r"^[0-9-]*$")] = ""
    text: Text = ""


class SalesIn(Schema):
    """A batch of sales; each is kept or refused for itself."""

    sales: list[SaleIn] = Field(min_length=1, max_length=SALES_MAX)


class RefusedOut(Schema):
    """Why one document of a batch was refused, and what to do."""

    code: str = Field(examples=["ledger.period-is-closed"])
    said: str
    remedy: str


class OutcomeOut(Schema):
    """What became of one document of a batch."""

    id: UUID
    status: str = Field(examples=["recorded"], description="recorded, known (it was there already) or refused")
    entry_label: str = Field(examples=["2026-17"])
    refused: RefusedOut | None = None


class OutcomesOut(Schema):
    """What became of every document, in the order in which they were sent."""

    outcomes: list[OutcomeOut]


class SaleRowOut(Schema):
    """A sale as a list shows it."""

    id: UUID
    sold_on: date
    party_name: str
    text: str
    total_vnd: int = Field(examples=[450_000])


class SaleLineOut(Schema):
    """One line of a recorded sale."""

    name: str
    unit: str
    quantity: str | None
    unit_price: str | None
    amount_vnd: int


class SaleOut(SaleRowOut):
    """A sale with its lines and the entry it became."""

    party_tax_code: str
    entry_label: str = Field(examples=["2026-17"])
    lines: list[SaleLineOut]


@router.post("/o/{slug:slug}/trade/sales", response=OutcomesOut, summary="Record sales")
def post_sales(request: HttpRequest, slug: str, body: SalesIn) -> OutcomesOut:
    """Record a batch of sales. Each is answered for itself: a good one is kept whatever becomes of the others."""
    with acting_for_api(request, slug=slug, may="documents.record") as acting:
        sales = [_draft(each) for each in body.sales]
        outcomes = record_sales(org_id=acting.org_id, sales=sales, by=acting.person_id, now=timezone.now())
        return OutcomesOut(outcomes=[_outcome(each) for each in outcomes])


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
    lines = [
        SaleLineOut(
            name=line.name,
            unit=line.unit,
            quantity=_exact(line.quantity),
            unit_price=_exact(line.unit_price),
            amount_vnd=line.amount_vnd,
        )
        for line in sale.lines
    ]
    return SaleOut(**_row(sale.row), party_tax_code=sale.party_tax_code, entry_label=sale.entry_label, lines=lines)


def _row(row: DocumentRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "sold_on": row.on,
        "party_name": row.party_name,
        "text": row.text,
        "total_vnd": row.total_vnd,
    }


def _exact(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


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
    )


def _outcome(outcome: Outcome) -> OutcomeOut:
    refused = _refused(outcome.refusal) if outcome.refusal else None
    return OutcomeOut(id=outcome.id, status=outcome.status, entry_label=outcome.entry_label, refused=refused)


def _refused(refusal: Refusal) -> RefusedOut:
    return RefusedOut(code=refusal.code, said=refusal.said_text, remedy=refusal.remedy_text)
