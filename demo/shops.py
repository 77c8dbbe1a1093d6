"""A shop's year on paper: sales day by day, purchases every week, the costs of every month."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from demo.calendar import YEAR, is_shut, list_days, weigh_day
from demo.names import make_person_name
from demo.province import Neighbour
from demo.world import Product, Shop, shop_id
from ecoop.kernel.dates import next_month_start
from ecoop.kernel.dong import Dong, split_vnd
from ecoop.trade.calc import ExpenseDraft, PurchaseDraft, PurchaseLineDraft, SaleDraft, SaleLineDraft, StockMoveDraft

THOUSAND = 1_000
# Small money of every month, as a part of the cost of goods in hundredths.
MONTHLY_SHARE = 8
BUYING_DAY = 3


def plan_sales(*, seed: int, shop: Shop) -> list[SaleDraft]:
    """Plan a year of sales whose sum is near the shop's yearly revenue."""
    rng = random.Random(f"{seed}:{shop.slug}:sales")
    days = [day for day in list_days() if not is_shut(day=day)]
    weights = [weigh_day(day=day, habit=shop.habit) * rng.randint(80, 120) for day in days]
    totals = split_vnd(total_vnd=Dong(shop.revenue_vnd // THOUSAND), weights=weights)
    return [sale for day, total in zip(days, totals, strict=True) for sale in _day(rng, seed, shop, day, total)]


def _day(rng: random.Random, seed: int, shop: Shop, day: date, thousands: int) -> Iterator[SaleDraft]:
    parts = split_vnd(total_vnd=Dong(thousands), weights=[rng.randint(1, 6) for _ in range(rng.randint(2, 5))])
    for number, part in enumerate(parts, start=1):
        if not part:
            continue
        product = rng.choice(shop.products)
        yield SaleDraft(
            id=shop_id(seed=seed, shop=shop, name=f"sale:{day}:{number}"),
            sold_on=day,
            lines=(_line(product, Dong(part * THOUSAND)),),
            means=rng.choice(("cash", "cash", "bank")),
            party_name=make_person_name(rng=rng) if rng.random() < 0.2 else "",
        )


def plan_takings(*, seed: int, neighbour: Neighbour, share: int = 100) -> list[SaleDraft]:
    """Plan what a household of the province writes down at the end of each day on which it sells.

    `share` is the part of the year's revenue in hundredths that is not invoiced one by one.
    """
    shop = neighbour.shop
    rng = random.Random(f"{seed}:{shop.slug}:takings")
    days = _open_days(rng, shop.habit, neighbour.trade.open_days)
    weights = [max(1, weigh_day(day=day, habit=shop.habit)) * rng.randint(70, 130) for day in days]
    totals = split_vnd(total_vnd=Dong(shop.revenue_vnd * share // 100 // THOUSAND), weights=weights)
    return [
        SaleDraft(
            id=shop_id(seed=seed, shop=shop, name=f"takings:{day}"),
            sold_on=day,
            lines=(replace(_line(rng.choice(shop.products), Dong(total * THOUSAND)), is_vat_cut=neighbour.is_vat_cut),),
            means=rng.choice(("cash", "cash", "bank")),
            text="Bán hàng trong ngày",
        )
        for day, total in zip(days, totals, strict=True)
        if total
    ]


def _open_days(rng: random.Random, habit: str, count: int) -> list[date]:
    """Choose the days on which something is sold, the busy ones first of all."""
    days = [day for day in list_days() if not is_shut(day=day)]
    rank = {day: rng.random() * weigh_day(day=day, habit=habit) for day in days}
    return sorted(sorted(days, key=lambda day: rank[day], reverse=True)[:count])


def _line(product: Product, amount_vnd: Dong) -> SaleLineDraft:
    quantity = max(1, amount_vnd // product.price_vnd)
    return SaleLineDraft(product.sector, product.name, amount_vnd, product.unit, Decimal(quantity), None)


def plan_purchases(
    *, seed: int, shop: Shop, every_weeks: int = 1, bought: str = "Hàng và nguyên liệu trong tuần"
) -> list[PurchaseDraft]:
    """Plan the buying of every week or every few weeks, so that the year's cost is near the shop's share."""
    rng = random.Random(f"{seed}:{shop.slug}:purchases")
    days = [day for day in list_days() if day.weekday() == BUYING_DAY and not is_shut(day=day)][::every_weeks]
    cost = _cost_of_year(shop) * (100 - MONTHLY_SHARE) // 100
    amounts = split_vnd(total_vnd=Dong(cost // THOUSAND), weights=[rng.randint(70, 130) for _ in days])
    return [
        PurchaseDraft(
            id=shop_id(seed=seed, shop=shop, name=f"purchase:{day}"),
            bought_on=day,
            lines=(PurchaseLineDraft(bought, Dong(amount * THOUSAND)),),
            what="goods" if shop.products[0].sector == "goods" else "materials",
            means="bank",
            party_name=f"Nhà cung cấp {rng.randint(1, 9)}",
            has_invoice=rng.random() < 0.8,
        )
        for day, amount in zip(days, amounts, strict=True)
    ]


def plan_counts(*, seed: int, shop: Shop, purchases: Sequence[PurchaseDraft]) -> list[StockMoveDraft]:
    """Plan what is left on the shelves at the end of each quarter, as a small part of what the quarter bought."""
    rng = random.Random(f"{seed}:{shop.slug}:counts")
    counts = []
    for month in (3, 6, 9, 12):
        bought = sum(each.total_vnd for each in purchases if month - 3 < each.bought_on.month <= month)
        last_day = next_month_start(date(YEAR, month, 1)) - timedelta(days=1)
        left = Dong(bought * rng.randint(4, 12) // 100 // THOUSAND * THOUSAND)
        counts.append(
            StockMoveDraft(
                shop_id(seed=seed, shop=shop, name=f"count:{month}"),
                last_day,
                "counted",
                amount_vnd=left,
                text="Kiểm kê cuối quý",
            )
        )
    return counts


def plan_expenses(*, seed: int, shop: Shop) -> list[ExpenseDraft]:
    """Plan power, water, telephone and small things of every month."""
    amounts = split_vnd(total_vnd=Dong(_cost_of_year(shop) * MONTHLY_SHARE // 100 // THOUSAND), weights=[1] * 12)
    return [
        ExpenseDraft(
            id=shop_id(seed=seed, shop=shop, name=f"expense:{month}"),
            spent_on=date(YEAR, month, 28),
            group="bought_services",
            amount_vnd=Dong(amount * THOUSAND),
            means="bank",
            text=f"Điện, nước, điện thoại tháng {month}",
            has_invoice=True,
        )
        for month, amount in enumerate(amounts, start=1)
    ]


def _cost_of_year(shop: Shop) -> int:
    return shop.revenue_vnd * shop.cost_share // 100


def sum_planned(*, sales: Sequence[SaleDraft]) -> Dong:
    """Add up what was planned to be sold."""
    return Dong(sum(sale.total_vnd for sale in sales))
