"""Opening balances: do they balance, why not, and how they become entries."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Literal
from uuid import UUID, uuid5

from ecoop.kernel.dong import Dong
from ecoop.ledger.calc.drafts import EntryDraft, Posting

DOCUMENT_KIND = "ledger.opening"
# One entry stays readable, and a register of a thousand debtors stays within the lines of an entry.
LINES_OF_AN_ENTRY = 200
ZERO_VND = Dong(0)
_NINES = 9
Suspicion = Literal["wrong-side", "twice-or-missing", "digits-swapped"]


@dataclass(frozen=True)
class OpeningLine:
    """What stood on an account when the books began: of one party, of one item, or of all of it."""

    account: str
    debit_vnd: Dong = ZERO_VND
    credit_vnd: Dong = ZERO_VND
    party_id: UUID | None = None
    item_id: UUID | None = None
    quantity: Decimal | None = None


@dataclass(frozen=True)
class Difference:
    """What debits and credits of opening balances come to, accounts of single entry left out."""

    debits_vnd: Dong
    credits_vnd: Dong

    @property
    def amount_vnd(self) -> Dong:
        """Give by how much the debits are more than the credits."""
        return Dong(self.debits_vnd - self.credits_vnd)


@dataclass(frozen=True)
class Suspect:
    """A line that would explain a difference, and why."""

    line: OpeningLine
    why: Suspicion


def weigh_openings(*, lines: Iterable[OpeningLine], single_entry: frozenset[str]) -> Difference:
    """Add up both sides of opening balances; accounts kept by single entry have only one."""
    kept = [line for line in lines if line.account not in single_entry]
    return Difference(Dong(sum(line.debit_vnd for line in kept)), Dong(sum(line.credit_vnd for line in kept)))


def suspect_lines(*, lines: Iterable[OpeningLine], difference_vnd: Dong) -> list[Suspect]:
    """Find the lines that would explain a difference: half of it on the wrong side, or all of it twice or missing."""
    found = []
    for line in lines:
        amounts = {abs(line.debit_vnd), abs(line.credit_vnd)} - {0}
        if any(2 * amount == abs(difference_vnd) for amount in amounts):
            found.append(Suspect(line, "wrong-side"))
        elif abs(difference_vnd) in amounts:
            found.append(Suspect(line, "twice-or-missing"))
    return found


def is_like_swapped_digits(*, difference_vnd: Dong) -> bool:
    """Say whether a difference looks as if two digits changed places, which always leaves a multiple of nine."""
    digits = sum(int(digit) for digit in str(abs(difference_vnd)))
    return digits > 0 and digits % _NINES == 0


def entries_of_openings(
    *, opening_id: UUID, lines: Sequence[OpeningLine], counterpart: str, on: date, text: str
) -> list[EntryDraft]:
    """Write opening balances as entries: each line against the other side of single entries.

    A balance has no account that it came from; a pair of accounts drawn at random would say that it had. The lines
    balance as a whole, so nothing is left on the counterpart but what accounts of single entry put there.

    Shape:  one entry per account and 200 lines, by code; the same lines give the same documents
    """
    drafts = []
    ordered = sorted(lines, key=lambda line: line.account)
    for account, group in groupby(ordered, key=lambda line: line.account):
        postings = list(_postings(group, counterpart=counterpart))
        for at in range(0, len(postings), LINES_OF_AN_ENTRY):
            part = tuple(postings[at : at + LINES_OF_AN_ENTRY])
            identity = uuid5(opening_id, f"{account}\x1f{at}")
            drafts.append(EntryDraft(DOCUMENT_KIND, identity, on, on, text.format(account=account), part))
    return drafts


def _postings(lines: Iterable[OpeningLine], *, counterpart: str) -> Iterator[Posting]:
    for line in lines:
        # A balance below zero stands on the other side.
        debit = max(line.debit_vnd, 0) + max(-line.credit_vnd, 0)
        credit = max(line.credit_vnd, 0) + max(-line.debit_vnd, 0)
        for amount, to, from_ in ((debit, line.account, counterpart), (credit, counterpart, line.account)):
            if amount:
                yield Posting(to, from_, Dong(amount), line.party_id, line.item_id, None, line.quantity)
