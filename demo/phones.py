"""Phones of the small world: some shops record their last days on one, and the books got them by sync."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max, Min

from demo.world import Shop, shop_id
from ecoop.access.queries import find_acting, name_people
from ecoop.kernel.dates import VIETNAM, vietnam_day
from ecoop.ledger.queries.moves_of_days import list_moves_of_days
from ecoop.parties.queries import get_organisation
from ecoop.sync.actions.register_device import register_device
from ecoop.sync.actions.take_events import take_events
from ecoop.sync.calc.events import read_events
from ecoop.sync.models import Event
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
# What is left in the box for change, by whole notes; and on which count, and by how much, a note is missing.
_LEFT_IN_BOX, _NOTE = 500_000, 100_000
_SHORT_COUNT, _MISSING = 4, 20_000
_CASH = "111"


def part_by_phone(
    *, seed: int, shop: Shop, sales: Sequence[SaleDraft], org_id: UUID, now: datetime
) -> tuple[list[SaleDraft], list[SaleDraft]]:
    """Part a shop's sales into those written at the desk and those which its phone sends: the last days before it came.

    Made again on a later day, the world stays parted as it was.
    """
    if shop.slug not in PHONES:
        return list(sales), []
    told = Event.objects.filter(org_id=org_id, device_id=_phone_id(seed, shop)).aggregate(
        first=Min("document_on"), last=Max("document_on")
    )
    last = told["last"] or vietnam_day(now)
    first = told["first"] or last - DAYS + timedelta(days=1)
    by_phone = [sale for sale in sales if first <= sale.sold_on <= last]
    ids = {sale.id for sale in by_phone}
    return [sale for sale in sales if sale.id not in ids], by_phone


def sell_on_phone(*, seed: int, shop: Shop, sales: Sequence[SaleDraft], org_id: UUID, by: UUID, now: datetime) -> int:
    """Register a shop's phone and let it send its sales and its counts of the box; answers how much is new.

    Call it inside the shop's walls, after what the desk paid out of the box. A phone that came before said all it has.
    """
    device_id = _phone_id(seed, shop)
    if shop.slug not in PHONES or find_device(org_id=org_id, device_id=device_id) is not None:
        return 0
    name = name_people(person_ids={by})[by]
    acting = find_acting(person_id=by, person_name=name, organisation=get_organisation(org_id=org_id))
    assert acting is not None
    # Its key is thrown away: whoever wants the phone signs in on a phone of their own.
    register_device(acting=acting, device_id=device_id, name=PHONES[shop.slug], now=now)
    said = _say(seed, shop, sales, org_id)
    outcomes = take_events(acting=acting, device_id=device_id, events=read_events(said=said, now=now), now=now)
    refused = [outcome.refusal for outcome in outcomes if outcome.refusal]
    if refused:
        # In a planned world a refusal is a mistake of the plan.
        raise ValueError(f"{shop.slug}: {refused[0]}")
    return sum(1 for outcome in outcomes if outcome.status == "recorded")


def _phone_id(seed: int, shop: Shop) -> UUID:
    return shop_id(seed=seed, shop=shop, name="phone")


def _say(seed: int, shop: Shop, sales: Sequence[SaleDraft], org_id: UUID) -> list[dict[str, Any]]:
    """Say day by day what was sold, what the owner took home, and what was counted."""
    products = {product.name: product.id for product in list_products(org_id=org_id)}
    said: list[dict[str, Any]] = []
    receipt, left = 0, _LEFT_IN_BOX
    for count, on in enumerate(sorted({sale.sold_on for sale in sales}), start=1):
        of_day = [sale for sale in sales if sale.sold_on == on]
        for sale in of_day:
            receipt += 1
            said.append(_event(len(said) + 1, receipt, sale, products))
        at_desk = list_moves_of_days(org_id=org_id, code=_CASH, from_on=on, until_on=on)
        evening = _Evening(
            on=on,
            before_vnd=left,
            sums=_sums(of_day),
            at_desk_vnd=sum(each.moved_vnd for each in at_desk),
            missing_vnd=_MISSING if count == _SHORT_COUNT else 0,
        )
        for name, event in evening.events:
            event_id = shop_id(seed=seed, shop=shop, name=f"{name}:{on}")
            said.append({"id": str(event_id), "seq": len(said) + 1, **event})
        left = evening.counted_vnd
    return said


def _event(seq: int, receipt: int, sale: SaleDraft, products: Mapping[str, UUID]) -> dict[str, Any]:
    """Say a sale as a phone says it: by the product that was touched."""
    body = {
        "sold_on": sale.sold_on.isoformat(),
        "number": f"A-{receipt:04}",
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
        "happened_at": _happened_at(sale.sold_on, receipt).isoformat(),
        "body": body,
    }


def _sums(sales: Sequence[SaleDraft]) -> dict[str, int]:
    sums = dict.fromkeys(("cash", "bank", "credit"), 0)
    for sale in sales:
        sums[sale.means] += int(sale.total_vnd)
    return sums


@dataclass(frozen=True)
class _Evening:
    """What happens to the box in the evening: all but some change goes home, and what stays is counted."""

    on: date
    before_vnd: int
    sums: Mapping[str, int]
    # What others told of the box that day; the phone's own sales are in `sums`.
    at_desk_vnd: int
    missing_vnd: int

    @property
    def home_vnd(self) -> int:
        """Give what the owner takes home, in whole notes; negative if the box needs change."""
        held = self.before_vnd + self.sums["cash"] + self.at_desk_vnd
        return (held - _LEFT_IN_BOX) // _NOTE * _NOTE

    @property
    def expected_vnd(self) -> int:
        """Give what should lie in the box."""
        return self.before_vnd + self.sums["cash"] + self.at_desk_vnd - self.home_vnd

    @property
    def counted_vnd(self) -> int:
        """Give what lies there; the next morning begins with it."""
        return self.expected_vnd - self.missing_vnd

    @property
    def events(self) -> list[tuple[str, dict[str, Any]]]:
        """Say it as a phone does, each with the name its id is made of."""
        taken = {
            "moved_on": self.on.isoformat(),
            "rule": "owner-takes-out" if self.home_vnd > 0 else "owner-puts-in",
            "means": "cash",
            "amount_vnd": abs(self.home_vnd),
            "party_name": "",
            "text": "Mang tiền bán hàng về nhà" if self.home_vnd > 0 else "Bỏ thêm tiền lẻ vào két",
            "settles_kind": None,
            "settles_id": None,
        }
        counted = {
            "on": self.on.isoformat(),
            "cash_before_vnd": self.before_vnd,
            "expected_vnd": self.expected_vnd,
            "counted_vnd": self.counted_vnd,
            "by_means": dict(self.sums),
            "text": "Thiếu một tờ 20.000 đ, chắc thối nhầm cho khách" if self.missing_vnd else "",
        }
        at = (_happened_at(self.on, 0) + _EVENING).isoformat()
        end = ("day-end", {"kind": "trade.day", "happened_at": at, "body": counted})
        return [("home", {"kind": "trade.money", "happened_at": at, "body": taken}), end] if self.home_vnd else [end]


def _happened_at(on: date, seq: int) -> datetime:
    return datetime.combine(on, _OPENS_AT, tzinfo=VIETNAM).astimezone(UTC) + seq * _BETWEEN
