"""When two tellings of money are one transfer: a statement says again what a notice said before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ecoop.payments.calc.drafts import LineDraft
from ecoop.payments.calc.folding import fold
from ecoop.payments.errors import Source

# Banks book what comes on a Friday night on Monday.
DAYS_APART_MAX = 3
# So few letters agree by chance.
_LETTERS_MIN = 6


@dataclass(frozen=True)
class KeptLine:
    """A line that we have, by which ways and from which papers it came."""

    id: UUID
    booked_on: date
    amount_vnd: int
    account: str
    bank_account_id: UUID | None
    reference: str
    text: str
    sources: frozenset[Source]


def find_same(
    *, draft: LineDraft, source: Source, kept: Sequence[KeptLine], days_apart: int = DAYS_APART_MAX
) -> KeptLine | None:
    """Find the kept line that tells of the same transfer, the nearest day first.

    `kept` has no line that the same paper told before: two entries of one statement are two transfers.
    """
    same = [
        each
        for each in kept
        if each.amount_vnd == draft.amount_vnd
        and abs((each.booked_on - draft.booked_on).days) <= days_apart
        and _is_same_account(draft, each)
        and _speaks_of_the_same(draft, source, each)
    ]
    return min(same, key=lambda each: abs((each.booked_on - draft.booked_on).days), default=None)


def _is_same_account(draft: LineDraft, kept: KeptLine) -> bool:
    if draft.bank_account_id and kept.bank_account_id:
        return draft.bank_account_id == kept.bank_account_id
    ours, theirs = fold(draft.account), fold(kept.account)
    return not ours or not theirs or ours == theirs


def _speaks_of_the_same(draft: LineDraft, source: Source, kept: KeptLine) -> bool:
    """Two tellings are one if one names the reference of the other, or on one day one text holds the other.

    References of the same kind of paper tell transfers apart; a provider's and a bank's own may differ for one.
    """
    our_reference, our_text = fold(draft.reference), fold(draft.text)
    their_reference, their_text = fold(kept.reference), fold(kept.text)
    if our_reference and our_reference == their_reference:
        return True
    if _names(our_reference, their_text) or _names(their_reference, our_text):
        return True
    is_another = bool(our_reference and their_reference and source in kept.sources)
    if is_another or draft.booked_on != kept.booked_on:
        return False
    if not our_text or not their_text:
        return True
    return our_text == their_text or _names(our_text, their_text) or _names(their_text, our_text)


def _names(part: str, whole: str) -> bool:
    return len(part) >= _LETTERS_MIN and part in whole
