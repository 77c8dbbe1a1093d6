"""Products, places of business, bank accounts and what platforms withheld, for programs."""

from datetime import date
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from ecoop.access.api_acting import acting_for_api
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.dong import Dong
from ecoop.kernel.wire import AMOUNT_VND_MAX, Day, Flag, Page, Text, read_cursor, write_cursor
from ecoop.trade import queries
from ecoop.trade.actions.change_product import change_product
from ecoop.trade.actions.record_bank_accounts import record_bank_accounts
from ecoop.trade.actions.record_places import record_places
from ecoop.trade.actions.record_products import record_products
from ecoop.trade.actions.record_withholdings import record_withholdings
from ecoop.trade.api.batches import DOCUMENTS_MAX, CursorWanted, OutcomesOut, tell_outcomes
from ecoop.trade.api.sales import PlatformName, Sector
from ecoop.trade.calc import BankAccountDraft, PlaceDraft, ProductDraft, WithholdingDraft
from ecoop.trade.queries import ProductFacts

router = Router(tags=["trade"])

Price = Annotated[int, Field(strict=True, ge=0, le=AMOUNT_VND_MAX, description="Whole đồng.", examples=[350_000])]
Name = Annotated[Text, Field(min_length=1, examples=["Chè búp"])]
Code = Annotated[str, Field(max_length=20, pattern=r"^[^\x00]*$")]
YearWanted = Annotated[int | None, Query(ge=2000, le=2100, description="The year that runs, if left out.")]
Words = Annotated[str, Query(max_length=100, pattern=r"^[^\x00]*$", description="Words of the name or code.")]


class ProductBody(Schema):
    """What a product is from now on."""

    name: Name
    sector: Sector
    code: Code = ""
    unit: Code = ""
    price_vnd: Price | None = None
    is_vat_cut: Flag = False
    is_stocked: Flag = False


class ProductIn(ProductBody):
    """A product. The caller chooses its id, so that sending it twice records it once."""

    id: UUID


class ProductsIn(Schema):
    """A batch of products; each is kept or refused for itself."""

    products: list[ProductIn] = Field(min_length=1, max_length=DOCUMENTS_MAX)


class ProductOut(Schema):
    """A product as it is now."""

    id: UUID
    name: str
    sector: str
    code: str
    unit: str
    price_vnd: int | None
    is_vat_cut: bool
    is_stocked: bool
    is_retired: bool


class PlaceIn(Schema):
    """A place of business; `code` is the tax office's."""

    id: UUID
    name: Name
    opened_on: Day
    code: Code = ""
    address_line: Text = ""
    ward_code: Annotated[str, Field(pattern=r"^([0-9]{5})?$")] = ""
    is_head_office: Flag = False


class PlacesIn(Schema):
    """A batch of places of business; each is kept or refused for itself."""

    places: list[PlaceIn] = Field(min_length=1, max_length=50)


class BusinessPlaceOut(Schema):
    """A place of business as it is now."""

    id: UUID
    name: str
    code: str
    address_line: str
    ward_code: str
    is_head_office: bool
    opened_on: date
    closed_on: date | None


class BankAccountIn(Schema):
    """A bank account or wallet of the business."""

    id: UUID
    bank_name: Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^\x00]*$")]
    number: Annotated[str, Field(pattern=r"^[0-9A-Za-z]{4,30}$", examples=["0123456789"])]
    bank_bin: Annotated[str, Field(pattern=r"^([0-9]{6})?$")] = ""
    holder: Annotated[str, Field(max_length=120, pattern=r"^[^\x00]*$")] = ""


class BankAccountsIn(Schema):
    """A batch of bank accounts; each is kept or refused for itself."""

    accounts: list[BankAccountIn] = Field(min_length=1, max_length=50)


class BankAccountOut(Schema):
    """A bank account, of whose number only the end is told."""

    id: UUID
    bank_name: str
    masked: str = Field(examples=["•••• 3456"])
    closed_on: date | None


class WithholdingIn(Schema):
    """A platform's statement of a month; any day of the month names it."""

    id: UUID
    month: Day
    platform_name: Annotated[PlatformName, Field(min_length=1)]
    vat_vnd: Price
    pit_vnd: Price
    paper: Annotated[str, Field(max_length=100, pattern=r"^[^\x00]*$")] = ""


class WithholdingsIn(Schema):
    """A batch of statements; each is kept or refused for itself."""

    withholdings: list[WithholdingIn] = Field(min_length=1, max_length=DOCUMENTS_MAX)


class WithholdingOut(Schema):
    """What a platform withheld of a month's sales."""

    id: UUID
    month: date
    platform_name: str
    vat_vnd: int
    pit_vnd: int
    paper: str


@router.get("/o/{slug:slug}/trade/products", response=Page[ProductOut], summary="List products")
def list_products(request: HttpRequest, slug: str, q: Words = "", cursor: CursorWanted = None) -> Page[ProductOut]:
    """List the products that are sold, by name; accents do not matter."""
    key = read_cursor(cursor=cursor, kinds=(str,))
    with acting_for_api(request, slug=slug, may="documents.read") as acting:
        page = queries.find_products(org_id=acting.org_id, words=q, cursor=key[0] if key else "")
    following = write_cursor(key=(page.next_cursor,)) if page.next_cursor else None
    return Page[ProductOut](items=[_product(each) for each in page.rows], next_cursor=following)


