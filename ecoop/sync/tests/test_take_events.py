"""Taking in what phones recorded: every kind, twice, reordered, wrong; nothing lost, nothing doubled."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ecoop.kernel.ids import new_id
from ecoop.kernel.refusals import Refusal
from ecoop.ledger.actions.close_period import close_period
from ecoop.ledger.models import Posting
from ecoop.sync import models
from ecoop.sync.actions import record_documents
from ecoop.sync.actions.revoke_device import revoke_device
from ecoop.sync.tests.conftest import NOW, TODAY, Phone, a_phone, line, statuses
from ecoop.trade.models import Expense, MoneyMove, Purchase, Sale, StockMove
from ecoop.trade.queries.things import get_product
from tests.cast import Cast


def postings(phone: Phone) -> list[tuple[str, str, int]]:
    found = Posting.objects.filter(org_id=phone.acting.org_id).order_by("entry__year", "entry__number", "line")
    return list(found.values_list("debit", "credit", "amount_vnd"))


def test_a_sale_is_recorded_posted_and_known_for_ever(phone: Phone) -> None:
    """
    2026-03-06 posted   Nợ 111  Có 5111   50.000
    """
    sale = phone.sale(number="A-0001", discount_vnd=5_000)
    (first,) = phone.send(sale)
    assert (first.status, first.label) == ("recorded", "2026-1")
    (second,) = phone.send(sale, now=NOW + timedelta(days=400))
    assert (second.status, second.label) == ("known", "2026-1")
    assert Sale.objects.get().id == uuid.UUID(sale["id"])
    event = models.Event.objects.get()
    assert (event.number, event.discount_vnd, event.amount_vnd) == ("A-0001", 5_000, 50_000)


def test_the_same_words_in_another_order_are_the_same(phone: Phone) -> None:
    sale = phone.sale()
    phone.send(sale)
    turned = {**sale, "body": dict(reversed(sale["body"].items())), "seq": 77, "happened_at": "2026-03-07T00:00:00Z"}
    assert phone.tell(turned) == [("known", "")]


def test_other_words_under_the_same_id_are_refused_and_kept(phone: Phone) -> None:
    sale = phone.sale(50_000)
    other = {**sale, "body": {**sale["body"], "lines": [line(60_000)]}}
    assert phone.tell(sale, other, sale) == [("recorded", ""), ("refused", "sync.event-said-otherwise"), ("known", "")]
    assert phone.tell(other) == [("refused", "sync.event-said-otherwise")]
    assert models.TrayEvent.objects.count() == 1
    assert Sale.objects.get().total_vnd == 50_000


def test_a_part_of_a_sale_on_credit_is_paid_at_once(phone: Phone) -> None:
    """
    2026-03-06 posted   Nợ 131  Có 5111   100.000
                        Nợ 111  Có 131     30.000
    """
    sale = phone.sale(100_000, means="credit", paid_vnd=30_000, paid_means="cash", party_name="Cô Ba")
    assert statuses(phone.send(sale, sale)) == ["recorded", "known"]
    move = MoneyMove.objects.get()
    assert move.id == uuid.uuid5(uuid.UUID(sale["id"]), "paid") == models.Event.objects.get().payment_id
    assert move.total_vnd == 30_000
    rest = phone.event(
        "trade.money",
        {
            "moved_on": "2026-03-06",
            "rule": "receipt",
            "means": "bank",
            "amount_vnd": 70_000,
            "settles_kind": "trade.sale",
            "settles_id": sale["id"],
        },
    )
    assert phone.tell(rest) == [("recorded", "")]
    more = phone.sale(10_000, means="credit", paid_vnd=20_000, paid_means="cash")
    assert phone.tell(more) == [("refused", "sync.paid-more-than-sold")]


def test_every_kind_is_recorded_in_one_batch_whatever_its_order(phone: Phone) -> None:
    product_id = str(new_id())
    product = phone.event(
        "trade.product",
        {
            "product_id": product_id,
            "fields": {"name": "Chè khô", "unit": "kg", "sector": "goods", "price_vnd": 50_000, "is_stocked": True},
            "base": {},
        },
    )
    sale = phone.sale(lines=[line(100_000, product_id=product_id, quantity="2", unit="kg")])
    back = phone.event(
        "trade.return",
        {
            "sale_id": sale["id"],
            "came_back_on": "2026-03-06",
            "means": "cash",
            "lines": [{"line": 1, "quantity": "1", "amount_vnd": None}],
        },
    )
    bought = phone.event(
        "trade.purchase",
        {
            "bought_on": "2026-03-05",
            "what": "goods",
            "means": "credit",
            "party_name": "Chú Bảy",
            "has_invoice": True,
            "lines": [{"name": "Chè khô", "product_id": product_id, "quantity": "10", "amount_vnd": 300_000}],
        },
    )
    paid = phone.event(
        "trade.money",
        {
            "moved_on": "2026-03-06",
            "rule": "payment",
            "means": "cash",
            "amount_vnd": 100_000,
            "settles_kind": "trade.purchase",
            "settles_id": bought["id"],
        },
    )
    spent = phone.event(
        "trade.expense",
        {"spent_on": "2026-03-06", "group": "other", "means": "cash", "amount_vnd": 20_000, "has_invoice": False},
    )
    moved = phone.event(
        "trade.stock", {"moved_on": "2026-03-06", "kind": "spoiled", "product_id": product_id, "quantity": "0.5"}
    )
    day = phone.event(
        "trade.day",
        {
            "on": "2026-03-06",
            "cash_before_vnd": 0,
            "expected_vnd": -70_000,
            "counted_vnd": 0,
            "by_means": {"cash": 50_000, "bank": 0, "credit": 0},
        },
    )
    gone = phone.event("trade.product_retired", {"product_id": product_id})
    events = [gone, day, moved, spent, paid, bought, back, sale, product]
    assert phone.tell(*events) == [("recorded", "")] * 9
    assert phone.tell(*reversed(events)) == [("known", "")] * 9
    assert [Sale.objects.count(), Purchase.objects.count(), Expense.objects.count()] == [2, 1, 1]
    assert [MoneyMove.objects.count(), StockMove.objects.count(), models.DayEnd.objects.count()] == [1, 1, 1]
    assert get_product(org_id=phone.acting.org_id, product_id=uuid.UUID(product_id)).is_retired
    assert models.DayEnd.objects.get().expected_vnd == -70_000


def test_money_and_returns_keep_the_order_of_the_phone(phone: Phone) -> None:
    sale = phone.sale(100_000, means="credit", lines=[line(100_000, quantity="2")])
    phone.send(sale)
    paid = phone.event(
        "trade.money",
        {
            "moved_on": "2026-03-06",
            "rule": "receipt",
            "means": "cash",
            "amount_vnd": 100_000,
            "settles_kind": "trade.sale",
            "settles_id": sale["id"],
        },
    )
    back = phone.event(
        "trade.return",
        {
            "sale_id": sale["id"],
            "came_back_on": "2026-03-06",
            "means": "credit",
            "lines": [{"line": 1, "quantity": "1"}],
        },
    )
    # The one that happened later stands first in the batch.
    assert phone.tell(back, paid) == [("recorded", "")] * 2


WRONG: list[Any] = [
    None,
    7,
    "x",
    [],
    {},
    {"id": "no", "kind": "trade.sale", "seq": 1, "happened_at": "2026-03-06T00:00:00Z", "body": {}},
    {"id": str(uuid.uuid4()), "kind": "trade.nothing", "seq": 1, "happened_at": "2026-03-06T00:00:00Z", "body": {}},
    {"id": str(uuid.uuid4()), "kind": "trade.sale", "seq": -1, "happened_at": "2026-03-06T00:00:00Z", "body": {}},
    {"id": str(uuid.uuid4()), "kind": "trade.sale", "seq": 1, "happened_at": "yesterday", "body": {}},
    {"id": str(uuid.uuid4()), "kind": "trade.sale", "seq": 1, "happened_at": "2026-03-06T00:00:00Z", "body": []},
    {"id": str(uuid.uuid4()), "kind": "a\0b", "seq": 1, "happened_at": "2026-03-06T00:00:00Z", "body": "\0"},
]
WRONG_BODIES: list[dict[str, Any]] = [
    {"sold_on": "2026-13-01"},
    {"sold_on": 20260306},
    {"sold_on": "2026-03-08"},
    {"means": "gold"},
    {"means": ["cash"]},
    {"lines": []},
    {"lines": [line()] * 101},
    {"lines": [line(0)]},
    {"lines": [line(-5)]},
    {"lines": [line(10**16)]},
    {"lines": [{**line(), "amount_vnd": 5.0}]},
    {"lines": [{**line(), "amount_vnd": float("nan")}]},
    {"lines": [{**line(), "amount_vnd": True}]},
    {"lines": [line(quantity=1.5)]},
    {"lines": [line(quantity="1e3")]},
    {"lines": [line(quantity="-1")]},
    {"lines": [line(quantity="1." + "0" * 9)]},
    {"lines": [line(name="")]},
    {"lines": [line(name="a\0b")]},
    {"lines": [line(name="\ud800")]},
    {"lines": [line(name="x" * 201)]},
    {"lines": [line(sector="magic")]},
    {"lines": [line(product_id="zzz")]},
    {"lines": [line(product_id=str(uuid.uuid4()))]},
    {"lines": [line(is_vat_cut=1)]},
    {"place_id": str(uuid.uuid4())},
    {"bank_account_id": str(uuid.uuid4())},
    {"text": "x" * 501},
    {"number": "x" * 21},
    {"means": "credit", "paid_vnd": -1},
    {"means": "credit", "paid_vnd": 5, "paid_means": "credit"},
    {"discount_vnd": "5"},
]


def test_wrong_shapes_are_refused_for_themselves_and_kept(phone: Phone) -> None:
    wrong = [*WRONG, *(phone.sale(**body) for body in WRONG_BODIES)]
    good = [phone.sale() for _ in wrong]
    mixed = [event for pair in zip(wrong, good, strict=True) for event in pair]
    told = phone.tell(*mixed)
    assert [status for status, _code in told] == ["refused", "recorded"] * len(wrong)
    assert all(code for status, code in told if status == "refused")
    assert models.TrayEvent.objects.count() == len(wrong)
    assert models.Event.objects.count() == Sale.objects.count() == len(good)
    # Sent again, nothing is kept twice and nothing is doubled.
    again = phone.tell(*mixed)
    assert [status for status, _code in again] == ["refused", "known"] * len(wrong)
    assert models.TrayEvent.objects.count() == models.TrayAttempt.objects.count() == len(wrong)


def test_a_surprise_in_one_event_keeps_no_other_waiting(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    sales = [phone.sale(10_000 + place) for place in range(9)]
    record_sales = record_documents.record_sales

    def stumble(**given: Any) -> Any:
        if any(sale.total_vnd == 10_004 for sale in given["sales"]):
            raise ZeroDivisionError
        return record_sales(**given)

    monkeypatch.setattr(record_documents, "record_sales", stumble)
    told = phone.tell(*sales)
    assert told == [("recorded", "")] * 4 + [("refused", "sync.event-met-surprise")] + [("recorded", "")] * 4
    assert models.TrayAttempt.objects.get().surprise_id
    monkeypatch.undo()
    # Sent again, or tried again from the tray, it is recorded and the tray is empty.
    assert phone.tell(sales[4]) == [("recorded", "")]
    assert models.TraySettlement.objects.get().how == "retried"


def test_a_payment_that_cannot_be_kept_takes_its_sale_along(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    sales = [phone.sale(), phone.sale(means="credit", paid_vnd=10_000, paid_means="cash"), phone.sale()]
    record_money_moves = record_documents.record_money_moves

    def refuse(**given: Any) -> Any:
        return [type(each)(each.id, "refused", Refusal()) for each in record_money_moves(**given)]

    monkeypatch.setattr(record_documents, "record_money_moves", refuse)
    assert statuses(phone.send(*sales)) == ["recorded", "refused", "recorded"]
    assert Sale.objects.count() == 2
    assert not MoneyMove.objects.exists()


def test_a_closed_month_goes_into_the_tray_and_an_old_open_day_does_not(phone: Phone) -> None:
    acting = phone.acting
    month = datetime(2026, 1, 1, tzinfo=UTC).date()
    close_period(org_id=acting.org_id, month=month, by=acting.person_id, now=NOW)
    told = phone.tell(phone.sale(sold_on="2026-01-31"), phone.sale(sold_on="2026-02-01"), phone.sale())
    assert told == [("refused", "ledger.period-is-closed"), ("recorded", ""), ("recorded", "")]


def test_a_revoked_phone_fills_the_tray(phone: Phone) -> None:
    before, after = phone.sale(), phone.sale()
    phone.send(before)
    acting = phone.acting
    revoke_device(org_id=acting.org_id, device_id=phone.device_id, reason="Mất", by=acting.person_id, now=NOW)
    assert phone.tell(before, after) == [("known", ""), ("refused", "sync.device-is-revoked")]
    assert Sale.objects.count() == 1


def test_two_phones_never_share_a_number(phone: Phone, cast: Cast) -> None:
    other = a_phone(cast, "Điện thoại thứ hai")
    leases = list(models.Lease.objects.order_by("recorded_at", "id").values_list("series", "place"))
    assert leases == [("A", 0), ("B", 0)]
    assert statuses(other.send(other.sale(), phone.sale())) == ["recorded", "recorded"]


def test_a_price_changed_by_two_keeps_the_later_and_tells_the_loser(phone: Phone, cast: Cast) -> None:
    other = a_phone(cast)
    product_id = str(new_id())
    made = {"product_id": product_id, "fields": {"name": "Chè", "sector": "goods", "price_vnd": 10}, "base": {}}
    phone.send(phone.event("trade.product", made))

    def change(by: Phone, minutes: int, price: int) -> dict[str, Any]:
        moment = (NOW + timedelta(minutes=minutes - 60)).isoformat()
        body = {"product_id": product_id, "fields": {"price_vnd": price}, "base": {"price_vnd": 10}}
        return by.event("trade.product", body, happened_at=moment)

    models_now = NOW + timedelta(hours=1)
    late, early = change(phone, 100, 30), change(other, 90, 20)
    phone.send(late, now=models_now)
    (outcome,) = other.send(early, now=models_now)
    assert outcome.status == "recorded"
    assert [(each.field, each.kept, each.lost) for each in outcome.losers] == [("price_vnd", 30, 20)]
    assert get_product(org_id=phone.acting.org_id, product_id=uuid.UUID(product_id)).price_vnd == 30
    assert list(models.FieldChange.objects.order_by("said_at").values_list("value", "fate")) == [
        ("20", "lost"),
        ("30", "taken"),
    ]


def test_a_phone_with_a_wild_clock_is_heard_all_the_same(phone: Phone) -> None:
    wild = [phone.sale() for _ in range(3)]
    for event, moment in zip(wild, ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59Z", "2026-03-06"), strict=True):
        event["happened_at"] = moment
    assert [status for status, _code in phone.tell(*wild)][1:] == ["recorded", "recorded"]
    assert all(event.happened_at.year in (2000, 2026) for event in models.Event.objects.all())
    assert TODAY.year == 2026
