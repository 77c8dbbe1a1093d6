"""The opening balances that stand in the books, and which older accounts they came from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.lawbook.calc import Law
from ecoop.ledger.calc.openings import DOCUMENT_KIND, OpeningLine
from ecoop.ledger.errors import BooksNotOpen
from ecoop.ledger.models import AccountChoice, Entry
from ecoop.ledger.queries.balances import list_accounts
from ecoop.ledger.queries.books import find_books
from ecoop.ledger.queries.entries import EntryFacts, walk_journal


@dataclass(frozen=True)
class AccountProposal:
    """What becomes of an account of the older chart: the account that takes it over, or a question."""

    old_code: str
    code: str
    note: str
    mark: str


def get_opening_day(*, org_id: UUID) -> date:
    """Get the day on which opening balances stand: the day before the books begin.

    Raises: BooksNotOpen
    Queries: 1
    """
    books = find_books(org_id=org_id)
    if books is None:
        raise BooksNotOpen()
    return books.starts_on - timedelta(days=1)


def list_opening_entries(*, org_id: UUID, on: date) -> list[EntryFacts]:
    """List the entries of the opening balances that stand, those taken back left out.

    Queries: 2, and 1 more per thousand entries
    """
    openings = [
        entry for entry in walk_journal(org_id=org_id, from_on=on, until_on=on) if entry.document_kind == DOCUMENT_KIND
    ]
    # A red entry may stand on any later day; red entries are few and have an index of their own.
    red = set(Entry.objects.filter(org_id=org_id, kind="red").values_list("corrects_id", flat=True))
    return [entry for entry in openings if entry.entry_id not in red]


def list_opening_lines(*, org_id: UUID, on: date) -> list[OpeningLine]:
    """List the opening balances that stand, line by line, by account.

    Queries: 3, and 1 more per thousand entries
    """
    counterpart = get_counterpart(org_id=org_id)
    lines = []
    for entry in list_opening_entries(org_id=org_id, on=on):
        for each in entry.postings:
            is_debit = each.credit == counterpart
            amounts = (each.amount_vnd, Dong(0)) if is_debit else (Dong(0), each.amount_vnd)
            account = each.debit if is_debit else each.credit
            quantity = None if each.quantity is None else abs(each.quantity)
            lines.append(OpeningLine(account, *amounts, each.party_id, each.item_id, quantity))
    return sorted(lines, key=lambda line: line.account)


def get_counterpart(*, org_id: UUID) -> str:
    """Get the account that is the other side of single entries, as the chart of the books names it.

    Raises: BooksNotOpen
    Queries: 1
    """
    for account in list_accounts(org_id=org_id):
        if account.type == "off_balance" and account.normal == "both":
            return account.code
    raise BooksNotOpen()


def list_proposals(*, org_id: UUID, old_codes: Iterable[str], law: Law) -> dict[str, AccountProposal]:
    """Propose for accounts of the older chart the account that takes each over; an empty code is a question.

    What was chosen before comes first, then what the table of the change of charts says, then an account of the same
    code; nothing is guessed from parts of a code.

    Queries: 2
    """
    codes = set(old_codes)
    rows = AccountChoice.objects.filter(org_id=org_id, old_code__in=codes).order_by("id")
    chosen = {row.old_code: row.code for row in rows}
    known = {row["old_code"]: row for row in law.table("charts/cooperative-from-24-2017")}
    postable = {account.code for account in list_accounts(org_id=org_id) if account.is_postable}
    return {code: _propose(code, chosen=chosen, known=known, postable=postable) for code in codes}


def _propose(
    code: str, *, chosen: dict[str, str], known: dict[str, dict[str, str]], postable: set[str]
) -> AccountProposal:
    if chosen.get(code) in postable:
        return AccountProposal(code, chosen[code], "", "chosen")
    if code in known:
        row = known[code]
        proposed = row["code"] if row["code"] in postable else ""
        return AccountProposal(code, proposed, row["note_vi"], row["mark"])
    return AccountProposal(code, code if code in postable else "", "", "U")
