"""Reads of what a bank line of a cooperative may be about: what is in the books, debts by party, fees, promises."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.queries.rules import get_posting_rule
from ecoop.members.calc import MONEY
from ecoop.members.queries import list_fees
from ecoop.members.queries.commitments import CommitmentLine, list_commitments
from ecoop.payments.calc.matching import DAYS_APART_MAX, Candidate, Line, Payable
from ecoop.payments.calc.office import (
    CAME_BACK,
    DAYS_BACK_MAX,
    FEE_DUE,
    OPEN,
    PROMISE,
    InOffice,
    SettlingRule,
    choose_sure,
    weigh_in_office,
)
from ecoop.payments.queries.entries import (
    COOPERATIVE,
    BankEntry,
    find_bank_codes,
    list_bank_entries,
    read_text,
)
from ecoop.payments.queries.lines import sum_matched
from ecoop.payments.queries.named import Named, list_named
from ecoop.vouchers.queries import name_parties

CANDIDATES_MAX = 20
BANK = {"means": "bank"}


@dataclass(frozen=True)
class Words:
    """The words of the law book's table that say what money is for and how members are numbered and named."""

    fee: tuple[str, ...]
    capital: tuple[str, ...]
    number: frozenset[str]
    before_name: tuple[str, ...]


def list_proposals(
    *, org_id: UUID, lines: Sequence[Line], rivals: Sequence[Line] = ()
) -> tuple[dict[UUID, list[Candidate]], dict[UUID, Candidate]]:
    """List what each of some lines may be about, what speaks most for it first, and what is sure among it.

    `rivals` are lines of other pages that may be about the same: they make it unsure, and get nothing themselves.

    Law:     payments/settling-rules, payments/purpose-words
    Queries: about 20 for any number of lines
    """
    lines = [line for line in lines if line.left_vnd > 0]
    if not lines:
        return {}, {}
    wanted = {line.id for line in lines}
    lines = [*lines, *rivals]
    on = max(line.booked_on for line in lines)
    words = read_words(on=on)
    named = list_named(org_id=org_id, lines=lines, before_numbers=words.number, before_names=words.before_name)
    things = _things(org_id, lines, named, words, on)
    by_amount: dict[int, list[InOffice]] = defaultdict(list)
    by_party: dict[UUID | None, list[InOffice]] = defaultdict(list)
    for thing in things:
        by_amount[thing.payable.open_vnd].append(thing)
        by_party[thing.party_id].append(thing)
    found: dict[UUID, list[Candidate]] = {}
    for line in lines:
        near = [*by_amount[line.left_vnd], *(each for party in named.by_line[line.id] for each in by_party[party])]
        weighed = [
            weigh_in_office(
                line=line,
                thing=each,
                named=named.of(line_id=line.id, party_id=each.party_id),
                before_names=words.before_name,
            )
            for each in {(each.payable.document_kind, each.payable.document_id): each for each in near}.values()
        ]
        kept = [each for each in weighed if each is not None]
        kept.sort(key=lambda each: (-each.weight, each.payable.on, each.payable.document_id))
        found[line.id] = kept[:CANDIDATES_MAX]
    sure = choose_sure(lines=lines, candidates=found)
    return found, {line_id: each for line_id, each in sure.items() if line_id in wanted}


def find_in_office(*, org_id: UUID, line: Line, document_kind: str, document_id: UUID) -> Candidate | None:
    """Find what a person chose for a line, weighed; None if nothing of it is open or it goes the other way.

    Queries: about 12
    """
    on = line.booked_on
    words = read_words(on=on)
    thing = _find_thing(org_id, line, document_kind, document_id, words)
    if thing is None or thing.payable.is_in != (line.amount_vnd > 0) or thing.payable.open_vnd <= 0:
        return None
    named = list_named(org_id=org_id, lines=[line], before_numbers=words.number, before_names=words.before_name)
    weighed = weigh_in_office(
        line=line, thing=thing, named=named.of(line_id=line.id, party_id=thing.party_id), before_names=words.before_name
    )
    amount = Dong(min(line.left_vnd, thing.payable.open_vnd))
    return weighed or Candidate(thing.payable, amount, ())


