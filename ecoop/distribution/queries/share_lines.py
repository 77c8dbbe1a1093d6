"""The shares of a year, page by page, with what is paid of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from ecoop.distribution.models import MemberShare, PaymentConfirmation
from ecoop.distribution.queries.accounts import BankAccountFacts, list_bank_accounts
from ecoop.distribution.queries.open_shares import standing_payments, sum_overpaid
from ecoop.distribution.queries.sharings import get_sharing
from ecoop.kernel.dong import Dong
from ecoop.members.queries import TYPE_WORDS, list_members_on
from ecoop.parties.calc import plain_text

LINES_SHOWN = 200
VOLUME = 100


@dataclass(frozen=True)
class PaidShare:
    """A member's share, what of it is paid, on lists and open, and where the member is paid."""

    member_id: UUID
    number: str
    name: str
    type_label: str
    total_vnd: Dong
    listed_vnd: Dong
    paid_vnd: Dong
    pit_vnd: Dong
    account: BankAccountFacts | None

    @property
    def open_vnd(self) -> Dong:
        """Give what no list pays yet."""
        return Dong(self.total_vnd - self.listed_vnd)

    @property
    def overpaid_vnd(self) -> Dong:
        """Give what lists paid beyond the share, before an annulment."""
        return Dong(max(0, -self.open_vnd))


@dataclass(frozen=True)
class SharesPage:
    """A page of shares, where the next begins, and the sums of the whole year."""

    year: int
    lines: tuple[PaidShare, ...]
    next_cursor: str
    members: int
    total_vnd: Dong
    paid_vnd: Dong
    waiting_vnd: Dong
    withheld_vnd: Dong
    # What members got of a sharing that was taken back beyond their share of the one that stands.
    overpaid_vnd: Dong

    @property
    def open_vnd(self) -> Dong:
        """Give what no list pays yet."""
        return Dong(self.total_vnd - self.paid_vnd - self.waiting_vnd + self.overpaid_vnd)

    @property
    def volumes(self) -> range:
        """Number the volumes of printed statements."""
        return range(1, -(-self.members // VOLUME) + 1)


def get_shares_page(
    *, org_id: UUID, year: int, words: str = "", after: str = "", limit: int = LINES_SHOWN
) -> SharesPage:
    """Get a page of the shares of a year by number, those found by words of the name or the number.

    Raises: YearIsNotShared
    Queries: 14
    """
    sharing = get_sharing(org_id=org_id, year=year)
    shares = MemberShare.objects.filter(org_id=org_id, sharing_id=sharing.id)
    totals = shares.filter(total_vnd__gt=0).aggregate(total_vnd=Sum("total_vnd"))
    confirmed = PaymentConfirmation.objects.filter(org_id=org_id).values("payment_id")
    is_paid = Q(id__in=confirmed)
    standing = standing_payments(org_id=org_id)
    sums = standing.filter(list__org_id=org_id, list__year=year).aggregate(
        paid_vnd=Sum("gross_vnd", filter=is_paid),
        pit_vnd=Sum("pit_vnd", filter=is_paid),
        waiting_vnd=Sum("gross_vnd", filter=~is_paid),
    )
    rows = _find(shares, words, after)[: limit + 1]
    by_member = {row.member_id: row for row in rows[:limit]}
    lines = _tell(org_id, year, by_member)
    return SharesPage(
        year=year,
        lines=lines,
        next_cursor=lines[-1].number if lines and len(rows) > limit else "",
        members=shares.count(),
        total_vnd=_whole(totals["total_vnd"]),
        paid_vnd=_whole(sums["paid_vnd"]),
        waiting_vnd=_whole(sums["waiting_vnd"]),
        withheld_vnd=_whole(sums["pit_vnd"]),
        overpaid_vnd=sum_overpaid(org_id=org_id, sharing=sharing),
    )


def list_volume(*, org_id: UUID, year: int, volume: int) -> list[UUID]:
    """List the members whose statements stand in a volume, in the order of their numbers.

    Raises: YearIsNotShared
    Queries: 2
    """
    sharing = get_sharing(org_id=org_id, year=year)
    rows = MemberShare.objects.filter(org_id=org_id, sharing_id=sharing.id, member__org_id=org_id)
    start = (volume - 1) * VOLUME
    return list(rows.order_by("member__number").values_list("member_id", flat=True)[start : start + VOLUME])


def _find(shares: "QuerySet[MemberShare]", words: str, after: str) -> "QuerySet[MemberShare]":
    found = shares.filter(member__number__gt=after).order_by("member__number")
    for word in plain_text(text=words).split():
        found = found.filter(Q(member__name_plain__contains=word) | Q(member__number__istartswith=word))
    return found


def _tell(org_id: UUID, year: int, rows: dict[UUID, MemberShare]) -> tuple[PaidShare, ...]:
    confirmed = PaymentConfirmation.objects.filter(org_id=org_id).values("payment_id")
    is_paid = Q(id__in=confirmed)
    sums = {
        row["member_id"]: row
        for row in standing_payments(org_id=org_id)
        .filter(list__org_id=org_id, list__year=year, member_id__in=list(rows))
        .values("member_id")
        .annotate(
            listed_vnd=Sum("gross_vnd"),
            paid_vnd=Sum("gross_vnd", filter=is_paid),
            held_vnd=Sum("pit_vnd", filter=is_paid),
        )
    }
    accounts = list_bank_accounts(org_id=org_id, day=date.max, ids=list(rows))
    told = []
    for line in list_members_on(org_id=org_id, day=date(year, 12, 31), ids=list(rows)):
        row = rows[line.id]
        own: Mapping[str, Any] = sums.get(line.id, {})
        told.append(
            PaidShare(
                member_id=line.id,
                number=line.number,
                name=line.name,
                type_label=str(TYPE_WORDS[row.member_type]),
                total_vnd=Dong(row.total_vnd),
                listed_vnd=_whole(own.get("listed_vnd")),
                paid_vnd=_whole(own.get("paid_vnd")),
                pit_vnd=_whole(own.get("held_vnd")),
                account=accounts.get(line.id),
            )
        )
    return tuple(told)


def _whole(amount: int | None) -> Dong:
    return Dong(int(amount or 0))
