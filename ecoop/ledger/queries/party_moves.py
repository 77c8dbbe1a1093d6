"""What the books say of one party."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from django.db.models import Sum

from ecoop.kernel.dong import Dong
from ecoop.ledger.models import PartyBalance


class MovedForParty(NamedTuple):
    """What was debited and credited on an account in the name of a party."""

    account: str
    debit_vnd: Dong
    credit_vnd: Dong


def list_moves_of_party(*, org_id: UUID, party_id: UUID, codes: Sequence[str]) -> list[MovedForParty]:
    """List what a party moved on some accounts since the books began.

    Queries: 1
    """
    rows = PartyBalance.objects.filter(org_id=org_id, account__in=list(codes), party_id=party_id)
    sums = rows.values_list("account").annotate(debit=Sum("debit_vnd"), credit=Sum("credit_vnd")).order_by("account")
    return [MovedForParty(account, Dong(debit), Dong(credit)) for account, debit, credit in sums]
