"""End memberships on the grounds of the law, by the body that decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.refusals import Refusal
from ecoop.lawbook.errors import NoLawOnDay
from ecoop.ledger.calc.outcomes import Outcome
from ecoop.members.actions.lock_register import lock_register
from ecoop.members.actions.record_decisions import DecisionDraft, check_decision, write_decisions
from ecoop.members.calc import (
    BODY_WORDS,
    UNDECIDED,
    CharterName,
    DecidedAct,
    Ending,
    MemberType,
    add_months,
    check_ground,
)
from ecoop.members.errors import (
    DecisionNeedsResolution,
    DocumentDiffers,
    GroundDoesNotFit,
    MembershipEndedBefore,
    MemberUnknown,
    NotAMemberThatDay,
)
from ecoop.members.models import Departure
from ecoop.members.queries import (
    History,
    cite_grounds,
    get_charter_on,
    get_decider,
    get_history,
    list_ground_rows,
    list_last_dealings,
    list_overdue_fees,
)

_AT_ONCE = 2_000


@dataclass(frozen=True)
class DepartureDraft:
    """A membership that ends on a day; from that day on it holds no more."""

    id: UUID
    member_id: UUID
    ends_on: date
    ground: Ending
    decision: DecisionDraft | None = None
    reason: str = ""


@dataclass
class _Known:
    """What the checks of a batch look at."""

    history: History
    ended: Mapping[UUID, Departure]
    overdue: frozenset[UUID]
    last_dealt: Mapping[UUID, date]
    charter: Mapping[str, str]
    seen: set[UUID] = field(default_factory=set)


@transaction.atomic
def end_memberships(*, org_id: UUID, departures: Sequence[DepartureDraft], by: UUID, now: datetime) -> list[Outcome]:
    """End memberships, the good ones whatever becomes of the others.

    Law:    L17 Art. 33; cooperative/end-of-membership, cooperative/who-decides
    Shape:  one outcome per departure, in order
    Raises: nothing; every refusal is an outcome
    Queries: 10 for any number of members
    """
    lock_register(org_id=org_id)
    known = _look(org_id=org_id, departures=departures)
    outcomes: list[Outcome] = []
    good: list[DepartureDraft] = []
    for one in departures:
        try:
            status = _check(one, known)
        except Refusal as refusal:
            outcomes.append(Outcome(one.id, "refused", refusal))
            continue
        outcomes.append(Outcome(one.id, status))
        if status == "recorded":
            good.append(one)
            known.seen.add(one.member_id)
    _write(org_id=org_id, good=good, history=known.history, by=by, now=now)
    return outcomes


def _look(*, org_id: UUID, departures: Sequence[DepartureDraft]) -> _Known:
    ids = {one.member_id for one in departures}
    day = max((one.ends_on for one in departures), default=date.max)
    asks_use = {one.member_id for one in departures if one.ground is Ending.NO_USE}
    asks_fee = {one.member_id for one in departures if one.ground is Ending.FEE_UNPAID}
    return _Known(
        history=get_history(org_id=org_id, ids=ids),
        ended={row.member_id: row for row in Departure.objects.filter(org_id=org_id, member_id__in=ids)},
        overdue=frozenset(list_overdue_fees(org_id=org_id, ids=asks_fee, day=day)) if asks_fee else frozenset(),
        last_dealt=list_last_dealings(org_id=org_id, ids=asks_use) if asks_use else {},
        charter={name: line.value for name, line in get_charter_on(org_id=org_id, day=day).items()},
    )


def _check(one: DepartureDraft, known: _Known) -> str:
    member = known.history.members.get(one.member_id)
    if member is None:
        raise MemberUnknown(member=one.member_id)
    ended = known.ended.get(one.member_id)
    if ended is not None and ended.id == one.id:
        if (ended.ends_on, ended.ground) != (one.ends_on, one.ground.value):
            raise DocumentDiffers(document=one.id)
        return "known"
    if ended is not None or one.member_id in known.seen:
        raise MembershipEndedBefore(name=member.name, day=ended.ends_on if ended else one.ends_on)
    kind = known.history.find_type_on(member_id=one.member_id, day=one.ends_on)
    if kind is None:
        raise NotAMemberThatDay(name=member.name, day=one.ends_on)
    _check_ground(one, member.name, kind, known)
    return "recorded"


def _check_ground(one: DepartureDraft, name: str, kind: MemberType, known: _Known) -> None:
    try:
        rows = list_ground_rows(day=one.ends_on)
    except NoLawOnDay:
        # Memberships that ended under an earlier law are told as they were.
        return
    check_ground(name=name, ground=one.ground, kind=kind, rows=rows, law=cite_grounds())
    _check_proof(one, name, known)
    governance = known.charter.get(CharterName.GOVERNANCE, "full")
    if one.decision is not None:
        check_decision(name=name, decision=one.decision, kind=kind, governance=governance, day=one.ends_on)
    elif one.ground not in UNDECIDED:
        decider = get_decider(act="admit_or_end", kind=kind, governance=governance, day=one.ends_on)
        raise DecisionNeedsResolution(name=name, body=str(BODY_WORDS[decider.body]))


def _check_proof(one: DepartureDraft, name: str, known: _Known) -> None:
    """Hold a ground that the house can see against what is recorded: the last trade, the fee."""
    if one.ground is Ending.FEE_UNPAID and one.member_id not in known.overdue:
        why = _("no fee of this member is overdue")
        raise GroundDoesNotFit(law=cite_grounds(), name=name, ground=one.ground.value, why=why)
    months = int(Decimal(known.charter.get(CharterName.NON_USE_MONTHS, "0")))
    last_on = known.last_dealt.get(one.member_id)
    if one.ground is Ending.NO_USE and last_on and add_months(day=last_on, months=months) > one.ends_on:
        why = _("the last trade was on {day}, and the charter waits {months} months")
        why = why.format(day=f"{last_on:%d/%m/%Y}", months=months)
        raise GroundDoesNotFit(law=cite_grounds(), name=name, ground=one.ground.value, why=why)


def _write(*, org_id: UUID, good: Sequence[DepartureDraft], history: History, by: UUID, now: datetime) -> None:
    if not good:
        return
    recorded = {"org_id": org_id, "recorded_by_id": by, "recorded_at": now}
    Departure.objects.bulk_create(
        (
            Departure(
                id=one.id,
                member_id=one.member_id,
                member_org_id=history.members[one.member_id].member_org_id,
                ends_on=one.ends_on,
                ground=one.ground.value,
                reason=one.reason,
                **recorded,
            )
            for one in good
        ),
        batch_size=_AT_ONCE,
    )
    write_decisions(
        decided=((one.member_id, history.members[one.member_id].member_org_id, one.decision) for one in good),
        act=DecidedAct.END,
        **recorded,
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="members.member.end",
        object_kind="member",
        object_id=good[0].member_id if len(good) == 1 else None,
        detail={"count": len(good)},
        now=now,
    )
