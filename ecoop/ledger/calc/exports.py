"""The books as other programs read them: beancount, hledger, rows of a table."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ecoop.ledger.calc.drafts import Posting

# An entry with its label and postings: queries.EntryFacts, which stands above this module.
EntryLike = Any
FORMATS = ("beancount", "hledger", "csv", "xlsx")
COLUMNS = (
    "entry", "kind", "document_kind", "document_id", "document_on", "entry_on", "text", "line", "debit", "credit",
    "amount_vnd", "party_id", "item_id", "side", "quantity",
)  # fmt: skip
_ROOTS = {
    "asset": "Assets",
    "liability": "Liabilities",
    "equity": "Equity",
    "income": "Income",
    "expense": "Expenses",
    # Single-entry accounts and their counterpart are outside the balance sheet; together they add up to zero.
    "off_balance": "Equity:OffBalance",
}


def account_name(*, code: str, kind: str) -> str:
    """Name an account as plain-text accounting does: Assets:111."""
    return f"{_ROOTS[kind]}:{code}"


def beancount_head(*, title: str, names: Mapping[str, str], starts_on: date) -> Iterator[str]:
    """Write the head of a beancount file: title, currency, and an opening per account."""
    yield f'option "title" {_quote(title)}\noption "operating_currency" "VND"\n\n'
    for name in names.values():
        yield f"{starts_on.isoformat()} open {name} VND\n"


def beancount_entry(*, entry: EntryLike, names: Mapping[str, str]) -> str:
    """Write an entry as a beancount transaction: two lines per posting."""
    head = f"\n{entry.entry_on.isoformat()} * {_quote(entry.text)} ^{entry.label}\n"
    meta = f"  document_kind: {_quote(entry.document_kind)}\n  document_id: {_quote(str(entry.document_id))}\n"
    return head + meta + "".join(_two_lines(posting=posting, names=names) for posting in entry.postings)


def hledger_head(*, title: str, names: Mapping[str, str]) -> Iterator[str]:
    """Write the head of a journal of hledger: title, commodity, accounts."""
    yield f"; {_one_line(title)}\ncommodity 1000. VND\n\n"
    for name in names.values():
        yield f"account {name}\n"


def hledger_entry(*, entry: EntryLike, names: Mapping[str, str]) -> str:
    """Write an entry as a transaction of hledger."""
    text = _one_line(entry.text).replace(";", ",").replace("|", "/")
    lines = "".join(_two_lines(posting=posting, names=names) for posting in entry.postings)
    return f"\n{entry.entry_on.isoformat()} * ({entry.label}) {text}\n{lines}"


def table_rows(*, entry: EntryLike) -> Iterator[tuple[str | int, ...]]:
    """Give an entry's postings as rows of COLUMNS."""
    head = (
        entry.label, entry.kind, entry.document_kind, str(entry.document_id), entry.document_on.isoformat(),
        entry.entry_on.isoformat(), entry.text,
    )  # fmt: skip
    for line, posting in enumerate(entry.postings, 1):
        party, item = str(posting.party_id or ""), str(posting.item_id or "")
        quantity = "" if posting.quantity is None else str(posting.quantity)
        yield (
            *head,
            line,
            posting.debit,
            posting.credit,
            posting.amount_vnd,
            party,
            item,
            posting.side or "",
            quantity,
        )


def harmless_cell(value: str | int) -> str | int:
    """Keep a text from being taken for a formula by a spreadsheet that opens the file."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _two_lines(*, posting: Posting, names: Mapping[str, str]) -> str:
    debit, credit = names[posting.debit], names[posting.credit]
    return f"  {debit}  {posting.amount_vnd} VND\n  {credit}  {-posting.amount_vnd} VND\n"


def _quote(text: str) -> str:
    return '"' + _one_line(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _one_line(text: str) -> str:
    return " ".join(text.split())
