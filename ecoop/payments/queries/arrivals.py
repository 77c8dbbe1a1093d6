"""Reads of money that came in, for phones: what is new, and what became matched since."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max

from ecoop.kernel.dong import Dong
from ecoop.kernel.wire import CursorIsUnreadable
from ecoop.payments.calc.matching import describe_reasons
from ecoop.payments.models import BankLine, Match, MatchTakenBack
from ecoop.payments.queries.lines import standing_matches

ARRIVALS_MAX = 200
# A phone that asks for the first time hears of the last day, not of the years before it.
_FIRST = timedelta(hours=24)
_NUMBER_MAX = 10**18


@dataclass(frozen=True)
class Arrival:
    """Money that came in, and the document it pays; the newest match stands for all of one line."""

    id: UUID
    amount_vnd: Dong
    reference: str
    text: str
    counterparty: str
    arrived_at: datetime
    document_kind: str
    document_id: UUID | None
    reasons: tuple[str, ...]


def list_arrivals(*, org_id: UUID, cursor: str, now: datetime, limit: int = ARRIVALS_MAX) -> tuple[list[Arrival], str]:
    """List the money that came in, or whose match changed, since a cursor; and the next cursor.

    Shape:   in the order of what happened; a line comes again when its match changes
    Raises:  CursorIsUnreadable
    Queries: 6; 7 with lines
    """
    since = _since(org_id, cursor, now)
    changed = (
        BankLine.objects.filter(org_id=org_id, number__gt=since).values_list("id", "number"),
        Match.objects.filter(org_id=org_id, number__gt=since).values_list("line_id", "number"),
        MatchTakenBack.objects.filter(org_id=org_id, number__gt=since).values_list("match__line_id", "number"),
    )
    # What lies behind the limit is asked for by the next cursor: every change has a number of its own.
    told = sorted((number, line_id) for rows in changed for line_id, number in rows.order_by("number")[:limit])[:limit]
    numbers = {line_id: number for number, line_id in told}
    rows = BankLine.objects.filter(org_id=org_id, id__in=numbers, amount_vnd__gt=0)
    matches = {
        each.line_id: each for each in standing_matches(org_id=org_id).filter(line_id__in=numbers).order_by("number")
    }
    arrivals = [_arrival(row, matches.get(row.id)) for row in sorted(rows, key=lambda row: numbers[row.id])]
    return arrivals, str(told[-1][0] if told else since)


def _since(org_id: UUID, cursor: str, now: datetime) -> int:
    if cursor:
        if not (cursor.isascii() and cursor.isdigit() and int(cursor) < _NUMBER_MAX):
            raise CursorIsUnreadable(cursor=cursor[:40])
        return int(cursor)
    older = BankLine.objects.filter(org_id=org_id, recorded_at__lt=now - _FIRST)
    return older.aggregate(last=Max("number"))["last"] or 0


def _arrival(row: BankLine, match: Match | None) -> Arrival:
    return Arrival(
        id=row.id,
        amount_vnd=Dong(row.amount_vnd),
        reference=row.reference,
        text=row.text,
        counterparty=row.counterparty,
        arrived_at=row.happened_at or row.recorded_at,
        document_kind=match.document_kind if match else "",
        document_id=match.document_id if match else None,
        reasons=tuple(describe_reasons(match.reasons)) if match else (),
    )
