"""Take in what a phone recorded: each event once, for ever, whatever becomes of the others."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.refusals import Refusal
from ecoop.sync.actions.hold_books import hold_books
from ecoop.sync.actions.keep_in_tray import Refused, keep_in_tray, tray_key
from ecoop.sync.actions.record_documents import record_documents
from ecoop.sync.actions.record_safely import Done, Item
from ecoop.sync.actions.write_events import write_events
from ecoop.sync.calc.bodies import Read, read_body
from ecoop.sync.calc.events import EventDraft, EventOutcome
from ecoop.sync.calc.words import Settled
from ecoop.sync.errors import DayIsAhead, DeviceIsRevoked, EventSaidOtherwise, EventWasSetAside
from ecoop.sync.models import TraySettlement
from ecoop.sync.queries.devices import DeviceInUse, get_device_in_use
from ecoop.sync.queries.known import KeptEvent, KnownEvent, list_kept_events, list_known_events, list_labels

_AHEAD_MAX = timedelta(days=1)


@transaction.atomic(savepoint=False)
def take_events(*, acting: Acting, device_id: UUID, events: Sequence[EventDraft], now: datetime) -> list[EventOutcome]:
    """Take in a batch of events of one phone.

    Call it inside the organisation's walls. What is refused is kept whole in the tray. An event that came before with
    the same words is known; with other words it is refused. Batches of one organisation come one after the other.

    Shape:   one outcome per event, in order
    Raises:  DeviceUnknown
    Queries: about 20 for any number of sales; about 10 more for each other kind, and for each product
    """
    hold_books(org_id=acting.org_id, kinds={event.kind for event in events})
    device = get_device_in_use(org_id=acting.org_id, device_id=device_id)
    return take_from(acting=acting, device=device, events=events, now=now)


@transaction.atomic(savepoint=False)
def take_from(
    *, acting: Acting, device: DeviceInUse, events: Sequence[EventDraft], now: datetime
) -> list[EventOutcome]:
    """Take in a batch of events of a phone as it is given, in or out of use.

    Call it holding the books: a phone that is taken out of use meanwhile would slip through.

    Shape:   one outcome per event, in order
    Queries: as take_events
    """
    batch = _Batch(acting, device, events, now)
    batch.sort_out()
    answers = record_documents(
        org_id=acting.org_id, device_id=device.id, items=batch.fresh, by=acting.person_id, now=now
    )
    for item in batch.fresh:
        answer = answers[item.place]
        if isinstance(answer, Done):
            batch.record(item, answer)
        else:
            batch.refuse(item.place, answer)
    return batch.write()


class _Batch:
    """A batch on its way in: what is known of its events, and what becomes of each."""

    def __init__(self, acting: Acting, device: DeviceInUse, events: Sequence[EventDraft], now: datetime) -> None:
        self.acting, self.device, self.events, self.at = acting, device, events, now
        self.org_id = acting.org_id
        ids = {tray_key(event=event) for event in events}
        self.known: dict[UUID, KnownEvent] = list_known_events(org_id=self.org_id, event_ids=ids)
        self.kept: dict[tuple[UUID | None, bytes], KeptEvent] = list_kept_events(org_id=self.org_id, event_ids=ids)
        self.outcomes: list[EventOutcome] = [EventOutcome(event.id, "refused") for event in events]
        self.fresh: list[Item] = []
        self.refused: list[Refused] = []
        self.recorded: list[tuple[EventDraft, Read]] = []
        self.again: dict[int, int] = {}

    def sort_out(self) -> None:
        """Find what is new; answer what was there before or cannot be read."""
        last_day = vietnam_day(self.at) + _AHEAD_MAX
        first: dict[UUID, int] = {}
        known: dict[int, KnownEvent] = {}
        for place, event in enumerate(self.events):
            try:
                if event.fault:
                    raise event.fault
                assert event.id is not None
                if self._is_known(event):
                    self.outcomes[place].status = "known"
                    known[place] = self.known.get(event.id) or KnownEvent(event.digest, event.kind)
                elif self._is_twin(event, first.setdefault(event.id, place), place):
                    self.again[place] = first[event.id]
                else:
                    self.fresh.append(Item(place, event, self._read(event, last_day)))
            except Refusal as refusal:
                self.refuse(place, refusal)
        if known:
            self._label(known)

    def refuse(self, place: int, refusal: Refusal) -> None:
        """Answer an event with a refusal; it goes into the tray."""
        self.outcomes[place] = EventOutcome(self.events[place].id, "refused", refusal=refusal.as_dict())
        self.refused.append(Refused(self.events[place], refusal))

    def record(self, item: Item, done: Done) -> None:
        """Answer an event that was recorded."""
        status = "known" if done.was_there else "recorded"
        self.outcomes[item.place] = EventOutcome(item.event.id, status, done.label, losers=done.losers)
        self.recorded.append((item.event, item.read))

    def write(self) -> list[EventOutcome]:
        """Write what was recorded and what was refused, and give the answers."""
        write_events(org_id=self.org_id, device_id=self.device.id, events=self.recorded, now=self.at)
        self._settle()
        by = self.acting.person_id
        if self.refused:
            keep_in_tray(
                org_id=self.org_id,
                device_id=self.device.id,
                refused=self.refused,
                kept=self.kept,
                by=by,
                now=self.at,
            )
        for place, first in self.again.items():
            told = self.outcomes[first]
            status = "refused" if told.status == "refused" else "known"
            self.outcomes[place] = EventOutcome(told.id, status, told.label, told.refusal, told.losers)
        return self.outcomes

    def _is_known(self, event: EventDraft) -> bool:
        """Tell whether an event came before with these words.

        Raises: EventSaidOtherwise, EventWasSetAside
        """
        assert event.id is not None
        kept = self.kept.get((event.id, event.digest))
        before = self.known.get(event.id)
        if before is not None:
            # What was mended was recorded with other words than the phone still has.
            if before.digest == event.digest or (kept and kept.how == Settled.MENDED):
                return True
            raise EventSaidOtherwise()
        if kept and kept.how == Settled.SET_ASIDE:
            raise EventWasSetAside(reason=kept.reason)
        return False

    def _is_twin(self, event: EventDraft, first: int, place: int) -> bool:
        if first == place:
            return False
        if self.events[first].digest != event.digest:
            raise EventSaidOtherwise()
        return True

    def _read(self, event: EventDraft, last_day: date) -> Read:
        if self.device.revoked_at is not None:
            raise DeviceIsRevoked(name=self.device.name, revoked_on=self.device.revoked_at)
        assert event.id is not None
        read = read_body(kind=event.kind, id=event.id, body=event.body, today=vietnam_day(self.at))
        if read.on > last_day:
            raise DayIsAhead(on=read.on)
        return read

    def _label(self, known: dict[int, KnownEvent]) -> None:
        kinds: dict[UUID, str] = {}
        for place, before in known.items():
            event_id: Any = self.events[place].id
            kinds[event_id] = before.kind
        labels = list_labels(org_id=self.org_id, kinds=kinds)
        for place in known:
            event_id = self.events[place].id
            self.outcomes[place].label = labels.get(event_id, "")

    def _settle(self) -> None:
        """Note of events that lay in the tray that they could be recorded now."""
        if not self.kept:
            return
        lay = [self.kept.get((event.id, event.digest)) for event, _read in self.recorded]
        rows = [
            TraySettlement(
                org_id=self.org_id,
                event_id=kept.id,
                how=Settled.RETRIED,
                recorded_at=self.at,
                recorded_by_id=self.acting.person_id,
            )
            for kept in lay
            if kept and not kept.how
        ]
        TraySettlement.objects.bulk_create(rows)
