"""The ceilings of capital, and how much anybody may still contribute: as things stand, and what if."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Citation
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.queries import Law
from ecoop.members.calc import (
    CapitalCeiling,
    CapitalRoom,
    CharterName,
    Held,
    MemberType,
    capital_ratio,
    measure_room,
    room_when_it_grows,
    rooms_for,
    tightest,
)
from ecoop.members.errors import CharterCapitalUnknown, MemberUnknown
from ecoop.members.models import CharterParameter
from ecoop.members.queries.commitments import list_settled
from ecoop.members.queries.holdings import CapitalTotals, Holding, list_holdings, sum_groups

ROOM_WORDS: Mapping[str, Any] = {
    "official": _("One official member"),
    "charter": _("One official member, by the charter"),
    "associates": _("All associate members together"),
    "foreign": _("All foreign members together"),
}
# The document of the table capital-rules; its side-car names the same.
CAPITAL_LAW = "luat-17-2023-qh15"
_LAW = "cooperative/capital/{who}_ratio_max/{form}"


@dataclass(frozen=True)
class CapitalFrame:
    """What law and charter say on a day about contributing to this cooperative."""

    form: str
    charter_capital_vnd: Dong
    contribution_min_vnd: Dong
    ceilings: tuple[CapitalCeiling, ...]


@dataclass(frozen=True)
class NamedRoom(CapitalRoom):
    """A ceiling with its name, for people."""

    @property
    def label(self) -> str:
        """Say in the active language whom it binds."""
        return str(ROOM_WORDS[self.who])


@dataclass(frozen=True)
class MemberRoom:
    """What one member holds, every ceiling that binds, and how much may still come."""

    member_id: UUID
    number: str
    name: str
    type: str
    is_foreign: bool
    held_vnd: Dong
    promised_vnd: Dong
    ratio: Decimal
    rooms: tuple[NamedRoom, ...]
    left_if_it_grows_vnd: Dong

    @property
    def tightest(self) -> CapitalRoom | None:
        """Find the ceiling under which the least is left."""
        return tightest(rooms=self.rooms)

    @property
    def left_vnd(self) -> Dong:
        """Tell how much may still be contributed under all ceilings."""
        return self.tightest.left_vnd if self.tightest else Dong(0)

    @property
    def is_near(self) -> bool:
        """Tell whether a ceiling is near or passed."""
        return any(room.is_near for room in self.rooms)


def list_capital_ceilings(*, law: Law, form: str) -> dict[str, CapitalCeiling]:
    """List the law's ceilings of capital: of one official member, of all associates, of all foreigners together.

    Law:    cooperative/capital/official_ratio_max, associates_ratio_max, foreign_ratio_max
    Queries: 0
    """
    paths = {who: _LAW.format(who=who, form=form) for who in ("official", "associates", "foreign")}
    return {who: CapitalCeiling(who, law.rate(path), law.cite(path)) for who, path in paths.items()}


def cite_capital_rule(*, code: str, day: date) -> Citation:
    """Cite the clause on which a rule of contributing rests.

    Law:    the table cooperative/capital-rules
    Queries: 0
    """
    row = next(row for row in lawbook.on(day).table("cooperative/capital-rules") if row["code"] == code)
    return Citation(CAPITAL_LAW, row["source"])


def get_capital_frame(*, org_id: UUID, day: date, charter_capital_vnd: Dong | None = None) -> CapitalFrame:
    """Get what law and charter say on a day; a charter capital that is lowered later counts as lowered already.

    Raises: CharterCapitalUnknown
    Queries: 1
    """
    rows = (
        CharterParameter.objects.filter(org_id=org_id).order_by("starts_on").values_list("name", "starts_on", "value")
    )
    now = {name: value for name, starts_on, value in rows if starts_on <= day}
    capital = CharterName.CHARTER_CAPITAL.value
    if charter_capital_vnd is None and capital not in now:
        raise CharterCapitalUnknown(day=day)
    later = [int(value) for name, starts_on, value in rows if name == capital and starts_on > day]
    whole_vnd = charter_capital_vnd or Dong(min([int(now[capital]), *later]))
    form, law = now.get(CharterName.FORM, "htx"), lawbook.on(day)
    ceilings = list_capital_ceilings(law=law, form=form)
    if own := now.get(CharterName.CONTRIBUTION_MAX):
        ceilings["charter"] = CapitalCeiling("charter", Decimal(own), ceilings["official"].law)
    least_vnd = Dong(int(now.get(CharterName.CONTRIBUTION_MIN, "0")))
    return CapitalFrame(form, whole_vnd, least_vnd, tuple(ceilings.values()))


def list_days_of_frames(*, org_id: UUID) -> list[date]:
    """List the days on which the charter changed what decides the ceilings, in order.

    Queries: 1
    """
    names = [each.value for each in (CharterName.CHARTER_CAPITAL, CharterName.CONTRIBUTION_MAX, CharterName.FORM)]
    rows = CharterParameter.objects.filter(org_id=org_id, name__in=names).order_by("starts_on")
    return list(rows.values_list("starts_on", flat=True).distinct())


def measure_member_room(
    *, org_id: UUID, member_id: UUID, day: date, charter_capital_vnd: Dong | None = None
) -> MemberRoom:
    """Measure how much one member may still contribute on a day; what if the charter capital were another.

    Law:    L17 Art. 74, clauses 1 to 3
    Raises: MemberUnknown, CharterCapitalUnknown
    Queries: 6
    """
    frame = get_capital_frame(org_id=org_id, day=day, charter_capital_vnd=charter_capital_vnd)
    found = _rooms(org_id=org_id, day=day, frame=frame, lines=list_holdings(org_id=org_id, day=day, ids=[member_id]))
    if not found:
        raise MemberUnknown(member=member_id)
    return found[0]


def list_member_rooms(
    *,
    org_id: UUID,
    day: date,
    after: str | None = None,
    limit: int,
    charter_capital_vnd: Dong | None = None,
    ids: Collection[UUID] | None = None,
) -> list[MemberRoom]:
    """List a page of who brings or holds capital, by number, with how much each may still contribute.

    Raises: CharterCapitalUnknown
    Queries: 6
    """
    frame = get_capital_frame(org_id=org_id, day=day, charter_capital_vnd=charter_capital_vnd)
    lines = list_holdings(org_id=org_id, day=day, after=after, limit=limit, ids=ids)
    return _rooms(org_id=org_id, day=day, frame=frame, lines=lines)


def list_group_rooms(*, frame: CapitalFrame, totals: CapitalTotals) -> tuple[NamedRoom, ...]:
    """List what all associates and all foreigners hold together against their ceilings.

    Queries: 0
    """
    together = {"associates": totals.associates_vnd, "foreign": totals.foreign_vnd}
    return tuple(
        _named(
            measure_room(charter_capital_vnd=frame.charter_capital_vnd, held_vnd=together[ceiling.who], ceiling=ceiling)
        )
        for ceiling in frame.ceilings
        if ceiling.who in together
    )


def _named(room: CapitalRoom) -> NamedRoom:
    return NamedRoom(room.who, room.held_vnd, room.most_vnd, room.law)


def _rooms(*, org_id: UUID, day: date, frame: CapitalFrame, lines: list[Holding]) -> list[MemberRoom]:
    # Most members are bound by their own ceiling alone.
    is_in_group = any(line.is_foreign or line.type is MemberType.ASSOCIATE_CAPITAL for line in lines)
    together = sum_groups(org_id=org_id, day=day) if is_in_group else Held(Dong(0), Dong(0))
    settled = list_settled(org_id=org_id, day=day, ids=[line.member_id for line in lines])
    ratios = {ceiling.who: ceiling.ratio for ceiling in frame.ceilings}
    rooms = []
    for line in lines:
        own = rooms_for(
            holder=line.holder,
            together=together,
            charter_capital_vnd=frame.charter_capital_vnd,
            ceilings=frame.ceilings,
        )
        grown = [
            room_when_it_grows(room=room, charter_capital_vnd=frame.charter_capital_vnd, ratio=ratios[room.who])
            for room in own
        ]
        open_ones = [one for one in settled.get(line.member_id, ()) if day <= one.commitment.due_on]
        rooms.append(
            MemberRoom(
                member_id=line.member_id,
                number=line.number,
                name=line.name,
                type=line.type or "",
                is_foreign=line.is_foreign,
                held_vnd=line.held_vnd,
                promised_vnd=Dong(sum(one.unpaid_vnd for one in open_ones)),
                ratio=capital_ratio(held_vnd=line.held_vnd, charter_capital_vnd=frame.charter_capital_vnd),
                rooms=tuple(_named(room) for room in own),
                left_if_it_grows_vnd=min(grown, default=Dong(0)),
            )
        )
    return rooms
