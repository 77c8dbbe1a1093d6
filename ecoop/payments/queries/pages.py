"""Reads of the pages of payments: lines with what they pay, one line, statements, connections."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from ecoop.kernel.dong import Dong
from ecoop.kernel.wire import CursorIsUnreadable
from ecoop.payments.calc.matching import Candidate, describe_reasons
from ecoop.payments.errors import LineNotFound
from ecoop.payments.models import BankLine, LineSetAside, Match, Sighting
from ecoop.payments.queries.candidates import list_candidates
from ecoop.payments.queries.lines import get_line, standing_matches, with_left

LINES_A_PAGE = 50
OPEN, MATCHED, ALL = "open", "matched", "all"


@dataclass(frozen=True)
class MatchShown:
    """What a line pays, and why we think so."""

    id: UUID
    document_kind: str
    document_id: UUID
    amount_vnd: Dong
    is_by_itself: bool
    reasons: tuple[str, ...]
    matched_at: datetime
    matched_by_name: str
    is_booked: bool


@dataclass(frozen=True)
class LineShown:
    """A bank line with what it pays and what is left of it."""

    id: UUID
    booked_on: date
    happened_at: datetime | None
    amount_vnd: Dong
    left_vnd: Dong
    account: str
    counterparty: str
    counterparty_account: str
    reference: str
    text: str
    set_aside: str
    matches: tuple[MatchShown, ...]

    @property
    def state(self) -> str:
        """Say whether it is matched, in part, set aside, or waits for a person."""
        if not self.left_vnd:
            return "matched"
        if self.matches:
            return "part"
        return "aside" if self.set_aside else "open"


@dataclass(frozen=True)
class LinesPage:
    """A page of lines."""

    rows: list[LineShown]
    next_cursor: str
    open_count: int
    has_any: bool


@dataclass(frozen=True)
class LinePage:
    """One line, by which ways it came, and the documents it may pay."""

    line: LineShown
    sources: tuple[str, ...]
    candidates: tuple[Candidate, ...]


def get_lines_page(*, org_id: UUID, show: str, cursor: str) -> LinesPage:
    """Get a page of lines, the newest first: those that wait for a person, those that are matched, or all.

    Raises:  CursorIsUnreadable
    Queries: 5
    """
    everything = with_left(rows=BankLine.objects.filter(org_id=org_id))
    waiting = _waiting(everything)
    rows = {OPEN: waiting, MATCHED: everything.filter(Q(left_vnd=0))}.get(show, everything)
    if cursor:
        day, number = _read_cursor(cursor)
        rows = rows.filter(Q(booked_on__lt=day) | Q(booked_on=day, number__lt=number))
    found = list(rows.order_by("-booked_on", "-number")[: LINES_A_PAGE + 1])
    shown, last = found[:LINES_A_PAGE], found[LINES_A_PAGE - 1] if len(found) > LINES_A_PAGE else None
    return LinesPage(
        rows=_shown(org_id, shown),
        next_cursor=f"{last.booked_on.isoformat()}~{last.number}" if last else "",
        open_count=waiting.count(),
        has_any=bool(found) or BankLine.objects.filter(org_id=org_id).exists(),
    )


def get_line_page(*, org_id: UUID, line_id: UUID) -> LinePage:
    """Get one line with what it pays, and what it may pay.

    Raises:  LineNotFound
    Queries: about 40
    """
    row = with_left(rows=BankLine.objects.filter(org_id=org_id, id=line_id)).first()
    if row is None:
        raise LineNotFound()
    (line,) = _shown(org_id, [row])
    sources = Sighting.objects.filter(org_id=org_id, line_id=line_id).order_by("recorded_at", "id")
    candidates = list_candidates(org_id=org_id, line=get_line(org_id=org_id, line_id=line_id))
    return LinePage(line, tuple(dict.fromkeys(sources.values_list("source", flat=True))), tuple(candidates))


def _waiting(rows: "QuerySet[BankLine]") -> "QuerySet[BankLine]":
    aside = LineSetAside.objects.filter(org_id=OuterRef("org_id"), line_id=OuterRef("id"))
    return rows.filter(Q(left_vnd__gt=0)).exclude(Exists(aside))


def _shown(org_id: UUID, rows: Sequence[BankLine]) -> list[LineShown]:
    ids = [row.id for row in rows]
    matches = _matches(org_id, ids)
    aside = dict(LineSetAside.objects.filter(org_id=org_id, line_id__in=ids).values_list("line_id", "reason"))
    return [
        LineShown(
            id=row.id,
            booked_on=row.booked_on,
            happened_at=row.happened_at,
            amount_vnd=Dong(row.amount_vnd),
            left_vnd=Dong(row.left_vnd),  # type: ignore[attr-defined]
            account=row.account,
            counterparty=row.counterparty,
            counterparty_account=row.counterparty_account,
            reference=row.reference,
            text=row.text,
            set_aside=aside.get(row.id, ""),
            matches=tuple(matches.get(row.id, ())),
        )
        for row in rows
    ]


def _matches(org_id: UUID, line_ids: Collection[UUID]) -> dict[UUID, list[MatchShown]]:
    found: dict[UUID, list[MatchShown]] = defaultdict(list)
    rows: Iterable[Match] = standing_matches(org_id=org_id).filter(line_id__in=line_ids).select_related("recorded_by")
    for row in sorted(rows, key=lambda each: each.number):
        found[row.line_id].append(
            MatchShown(
                id=row.id,
                document_kind=row.document_kind,
                document_id=row.document_id,
                amount_vnd=Dong(row.amount_vnd),
                is_by_itself=row.made_by == "itself",
                reasons=tuple(describe_reasons(row.reasons)),
                matched_at=row.recorded_at,
                matched_by_name=row.recorded_by.name,
                is_booked=row.money_move_id is not None,
            )
        )
    return found


def _read_cursor(cursor: str) -> tuple[date, int]:
    day, _, number = cursor.partition("~")
    try:
        if not (number.isascii() and number.isdigit() and len(number) < 19):
            raise ValueError
        return date.fromisoformat(day), int(number)
    except ValueError:
        raise CursorIsUnreadable(cursor=cursor[:40]) from None
