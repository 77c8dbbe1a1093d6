"""Reads of products, places of business and bank accounts: the last version of each holds."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet

from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Citation
from ecoop.kernel.written import without_accents
from ecoop.lawbook import queries as lawbook
from ecoop.parties.queries import Place as Ward
from ecoop.parties.queries import map_places
from ecoop.trade.calc.things import NOTICE_DAYS, notice_due_on
from ecoop.trade.errors import SECTORS, BankAccountNotFound, PlaceNotFound, ProductNotFound
from ecoop.trade.models import (
    BankAccount,
    PlaceVersion,
    ProductRetirement,
    ProductVersion,
)

PRODUCTS_A_PAGE = 100
M = TypeVar("M", ProductVersion, PlaceVersion)


@dataclass(frozen=True)
class ProductFacts:
    """A product as it is now."""

    id: UUID
    code: str
    name: str
    unit: str
    price_vnd: Dong | None
    sector: str
    is_vat_cut: bool
    is_stocked: bool
    is_retired: bool = False

    @property
    def sector_label(self) -> str:
        """Name its sector group in the reader's language."""
        return str(SECTORS[self.sector])


@dataclass(frozen=True)
class ProductVersionFacts:
    """What a product was said to be, and when that was recorded."""

    recorded_at: datetime
    code: str
    name: str
    unit: str
    price_vnd: Dong | None
    sector: str
    is_vat_cut: bool
    is_stocked: bool


@dataclass(frozen=True)
class PlaceFacts:
    """A place of business as it is now."""

    id: UUID
    code: str
    name: str
    address_line: str
    ward_code: str
    is_head_office: bool
    opened_on: date
    closed_on: date | None = None


@dataclass(frozen=True)
class ProductPage:
    """Some products, how many there are of them, and where the next ones begin."""

    rows: list[ProductFacts]
    count: int
    next_cursor: str


@dataclass(frozen=True)
class PlaceNotice:
    """A place of business with its address in words, and until when the tax office is to be told of it."""

    place: PlaceFacts
    address: str
    due_on: date | None
    article: Citation | None


@dataclass(frozen=True)
class BankAccountFacts:
    """A bank account or wallet of the business."""

    id: UUID
    bank_bin: str
    bank_name: str
    number: str
    holder: str
    closed_on: date | None = None

    @property
    def masked(self) -> str:
        """Show the last four digits of the number, as lists do."""
        return f"•••• {self.number[-4:]}"

    @property
    def label(self) -> str:
        """Name the account in a list of choices."""
        return f"{self.bank_name} {self.masked}"


def list_products(*, org_id: UUID) -> list[ProductFacts]:
    """List the products that are sold now, by name.

    Queries: 1
    """
    return [product_facts(row) for row in products_now(org_id=org_id).filter(is_retired=False).order_by("name", "id")]


def get_product(*, org_id: UUID, product_id: UUID) -> ProductFacts:
    """Get a product as it is now, also one that is no longer sold.

    Raises:  ProductNotFound
    Queries: 1
    """
    row = products_now(org_id=org_id).filter(product_id=product_id).first()
    if row is None:
        raise ProductNotFound()
    return product_facts(row)


def list_product_versions(*, org_id: UUID, product_id: UUID) -> list[ProductVersionFacts]:
    """List what a product was said to be, the newest first.

    Queries: 1
    """
    rows = ProductVersion.objects.filter(org_id=org_id, product_id=product_id).order_by("-recorded_at", "-id")
    names = [each.name for each in fields(ProductVersionFacts)]
    return [ProductVersionFacts(**row) for row in rows.values(*names)]


def find_products(*, org_id: UUID, words: str = "", cursor: str = "") -> ProductPage:
    """Find products by words of their name or code, written with or without accents, one page of them.

    Queries: 1
    """
    wanted = without_accents(words).split()
    found = [
        each
        for each in list_products(org_id=org_id)
        if all(word in without_accents(f"{each.name} {each.code}") for word in wanted)
    ]
    starts = int(cursor) if cursor.isdecimal() and len(cursor) < 8 else 0
    ends = starts + PRODUCTS_A_PAGE
    return ProductPage(found[starts:ends], len(found), str(ends) if ends < len(found) else "")


