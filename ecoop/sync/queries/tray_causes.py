"""Reads of the tray by cause: of two hundred refused records most wait for the same thing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from ecoop.kernel.wire import read_cursor, write_cursor
from ecoop.sync.calc.describing import KIND_LABELS
from ecoop.sync.models import TrayAttempt, TrayEvent, TraySettlement
from ecoop.sync.queries.changes import words_in


@dataclass(frozen=True)
class TrayCause:
    """Why some records wait: the refusal, in the words in which it was said last, and how many it holds up."""

    code: str
    said: str
    remedy: str
    count: int


@dataclass(frozen=True)
class TrayKind:
    """What some records that wait are, and how many."""

    kind: str
    label: str
    count: int


def list_causes(*, org_id: UUID, language: str) -> list[TrayCause]:
    """List why records wait in the tray, what holds up most first.

    Queries: 2
    """
    counted = waiting_in_tray(org_id=org_id).values("code").annotate(count=Count("id")).order_by("-count", "code")
    counts = {row["code"]: row["count"] for row in counted if row["code"]}
    said = _words(org_id, counts, language)
    return [TrayCause(code, *said.get(code, ("", "")), count) for code, count in counts.items()]


def list_kinds(*, org_id: UUID) -> list[TrayKind]:
    """List what waits in the tray by what it was, the most first.

    Queries: 1
    """
    rows = waiting_in_tray(org_id=org_id).values("kind").annotate(count=Count("id")).order_by("-count", "kind")
    return [
        TrayKind(row["kind"], str(KIND_LABELS[row["kind"]]), row["count"]) for row in rows if row["kind"] in KIND_LABELS
    ]


def list_of_cause(*, org_id: UUID, code: str, cursor: str, limit: int) -> tuple[list[TrayEvent], str]:
    """List records that wait for one cause, the oldest first, and where the next ones begin; empty at the end.

    Raises:  CursorIsUnreadable
    Queries: 1
    """
    # No cause is the cause of nothing, not of everything.
    rows = waiting_in_tray(org_id=org_id).filter(code=code)
    after = read_cursor(cursor=cursor or None, kinds=(datetime.fromisoformat, UUID))
    if after is not None:
        received_at, last_id = after
        rows = rows.filter(Q(received_at__gt=received_at) | Q(received_at=received_at, id__gt=last_id))
    found = list(rows.order_by("received_at", "id")[: limit + 1])
    shown = found[:limit]
    last = shown[-1] if len(found) > limit else None
    return shown, write_cursor(key=[last.received_at.isoformat(), str(last.id)]) if last else ""


def waiting_in_tray(*, org_id: UUID, code: str = "", kind: str = "") -> QuerySet[Any]:
    """Give the rows of the tray that wait, each with the code of its last refusal.

    Queries: 0
    """
    own: dict[str, Any] = {"org_id": OuterRef("org_id"), "event_id": OuterRef("id")}
    newest = TrayAttempt.objects.filter(**own).order_by("-attempted_at", "-id").values("code")
    settled = TraySettlement.objects.filter(**own).values("how")
    rows: QuerySet[Any] = TrayEvent.objects.filter(org_id=org_id).annotate(
        code=Subquery(newest[:1]), how=Subquery(settled[:1])
    )
    rows = rows.filter(how__isnull=True)
    rows = rows.filter(code=code) if code else rows
    return rows.filter(kind=kind) if kind else rows


def _words(org_id: UUID, codes: Mapping[str, int], language: str) -> dict[str, tuple[str, str]]:
    newest = TrayAttempt.objects.filter(org_id=org_id, code__in=list(codes)).order_by("code", "-attempted_at", "-id")
    rows = newest.distinct("code").values_list("code", "words")
    return {code: words_in(words=words, language=language) for code, words in rows}
