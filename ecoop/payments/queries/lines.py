"""Reads of bank lines: what of each is left to be matched, and what is matched with a document."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Abs, Coalesce

from ecoop.kernel.dong import Dong
from ecoop.payments.calc.matching import DAYS_APART_MAX, Line
from ecoop.payments.errors import LineNotFound
from ecoop.payments.models import BankLine, LineSetAside, Match, MatchTakenBack

# More equal transfers within days are fees of a whole village; all of them wait for a person anyway.
RIVALS_MAX = 500


def standing_matches(*, org_id: UUID) -> "QuerySet[Match]":
    """Give the matches that nobody took back.

    Queries: 0
    """
    back = MatchTakenBack.objects.filter(org_id=OuterRef("org_id"), match_id=OuterRef("id"))
    return Match.objects.filter(org_id=org_id).exclude(Exists(back))


def sum_matched(*, org_id: UUID, document_ids: Collection[UUID]) -> dict[UUID, int]:
    """Add up what bank lines pay of each document; one without any is left out.

    Queries: 1
    """
    if not document_ids:
        return {}
    rows = standing_matches(org_id=org_id).filter(document_id__in=document_ids)
    return dict(rows.values_list("document_id").annotate(paid=Sum("amount_vnd")).order_by("document_id"))


def list_booked_moves(*, org_id: UUID, move_ids: Collection[UUID]) -> set[UUID]:
    """List which of some money moves were booked by a match, so that they wait for no bank line of their own.

    Queries: 1
    """
    if not move_ids:
        return set()
    rows = standing_matches(org_id=org_id).filter(money_move_id__in=move_ids)
    return {each for each in rows.values_list("money_move_id", flat=True) if each is not None}


def list_open_lines(
    *, org_id: UUID, line_ids: Collection[UUID] | None = None, since_on: date | None = None
) -> list[Line]:
    """List the bank lines of which something is left to be matched, in the order in which they came.

    Queries: 1
    """
    rows = with_left(rows=BankLine.objects.filter(org_id=org_id)).filter(Q(left_vnd__gt=0))
    if line_ids is not None:
        rows = rows.filter(id__in=line_ids)
    if since_on is not None:
        rows = rows.filter(booked_on__gte=since_on)
    return [_line(row) for row in rows.order_by("number")]


def list_waiting_lines(*, org_id: UUID, after: int = 0, limit: int) -> tuple[list[Line], int | None]:
    """List the next lines that wait for a person, in the order in which they came; and behind which to go on.

    Shape:   the second is the number of the last line, None if there are no more
    Queries: 1
    """
    aside = LineSetAside.objects.filter(org_id=OuterRef("org_id"), line_id=OuterRef("id"))
    rows = BankLine.objects.filter(org_id=org_id, number__gt=after).exclude(Exists(aside))
    found: list[Any] = list(with_left(rows=rows).filter(Q(left_vnd__gt=0)).order_by("number")[: limit + 1])
    lines = [_line(row) for row in found[:limit]]
    return lines, found[limit - 1].number if len(found) > limit else None


def list_rivals(*, org_id: UUID, lines: Sequence[Line]) -> list[Line]:
    """List other lines that wait for as much, the same way and near in time: what these are about they may claim too.

    Queries: 1; none without lines
    """
    if not lines:
        return []
    apart = timedelta(days=DAYS_APART_MAX * 2)
    first, last = min(line.booked_on for line in lines), max(line.booked_on for line in lines)
    aside = LineSetAside.objects.filter(org_id=OuterRef("org_id"), line_id=OuterRef("id"))
    rows = (
        BankLine.objects.filter(org_id=org_id, amount_vnd__in={line.amount_vnd for line in lines})
        .filter(booked_on__gte=first - apart, booked_on__lte=last + apart)
        .exclude(id__in=[line.id for line in lines])
        .exclude(Exists(aside))
    )
    waiting = with_left(rows=rows).filter(Q(left_vnd=Abs("amount_vnd"))).order_by("number")[:RIVALS_MAX]
    return [_line(row) for row in waiting]


def get_line(*, org_id: UUID, line_id: UUID) -> Line:
    """Get a bank line with what of it is left.

    Raises:  LineNotFound
    Queries: 1
    """
    row = with_left(rows=BankLine.objects.filter(org_id=org_id, id=line_id)).first()
    if row is None:
        raise LineNotFound()
    return _line(row)


def with_left(*, rows: "QuerySet[BankLine]") -> "QuerySet[BankLine]":
    """Tell with each line how much of it no standing match uses.

    Queries: 0
    """
    back = MatchTakenBack.objects.filter(org_id=OuterRef("org_id"), match_id=OuterRef("id"))
    used = Match.objects.filter(org_id=OuterRef("org_id"), line_id=OuterRef("id")).exclude(Exists(back))
    sums = used.order_by().values("line_id").annotate(used=Sum("amount_vnd")).values("used")
    return rows.annotate(left_vnd=Abs("amount_vnd") - Coalesce(Subquery(sums, output_field=BigIntegerField()), 0))


def _line(row: Any) -> Line:
    return Line(
        id=row.id,
        booked_on=row.booked_on,
        amount_vnd=Dong(row.amount_vnd),
        left_vnd=Dong(row.left_vnd),
        folded=row.folded,
        counterparty=row.counterparty,
        bank_account_id=row.bank_account_id,
        text=row.text,
        counterparty_account=row.counterparty_account,
    )
