"""Change what members bring, and with it their type, from a day on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Refusal
from ecoop.ledger.calc.outcomes import Outcome
from ecoop.members.actions.lock_register import lock_register
from ecoop.members.actions.record_decisions import DecisionDraft, check_decision, write_decisions
from ecoop.members.calc import DecidedAct, MemberType, check_may_join, derive_member_type
from ecoop.members.errors import (
    CapitalStillHeld,
    MemberBringsNothing,
    MemberUnknown,
    NotAMemberThatDay,
    StandingDayTaken,
)
from ecoop.members.models import Standing
from ecoop.members.queries import (
    Constitution,
    History,
    find_join_rules,
    get_constitution,
    get_history,
    list_particulars,
    sum_paid_in,
)


@dataclass(frozen=True)
class StandingDraft:
    """What a member brings from a day on."""

    id: UUID
    member_id: UUID
    starts_on: date
    brings_capital: bool
    uses: bool
    works: bool
    decision: DecisionDraft | None = None

    @property
    def type(self) -> MemberType | None:
        """Derive the type from what is brought."""
        return derive_member_type(capital=self.brings_capital, use=self.uses, labour=self.works)


@transaction.atomic
def change_standings(*, org_id: UUID, changes: Sequence[StandingDraft], by: UUID, now: datetime) -> list[Outcome]:
    """Change what members bring, the good changes whatever becomes of the others.

    Law:    L17 Art. 4, clauses 17 to 19; Art. 30
    Shape:  one outcome per change, in order
    Raises: nothing; every refusal is an outcome
    Queries: about 11 for any number of members
    """
    lock_register(org_id=org_id)
    ids = {one.member_id for one in changes}
    history = get_history(org_id=org_id, ids=ids)
    held = sum_paid_in(org_id=org_id, day=date.max, ids=ids)
    rows = Standing.objects.filter(org_id=org_id, member_id__in=ids).values_list("member_id", "starts_on", "id")
    taken = {(member_id, starts_on): id_ for member_id, starts_on, id_ in rows}
    constitution = get_constitution(org_id=org_id, day=max((one.starts_on for one in changes), default=date.max))
    who = list_particulars(org_id=org_id, ids=ids)
    outcomes: list[Outcome] = []
    good: list[StandingDraft] = []
    for one in changes:
        if taken.get((one.member_id, one.starts_on)) == one.id:
            outcomes.append(Outcome(one.id, "known"))
            continue
        try:
            kind = _check(one, history, held.get(one.member_id, Dong(0)))
            if (one.member_id, one.starts_on) in taken:
                raise StandingDayTaken(name=history.members[one.member_id].name, day=one.starts_on)
            rules = find_join_rules(form=constitution.form, day=one.starts_on)
            name = history.members[one.member_id].name
            if rules and one.member_id in who:
                check_may_join(name=name, who=who[one.member_id], kind=kind, day=one.starts_on, rules=rules)
            _check_body(one, name, kind, constitution)
        except Refusal as refusal:
            outcomes.append(Outcome(one.id, "refused", refusal))
            continue
        taken[one.member_id, one.starts_on] = one.id
        good.append(one)
        outcomes.append(Outcome(one.id, "recorded"))
    _write(org_id=org_id, good=good, history=history, by=by, now=now)
    return outcomes


def _check(one: StandingDraft, history: History, held_vnd: Dong) -> MemberType:
    member = history.members.get(one.member_id)
    if member is None:
        raise MemberUnknown(member=one.member_id)
    if history.find_type_on(member_id=one.member_id, day=one.starts_on) is None:
        raise NotAMemberThatDay(name=member.name, day=one.starts_on)
    kind = one.type
    if kind is None:
        raise MemberBringsNothing(name=member.name)
    if held_vnd and not one.brings_capital:
        raise CapitalStillHeld(name=member.name, held_vnd=held_vnd)
    return kind


def _check_body(one: StandingDraft, name: str, kind: MemberType, constitution: Constitution) -> None:
    if one.decision:
        check_decision(
            name=name, decision=one.decision, kind=kind, governance=constitution.governance, day=one.starts_on
        )


def _write(*, org_id: UUID, good: Sequence[StandingDraft], history: History, by: UUID, now: datetime) -> None:
    if not good:
        return
    recorded = {"org_id": org_id, "recorded_by_id": by, "recorded_at": now}
    Standing.objects.bulk_create(
        Standing(
            id=one.id,
            member_id=one.member_id,
            member_org_id=history.members[one.member_id].member_org_id,
            starts_on=one.starts_on,
            brings_capital=one.brings_capital,
            uses=one.uses,
            works=one.works,
            **recorded,
        )
        for one in good
    )
    write_decisions(
        decided=((one.member_id, history.members[one.member_id].member_org_id, one.decision) for one in good),
        act=DecidedAct.CHANGE,
        **recorded,
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="members.standing.change",
        object_kind="member",
        object_id=good[0].member_id if len(good) == 1 else None,
        detail={"count": len(good)},
        now=now,
    )
