"""What changed since a phone asked last."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from ninja import Query, Router, Schema
from pydantic import Field

from ecoop.kernel.batches import write_exact
from ecoop.kernel.dates import vietnam_day
from ecoop.members.queries.notices import NoticeLine
from ecoop.sync.api.device_acting import acting_for_phone
from ecoop.sync.queries.changes import Changes, get_changes

router = Router(tags=["sync"])


class ChangedProductOut(Schema):
    """A product as it is now."""

    id: UUID
    name: str
    unit: str
    price_vnd: int | None
    sector: str
    is_vat_cut: bool
    is_stocked: bool
    code: str
    barcode: str


class ChangedPlaceOut(Schema):
    """An open place of business."""

    id: UUID
    name: str
    code: str
    is_head_office: bool


class ChangedAccountOut(Schema):
    """A bank account into which customers pay."""

    id: UUID
    bank_bin: str
    bank_name: str
    number: str
    holder: str


class DebtOut(Schema):
    """A document on credit of which something is open."""

    document_kind: str
    document_id: UUID
    on: date
    party_name: str
    text: str
    total_vnd: int
    open_vnd: int


class ChangedStockOut(Schema):
    """How much of a product is there."""

    product_id: UUID
    quantity: str


class ChangedSaleOut(Schema):
    """A sale of the last weeks, wherever it was recorded."""

    id: UUID
    sold_on: date
    total_vnd: int
    means: str
    party_name: str
    label: str
    device_id: UUID | None
    returns_id: UUID | None
    taken_back: bool


class TrayOut(Schema):
    """An event of the asker's phones that was refused, and what became of it."""

    event_id: UUID | None
    kind: str
    said: str
    remedy: str
    state: Literal["waiting", "recorded", "set_aside"]
    reason: str


class ChangedNoticeOut(Schema):
    """A few words of a cooperative to its members, in the shape of `…/phone/notices` and under the same id."""

    id: UUID
    kind: str = Field(examples=["notice"])
    on: date
    at: datetime
    from_name: str = Field(serialization_alias="from", examples=["HTX Chè Tân Cương"])
    title: str
    text: str
    screen: str = Field(examples=["#/coop"])
    url: str
    is_to_do: bool


class ChangesOut(Schema):
    """Everything, or what changed since the cursor. Applied twice it changes nothing.

    Products come first, then sales, in pages of at most 2,000; the rest stands on the last page, where `has_more`
    is false.
    """

    server_at: datetime
    cursor: str
    has_more: bool
    products: list[ChangedProductOut]
    retired: list[UUID]
    places: list[ChangedPlaceOut]
    bank_accounts: list[ChangedAccountOut]
    debts: list[DebtOut]
    stock: list[ChangedStockOut]
    sales: list[ChangedSaleOut]
    notices: list[ChangedNoticeOut]
    tray: list[TrayOut]


@router.get("/o/{slug:slug}/sync/changes", response=ChangesOut, by_alias=True, summary="Read what changed")
def read_changes(
    request: HttpRequest,
    slug: str,
    cursor: Annotated[
        str, Query(max_length=400, description="`cursor` of the answer before; empty for everything.")
    ] = "",
) -> ChangesOut:
    """Read what a phone is to know. Places, accounts, debts and notices come whole, all else as it changed."""
    now = timezone.now()
    with acting_for_phone(request, slug=slug, may="documents.read") as acting:
        found = get_changes(acting=acting, cursor=cursor, language=get_language() or "vi", now=now)
    return _out(found, now)


def _out(found: Changes, now: datetime) -> ChangesOut:
    return ChangesOut(
        server_at=now,
        cursor=found.cursor,
        has_more=found.has_more,
        products=[
            _fields(ChangedProductOut, each, barcode=each.code) for each in found.products if not each.is_retired
        ],
        retired=[each.id for each in found.products if each.is_retired],
        places=[_fields(ChangedPlaceOut, each) for each in found.places],
        bank_accounts=[_fields(ChangedAccountOut, each) for each in found.bank_accounts],
        debts=[_fields(DebtOut, each) for each in found.debts],
        stock=[
            ChangedStockOut(product_id=key, quantity=write_exact(value=each) or "0")
            for key, each in found.stock.items()
        ],
        sales=[_fields(ChangedSaleOut, sale, device_id=device_id) for sale, device_id in found.sales],
        notices=[_notice(each) for each in found.notices],
        tray=[_fields(TrayOut, each) for each in found.tray],
    )


def _notice(line: NoticeLine) -> ChangedNoticeOut:
    return ChangedNoticeOut(
        id=line.id,
        kind="notice",
        on=vietnam_day(line.posted_at),
        at=line.posted_at,
        from_name=line.org_name,
        title=line.title,
        text=line.text,
        screen="#/coop",
        url="",
        is_to_do=False,
    )


def _fields(shape: Any, each: Any, **given: Any) -> Any:
    # Ten thousand sales are not checked again one by one: they come out of our own database.
    return shape.model_construct(
        **{name: getattr(each, name) for name in shape.model_fields if name not in given}, **given
    )
