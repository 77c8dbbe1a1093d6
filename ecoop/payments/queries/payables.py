"""Reads of what bank lines could pay: what was asked for, debts, and documents recorded as paid through the bank."""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection

from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.dong import Dong
from ecoop.ledger.queries.documents import list_reversed_documents
from ecoop.payments.calc.matching import CUT_LETTERS_MIN, DAYS_APART_MAX, DAYS_AWAITED_MAX, Asked, Line, Payable
from ecoop.payments.models import Awaited
from ecoop.payments.queries.lines import list_booked_moves, sum_matched
from ecoop.trade.calc import MONEY, SALE
from ecoop.trade.queries.debts import OWED_TO_US, WE_OWE, Debt, list_debts, list_debts_of_documents
from ecoop.trade.queries.money import stream_money_lines


def list_asked(
    *, org_id: UUID, lines: Sequence[Line], awaited_ids: Collection[UUID] | None = None
) -> list[tuple[UUID, Asked]]:
    """Pair lines with what was asked for under a reference that stands in them, whole or in its beginning.

    Shape:   (id of the line, what was asked for), with what is open of its document now
    Queries: 3; up to 16 more if documents on credit are among them
    """
    pairs = _pairs(org_id, lines, awaited_ids) if lines else []
    if not pairs:
        return []
    wanted = {awaited_id for _, awaited_id in pairs}
    rows = {row.id: row for row in Awaited.objects.filter(org_id=org_id, id__in=wanted)}
    payables = _payables_of(org_id, list(rows.values()))
    asked = {
        row.id: Asked(
            row.id,
            payables[row.document_id],
            row.reference_folded,
            Dong(row.amount_vnd),
            row.asked_at,
            row.bank_account_id,
        )
        for row in rows.values()
        if row.document_id in payables
    }
    return [(line_id, asked[awaited_id]) for line_id, awaited_id in pairs if awaited_id in asked]


def list_payables(*, org_id: UUID, booked_on: date, is_in: bool) -> list[Payable]:
    """List what a line of a day could pay: what is owed on it, and what went through the bank around it.

    Queries: about 16
    """
    side = OWED_TO_US if is_in else WE_OWE
    debts = list_debts(org_id=org_id, side=side, on=booked_on + timedelta(days=DAYS_APART_MAX)).debts
    owed = [_of_debt(debt, is_in=is_in) for debt in debts if debt.open_vnd > 0]
    return owed + _through_the_bank(org_id, booked_on, is_in)


def find_payable(
    *, org_id: UUID, document_kind: str, document_id: UUID, booked_on: date, is_in: bool
) -> Payable | None:
    """Find one document that a line could pay, with what is open of it; None if nothing is.

    Queries: about 16
    """
    for each in list_payables(org_id=org_id, booked_on=booked_on, is_in=is_in):
        if (each.document_kind, each.document_id) == (document_kind, document_id):
            return each
    awaited = Awaited.objects.filter(org_id=org_id, document_kind=document_kind, document_id=document_id)
    found = _payables_of(org_id, list(awaited.order_by("asked_at")[:1])).get(document_id)
    return found if found is not None and found.is_in == is_in and found.open_vnd > 0 else None


def _pairs(org_id: UUID, lines: Sequence[Line], awaited_ids: Collection[UUID] | None) -> list[tuple[UUID, UUID]]:
    first = min(line.booked_on for line in lines) - timedelta(days=DAYS_AWAITED_MAX)
    given: dict[str, Any] = {
        "org_id": org_id,
        "line_ids": [line.id for line in lines],
        "folded": [line.folded for line in lines],
        "since": datetime.combine(first, time(), UTC),
        "letters": CUT_LETTERS_MIN,
        "awaited_ids": None if awaited_ids is None else list(awaited_ids),
    }
    with connection.cursor() as cursor:
        cursor.execute(_asked_sql(), given)
        return [(line_id, awaited_id) for line_id, awaited_id in cursor.fetchall()]


def _payables_of(org_id: UUID, awaited: Sequence[Awaited]) -> dict[UUID, Payable]:
    """Give the documents that were asked for; one that a red entry took back is none any more."""
    ids = [row.document_id for row in awaited]
    debts = list_debts_of_documents(org_id=org_id, document_ids=ids)
    kinds = sorted({row.document_kind for row in awaited})
    gone = {each for kind in kinds for each in list_reversed_documents(org_id=org_id, document_kind=kind)}
    matched = sum_matched(org_id=org_id, document_ids=ids)
    found: dict[UUID, Payable] = {}
    for row in awaited:
        debt = debts.get(row.document_id)
        if debt is not None:
            found[row.document_id] = _of_debt(debt, is_in=row.document_kind == SALE)
        elif row.document_id not in gone:
            open_vnd = Dong(row.amount_vnd - matched.get(row.document_id, 0))
            found[row.document_id] = Payable(
                row.document_kind,
                row.document_id,
                vietnam_day(row.asked_at),
                open_vnd,
                is_in=True,
                is_debt=False,
                bank_account_id=row.bank_account_id,
            )
    return found


def _through_the_bank(org_id: UUID, booked_on: date, is_in: bool) -> list[Payable]:
    """List what was recorded as gone through the bank around a day and is not yet found on its statement.

    A money move that a match itself booked is found already.
    """
    starts_on = booked_on - timedelta(days=DAYS_APART_MAX)
    moved = stream_money_lines(
        org_id=org_id,
        year=booked_on.year,
        means="bank",
        starts_on=starts_on,
        ends_before=booked_on + timedelta(days=DAYS_APART_MAX + 1),
    )
    lines = [line for line in moved if (line.in_vnd if is_in else line.out_vnd)]
    ids = [line.document_id for line in lines]
    booked = list_booked_moves(
        org_id=org_id, move_ids=[line.document_id for line in lines if line.document_kind == MONEY]
    )
    matched = sum_matched(org_id=org_id, document_ids=ids)
    found = [
        Payable(
            line.document_kind,
            line.document_id,
            line.on,
            Dong(line.in_vnd + line.out_vnd - matched.get(line.document_id, 0)),
            is_in=is_in,
            is_debt=False,
            text=line.text,
        )
        for line in lines
        if line.document_id not in booked
    ]
    return [each for each in found if each.open_vnd > 0]


def _of_debt(debt: Debt, *, is_in: bool) -> Payable:
    return Payable(
        debt.document_kind,
        debt.document_id,
        debt.on,
        debt.open_vnd,
        is_in=is_in,
        is_debt=True,
        rule=debt.rule,
        party_name=debt.party_name,
        text=debt.text,
    )


@lru_cache(maxsize=1)
def _asked_sql() -> str:
    return (Path(__file__).parents[1] / "sql" / "asked_for.sql").read_text(encoding="utf-8")