def list_settling_rules(*, on: date) -> list[SettlingRule]:
    """List the posting rules by which bank lines settle what parties owe and are owed.

    Law:     payments/settling-rules, posting-rules/cooperative
    Queries: 0
    """
    law = lawbook.on(on)
    rules = []
    for row in law.table("payments/settling-rules"):
        rule = get_posting_rule(regime=COOPERATIVE, rule=row["rule"], law=law)
        is_in = row["way"] == "in"
        against = rule.lines[0].credit if is_in else rule.lines[0].debit
        label = f"{rule.label_vi}"
        rules.append(
            SettlingRule(row["rule"], is_in, against.pick(facts=BANK), label, tuple(row["kinds_with_pages"].split()))
        )
    return rules


def read_words(*, on: date) -> Words:
    """Read the words by which payers say what money is for.

    Law:     payments/purpose-words
    Queries: 0
    """
    said: dict[str, list[str]] = defaultdict(list)
    for row in lawbook.on(on).table("payments/purpose-words"):
        said[row["what"]].append(row["word"])
    last = frozenset(word.split()[-1] for word in said["number"])
    return Words(tuple(said["fee"]), tuple(said["capital"]), last, tuple(said["before_name"]))


def _things(org_id: UUID, lines: Sequence[Line], named: Named, words: Words, on: date) -> list[InOffice]:
    amounts = {int(line.left_vnd) for line in lines}
    first = min(line.booked_on for line in lines)
    entries = _entries(org_id, amounts, first - timedelta(days=DAYS_BACK_MAX), on + timedelta(days=DAYS_APART_MAX), on)
    people = named.member_ids
    return [
        *_in_books(org_id, entries),
        *_debts(org_id, amounts, named.party_ids, on),
        *(_fees(org_id, people, words) if people else ()),
        *(_promises(org_id, people, words, on) if people else ()),
    ]


def _find_thing(org_id: UUID, line: Line, document_kind: str, document_id: UUID, words: Words) -> InOffice | None:
    if document_kind.startswith(OPEN):
        found: Iterable[InOffice] = _debts(org_id, (), [document_id], line.booked_on)
    elif document_kind == FEE_DUE:
        found = _fees(org_id, None, words, fee_ids=[document_id])
    elif document_kind == PROMISE:
        found = _promises(org_id, [document_id], words, line.booked_on)
    else:
        apart = timedelta(days=DAYS_BACK_MAX)
        entries = _entries(
            org_id, None, line.booked_on - apart, line.booked_on + apart, line.booked_on, document_id=document_id
        )
        found = (each for each in _in_books(org_id, entries) if not each.is_hint)
    wanted = (document_kind, document_id)
    is_in = line.amount_vnd > 0
    fitting = (each for each in found if (each.payable.document_kind, each.payable.document_id) == wanted)
    return next((each for each in fitting if each.payable.is_in == is_in), None)


def _entries(
    org_id: UUID,
    amounts: Collection[int] | None,
    starts_on: date,
    ends_on: date,
    on: date,
    document_id: UUID | None = None,
) -> list[BankEntry]:
    bank = find_bank_codes(org_id=org_id, on=on)
    if bank is None:
        return []
    span = {"starts_on": starts_on, "ends_on": ends_on}
    return list_bank_entries(org_id=org_id, codes=bank[1], amounts=amounts, document_id=document_id, **span)


