"""What the books say of one party, account by account."""

from dataclasses import dataclass
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.lawbook.calc import Law
from ecoop.ledger.queries import list_accounts
from ecoop.ledger.queries.party_moves import list_moves_of_party


@dataclass(frozen=True)
class BalanceOfParty:
    """What one account says of a party: what was debited, credited, and is left."""

    account: str
    name: str
    debit_vnd: Dong
    credit_vnd: Dong

    @property
    def balance_vnd(self) -> Dong:
        """Give the balance, debit less credit: what they owe us, or we owe them if it is negative."""
        return Dong(self.debit_vnd - self.credit_vnd)


def list_balances_of_party(*, org_id: UUID, party_id: UUID, law: Law) -> list[BalanceOfParty]:
    """List what the books say of a party on the accounts that are kept by party.

    Queries: 2
    """
    kept = tuple(row["account"] for row in law.table("cooperative/accounts-by-party"))
    names = {each.code: each.name for each in list_accounts(org_id=org_id) if each.code.startswith(kept)}
    moved = list_moves_of_party(org_id=org_id, party_id=party_id, codes=list(names))
    return [BalanceOfParty(each.account, names[each.account], each.debit_vnd, each.credit_vnd) for each in moved]
