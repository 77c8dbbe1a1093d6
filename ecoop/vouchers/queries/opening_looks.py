"""A list of opening balances as it would come into the books: accounts, parties, items, and both sides added up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from ecoop.kernel.dong import Dong
from ecoop.kernel.sheets import Cell
from ecoop.lawbook.calc import Law
from ecoop.ledger.calc.opening_list import OpeningList, OpeningRow, read_opening_list
from ecoop.ledger.calc.openings import Difference, OpeningLine, weigh_openings
from ecoop.ledger.queries import AccountFacts, list_accounts
from ecoop.ledger.queries.openings import AccountProposal, list_proposals
from ecoop.vouchers.calc.counterparties import CounterpartyDraft
from ecoop.vouchers.errors import AccountIsNotChosen, PartyIsUnknown, StockItemUnknown
from ecoop.vouchers.queries.parties import find_party, list_counterparties
from ecoop.vouchers.queries.stock_items import list_stock_items

SAME_CHART = "71"
_ASSET = "asset"


@dataclass(frozen=True)
class PlacedRow:
    """A line of the list with the account that takes it over."""

    row: OpeningRow
    account: AccountFacts | None
    line: OpeningLine | None


@dataclass(frozen=True)
class OpeningLook:
    """A list, ready to be looked at: what each older account becomes, what is wrong, and what both sides come to."""

    found: OpeningList
    proposals: tuple[AccountProposal, ...]
    placed: tuple[PlacedRow, ...]
    difference: Difference
    unknown: tuple[CounterpartyDraft, ...]
    accounts: tuple[AccountFacts, ...]

    @property
    def problems(self) -> tuple[OpeningRow, ...]:
        """List the lines that cannot be taken."""
        return tuple(each.row for each in self.placed if each.row.problem)

    @property
    def lines(self) -> list[OpeningLine]:
        """List the lines as the books would take them."""
        return [each.line for each in self.placed if each.line]

    @property
    def is_ready(self) -> bool:
        """Tell whether it may be recorded."""
        return not self.problems and bool(self.lines) and not self.difference.amount_vnd


def look_at_openings(
    *,
    org_id: UUID,
    rows: Sequence[Sequence[Cell]],
    chart: str,
    take: str,
    choices: Mapping[str, str],
    makes_parties: str,
    law: Law,
) -> OpeningLook:
    """Look at a list: `chart` 71 takes the codes as they are, others are proposed and chosen; `makes_parties` "yes"
    proposes names nobody knows as counterparties.

    Raises:  OpeningsEmpty
    Queries: 6, and 4 for each party named that is no counterparty
    """
    found = read_opening_list(rows=rows, take=take)
    accounts = {account.code: account for account in list_accounts(org_id=org_id)}
    codes = list(dict.fromkeys(row.code for row in found.rows))
    proposals = _propose(org_id, codes, accounts, chart, choices, law)
    parties = _Parties(org_id, makes_parties == "yes")
    items = {item.code: item.id for item in list_stock_items(org_id=org_id)} if _names_items(found) else {}
    placed = [_place(row, accounts.get(proposals[row.code].code), parties, items) for row in found.rows]
    single = frozenset(account.code for account in accounts.values() if account.type == "off_balance")
    lines = [each.line for each in placed if each.line]
    return OpeningLook(
        found,
        tuple(proposals[code] for code in codes),
        tuple(placed),
        weigh_openings(lines=lines, single_entry=single),
        tuple(parties.unknown.values()),
        tuple(account for account in accounts.values() if (account.is_postable and account.normal != "both")
              or account.code in {each.code for each in proposals.values()}),
    )  # fmt: skip


def _propose(
    org_id: UUID,
    codes: Sequence[str],
    accounts: Mapping[str, AccountFacts],
    chart: str,
    choices: Mapping[str, str],
    law: Law,
) -> dict[str, AccountProposal]:
    if chart == SAME_CHART:
        proposed = {
            code: AccountProposal(code, code if code in accounts and accounts[code].is_postable else "", "", "V")
            for code in codes
        }
    else:
        proposed = list_proposals(org_id=org_id, old_codes=codes, law=law)
    chosen = {code: to for code, to in choices.items() if to in accounts and accounts[to].is_postable}
    return {code: replace(each, code=chosen.get(code, each.code)) for code, each in proposed.items()}


class _Parties:
    """Finds whom a line names, once per name; collects the names nobody knows."""

    def __init__(self, org_id: UUID, makes_new: bool) -> None:
        self._org_id, self._makes_new = org_id, makes_new
        self._known: dict[str, UUID] | None = None
        self.unknown: dict[str, CounterpartyDraft] = {}

    def find(self, words: str, *, kind: str) -> UUID:
        """Find a party by its code, tax code, name or member's number."""
        if self._known is None:
            rows = [each for each in list_counterparties(org_id=self._org_id) if not each.is_retired]
            self._known = {said.casefold(): each.id for each in rows for said in (each.name, each.tax_code, each.code)}
            self._known.pop("", None)
        key = words.casefold()
        if key not in self._known:
            found = find_party(org_id=self._org_id, words=words)
            if found is None and not self._makes_new:
                raise PartyIsUnknown(party=words)
            if found is None:
                # The same name again is the same counterparty, in this list and in the next.
                draft = CounterpartyDraft(uuid5(self._org_id, f"opening\x1f{key}"), words, kind)
                self.unknown[key] = draft
            self._known[key] = (found.member_id or found.counterparty_id or draft.id) if found else draft.id
        return self._known[key]


def _place(row: OpeningRow, account: AccountFacts | None, parties: _Parties, items: Mapping[str, UUID]) -> PlacedRow:
    if row.problem:
        return PlacedRow(row, account, None)
    if account is None:
        return PlacedRow(replace(row, problem=AccountIsNotChosen(account=row.code)), None, None)
    if row.item and row.item not in items:
        return PlacedRow(replace(row, problem=StockItemUnknown(item=row.item)), account, None)
    try:
        kind = "customer" if account.type == _ASSET else "supplier"
        party_id = parties.find(row.party, kind=kind) if row.party else None
    except PartyIsUnknown as refusal:
        return PlacedRow(replace(row, problem=refusal), account, None)
    line = OpeningLine(account.code, row.debit_vnd, row.credit_vnd, party_id, items.get(row.item), row.quantity or None)
    return PlacedRow(row, account, line)


def _names_items(found: OpeningList) -> bool:
    return any(row.item for row in found.rows)


def sum_sides(*, lines: Sequence[OpeningLine]) -> tuple[Dong, Dong]:
    """Add up both sides of some lines.

    Queries: 0
    """
    return Dong(sum(line.debit_vnd for line in lines)), Dong(sum(line.credit_vnd for line in lines))
