"""The list of trade: what was asked for, its totals, its pages, one line of it, and all of it in order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dong import Dong
from ecoop.ledger.queries.documents import list_entry_labels, list_reversed_documents
from ecoop.members.calc import SUPPLIED, DealingKind, Side
from ecoop.members.errors import DealingUnknown
from ecoop.members.models import Agreement, Dealing, Member
from ecoop.members.queries.settling import DEALING
from ecoop.members.queries.sides import Reason, find_reason
from ecoop.members.queries.trade import KIND_WORDS, SIDE_WORDS

PAGE_SIZE = 50
# So many lines are read at once where a whole list is walked.
STREAM_BATCH = 2_000
MEANS_WORDS = {"cash": _("cash"), "bank": _("bank transfer"), "credit": _("on credit")}


@dataclass(frozen=True)
class DealingsWanted:
    """What somebody asks of the list of trade; an empty wish asks for everything."""

    starts_on: date | None = None
    ends_before: date | None = None
    side: str = ""
    kind: str = ""
    words: str = ""
    member_id: UUID | None = None
    agreement_id: UUID | None = None
    # Only what was bought, and of it only what came without an invoice.
    without_invoice: bool = False
    # Only what was supplied to somebody: the services of a member's book S23.
    supplied: bool = False


@dataclass(frozen=True)
class DealingRow:
    """One line of trade as a list shows it."""

    id: UUID
    dealt_on: date
    side: str
    kind: str
    means: str
    text: str
    number: str
    member_id: UUID | None
    member_number: str
    member_name: str
    member_type: str
    agreement_number: str
    quantity: Decimal | None
    unit: str
    unit_price: Decimal | None
    value_vnd: Dong
    cost_vnd: Dong
    vat_rate: Decimal | None
    vat_vnd: Dong
    season: str
    plot: str
    ground: str
    what: str
    item_id: UUID | None
    has_invoice: bool
    entry_label: str
    is_taken_back: bool

    @property
    def side_label(self) -> str:
        """Name the side in the active language."""
        return str(SIDE_WORDS[self.side])

    @property
    def kind_label(self) -> str:
        """Name the kind in the active language."""
        return str(KIND_WORDS[self.kind])

    @property
    def means_label(self) -> str:
        """Name the way of paying in the active language."""
        return str(MEANS_WORDS[self.means])

    @property
    def total_vnd(self) -> Dong:
        """Give the value with its tax."""
        return Dong(self.value_vnd + self.vat_vnd)

    @property
    def reason(self) -> Reason | None:
        """Tell why it stands on its side."""
        return find_reason(ground=self.ground, day=self.dealt_on)


@dataclass(frozen=True)
class DealingPage:
    """Some lines of trade, and where the next ones begin."""

    rows: list[DealingRow]
    next_cursor: str


@dataclass(frozen=True)
class DealingTotals:
    """How many lines a list holds, and what each side's come to; what a red entry took back is left out."""

    count: int
    internal_vnd: Dong
    external_vnd: Dong
    vat_vnd: Dong

    @property
    def paid_vnd(self) -> Dong:
        """Add the tax to both sides."""
        return Dong(self.total_vnd + self.vat_vnd)

    @property
    def total_vnd(self) -> Dong:
        """Add both sides up."""
        return Dong(self.internal_vnd + self.external_vnd)


def list_dealing_page(*, org_id: UUID, wanted: DealingsWanted, cursor: str = "", most: int = PAGE_SIZE) -> DealingPage:
    """List lines of trade, the newest first, one page of them.

    Queries: 6
    """
    rows = _wanted(org_id, wanted)
    before = _position(cursor)
    if before is not None:
        on, last_id = before
        # The day alone is what the index cuts by; the rest is within one day.
        rows = rows.filter(dealt_on__lte=on).filter(Q(dealt_on__lt=on) | Q(id__lt=last_id))
    found = list(rows.order_by("-dealt_on", "-id")[: most + 1])
    shown = _describe(org_id, found[:most])
    more = len(found) > most
    return DealingPage(shown, f"{shown[-1].dealt_on.isoformat()}_{shown[-1].id}" if more else "")


def sum_dealings(*, org_id: UUID, wanted: DealingsWanted) -> DealingTotals:
    """Count and add up the lines of trade that are asked for.

    Queries: 3
    """
    rows = _wanted(org_id, wanted)
    gone = list_reversed_documents(org_id=org_id, document_kind=DEALING)
    rows = rows.exclude(id__in=gone) if gone else rows
    inside, outside = Q(side=Side.INTERNAL.value), Q(side=Side.EXTERNAL.value)
    sums = rows.aggregate(
        count=Count("id"),
        internal=Sum("value_vnd", filter=inside, default=0),
        external=Sum("value_vnd", filter=outside, default=0),
        vat=Sum("vat_vnd", default=0),
    )
    amounts = (Dong(int(sums[name])) for name in ("internal", "external", "vat"))
    return DealingTotals(sums["count"], *amounts)


