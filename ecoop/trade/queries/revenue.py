"""Reads of revenue: by month, line by line as the books show it, and what the till took in."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import F, Min, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from ecoop.kernel.dong import Dong
from ecoop.ledger.queries.documents import list_entry_labels, list_reversed_documents
from ecoop.trade.calc import SALE
from ecoop.trade.models import RevenueMonth, Sale, SaleLine

# So many sales are read at once where a whole year is walked.
STREAM_BATCH = 2000
M = TypeVar("M", RevenueMonth, SaleLine)


@dataclass(frozen=True)
class RevenueOfMonth:
    """Revenue of one sector group in one month, by channel and place, and that part of it whose VAT is cut."""

    month: date
    sector: str
    amount_vnd: Dong
    vat_cut_vnd: Dong
    channel: str = "shop"
    place_id: UUID | None = None


@dataclass(frozen=True)
class RevenueLine:
    """What one sale brought to one sector group, as the revenue books show it; `number` counts from the first."""

    sale_id: UUID
    on: date
    sector: str
    text: str
    amount_vnd: Dong
    entry_label: str
    number: int = 0

    @property
    def cursor(self) -> str:
        """Name the line, to go on after it."""
        return f"{self.on.isoformat()}_{self.sale_id}_{self.number}"


def sum_revenue_by_month(*, org_id: UUID, year: int) -> list[RevenueOfMonth]:
    """Add up a year's revenue by month, sector group, channel and place.

    It comes from the totals that stand beside the sales; a sale taken back by a red entry no longer counts.

    Queries: 2; 3 if red entries took sales back
    """
    rows = _months(RevenueMonth.objects.filter(org_id=org_id), year)
    gone = list_reversed_documents(org_id=org_id, document_kind=SALE)
    if not gone:
        return rows
    sums = {(row.month, row.sector, row.channel, row.place_id): [row.amount_vnd, row.vat_cut_vnd] for row in rows}
    for back in _sum_gone(org_id, year, gone):
        held = sums[(back["month"], back["sector"], back["channel"], back["place"])]
        held[0], held[1] = Dong(held[0] - back["amount"]), Dong(held[1] - back["cut"])
    return [
        RevenueOfMonth(month, sector, amount, cut, channel, place_id)
        for (month, sector, channel, place_id), (amount, cut) in sums.items()
        if amount or cut
    ]


def list_revenue_totals(*, org_ids: Collection[UUID], year: int) -> dict[UUID, list[RevenueOfMonth]]:
    """List a year's revenue of many households at once, for a person who keeps their books and acts for none of them.

    Shape:   one entry per organisation asked for; sales that a red entry took back still count here
    Queries: 1
    """
    found: dict[UUID, list[RevenueOfMonth]] = {org_id: [] for org_id in org_ids}
    rows = _of_year(RevenueMonth.objects.filter(org_id__in=list(found)), "month", year)
    for row in rows.order_by("org_id", "month", "sector", "channel", "place_id"):
        found[row.org_id].append(_month(row))
    return found


def list_revenue_lines(
    *, org_id: UUID, year: int, sector: str, limit: int, after: str | None = None
) -> list[RevenueLine]:
    """List what each sale of a year brought to one sector group, in the order of days; none that was taken back.

    Shape:   `after` is the `cursor` of the last line before; something else begins at the beginning
    Queries: 3
    """
    gone = list_reversed_documents(org_id=org_id, document_kind=SALE)
    return _lines(org_id, year, sector, gone, _position(after), limit)


def stream_revenue_lines(*, org_id: UUID, year: int, sector: str) -> Iterator[RevenueLine]:
    """Walk through what each sale of a year brought to one sector group, in flat memory.

    Queries: 1, and 2 for every 2,000 sales
    """
    gone = list_reversed_documents(org_id=org_id, document_kind=SALE)
    position = None
    while True:
        batch = _lines(org_id, year, sector, gone, position, STREAM_BATCH)
        yield from batch
        if len(batch) < STREAM_BATCH:
            return
        position = (batch[-1].on, batch[-1].sale_id, batch[-1].number)


def sum_takings(*, org_id: UUID, starts_on: date, ends_before: date) -> Dong:
    """Add up what was sold in some days, less what came back and what red entries took back.

    Queries: 2
    """
    return Dong(sum(list_takings_by_day(org_id=org_id, starts_on=starts_on, ends_before=ends_before).values()))


def list_takings_by_day(*, org_id: UUID, starts_on: date, ends_before: date) -> dict[date, Dong]:
    """List what was sold on each of some days; a day without sales is left out.

    Queries: 2
    """
    sales = Sale.objects.filter(org_id=org_id, sold_on__gte=starts_on, sold_on__lt=ends_before)
    gone = list_reversed_documents(org_id=org_id, document_kind=SALE)
    sales = sales.exclude(id__in=gone) if gone else sales
    sums = sales.values("sold_on").annotate(total=Sum("total_vnd")).order_by("sold_on")
    return {row["sold_on"]: Dong(row["total"]) for row in sums}


def find_usual_sector(*, org_id: UUID) -> str:
    """Find the sector group of the latest sale, which the next one most likely shares; goods if there is none.

    Queries: 1
    """
    lines = SaleLine.objects.filter(org_id=org_id).order_by("-sold_on", "-sale_id", "-line")
    return lines.values_list("sector", flat=True).first() or "goods"


def _months(rows: QuerySet[RevenueMonth], year: int) -> list[RevenueOfMonth]:
    ordered = _of_year(rows, "month", year).order_by("month", "sector", "channel", "place_id")
    return [_month(row) for row in ordered if row.amount_vnd or row.vat_cut_vnd]


def _month(row: RevenueMonth) -> RevenueOfMonth:
    return RevenueOfMonth(
        month=row.month,
        sector=row.sector,
        amount_vnd=Dong(row.amount_vnd),
        vat_cut_vnd=Dong(row.vat_cut_vnd),
        channel=row.channel,
        place_id=row.place_id,
    )


def _sum_gone(org_id: UUID, year: int, gone: Sequence[UUID]) -> Any:
    lines = _of_year(SaleLine.objects.filter(org_id=org_id, sale_id__in=gone), "sold_on", year)
    return (
        lines.annotate(month=TruncMonth("sold_on"), channel=F("sale__channel"), place=F("sale__place_id"))
        .values("month", "sector", "channel", "place")
        .annotate(amount=Sum("amount_vnd"), cut=Sum("amount_vnd", filter=Q(is_vat_cut=True), default=0))
        .order_by()
    )


def _lines(
    org_id: UUID,
    year: int,
    sector: str,
    gone: Sequence[UUID],
    position: tuple[date, UUID, int] | None,
    limit: int,
) -> list[RevenueLine]:
    lines = _of_year(SaleLine.objects.filter(org_id=org_id, sector=sector), "sold_on", year)
    lines = lines.exclude(sale_id__in=gone) if gone else lines
    if position is not None:
        on, sale_id, _number = position
        # The first condition lets the index begin at the day; the second cuts off what was shown of it.
        lines = lines.filter(sold_on__gte=on).filter(Q(sold_on__gt=on) | Q(sale_id__gt=sale_id))
    sums = lines.values("sold_on", "sale_id").annotate(amount=Sum("amount_vnd"), name=Min("name"))
    found = list(sums.order_by("sold_on", "sale_id")[:limit])
    ids = [row["sale_id"] for row in found]
    labels = list_entry_labels(org_id=org_id, document_kind=SALE, document_ids=ids)
    texts = dict(Sale.objects.filter(org_id=org_id, id__in=ids).exclude(text="").values_list("id", "text"))
    return [
        RevenueLine(
            sale_id=row["sale_id"],
            on=row["sold_on"],
            sector=sector,
            text=texts.get(row["sale_id"]) or row["name"],
            amount_vnd=Dong(row["amount"]),
            entry_label=labels.get(row["sale_id"], ""),
            number=number,
        )
        for number, row in enumerate(found, start=1 if position is None else position[2] + 1)
    ]


def _position(after: str | None) -> tuple[date, UUID, int] | None:
    try:
        on, sale_id, number = (after or "").split("_")
        return date.fromisoformat(on), UUID(sale_id), int(number)
    except ValueError:
        return None


def _of_year(rows: QuerySet[M], day: str, year: int) -> QuerySet[M]:
    return rows.filter(**{f"{day}__gte": date(year, 1, 1), f"{day}__lt": date(year + 1, 1, 1)})
