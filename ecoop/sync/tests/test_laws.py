"""Nothing is lost and nothing is doubled, however a phone's events are cut, repeated, shuffled and sent at once."""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction

from ecoop.kernel.ids import new_id
from ecoop.kernel.walls import inside_organisation
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.queries import list_findings
from ecoop.sync import models
from ecoop.sync.tests.conftest import NOW, Phone, a_phone, line
from ecoop.trade.models import Expense, MoneyMove, Sale
from ecoop.trade.queries.debts import OWED_TO_US, list_debts
from tests.cast import bring_the_cast

SEEDS = range(12)
HANDS = 4


def a_day(phone: Phone, chance: random.Random) -> list[dict[str, Any]]:
    """Record a day on the phone: sales, some on credit with a part paid, returns, debts paid, costs, bad ones."""
    events: list[dict[str, Any]] = []
    for _sale in range(chance.randint(3, 12)):
        amount = chance.randint(1, 9) * 10_000
        kind = chance.randrange(6)
        if kind == 0:
            events.append(phone.sale(amount, means="credit", paid_vnd=amount // 2, paid_means="cash"))
        elif kind == 1:
            events.append(phone.sale(amount, sold_on="2026-03-99"))
        elif kind == 2:
            sale = phone.sale(lines=[line(amount, quantity="2")])
            back = {"sale_id": sale["id"], "came_back_on": "2026-03-06", "means": "cash"}
            events += [sale, phone.event("trade.return", {**back, "lines": [{"line": 1, "quantity": "1"}]})]
        elif kind == 3:
            spent = {"spent_on": "2026-03-06", "group": "other", "means": "cash", "amount_vnd": amount}
            events.append(phone.event("trade.expense", spent))
        elif kind == 4:
            sale = phone.sale(amount, means="credit")
            paid = {"moved_on": "2026-03-06", "rule": "receipt", "means": "bank", "amount_vnd": amount}
            of = {"settles_kind": "trade.sale", "settles_id": sale["id"]}
            events += [sale, phone.event("trade.money", {**paid, **of})]
        else:
            events.append(phone.sale(amount))
    return events


def cut(events: list[dict[str, Any]], chance: random.Random) -> list[list[dict[str, Any]]]:
    """Cut a queue into batches, in order, with repetitions inside, overlaps between and order lost within each."""
    batches, at = [], 0
    while at < len(events):
        size = chance.randint(1, 6)
        batch = events[max(0, at - chance.randint(0, 3)) : at + size]
        batch += chance.sample(batch, chance.randint(0, len(batch)))
        chance.shuffle(batch)
        batches.append(batch)
        at += size
    return batches


def what_is_there(phone: Phone) -> dict[str, Any]:
    """Tell what the books and the tray hold."""
    org_id = phone.acting.org_id
    return {
        "sales": Counter(Sale.objects.values_list("id", "total_vnd", "means")),
        "costs": Counter(Expense.objects.values_list("id", "total_vnd")),
        "money": Counter(MoneyMove.objects.values_list("id", "total_vnd", "settles_id")),
        "events": Counter(models.Event.objects.values_list("id", "kind", "amount_vnd", "payment_id")),
        "tray": Counter(models.TrayEvent.objects.values_list("event_id", "kind")),
        "owed": sorted(
            (each.document_id, each.open_vnd)
            for each in list_debts(org_id=org_id, side=OWED_TO_US, on=NOW.date()).debts
        ),
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_however_it_is_sent_the_books_are_the_same(phone: Phone, seed: int) -> None:
    chance = random.Random(seed)
    events = a_day(phone, chance)
    with transaction.atomic():
        phone.send(*events)
        wanted = what_is_there(phone)
        transaction.set_rollback(True)
    outcomes: dict[str, list[str]] = {}
    for batch in cut(events, chance):
        for event, outcome in zip(batch, phone.send(*batch), strict=True):
            outcomes.setdefault(event["id"], []).append(outcome.status)
    assert what_is_there(phone) == wanted
    for event in events:
        told = outcomes[event["id"]]
        # Recorded once and known ever after, or refused every time.
        assert told == ["recorded"] + ["known"] * (len(told) - 1) or set(told) == {"refused"}
    kept = {row[0] for row in [*wanted["events"], *wanted["tray"]]}
    assert kept == {UUID(event["id"]) for event in events}


def test_many_phones_and_tabs_at_once(committed_db: str) -> None:
    cast = bring_the_cast()
    household = cast.nam_household
    with inside_organisation(org_id=household.id, person_id=cast.nam.id):
        open_books(org_id=household.id, chart="household", starts_on=date(2026, 1, 1), by=cast.nam.id, now=NOW)
        phones = [a_phone(cast, f"Điện thoại {hand}") for hand in range(HANDS)]
    product_id = str(new_id())
    fields = {"name": "Chè", "sector": "goods", "is_stocked": True}
    made = phones[0].event("trade.product", {"product_id": product_id, "fields": fields})
    shared = [phones[0].sale() for _ in range(10)]
    moved = {"moved_on": "2026-03-06", "kind": "opening", "product_id": product_id, "quantity": "1", "amount_vnd": 5}

    def send(hand: int) -> list[str]:
        """Send what two tabs of the first phone both have, and what is this phone's own."""
        phone, statuses = phones[hand], []
        try:
            for _round in range(3):
                own = [phone.sale(), phone.event("trade.stock", moved)]
                with inside_organisation(org_id=household.id, person_id=cast.nam.id):
                    statuses += [each.status for each in phone.send(made, *shared, *own)]
        finally:
            connection.close()
        return statuses

    with ThreadPoolExecutor(HANDS) as pool:
        statuses = Counter(status for hand in pool.map(send, range(HANDS)) for status in hand)
    assert statuses == {"recorded": 11 + HANDS * 3 * 2, "known": 11 * (HANDS * 3 - 1)}
    with inside_organisation(org_id=household.id, person_id=cast.nam.id):
        assert Sale.objects.filter(org_id=household.id).count() == 10 + HANDS * 3
        assert list_findings(org_id=household.id) == []
