"""Phones of the small world: some shops record their last days on one, and the books got them by sync."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from demo.world import Shop, shop_id
from ecoop.access.queries import find_acting, name_people
from ecoop.kernel.dates import VIETNAM, vietnam_day
from ecoop.parties.queries import get_organisation
from ecoop.sync.actions.register_device import register_device
from ecoop.sync.actions.take_events import take_events
from ecoop.sync.calc.events import read_events
from ecoop.sync.queries.devices import find_device
from ecoop.trade.calc import SaleDraft
from ecoop.trade.queries import list_products

# Whose phone it is, by the shop; the others write at a desk.
PHONES: Mapping[str, str] = {
    "ho-che-nam-lanh": "Điện thoại của chú Năm",
    "tap-hoa-goc-sung": "Máy bán hàng ở quầy",
    "quan-khe-trau": "Điện thoại quán Khe Trầu",
    "may-do-ben-lau": "Điện thoại cô chủ may đo",
    "nghi-duong-suoi-may": "Máy tính bảng lễ tân",
}
DAYS = timedelta(days=7)
_OPENS_AT = time(7)
_BETWEEN = timedelta(minutes=3)
_EVENING = timedelta(hours=12)
# What lies in the box every morning, and what is missing one evening of the week.
_IN_THE_BOX, _MISSING, _SHORT_ON = 500_000, 20_000, 4


def part_by_phone(*, shop: Shop, sales: Sequence[SaleDraft], now: datetime) -> tuple[list[SaleDraft], list[SaleDraft]]:
    """Part a shop's sales into those written at the desk and those of the last days, which its phone sends."""
    if shop.slug not in PHONES:
        return list(sales), []
    today = vietnam_day(now)
    by_phone = [sale for sale in sales if today - DAYS < sale.sold_on <= today]
    ids = {sale.id for sale in by_phone}
    return [sale for sale in sales if sale.id not in ids], by_phone


def sell_on_phone(*, seed: int, shop: Shop, sales: Sequence[SaleDraft], org_id: UUID, by: UUID, now: datetime) -> int:
    """Register a shop's phone and let it send its sales; call it inside the shop's walls. Answers how many are new."""
    if shop.slug not in PHONES:
        return 0
    name = name_people(person_ids={by})[by]
    acting = find_acting(person_id=by, person_name=name, organisation=get_organisation(org_id=org_id))
    assert acting is not None
    device_id = shop_id(seed=seed, shop=shop, name="phone")
    if find_device(org_id=org_id, device_id=device_id) is None:
        # Its key is thrown away: whoever wants the phone signs in on a phone of their own.
        register_device(acting=acting, device_id=device_id, name=PHONES[shop.slug], now=now)
    products = {product.name: product.id for product in list_products(org_id=org_id)}
    said = [_event(seq, sale, products) for seq, sale in enumerate(sales, start=1)]
    said += [
        _day_end(shop_id(seed=seed, shop=shop, name=f"day-end:{on}"), seq, on, sales)
        for seq, on in enumerate(sorted({sale.sold_on for sale in sales}), start=len(said) + 1)
    ]
    outcomes = take_events(acting=acting, device_id=device_id, events=read_events(said=said, now=now), now=now)
    refused = [outcome.refusal for outcome in outcomes if outcome.refusal]
    if refused:
        # In a planned world a refusal is a mistake of the plan.
        raise ValueError(f"{shop.slug}: {refused[0]}")
    return sum(1 for outcome in outcomes if outcome.status == "recorded")


def _event(seq: int, sale: SaleDraft, products: Mapping[str, UUID]) -> dict[str, Any]:
    """Say a sale as a phone says it: by the product that was touched."""
    body = {
        "sold_on": sale.sold_on.isoformat(),
        "number": f"A-{seq:04}",
        "means": sale.means,
        "lines": [
            {
                "product_id": str(products[line.name]) if line.name in products else None,
                "name": line.name,
                "sector": line.sector,
                "unit": line.unit,
                "quantity": str(line.quantity) if line.quantity is not None else None,
                "unit_price": str(line.unit_price) if line.unit_price is not None else None,
                "amount_vnd": int(line.amount_vnd),
                "is_vat_cut": line.is_vat_cut,
            }
            for line in sale.lines
        ],
        "discount_vnd": 0,
        "party_name": sale.party_name,
        "text": sale.text,
        "paid_vnd": None,
        "paid_means": "cash",
        "reference": "",
        "place_id": str(sale.place_id) if sale.place_id else None,
        "bank_account_id": str(sale.bank_account_id) if sale.bank_account_id else None,
    }
    return {
        "id": str(sale.id),
        "kind": "trade.sale",
        "seq": seq,
        "happened_at": _happened_at(sale.sold_on, seq).isoformat(),
        "body": body,
    }


def _day_end(event_id: UUID, seq: int, on: date, sales: Sequence[SaleDraft]) -> dict[str, Any]:
    """Say what lay in the box in the evening: on market days a note is missing."""
    sums = dict.fromkeys(("cash", "bank", "credit"), 0)
    for sale in sales:
        if sale.sold_on == on:
            sums[sale.means] += sum(int(line.amount_vnd) for line in sale.lines)
    expected = _IN_THE_BOX + sums["cash"]
    is_short = on.weekday() == _SHORT_ON
    body = {
        "on": on.isoformat(),
        "cash_before_vnd": _IN_THE_BOX,
        "expected_vnd": expected,
        "counted_vnd": expected - (_MISSING if is_short else 0),
        "by_means": sums,
        "text": "",
    }
    happened_at = _happened_at(on, 0) + _EVENING
    return {"id": str(event_id), "kind": "trade.day", "seq": seq, "happened_at": happened_at.isoformat(), "body": body}


def _happened_at(on: date, seq: int) -> datetime:
    return datetime.combine(on, _OPENS_AT, tzinfo=VIETNAM).astimezone(UTC) + seq * _BETWEEN
