"""Write a schedule of a loan down as its newest; the verbs that make schedules share it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max

from ecoop.finance.calc import PlanKind
from ecoop.finance.calc.schedule import Instalment
from ecoop.finance.models import LoanInstalment, LoanPlan
from ecoop.finance.queries.loans import LoanFacts


@dataclass(frozen=True)
class PlanRow:
    """The head of a schedule."""

    id: UUID | None
    kind: PlanKind
    starts_on: date
    paper: str = ""
    reason: str = ""


def write_plan(
    *, org_id: UUID, loan: LoanFacts, plan: PlanRow, parts: tuple[Instalment, ...], by: UUID, now: datetime
) -> None:
    """Write a schedule down as the newest of its loan.

    Queries: 3
    """
    recorded = {"org_id": org_id, "recorded_by_id": by, "recorded_at": now, "member_org_id": loan.member_org_id}
    last = LoanPlan.objects.filter(org_id=org_id, loan_id=loan.id).aggregate(last=Max("revision"))["last"]
    row = LoanPlan(
        loan_id=loan.id,
        revision=0 if last is None else last + 1,
        kind=plan.kind.value,
        starts_on=plan.starts_on,
        paper=plan.paper.strip(),
        reason=plan.reason.strip(),
        **({"id": plan.id} if plan.id else {}),
        **recorded,
    )
    LoanPlan.objects.bulk_create([row])
    LoanInstalment.objects.bulk_create(
        LoanInstalment(
            plan_id=row.id,
            loan_id=loan.id,
            position=part.position,
            due_on=part.due_on,
            principal_vnd=part.principal_vnd,
            interest_vnd=part.interest_vnd,
            **recorded,
        )
        for part in parts
    )
