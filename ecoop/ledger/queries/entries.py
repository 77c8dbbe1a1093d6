"""Entries: one with its postings, pages of the journal, pages of an account's ledger."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from ecoop.kernel.dong import Dong
from ecoop.kernel.tenancy import read_sql
from ecoop.ledger.calc import EntryKind, Posting
from ecoop.ledger.errors import EntryUnknown
from ecoop.ledger.queries.rows import read_rows

_ENTRY = read_sql(__file__, "entry.sql")
_JOURNAL = read_sql(__file__, "journal.sql")
_ACCOUNT_LEDGER = read_sql(__file__, "account_ledger.sql")
_PARTY_LEDGER = read_sql(__file__, "party_ledger.sql")
_NOTHING_READ = UUID(int=0)


class EntryFacts(NamedTuple):
    """An entry as it stands in the books, with its postings in order."""

    entry_id: UUID
    year: int
    number: int
    kind: EntryKind
    document_kind: str
    document_id: UUID
    document_on: date
    entry_on: date
    recorded_at: datetime
    text: str
    corrects_id: UUID | None
    posted_by: UUID
    reversed_by: str | None
    corrects: str | None
    postings: tuple[Posting, ...]

    @property
    def label(self) -> str:
        """Name the entry as people and addresses do: 2026-17."""
        return f"{self.year}-{self.number}"

    @property
    def amount_vnd(self) -> Dong:
        """Add up what the entry moves."""
        return Dong(sum(posting.amount_vnd for posting in self.postings))


@dataclass(frozen=True)
class JournalCursor:
    """Where a page of the journal ended."""

    entry_on: date
    entry_id: UUID = _NOTHING_READ
    line: int = 0

    @property
    def text(self) -> str:
        """Write the cursor for an address."""
        return f"{self.entry_on.isoformat()}.{self.entry_id}.{self.line}"


@dataclass(frozen=True)
class JournalPage:
    """A page of the journal, and where to read on (None after the last page)."""

    entries: tuple[EntryFacts, ...]
    following: JournalCursor | None


class AccountLine(NamedTuple):
    """A posting as an account sees it: against which account, in, out, and the balance after it."""

    entry_on: date
    entry_id: UUID
    line: int
    label: str
    document_on: date
    text: str
    account: str
    against: str
    debit_vnd: Dong
    credit_vnd: Dong
    balance_vnd: Dong
    party_id: UUID | None
    side: str | None


@dataclass(frozen=True)
class AccountPage:
    """A page of an account's ledger, and where to read on."""

    lines: tuple[AccountLine, ...]
    following: JournalCursor | None


def read_cursor(*, text: str) -> JournalCursor | None:
    """Read a cursor from an address; nonsense is no cursor.

    Queries: 0
    """
    try:
        day, entry_id, line = text.split(".")
        return JournalCursor(date.fromisoformat(day), UUID(entry_id), int(line))
    except ValueError:
        return None


def get_entry(*, org_id: UUID, entry_id: UUID) -> EntryFacts:
    """Get an entry with its postings.

    Raises: EntryUnknown
    Queries: 1
    """
    return _get_entry(org_id=org_id, entry_id=entry_id, year=None, number=None)


def get_entry_by_number(*, org_id: UUID, year: int, number: int) -> EntryFacts:
    """Get an entry by its number in its year.

    Raises: EntryUnknown
    Queries: 1
    """
    return _get_entry(org_id=org_id, entry_id=None, year=year, number=number)


def list_journal(
    *, org_id: UUID, from_on: date, until_on: date, after: JournalCursor | None = None, size: int = 100
) -> JournalPage:
    """Read a page of the journal, in the order of the days in the books.

    Queries: 1
    """
    start = after or JournalCursor(date.min)
    wanted: dict[str, Any] = {
        "org_id": org_id, "from_on": from_on, "until_on": until_on,
        "after_on": start.entry_on, "after_id": start.entry_id, "size": size,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_JOURNAL, wanted)
        entries = tuple(_entry(row) for row in cursor.fetchall())
    is_full = len(entries) == size
    return JournalPage(entries, JournalCursor(entries[-1].entry_on, entries[-1].entry_id) if is_full else None)


