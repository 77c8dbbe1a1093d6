"""What an organisation got of each year from each of its cooperatives, in one line a year."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F

from ecoop.distribution.models import MemberShare, YearDecision, YearSharing, YearSharingUndoing
from ecoop.kernel.dong import Dong


@dataclass(frozen=True)
class OwnYearTotal:
    """A share of one year in one line; `undone_on` where the resolution was annulled."""

    org_id: UUID
    share_id: UUID
    year: int
    total_vnd: Dong
    resolution: str
    decided_on: date
    undone_on: date | None


def list_own_year_totals(*, member_org_id: UUID) -> list[OwnYearTotal]:
    """List an organisation's shares in one line each, the newest year first; the database shows it its own only.

    Queries: 4
    """
    rows = list(MemberShare.objects.filter(member_org_id=member_org_id).exclude(org_id=F("member_org_id")))
    sharings = {row.id: row for row in YearSharing.objects.filter(id__in=[row.sharing_id for row in rows])}
    decided = YearDecision.objects.filter(id__in=[row.decision_id for row in sharings.values()])
    decisions = {row.id: row for row in decided}
    undone = dict(
        YearSharingUndoing.objects.filter(sharing_id__in=list(sharings)).values_list("sharing_id", "undone_on")
    )
    totals = [
        OwnYearTotal(
            org_id=row.org_id,
            share_id=row.id,
            year=sharings[row.sharing_id].year,
            total_vnd=Dong(row.total_vnd),
            resolution=decisions[sharings[row.sharing_id].decision_id].resolution,
            decided_on=decisions[sharings[row.sharing_id].decision_id].decided_on,
            undone_on=undone.get(row.sharing_id),
        )
        for row in rows
    ]
    return sorted(totals, key=lambda total: (-total.year, total.undone_on is not None, total.org_id))
