"""Borrowed money lender by lender: what the books say is owed, and when it falls due by the contracts."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from ecoop.kernel.dates import next_month_start
from ecoop.kernel.dong import Dong
from ecoop.lawbook.calc import Law
from ecoop.ledger.queries import get_posting_rule, list_accounts, list_party_turnovers, list_trial_balance
from ecoop.ledger.queries.statements import leaves_of
from ecoop.vouchers.calc.borrowings import Due, Terms, split_by_term
from ecoop.vouchers.models import BorrowingSchedule
from ecoop.vouchers.queries.parties import name_parties
from ecoop.vouchers.queries.rules import REGIME

SHORT_TERM = "cooperative/accounting/short_term_months"
BORROWED_RULE = "loan-received"
DAY = timedelta(days=1)


class Contract(NamedTuple):
    """The schedule of a contract as it was agreed last."""

    paper: str
    dues: tuple[Due, ...]


@dataclass(frozen=True)
class Borrowing:
    """What is owed to one lender, by when it falls due; without a lender, what names nobody."""

    party_id: UUID | None
    name: str
    contracts: tuple[Contract, ...]
    terms: Terms


def get_borrowing_account(*, law: Law) -> str:
    """Get the account of borrowed money, as the posting rule of a loan names it.

    Queries: 0
    """
    return get_posting_rule(regime=REGIME, rule=BORROWED_RULE, law=law).lines[0].credit.fixed


def list_borrowings(*, org_id: UUID, on: date, law: Law) -> list[Borrowing]:
    """List what is owed to lenders at the end of a month, by term; what names nobody comes last.

    Law:     cooperative/accounting/short_term_months
    Shape:   the month of `on` counts as a whole; lenders by name
    Queries: 4 to 6
    """
    codes = leaves_of(list_accounts(org_id=org_id)).get(get_borrowing_account(law=law), ())
    starts_on = on.replace(day=1)
    ends_before = next_month_start(on)
    owed: dict[UUID, int] = defaultdict(int)
    for one in list_party_turnovers(org_id=org_id, codes=codes, starts_on=starts_on, ends_before=ends_before):
        owed[one.party_id] += one.credit_vnd - one.debit_vnd - one.opening_vnd
    lines = list_trial_balance(org_id=org_id, from_on=starts_on, until_on=ends_before - DAY)
    whole_vnd = -sum(line.closing_vnd for line in lines if line.code in codes)
    contracts = list_contracts(org_id=org_id)
    months = law.whole(SHORT_TERM)
    names = name_parties(org_id=org_id, ids={*owed, *contracts})
    found = [
        _borrowing(party_id, names.get(party_id, ""), contracts.get(party_id, ()), owed.get(party_id, 0), on, months)
        for party_id in sorted({*owed, *contracts}, key=lambda each: (names.get(each, ""), str(each)))
    ]
    rest_vnd = whole_vnd - sum(owed.values())
    nobody = [_borrowing(None, "", (), rest_vnd, on, months)] if rest_vnd else []
    return [one for one in (*found, *nobody) if one.terms.total_vnd or one.contracts]


def list_contracts(*, org_id: UUID) -> dict[UUID, tuple[Contract, ...]]:
    """List the contracts with lenders as they were agreed last; ended ones left out.

    Queries: 1
    """
    rows = BorrowingSchedule.objects.filter(org_id=org_id).order_by("party_id", "paper", "-id")
    found: dict[UUID, list[Contract]] = defaultdict(list)
    for row in rows.distinct("party_id", "paper"):
        dues = tuple(Due(date.fromisoformat(day), Dong(vnd)) for day, vnd in row.dues)
        if dues:
            found[row.party_id].append(Contract(row.paper, dues))
    return {party_id: tuple(contracts) for party_id, contracts in found.items()}


def _borrowing(
    party_id: UUID | None, name: str, contracts: tuple[Contract, ...], owed_vnd: int, on: date, months: int
) -> Borrowing:
    dues = [due for contract in contracts for due in contract.dues]
    terms = split_by_term(owed_vnd=Dong(owed_vnd), dues=dues, on=on, months=months)
    return Borrowing(party_id, name, contracts, terms)
