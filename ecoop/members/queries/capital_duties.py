"""What the law asks to be done about the capital: each with its day, its amount, its member and its article."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dong import Dong, Rounding, round_dong
from ecoop.kernel.refusals import Citation
from ecoop.lawbook import queries as lawbook
from ecoop.members.calc import NEAR, CharterName, MemberType, add_months
from ecoop.members.errors import CharterCapitalUnknown
from ecoop.members.models import CapitalRegistration, CharterParameter
from ecoop.members.queries.ceilings import (
    ROOM_WORDS,
    CapitalFrame,
    cite_capital_rule,
    get_capital_frame,
    list_group_rooms,
    list_member_rooms,
)
from ecoop.members.queries.charter import label_charter
from ecoop.members.queries.commitments import GRACE, CommitmentLine, list_commitments
from ecoop.members.queries.holdings import list_holdings, list_holdings_above, list_holdings_of_left, sum_holdings
from ecoop.members.queries.returnable import cite_member_duties

DUTY_WORDS: Mapping[str, Any] = {
    "commitment_due": _("Capital that was promised is due"),
    "membership_ends": _("The deadline is over and the least contribution is not paid: the membership ends"),
    "reduce_capital": _("Register the lower charter capital, unless the gap is filled"),
    "register_change": _("Register the changed charter capital"),
    "ceiling_passed": _("More is held than the law allows: return the excess, raise capital, or admit members"),
    "ceiling_near": _("A ceiling of the law is near"),
    "return_due": _("Return the capital of a membership that ended"),
}
LISTED_MAX = 200
_CHANGE_DAYS = "cooperative/registration/change_days"
_CHANGE_RATIO = "cooperative/registration/capital_change_ratio_min"
_CHANGE_VND = "cooperative/registration/capital_change_vnd_min"


@dataclass(frozen=True)
class CapitalDuty:
    """Something to be done about the capital until a day (or at once, without one)."""

    kind: str
    due_on: date | None
    amount_vnd: Dong
    law: Citation | None
    member_id: UUID | None = None
    member: str = ""

    @property
    def label(self) -> str:
        """Say in the active language what is to be done."""
        return str(DUTY_WORDS[self.kind])

    @property
    def is_urgent(self) -> bool:
        """Tell whether something is broken or ends, other than a date that comes nearer."""
        return self.kind not in ("commitment_due", "ceiling_near")


def list_capital_duties(*, org_id: UUID, day: date) -> list[CapitalDuty]:
    """List what is to be done about the capital, as seen on a day, the earliest first; at most 200 of a kind.

    Law:    L17 Arts 47, 74, 78, 90
    Queries: 25
    """
    try:
        frame = get_capital_frame(org_id=org_id, day=day)
    except CharterCapitalUnknown:
        return []
    duties = [
        *_of_commitments(org_id=org_id, day=day, least_vnd=frame.contribution_min_vnd),
        *_of_registration(org_id=org_id, day=day),
        *_of_ceilings(org_id=org_id, day=day, frame=frame),
        *_of_returns(org_id=org_id, day=day),
    ]
    return sorted(duties, key=lambda duty: (duty.due_on or date.min, duty.kind, duty.member))


def _of_commitments(*, org_id: UUID, day: date, least_vnd: Dong) -> Iterator[CapitalDuty]:
    missing = [line for line in list_commitments(org_id=org_id, day=day) if line.settled.unpaid_vnd]
    ids = {line.member_id for line in missing}
    holdings = {line.member_id: line for line in list_holdings(org_id=org_id, day=day, ids=ids)} if ids else {}
    late: dict[date, list[CommitmentLine]] = defaultdict(list)
    for line in missing[:LISTED_MAX]:
        due_on, member = line.settled.commitment.due_on, holdings[line.member_id]
        if member.left_on:
            continue
        who: dict[str, Any] = {"member_id": line.member_id, "member": f"{member.number} {member.name}"}
        if day <= due_on:
            law = cite_capital_rule(code="deadline", day=day)
            yield CapitalDuty("commitment_due", due_on, line.settled.unpaid_vnd, law, **who)
        elif member.held_vnd == 0 or member.held_vnd < least_vnd:
            law = cite_capital_rule(code="fail_low", day=day)
            yield CapitalDuty("membership_ends", due_on, line.settled.unpaid_vnd, law, **who)
    for line in missing:
        if line.settled.commitment.due_on < day:
            late[line.settled.commitment.due_on].append(line)
    yield from _of_gaps(org_id=org_id, day=day, late=late)


def _of_gaps(*, org_id: UUID, day: date, late: Mapping[date, Sequence[CommitmentLine]]) -> Iterator[CapitalDuty]:
    """Ask for the lower charter capital after each deadline that left a gap, until one is registered."""
    registered = CapitalRegistration.objects.filter(org_id=org_id, registered_on__lte=day)
    last_on = registered.order_by("-registered_on").values_list("registered_on", flat=True).first() or date.min
    grace = timedelta(days=lawbook.on(day).whole(GRACE))
    for due_on, lines in sorted(late.items()):
        if last_on <= due_on:
            amount_vnd = Dong(sum(line.settled.unpaid_vnd for line in lines))
            yield CapitalDuty("reduce_capital", due_on + grace, amount_vnd, lawbook.on(day).cite(GRACE))


def _of_registration(*, org_id: UUID, day: date) -> Iterator[CapitalDuty]:
    """Ask for the registration of a charter capital that is much more or less than what was registered last."""
    law = lawbook.on(day)
    rows = CharterParameter.objects.filter(org_id=org_id, name=CharterName.CHARTER_CAPITAL, starts_on__lte=day)
    decided = list(rows.order_by("starts_on"))
    registered = CapitalRegistration.objects.filter(org_id=org_id, registered_on__lte=day)
    last = registered.order_by("-registered_on").first()
    if not decided or (last is None and len(decided) == 1):
        return
    base_vnd = last.charter_capital_vnd if last else int(decided[0].value)
    now_vnd, since_on = int(decided[-1].value), decided[-1].starts_on
    changed_vnd = abs(now_vnd - base_vnd)
    part_vnd = round_dong(law.rate(_CHANGE_RATIO) * base_vnd, rule=Rounding.UP)
    if changed_vnd and (changed_vnd >= part_vnd or changed_vnd >= law.dong(_CHANGE_VND)):
        due_on = since_on + timedelta(days=law.whole(_CHANGE_DAYS))
        name = label_charter(name=CharterName.CHARTER_CAPITAL)
        yield CapitalDuty("register_change", due_on, Dong(now_vnd), law.cite(_CHANGE_RATIO), member=name)


def _of_ceilings(*, org_id: UUID, day: date, frame: CapitalFrame) -> Iterator[CapitalDuty]:
    """Warn of ceilings that are passed or near: of groups first, then of single members."""
    for room in list_group_rooms(frame=frame, totals=sum_holdings(org_id=org_id, day=day)):
        if room.is_near:
            kind = "ceiling_passed" if room.over_vnd else "ceiling_near"
            yield CapitalDuty(kind, None, room.over_vnd or room.left_vnd, room.law, member=str(ROOM_WORDS[room.who]))
    # Nobody who holds less than the smallest part of any ceiling can be near one.
    ratio = min(ceiling.ratio for ceiling in frame.ceilings)
    above_vnd = round_dong(ratio * frame.charter_capital_vnd * NEAR, rule=Rounding.DOWN)
    holders = list_holdings_above(org_id=org_id, day=day, above_vnd=Dong(above_vnd - 1), limit=LISTED_MAX)
    ids = [line.member_id for line in holders if line.left_on is None and line.type is MemberType.OFFICIAL]
    for one in list_member_rooms(org_id=org_id, day=day, limit=LISTED_MAX, ids=ids) if ids else ():
        for room in one.rooms:
            if room.who in ("official", "charter") and room.is_near:
                kind = "ceiling_passed" if room.over_vnd else "ceiling_near"
                amount_vnd = room.over_vnd or room.left_vnd
                yield CapitalDuty(kind, None, amount_vnd, room.law, one.member_id, f"{one.number} {one.name}")


def _of_returns(*, org_id: UUID, day: date) -> Iterator[CapitalDuty]:
    rows = CharterParameter.objects.filter(org_id=org_id, name=CharterName.RETURN_MONTHS, starts_on__lte=day)
    months = rows.order_by("-starts_on").values_list("value", flat=True).first()
    left = list_holdings_of_left(org_id=org_id, day=day, limit=LISTED_MAX)
    for line in left:
        due_on = add_months(day=line.left_on, months=int(months)) if months and line.left_on else None
        law = cite_member_duties(day=day)
        yield CapitalDuty("return_due", due_on, line.held_vnd, law, line.member_id, f"{line.number} {line.name}")
