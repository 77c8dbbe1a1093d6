"""Capital paid in, and how much more the law lets anybody hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dong import Dong
from ecoop.lawbook.queries import Law
from ecoop.members.calc import CapitalRoom, MemberType, measure_room
from ecoop.members.models import CapitalContribution
from ecoop.members.queries.ceilings import list_capital_ceilings
from ecoop.members.queries.register import MemberLine

MEANS_WORDS: Mapping[str, Any] = {"cash": _("cash"), "bank": _("bank")}


@dataclass(frozen=True)
class ContributionLine:
    """One payment of capital."""

    id: UUID
    paid_on: date
    means: str
    amount_vnd: Dong

    @property
    def means_label(self) -> str:
        """Name the means in the active language."""
        return str(MEANS_WORDS[self.means])


def list_capital_rooms(*, lines: Sequence[MemberLine], law: Law, form: str, whole_vnd: Dong) -> dict[UUID, CapitalRoom]:
    """Tell for each member how much capital may still be contributed under the law's ceilings.

    Law:    cooperative/capital/*
    Queries: 0
    """
    ceilings = list_capital_ceilings(law=law, form=form)
    associates_vnd = sum(line.paid_in_vnd for line in lines if line.type is MemberType.ASSOCIATE_CAPITAL)
    held = {MemberType.ASSOCIATE_CAPITAL: Dong(associates_vnd)}
    return {
        line.id: measure_room(
            charter_capital_vnd=whole_vnd,
            held_vnd=held.get(line.type, line.paid_in_vnd),
            ceiling=ceilings["official" if line.type is MemberType.OFFICIAL else "associates"],
        )
        for line in lines
        if line.type in (MemberType.OFFICIAL, MemberType.ASSOCIATE_CAPITAL)
    }


def list_contributions(*, org_id: UUID, member_id: UUID | None = None) -> list[ContributionLine]:
    """List payments of capital, the newest first; of one member if one is named.

    Queries: 1
    """
    rows = CapitalContribution.objects.filter(org_id=org_id).order_by("-paid_on", "-id")
    if member_id is not None:
        rows = rows.filter(member_id=member_id)
    return [ContributionLine(row.id, row.paid_on, row.means, Dong(row.amount_vnd)) for row in rows]
