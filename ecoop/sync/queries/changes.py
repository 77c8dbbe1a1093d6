"""What changed in an organisation since a phone asked last."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import OuterRef, Subquery

from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.wire import CursorIsUnreadable, read_cursor, write_cursor
from ecoop.sync.models import Device, Event, TrayAttempt, TrayEvent, TraySettlement
from ecoop.trade.queries.changes import SaleSeen, has_stock_moved, list_products_since, list_sales_since
from ecoop.trade.queries.debts import OWED_TO_US, WE_OWE, Debt, list_debts
from ecoop.trade.queries.stock import list_stock_sheets
from ecoop.trade.queries.things import (
    BankAccountFacts,
    PlaceFacts,
    ProductFacts,
    list_bank_accounts,
    list_places,
)

PRODUCTS_A_PAGE = 2_000
SALES_MAX = 10_000
DAYS_KEPT = 35
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
    tray: list[TrayLine]


@dataclass(frozen=True)
class _Asked:
    """Since when, and, between the pages of one answer, after which product and until when."""

    since_at: datetime | None
    asked_at: datetime
    after: UUID | None


def get_changes(*, org_id: UUID, person_id: UUID, cursor: str, language: str, now: datetime) -> Changes:
    """Get what changed since a cursor; without one, everything.

    Products come in pages; the rest stands on the last page.

    Raises:  CursorIsUnreadable
    Queries: 2 for a page of products; about 40 for the last page
    """
    asked = _read(cursor, now)
    found = list_products_since(org_id=org_id, since_at=asked.since_at, after=asked.after, limit=PRODUCTS_A_PAGE + 1)
    products, has_more = found[:PRODUCTS_A_PAGE], len(found) > PRODUCTS_A_PAGE
    if has_more:
        further = _write(asked.since_at, asked.asked_at, products[-1].id)
        return Changes(further, True, products, [], [], [], {}, [], [])
    today = vietnam_day(now)
    moved = asked.since_at is None or has_stock_moved(org_id=org_id, since_at=asked.since_at)
    debts = [debt for side in (OWED_TO_US, WE_OWE) for debt in list_debts(org_id=org_id, side=side, on=today).debts]
    return Changes(
        cursor=_write(asked.asked_at, None, None),
        has_more=False,
        products=products,
        places=[each for each in list_places(org_id=org_id) if each.closed_on is None],
        bank_accounts=[each for each in list_bank_accounts(org_id=org_id) if each.closed_on is None],
        debts=debts,
        stock=_stock(org_id, today) if moved else {},
        sales=_sales(org_id, asked.since_at, today),
        tray=list_tray_of(org_id=org_id, person_id=person_id, language=language, since_at=now - timedelta(DAYS_KEPT)),
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
    return [_line(row, language) for row in rows.order_by("-received_at", "-id")[:SALES_MAX]]


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
    return {each.product_id: each.closing_quantity for each in list_stock_sheets(org_id=org_id, year=today.year)}


def _sales(org_id: UUID, since_at: datetime | None, today: date) -> list[tuple[SaleSeen, UUID | None]]:
    starts_on = today - timedelta(days=DAYS_KEPT)
    sales = list_sales_since(org_id=org_id, since_at=since_at, starts_on=starts_on, limit=SALES_MAX)
    ids = [each.id for each in sales]
    devices = dict(Event.objects.filter(org_id=org_id, id__in=ids).values_list("id", "device_id"))
    return [(each, devices.get(each.id)) for each in sales]


def _write(since_at: datetime | None, asked_at: datetime | None, after: UUID | None) -> str:
    key = [since_at.isoformat() if since_at else "", asked_at.isoformat() if asked_at else "", str(after or "")]
    return write_cursor(key=key)


def _read(cursor: str, now: datetime) -> _Asked:
    if not cursor:
        return _Asked(None, now, None)
    parts = read_cursor(cursor=cursor, kinds=(str, str, str)) or ("", "", "")
    since_at, asked_at, after = parts
    try:
        begun = datetime.fromisoformat(asked_at) if asked_at else None
        told = datetime.fromisoformat(since_at) if since_at else None
        product_id = UUID(after) if after else None
        if begun is None and told is not None:
            told -= OVERLAP
        if any(each is not None and each.tzinfo is None for each in (begun, told)):
            raise ValueError(cursor)
    except (ValueError, OverflowError) as fault:
        raise CursorIsUnreadable(cursor=cursor) from fault
    return _Asked(told, begun or now, product_id)
