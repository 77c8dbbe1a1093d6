"""Vouchers on their way in, what each becomes in the books, and what is wrong with one."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ecoop.kernel.dong import Dong, format_dong
from ecoop.ledger.calc import EntryDraft, Posting, postings_by_rule
from ecoop.ledger.errors import AmountIsTooLarge
from ecoop.vouchers.calc.rules import Paper, VoucherRule, check_paper, get_voucher_rule
from ecoop.vouchers.errors import (
    ChoiceIsLeftOut,
    FactIsUnknown,
    NumberIsOurs,
    PartyIsDouble,
    PartyIsMissing,
    TextIsMissing,
    TextIsUnreadable,
    VoucherNeedsAmount,
)

VOUCHER = "vouchers.voucher"
TEXT_MAX, NAME_MAX, PAPERS_MAX, NUMBER_MAX, LINES_MAX = 500, 200, 300, 40, 1000
_AMOUNT_BITS_MAX = 63
_OUR_NUMBER = re.compile(r"\d\d-\d{5,}", re.ASCII)
# Signs that a database or a paper cannot hold.
_UNREADABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True)
class VoucherLineDraft:
    """One happening of a voucher: by which rule, with whom, how much."""

    rule: str
    facts: Mapping[str, str]
    amounts: Mapping[str, Dong]
    text: str = ""
    member_id: UUID | None = None
    counterparty_id: UUID | None = None

    @property
    def party_id(self) -> UUID | None:
        """Give the party that the books shall name."""
        return self.member_id or self.counterparty_id


@dataclass(frozen=True)
class VoucherDraft:
    """A voucher on its way in; `further` are the happenings after the first, as a payroll has them.

    Without a paper the rule chooses it; without a number the next one is given.
    """

    id: UUID
    voucher_on: date
    rule: str
    facts: Mapping[str, str]
    amounts: Mapping[str, Dong]
    text: str
    member_id: UUID | None = None
    counterparty_id: UUID | None = None
    paper: str = ""
    number: str = ""
    person_name: str = ""
    person_address: str = ""
    attached_count: int = 0
    attached_papers: str = ""
    further: tuple[VoucherLineDraft, ...] = ()
    # What the first happening says besides the text of the voucher, as the days of a worker.
    first_text: str = ""
    # The resolution that permits a fund to be used.
    resolution_id: UUID | None = None

    @property
    def party_of_all(self) -> tuple[UUID | None, UUID | None]:
        """Give the member or counterparty with whom all happenings are; nobody if they are with several."""
        parties = {(line.member_id, line.counterparty_id) for line in self.lines}
        return parties.pop() if len(parties) == 1 else (None, None)

    @property
    def lines(self) -> tuple[VoucherLineDraft, ...]:
        """List all happenings."""
        first = VoucherLineDraft(
            self.rule, self.facts, self.amounts, self.first_text, self.member_id, self.counterparty_id
        )
        return (first, *self.further)


@dataclass(frozen=True)
class WrittenVoucher:
    """A draft that may be posted: with its paper, its entry and what it comes to."""

    draft: VoucherDraft
    paper: str
    entry: EntryDraft
    total_vnd: Dong


def write_voucher(
    *, draft: VoucherDraft, rules: Mapping[str, VoucherRule], papers: Mapping[str, Paper], money: Iterable[str]
) -> WrittenVoucher:
    """Check a draft and write what it becomes in the books. `money` names the accounts that hold money.

    Raises: what this module refuses, RuleNeedsFact, RuleNeedsAmount, AmountIsTooLarge
    """
    check_texts(draft=draft)
    rule = get_voucher_rule(rules=rules, name=draft.rule)
    paper = draft.paper or rule.paper_for(facts=draft.facts)
    check_paper(paper=paper, papers=papers)
    postings = tuple(each for line in draft.lines for each in postings_of_line(line=line, draft=draft, rules=rules))
    entry = EntryDraft(VOUCHER, draft.id, draft.voucher_on, draft.voucher_on, draft.text.strip(), postings)
    return WrittenVoucher(draft, paper, entry, total_of(postings=postings, money=frozenset(money)))


def postings_of_line(
    *, line: VoucherLineDraft, draft: VoucherDraft, rules: Mapping[str, VoucherRule]
) -> tuple[Posting, ...]:
    """Turn one happening into postings by its rule.

    Raises: RuleHasItsOwnPage, FactIsUnknown, ChoiceIsLeftOut, VoucherNeedsAmount, PartyIsDouble, PartyIsMissing,
            RuleNeedsFact, RuleNeedsAmount, AmountIsTooLarge
    """
    rule = get_voucher_rule(rules=rules, name=line.rule)
    _check_facts(line, rule)
    _check_amounts(line, rule, draft)
    if line.member_id and line.counterparty_id:
        raise PartyIsDouble()
    if line.party_id is None and rule.needs_party(facts=line.facts):
        raise PartyIsMissing(text=(line.text or draft.text).strip()[:80])
    amounts = {name: amount for name, amount in line.amounts.items() if amount}
    return postings_by_rule(rule=rule.posting, amounts=amounts, facts=line.facts, party_id=line.party_id)


def total_of(*, postings: Sequence[Posting], money: frozenset[str]) -> Dong:
    """Say in one amount what a voucher is about: the money that moved, or else the largest sum on one credit.

    Shape:  money that only changed its place counts once
    """
    sums: dict[tuple[str, str], int] = {}
    for posting in postings:
        for side, account in (("debit", posting.debit), ("credit", posting.credit)):
            sums[(side, account)] = sums.get((side, account), 0) + posting.amount_vnd
    moved = [amount for (_side, account), amount in sums.items() if account in money]
    owed = [amount for (side, _account), amount in sums.items() if side == "credit"]
    return Dong(max(moved or owed, default=0))


def check_texts(*, draft: VoucherDraft) -> None:
    """Refuse texts that say nothing, are too long or cannot be kept, and numbers that ecoop gives itself.

    Raises: TextIsMissing, TextIsUnreadable, NumberIsOurs
    """
    if not draft.text.strip():
        raise TextIsMissing()
    texts = (
        (draft.text, TEXT_MAX),
        (draft.person_name, NAME_MAX),
        (draft.person_address, PAPERS_MAX),
        (draft.attached_papers, PAPERS_MAX),
        (draft.number, NUMBER_MAX),
        *((line.text, TEXT_MAX) for line in draft.lines),
    )
    for text, letters_max in texts:
        if len(text) > letters_max or _UNREADABLE.search(text):
            raise TextIsUnreadable(letters_max=letters_max)
    if not 0 <= draft.attached_count < LINES_MAX or len(draft.further) >= LINES_MAX:
        raise TextIsUnreadable(letters_max=LINES_MAX)
    if _OUR_NUMBER.fullmatch(draft.number):
        raise NumberIsOurs(number=draft.number)


def our_number(*, year: int, serial: int) -> str:
    """Write the number that ecoop gives: the year, and how many there were."""
    return f"{year % 100:02}-{serial:05}"


def _check_facts(line: VoucherLineDraft, rule: VoucherRule) -> None:
    asked = {question.name: question.values for question in rule.questions}
    for name, value in line.facts.items():
        if name not in asked:
            raise FactIsUnknown(rule=rule.name, name=str(name)[:40], asked=", ".join(asked))
        if f"{name}.{value}" in rule.left_out:
            raise ChoiceIsLeftOut(rule=rule.name, choice=str(value)[:40])


def _check_amounts(line: VoucherLineDraft, rule: VoucherRule, draft: VoucherDraft) -> None:
    asked = {amount.name: amount for amount in rule.amounts}
    for name, vnd in line.amounts.items():
        if name not in asked:
            raise FactIsUnknown(rule=rule.name, name=str(name)[:40], asked=", ".join(asked))
        if vnd < 0 or (not vnd and not asked[name].is_optional):
            raise VoucherNeedsAmount(text=draft.text[:80])
        if vnd >> _AMOUNT_BITS_MAX:
            raise AmountIsTooLarge(amount_vnd=format_dong(vnd))
    if not any(line.amounts.values()):
        raise VoucherNeedsAmount(text=draft.text[:80])
