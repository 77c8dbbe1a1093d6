"""What a household sees of its trade when it looks up from the till: takings, what sells, what is low, what is owed."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, Q, Sum, Value, When

from ecoop.kernel.dates import month_start
from ecoop.kernel.dong import Dong
from ecoop.ledger.queries.documents import list_reversed_documents
from ecoop.trade.calc import SALE
from ecoop.trade.models import Sale, SaleLine
from ecoop.trade.queries.costs import count_missing_papers
from ecoop.trade.queries.debts import OWED_TO_US, WE_OWE, AgedDebts, list_debts
from ecoop.trade.queries.revenue import list_takings_by_day
from ecoop.trade.queries.stock import list_stocked_products
from ecoop.trade.queries.stock_now import map_stock_now
from ecoop.trade.queries.things import list_products

DAYS_SHOWN = 14
TOP_DAYS = 30
WEEK = timedelta(days=7)
SHOWN_MAX = 10
NOTHING_VND = Dong(0)
NOTHING = Decimal(0)


@dataclass(frozen=True)
class Takings:
    """What was sold: today, yesterday, on the same weekday before, in weeks and the month, and day by day."""

    today_vnd: Dong
    today_count: int
    yesterday_vnd: Dong
    same_day_last_week_vnd: Dong
    week_vnd: Dong
    week_before_vnd: Dong
    month_vnd: Dong
    by_day: tuple[tuple[date, Dong], ...]


@dataclass(frozen=True)
class SoldGood:
    """Something that was sold in the last weeks, and how much of it."""

    product_id: UUID | None
    name: str
    unit: str
    quantity: Decimal
    amount_vnd: Dong


@dataclass(frozen=True)
class LowGood:
    """Something of which less is left than one week sells."""

    product_id: UUID
    name: str
    unit: str
    quantity: Decimal
    sold_in_week: Decimal


@dataclass(frozen=True)
class Glance:
    """Everything at one look."""

    takings: Takings
    by_means: dict[str, Dong]
    top: tuple[SoldGood, ...]
    low: tuple[LowGood, ...]
    owed_to_us: AgedDebts
    we_owe: AgedDebts
    missing_papers: int


def get_glance(*, org_id: UUID, today: date) -> Glance:
    """Get what a household sees of its trade at one look.

    Queries: 35 at most
    """
    by_means, count = _means_of_day(org_id, today)
    return Glance(
        takings=_takings(org_id, today, count),
        by_means=by_means,
        top=tuple(
            list_top_goods(org_id=org_id, starts_on=today - timedelta(days=TOP_DAYS - 1), today=today)[:SHOWN_MAX]
        ),
        low=tuple(list_low_goods(org_id=org_id, today=today)[:SHOWN_MAX]),
        owed_to_us=list_debts(org_id=org_id, side=OWED_TO_US, on=today),
        we_owe=list_debts(org_id=org_id, side=WE_OWE, on=today),
        missing_papers=count_missing_papers(org_ids=[org_id], year=today.year).get(org_id, 0),
    )


def list_top_goods(*, org_id: UUID, starts_on: date, today: date) -> list[SoldGood]:
    """List what was sold since a day, what brought most first; a product counts under the name it has now.

    Queries: 3
    """
    named = {product.id: product for product in list_products(org_id=org_id)}
    sums: dict[tuple[UUID | None, str, str], tuple[Decimal, int]] = defaultdict(lambda: (NOTHING, 0))
    for row in _sold(org_id, starts_on, today):
        product = named.get(row["product_id"])
        key = (product.id, product.name, product.unit) if product else (None, row["name"], row["unit"])
        quantity, amount = sums[key]
        sums[key] = (quantity + (row["sold"] or NOTHING), amount + row["amount"])
    goods = [SoldGood(*key, quantity, Dong(amount)) for key, (quantity, amount) in sums.items() if amount > 0]
    return sorted(goods, key=lambda good: (-good.amount_vnd, good.name))


def list_low_goods(*, org_id: UUID, today: date) -> list[LowGood]:
    """List the goods kept in stock of which nothing is left, or less than the last week sold; the shortest first.

    Queries: 1 where nothing is kept in stock; 7 otherwise, 11 if there are red entries
    """
    stocked = list_stocked_products(org_id=org_id)
    if not stocked:
        return []
    of_week: dict[UUID, Decimal] = defaultdict(lambda: NOTHING)
    for row in _sold(org_id, today - WEEK + timedelta(days=1), today):
        if row["product_id"] is not None:
            of_week[row["product_id"]] += row["sold"] or NOTHING
    there = map_stock_now(org_id=org_id, product_ids=[each.id for each in stocked], year=today.year)
    low = [
        LowGood(each.id, each.name, each.unit, there[each.id], of_week[each.id])
        for each in stocked
        if there[each.id] <= 0 or there[each.id] < of_week[each.id]
    ]
    return sorted(low, key=lambda good: (good.quantity - good.sold_in_week, good.name))


def _takings(org_id: UUID, today: date, count: int) -> Takings:
    first = min(month_start(today), today - timedelta(days=DAYS_SHOWN - 1))
    sold = list_takings_by_day(org_id=org_id, starts_on=first, ends_before=today + timedelta(days=1))

    def between(starts_on: date, ends_on: date) -> Dong:
        return Dong(sum(amount for on, amount in sold.items() if starts_on <= on <= ends_on))

    days = [today - timedelta(days=back) for back in range(DAYS_SHOWN - 1, -1, -1)]
    return Takings(
        today_vnd=sold.get(today, NOTHING_VND),
        today_count=count,
        yesterday_vnd=sold.get(today - timedelta(days=1), NOTHING_VND),
        same_day_last_week_vnd=sold.get(today - WEEK, NOTHING_VND),
        week_vnd=between(days[-7], today),
        week_before_vnd=between(days[0], days[-8]),
        month_vnd=between(month_start(today), today),
        by_day=tuple((on, sold.get(on, NOTHING_VND)) for on in days),
    )


def _means_of_day(org_id: UUID, today: date) -> tuple[dict[str, Dong], int]:
    """Add up today's sales by how they were paid, and count those that are no goods coming back."""
    gone = list_reversed_documents(org_id=org_id, document_kind=SALE)
    sales = Sale.objects.filter(org_id=org_id, sold_on=today)
    sales = sales.exclude(id__in=gone) if gone else sales
    own = Count("id", filter=Q(returns__isnull=True))
    rows = sales.values("means").annotate(total=Sum("total_vnd"), count=own).order_by("means")
    found = {row["means"]: row for row in rows}
    sums = {means: Dong(found[means]["total"] if means in found else 0) for means in ("cash", "bank", "credit")}
    return sums, sum(row["count"] for row in found.values())


def _sold(org_id: UUID, starts_on: date, today: date) -> list[dict[str, Any]]:
    lines = SaleLine.objects.filter(org_id=org_id, sold_on__gte=starts_on, sold_on__lte=today)
    if gone := list_reversed_documents(org_id=org_id, document_kind=SALE):
        lines = lines.exclude(sale_id__in=gone)
    back = Case(When(amount_vnd__lt=0, quantity__gt=0, then=Value(-1)), default=Value(1))
    sums = lines.values("product_id", "name", "unit").annotate(sold=Sum(F("quantity") * back), amount=Sum("amount_vnd"))
    return [dict(row) for row in sums.order_by("product_id", "name", "unit")]
