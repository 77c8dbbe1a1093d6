"""Which document a bank line pays: what agrees, what is certain, and what a person must decide."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.dong import Dong
from ecoop.payments.calc.folding import fold

# Good sense, not law: how long a shown code may be paid, and how far apart the days of one payment may stand.
DAYS_AWAITED_MAX = 90
DAYS_APART_MAX = 7
# Banks cut long texts; fewer letters than these say nothing.
CUT_LETTERS_MIN = 5
NAME_LETTERS_MIN = 4


class Reason(StrEnum):
    """What agrees, or does not, between a bank line and a document."""

    REFERENCE = "reference"
    REFERENCE_CUT = "reference_cut"
    AMOUNT = "amount"
    AMOUNT_LESS = "amount_less"
    AMOUNT_MORE = "amount_more"
    DAY = "day"
    ACCOUNT = "account"
    OTHER_ACCOUNT = "other_account"
    NAME = "name"
    CHOSEN = "chosen"
    PARTY_NUMBER = "party_number"
    TAX_CODE = "tax_code"
    PARTY_ACCOUNT = "party_account"
    PURPOSE = "purpose"
    IN_BOOKS = "in_books"
    TAKEN_BACK = "taken_back"
    CAME_BACK = "came_back"
    RULE = "rule"


REASON_LABELS = {
    Reason.REFERENCE: _("the reference stands in the text"),
    Reason.REFERENCE_CUT: _("the beginning of the reference stands in the text"),
    Reason.AMOUNT: _("the amount is the same"),
    Reason.AMOUNT_LESS: _("less came than is open"),
    Reason.AMOUNT_MORE: _("it is more than what is open"),
    Reason.DAY: _("the days are close"),
    Reason.ACCOUNT: _("it is the same account"),
    Reason.OTHER_ACCOUNT: _("it is another account"),
    Reason.NAME: _("the name stands in the text"),
    Reason.CHOSEN: _("a person chose it"),
    Reason.PARTY_NUMBER: _("their number stands in the text"),
    Reason.TAX_CODE: _("their tax code stands in the text"),
    Reason.PARTY_ACCOUNT: _("it is their bank account"),
    Reason.PURPOSE: _("the words say what it is for"),
    Reason.IN_BOOKS: _("it is in the books already"),
    Reason.TAKEN_BACK: _("a red entry took it back"),
    Reason.CAME_BACK: _("so much went out to them before: it came back"),
    Reason.RULE: _("booked by a posting rule"),
}
_WEIGHTS = {
    Reason.REFERENCE: 100,
    Reason.REFERENCE_CUT: 50,
    Reason.AMOUNT: 30,
    Reason.NAME: 15,
    Reason.DAY: 5,
    Reason.ACCOUNT: 3,
    Reason.OTHER_ACCOUNT: -20,
    Reason.IN_BOOKS: 40,
    Reason.TAKEN_BACK: -60,
    Reason.CAME_BACK: 20,
    Reason.PARTY_NUMBER: 25,
    Reason.TAX_CODE: 25,
    Reason.PARTY_ACCOUNT: 25,
    Reason.PURPOSE: 10,
}


@dataclass(frozen=True)
class Line:
    """A bank line, as far as matching asks: what of it is left, and what it says."""

    id: UUID
    booked_on: date
    amount_vnd: Dong
    left_vnd: Dong
    folded: str
    counterparty: str = ""
    bank_account_id: UUID | None = None
    text: str = ""
    counterparty_account: str = ""


@dataclass(frozen=True)
class Payable:
    """A document that a bank line may pay: a debt, or one that was recorded as paid through the bank."""

    document_kind: str
    document_id: UUID
    on: date
    open_vnd: Dong
    is_in: bool
    is_debt: bool
    rule: str = ""
    party_name: str = ""
    text: str = ""
    bank_account_id: UUID | None = None


@dataclass(frozen=True)
class Asked:
    """A payable for which a payer was shown a reference, and how much was asked."""

    awaited_id: UUID
    payable: Payable
    reference: str
    amount_vnd: Dong
    asked_at: datetime
    bank_account_id: UUID | None = None


@dataclass(frozen=True)
class Candidate:
    """A document that a line may pay, how much of it, and why."""

    payable: Payable
    amount_vnd: Dong
    reasons: tuple[Reason, ...]
    is_certain: bool = False
    awaited_id: UUID | None = None

    @property
    def can_be_chosen(self) -> bool:
        """Tell whether choosing it writes something; what came back is recorded where it went out."""
        return Reason.CAME_BACK not in self.reasons

    @property
    def weight(self) -> int:
        """Say how much speaks for it; a person sees the weightiest first."""
        return sum(_WEIGHTS.get(reason, 0) for reason in self.reasons)

    @property
    def why(self) -> list[str]:
        """Tell the reasons in the reader's language."""
        return [str(REASON_LABELS[reason]) for reason in self.reasons]


def describe_reasons(codes: Iterable[str]) -> list[str]:
    """Tell the reasons of a kept match in the reader's language."""
    known = {str(reason): label for reason, label in REASON_LABELS.items()}
    return [str(known[code]) for code in codes if code in known]


