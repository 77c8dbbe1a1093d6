"""Reads of money: what moved the cash and the bank, as the book S2e shows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection

from ecoop.kernel.dong import Dong
from ecoop.ledger.queries.documents import list_entry_labels, list_reversed_documents
from ecoop.trade.calc import EXPENSE, MONEY, PURCHASE, SALE
from ecoop.trade.errors import MONEY_MOVES
from ecoop.trade.models import MoneyMove

LINES_AT_ONCE = 2000
_KINDS = (SALE, PURCHASE, EXPENSE, MONEY)
_BEFORE_ALL_BOOKS = date(1, 1, 1)
# Stands for documents that went through a bank and name no account.
NO_ACCOUNT = UUID(int=0)


@dataclass(frozen=True)
class MoneyLine:
    """One document that moved money: in or out."""

    on: date
    text: str
    in_vnd: Dong
    out_vnd: Dong
    document_kind: str
    document_id: UUID
    entry_label: str = ""


@dataclass(frozen=True)
class MoneyMoved:
    """What came in and what went out in some days."""

    in_vnd: Dong
    out_vnd: Dong


def stream_money_lines(
    *,
    org_id: UUID,
    year: int,
    means: str,
    bank_account_id: UUID | None = None,
    starts_on: date | None = None,
    ends_before: date | None = None,
) -> Iterator[MoneyLine]:
    """Walk through what moved the cash or the bank in a year or some days of it, in the order of days, in flat memory.

    Shape:   no bank account means all of them, NO_ACCOUNT those lines that name none; documents that a red entry took
             back are left out; lines of one day stand in the order of their kind and id
    Queries: 5, and up to 5 for every 2,000 documents
    """
    starts, ends = starts_on or date(year, 1, 1), ends_before or date(year + 1, 1, 1)
    given = _given(org_id, starts, ends, means, bank_account_id)
    # A cursor of the server: a year of a hundred thousand sales is never in memory at once.
    with connection.chunked_cursor() as cursor:
        cursor.execute(_money_sql(), given)
        while rows := cursor.fetchmany(LINES_AT_ONCE):
            texts = _texts_of_moves(org_id, [row[2] for row in rows if row[1] == MONEY and not row[4]])
            labels = _labels(org_id, rows)
            for on, kind, document_id, moved, text, party_name in rows:
                said = text or texts.get(document_id) or party_name
                amounts = (Dong(max(moved, 0)), Dong(max(-moved, 0)))
                yield MoneyLine(on, said, *amounts, kind, document_id, labels.get(document_id, ""))


def sum_money_before(*, org_id: UUID, on: date, means: str, bank_account_id: UUID | None = None) -> Dong:
    """Add up what moved the cash or the bank before a day: the opening of a book that begins on it.

    Queries: 5
    """
    with connection.cursor() as cursor:
        given = _given(org_id, _BEFORE_ALL_BOOKS, on, means, bank_account_id)
        cursor.execute(f"SELECT coalesce(sum(moved_vnd), 0) FROM ({_money_sql()}) AS lines", given)
        return Dong(int(cursor.fetchone()[0]))


def sum_money_moved(
    *, org_id: UUID, starts_on: date, ends_before: date, means: str, bank_account_id: UUID | None = None
) -> MoneyMoved:
    """Add up what came in and what went out in some days, as the lines of these days show it.

    Queries: 5
    """
    with connection.cursor() as cursor:
        given = _given(org_id, starts_on, ends_before, means, bank_account_id)
        sums = "coalesce(sum(greatest(moved_vnd, 0)), 0), coalesce(sum(greatest(-moved_vnd, 0)), 0)"
        cursor.execute(f"SELECT {sums} FROM ({_money_sql()}) AS lines", given)
        came_in, went_out = cursor.fetchone()
    return MoneyMoved(Dong(int(came_in)), Dong(int(went_out)))


def _given(
    org_id: UUID, starts_on: date, ends_before: date, means: str, bank_account_id: UUID | None
) -> dict[str, Any]:
    return {
        "org_id": org_id,
        "means": means,
        "bank_account_id": bank_account_id,
        "no_account": NO_ACCOUNT,
        "starts_on": starts_on,
        "ends_before": ends_before,
        "gone": [each for kind in _KINDS for each in list_reversed_documents(org_id=org_id, document_kind=kind)],
    }


@lru_cache(maxsize=1)
def _money_sql() -> str:
    return (Path(__file__).parents[1] / "sql" / "money_lines.sql").read_text(encoding="utf-8")


def _texts_of_moves(org_id: UUID, ids: list[UUID]) -> dict[UUID, str]:
    """Give those moves words that were recorded without any."""
    if not ids:
        return {}
    rows = MoneyMove.objects.filter(org_id=org_id, id__in=ids).values_list("id", "rule")
    return {move_id: str(MONEY_MOVES[rule]) for move_id, rule in rows}


def _labels(org_id: UUID, rows: list[tuple[Any, ...]]) -> dict[UUID, str]:
    labels: dict[UUID, str] = {}
    for kind in sorted({row[1] for row in rows}):
        ids = [row[2] for row in rows if row[1] == kind]
        labels |= list_entry_labels(org_id=org_id, document_kind=kind, document_ids=ids)
    return labels
