"""What the books of a day bring to a plan of dissolution: values that the meeting can change before it computes."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from ecoop.assets.calc.words import Kind
from ecoop.assets.queries import AssetLine, list_assets
from ecoop.distribution.queries.dissolution import get_dissolution_rules
from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.queries import list_trial_balance
from ecoop.members.queries import list_holdings
from ecoop.taxes.queries.fund_sources import MONEY, list_fund_accounts, list_fund_sources

_BOOKS = "cooperative/dissolution-books"
_SOURCES = "cooperative/asset-sources"
# Of an undivided asset whose letter nobody wrote down: bought from the fund, or by the State.
_FROM_FUND, _FROM_STATE = "b", "c"
_SETTLED = ("workers", "tax", "debts")


def get_dissolution_of_books(*, org_id: UUID, day: date) -> dict[str, Any]:
    """Get what stands in the books, the register of assets and the register of members at the end of a day.

    Assets stand at book value: what a sale really brings is for the meeting to put in its place.

    Law:     L17 Art. 101; cooperative/dissolution-books
    Shape:   the JSON that `ecoop dissolution compute` reads, and the name of each member
    Queries: 14
    """
    law = lawbook.on(day)
    sums = sum_books(
        balances={line.code: Dong(line.closing_debits_vnd - line.closing_credits_vnd) for line in _lines(org_id, day)},
        rows=law.table(_BOOKS),
    )
    states = {row["source"] for row in law.table(_SOURCES) if row["is_state"] == "yes"}
    undivided = [line for line in list_assets(org_id=org_id, day=day, kind=Kind.UNDIVIDED.value) if not line.is_gone]
    return {
        "on": day.isoformat(),
        "money_vnd": max(0, sums["asset"]),
        "claims": {"costs": 0, **{name: sums[name] for name in _SETTLED}},
        "fund": _fund(org_id, day),
        "assets": [_asset(line, states) for line in undivided],
        "members": [
            {"id": held.number, "name": held.name, "type": held.type.value, "paid_in_vnd": held.held_vnd}
            for held in list_holdings(org_id=org_id, day=day)
            if held.type is not None and held.left_on is None
        ],
    }


def sum_books(*, balances: Mapping[str, Dong], rows: Sequence[Mapping[str, str]]) -> dict[str, Dong]:
    """Sum balances (debit less credit) of accounts into assets and what is owed to whom.

    Queries: 0
    """
    goes = {row["account"]: row["goes"] for row in rows}
    kinds = ("asset", "undivided", "members")
    sums = {**{name: Dong(0) for name in kinds}, **{name: Dong(0) for name in _SETTLED}}
    for code, balance_vnd in balances.items():
        kind = _kind_of(code, goes)
        if kind == "two_sided":
            kind = "asset" if balance_vnd > 0 else "debts"
        if kind in _SETTLED:
            name, amount_vnd = (kind, -balance_vnd) if balance_vnd < 0 else ("asset", balance_vnd)
            sums[name] = Dong(sums[name] + amount_vnd)
        elif kind:
            sums[kind] = Dong(sums[kind] + balance_vnd)
    return sums


def _kind_of(code: str, goes: Mapping[str, str]) -> str:
    fitting = [account for account in goes if code.startswith(account)]
    return goes[max(fitting, key=len)] if fitting else ""


def _lines(org_id: UUID, day: date) -> Sequence[Any]:
    return list_trial_balance(org_id=org_id, from_on=day, until_on=day)


def _fund(org_id: UUID, day: date) -> list[dict[str, Any]]:
    """Give the money of the undivided fund by the sources that the law parts at the end."""
    known = get_dissolution_rules(day=day).fund
    # What of the fund became assets goes with the assets.
    accounts = list_fund_accounts(day=day, kinds=(MONEY,))
    found = list_fund_sources(
        org_id=org_id, starts_on=date(day.year, 1, 1), ends_before=day + timedelta(days=1), accounts=accounts
    )
    return [
        {"source": one.sums.source, "amount_vnd": one.sums.closing_vnd, "name": one.label, "goes_back": False}
        for one in found
        if one.sums.source in known and one.sums.closing_vnd > 0
    ]


def _asset(line: AssetLine, states: set[str]) -> dict[str, Any]:
    is_state = any(source.kind in states for source in line.sources)
    return {
        "id": line.code,
        "name": line.name,
        "kind": line.row.designation or (_FROM_STATE if is_state else _FROM_FUND),
        "value_vnd": line.remaining_vnd,
        "goes_back": False,
    }