def weigh_asked(*, line: Line, asked: Asked) -> Candidate | None:
    """Weigh a line against what was asked for; certain only where reference and amount are exactly those asked for.

    None where the line does not carry the reference, goes the other way, or comes outside the time.
    """
    payable = asked.payable
    if not fits(line=line, payable=payable) or not _is_in_time(line, asked):
        return None
    heard = hear_reference(reference=asked.reference, folded=line.folded)
    if heard is None:
        return None
    account = _account(line.bank_account_id, asked.bank_account_id or payable.bank_account_id)
    amount = compare_amounts(came_vnd=line.left_vnd, wanted_vnd=asked.amount_vnd)
    reasons = tuple(each for each in (heard, amount, agrees_on_day(line=line, payable=payable), account) if each)
    is_certain = (
        heard is Reason.REFERENCE
        and len(asked.reference) >= CUT_LETTERS_MIN
        and amount is Reason.AMOUNT
        and account is not Reason.OTHER_ACCOUNT
        and line.left_vnd == abs(line.amount_vnd)
        and line.left_vnd <= payable.open_vnd
    )
    return Candidate(payable, pays_of(line=line, payable=payable), reasons, is_certain, asked.awaited_id)


def weigh_payable(*, line: Line, payable: Payable) -> Candidate | None:
    """Weigh a line against a document nobody showed a reference for: by amount, day and name; never certain."""
    if not fits(line=line, payable=payable):
        return None
    amount = compare_amounts(came_vnd=line.left_vnd, wanted_vnd=payable.open_vnd)
    name = _name(line, payable)
    day = agrees_on_day(line=line, payable=payable)
    if amount is not Reason.AMOUNT and not (name and payable.is_debt):
        return None
    if not payable.is_debt and not day:
        return None
    account = _account(line.bank_account_id, payable.bank_account_id)
    reasons = tuple(each for each in (amount, name, day, account) if each)
    return Candidate(payable, pays_of(line=line, payable=payable), reasons)


def choose_certain(*, lines: Sequence[Line], asked: Sequence[tuple[UUID, Asked]]) -> dict[UUID, Candidate]:
    """Choose for each line the one document it certainly pays; where two would do, a person decides.

    `asked` pairs the id of a line with something whose reference may stand in it.

    Shape: no document is paid beyond what is open of it
    """
    by_line: dict[UUID, list[Asked]] = defaultdict(list)
    for line_id, each in asked:
        by_line[line_id].append(each)
    left: dict[UUID, int] = {}
    chosen: dict[UUID, Candidate] = {}
    for line in lines:
        certain = _certain_of(line, by_line.get(line.id, ()), left)
        if len(certain) == 1:
            payable = certain[0].payable
            left[payable.document_id] = left.get(payable.document_id, payable.open_vnd) - certain[0].amount_vnd
            chosen[line.id] = certain[0]
    return chosen


def hear_reference(*, reference: str, folded: str) -> Reason | None:
    """Find a folded reference in a folded text: whole, or cut off where the bank's text ends."""
    if reference in folded:
        return Reason.REFERENCE
    for text in folded.split("|"):
        for letters in range(len(reference) - 1, CUT_LETTERS_MIN - 1, -1):
            if text.endswith(reference[:letters]):
                return Reason.REFERENCE_CUT
    return None


def _certain_of(line: Line, asked: Iterable[Asked], left: Mapping[UUID, int]) -> list[Candidate]:
    weighed = [(each, weigh_asked(line=line, asked=each)) for each in asked]
    certain = [(each, found) for each, found in weighed if found is not None and found.is_certain]
    certain = [
        (each, found)
        for each, found in certain
        if found.amount_vnd <= left.get(found.payable.document_id, found.payable.open_vnd)
    ]
    # EC12 stands in every text in which EC123 stands: the longer one was meant, whatever became of what it asked for.
    heard = {each.reference for each, _found in weighed if each.reference in line.folded}
    certain = [
        (each, found)
        for each, found in certain
        if not any(each.reference in longer != each.reference for longer in heard)
    ]
    # A document asked for twice under one reference is one document.
    return list({found.payable.document_id: found for _, found in certain}.values())


def fits(*, line: Line, payable: Payable) -> bool:
    """Tell whether a line goes the way of a document, with something left of both."""
    return (line.amount_vnd > 0) == payable.is_in and line.left_vnd > 0 and payable.open_vnd > 0


def _is_in_time(line: Line, asked: Asked) -> bool:
    # Banks book late, never early; a clock that is wrong by hours must not lose a payment.
    days = (line.booked_on - vietnam_day(asked.asked_at)).days
    return -1 <= days <= DAYS_AWAITED_MAX


def pays_of(*, line: Line, payable: Payable) -> Dong:
    """Say how much of a document a line may pay."""
    return Dong(min(line.left_vnd, payable.open_vnd))


def compare_amounts(*, came_vnd: int, wanted_vnd: int) -> Reason:
    """Say whether so much came as was wanted, less, or more."""
    if came_vnd == wanted_vnd:
        return Reason.AMOUNT
    return Reason.AMOUNT_LESS if came_vnd < wanted_vnd else Reason.AMOUNT_MORE


def agrees_on_day(*, line: Line, payable: Payable) -> Reason | None:
    """Say whether the day of the bank is close to that of the document."""
    return Reason.DAY if abs((line.booked_on - payable.on).days) <= DAYS_APART_MAX else None


def _account(line_account: UUID | None, wanted_account: UUID | None) -> Reason | None:
    if line_account is None or wanted_account is None:
        return None
    return Reason.ACCOUNT if line_account == wanted_account else Reason.OTHER_ACCOUNT


def _name(line: Line, payable: Payable) -> Reason | None:
    name = fold(payable.party_name)
    said = line.folded + fold(line.counterparty)
    return Reason.NAME if len(name) >= NAME_LETTERS_MIN and name in said else None
