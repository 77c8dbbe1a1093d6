"""What of each share is open: neither paid nor on a list that pays it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Sum

from ecoop.distribution.calc.paying import ShareParts
from ecoop.distribution.models import (
    MemberShare,
    PaymentConfirmation,
    PaymentList,
    PaymentUndoing,
    SharePayment,
    YearSharing,
)
from ecoop.kernel.dong import Dong
from ecoop.members.calc import PartyKind
from ecoop.members.queries import list_members_on, list_particulars


@dataclass(frozen=True)
class OpenShare:
    """A share with its member, what is open of it, and what the member is before the law."""

    id: UUID
    member_id: UUID
    member_org_id: UUID | None
    number: str
    name: str
    kind: PartyKind
    parts: ShareParts


def standing_payments(*, org_id: UUID) -> "QuerySet[SharePayment]":
    """Give the lines that nobody struck off and no bank returned, to filter on.

    Queries: 0
    """
    undone = PaymentUndoing.objects.filter(org_id=OuterRef("org_id"), payment_id=OuterRef("id"))
    return SharePayment.objects.filter(~Exists(undone), org_id=org_id)


def has_standing_payments(*, org_id: UUID, sharing_id: UUID) -> bool:
    """Tell whether anything of a sharing is paid or stands on a list.

    Queries: 1
    """
    shares = MemberShare.objects.filter(org_id=org_id, sharing_id=sharing_id).values("id")
    return standing_payments(org_id=org_id).filter(share_id__in=shares).exists()


def list_unpaid_lines(*, org_id: UUID, sharing_id: UUID) -> list[UUID]:
    """List the lines of a sharing that stand on lists and nobody was paid by.

    Queries: 1
    """
    paid = PaymentConfirmation.objects.filter(org_id=OuterRef("org_id"), payment_id=OuterRef("id"))
    shares = MemberShare.objects.filter(org_id=org_id, sharing_id=sharing_id).values("id")
    found = standing_payments(org_id=org_id).filter(~Exists(paid), share_id__in=shares)
    return list(found.values_list("id", flat=True))


def list_open_shares(
    *, org_id: UUID, sharing_id: UUID, day: date, member_ids: Collection[UUID] | None = None
) -> list[OpenShare]:
    """List the shares of which something is open, in the order of the members' numbers.

    What a member was paid of a sharing that was taken back counts towards the one that stands (ADR 0025).

    Queries: 6
    """
    shares = MemberShare.objects.filter(org_id=org_id, sharing_id=sharing_id, total_vnd__gt=0)
    if member_ids is not None:
        shares = shares.filter(member_id__in=list(member_ids))
    parts = {row.member_id: (row, _parts(row, listed)) for row, listed in _with_listed(org_id, sharing_id, shares)}
    chosen = {member_id for member_id, (_row, part) in parts.items() if part.open_vnd > 0}
    ids = None if member_ids is None else chosen
    kinds = list_particulars(org_id=org_id, ids=ids, day=day)
    lines = list_members_on(org_id=org_id, day=day, ids=ids)
    return [
        OpenShare(
            id=parts[line.id][0].id,
            member_id=line.id,
            member_org_id=line.member_org_id,
            number=line.number,
            name=line.name,
            kind=kinds[line.id].kind if line.id in kinds else PartyKind.INDIVIDUAL,
            parts=parts[line.id][1],
        )
        for line in lines
        if line.id in chosen
    ]


def sum_overpaid(*, org_id: UUID, sharing: YearSharing) -> Dong:
    """Sum what members got of a sharing that was taken back beyond what they get of the one that stands (ADR 0025).

    Queries: 2
    """
    rows = standing_payments(org_id=org_id).filter(list__org_id=org_id, list__year=sharing.year)
    before = rows.exclude(list__sharing_id=sharing.id).values("member_id")
    got = dict(rows.filter(member_id__in=before).values_list("member_id").annotate(gross_vnd=Sum("gross_vnd")))
    shares = MemberShare.objects.filter(org_id=org_id, sharing_id=sharing.id, member_id__in=list(got))
    gets = dict(shares.values_list("member_id", "total_vnd"))
    return Dong(sum(max(0, int(vnd) - gets.get(member_id, 0)) for member_id, vnd in got.items()))


def _with_listed(
    org_id: UUID, sharing_id: UUID, shares: "QuerySet[MemberShare]"
) -> list[tuple[MemberShare, Mapping[str, int]]]:
    year = YearSharing.objects.filter(org_id=org_id, id=sharing_id).values("year")
    lists = PaymentList.objects.filter(org_id=org_id, year__in=year).values("id")
    sums = (
        standing_payments(org_id=org_id)
        .filter(list_id__in=lists)
        .values("member_id")
        .annotate(gross_vnd=Sum("gross_vnd"), base_vnd=Sum("base_vnd"))
    )
    by_member: dict[UUID, Mapping[str, int]] = {
        row["member_id"]: {"gross_vnd": row["gross_vnd"], "base_vnd": row["base_vnd"]} for row in sums
    }
    return [(share, by_member.get(share.member_id, {})) for share in shares]


def _parts(row: MemberShare, listed: Mapping[str, int]) -> ShareParts:
    return ShareParts(
        total_vnd=Dong(row.total_vnd),
        capital_vnd=Dong(row.internal_capital_vnd + row.external_capital_vnd),
        listed_vnd=Dong(int(listed.get("gross_vnd") or 0)),
        listed_base_vnd=Dong(int(listed.get("base_vnd") or 0)),
    )
