"""The books of a cooperative: what stands around the lines, from the balances of its accounts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Citation
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.calc import Law, in_words
from ecoop.ledger.queries import (
    AccountFacts,
    PartyTurnover,
    list_accounts,
    list_party_turnovers,
    list_trial_balance,
)
from ecoop.taxes.calc.books import (
    Book,
    BookBlock,
    BookColumn,
    BookHead,
    BookItem,
    BookPeriod,
    BookSheet,
    SheetWanted,
    row_of,
)
from ecoop.taxes.calc.cooperative_books import (
    FORMS,
    CooperativeBook,
    Moved,
    frame_block,
    read_cooperative_books,
    sheet_account,
)
from ecoop.taxes.errors import BookNotFound
from ecoop.vouchers.queries.parties import name_parties

BOOKS = "books/cooperative-books"
_WORDS, _HOUSEHOLD_WORDS = "books/cooperative-words", "books/words"
EQUITY_CODE = "cooperative/accounting/equity_book_code"
_EQUITY_BOOK = "s34"
OFF_BALANCE = "off_balance"
NOBODY = UUID(int=0)


@dataclass(frozen=True)
class BookShelf:
    """Books that belong together, under their name."""

    label: str
    books: tuple[CooperativeBook, ...]


def list_shelves(*, law: Law) -> list[BookShelf]:
    """List the books of a cooperative, shelf by shelf.

    Law:     books/cooperative-books, cooperative/accounting/equity_book_code
    Queries: 0
    """
    words, books = words_of(law=law), list_cooperative_books(law=law)
    groups = dict.fromkeys(book.group for book in books)
    return [
        BookShelf(words[f"group_{group}"], tuple(book for book in books if book.group == group)) for group in groups
    ]


def list_cooperative_books(*, law: Law) -> list[CooperativeBook]:
    """List the books of a cooperative in the order of their codes.

    Queries: 0
    """
    rows = law.table(BOOKS)
    books = read_cooperative_books(rows=rows, labels={row["code"]: in_words(row, name="label") for row in rows})
    # The circular itself calls the book of equity by two codes.
    code = law.switch(EQUITY_CODE)
    return [_recoded(book, code) if book.code == _EQUITY_BOOK else book for book in books]


def _recoded(book: CooperativeBook, form_code: str) -> CooperativeBook:
    return CooperativeBook(**{**vars(book), "form_code": form_code})


def words_of(*, law: Law) -> dict[str, str]:
    """Give the words that stand on the books of a cooperative.

    Queries: 0
    """
    return {
        row["code"]: in_words(row, name="label") for table in (_HOUSEHOLD_WORDS, _WORDS) for row in law.table(table)
    }


def find_cooperative_book(*, law: Law, code: str) -> CooperativeBook:
    """Find a book by its code.

    Raises:  BookNotFound
    Queries: 0
    """
    found = next((book for book in list_cooperative_books(law=law) if book.code == code), None)
    if found is None:
        raise BookNotFound(code=code)
    return found


def get_cooperative_book(
    *,
    org_id: UUID,
    code: str,
    period: BookPeriod,
    words: Mapping[str, str],
    head: BookHead,
    wanted: SheetWanted | None = None,
) -> Book:
    """Build a book of a period, without its lines: those are listed or walked block by block.

    Of a book with many sheets only the one that is wanted is framed; without such a wish, all are.

    Law:     C71 Appendix III
    Raises:  BookNotFound
    Queries: 4 at most
    """
    law = lawbook.on(date(period.year, 12, 31))
    book = find_cooperative_book(law=law, code=code)
    form = law.form(f"books/{FORMS[book.layout]}-htx")
    columns = tuple(_column(each) for each in form["columns"])
    label = {"account": "item_account", "party": "item_party"}.get(book.layout)
    found = _list_items(org_id=org_id, book=book, period=period, words=words) if label else []
    chosen = found if wanted is None else [each for each in found if each.bears(wanted.item)][:1] or found[:1]
    sheets = [_frame(each, columns, words) for each in chosen]
    return Book(
        code=book.code,
        form_code=book.form_code,
        title=book.label,
        period=period,
        head=head,
        words={**words, "place_of_business": "", "item": words[label] if label else ""},
        columns=columns,
        sheets=tuple(sheets if label else [_whole(org_id, book, period, columns, words)]),
        law=Citation(form["source"]["document"], form["source"]["article"]),
        is_by_item=label is not None,
        items=wanted.name_items(BookItem(each.key, each.name) for each in found) if wanted else (),
        items_count=len(found),
    )


class _Item(NamedTuple):
    """What an account, or a party on it, had and moved; there are thousands, and few are ever written out."""

    account: str
    party_id: UUID | None
    called: str
    moved: tuple[Dong, Dong, Dong]

    @property
    def key(self) -> str:
        """Name the sheet in addresses."""
        return self.account if self.party_id is None else f"{self.account}.{self.party_id}"

    @property
    def name(self) -> str:
        """Name the sheet on paper."""
        return f"{self.account} {self.called}" if self.party_id is None else f"{self.account} · {self.called}"

    def bears(self, key: str) -> bool:
        """Tell whether the sheet has this key."""
        return key.startswith(self.account) and key == self.key


def _list_items(*, org_id: UUID, book: CooperativeBook, period: BookPeriod, words: Mapping[str, str]) -> list[_Item]:
    """List every account, or every party on an account, that had or moved something."""
    moved = _moved_by_account(org_id, period)
    accounts = {account.code: account for account in list_accounts(org_id=org_id)}
    if book.layout == "account":
        return _account_items(book, accounts, moved)
    return _party_items(org_id, book, period, accounts, moved, words)


def _frame(item: _Item, columns: Sequence[BookColumn], words: Mapping[str, str]) -> BookSheet:
    block = frame_block(key=item.key, moved=Moved(*item.moved), columns=columns, words=words)
    return BookSheet(item.key, item.name, (block,))


def _whole(
    org_id: UUID, book: CooperativeBook, period: BookPeriod, columns: Sequence[BookColumn], words: Mapping[str, str]
) -> BookSheet:
    """Frame a book that is one sheet: the journal, or what moved on one side of some accounts."""
    moved = _moved_by_account(org_id, period)
    accounts = list_accounts(org_id=org_id)
    inside = [each.code for each in accounts if each.type != OFF_BALANCE and book.holds(each.code)]
    debit_vnd = Dong(sum(moved[code].debit_vnd for code in inside if code in moved))
    credit_vnd = Dong(sum(moved[code].credit_vnd for code in inside if code in moved))
    amount_vnd = debit_vnd if book.part == "debit" else credit_vnd
    sums: dict[str, Any] = {"in_amount": debit_vnd, "out_amount": credit_vnd, "amount": amount_vnd}
    total = row_of(columns, kind="sum", text=words["total"], **sums)
    return BookSheet("", "", (BookBlock(book.layout, after=(total,), has_lines=bool(debit_vnd or credit_vnd)),))


def _moved_by_account(org_id: UUID, period: BookPeriod) -> dict[str, Moved]:
    until_on = period.ends_before - timedelta(days=1)
    lines = list_trial_balance(org_id=org_id, from_on=period.starts_on, until_on=until_on)
    return {line.code: Moved(line.opening_vnd, line.debit_vnd, line.credit_vnd) for line in lines}


def _account_items(
    book: CooperativeBook, accounts: Mapping[str, AccountFacts], moved: Mapping[str, Moved]
) -> list[_Item]:
    """Add up the main accounts with all their details, or take each detail."""
    sums: dict[str, Moved] = {}
    for code, one in moved.items():
        if book.holds(code) and not is_counterpart(accounts[code]):
            key = sheet_account(book=book, code=code)
            before = sums.get(key, Moved(Dong(0), Dong(0), Dong(0)))
            sums[key] = Moved(
                Dong(before.opening_vnd + one.opening_vnd),
                Dong(before.debit_vnd + one.debit_vnd),
                Dong(before.credit_vnd + one.credit_vnd),
            )
    kept = [(code, sums[code]) for code in sorted(sums) if not sums[code].is_empty]
    return [
        _Item(code, None, accounts[code].name, (one.opening_vnd, one.debit_vnd, one.credit_vnd)) for code, one in kept
    ]


def is_counterpart(account: AccountFacts) -> bool:
    """Say whether an account is the counterpart of single entries, which stands on no report.

    Queries: 0
    """
    return account.type == OFF_BALANCE and account.normal == "both"


def _party_items(
    org_id: UUID,
    book: CooperativeBook,
    period: BookPeriod,
    accounts: Mapping[str, AccountFacts],
    moved: Mapping[str, Moved],
    words: Mapping[str, str],
) -> list[_Item]:
    """Take each party on each account, by account and name; what names nobody comes first."""
    codes = [code for code, account in accounts.items() if account.is_postable and book.holds(code)]
    turnovers = list_party_turnovers(
        org_id=org_id, codes=codes, starts_on=period.starts_on, ends_before=period.ends_before
    )
    found = [(one.account, one.party_id, one[2:]) for one in turnovers if any(one[2:])]
    rests = ((code, NOBODY, _rest(moved[code], turnovers, code)) for code in codes if code in moved)
    found += [one for one in rests if any(one[2])]
    names = name_parties(org_id=org_id, ids={party_id for _code, party_id, _moved in found if party_id != NOBODY})
    found.sort(key=lambda one: (one[0], names.get(one[1], ""), one[1].int))
    nameless = words["no_party"]
    return [_Item(code, party_id, names.get(party_id, nameless), own) for code, party_id, own in found]


def _rest(whole: Moved, turnovers: Sequence[PartyTurnover], code: str) -> tuple[Dong, Dong, Dong]:
    """Give what an account had and moved besides its parties."""
    named = [one for one in turnovers if one.account == code]
    return (
        Dong(whole.opening_vnd - sum(one.opening_vnd for one in named)),
        Dong(whole.debit_vnd - sum(one.debit_vnd for one in named)),
        Dong(whole.credit_vnd - sum(one.credit_vnd for one in named)),
    )


def _column(column: Mapping[str, Any]) -> BookColumn:
    group = in_words(column, name="group") if "group_vi" in column else ""
    return BookColumn(str(column["code"]), in_words(column, name="label"), group, column["value"])
