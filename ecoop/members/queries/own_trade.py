"""A household's own trade with its cooperatives, as their rows tell it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F

from ecoop.kernel.dong import Dong
from ecoop.members.calc import USED, DealingKind, Worth
from ecoop.members.models import Agreement, Dealing, DealingReversal
from ecoop.members.queries.dealings import DealingRow, tell_dealing
from ecoop.parties.queries import list_organisations

LINES_MAX = 500


@dataclass(frozen=True)
class OwnTrade:
    """A year of a household's trade with one cooperative: its lines, the newest first, and what they come to."""

    org_id: UUID
    cooperative: str
    rows: tuple[DealingRow, ...]
    worth: Worth


def list_own_dealings(*, member_org_id: UUID, year: int) -> list[OwnTrade]:
    """List what an organisation traded as a member in a year, cooperative by cooperative.

    The database shows it the rows that carry its own id, and nothing else; what was taken back does not count.

    Queries: 4
    """
    rows = list(
        Dealing.objects.filter(
            member_org_id=member_org_id, dealt_on__gte=date(year, 1, 1), dealt_on__lt=date(year + 1, 1, 1)
        )
        .exclude(org_id=F("member_org_id"))
        .order_by("org_id", "-dealt_on", "-id")[:LINES_MAX]
    )
    gone = set(DealingReversal.objects.filter(member_org_id=member_org_id).values_list("dealing_id", flat=True))
    numbers = dict(Agreement.objects.filter(member_org_id=member_org_id).values_list("id", "number"))
    trade = []
    for coop in sorted(list_organisations(org_ids={row.org_id for row in rows}), key=lambda each: each.name):
        lines = tuple(
            tell_dealing(
                row=row,
                member=None,
                agreement=numbers.get(row.agreement_id, "") if row.agreement_id else "",
                label="",
                is_taken_back=row.id in gone,
            )
            for row in rows
            if row.org_id == coop.id
        )
        trade.append(OwnTrade(coop.id, coop.name, lines, _sum_worth(lines)))
    return trade


def _sum_worth(rows: Sequence[DealingRow]) -> Worth:
    counted = [row for row in rows if not row.is_taken_back]
    return Worth(
        Dong(sum(row.value_vnd for row in counted if DealingKind(row.kind) in USED)),
        Dong(sum(row.value_vnd for row in counted if row.kind == DealingKind.LABOUR)),
    )
