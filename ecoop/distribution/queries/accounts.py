"""Where members are paid."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ecoop.distribution.models import MemberBankAccount


@dataclass(frozen=True)
class BankAccountFacts:
    """The account of a member that holds on a day."""

    starts_on: date
    bank_bin: str
    bank_name: str
    number: str
    holder: str


def list_bank_accounts(*, org_id: UUID, day: date, ids: Collection[UUID] | None = None) -> dict[UUID, BankAccountFacts]:
    """Give the accounts that hold on a day by member; who has none, or ended it, is left out.

    Queries: 1
    """
    rows = MemberBankAccount.objects.filter(org_id=org_id, starts_on__lte=day)
    if ids is not None:
        rows = rows.filter(member_id__in=list(ids))
    newest = rows.order_by("member_id", "-starts_on", "-recorded_at", "-id").distinct("member_id")
    return {
        row.member_id: BankAccountFacts(row.starts_on, row.bank_bin, row.bank_name, row.number, row.holder)
        for row in newest
        if row.number
    }
