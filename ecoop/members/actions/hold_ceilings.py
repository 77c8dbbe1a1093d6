"""Hold what somebody would own against every ceiling of the law, one at a time per cooperative."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db import connection

from ecoop.kernel.dong import Dong
from ecoop.kernel.wire import AMOUNT_VND_MAX
from ecoop.members.calc import CapitalRoom, Held, Holder, MemberType, rooms_for
from ecoop.members.errors import (
    CapitalAmountWrong,
    CapitalPassesCeiling,
    MemberBringsNoCapital,
    MemberUnknown,
    NotAMemberThatDay,
)
from ecoop.members.queries import ROOM_WORDS, History, Holding, get_capital_frame, list_holdings, sum_holdings
from ecoop.members.queries.ceilings import list_days_of_frames

CAPITAL_LOCK = 7_272


def lock_capital(*, org_id: UUID) -> None:
    """Wait for our turn: two payments at the same instant must not pass a ceiling together.

    Queries: 1
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(uuid_hash_extended(%s, %s))", [org_id, CAPITAL_LOCK])


def check_amount(*, amount_vnd: Dong) -> None:
    """Refuse an amount that is none, or more than any books hold.

    Raises: CapitalAmountWrong
    Queries: 0
    """
    if not 0 < amount_vnd <= AMOUNT_VND_MAX:
        raise CapitalAmountWrong(amount_vnd=amount_vnd)


def check_brings_capital(*, history: History, member_id: UUID, day: date) -> None:
    """Refuse capital of somebody who is no member that day, or brings none.

    Law:    L17 Art. 4, clauses 17 to 19
    Raises: MemberUnknown, NotAMemberThatDay, MemberBringsNoCapital
    Queries: 0
    """
    member = history.members.get(member_id)
    if member is None:
        raise MemberUnknown(member=member_id)
    kind = history.find_type_on(member_id=member_id, day=day)
    if kind is None:
        raise NotAMemberThatDay(name=member.name, day=day)
    if kind is MemberType.ASSOCIATE_NO_CAPITAL:
        raise MemberBringsNoCapital(name=member.name, day=day)


def hold_ceilings(
    *, org_id: UUID, day: date, added: Mapping[UUID, int], promised: Mapping[UUID, int] | None = None
) -> dict[UUID, Holding]:
    """Refuse if somebody who gets more would pass a ceiling, alone or with their group, on that day or later.

    What others have promised counts with `promised` (all of it, by member), for a promise may not lead above the
    ceiling either.

    Law:    L17 Art. 74, clauses 1 to 3
    Shape:  what those in `added` held before
    Raises: CapitalPassesCeiling, CharterCapitalUnknown
    Queries: 3; 4 with promises
    """
    frame = get_capital_frame(org_id=org_id, day=day)
    wanted = {*added, *(promised or {})}
    lines = {line.member_id: line for line in list_holdings(org_id=org_id, day=day, ids=wanted)}
    more = {member_id: added.get(member_id, 0) + (promised or {}).get(member_id, 0) for member_id in lines}
    before = sum_holdings(org_id=org_id, day=day).together_most
    together = _with(before, lines, more)
    for member_id, extra in sorted(added.items()):
        line = lines.get(member_id)
        if line is None or extra <= 0:
            continue
        holder = Holder(line.holder.type, line.is_foreign, Dong(line.most_vnd + more[member_id]))
        for room in rooms_for(
            holder=holder,
            together=together,
            charter_capital_vnd=frame.charter_capital_vnd,
            ceilings=frame.ceilings,
        ):
            _refuse_above(room, name=line.name)
    return {member_id: lines[member_id] for member_id in added if member_id in lines}


def list_turns(*, org_id: UUID, moves: Sequence[tuple[date, UUID, int]]) -> list[tuple[date, dict[UUID, int]]]:
    """List the days on which a batch of (day, member, amount) must be held against the ceilings.

    A payment of March must fit the charter of March, whatever the batch also brings for December: of every stretch
    under one charter the last day of the batch, with all that the batch brings by then.

    Queries: 1
    """
    changes = list_days_of_frames(org_id=org_id)
    last: dict[int, date] = {}
    for day, _member_id, _amount in sorted(moves, key=lambda move: move[0]):
        last[bisect_right(changes, day)] = day
    turns = []
    for until_on in last.values():
        added: dict[UUID, int] = {}
        for day, member_id, amount_vnd in moves:
            if day <= until_on:
                added[member_id] = added.get(member_id, 0) + amount_vnd
        turns.append((until_on, added))
    return turns


def _with(before: Held, lines: Mapping[UUID, Holding], more: Mapping[UUID, int]) -> Held:
    associates, foreign = before.associates_vnd, before.foreign_vnd
    for member_id, line in lines.items():
        if line.holder.type is not None:
            associates = Dong(associates + (0 if line.type is MemberType.OFFICIAL else more[member_id]))
            foreign = Dong(foreign + (more[member_id] if line.is_foreign else 0))
    return Held(associates, foreign)


def _refuse_above(room: CapitalRoom, *, name: str) -> None:
    if room.held_vnd > room.most_vnd:
        who = name if room.who in ("official", "charter") else str(ROOM_WORDS[room.who])
        raise CapitalPassesCeiling(who=who, held_vnd=room.held_vnd, most_vnd=room.most_vnd, law=room.law)
