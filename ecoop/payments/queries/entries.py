"""Reads of what the books say of the bank: entries that moved money on its accounts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection

from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.queries import find_books, list_accounts
from ecoop.ledger.queries.rules import get_posting_rule

COOPERATIVE = "cooperative"
# The one rule that moves money and nothing else: what it debits is the bank.
_BANK_RULE = "cash-to-bank"


@dataclass(frozen=True)
class BankEntry:
    """An entry that moved money on an account of the bank: in, or out (negative)."""

    id: UUID
    document_kind: str
    document_id: UUID
    entry_on: date
    label: str
    text: str
    moved_vnd: Dong
    party_id: UUID | None
    is_red: bool
    is_taken_back: bool
    corrects_id: UUID | None


def is_cooperative(*, org_id: UUID) -> bool:
    """Tell whether an organisation keeps the books of a cooperative.

    Queries: 1
    """
    books = find_books(org_id=org_id)
    return books is not None and books.chart == COOPERATIVE


def find_bank_codes(*, org_id: UUID, on: date) -> tuple[str, tuple[str, ...]] | None:
    """Find the account on which the books keep the bank, and those that take its postings; None without books.

    Queries: 2
    """
    books = find_books(org_id=org_id)
    if books is None:
        return None
    rule = get_posting_rule(regime=books.chart, rule=_BANK_RULE, law=lawbook.on(on))
    code = rule.lines[0].debit.fixed
    codes = [each.code for each in list_accounts(org_id=org_id) if each.is_postable and each.code.startswith(code)]
    return code, tuple(codes)


def list_bank_entries(
    *,
    org_id: UUID,
    codes: Collection[str],
    starts_on: date,
    ends_on: date,
    amounts: Collection[int] | None = None,
    document_id: UUID | None = None,
) -> list[BankEntry]:
    """List the entries that moved money on some accounts in a span of days (its last day inside), in order.

    `amounts` are without signs.

    Queries: 1
    """
    wanted: dict[str, Any] = {
        "org_id": org_id,
        "codes": list(codes),
        "starts_on": starts_on,
        "ends_on": ends_on,
        "amounts": None if amounts is None else list(amounts),
        "document_id": document_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(read_text(name="bank_entries"), wanted)
        return [BankEntry(*row) for row in cursor.fetchall()]


@lru_cache(maxsize=8)
def read_text(*, name: str) -> str:
    """Read a named query of this domain.

    Queries: 0
    """
    return (Path(__file__).parents[1] / "sql" / f"{name}.sql").read_text(encoding="utf-8")
