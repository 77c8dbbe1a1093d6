"""What became of one member over the years: standings, decisions, the end, and who came after."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from ecoop.members.calc import BODY_WORDS, Body, MemberType, derive_member_type
from ecoop.members.models import Dealing, Decision, Departure, Standing, Succession
from ecoop.members.queries.register import TYPE_WORDS

ENDING_WORDS: Mapping[str, Any] = {
    "death": _("death, absence or loss of capacity"),
    "organisation_ends": _("the organisation ended, was dissolved or went bankrupt"),
    "cooperative_ends": _("the cooperative ended, was dissolved or went bankrupt"),
    "voluntary": _("voluntary exit"),
    "expelled": _("expelled under the charter"),
    "no_use": _("no use and no labour for as long as the charter allows"),
    "no_capital": _("no capital, or below the minimum, at the deadline"),
    "fee_unpaid": _("membership fee unpaid"),
}
WAY_WORDS: Mapping[str, Any] = {
    "steps_in": _("steps in as a member"),
    "inherits": _("inherits the capital"),
    "manages": _("manages the assets"),
    "guards": _("acts as guardian"),
}
ACT_WORDS: Mapping[str, Any] = {
    "admit": _("admitted"),
    "refuse": _("refused"),
    "withdrawn": _("withdrawn"),
    "change": _("type changed"),
    "end": _("membership ended"),
}


@dataclass(frozen=True)
class StandingLine:
    """What a member brings from a day on."""

    starts_on: date
    type: MemberType | None
    brings_capital: bool
    uses: bool
    works: bool

    @property
    def type_label(self) -> str:
        """Name the type in the active language."""
        return str(TYPE_WORDS[self.type]) if self.type else ""


@dataclass(frozen=True)
class DecisionLine:
    """What a body decided, by which resolution."""

    act: str
    body: str
    resolution: str
    decided_on: date
    reason: str

    @property
    def act_label(self) -> str:
        """Name what was decided in the active language."""
        return str(ACT_WORDS[self.act])

    @property
    def body_label(self) -> str:
        """Name the body in the active language."""
        return str(BODY_WORDS[Body(self.body)])


@dataclass(frozen=True)
class SuccessionLine:
    """Who came after a member, and in which way."""

    way: str
    from_on: date
    name: str
    relation: str
    heir_id: UUID | None

    @property
    def way_label(self) -> str:
        """Name the way in the active language."""
        return str(WAY_WORDS[self.way])


@dataclass(frozen=True)
class MemberHistory:
    """What happened to one member, the newest first, and on which ground the membership ended."""

    standings: tuple[StandingLine, ...]
    decisions: tuple[DecisionLine, ...]
    successions: tuple[SuccessionLine, ...]
    ground: str
    reason: str

    @property
    def ground_label(self) -> str:
        """Name the ground of the end in the active language; empty while the membership holds."""
        return str(ENDING_WORDS[self.ground]) if self.ground else ""


def get_member_history(*, org_id: UUID, member_id: UUID) -> MemberHistory:
    """Get what happened to one member.

    Queries: 4
    """
    of = {"org_id": org_id, "member_id": member_id}
    standings = Standing.objects.filter(**of).order_by("-starts_on")
    departure = Departure.objects.filter(**of).first()
    return MemberHistory(
        standings=tuple(_standing(row) for row in standings),
        decisions=tuple(
            DecisionLine(row.act, row.body, row.resolution, row.decided_on, row.reason)
            for row in Decision.objects.filter(**of).order_by("-decided_on", "-id")
        ),
        successions=tuple(
            SuccessionLine(row.way, row.from_on, row.name, row.relation, row.heir_id)
            for row in Succession.objects.filter(**of).order_by("-from_on", "-id")
        ),
        ground=departure.ground if departure else "",
        reason=departure.reason if departure else "",
    )


def list_last_dealings(*, org_id: UUID, ids: Collection[UUID]) -> dict[UUID, date]:
    """Give the day of the last trade or labour of some members; who never traded is left out.

    Queries: 1
    """
    rows = Dealing.objects.filter(org_id=org_id, member_id__in=list(ids)).values_list("member_id")
    return {member_id: last_on for member_id, last_on in rows.annotate(last_on=Max("dealt_on")) if member_id}


def _standing(row: Standing) -> StandingLine:
    kind = derive_member_type(capital=row.brings_capital, use=row.uses, labour=row.works)
    return StandingLine(row.starts_on, kind, row.brings_capital, row.uses, row.works)
