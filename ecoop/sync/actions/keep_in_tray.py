"""Keep refused events whole, with what was said against them; nothing that a phone told is lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import translation

from ecoop.kernel.ids import new_id
from ecoop.kernel.refusals import Refusal
from ecoop.sync.calc.events import EventDraft, write_payload
from ecoop.sync.models import TrayAttempt, TrayEvent
from ecoop.sync.queries.known import KeptEvent


@dataclass(frozen=True)
class Refused:
    """An event and why it was refused."""

    event: EventDraft
    refusal: Refusal


def keep_in_tray(
    *,
    org_id: UUID,
    device_id: UUID,
    refused: Sequence[Refused],
    kept: Mapping[tuple[UUID | None, bytes], KeptEvent],
    by: UUID,
    now: datetime,
) -> None:
    """Keep events that were refused; one that lies there already only gets another attempt, if the answer is new.

    Queries: 2
    """
    trays: dict[tuple[UUID, bytes], TrayEvent] = {}
    attempts: list[TrayAttempt] = []
    for each in refused:
        key = (tray_key(event=each.event), each.event.digest)
        before = kept.get(key)
        if key in trays or (before and (before.how or before.last_code == each.refusal.code)):
            continue
        if before is None:
            trays[key] = _row(org_id, device_id, each.event, now)
        attempts.append(
            attempt_row(
                org_id=org_id, tray_id=before.id if before else trays[key].id, refusal=each.refusal, by=by, now=now
            )
        )
    TrayEvent.objects.bulk_create(trays.values(), batch_size=1000)
    TrayAttempt.objects.bulk_create(attempts, batch_size=1000)


def tray_key(*, event: EventDraft) -> UUID:
    """Give the id under which an event lies in the tray: its own, or one made of its words if it has none."""
    return event.id or UUID(bytes=event.digest)


def attempt_row(*, org_id: UUID, tray_id: UUID, refusal: Refusal, by: UUID, now: datetime) -> TrayAttempt:
    """Make the row of a try that was refused, with the words in every language."""
    return TrayAttempt(
        org_id=org_id,
        event_id=tray_id,
        attempted_at=now,
        attempted_by_id=by,
        code=refusal.code,
        words=_in_every_language(refusal),
        surprise_id=refusal.facts.get("surprise_id"),
    )


def _row(org_id: UUID, device_id: UUID, event: EventDraft, now: datetime) -> TrayEvent:
    return TrayEvent(
        id=new_id(),
        org_id=org_id,
        event_id=tray_key(event=event),
        device_id=device_id,
        kind=event.kind,
        received_at=now,
        digest=event.digest,
        payload=write_payload(said=event.said),
    )


def _in_every_language(refusal: Refusal) -> dict[str, Any]:
    # Who looks into the tray may read another language than who held the phone.
    words = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            words[language] = [refusal.said_text.replace("\0", " "), refusal.remedy_text.replace("\0", " ")]
    return words
