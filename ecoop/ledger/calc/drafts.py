"""What goes into the books and what comes back: postings, drafts of entries, and the entries they became.

These are named tuples, because a sale passes through several of them and a province makes thousands a second.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple
from uuid import UUID

from ecoop.kernel.dong import Dong

# What an accountant writes without a document of trade behind it.
ADJUSTMENT = "ledger.adjustment"
EntryKind = Literal["plain", "red", "adjusting"]
Side = Literal["internal", "external"]


class Posting(NamedTuple):
    """An amount moved from one account to another."""

    debit: str
    credit: str
    amount_vnd: Dong
    party_id: UUID | None = None
    item_id: UUID | None = None
    side: Side | None = None
    quantity: Decimal | None = None


class EntryDraft(NamedTuple):
    """A document on its way into the books."""

    document_kind: str
    document_id: UUID
    document_on: date
    entry_on: date
    text: str
    postings: tuple[Posting, ...]
    corrects_id: UUID | None = None
    kind: EntryKind = "plain"


class PostedEntry(NamedTuple):
    """An entry in the books; `was_posted_before` says that the document had been posted already."""

    entry_id: UUID
    year: int
    number: int
    was_posted_before: bool = False

    @property
    def label(self) -> str:
        """Name the entry as people and addresses do: 2026-17."""
        return f"{self.year}-{self.number}"


def reverse(*, postings: Iterable[Posting]) -> tuple[Posting, ...]:
    """Turn postings into the red ones that take them back.

    Shape:  same order, accounts and dimensions; reversed twice is the original
    """
    return tuple(
        posting._replace(
            amount_vnd=Dong(-posting.amount_vnd),
            quantity=None if posting.quantity is None else -posting.quantity,
        )
        for posting in postings
    )


def sum_by_account(*, postings: Iterable[Posting]) -> dict[str, Dong]:
    """Add up debits less credits per account.

    Shape:  one value per account met; the values add up to zero
    """
    sums: dict[str, Dong] = {}
    for posting in postings:
        sums[posting.debit] = Dong(sums.get(posting.debit, 0) + posting.amount_vnd)
        sums[posting.credit] = Dong(sums.get(posting.credit, 0) - posting.amount_vnd)
    return sums
