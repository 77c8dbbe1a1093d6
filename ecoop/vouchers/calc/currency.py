"""Foreign money: what an amount is worth on each side, and what a rate at the end of a period makes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from ecoop.kernel.dong import Dong, Rounding, round_dong
from ecoop.ledger.calc import Posting, PostingRule, postings_by_rule
from ecoop.vouchers.calc.stock import ZERO_VND, Pool, price_issue
from ecoop.vouchers.errors import CurrencyIsShort, CurrencySaysNothing

MOVE, REVALUATION = "vouchers.currency-move", "vouchers.currency-revaluation"
MOVED, OPENING, REVALUED = "moved", "opening", "revalued"
HELD = ("cash", "bank")
_LETTERS = 3


class Position(NamedTuple):
    """Where foreign money stands: on which account, in which currency, with whom."""

    account: str
    currency: str
    party_id: UUID | None


@dataclass(frozen=True)
class CurrencyDraft:
    """Something that happened in foreign money; `dong_vnd` is what was paid or got for it in đồng."""

    id: UUID
    moved_on: date
    event: str
    currency: str
    amount: Decimal
    facts: Mapping[str, str]
    text: str
    dong_vnd: Dong = ZERO_VND
    member_id: UUID | None = None
    counterparty_id: UUID | None = None

    @property
    def party_id(self) -> UUID | None:
        """Give the party that the books shall name."""
        return self.member_id or self.counterparty_id


@dataclass(frozen=True)
class CurrencyLine:
    """What a happening did to one position: positive on the debit side, negative on the credit side."""

    position: Position
    amount: Decimal
    amount_vnd: Dong


@dataclass(frozen=True)
class CurrencyWeighed:
    """A happening with its worth on both sides, the positions it moved, and what it becomes in the books."""

    draft: CurrencyDraft
    debit_vnd: Dong
    credit_vnd: Dong
    lines: tuple[CurrencyLine, ...]
    postings: tuple[Posting, ...]


def weigh_currency(
    *,
    draft: CurrencyDraft,
    rule: PostingRule,
    held_rule: PostingRule,
    rate: Decimal,
    pools: Mapping[Position, Pool],
    assets: frozenset[str],
) -> CurrencyWeighed:
    """Weigh what happened: debits at the rate of the day, credits of what we own at their average in the books.

    What we owe grows at the rate of the day. A transfer between our own accounts keeps its worth.

    Law:    Circular 71/2024 Appendix I: principles of foreign currency
    Raises: CurrencySaysNothing, CurrencyIsShort, RuleNeedsFact
    """
    if draft.amount <= 0 or not draft.text.strip():
        raise CurrencySaysNothing()
    probe = postings_by_rule(rule=rule, amounts=_ones(rule), facts=draft.facts)[0]
    debit_kept, credit_kept = (_is_kept(rule, draft, side) for side in ("to", "from"))
    at_rate = round_dong(draft.amount * rate, rule=Rounding.HALF_UP)
    credit = at_rate
    if not credit_kept and draft.dong_vnd:
        credit = draft.dong_vnd
    elif credit_kept and probe.credit in assets:
        credit = _average(pools, Position(probe.credit, draft.currency, _party(draft, "from")), draft.amount)
    debit = at_rate
    if draft.event == MOVED:
        debit = credit
    elif not debit_kept and draft.dong_vnd:
        debit = draft.dong_vnd
    if not debit or not credit:
        raise CurrencySaysNothing()
    lines = []
    if debit_kept:
        lines.append(CurrencyLine(Position(probe.debit, draft.currency, _party(draft, "to")), draft.amount, debit))
    if credit_kept:
        position = Position(probe.credit, draft.currency, _party(draft, "from"))
        lines.append(CurrencyLine(position, -draft.amount, Dong(-credit)))
    postings = _postings(draft, rule, debit, credit) + _held(draft, held_rule, debit, credit)
    return CurrencyWeighed(draft, debit, credit, tuple(lines), postings)


def revaluations(*, pools: Mapping[Position, Pool], rates: Mapping[str, Decimal]) -> list[tuple[Position, Pool, Dong]]:
    """Say by how much each position differs from what it is worth at the rates of a day.

    Shape:  positions that differ, with what they are, and the difference: more is positive
    """
    found = []
    for position, pool in sorted(
        pools.items(), key=lambda each: (each[0].account, each[0].currency, str(each[0].party_id))
    ):
        worth = round_dong(pool.quantity * rates[position.currency], rule=Rounding.HALF_UP)
        if worth != pool.amount_vnd:
            found.append((position, pool, Dong(worth - pool.amount_vnd)))
    return found


def postings_of_revaluation(*, rule: PostingRule, found: Sequence[tuple[Position, Pool, Dong]]) -> tuple[Posting, ...]:
    """Write the differences into other income and other expense, position by position."""
    values = {code: value for line in rule.lines for code, value in _choices(line)}
    postings: list[Posting] = []
    for position, _pool, difference in found:
        amounts = {"up_vnd": Dong(max(difference, 0)), "down_vnd": Dong(max(-difference, 0))}
        postings += postings_by_rule(
            rule=rule, amounts=amounts, facts={"of": values[position.account]}, party_id=position.party_id
        )
    return tuple(postings)


def is_currency(*, code: str) -> bool:
    """Say whether something may be the code of a currency: three capital letters."""
    return len(code) == _LETTERS and code.isascii() and code.isalpha() and code.isupper()


def accounts_of_currency(*, rule: PostingRule) -> frozenset[str]:
    """Name the accounts that foreign money stands on: those that a revaluation brings to the rate."""
    return frozenset(
        code for line in rule.lines for choice in (line.debit, line.credit) for _value, code in choice.by_value
    )


def _average(pools: Mapping[Position, Pool], position: Position, amount: Decimal) -> Dong:
    pool = pools.get(position, Pool())
    if pool.quantity < amount:
        raise CurrencyIsShort(
            currency=position.currency, account=position.account, missing=format(amount - pool.quantity, "f")
        )
    return price_issue(pool=pool, quantity=amount)


def _is_kept(rule: PostingRule, draft: CurrencyDraft, side: str) -> bool:
    """Tell whether a side of a happening is an account of foreign money: one that the currency rules revalue."""
    choice = rule.lines[0].debit if side == "to" else rule.lines[0].credit
    if choice.fact not in ("to", "from", "supplier", "loan"):
        return False
    return not draft.facts.get(choice.fact, "").startswith("dong")


def _party(draft: CurrencyDraft, side: str) -> UUID | None:
    """Name the party of a side; money in our own box or bank is with nobody."""
    return None if draft.facts.get(side) in HELD else draft.party_id


def _postings(draft: CurrencyDraft, rule: PostingRule, debit: Dong, credit: Dong) -> tuple[Posting, ...]:
    amounts = {
        "amount_vnd": min(debit, credit),
        "gain_vnd": Dong(max(debit - credit, 0)),
        "loss_vnd": Dong(max(credit - debit, 0)),
    }
    return postings_by_rule(rule=rule, amounts=amounts, facts=draft.facts, party_id=draft.party_id)


def _held(draft: CurrencyDraft, rule: PostingRule, debit: Dong, credit: Dong) -> tuple[Posting, ...]:
    """Keep what we hold in view off the balance, with its amount in its own currency."""
    if draft.event == MOVED:
        return ()
    amounts = {
        "in_vnd": debit if draft.facts.get("to") in HELD else Dong(0),
        "out_vnd": credit if draft.facts.get("from") in HELD else Dong(0),
    }
    return tuple(
        each._replace(quantity=draft.amount) for each in postings_by_rule(rule=rule, amounts=amounts, facts={})
    )


def _ones(rule: PostingRule) -> dict[str, Dong]:
    return {line.amount: Dong(1) for line in rule.lines}


def _choices(line: object) -> list[tuple[str, str]]:
    return [(code, value) for choice in (line.debit, line.credit) for value, code in choice.by_value]  # type: ignore[attr-defined]
