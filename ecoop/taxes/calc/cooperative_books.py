"""The books of a cooperative by Circular 71/2024 as data: which there are, and how each is made from postings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ecoop.kernel.dong import Dong
from ecoop.taxes.calc.books import BookBlock, BookColumn, BookRow, row_of

Layout = Literal["journal", "moves", "account", "party"]
# The form whose columns a layout has; parties stand under the columns of accounts.
FORMS: Mapping[Layout, str] = {"journal": "journal", "moves": "moves", "account": "account", "party": "account"}
MAIN, DETAIL = "main", "detail"
_MAIN_LENGTH = 3


@dataclass(frozen=True)
class CooperativeBook:
    """One book: its code in addresses and on paper, its layout, and the accounts it is about (none: all)."""

    code: str
    form_code: str
    layout: Layout
    accounts: tuple[str, ...]
    part: str
    is_main: bool
    group: str
    label: str

    def holds(self, account: str) -> bool:
        """Say whether an account belongs into the book."""
        return not self.accounts or account.startswith(self.accounts)


@dataclass(frozen=True)
class Moved:
    """What an account or a party had, moved and has: debit less credit, and both turnovers."""

    opening_vnd: Dong
    debit_vnd: Dong
    credit_vnd: Dong

    @property
    def closing_vnd(self) -> Dong:
        """Give what is left at the end."""
        return Dong(self.opening_vnd + self.debit_vnd - self.credit_vnd)

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was there and nothing moved."""
        return not (self.opening_vnd or self.debit_vnd or self.credit_vnd)


def read_cooperative_books(*, rows: Iterable[Mapping[str, Any]], labels: Mapping[str, str]) -> list[CooperativeBook]:
    """Read the table books/cooperative-books; `labels` are the names in the reader's language."""
    return [
        CooperativeBook(
            code=row["code"],
            form_code=row["form_code"],
            layout=row["layout"],
            accounts=tuple(row["accounts"].split()),
            part=row["part"],
            is_main=row["is_main"] == "yes",
            group=row["group"],
            label=labels[row["code"]],
        )
        for row in rows
    ]


def sheet_account(*, book: CooperativeBook, code: str) -> str:
    """Name the account on whose sheet an account stands: its own, or the one of the first level that the book is about.

    Law:    C71 Appendix I: accounts of the first level have three digits
    """
    if book.part == DETAIL:
        return code
    return next((each for each in book.accounts if code.startswith(each)), code[:_MAIN_LENGTH])


def frame_block(*, key: str, moved: Moved, columns: Sequence[BookColumn], words: Mapping[str, str]) -> BookBlock:
    """Put a balance before the lines, the turnover and the balance after them."""
    turnover = row_of(
        columns, kind="sum", text=words["turnover"], in_amount=moved.debit_vnd, out_amount=moved.credit_vnd
    )
    return BookBlock(
        key,
        before=(balance_row(columns=columns, text=words["opening"], balance_vnd=moved.opening_vnd),),
        after=(turnover, balance_row(columns=columns, text=words["closing"], balance_vnd=moved.closing_vnd)),
        has_lines=bool(moved.debit_vnd or moved.credit_vnd),
    )


def balance_row(*, columns: Sequence[BookColumn], text: str, balance_vnd: Dong) -> BookRow:
    """Put a balance on the side where it stands."""
    return row_of(columns, kind="sum", text=text, **sides_of(balance_vnd))


def sides_of(balance_vnd: Dong) -> dict[str, Any]:
    """Give a balance under the names of the columns: debit or credit, never both."""
    return {
        "debit_balance": balance_vnd if balance_vnd > 0 else None,
        "credit_balance": Dong(-balance_vnd) if balance_vnd < 0 else None,
    }