def list_places(*, org_id: UUID) -> list[PlaceFacts]:
    """List the places of business, also closed ones: the head office first, then by the day they were opened.

    Queries: 1
    """
    rows = _newest(PlaceVersion.objects.filter(org_id=org_id), "place_id")
    rows = rows.annotate(opened_on=F("place__opened_on"), closed_on=F("place__closures__closed_on"))
    return [
        PlaceFacts(
            id=row.place_id,
            code=row.code,
            name=row.name,
            address_line=row.address_line,
            ward_code=row.ward_code,
            is_head_office=row.is_head_office,
            opened_on=row.opened_on,
            closed_on=row.closed_on,
        )
        for row in rows.order_by("-is_head_office", "opened_on", "place_id")
    ]


def get_place(*, org_id: UUID, place_id: UUID) -> PlaceFacts:
    """Get a place of business as it is now.

    Raises:  PlaceNotFound
    Queries: 1
    """
    for place in list_places(org_id=org_id):
        if place.id == place_id:
            return place
    raise PlaceNotFound()


def list_place_notices(*, org_id: UUID, today: date) -> list[PlaceNotice]:
    """List the places of business, each with the last day to announce it, as long as that day has not passed.

    Law:     tax/household/filing/place_notice_working_days
    Queries: 2
    """
    places = list_places(org_id=org_id)
    names = map_places(codes=[each.ward_code for each in places if each.ward_code])
    return [_notice(place, names.get(place.ward_code), today) for place in places]


def list_bank_accounts(*, org_id: UUID) -> list[BankAccountFacts]:
    """List the bank accounts and wallets, also closed ones, in the order in which they were recorded.

    Queries: 1
    """
    rows = BankAccount.objects.filter(org_id=org_id).annotate(closed_on=F("closures__closed_on"))
    return [
        BankAccountFacts(row.id, row.bank_bin, row.bank_name, row.number, row.holder, row.closed_on)
        for row in rows.order_by("recorded_at", "id")
    ]


def get_bank_account(*, org_id: UUID, account_id: UUID) -> BankAccountFacts:
    """Get a bank account.

    Raises:  BankAccountNotFound
    Queries: 1
    """
    for account in list_bank_accounts(org_id=org_id):
        if account.id == account_id:
            return account
    raise BankAccountNotFound()


def products_now(*, org_id: UUID) -> QuerySet[Any]:
    """Give the version of each product that holds, with whether it is still sold.

    Queries: 0
    """
    gone = ProductRetirement.objects.filter(org_id=OuterRef("org_id"), product_id=OuterRef("product_id"))
    rows = _newest(ProductVersion.objects.filter(org_id=org_id), "product_id")
    return rows.annotate(is_retired=Exists(gone))


def _notice(place: PlaceFacts, ward: Ward | None, today: date) -> PlaceNotice:
    parts = (place.address_line, f"{ward.name}, {ward.province_name}" if ward else "")
    address = ", ".join(part for part in parts if part)
    law = lawbook.on(place.opened_on)
    if place.closed_on is not None or not law.has(NOTICE_DAYS):
        return PlaceNotice(place, address, None, None)
    due_on = notice_due_on(opened_on=place.opened_on, law=law)
    return PlaceNotice(place, address, due_on if due_on >= today else None, law.cite(NOTICE_DAYS))


def _newest(rows: QuerySet[M], thing: str) -> QuerySet[M]:
    newest = rows.order_by(thing, "-recorded_at", "-id").distinct(thing)
    return rows.filter(id__in=newest.values("id"))


def product_facts(row: Any) -> ProductFacts:
    """Give the facts of a row of `products_now`.

    Queries: 0
    """
    return ProductFacts(
        id=row.product_id,
        code=row.code,
        name=row.name,
        unit=row.unit,
        price_vnd=None if row.price_vnd is None else Dong(row.price_vnd),
        sector=row.sector,
        is_vat_cut=row.is_vat_cut,
        is_stocked=row.is_stocked,
        is_retired=row.is_retired,
    )
