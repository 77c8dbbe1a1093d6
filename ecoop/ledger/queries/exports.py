"""Exports: the whole books written for another program, page by page, so that memory stays flat."""

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

import xlsxwriter

from ecoop.ledger.calc import exports
from ecoop.ledger.errors import BooksNotOpen
from ecoop.ledger.queries.balances import list_accounts
from ecoop.ledger.queries.books import find_books
from ecoop.ledger.queries.entries import EntryFacts, walk_journal

# Where people's own words stand among the columns.
_TEXT = exports.COLUMNS.index("text")


def write_export(
    *, org_id: UUID, name: str, form: str, output: Path | None, standard_output: BinaryIO
) -> dict[str, Any]:
    """Write the acting organisation's books to a file, or to standard output.

    Raises: BooksNotOpen
    Queries: 2, and 1 per thousand entries
    """
    if output is None:
        return {"entries": write_books(org_id=org_id, name=name, form=form, file=standard_output)}
    with output.open("wb") as file:
        return {"entries": write_books(org_id=org_id, name=name, form=form, file=file), "file": str(output)}


def write_books(*, org_id: UUID, name: str, form: str, file: BinaryIO) -> int:
    """Write the acting organisation's books into an open file and count the entries.

    Raises: BooksNotOpen
    Queries: 2, and 1 per thousand entries
    """
    books = find_books(org_id=org_id)
    if books is None:
        raise BooksNotOpen()
    # Opening balances stand on the day before the books begin.
    first_on = books.starts_on - timedelta(days=1)
    counted = _Counted(walk_journal(org_id=org_id, from_on=first_on, until_on=date.max))
    if form == "xlsx":
        _write_workbook(org_id=org_id, entries=counted, file=file)
    else:
        file.writelines(
            text.encode() for text in _texts(org_id=org_id, name=name, form=form, starts_on=first_on, entries=counted)
        )
    file.flush()
    return counted.size


class _Counted:
    """Entries that count themselves as they pass."""

    def __init__(self, entries: Iterator[EntryFacts]) -> None:
        self._entries = entries
        self.size = 0

    def __iter__(self) -> Iterator[EntryFacts]:
        for entry in self._entries:
            self.size += 1
            yield entry


def _texts(*, org_id: UUID, name: str, form: str, starts_on: date, entries: _Counted) -> Iterator[str]:
    if form == "csv":
        yield from _csv_lines(entries)
        return
    accounts = [account for account in list_accounts(org_id=org_id) if account.is_postable]
    names = {account.code: exports.account_name(code=account.code, kind=account.type) for account in accounts}
    if form == "beancount":
        yield from exports.beancount_head(title=name, names=names, starts_on=starts_on)
        yield from (exports.beancount_entry(entry=entry, names=names) for entry in entries)
    else:
        yield from exports.hledger_head(title=name, names=names)
        yield from (exports.hledger_entry(entry=entry, names=names) for entry in entries)


def _csv_lines(entries: _Counted) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(exports.COLUMNS)
    for entry in entries:
        for row in exports.table_rows(entry=entry):
            writer.writerow([exports.harmless_cell(value) if at == _TEXT else value for at, value in enumerate(row)])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def _write_workbook(*, org_id: UUID, entries: _Counted, file: BinaryIO) -> None:
    with xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False}) as book:
        accounts = book.add_worksheet("Accounts")
        for at, account in enumerate(list_accounts(org_id=org_id)):
            accounts.write_row(at, 0, [account.code, account.name_vi, account.name_en, account.type])
        journal = book.add_worksheet("Journal")
        journal.write_row(0, 0, exports.COLUMNS)
        place = 0
        for entry in entries:
            for row in exports.table_rows(entry=entry):
                place += 1
                for column, value in enumerate(row):
                    write = journal.write_string if isinstance(value, str) else journal.write_number
                    write(place, column, value)