def stream_dealings(*, org_id: UUID, wanted: DealingsWanted) -> Iterator[DealingRow]:
    """Walk through lines of trade in the order of days, in flat memory.

    Queries: 6 for every 2,000 lines
    """
    rows = _wanted(org_id, wanted).order_by("dealt_on", "id")
    batch = list(rows[:STREAM_BATCH])
    while batch:
        yield from _describe(org_id, batch)
        last = batch[-1]
        further = rows.filter(dealt_on__gte=last.dealt_on).filter(Q(dealt_on__gt=last.dealt_on) | Q(id__gt=last.id))
        batch = list(further[:STREAM_BATCH]) if len(batch) == STREAM_BATCH else []


def get_dealing(*, org_id: UUID, dealing_id: UUID) -> DealingRow:
    """Get one line of trade.

    Raises: DealingUnknown
    Queries: 6
    """
    found = list(Dealing.objects.filter(org_id=org_id, id=dealing_id))
    if not found:
        raise DealingUnknown(dealing=dealing_id)
    return _describe(org_id, found)[0]


def _wanted(org_id: UUID, wanted: DealingsWanted) -> QuerySet[Dealing]:
    rows = Dealing.objects.filter(org_id=org_id)
    if wanted.starts_on:
        rows = rows.filter(dealt_on__gte=wanted.starts_on)
    if wanted.ends_before:
        rows = rows.filter(dealt_on__lt=wanted.ends_before)
    if wanted.side in set(Side):
        rows = rows.filter(side=wanted.side)
    if wanted.kind in set(DealingKind):
        rows = rows.filter(kind=wanted.kind)
    if wanted.member_id:
        rows = rows.filter(member_id=wanted.member_id)
    if wanted.agreement_id:
        rows = rows.filter(agreement_id=wanted.agreement_id)
    if wanted.without_invoice:
        rows = rows.filter(kind=DealingKind.PURCHASE.value, has_invoice=False, member__isnull=False)
    if wanted.supplied:
        rows = rows.filter(kind__in=[kind.value for kind in SUPPLIED])
    for word in wanted.words.split()[:5]:
        members = Member.objects.filter(org_id=org_id).filter(Q(name__icontains=word) | Q(number__iexact=word))
        rows = rows.filter(Q(text__icontains=word) | Q(number__iexact=word) | Q(member_id__in=members.values("id")))
    return rows


def _describe(org_id: UUID, rows: Sequence[Dealing]) -> list[DealingRow]:
    """Describe lines of trade with their members, agreements and entries, some queries for all of them."""
    if not rows:
        return []
    labels = list_entry_labels(org_id=org_id, document_kind=DEALING, document_ids=[row.id for row in rows])
    gone = set(list_reversed_documents(org_id=org_id, document_kind=DEALING))
    member_ids = list({row.member_id for row in rows if row.member_id})
    members = Member.objects.filter(org_id=org_id).in_bulk(member_ids) if member_ids else {}
    numbers = _agreement_numbers(org_id, {row.agreement_id for row in rows if row.agreement_id})
    return [
        tell_dealing(
            row=row,
            member=members.get(row.member_id),
            agreement=numbers.get(row.agreement_id, ""),
            label=labels.get(row.id, ""),
            is_taken_back=row.id in gone,
        )
        for row in rows
    ]


def _agreement_numbers(org_id: UUID, ids: Iterable[Any]) -> dict[Any, str]:
    wanted = list(ids)
    if not wanted:
        return {}
    return dict(Agreement.objects.filter(org_id=org_id, id__in=wanted).values_list("id", "number"))


def tell_dealing(*, row: Dealing, member: Member | None, agreement: str, label: str, is_taken_back: bool) -> DealingRow:
    """Tell a line of trade as pages show it.

    Queries: 0
    """
    return DealingRow(
        id=row.id,
        dealt_on=row.dealt_on,
        side=row.side,
        kind=row.kind,
        means=row.means,
        text=row.text,
        number=row.number,
        member_id=row.member_id,
        member_number=member.number if member else "",
        member_name=member.name if member else "",
        member_type=row.member_type,
        agreement_number=agreement,
        quantity=row.quantity,
        unit=row.unit,
        unit_price=row.unit_price,
        value_vnd=Dong(row.value_vnd),
        cost_vnd=Dong(row.cost_vnd),
        vat_rate=row.vat_rate,
        vat_vnd=Dong(row.vat_vnd),
        season=row.season,
        plot=row.plot,
        ground=row.ground,
        what=row.what,
        item_id=row.item_id,
        has_invoice=row.has_invoice,
        entry_label=label,
        is_taken_back=is_taken_back,
    )


def _position(cursor: str) -> tuple[date, UUID] | None:
    on, _mark, last_id = cursor.partition("_")
    try:
        return (date.fromisoformat(on), UUID(last_id)) if cursor else None
    except ValueError:
        return None
