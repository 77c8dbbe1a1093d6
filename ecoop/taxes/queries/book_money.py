"""The book S2e: cash, and each bank account, with what was there before and after."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.taxes.calc.books import BookBlock, BookColumn, BookPeriod, BookSheet, row_of
from ecoop.trade.queries import NO_ACCOUNT, MoneyMoved, list_bank_accounts, sum_money_before, sum_money_moved

CASH, BANK = "cash", "bank"


@dataclass(frozen=True)
class MoneyPot:
    """The cash, or one bank account; no id means every account."""

    means: str
    label: str
    account_id: UUID | None = None

    @property
    def key(self) -> str:
        """Name its block."""
        return self.means if self.account_id is None else f"{self.means}:{self.account_id}"


def frame_money(
    *, org_id: UUID, period: BookPeriod, columns: Sequence[BookColumn], words: Mapping[str, str]
) -> tuple[BookSheet, ...]:
    """Frame the book S2e: one block for the cash, one for each bank account.

    Queries: 11, and 10 for each bank account
    """
    pots = [MoneyPot(CASH, words["cash"]), *_bank_pots(org_id, words)]
    found = [(pot, *_sums(org_id, pot, period)) for pot in pots]
    # Money that names no account has a block only where there is some.
    blocks = [
        _block(pot, opening, moved, columns, words)
        for pot, opening, moved in found
        if pot.account_id != NO_ACCOUNT or opening or moved.in_vnd or moved.out_vnd
    ]
    return (BookSheet("", "", tuple(blocks)),)


def pot_of(key: str) -> MoneyPot:
    """Read the key of a block back.

    Queries: 0
    """
    means, _colon, account = key.partition(":")
    return MoneyPot(means, "", UUID(account) if account else None)


def _bank_pots(org_id: UUID, words: Mapping[str, str]) -> Iterator[MoneyPot]:
    accounts = list_bank_accounts(org_id=org_id)
    if len(accounts) <= 1:
        label = f"{words['bank']}: {accounts[0].bank_name}, {accounts[0].number}" if accounts else words["bank"]
        yield MoneyPot(BANK, label)
        return
    for account in accounts:
        yield MoneyPot(BANK, f"{words['bank']}: {account.bank_name}, {account.number}", account.id)
    yield MoneyPot(BANK, f"{words['bank']}: {words['no_account']}", NO_ACCOUNT)


def _sums(org_id: UUID, pot: MoneyPot, period: BookPeriod) -> tuple[Dong, MoneyMoved]:
    opening = sum_money_before(org_id=org_id, on=period.starts_on, means=pot.means, bank_account_id=pot.account_id)
    moved = sum_money_moved(
        org_id=org_id,
        starts_on=period.starts_on,
        ends_before=period.ends_before,
        means=pot.means,
        bank_account_id=pot.account_id,
    )
    return opening, moved


def _block(
    pot: MoneyPot, opening: Dong, moved: MoneyMoved, columns: Sequence[BookColumn], words: Mapping[str, str]
) -> BookBlock:
    closing = Dong(opening + moved.in_vnd - moved.out_vnd)
    return BookBlock(
        pot.key,
        before=(
            row_of(columns, kind="head", text=pot.label),
            row_of(columns, kind="sum", text=words[f"{pot.means}_opening"], in_amount=opening),
        ),
        after=(
            row_of(columns, kind="sum", text=words[f"{pot.means}_in"], in_amount=moved.in_vnd),
            row_of(columns, kind="sum", text=words[f"{pot.means}_out"], out_amount=moved.out_vnd),
            row_of(columns, kind="sum", text=words[f"{pot.means}_closing"], in_amount=closing),
        ),
    )
