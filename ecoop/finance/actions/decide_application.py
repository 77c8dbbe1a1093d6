"""Record what the Board decided on an application, with what every rule said that day."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ecoop.audit.actions.record_event import record_event
from ecoop.finance.actions.write_events import check_day
from ecoop.finance.calc import Verdict
from ecoop.finance.errors import (
    ApplicationIsDecided,
    ApprovedMoreThanAsked,
    DecisionNeedsPaper,
    LendingRuleBroken,
    LoanAmountWrong,
)
from ecoop.finance.models import LoanDecision
from ecoop.finance.queries.applications import ApplicationFacts, get_application
from ecoop.finance.queries.conditions import Asked, Conditions, check_lending
from ecoop.kernel.dates import format_day
from ecoop.kernel.dong import Dong, format_dong
from ecoop.ledger.actions.lock_books import lock_books


@dataclass(frozen=True)
class LoanDecisionDraft:
    """What was decided: by whom, by which paper; of an approval, how much, how long, at which rate."""

    application_id: UUID
    verdict: Verdict
    decided_on: date
    decided_by: str = ""
    paper: str = ""
    reason: str = ""
    amount_vnd: Dong = Dong(0)  # noqa: RUF009 - a whole number, not a mutable thing
    months: int = 0
    rate_per_year: Decimal = Decimal(0)


@transaction.atomic
def decide_application(*, org_id: UUID, decision: LoanDecisionDraft, by: UUID, now: datetime) -> ApplicationFacts:
    """Decide an application once; two hands at once wait for each other, and the second is told.

    Law:    L17 Art. 83; D113 Art. 19
    Raises: LoanApplicationNotFound, ApplicationIsDecided, DecisionNeedsPaper, ApprovedMoreThanAsked, LoanAmountWrong,
            LendingRuleBroken, LoanDayIsAhead
    Queries: about 55
    """
    lock_books(org_id=org_id)
    application = get_application(org_id=org_id, application_id=decision.application_id)
    check_day(day=decision.decided_on, now=now)
    if application.decision is not None:
        decided_on = format_day(application.decision.decided_on)
        raise ApplicationIsDecided(number=application.number, decided_on=decided_on)
    found = _approve(org_id, application, decision) if decision.verdict is Verdict.APPROVED else None
    if decision.verdict is Verdict.REFUSED and not decision.reason.strip():
        raise DecisionNeedsPaper(missing=_("the reason"))
    _write(org_id, application, decision, found, by, now)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="finance.application.decide",
        object_kind="loan_application",
        object_id=application.id,
        detail={"verdict": decision.verdict.value},
        now=now,
    )
    return get_application(org_id=org_id, application_id=application.id)


def _approve(org_id: UUID, application: ApplicationFacts, decision: LoanDecisionDraft) -> Conditions:
    """Refuse an approval without its paper, beyond what was asked for, or against a rule."""
    said = {_("who decided"): decision.decided_by, _("the Board's resolution"): decision.paper}
    if missing := [name for name, value in said.items() if not value.strip()]:
        raise DecisionNeedsPaper(missing=", ".join(missing))
    if decision.amount_vnd <= 0 or decision.months <= 0 or decision.rate_per_year < 0:
        raise LoanAmountWrong
    if decision.amount_vnd > application.amount_vnd or decision.months > application.months:
        raise ApprovedMoreThanAsked(asked=format_dong(application.amount_vnd), months=application.months)
    asked = Asked(
        member_id=application.member_id,
        amount_vnd=decision.amount_vnd,
        months=decision.months,
        purpose=application.purpose,
        rate_per_year=decision.rate_per_year,
        application_id=application.id,
    )
    found = check_lending(org_id=org_id, asked=asked, day=decision.decided_on)
    refuse_broken(found=found)
    return found


def refuse_broken(*, found: Conditions) -> None:
    """Refuse what breaks a rule, naming the first article.

    Raises: LendingRuleBroken
    """
    if broken := found.broken:
        rules = "; ".join(f"{check.label}: {check.said}" for check in broken)
        raise LendingRuleBroken(law=broken[0].law, rules=rules)


def _write(
    org_id: UUID,
    application: ApplicationFacts,
    decision: LoanDecisionDraft,
    found: Conditions | None,
    by: UUID,
    now: datetime,
) -> None:
    LoanDecision.objects.create(
        org_id=org_id,
        application_id=application.id,
        member_id=application.member_id,
        member_org_id=application.member_org_id,
        verdict=decision.verdict.value,
        decided_on=decision.decided_on,
        amount_vnd=decision.amount_vnd if found else 0,
        months=decision.months if found else 0,
        rate_per_year=decision.rate_per_year if found else 0,
        decided_by=decision.decided_by.strip(),
        paper=decision.paper.strip(),
        resolution_id=found.frame.resolution.id if found and found.frame.resolution else None,
        reason=decision.reason.strip(),
        checks=[check.as_dict() for check in found.checks] if found else [],
        recorded_by_id=by,
        recorded_at=now,
    )
