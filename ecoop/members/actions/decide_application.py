"""Decide about an application: the applicant becomes a member, is refused, or has withdrawn."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.ids import new_id
from ecoop.members.actions.admit_members import Admission, admit_members
from ecoop.members.actions.lock_register import lock_register
from ecoop.members.actions.record_decisions import DecisionDraft, check_decision, decision_row
from ecoop.members.calc import DecidedAct, derive_member_type
from ecoop.members.errors import ApplicationNotOpen
from ecoop.members.models import Application, Decision
from ecoop.members.queries import draft_of, get_constitution


@dataclass(frozen=True)
class ApplicationVerdict:
    """What was decided about an application; who is admitted gets a number, the next free one if it is empty."""

    application_id: UUID
    act: DecidedAct
    decision: DecisionDraft
    admitted_on: date | None = None
    number: str = ""
    member_org_id: UUID | None = None


@transaction.atomic
def decide_application(*, org_id: UUID, verdict: ApplicationVerdict, by: UUID, now: datetime) -> UUID | None:
    """Write a decision down; who is admitted enters the register at once, and the id of the member is given.

    Law:    L17 Arts 30, 66, 68, 70, 71; cooperative/who-decides
    Raises: ApplicationNotOpen, WrongBodyDecides, DecisionNeedsResolution, and what `admit_members` raises
    Queries: about 18
    """
    lock_register(org_id=org_id)
    row = Application.objects.filter(org_id=org_id, id=verdict.application_id).first()
    decided = Decision.objects.filter(org_id=org_id, application_id=verdict.application_id)
    if row is None or decided.exists():
        raise ApplicationNotOpen(receipt=row.receipt if row else verdict.application_id)
    decision = replace(verdict.decision, application_id=row.id)
    if verdict.act is DecidedAct.ADMIT:
        return _admit(org_id=org_id, row=row, verdict=verdict, decision=decision, by=by, now=now)
    if verdict.act is DecidedAct.REFUSE:
        _check_body(org_id, row, decision)
    kept = decision_row(
        decision=decision,
        act=verdict.act,
        member_org_id=row.member_org_id,
        org_id=org_id,
        recorded_by_id=by,
        recorded_at=now,
    )
    Decision.objects.bulk_create([kept])
    record_event(
        org_id=org_id,
        person_id=by,
        verb=f"members.application.{verdict.act.value}",
        object_kind="application",
        object_id=row.id,
        detail={},
        now=now,
    )
    return None


def _check_body(org_id: UUID, row: Application, decision: DecisionDraft) -> None:
    day = decision.decided_on
    kind = derive_member_type(capital=row.brings_capital, use=row.uses, labour=row.works)
    governance = get_constitution(org_id=org_id, day=day).governance
    assert kind is not None
    check_decision(name=row.name, decision=decision, kind=kind, governance=governance, day=day)


def _admit(
    *, org_id: UUID, row: Application, verdict: ApplicationVerdict, decision: DecisionDraft, by: UUID, now: datetime
) -> UUID:
    admission = Admission(
        id=new_id(),
        number=verdict.number,
        name=row.name,
        member_org_id=verdict.member_org_id or row.member_org_id,
        admitted_on=verdict.admitted_on or decision.decided_on,
        brings_capital=row.brings_capital,
        uses=row.uses,
        works=row.works,
        particulars=draft_of(row=row),
        decision=decision,
    )
    admit_members(org_id=org_id, admissions=[admission], by=by, now=now)
    return admission.id