def _in_books(org_id: UUID, entries: Sequence[BankEntry]) -> list[InOffice]:
    """Give the entries that no line has claimed yet, and of what went out, what might come back."""
    matched = sum_matched(org_id=org_id, document_ids=[each.document_id for each in entries])
    names = name_parties(org_id=org_id, ids={each.party_id for each in entries if each.party_id})
    things = []
    for entry in entries:
        open_vnd = Dong(abs(entry.moved_vnd) - matched.get(entry.document_id, 0))
        name = names.get(entry.party_id, "") if entry.party_id else ""
        payable = Payable(
            entry.document_kind,
            entry.document_id,
            entry.entry_on,
            open_vnd,
            is_in=entry.moved_vnd > 0,
            is_debt=False,
            party_name=name,
            text=f"{entry.label} {entry.text}",
        )
        is_back = entry.is_red or entry.is_taken_back
        things.append(InOffice(payable, entry.party_id, is_in_books=True, is_taken_back=is_back))
        if entry.moved_vnd < 0 and not is_back:
            back = Payable(
                CAME_BACK,
                entry.document_id,
                entry.entry_on,
                Dong(-entry.moved_vnd),
                is_in=True,
                is_debt=False,
                rule=entry.document_kind,
                party_name=name,
                text=payable.text,
            )
            things.append(InOffice(back, entry.party_id, is_in_books=True, is_hint=True))
    return [each for each in things if each.payable.open_vnd > 0]


def _debts(org_id: UUID, amounts: Collection[int], party_ids: Collection[UUID], on: date) -> list[InOffice]:
    rules = list_settling_rules(on=on)
    wanted: dict[str, Any] = {
        "org_id": org_id,
        "codes": [rule.account for rule in rules],
        "own_kinds": [" ".join(rule.kinds_with_pages) for rule in rules],
        "amounts": list(amounts),
        "party_ids": list(party_ids),
    }
    with connection.cursor() as cursor:
        cursor.execute(read_text(name="open_of_parties"), wanted)
        rows: list[tuple[str, UUID, int]] = cursor.fetchall()
    names = name_parties(org_id=org_id, ids={party_id for _code, party_id, _open in rows})
    by_account: Mapping[str, SettlingRule] = {rule.account: rule for rule in rules}
    return [
        InOffice(_debt(by_account[code], party_id, names.get(party_id, ""), open_vnd, on), party_id)
        for code, party_id, open_vnd in rows
        # What a customer paid ahead is no debt that a payment could settle.
        if (open_vnd > 0) == by_account[code].is_in
    ]


def _debt(rule: SettlingRule, party_id: UUID, name: str, open_vnd: int, on: date) -> Payable:
    return Payable(
        rule.document_kind,
        party_id,
        on,
        Dong(abs(open_vnd)),
        is_in=rule.is_in,
        is_debt=True,
        rule=rule.name,
        party_name=name,
        text=_("{rule} (account {account})").format(rule=rule.label, account=rule.account),
    )


def _fees(
    org_id: UUID, member_ids: Collection[UUID] | None, words: Words, fee_ids: Collection[UUID] | None = None
) -> list[InOffice]:
    fees = list_fees(org_id=org_id, member_ids=member_ids, fee_ids=fee_ids)
    return [
        InOffice(
            Payable(
                FEE_DUE,
                fee.id,
                fee.due_on,
                fee.open_vnd,
                is_in=True,
                is_debt=True,
                party_name=fee.name,
                text=_("Fee of {year}: {number} {name}").format(year=fee.year, number=fee.number, name=fee.name),
            ),
            fee.member_id,
            purposes=words.fee,
        )
        for fee in fees
        if fee.open_vnd
    ]


def _promises(org_id: UUID, member_ids: Collection[UUID], words: Words, on: date) -> list[InOffice]:
    """Give the capital that members promised in money and have not paid, all promises of a member together."""
    lines: dict[UUID, list[CommitmentLine]] = defaultdict(list)
    for line in list_commitments(org_id=org_id, day=on, ids=member_ids, paid_until_on=date.max):
        if line.means in {each.value for each in MONEY} and line.settled.unpaid_vnd:
            lines[line.member_id].append(line)
    names = name_parties(org_id=org_id, ids=lines)
    return [
        InOffice(
            Payable(
                PROMISE,
                member_id,
                min(each.settled.commitment.due_on for each in found),
                Dong(sum(each.settled.unpaid_vnd for each in found)),
                is_in=True,
                is_debt=True,
                party_name=names.get(member_id, ""),
                text=_("Promised capital"),
            ),
            member_id,
            purposes=words.capital,
        )
        for member_id, found in lines.items()
    ]
