"""Batches of events: `POST …/sync`, answered one by one; and the totals that phones compare every day."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from ecoop.access.api_acting import Bearer
from ecoop.access.errors import NoSuchOrganisation
from ecoop.kernel.wire import Day, RefusedByLawOut
from ecoop.parties.queries import find_organisation
from ecoop.sync.actions.exchange import Exchange, exchange
from ecoop.sync.api.device_acting import acting_for_device, acting_for_phone
from ecoop.sync.api.devices import LeaseOut
from ecoop.sync.calc.envelopes import EVENTS_MAX, read_envelope
from ecoop.sync.calc.events import EventOutcome, read_events
from ecoop.sync.queries.totals import sum_events

router = Router(tags=["sync"])


class LoserOut(Schema):
    """A field that two said differently."""

    field: str
    kept: Any
    lost: Any


class EventOutcomeOut(Schema):
    """What became of an event."""

    id: str | None
    status: Literal["recorded", "known", "refused"]
    label: str = Field(examples=["2026-17"])
    refusal: RefusedByLawOut | None
    losers: list[LoserOut]


class SyncOut(Schema):
    """What became of every event, in order, and what the phone is to do."""

    server_at: datetime
    outcomes: list[EventOutcomeOut]
    order: Literal["go_on", "wipe"]
    lease: LeaseOut | None


class TotalsOut(Schema):
    """What the server has of a phone for a day."""

    events: int
    sales: int
    sales_vnd: int
    last_seq: int


class TotalsAsked(Schema):
    """Which phone, which day."""

    device_id: UUID
    day: Annotated[Day, Field(examples=["2026-03-05"])]


_EVENT = {
    "type": "object",
    "required": ["id", "kind", "seq", "happened_at", "body"],
    "properties": {
        "id": {"type": "string", "format": "uuid"},
        "kind": {"type": "string", "examples": ["trade.sale"]},
        "seq": {"type": "integer", "minimum": 0},
        "happened_at": {"type": "string", "format": "date-time"},
        "body": {"type": "object"},
    },
}
_BATCH = {
    "type": "object",
    "required": ["device_id", "sent_at", "events"],
    "properties": {
        "device_id": {"type": "string", "format": "uuid"},
        "sent_at": {"type": "string", "format": "date-time"},
        "events": {
            "type": "array",
            "items": _EVENT,
            "description": f"At most {EVENTS_MAX}; more is answered with 413.",
        },
    },
}


@router.post(
    "/o/{slug:slug}/sync",
    response=SyncOut,
    summary="Send what a phone recorded",
    openapi_extra={"requestBody": {"required": True, "content": {"application/json": {"schema": _BATCH}}}},
)
def post_events(request: HttpRequest, slug: str) -> HttpResponse:
    """Send up to 5,000 events. Each is answered for itself and recorded once, however often it is sent."""
    if not isinstance(getattr(request, "auth", None), Bearer) and find_organisation(slug=slug) is None:
        raise NoSuchOrganisation(slug=slug)
    envelope = read_envelope(packed=request.body, encoding=request.headers.get("Content-Encoding", ""))
    now = timezone.now()
    with acting_for_device(request, slug=slug, device_id=envelope.device_id) as acting:
        events = read_events(said=envelope.events, now=now)
        given = exchange(acting=acting, device_id=envelope.device_id, sent_at=envelope.sent_at, events=events, now=now)
    return HttpResponse(_write(given, envelope.events, now), content_type="application/json; charset=utf-8")


@router.get("/o/{slug:slug}/sync/totals", response=TotalsOut, summary="Compare a phone's day")
def get_totals(request: HttpRequest, slug: str, asked: Annotated[TotalsAsked, Query()]) -> TotalsOut:
    """Read how many events and sales the server has of a phone for a day of documents."""
    with acting_for_phone(request, slug=slug, may="documents.read") as acting:
        found = sum_events(org_id=acting.org_id, device_id=asked.device_id, on=asked.day)
    return TotalsOut(**vars(found))


def _write(given: Exchange, said: Sequence[Any], now: datetime) -> bytes:
    lease = given.lease and {"series": given.lease.series, "first": given.lease.first, "last": given.lease.last}
    outcomes = [_outcome(outcome, raw) for outcome, raw in zip(given.outcomes, said, strict=True)]
    answer = {"server_at": now.isoformat(), "outcomes": outcomes, "order": given.order.value, "lease": lease}
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")


def _outcome(outcome: EventOutcome, said: Any) -> dict[str, Any]:
    # A phone finds its event again by the very id that it sent, however odd.
    given_id = said.get("id") if type(said) is dict else None
    return {
        "id": given_id if type(given_id) is str else None,
        "status": outcome.status,
        "label": outcome.label,
        "refusal": outcome.refusal,
        "losers": [{"field": each.field, "kept": each.kept, "lost": each.lost} for each in outcome.losers],
    }
