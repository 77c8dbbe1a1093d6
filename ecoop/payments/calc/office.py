"""Which voucher, debt, fee or promise of a cooperative a bank line is about: what agrees, and what is sure."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from ecoop.payments.calc.folding import fold
from ecoop.payments.calc.matching import (
    NAME_LETTERS_MIN,
    Candidate,
    Line,
    Payable,
    Reason,
    agrees_on_day,
    compare_amounts,
    fits,
    pays_of,
)

# What a line settles in the name of a party is told by the rule that books it, a fee and a promise by their own.
OPEN, FEE_DUE, PROMISE = "payments.open.", "members.fee-due", "members.promise"
CAME_BACK = "payments.came-back"
# A payment that could not be delivered comes back within weeks.
DAYS_BACK_MAX = 45
_NAME_WORDS_MIN = 2
_WHO = frozenset({Reason.PARTY_NUMBER, Reason.TAX_CODE, Reason.PARTY_ACCOUNT})


@dataclass(frozen=True)
class SettlingRule:
    """A posting rule by which a bank line settles what a party owes or is owed, and on which account that stands."""

    name: str
    is_in: bool
    account: str
    label: str
    # Documents whose debts are paid on pages of their own begin with one of these.
    kinds_with_pages: tuple[str, ...] = ()

    @property
    def document_kind(self) -> str:
        """Say under which kind a choice names the open balance."""
        return OPEN + self.name


@dataclass(frozen=True)
class InOffice:
    """Something of the office that a line may be about, with whom, and what of it stands where."""

    payable: Payable
    party_id: UUID | None = None
    is_in_books: bool = False
    is_taken_back: bool = False
    # Words by which a payer says what the money is for.
    purposes: tuple[str, ...] = ()
    # Shown only: another page records it.
    is_hint: bool = False


def weigh_in_office(
    *, line: Line, thing: InOffice, named: Collection[Reason], before_names: Sequence[str] = ()
) -> Candidate | None:
    """Weigh a line against a voucher in the books, a debt, a fee or a promise; `named` is how its party is named.

    Shape: None where neither the amount nor the party agrees
    """
    payable = thing.payable
    if not fits(line=line, payable=payable):
        return None
    amount = compare_amounts(came_vnd=line.left_vnd, wanted_vnd=payable.open_vnd)
    # A balance has no day of its own.
    day = None if payable.document_kind.startswith(OPEN) else agrees_on_day(line=line, payable=payable)
    who = [*named]
    if Reason.NAME not in who and is_named(line=line, name=payable.party_name, before_names=before_names):
        who.append(Reason.NAME)
    purpose = Reason.PURPOSE if _says(line, thing.purposes) else None
    is_same = amount is Reason.AMOUNT
    if thing.is_in_books:
        if not is_same or (day is None and not thing.is_hint):
            return None
        back = Reason.TAKEN_BACK if thing.is_taken_back else None
        first = Reason.CAME_BACK if thing.is_hint else Reason.IN_BOOKS
        if thing.is_hint and not who:
            return None
        reasons = (first, amount, *who, day, back)
        is_certain = not thing.is_taken_back and not thing.is_hint and _is_whole(line)
        is_certain = is_certain and (bool(who) or line.booked_on == payable.on)
        return Candidate(payable, pays_of(line=line, payable=payable), _kept(reasons), is_certain)
    if not who and not is_same:
        return None
    is_certain = is_same and _is_whole(line) and (bool(_WHO & set(who)) or _is_long_name(payable, who))
    return Candidate(payable, pays_of(line=line, payable=payable), _kept((amount, *who, purpose, day)), is_certain)


def is_named(*, line: Line, name: str, before_names: Sequence[str] = ()) -> bool:
    """Tell whether a name stands in what the bank wrote, with or without what stands before it: Hộ, Hộ kinh doanh."""
    folded = fold(name)
    said = f"{line.folded}|{fold(line.counterparty)}"
    shorter = [folded.removeprefix(fold(each)) for each in sorted(before_names, key=len, reverse=True)]
    names = [each for each in (folded, *shorter) if len(each) >= NAME_LETTERS_MIN]
    return any(each in said for each in names)


def choose_sure(*, lines: Sequence[Line], candidates: Mapping[UUID, Sequence[Candidate]]) -> dict[UUID, Candidate]:
    """Choose for each line the one thing it surely is: what is in the books already first, then one debt.

    Where two lines want one voucher, or one line two debts, a person decides. Nothing is paid beyond what is open.
    """
    claims = Counter(
        (each.payable.document_id, _is_strong(each))
        for line in lines
        for each in candidates.get(line.id, ())
        if Reason.IN_BOOKS in each.reasons
    )
    left: dict[tuple[str, UUID], int] = {}
    chosen: dict[UUID, Candidate] = {}
    for line in lines:
        found = _sure_of(candidates.get(line.id, ()), claims)
        if found is None:
            continue
        key = (found.payable.document_kind, found.payable.document_id)
        rest = left.get(key, found.payable.open_vnd) - found.amount_vnd
        if rest >= 0:
            left[key] = rest
            chosen[line.id] = found
    return chosen


def _sure_of(candidates: Sequence[Candidate], claims: Mapping[tuple[UUID, bool], int]) -> Candidate | None:
    booked = [each for each in candidates if Reason.IN_BOOKS in each.reasons and Reason.TAKEN_BACK not in each.reasons]
    if booked:
        # What may be in the books already is never booked a second time without a person.
        strong = [each for each in booked if _is_strong(each)]
        pool = strong or booked
        found = pool[0] if len(pool) == 1 and pool[0].is_certain else None
        return found if found and _is_claimed_once(found, claims) else None
    certain = [each for each in candidates if each.is_certain]
    meant = [each for each in certain if Reason.PURPOSE in each.reasons]
    pool = meant if len(certain) > 1 and meant else certain
    return pool[0] if len(pool) == 1 else None


def _is_claimed_once(found: Candidate, claims: Mapping[tuple[UUID, bool], int]) -> bool:
    """Tell whether no other line wants the same entry with as much behind it."""
    strong, weak = (claims[(found.payable.document_id, each)] for each in (True, False))
    return strong == 1 if _is_strong(found) else weak == 1 and not strong


def _is_strong(candidate: Candidate) -> bool:
    return bool((_WHO | {Reason.NAME}) & set(candidate.reasons))


def _is_whole(line: Line) -> bool:
    return line.left_vnd == abs(line.amount_vnd)


def _is_long_name(payable: Payable, who: Sequence[Reason]) -> bool:
    return Reason.NAME in who and len(payable.party_name.split()) >= _NAME_WORDS_MIN


def _says(line: Line, words: Sequence[str]) -> bool:
    return any(fold(word) in line.folded for word in words)


def _kept(reasons: Sequence[Reason | None]) -> tuple[Reason, ...]:
    return tuple(each for each in reasons if each)
