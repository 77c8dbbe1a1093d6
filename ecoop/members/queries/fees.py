"""Membership fees of associates without capital: what is due and what was paid."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Sum

from ecoop.kernel.dong import Dong
from ecoop.ledger.queries.documents import is_taken_back
from ecoop.members.calc import CharterName
from ecoop.members.models import FeeDue, FeePayment
from ecoop.members.queries.register import get_charter_on

FEE = "members.fee"


@dataclass(frozen=True)
class FeeLine:
    """The fee of a year that a member owes, and what was paid of it."""

    id: UUID
    member_id: UUID
    member_org_id: UUID | None
    number: str
    name: str
    year: int
    amount_vnd: Dong
    paid_vnd: Dong
    due_on: date

    @property
    def open_vnd(self) -> Dong:
        """Give what is still owed."""
        return Dong(max(self.amount_vnd - self.paid_vnd, 0))


def list_fees(
    *,
    org_id: UUID,
    fee_ids: Collection[UUID] | None = None,
    member_id: UUID | None = None,
    member_ids: Collection[UUID] | None = None,
    year: int | None = None,
) -> list[FeeLine]:
    """List fees with what was paid of them, by year and number, without payments that the books took back.

    Queries: 2
    """
    dues = FeeDue.objects.filter(org_id=org_id).select_related("member")
    if fee_ids is not None:
        dues = dues.filter(id__in=list(fee_ids))
    if member_id is not None:
        dues = dues.filter(member_id=member_id)
    if member_ids is not None:
        dues = dues.filter(member_id__in=list(member_ids))
    if year is not None:
        dues = dues.filter(year=year)
    rows: list[Any] = list(dues.order_by("-year", "member__number"))
    paid = _paid(org_id=org_id, ids=[row.id for row in rows])
    return [
        FeeLine(
            id=row.id,
            member_id=row.member_id,
            member_org_id=row.member_org_id,
            number=row.member.number,
            name=row.member.name,
            year=row.year,
            amount_vnd=Dong(row.amount_vnd),
            paid_vnd=paid[row.id],
            due_on=row.due_on,
        )
        for row in rows
    ]


def list_overdue_fees(*, org_id: UUID, ids: Collection[UUID], day: date) -> set[UUID]:
    """Name the members among some who owe a fee on a day that was due before.

    Queries: 2
    """
    dues = FeeDue.objects.filter(org_id=org_id, member_id__in=list(ids), due_on__lt=day)
    rows = list(dues.values_list("id", "member_id", "amount_vnd"))
    paid = _paid(org_id=org_id, ids=[id_ for id_, _member_id, _amount in rows])
    return {member_id for id_, member_id, amount_vnd in rows if paid[id_] < amount_vnd}


def _paid(*, org_id: UUID, ids: Collection[UUID]) -> dict[UUID, Dong]:
    found: dict[UUID, Dong] = defaultdict(lambda: Dong(0))
    rows = FeePayment.objects.filter(~is_taken_back(document_kind=FEE), org_id=org_id, fee_id__in=list(ids))
    for fee_id, paid_vnd in rows.values_list("fee_id").annotate(paid_vnd=Sum("amount_vnd")):
        found[fee_id] = Dong(int(paid_vnd))
    return found


def find_fee_rule(*, org_id: UUID, day: date) -> tuple[Dong, str] | None:
    """Find the fee that the charter sets on a day, and the resolution it rests on; None when it sets none.

    Queries: 1
    """
    line = get_charter_on(org_id=org_id, day=day).get(CharterName.MEMBERSHIP_FEE)
    return (Dong(int(line.value)), line.rests_on) if line else None
