"""Begin a set of statements, name its signers, write its notes."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.taxes.calc.statement_sheets import StatementPeriod
from ecoop.taxes.errors import StatementsAreDrafts, StatementsAreOut
from ecoop.taxes.models import StatementNote, StatementSet, StatementSigners
from ecoop.taxes.queries.statement_sets import SetFacts, Signers, find_set


@transaction.atomic
def begin_set(*, org_id: UUID, period: StatementPeriod, by: UUID, now: datetime) -> SetFacts:
    """Begin the set of a period as a draft, or answer the one that is there.

    Queries: 10
    """
    lock_books(org_id=org_id)
    found = find_set(org_id=org_id, period=period.name)
    return found or _create(org_id=org_id, period=period, number=0, reason="", by=by, now=now)


@transaction.atomic
def replace_set(*, org_id: UUID, period: StatementPeriod, reason: str, by: UUID, now: datetime) -> SetFacts:
    """Begin another set beside one that went out, with its signers and notes; the old one stays as it was.

    Raises: StatementsAreDrafts
    Queries: 14
    """
    lock_books(org_id=org_id)
    found = find_set(org_id=org_id, period=period.name)
    if found is None or not found.is_issued:
        raise StatementsAreDrafts(period=period.name)
    made = _create(org_id=org_id, period=period, number=found.number + 1, reason=reason.strip(), by=by, now=now)
    name_signers(org_id=org_id, period=period, signers=found.signers, by=by, now=now)
    for section, text in found.texts.items():
        write_note(org_id=org_id, period=period, section=section, text=text, by=by, now=now)
    return find_set(org_id=org_id, period=period.name) or made


@transaction.atomic
def name_signers(*, org_id: UUID, period: StatementPeriod, signers: Signers, by: UUID, now: datetime) -> None:
    """Name who signs the set of a period, and the outside bookkeeper if there is one.

    Raises: StatementsAreOut
    Queries: 12
    """
    draft = _get_draft(org_id=org_id, period=period, by=by, now=now)
    StatementSigners.objects.create(
        org_id=org_id, statement_set_id=draft.id, recorded_by_id=by, recorded_at=now, **asdict(signers)
    )


@transaction.atomic
def write_note(*, org_id: UUID, period: StatementPeriod, section: str, text: str, by: UUID, now: datetime) -> None:
    """Write under a section of the notes; an empty text takes away what stood there.

    Raises: StatementsAreOut
    Queries: 12
    """
    draft = _get_draft(org_id=org_id, period=period, by=by, now=now)
    StatementNote.objects.create(
        org_id=org_id, statement_set_id=draft.id, section=section, text=text.strip(), recorded_by_id=by, recorded_at=now
    )


def _get_draft(*, org_id: UUID, period: StatementPeriod, by: UUID, now: datetime) -> SetFacts:
    draft = begin_set(org_id=org_id, period=period, by=by, now=now)
    if draft.is_issued:
        how = ", ".join(
            [*(one.office_label for one in draft.filings), draft.approval.resolution if draft.approval else ""]
        )
        raise StatementsAreOut(period=period.name, on=draft.issued_on, how=how.strip(", "))
    return draft


def _create(*, org_id: UUID, period: StatementPeriod, number: int, reason: str, by: UUID, now: datetime) -> SetFacts:
    row = StatementSet.objects.create(
        org_id=org_id,
        year=period.year,
        period=period.name,
        starts_on=period.starts_on,
        ends_before=period.ends_before,
        number=number,
        reason=reason,
        recorded_by_id=by,
        recorded_at=now,
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="taxes.statements.begin",
        object_kind="statement_set",
        object_id=row.id,
        detail={"period": period.name, "number": number},
        now=now,
    )
    found = find_set(org_id=org_id, period=period.name)
    if found is None:
        raise StatementsAreDrafts(period=period.name)
    return found
