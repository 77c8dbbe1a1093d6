"""A year in the store of a cooperative: bags and fertiliser bought, used, counted and priced; tea sold for dollars."""

import calendar
import random
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from demo.coop_openings import ITEMS, item_id
from demo.world import seeded_id
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.dong import Dong
from ecoop.vouchers.actions.price_stock_month import price_stock_month
from ecoop.vouchers.actions.record_counterparties import record_counterparties
from ecoop.vouchers.actions.record_currency import record_currency_move, record_rate, revalue_currencies
from ecoop.vouchers.actions.record_stock_slips import record_stock_slips
from ecoop.vouchers.calc.counterparties import CounterpartyDraft
from ecoop.vouchers.calc.currency import CurrencyDraft
from ecoop.vouchers.calc.stock import StockLineDraft, StockSlipDraft
from ecoop.vouchers.queries.currency import list_rates

STORE = "Kho chính"
BANK = "Vietcombank"
# The month, the rate of the day, what happens: sold in March, collected in April, a third sold to the bank in May.
RATES = ((3, 12, 25_420), (4, 9, 25_610), (5, 14, 25_580), (12, 31, 25_890))


def live_stock(*, seed: int, slug: str, org_id: UUID, by: UUID, year: int, now: datetime) -> int:
    """Live a year in the store; told again, nothing is added."""
    today = vietnam_day(now)
    shop = CounterpartyDraft(_id(seed, slug, "shop"), "Cửa hàng vật tư Phú Lương", "supplier", "VT-PL")
    buyer = CounterpartyDraft(_id(seed, slug, "buyer"), "Công ty xuất khẩu chè Thăng Bình", "customer", "XK-TB")
    record_counterparties(org_id=org_id, counterparties=[shop, buyer], by=by, now=now)
    slips = [slip for slip in _slips(seed, slug, shop.id, year) if slip.slip_on <= today]
    outcomes = record_stock_slips(org_id=org_id, slips=slips, by=by, now=now)
    for month in range(1, 13):
        if date(year, month, 28) <= today:
            price_stock_month(org_id=org_id, month=date(year, month, 1), by=by, now=now)
    sold = _sell_abroad(seed, slug, buyer.id, org_id, by, year, now)
    return sum(1 for outcome in outcomes if outcome.status == "recorded") + sold


def _slips(seed: int, slug: str, shop: UUID, year: int) -> Iterator[StockSlipDraft]:
    rng = random.Random(f"{seed}:{slug}:store")
    ids = {code: item_id(seed=seed, slug=slug, code=code) for code, *_rest in ITEMS}
    there = {code: quantity for code, _name, _unit, quantity, _price in ITEMS}
    for month in range(1, 13):
        lines = []
        for code, _name, _unit, quantity, price in ITEMS:
            # Prices wander a little, so that averages have something to average.
            bought = quantity // 2 + rng.randrange(quantity // 4)
            cost = bought * (price + rng.randrange(-price // 20, price // 12))
            lines.append(StockLineDraft(ids[code], Decimal(bought), Dong(cost), Dong(cost * 8 // 100)))
            there[code] += bought
        yield StockSlipDraft(
            _id(seed, slug, f"in-{month}"), date(year, month, 6), "purchase", {"means": "credit"},
            f"Nhập bao bì, phân bón tháng {month}", lines, counterparty_id=shop, store=STORE,
            person_name="Nguyễn Văn Giao",
        )  # fmt: skip
        used = {code: there[code] * rng.randrange(30, 60) // 100 for code in there}
        for code in used:
            there[code] -= used[code]
        yield StockSlipDraft(
            _id(seed, slug, f"out-{month}"), date(year, month, 18), "materials-used", {"where": "production"},
            f"Xuất đóng gói và bón vườn chung tháng {month}",
            [StockLineDraft(ids[code], Decimal(quantity)) for code, quantity in used.items()],
            store=STORE, person_name="Hoàng Thị Xuất",
        )  # fmt: skip
        if month in (6, 12):
            there["TUI-500"] -= 3
            last = calendar.monthrange(year, month)[1]
            yield StockSlipDraft(
                _id(seed, slug, f"count-{month}"), date(year, month, last), "count", {}, f"Kiểm kê kho tháng {month}",
                [StockLineDraft(ids[code], Decimal(quantity)) for code, quantity in there.items()], store=STORE,
            )  # fmt: skip


def _sell_abroad(seed: int, slug: str, buyer: UUID, org_id: UUID, by: UUID, year: int, now: datetime) -> int:
    if list_rates(org_id=org_id, limit=1):
        return 0
    today = vietnam_day(now)
    days = [date(year, month, day) for month, day, _rate in RATES]
    for day, (_month, _day, rate) in zip(days, RATES, strict=True):
        if day <= today:
            record_rate(
                org_id=org_id, currency="USD", rate_on=day, rate=Decimal(rate), bank_name=BANK,
                source="Bảng tỷ giá chuyển khoản", by=by, now=now,
            )  # fmt: skip
    happened = (
        ("sale", days[0], 3_000, {"to": "customer", "revenue": "products"}, "Xuất khẩu chè xanh", 0, buyer),
        ("collected", days[1], 3_000, {"to": "bank", "from": "customer"}, "Thu tiền xuất khẩu", 0, buyer),
        ("sold", days[2], 1_000, {"to": "dong_bank", "from": "bank"}, "Bán ngoại tệ cho ngân hàng", 25_550_000, None),
    )
    for event, day, amount, facts, text, dong, party in happened:
        if day <= today:
            draft = CurrencyDraft(
                _id(seed, slug, event), day, event, "USD", Decimal(amount), facts, text, Dong(dong),
                counterparty_id=party,
            )  # fmt: skip
            record_currency_move(org_id=org_id, draft=draft, by=by, now=now)
    if days[-1] <= today:
        revalue_currencies(org_id=org_id, document_id=_id(seed, slug, "revalued"), on=days[-1], by=by, now=now)
    return len(happened)


def _id(seed: int, slug: str, name: str) -> UUID:
    return seeded_id(seed=seed, name=f"{slug}:store:{name}")
