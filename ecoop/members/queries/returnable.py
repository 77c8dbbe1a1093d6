"""What may be returned or transferred, and what members owe the cooperative."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Sum

from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Citation
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.queries import list_accounts, list_party_balances
from ecoop.ledger.queries.documents import list_reversed_documents
from ecoop.members.models import CapitalChange
from ecoop.members.queries.ceilings import CAPITAL_LAW, measure_member_room
from ecoop.members.queries.holdings import CAPITAL_CHANGE, Holding

DEBTS = "cooperative/member-debts"


def cite_member_duties(*, day: date) -> Citation:
    """Cite the article by which capital is returned only after the member's duties are met.

    Law:    the table cooperative/member-debts
    Queries: 0
    """
    return Citation(CAPITAL_LAW, lawbook.on(day).table(DEBTS)[0]["article"])


def list_returnable(*, org_id: UUID, day: date, line: Holding) -> tuple[Dong, Dong]:
    """List how much of a member's capital is free on a day, and how much of it lies above a ceiling.

    What left the member later, and was not taken back, is not free on the earlier day any more.

    Law:    L17 Arts 78, 90
    Queries: 9
    """
    later = CapitalChange.objects.filter(org_id=org_id, member_id=line.member_id, changed_on__gt=day, amount_vnd__lt=0)
    back = list_reversed_documents(org_id=org_id, document_kind=CAPITAL_CHANGE)
    later = later.exclude(document_id__in=back)
    gone_vnd = later.aggregate(sum=Sum("amount_vnd"))["sum"] or 0
    free_vnd = Dong(max(line.held_vnd + int(gone_vnd), 0))
    room = measure_member_room(org_id=org_id, member_id=line.member_id, day=day)
    excess_vnd = max((one.over_vnd for one in room.rooms), default=Dong(0))
    return free_vnd, Dong(min(free_vnd, excess_vnd))


def sum_debts_of_members(*, org_id: UUID, day: date, ids: Collection[UUID]) -> dict[UUID, Dong]:
    """Sum what some members owe the cooperative in the books up to a day, account by account and never netted.

    Law:    L17 Art. 90; the table cooperative/member-debts
    Queries: 2
    """
    roots = tuple(row["account"] for row in lawbook.on(min(day, date(2999, 1, 1))).table(DEBTS))
    codes = [account.code for account in list_accounts(org_id=org_id) if account.code.startswith(roots)]
    wanted = set(ids)
    owed: dict[UUID, Dong] = {}
    by_account: dict[tuple[UUID, str], int] = {}
    for one in list_party_balances(org_id=org_id, codes=codes, until_on=day):
        if one.party_id is not None and one.party_id in wanted:
            key = (one.party_id, one.account)
            by_account[key] = by_account.get(key, 0) + one.balance_vnd
    for (member_id, _account), balance_vnd in by_account.items():
        if balance_vnd > 0:
            owed[member_id] = Dong(owed.get(member_id, 0) + balance_vnd)
    return owed
