"""Carry out what a resolution decided: a table from its matter to what does it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.distribution.actions.decide_year import decide_year
from ecoop.distribution.actions.share_year import share_year
from ecoop.distribution.queries import find_decision, find_sharing
from ecoop.governance.actions.appoint import lock_bodies
from ecoop.governance.actions.appoint_elected import appoint_elected
from ecoop.governance.actions.open_course import open_resolved
from ecoop.governance.errors.resolutions import CarriedOutElsewhere, CarryingUnsaid, NothingToCarryOut
from ecoop.kernel.dong import Dong
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.ledger.calc.outcomes import Outcome
from ecoop.members.actions.add_profit_to_capital import ProfitAdded, add_profit_to_capital
from ecoop.members.actions.hold_ceilings import lock_capital
from ecoop.members.actions.return_capital import ReturnDraft, return_capital
from ecoop.members.actions.set_charter import CharterChoice, set_charter
from ecoop.members.calc import Means, ReturnReason, Side
from ecoop.members.queries import MemberLine, list_members_on, said_choices
from ecoop.resolutions.errors import ResolutionIsAnnulled, ResolutionIsUsed
from ecoop.resolutions.queries import ResolutionFacts, get_resolution
from ecoop.taxes.actions.issue_statements import approve_statements
from ecoop.taxes.calc.statement_sheets import read_period


@dataclass(frozen=True)
class Carrying:
    """What a resolution leaves open where money leaves: the day, the means, who saw that debts can still be paid."""

    on: date
    means: Means
    debts_seen_by: str


@dataclass(frozen=True)
class _Asked:
    facts: ResolutionFacts
    how: Carrying | None
    by: UUID
    done_at: datetime


@dataclass(frozen=True)
class Handler:
    """Who may carry a matter out, and what does it."""

    permission: str
    carry_out: Callable[[_Asked], object]


@transaction.atomic
def execute_resolution(
    *, org_id: UUID, resolution_id: UUID, by: UUID, now: datetime, how: Carrying | None = None
) -> Outcome:
    """Carry a resolution out, exactly once: all of it or nothing.

    Law:    L17 Arts 61, 64, 70; what each matter rests on stands in cooperative/resolution-matters
    Raises: ResolutionMissing, ResolutionIsAnnulled, ResolutionIsUsed, NothingToCarryOut, CarryingUnsaid,
            CarriedOutElsewhere, and what the act itself refuses
    """
    # Two hands at once: the second finds it carried out. The locks come in the order in which the acts take them.
    lock_capital(org_id=org_id)
    lock_bodies(org_id=org_id)
    lock_books(org_id=org_id)
    facts = get_resolution(org_id=org_id, resolution_id=resolution_id)
    if facts.annulment:
        raise ResolutionIsAnnulled(number=facts.number, annulled_on=facts.annulment.annulled_on)
    handler = HANDLERS.get(facts.matter)
    if handler is None or not facts.items:
        raise NothingToCarryOut(number=facts.number)
    if not is_waiting(facts=facts):
        raise ResolutionIsUsed(number=facts.number, used_on=facts.uses[-1].recorded_at)
    handler.carry_out(_Asked(facts, how, by, now))
    record_event(
        org_id=org_id,
        person_id=by,
        verb="governance.resolution.execute",
        object_kind="resolution",
        object_id=resolution_id,
        detail={"matter": facts.matter},
        now=now,
    )
    return Outcome(resolution_id, "recorded")


def is_waiting(*, facts: ResolutionFacts) -> bool:
    """Tell whether something of a resolution remains to be carried out.

    A year that was decided and not shared yet is carried out by half.
    """
    if facts.is_open or facts.annulment or facts.matter != "distribution":
        return facts.is_open
    year = facts.parameters["year"]
    decision = find_decision(org_id=facts.org_id, year=year)
    return decision is not None and decision.resolution == facts.number and not _is_shared(facts, year)


def _is_shared(facts: ResolutionFacts, year: int) -> bool:
    return find_sharing(org_id=facts.org_id, year=year) is not None


def _statements(asked: _Asked) -> None:
    facts = asked.facts
    period = read_period(text=str(facts.parameters["year"]))
    approve_statements(org_id=facts.org_id, period=period, resolution_id=facts.id, by=asked.by, now=asked.done_at)


def _distribution(asked: _Asked) -> None:
    facts, year = asked.facts, asked.facts.parameters["year"]
    if facts.is_open:
        decide_year(org_id=facts.org_id, year=year, resolution_id=facts.id, by=asked.by, now=asked.done_at)
    share_year(org_id=facts.org_id, year=year, by=asked.by, now=asked.done_at)


def _charter(asked: _Asked) -> None:
    facts = asked.facts
    starts_on = date.fromisoformat(facts.parameters["starts_on"])
    said = said_choices(facts=facts)
    open_names = said if facts.matter == "governance_model" else set(facts.open_items)
    choices = [CharterChoice(name, value, starts_on) for name, value in said.items() if name in open_names]
    set_charter(org_id=facts.org_id, choices=choices, resolution_id=facts.id, by=asked.by, now=asked.done_at)


def _capital_return(asked: _Asked) -> None:
    facts, how = asked.facts, asked.how
    if how is None:
        raise CarryingUnsaid(number=facts.number)
    rows = [row for row in facts.parameters["returns"] if row["member_id"] in facts.open_items]
    ids = [UUID(row["member_id"]) for row in rows]
    members = {line.id: line for line in list_members_on(org_id=facts.org_id, day=how.on, ids=ids)}
    returns = [
        ReturnDraft(
            id=uuid5(facts.id, row["member_id"]),
            member_id=UUID(row["member_id"]),
            returned_on=how.on,
            amount_vnd=Dong(row["amount_vnd"]),
            means=how.means,
            reason=_reason(members, UUID(row["member_id"]), how.on),
            resolution_id=facts.id,
            debts_seen_by=how.debts_seen_by,
        )
        for row in rows
    ]
    return_capital(org_id=facts.org_id, returns=returns, by=asked.by, now=asked.done_at)


def _reason(members: Mapping[UUID, MemberLine], member_id: UUID, day: date) -> ReturnReason:
    line = members.get(member_id)
    return ReturnReason.EXCESS if line and line.is_member_on(day=day) else ReturnReason.MEMBERSHIP_ENDED


def _profit_to_capital(asked: _Asked) -> None:
    facts = asked.facts
    profit = ProfitAdded(
        id=uuid5(facts.id, "profit"),
        added_on=facts.passed_on,
        result=Side(facts.parameters["result"]),
        amount_vnd=Dong(facts.parameters["amount_vnd"]),
        resolution_id=facts.id,
    )
    add_profit_to_capital(org_id=facts.org_id, profit=profit, by=asked.by, now=asked.done_at)


def _elections(asked: _Asked) -> None:
    appoint_elected(org_id=asked.facts.org_id, resolution=asked.facts, by=asked.by, now=asked.done_at)


def _course(asked: _Asked) -> None:
    open_resolved(org_id=asked.facts.org_id, resolution=asked.facts, by=asked.by, now=asked.done_at)


def _elsewhere(asked: _Asked) -> None:
    raise CarriedOutElsewhere(number=asked.facts.number)


# Matter to handler. What is sold needs its price and its appraisal, which its own page asks for.
HANDLERS: Mapping[str, Handler] = {
    "statements": Handler("tax.file", _statements),
    "distribution": Handler("distribution.decide", _distribution),
    "fund_rates": Handler("members.manage", _charter),
    "charter": Handler("members.manage", _charter),
    "governance_model": Handler("members.manage", _charter),
    "capital_return": Handler("capital.record", _capital_return),
    "profit_to_capital": Handler("capital.record", _profit_to_capital),
    "lending": Handler("members.manage", _charter),
    "elections": Handler("meetings.manage", _elections),
    "dissolution": Handler("meetings.manage", _course),
    "reorganisation": Handler("meetings.manage", _course),
    "asset_sale": Handler("documents.record", _elsewhere),
}


def permission_of(*, matter: str) -> str:
    """Name the permission that carrying a matter out, or undoing it, asks for."""
    handler = HANDLERS.get(matter)
    return handler.permission if handler else "meetings.manage"
