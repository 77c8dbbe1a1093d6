"""What changed in an organisation since a phone asked last."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import OuterRef, Subquery

from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.wire import CursorIsUnreadable, read_cursor, write_cursor
from ecoop.members.queries.notices import NoticeLine, list_notices_for
from ecoop.sync.models import Device, Event, TrayAttempt, TrayEvent, TraySettlement
from ecoop.trade.queries.changes import SaleSeen, has_stock_moved, list_products_since, list_sales_since
from ecoop.trade.queries.debts import OWED_TO_US, WE_OWE, Debt, list_debts
from ecoop.trade.queries.stock import list_stocked_products
from ecoop.trade.queries.stock_now import map_stock_now
from ecoop.trade.queries.things import (
    BankAccountFacts,
    PlaceFacts,
    ProductFacts,
    list_bank_accounts,
    list_places,
)

PRODUCTS_A_PAGE = SALES_A_PAGE = 2_000
TRAY_MAX = 10_000
DAYS_KEPT = 35
# Who may read the words of cooperatives to their members.
OWN_SHARE = "own-share.read"
# What was begun before the last answer and committed after it is told as well; applied twice it changes nothing.
OVERLAP = timedelta(minutes=15)


@dataclass(frozen=True)
class TrayLine:
    """An event of a phone that lies in the tray or was settled there."""

    event_id: UUID | None
    kind: str
    said: str
    remedy: str
    state: str
    reason: str


@dataclass(frozen=True)
class Changes:
    """What a phone is to know: the whole for its first question, afterwards what changed."""

    cursor: str
    has_more: bool
    products: list[ProductFacts]
    places: list[PlaceFacts]
    bank_accounts: list[BankAccountFacts]
    debts: list[Debt]
    stock: Mapping[UUID, Decimal]
    sales: list[tuple[SaleSeen, UUID | None]]
    notices: list[NoticeLine]
    tray: list[TrayLine]


@dataclass(frozen=True)
class _Asked:
    """Since when, and, between the pages of one answer, since when it is asked for and which was told last."""

    since_at: datetime | None
    asked_at: datetime
    after_product: UUID | None = None
    after_sale: tuple[date, UUID] | None = None


def get_changes(*, acting: Acting, cursor: str, language: str, now: datetime) -> Changes:
    """Get what changed since a cursor; without one, everything.

    Products come in pages, then sales, the oldest first; the rest stands on the last page.

    Raises:  CursorIsUnreadable
    Queries: 2 for a page of products, 7 for a page of sales; about 35 for the last page
    """
    asked, org_id, today = _read(cursor, now), acting.org_id, vietnam_day(now)
    products = _products(org_id, asked)
    if len(products) > PRODUCTS_A_PAGE:
        products = products[:PRODUCTS_A_PAGE]
        return _page(replace(asked, after_product=products[-1].id), products=products)
    sales = _sales(org_id, asked, today)
    if len(sales) > SALES_A_PAGE:
        sales = sales[:SALES_A_PAGE]
        last = sales[-1][0]
        return _page(replace(asked, after_sale=(last.sold_on, last.id)), products=products, sales=sales)
    # A product that changed may be kept in stock from now on.
    moved = asked.since_at is None or products or has_stock_moved(org_id=org_id, since_at=asked.since_at)
    since_at = now - timedelta(DAYS_KEPT)
    return Changes(
        cursor=_write(asked.asked_at, None, None, None),
        has_more=False,
        products=products,
        places=[each for each in list_places(org_id=org_id) if each.closed_on is None],
        bank_accounts=[each for each in list_bank_accounts(org_id=org_id) if each.closed_on is None],
        debts=[debt for side in (OWED_TO_US, WE_OWE) for debt in list_debts(org_id=org_id, side=side, on=today).debts],
        stock=_stock(org_id, today) if moved else {},
        sales=sales,
        notices=list_notices_for(member_org_id=org_id, today=today) if acting.may(OWN_SHARE) else [],
        tray=list_tray_of(org_id=org_id, person_id=acting.person_id, language=language, since_at=since_at),
    )


def list_tray_of(*, org_id: UUID, person_id: UUID, language: str, since_at: datetime) -> list[TrayLine]:
    """List what of a person's phones came into the tray since a moment, and what became of it.

    Queries: 1
    """
    own = Device.objects.filter(org_id=org_id, recorded_by_id=person_id).values("id")
    attempts = TrayAttempt.objects.filter(org_id=OuterRef("org_id"), event_id=OuterRef("id"))
    settled = TraySettlement.objects.filter(org_id=OuterRef("org_id"), event_id=OuterRef("id"))
    rows = TrayEvent.objects.filter(org_id=org_id, device_id__in=own, received_at__gte=since_at).annotate(
        words=Subquery(attempts.order_by("-attempted_at", "-id").values("words")[:1]),
        how=Subquery(settled.values("how")[:1]),
        reason=Subquery(settled.values("reason")[:1]),
    )
    return [_line(row, language) for row in rows.order_by("-received_at", "-id")[:TRAY_MAX]]


def _line(row: object, language: str) -> TrayLine:
    given = vars(row)
    said, remedy = words_in(words=given["words"], language=language)
    state = {None: "waiting", "set_aside": "set_aside"}.get(given["how"], "recorded")
    return TrayLine(given["event_id"], given["kind"], said, remedy, state, given["reason"] or "")


def words_in(*, words: Mapping[str, tuple[str, str]] | None, language: str) -> tuple[str, str]:
    """Give what was said of a refusal and what to do, in a language.

    Queries: 0
    """
    found = words or {}
    said, remedy = found.get(language) or next(iter(found.values()), ("", ""))
    return said, remedy


def _stock(org_id: UUID, today: date) -> dict[UUID, Decimal]:
    stocked = [each.id for each in list_stocked_products(org_id=org_id)]
    return map_stock_now(org_id=org_id, product_ids=stocked, year=today.year)


def _products(org_id: UUID, asked: _Asked) -> list[ProductFacts]:
    """List a page of products and one more; none once sales are told."""
    if asked.after_sale is not None:
        return []
    return list_products_since(
        org_id=org_id, since_at=asked.since_at, after=asked.after_product, limit=PRODUCTS_A_PAGE + 1
    )


def _sales(org_id: UUID, asked: _Asked, today: date) -> list[tuple[SaleSeen, UUID | None]]:
    """List a page of sales and one more, each with the phone that told it."""
    sales = list_sales_since(
        org_id=org_id,
        since_at=asked.since_at,
        starts_on=today - timedelta(days=DAYS_KEPT),
        after=asked.after_sale,
        limit=SALES_A_PAGE + 1,
    )
    ids = [each.id for each in sales]
    devices = dict(Event.objects.filter(org_id=org_id, id__in=ids).values_list("id", "device_id"))
    return [(each, devices.get(each.id)) for each in sales]


def _page(
    asked: _Asked, *, products: list[ProductFacts], sales: Sequence[tuple[SaleSeen, UUID | None]] = ()
) -> Changes:
    """Give a page to which others follow; its cursor holds the place."""
    further = _write(asked.since_at, asked.asked_at, asked.after_product, asked.after_sale)
    return Changes(further, True, products, [], [], [], {}, list(sales), [], [])


def _write(
    since_at: datetime | None, asked_at: datetime | None, product: UUID | None, sale: tuple[date, UUID] | None
) -> str:
    key = [since_at.isoformat() if since_at else "", asked_at.isoformat() if asked_at else "", str(product or "")]
    return write_cursor(key=[*key, f"{sale[0]} {sale[1]}"] if sale else key)


def _read(cursor: str, now: datetime) -> _Asked:
    if not cursor:
        return _Asked(None, now)
    since_at, asked_at, after, *sale = _parts(cursor)
    try:
        begun = datetime.fromisoformat(asked_at) if asked_at else None
        told = datetime.fromisoformat(since_at) if since_at else None
        if begun is None and told is not None:
            told -= OVERLAP
        if any(each is not None and each.tzinfo is None for each in (begun, told)):
            raise ValueError(cursor)
        place = _place(sale[0]) if sale else None
        return _Asked(told, begun or now, UUID(after) if after else None, place)
    except (ValueError, OverflowError) as fault:
        raise CursorIsUnreadable(cursor=cursor) from fault


def _parts(cursor: str) -> tuple[str, ...]:
    """Take a cursor apart; one that stands among the sales has a part more than others."""
    try:
        return read_cursor(cursor=cursor, kinds=(str, str, str)) or ()
    except CursorIsUnreadable:
        return read_cursor(cursor=cursor, kinds=(str, str, str, str)) or ()


def _place(sale: str) -> tuple[date, UUID]:
    on, _space, sale_id = sale.partition(" ")
    return date.fromisoformat(on), UUID(sale_id)
