"""What the books say of one party, and of some documents line by line."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Sum

from ecoop.kernel.dong import Dong
from ecoop.kernel.tenancy import read_sql
from ecoop.ledger.calc import Posting
from ecoop.ledger.models import PartyBalance

_POSTINGS = read_sql(__file__, "postings_of_documents.sql")


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


def list_postings_of_documents(
    *, org_id: UUID, document_kind: str, document_ids: Collection[UUID]
) -> dict[UUID, tuple[Posting, ...]]:
    """List the postings that documents of one kind became, in order.

    Shape:   those documents that are in the books
    Queries: 1
    """
    wanted: dict[str, Any] = {"org_id": org_id, "document_kind": document_kind, "document_ids": list(document_ids)}
    found: dict[UUID, list[Posting]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_POSTINGS, wanted)
        for document_id, *posting in cursor.fetchall():
            found[document_id].append(Posting(*posting))
    return {document_id: tuple(postings) for document_id, postings in found.items()}
