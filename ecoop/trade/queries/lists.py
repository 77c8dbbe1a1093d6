"""One list for every kind of document: what was asked for, its totals, its pages, and all of it in order."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Left

from ecoop.kernel.dong import Dong
from ecoop.kernel.positions import read_position
from ecoop.ledger.queries.documents import list_entry_labels, list_reversed_documents
from ecoop.trade.calc import EXPENSE, MONEY, PURCHASE, SALE
from ecoop.trade.errors import CHANNELS, COST_GROUPS, MEANS, MONEY_MOVES, PURCHASES, SECTORS
from ecoop.trade.models import Expense, MoneyMove, Purchase, PurchaseLine, Sale, SaleLine
from ecoop.trade.queries.things import PlaceFacts, list_places

PAGE_SIZE = 50
# So many documents are read at once where a whole list is walked.
STREAM_BATCH = 2000
_NAME_LENGTH = 200


@dataclass(frozen=True)
class Wanted:
    """What somebody asks of a list; an empty wish asks for everything."""

    starts_on: date | None = None
    ends_before: date | None = None
    words: str = ""
    means: str = ""
    place_id: UUID | None = None
    channel: str = ""
    # What only one kind of document knows: sector, what, group, rule …
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class DocumentRow:
    """A document as a list shows it; `what` names its kind, or the place and channel of a sale."""

    id: UUID
    on: date
    party_name: str
    text: str
    means: str
    total_vnd: Dong
    what: str = ""
    entry_label: str = ""
    is_taken_back: bool = False
    returns_id: UUID | None = None


@dataclass(frozen=True)
class DocumentPage:
    """Some documents, and where the next ones begin."""

    rows: list[DocumentRow]
    next_cursor: str


@dataclass(frozen=True)
class ListTotals:
    """How many documents a list holds, and what they come to; what a red entry took back is left out."""

    count: int
    total_vnd: Dong


@dataclass(frozen=True)
class Listing:
    """How one kind of document is listed.

    `narrow` takes the rows and what is wanted, and answers those that only this kind knows how to choose;
    `what` tells of a row in a few words. `lines` are the rows that hold a document's names, by `line_key`.
    """

    noun: str
    kind: str
    model: type[Model]
    day: str
    narrow: Callable[[QuerySet[Any], Wanted], QuerySet[Any]]
    what: Callable[[Any, Mapping[UUID, PlaceFacts]], str]
    lines: type[Model] | None = None
    line_key: str = ""
    # Columns that only this kind has, for the page of one document.
    tells: tuple[str, ...] = ()


def list_documents(*, org_id: UUID, listing: Listing, wanted: Wanted | None = None, cursor: str = "") -> DocumentPage:
    """List documents of one kind, newest first, one page of them.

    Queries: 3, and 1 for the places of sales
    """
    rows = _wanted(org_id, listing, wanted or Wanted())
    before = read_position(text=cursor)
    if before is not None:
        on, last_id = before
        rows = rows.filter(Q(**{f"{listing.day}__lt": on}) | Q(**{listing.day: on, "id__lt": last_id}))
    found = list(rows.order_by(f"-{listing.day}", "-id")[: PAGE_SIZE + 1])
    shown = describe(org_id=org_id, listing=listing, documents=found[:PAGE_SIZE])
    more = len(found) > PAGE_SIZE
    return DocumentPage(shown, f"{shown[-1].on.isoformat()}_{shown[-1].id}" if more else "")


def sum_documents(*, org_id: UUID, listing: Listing, wanted: Wanted | None = None) -> ListTotals:
    """Count and add up the documents of one kind that are asked for.

    Queries: 2
    """
    rows = _wanted(org_id, listing, wanted or Wanted())
    gone = list_reversed_documents(org_id=org_id, document_kind=listing.kind)
    rows = rows.exclude(id__in=gone) if gone else rows
    sums = rows.aggregate(count=Count("id"), total=Sum("total_vnd", default=0))
    return ListTotals(sums["count"], Dong(sums["total"]))


def stream_documents(*, org_id: UUID, listing: Listing, wanted: Wanted | None = None) -> Iterator[DocumentRow]:
    """Walk through the documents of one kind in the order of days, in flat memory.

    Queries: 3 or 4 for every 2,000 documents
    """
    rows = _wanted(org_id, listing, wanted or Wanted()).order_by(listing.day, "id")
    batch = list(rows[:STREAM_BATCH])
    while batch:
        yield from describe(org_id=org_id, listing=listing, documents=batch)
        on, last = getattr(batch[-1], listing.day), batch[-1].pk
        further = rows.filter(**{f"{listing.day}__gte": on}).filter(Q(**{f"{listing.day}__gt": on}) | Q(id__gt=last))
        batch = list(further[:STREAM_BATCH]) if len(batch) == STREAM_BATCH else []


def describe(*, org_id: UUID, listing: Listing, documents: Sequence[Any]) -> list[DocumentRow]:
    """Describe documents as a list shows them, with their entries.

    Queries: 2, and 1 for the places of sales; none without documents
    """
    if not documents:
        return []
    ids = [document.id for document in documents]
    labels = list_entry_labels(org_id=org_id, document_kind=listing.kind, document_ids=ids)
    gone = set(list_reversed_documents(org_id=org_id, document_kind=listing.kind))
    has_places = any(getattr(document, "place_id", None) for document in documents)
    places = {place.id: place for place in list_places(org_id=org_id)} if has_places else {}
    return [
        DocumentRow(
            id=document.id,
            on=getattr(document, listing.day),
            party_name=document.party_name,
            text=document.text or getattr(document, "first_name", None) or "",
            means=str(MEANS[document.means]),
            total_vnd=Dong(document.total_vnd),
            what=listing.what(document, places),
            entry_label=labels.get(document.id, ""),
            is_taken_back=document.id in gone,
            returns_id=getattr(document, "returns_id", None),
        )
        for document in documents
    ]


def with_first_name(*, rows: QuerySet[Any], listing: Listing) -> QuerySet[Any]:
    """Give each document the name on its first line, for those without a text of their own.

    Queries: 0
    """
    if listing.lines is None:
        return rows
    key = {"org_id": OuterRef("org_id"), listing.line_key: OuterRef("id"), "line": 1}
    first = listing.lines._default_manager.filter(**key).values(short=Left("name", _NAME_LENGTH))
    named: QuerySet[Any] = rows.annotate(first_name=Subquery(first[:1]))
    return named


def _wanted(org_id: UUID, listing: Listing, wanted: Wanted) -> QuerySet[Any]:
    rows: QuerySet[Any] = listing.model._default_manager.filter(org_id=org_id)
    if wanted.starts_on:
        rows = rows.filter(**{f"{listing.day}__gte": wanted.starts_on})
    if wanted.ends_before:
        rows = rows.filter(**{f"{listing.day}__lt": wanted.ends_before})
    if wanted.means in MEANS:
        rows = rows.filter(means=wanted.means)
    for word in wanted.words.split()[:5]:
        rows = rows.filter(_says(org_id, listing, word))
    return with_first_name(rows=listing.narrow(rows, wanted), listing=listing)


def _says(org_id: UUID, listing: Listing, word: str) -> Q:
    says = Q(text__icontains=word) | Q(party_name__icontains=word) | Q(party_tax_code__startswith=word)
    if listing.lines is None:
        return says
    named = listing.lines._default_manager.filter(org_id=org_id, name__icontains=word)
    return says | Q(id__in=named.values(listing.line_key))


def _narrow_sales(rows: QuerySet[Any], wanted: Wanted) -> QuerySet[Any]:
    if wanted.place_id:
        rows = rows.filter(place_id=wanted.place_id)
    if wanted.channel in CHANNELS:
        rows = rows.filter(channel=wanted.channel)
    sector = wanted.more.get("sector", "")
    if sector not in SECTORS:
        return rows
    lines = SaleLine.objects.filter(org_id=OuterRef("org_id"), sale_id=OuterRef("id"), sector=sector)
    return rows.filter(Exists(lines))


def _narrow_by(name: str, choices: Mapping[str, Any]) -> Callable[[QuerySet[Any], Wanted], QuerySet[Any]]:
    def narrow(rows: QuerySet[Any], wanted: Wanted) -> QuerySet[Any]:
        choice = wanted.more.get(name, "")
        return rows.filter(**{name: choice}) if choice in choices else rows

    return narrow


def _where(sale: Any, places: Mapping[UUID, PlaceFacts]) -> str:
    place = places.get(sale.place_id)
    channel = sale.platform_name or (str(CHANNELS[sale.channel]) if sale.channel != "shop" else "")
    return ", ".join(part for part in (place.name if place else "", channel) if part)


SALES = Listing(
    "sales",
    SALE,
    Sale,
    "sold_on",
    _narrow_sales,
    _where,
    SaleLine,
    "sale_id",
    tells=("place_id", "channel", "platform_name", "bank_account_id"),
)
PURCHASES_MADE = Listing(
    "purchases",
    PURCHASE,
    Purchase,
    "bought_on",
    _narrow_by("what", PURCHASES),
    lambda row, _places: str(PURCHASES[row.what]),
    PurchaseLine,
    "purchase_id",
    tells=("what", "means", "bank_account_id", "party_address", "party_id_number", "seller_kind"),
)
EXPENSES = Listing(
    "expenses",
    EXPENSE,
    Expense,
    "spent_on",
    _narrow_by("group", COST_GROUPS),
    lambda row, _places: str(COST_GROUPS[row.group]),
    tells=("group", "means", "bank_account_id"),
)
MONEY_MOVED = Listing(
    "money",
    MONEY,
    MoneyMove,
    "moved_on",
    _narrow_by("rule", MONEY_MOVES),
    lambda row, _places: str(MONEY_MOVES[row.rule]),
    tells=("rule", "tax", "bank_account_id", "settles_kind", "settles_id"),
)
