"""Record that statements went out to an office, or that the general meeting approved them."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.ledger.errors import BalancesMisplaced, ReasonMissing
from ecoop.ledger.queries.misplaced import list_reclassifications
from ecoop.resolutions.actions.use_resolution import use_resolution
from ecoop.taxes.actions.keep_statements import begin_set
from ecoop.taxes.calc.statement_sheets import Sheet, StatementPeriod, snapshot
from ecoop.taxes.errors import (
    ApprovalNotFound,
    InputNotUnderstood,
    StatementDayIsWrong,
    StatementsAreOut,
    StatementsAreProvisional,
    StatementsNeedSigners,
)
from ecoop.taxes.models import CHANNELS, OFFICES, StatementApproval, StatementApprovalWithdrawal, StatementFiling
from ecoop.taxes.queries.statement_sets import COMPARED, SetFacts, find_set, standing_approvals
from ecoop.taxes.queries.statements import get_sheet

DAY = timedelta(days=1)
# The matter of the resolution that approves, and what it is used for.
MATTER, APPROVAL = "statements", "statement_approval"


@transaction.atomic
def file_statements(
    *,
    org_id: UUID,
    period: StatementPeriod,
    filed_with: str,
    filed_on: date,
    channel: str,
    receipt: str,
    by: UUID,
    now: datetime,
    today: date | None = None,
) -> SetFacts:
    """Record that the set of a period went out to an office; its figures are kept as they are now.

    Law:     C71 Appendix IV: 90 days after the year; the meeting that approves may come later
    Raises:  StatementsAreOut, StatementsNeedSigners, StatementsAreProvisional, BalancesMisplaced,
             StatementDayIsWrong, InputNotUnderstood
    Queries: 40
    """
    if channel not in CHANNELS or filed_with not in OFFICES:
        raise InputNotUnderstood(place="channel", why=f"one of {', '.join(CHANNELS)} is expected")
    _check_day(period, filed_on, today or vietnam_day(now))
    lock_books(org_id=org_id)
    kept = begin_set(org_id=org_id, period=period, by=by, now=now)
    for filing in kept.filings:
        if filing.filed_with == filed_with:
            raise StatementsAreOut(period=period.name, on=filing.filed_on, how=filing.office_label)
    sheets = _get_clean(org_id=org_id, period=period, kept=kept)
    StatementFiling.objects.create(
        org_id=org_id,
        statement_set_id=kept.id,
        filed_with=filed_with,
        filed_on=filed_on,
        channel=channel,
        receipt=receipt.strip(),
        # A second office gets the figures that went to the first.
        figures=kept.filings[0].figures if kept.filings else snapshot(sheets=sheets),
        recorded_by_id=by,
        recorded_at=now,
    )
    return _tell(org_id, period, kept, "taxes.statements.file", {"filed_with": filed_with}, by, now)


@transaction.atomic
def approve_statements(
    *,
    org_id: UUID,
    period: StatementPeriod,
    resolution_id: UUID | None,
    by: UUID,
    now: datetime,
    today: date | None = None,
) -> SetFacts:
    """Record that the general meeting approved the set of a period, whether or not it was filed before.

    Law:     L17 Arts 59 and 64
    Raises:  StatementsAreOut, StatementsNeedSigners, StatementsAreProvisional, BalancesMisplaced,
             StatementDayIsWrong, and what use_resolution refuses
    Queries: 46
    """
    lock_books(org_id=org_id)
    kept = begin_set(org_id=org_id, period=period, by=by, now=now)
    if kept.approval:
        raise StatementsAreOut(period=period.name, on=kept.approval.approved_on, how=kept.approval.resolution)
    sheets = _get_clean(org_id=org_id, period=period, kept=kept)
    approval_id = new_id()
    resolution = use_resolution(
        org_id=org_id,
        resolution_id=resolution_id,
        matter=MATTER,
        says={"year": period.starts_on.year},
        object_kind=APPROVAL,
        object_id=approval_id,
        by=by,
        now=now,
    )
    _check_day(period, resolution.passed_on, today or vietnam_day(now))
    StatementApproval.objects.create(
        id=approval_id,
        org_id=org_id,
        statement_set_id=kept.id,
        number=StatementApproval.objects.filter(org_id=org_id, statement_set_id=kept.id).count(),
        approved_on=resolution.passed_on,
        resolution=resolution.number,
        figures=kept.filings[0].figures if kept.filings else snapshot(sheets=sheets),
        recorded_by_id=by,
        recorded_at=now,
    )
    return _tell(org_id, period, kept, "taxes.statements.approve", {}, by, now)


@transaction.atomic
def withdraw_approval(
    *, org_id: UUID, approval_id: UUID, withdrawn_on: date, reason: str, by: UUID, now: datetime
) -> None:
    """Withdraw an approval whose resolution was annulled; the set can be approved anew.

    Raises:  ReasonMissing, ApprovalNotFound
    Queries: 5
    """
    if not reason.strip():
        raise ReasonMissing()
    lock_books(org_id=org_id)
    approval = standing_approvals().filter(org_id=org_id, id=approval_id).select_related("statement_set").first()
    if approval is None:
        raise ApprovalNotFound()
    StatementApprovalWithdrawal.objects.create(
        org_id=org_id,
        approval=approval,
        withdrawn_on=withdrawn_on,
        reason=reason.strip(),
        recorded_by_id=by,
        recorded_at=now,
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="taxes.statements.withdraw-approval",
        object_kind=APPROVAL,
        object_id=approval_id,
        detail={"period": approval.statement_set.period},
        now=now,
    )


def _check_day(period: StatementPeriod, day: date, today: date) -> None:
    if not period.ends_before <= day <= today:
        raise StatementDayIsWrong(period=period.name, day=day, ends_on=period.ends_before - DAY)


def _get_clean(*, org_id: UUID, period: StatementPeriod, kept: SetFacts) -> list[Sheet]:
    """Give the sheets as they go out; refuse what must not."""
    if not kept.signers.is_complete:
        raise StatementsNeedSigners(period=period.name)
    wrong = list_reclassifications(org_id=org_id, starts_on=period.starts_on, ends_before=period.ends_before)
    sheets = [get_sheet(org_id=org_id, form=form, period=period) for form in COMPARED]
    if wrong:
        raise BalancesMisplaced(form=sheets[0].code, accounts=", ".join(sorted({one.account for one in wrong})))
    if period.is_year and any(sheet.is_provisional for sheet in sheets):
        raise StatementsAreProvisional(period=period.name)
    return sheets


def _tell(
    org_id: UUID, period: StatementPeriod, kept: SetFacts, verb: str, detail: dict[str, Any], by: UUID, now: datetime
) -> SetFacts:
    record_event(
        org_id=org_id,
        person_id=by,
        verb=verb,
        object_kind="statement_set",
        object_id=kept.id,
        detail={"period": period.name, "number": kept.number, **detail},
        now=now,
    )
    return find_set(org_id=org_id, period=period.name) or kept