def walk_journal(*, org_id: UUID, from_on: date, until_on: date, size: int = 1000) -> Iterator[EntryFacts]:
    """Walk the whole journal page by page, so that memory stays flat.

    Queries: 1 per page
    """
    after: JournalCursor | None = None
    while True:
        page = list_journal(org_id=org_id, from_on=from_on, until_on=until_on, after=after, size=size)
        yield from page.entries
        if page.following is None:
            return
        after = page.following


def list_account_ledger(
    *,
    org_id: UUID,
    codes: tuple[str, ...],
    from_on: date,
    until_on: date,
    opening_vnd: Dong,
    after: JournalCursor | None = None,
    size: int = 200,
    parties: Collection[UUID | None] | None = None,
) -> AccountPage:
    """Read a page of an account's ledger (sổ cái), with the corresponding account and the running balance.

    `codes` are the account and its details; `opening_vnd` is the balance before the first line of the page,
    debit less credit. A posting between two details of the account gives two lines. With `parties` only what names
    one of them is read; None among them stands for what names nobody.

    Queries: 1
    """
    start = after or JournalCursor(date.min)
    wanted: dict[str, Any] = {
        "org_id": org_id, "codes": list(codes), "from_on": from_on, "until_on": until_on,
        "after_on": start.entry_on, "after_id": start.entry_id, "after_line": start.line, "size": size,
        "by_party": parties is not None, "with_nobody": None in (parties or ()),
        "party_ids": [each for each in parties or () if each is not None],
    }  # fmt: skip
    # What names a party is found by it; what names nobody can only be found among all.
    is_named = parties is not None and None not in parties
    rows = read_rows(text=_PARTY_LEDGER if is_named else _ACCOUNT_LEDGER, wanted=wanted)
    lines = tuple(_run_balance(rows=rows, codes=frozenset(codes), opening_vnd=opening_vnd))
    last = JournalCursor(rows[-1][0], rows[-1][1], rows[-1][2]) if len(rows) == size else None
    return AccountPage(lines, last)


def _get_entry(*, org_id: UUID, entry_id: UUID | None, year: int | None, number: int | None) -> EntryFacts:
    with connection.cursor() as cursor:
        cursor.execute(_ENTRY, {"org_id": org_id, "entry_id": entry_id, "year": year, "number": number})
        row = cursor.fetchone()
    if row is None:
        raise EntryUnknown()
    return _entry(row)


def _entry(row: tuple[Any, ...]) -> EntryFacts:
    reversed_by, corrects, postings = row[12:]
    read = tuple(_posting(posting) for posting in _json(postings))
    return EntryFacts._make((*row[:12], reversed_by[0] if reversed_by else None, corrects, read))


def _posting(values: list[Any]) -> Posting:
    debit, credit, amount, party, item, side, quantity = values
    return Posting(
        debit,
        credit,
        Dong(amount),
        UUID(party) if party else None,
        UUID(item) if item else None,
        side,
        Decimal(quantity) if quantity else None,
    )


def _json(value: Any) -> list[list[Any]]:
    return json.loads(value) if isinstance(value, str) else (value or [])


def _run_balance(*, rows: list[tuple[Any, ...]], codes: frozenset[str], opening_vnd: Dong) -> Iterator[AccountLine]:
    balance = opening_vnd
    for entry_on, entry_id, line, year, number, document_on, text, debit, credit, amount, party_id, side in rows:
        for account, against, sign in ((debit, credit, 1), (credit, debit, -1)):
            if account not in codes:
                continue
            balance = Dong(balance + sign * amount)
            moved = (amount, Dong(0)) if sign > 0 else (Dong(0), amount)
            label = f"{year}-{number}"
            head = (entry_on, entry_id, line, label, document_on, text, account, against)
            yield AccountLine._make((*head, *moved, balance, party_id, side))