@router.post("/o/{slug:slug}/trade/products", response=OutcomesOut, summary="Record products")
def post_products(request: HttpRequest, slug: str, body: ProductsIn) -> OutcomesOut:
    """Record a batch of products; one that is there already is left as it is."""
    with acting_for_api(request, slug=slug, may="documents.record") as acting:
        products = [ProductDraft(**each.dict()) for each in body.products]
        outcomes = record_products(org_id=acting.org_id, products=products, by=acting.person_id, now=timezone.now())
        return tell_outcomes(outcomes=outcomes)


@router.put("/o/{slug:slug}/trade/products/{uuid:product_id}", response=ProductOut, summary="Change a product")
def put_product(request: HttpRequest, slug: str, product_id: UUID, body: ProductBody) -> ProductOut:
    """Change what a product is from now on; documents keep what it was."""
    with acting_for_api(request, slug=slug, may="documents.record") as acting:
        product = ProductDraft(id=product_id, **body.dict())
        change_product(org_id=acting.org_id, product=product, by=acting.person_id, now=timezone.now())
        return _product(queries.get_product(org_id=acting.org_id, product_id=product_id))


@router.get("/o/{slug:slug}/trade/places", response=list[BusinessPlaceOut], summary="List places of business")
def list_places(request: HttpRequest, slug: str) -> list[BusinessPlaceOut]:
    """List the places of business, the head office first, closed ones too."""
    with acting_for_api(request, slug=slug, may="documents.read") as acting:
        places = queries.list_places(org_id=acting.org_id)
    return [BusinessPlaceOut(**vars(each)) for each in places]


@router.post("/o/{slug:slug}/trade/places", response=OutcomesOut, summary="Record places of business")
def post_places(request: HttpRequest, slug: str, body: PlacesIn) -> OutcomesOut:
    """Record places of business; the first of all is the head office, a later one may take over from it."""
    with acting_for_api(request, slug=slug, may="documents.record") as acting:
        places = [PlaceDraft(**each.dict()) for each in body.places]
        outcomes = record_places(org_id=acting.org_id, places=places, by=acting.person_id, now=timezone.now())
        return tell_outcomes(outcomes=outcomes)


@router.get("/o/{slug:slug}/trade/bank-accounts", response=list[BankAccountOut], summary="List bank accounts")
def list_bank_accounts(request: HttpRequest, slug: str) -> list[BankAccountOut]:
    """List the bank accounts and wallets, with the end of their numbers only."""
    with acting_for_api(request, slug=slug, may="documents.read") as acting:
        accounts = queries.list_bank_accounts(org_id=acting.org_id)
    return [BankAccountOut(id=a.id, bank_name=a.bank_name, masked=a.masked, closed_on=a.closed_on) for a in accounts]


@router.post("/o/{slug:slug}/trade/bank-accounts", response=OutcomesOut, summary="Record bank accounts")
def post_bank_accounts(request: HttpRequest, slug: str, body: BankAccountsIn) -> OutcomesOut:
    """Record a batch of bank accounts and wallets."""
    with acting_for_api(request, slug=slug, may="documents.record") as acting:
        accounts, now = [BankAccountDraft(**each.dict()) for each in body.accounts], timezone.now()
        outcomes = record_bank_accounts(org_id=acting.org_id, accounts=accounts, by=acting.person_id, now=now)
        return tell_outcomes(outcomes=outcomes)


@router.get("/o/{slug:slug}/trade/withholdings", response=list[WithholdingOut], summary="List what platforms withheld")
def list_withholdings(request: HttpRequest, slug: str, year: YearWanted = None) -> list[WithholdingOut]:
    """List what platforms withheld in a year, month by month."""
    of_year = year or vietnam_day(timezone.now()).year
    with acting_for_api(request, slug=slug, may="documents.read") as acting:
        found = queries.list_withholdings(org_id=acting.org_id, year=of_year)
    return [WithholdingOut(**vars(each)) for each in found]


@router.post("/o/{slug:slug}/trade/withholdings", response=OutcomesOut, summary="Record what platforms withheld")
def post_withholdings(request: HttpRequest, slug: str, body: WithholdingsIn) -> OutcomesOut:
    """Record a batch of platforms' statements, each posted on the last day of its month."""
    with acting_for_api(request, slug=slug, may="documents.record") as acting:
        found = [
            WithholdingDraft(
                id=each.id,
                month=each.month,
                platform_name=each.platform_name,
                vat_vnd=Dong(each.vat_vnd),
                pit_vnd=Dong(each.pit_vnd),
                paper=each.paper,
            )
            for each in body.withholdings
        ]
        outcomes = record_withholdings(
            org_id=acting.org_id, withholdings=found, by=acting.person_id, now=timezone.now()
        )
        return tell_outcomes(outcomes=outcomes)


def _product(product: ProductFacts) -> ProductOut:
    return ProductOut(**vars(product))
