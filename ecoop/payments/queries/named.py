"""Reads of whom bank lines name: members and counterparties, by number, tax code, account or name."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from ecoop.members.queries import map_member_ids
from ecoop.members.queries.by_tax_code import find_members_by_tax_code
from ecoop.members.queries.named import read_named
from ecoop.parties.calc import plain_text
from ecoop.payments.calc.folding import fold
from ecoop.payments.calc.matching import NAME_LETTERS_MIN, Line, Reason
from ecoop.payments.calc.office import is_named
from ecoop.vouchers.queries import list_counterparties

# A number such as TV-0012 or TV0012; what has fewer signs says nothing.
_TOKEN = re.compile(r"[0-9A-Za-z]+(?:[-/.][0-9A-Za-z]+)*", re.ASCII)
_NUMBER_MIN, _BARE_NUMBER_MIN, _TAX_CODE_MIN, _ACCOUNT_MIN = 3, 6, 10, 6
_NAME_WORDS = range(2, 7)


@dataclass(frozen=True)
class Named:
    """Whom the lines name and how, by line and party."""

    by_line: dict[UUID, dict[UUID, set[Reason]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))
    member_ids: set[UUID] = field(default_factory=set)

    def of(self, *, line_id: UUID, party_id: UUID | None) -> frozenset[Reason]:
        """Say how a line names a party."""
        found = self.by_line.get(line_id, {})
        return frozenset(found.get(party_id, ())) if party_id else frozenset()

    @property
    def party_ids(self) -> set[UUID]:
        """Give everybody who is named in some line."""
        return {party for parties in self.by_line.values() for party in parties}


def list_named(
    *, org_id: UUID, lines: Sequence[Line], before_numbers: Collection[str], before_names: Sequence[str]
) -> Named:
    """List whom some lines name.

    `before_numbers` are words before which a short bare number is a member's; `before_names` may stand before names.

    Queries: 5
    """
    named = Named()
    if not lines:
        return named
    tokens = {line.id: set(_tokens(line, before_numbers)) for line in lines}
    _find_members(org_id, lines, tokens, before_names, named)
    _find_counterparties(org_id, lines, tokens, before_names, named)
    return named


def _find_members(
    org_id: UUID, lines: Sequence[Line], tokens: dict[UUID, set[str]], before_names: Sequence[str], named: Named
) -> None:
    everything = {token for each in tokens.values() for token in each}
    numbers = {number.upper(): id_ for number, id_ in map_member_ids(org_id=org_id, numbers=everything).items()}
    digits = {token for token in everything if token.isdigit() and len(token) >= _TAX_CODE_MIN}
    codes = find_members_by_tax_code(org_id=org_id, tax_codes=digits) if digits else {}
    grams = {line.id: set(_grams(line, before_names)) for line in lines}
    people = read_named(org_id=org_id, lines=[("", gram) for gram in {g for each in grams.values() for g in each}])
    for line in lines:
        found = named.by_line[line.id]
        for token in tokens[line.id]:
            for known, reason in ((numbers, Reason.PARTY_NUMBER), (codes, Reason.TAX_CODE)):
                if token in known:
                    found[known[token]].add(reason)
        for gram in grams[line.id]:
            for member_id in people.by_name.get(gram, ()):
                found[member_id].add(Reason.NAME)
        named.member_ids.update(found)


def _find_counterparties(
    org_id: UUID, lines: Sequence[Line], tokens: dict[UUID, set[str]], before_names: Sequence[str], named: Named
) -> None:
    for party in list_counterparties(org_id=org_id):
        if party.is_retired:
            continue
        account, code = fold(party.bank_account), party.code.upper()
        for line in lines:
            reasons = {
                Reason.PARTY_NUMBER: len(code) >= _NUMBER_MIN and code in tokens[line.id],
                Reason.TAX_CODE: len(party.tax_code) >= _TAX_CODE_MIN and fold(party.tax_code) in line.folded,
                Reason.PARTY_ACCOUNT: len(account) >= _ACCOUNT_MIN
                and (account == fold(line.counterparty_account) or account in line.folded),
                Reason.NAME: len(party.name) >= NAME_LETTERS_MIN
                and is_named(line=line, name=party.name, before_names=before_names),
            }
            said = {reason for reason, holds in reasons.items() if holds}
            if said:
                named.by_line[line.id][party.id] |= said


def _words(line: Line) -> str:
    return f"{line.text} {line.counterparty}"


def _tokens(line: Line, before_numbers: Collection[str]) -> Iterator[str]:
    """List what may be a number or a tax code, in capitals; a short number without letters needs its word before it."""
    before = ""
    for found in _TOKEN.finditer(line.text):
        token = found[0].upper()
        for part in {token, *re.split(r"[-/.]", token)}:
            is_bare = part.isdigit() and len(part) < _BARE_NUMBER_MIN
            if len(part) >= _NUMBER_MIN and (not is_bare or (part == token and before.lower() in before_numbers)):
                yield part
        before = plain_text(text=token)


def _grams(line: Line, before_names: Sequence[str]) -> Iterator[str]:
    """List all runs of words that may be a name, without accents, and each as it stands in a register: hộ …."""
    words = plain_text(text=_words(line)).split()
    for start in range(len(words)):
        for count in _NAME_WORDS:
            if start + count <= len(words):
                gram = " ".join(words[start : start + count])
                yield gram
                yield from (f"{each} {gram}" for each in before_names)
