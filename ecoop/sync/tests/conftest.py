"""Bà Tư's phone: a registered device whose events tests send."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from ecoop.access.queries import Acting
from ecoop.kernel.ids import new_id
from ecoop.kernel.walls import inside_organisation
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.queries import list_findings
from ecoop.sync.actions.register_device import register_device
from ecoop.sync.actions.take_events import take_events
from ecoop.sync.calc.events import EventOutcome, read_events
from tests.cast import Cast

NOW = datetime(2026, 3, 6, 2, 0, tzinfo=UTC)
TODAY = date(2026, 3, 6)


def line(amount: int = 50_000, **given: Any) -> dict[str, Any]:
    """Write a line of a sale."""
    return {"name": "Chè búp", "sector": "goods", "amount_vnd": amount, "is_vat_cut": False, **given}


@dataclass
class Phone:
    """A phone in a test: it makes events and sends them."""

    acting: Acting
    device_id: uuid.UUID
    key: str
    seq: int = 0
    now: datetime = NOW
    sent: list[dict[str, Any]] = field(default_factory=list)

    def event(self, kind: str, body: dict[str, Any], **given: Any) -> dict[str, Any]:
        """Record an event on the phone."""
        self.seq += 1
        moment = (self.now + timedelta(seconds=self.seq)).isoformat()
        made = {"id": str(new_id()), "kind": kind, "seq": self.seq, "happened_at": moment, "body": body, **given}
        self.sent.append(made)
        return made

    def sale(self, amount: int = 50_000, **given: Any) -> dict[str, Any]:
        """Sell something."""
        body = {"sold_on": TODAY.isoformat(), "number": "", "means": "cash", "lines": [line(amount)], **given}
        return self.event("trade.sale", body)

    def send(self, *events: dict[str, Any], now: datetime = NOW) -> list[EventOutcome]:
        """Send events as one batch."""
        drafts = read_events(said=list(events), now=now)
        return take_events(acting=self.acting, device_id=self.device_id, events=drafts, now=now)

    def tell(self, *events: dict[str, Any]) -> list[tuple[str, str]]:
        """Send events and give the status of each and the code of its refusal."""
        return [(each.status, (each.refusal or {}).get("code", "")) for each in self.send(*events)]


def a_phone(cast: Cast, name: str = "Điện thoại của chú Năm") -> Phone:
    """Register a phone of chú Năm; stand inside the household."""
    acting = cast.acting(cast.nam, cast.nam_household)
    made = register_device(acting=acting, device_id=uuid.uuid4(), name=name, now=NOW)
    return Phone(acting, made.device_id, made.key)


@pytest.fixture
def phone(cast: Cast) -> Iterator[Phone]:
    """Stand in chú Năm's household, whose books are open, with his phone."""
    household = cast.nam_household
    with inside_organisation(org_id=household.id, person_id=cast.nam.id):
        open_books(org_id=household.id, chart="household", starts_on=date(2026, 1, 1), by=cast.nam.id, now=NOW)
        yield a_phone(cast)
        assert list_findings(org_id=household.id) == []


def statuses(outcomes: Sequence[EventOutcome]) -> list[str]:
    """Give the status of each outcome."""
    return [each.status for each in outcomes]
