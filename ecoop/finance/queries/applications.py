"""Applications for loans: who asks for what, and what became of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ecoop.finance.calc import ApplicationSource, Check, Purpose, ScheduleKind, Verdict
from ecoop.finance.calc.rules import read_check
from ecoop.finance.errors import LoanApplicationNotFound
from ecoop.finance.models import Loan, LoanApplication, LoanDecision
from ecoop.finance.queries.law import PURPOSE_WORDS, SCHEDULE_WORDS
from ecoop.kernel.dong import Dong
from ecoop.vouchers.queries.parties import name_parties

VERDICT_WORDS: Mapping[str, Any] = {
    Verdict.APPROVED: _("approved by the Board"),
    Verdict.REFUSED: _("refused"),
    Verdict.WITHDRAWN: _("withdrawn"),
}
SOURCE_WORDS: Mapping[str, Any] = {
    ApplicationSource.HOUSEHOLD: _("from the household"),
    ApplicationSource.OFFICE: _("in the office"),
}


@dataclass(frozen=True)
class DecisionFacts:
    """What became of an application."""

    verdict: Verdict
    decided_on: date
    amount_vnd: Dong
    months: int
    rate_per_year: Decimal
    decided_by: str
    paper: str
    resolution_id: UUID | None
    reason: str
    checks: tuple[Check, ...]
    recorded_at: datetime

    @property
    def label(self) -> str:
        """Name the verdict in the active language."""
        return str(VERDICT_WORDS[self.verdict])


@dataclass(frozen=True)
class ApplicationFacts:
    """An application, and what became of it."""

    id: UUID
    org_id: UUID
    member_id: UUID
    member_org_id: UUID | None
    member_name: str
    source: ApplicationSource
    year: int
    serial: int
    asked_on: date
    amount_vnd: Dong
    months: int
    purpose: Purpose
    purpose_text: str
    schedule: ScheduleKind
    decision: DecisionFacts | None
    loan_id: UUID | None

    @property
    def number(self) -> str:
        """Give the number as the office writes it."""
        return write_application_number(year=self.year, serial=self.serial)

    @property
    def purpose_label(self) -> str:
        """Name the purpose in the active language."""
        return str(PURPOSE_WORDS[self.purpose])

    @property
    def schedule_label(self) -> str:
        """Name how it would come back in the active language."""
        return str(SCHEDULE_WORDS[self.schedule])

    @property
    def source_label(self) -> str:
        """Name where it came from in the active language."""
        return str(SOURCE_WORDS[self.source])

    @property
    def is_approved(self) -> bool:
        """Tell whether the Board approved it."""
        return self.decision is not None and self.decision.verdict is Verdict.APPROVED


def write_application_number(*, year: int, serial: int) -> str:
    """Write the number of an application.

    Queries: 0
    """
    return f"{serial:02d}/{year}/ĐĐN-CV"


def get_application(*, org_id: UUID, application_id: UUID) -> ApplicationFacts:
    """Get one application.

    Raises:  LoanApplicationNotFound
    Queries: 5
    """
    found = list_applications(org_id=org_id, ids=[application_id])
    if not found:
        raise LoanApplicationNotFound
    return found[0]


def list_applications(
    *, org_id: UUID, ids: Collection[UUID] | None = None, most: int | None = None
) -> list[ApplicationFacts]:
    """List applications, the newest first; a household sees its own, because row security shows it no others.

    Queries: 5
    """
    rows = LoanApplication.objects.filter(org_id=org_id).order_by("-year", "-number")
    if ids is not None:
        rows = rows.filter(id__in=list(ids))
    found = list(rows[:most] if most else rows)
    ids = [row.id for row in found]
    decisions = {row.application_id: row for row in LoanDecision.objects.filter(org_id=org_id, application_id__in=ids)}
    loans = dict(Loan.objects.filter(org_id=org_id, application_id__in=ids).values_list("application_id", "id"))
    names = name_parties(org_id=org_id, ids=[row.member_id for row in found])
    return [_facts(row, decisions.get(row.id), loans.get(row.id), names.get(row.member_id, "")) for row in found]


def count_open_applications(*, org_id: UUID) -> int:
    """Count the applications that wait for a decision.

    Queries: 1
    """
    decided = LoanDecision.objects.filter(org_id=org_id).values("application_id")
    return LoanApplication.objects.filter(org_id=org_id).exclude(id__in=decided).count()


def _facts(row: LoanApplication, decision: LoanDecision | None, loan_id: UUID | None, name: str) -> ApplicationFacts:
    return ApplicationFacts(
        id=row.id,
        org_id=row.org_id,
        member_id=row.member_id,
        member_org_id=row.member_org_id,
        member_name=name,
        source=ApplicationSource(row.source),
        year=row.year,
        serial=row.number,
        asked_on=row.asked_on,
        amount_vnd=Dong(row.amount_vnd),
        months=row.months,
        purpose=Purpose(row.purpose),
        purpose_text=row.purpose_text,
        schedule=ScheduleKind(row.schedule),
        decision=_decision(decision) if decision else None,
        loan_id=loan_id,
    )


def _decision(row: LoanDecision) -> DecisionFacts:
    return DecisionFacts(
        verdict=Verdict(row.verdict),
        decided_on=row.decided_on,
        amount_vnd=Dong(row.amount_vnd),
        months=row.months,
        rate_per_year=row.rate_per_year,
        decided_by=row.decided_by,
        paper=row.paper,
        resolution_id=row.resolution_id,
        reason=row.reason,
        checks=tuple(read_check(said=said) for said in row.checks),
        recorded_at=row.recorded_at,
    )
