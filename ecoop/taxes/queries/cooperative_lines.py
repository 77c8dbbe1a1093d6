"""The lines of a cooperative's books: a page of a block after a cursor, or all of them in flat memory.

A posting may give several lines, so a cursor names where its posting begins, the balance before it, and how many
of its lines were read already.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.queries import (
    AccountLine,
    JournalCursor,
    list_account_ledger,
    list_accounts,
    list_journal,
    read_cursor,
)
from ecoop.taxes.calc.books import Behind, Book, BookBlock, BookRow, row_of
from ecoop.taxes.calc.cooperative_books import CooperativeBook, sheet_account, sides_of
from ecoop.taxes.queries.cooperative_books import NOBODY, OFF_BALANCE, find_cooperative_book

# No balance of a book has more digits; a longer one was written by hand.
_DIGITS_MAX = 19
ENTRY = "entry"


class Place(NamedTuple):
    """Where reading goes on: after which posting, with which balance, and how many lines of the next were read."""

    after: JournalCursor | None = None
    balance_vnd: Dong | None = None
    skip: int = 0

    @property
    def text(self) -> str:
        """Write the place for an address."""
        balance = "" if self.balance_vnd is None else str(self.balance_vnd)
        return f"{self.after.text if self.after else ''}~{balance}~{self.skip}"


@dataclass(frozen=True)
class _Step:
    """The rows that one posting or entry gives, and the place after it."""

    rows: Sequence[Mapping[str, Any]]
    place: Place


def read_place(*, text: str) -> Place:
    """Read a place from an address; nonsense begins at the beginning.

    Queries: 0
    """
    parts = text.split("~")
    if len(parts) != 3 or any(len(part) > _DIGITS_MAX for part in parts[1:]):  # As `text` writes it.
        return Place()
    try:
        balance_vnd = Dong(int(parts[1])) if parts[1] else None
        return Place(read_cursor(text=parts[0]), balance_vnd, max(int(parts[2]), 0))
    except ValueError:
        return Place()


def list_cooperative_lines(
    *, org_id: UUID, book: Book, block: BookBlock, after: str, at_once: int
) -> Iterator[BookRow]:
    """Walk through the lines of a block from a place on, reading so many postings at once.

    Queries: 2, and 1 for every `at_once` postings
    """
    kept = find_cooperative_book(law=lawbook.on(date(book.period.year, 12, 31)), code=book.code)
    place = read_place(text=after)
    if kept.layout == "journal":
        steps = _journal(org_id, book, place, at_once)
    elif kept.layout == "moves":
        steps = _moves(org_id, book, kept, place, at_once)
    else:
        steps = _account(org_id, book, kept, block, place, at_once)
    for values, cursor in _told(steps, place):
        yield row_of(book.columns, kind="line", behind=Behind(ENTRY, values["number"]), cursor=cursor, **values)


def _told(steps: Iterator[_Step], place: Place) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Give each row with the place after it; rows that were read before are left out."""
    for step in steps:
        for number, values in enumerate(step.rows, start=1):
            if number > place.skip:
                is_last = number == len(step.rows)
                yield values, step.place.text if is_last else place._replace(skip=number).text
        place = step.place


def _journal(org_id: UUID, book: Book, place: Place, at_once: int) -> Iterator[_Step]:
    outside = {account.code for account in list_accounts(org_id=org_id) if account.type == OFF_BALANCE}
    until_on = book.period.ends_before - timedelta(days=1)
    after = place.after
    while True:
        page = list_journal(org_id=org_id, from_on=book.period.starts_on, until_on=until_on, after=after, size=at_once)
        for entry in page.entries:
            head = {
                "date": entry.entry_on, "number": entry.label, "paper_date": entry.document_on, "text": entry.text,
            }  # fmt: skip
            rows = [
                {**head, "account": account, side: posting.amount_vnd}
                for posting in entry.postings
                if posting.debit not in outside
                for account, side in ((posting.debit, "in_amount"), (posting.credit, "out_amount"))
            ]
            yield _Step(rows, Place(JournalCursor(entry.entry_on, entry.entry_id)))
        if page.following is None:
            return
        after = page.following


def _moves(org_id: UUID, book: Book, kept: CooperativeBook, place: Place, at_once: int) -> Iterator[_Step]:
    codes = tuple(account.code for account in list_accounts(org_id=org_id) if kept.holds(account.code))
    for _key, lines, after in _postings(org_id, book, codes, place, at_once):
        rows = []
        for line in lines:
            amount_vnd = line.debit_vnd if kept.part == "debit" else line.credit_vnd
            if amount_vnd:
                rows.append({**_head(line), "account": line.account, "against": line.against, "amount": amount_vnd})
        yield _Step(rows, after)


def _account(
    org_id: UUID, book: Book, kept: CooperativeBook, block: BookBlock, place: Place, at_once: int
) -> Iterator[_Step]:
    account, _dot, party = block.key.rpartition(".") if kept.layout == "party" else (block.key, "", "")
    codes = tuple(
        each.code
        for each in list_accounts(org_id=org_id)
        if kept.holds(each.code) and sheet_account(book=kept, code=each.code) == account
    )
    if place.balance_vnd is None:
        place = place._replace(balance_vnd=_opening(book, block))
    party_id = UUID(party) if party else None
    for _key, lines, after in _postings(org_id, book, codes, place, at_once, party_id):
        rows = [
            {
                **_head(line),
                "account": line.against,
                "in_amount": line.debit_vnd or None,
                "out_amount": line.credit_vnd or None,
                **sides_of(line.balance_vnd),
            }
            for line in lines
        ]
        yield _Step(rows, after)


def _opening(book: Book, block: BookBlock) -> Dong:
    """Read the balance before the first line from the row that stands there."""
    values = {column.value: cell for column, cell in zip(book.columns, block.before[0].cells, strict=True)}
    return Dong((values["debit_balance"] or 0) - (values["credit_balance"] or 0))


def _postings(
    org_id: UUID, book: Book, codes: tuple[str, ...], place: Place, at_once: int, party_id: UUID | None = None
) -> Iterator[tuple[Any, list[AccountLine], Place]]:
    """Walk through the postings on some accounts; each with its lines and the place after it."""
    after, balance_vnd = place.after, place.balance_vnd or Dong(0)
    while True:
        page = list_account_ledger(
            org_id=org_id,
            codes=codes,
            from_on=book.period.starts_on,
            until_on=book.period.ends_before - timedelta(days=1),
            opening_vnd=balance_vnd,
            after=after,
            size=at_once,
            parties=None if party_id is None else [None if party_id == NOBODY else party_id],
        )
        for key, same in groupby(page.lines, key=lambda line: (line.entry_on, line.entry_id, line.line)):
            lines = list(same)
            balance_vnd = lines[-1].balance_vnd
            yield key, lines, Place(JournalCursor(*key), balance_vnd)
        if page.following is None:
            return
        after = page.following


def _head(line: AccountLine) -> dict[str, Any]:
    return {"date": line.entry_on, "number": line.label, "paper_date": line.document_on, "text": line.text}
