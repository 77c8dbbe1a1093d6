"""Correct an error of an earlier year in the current one, and say so in the notes to the statements."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dong import Dong
from ecoop.ledger.actions.adjust_books import adjust_books
from ecoop.ledger.calc import PostedEntry, Posting
from ecoop.ledger.errors import ReasonMissing, YearIsNotEarlier
from ecoop.ledger.models import PriorYearCorrection
from ecoop.ledger.queries.entries import get_entry_by_number


@transaction.atomic
def correct_earlier_year(
    *,
    org_id: UUID,
    document_id: UUID,
    entry_on: date,
    year: int,
    wrong_label: str,
    reason: str,
    profit_vnd: Dong,
    postings: Sequence[Posting],
    by: UUID,
    now: datetime,
) -> PostedEntry:
    """Post the correction of an earlier year's error as an adjusting entry of this year; the id makes a retry safe.

    `wrong_label` names the wrong entry if it stands in these books (2025-17); `profit_vnd` says what the error did to
    the profit of its year: more profit then is positive.

    Law:    Circular 71/2024 Appendix I: errors of earlier years are corrected in the current period
    Raises: ReasonMissing, YearIsNotEarlier, EntryUnknown, and what post_entries refuses
    Queries: 5
    """
    if not reason.strip():
        raise ReasonMissing()
    if year >= entry_on.year:
        raise YearIsNotEarlier(year=year, on=entry_on)
    posted = adjust_books(
        org_id=org_id,
        document_id=document_id,
        document_on=entry_on,
        entry_on=entry_on,
        text=reason,
        postings=postings,
        by=by,
        now=now,
        corrects_id=_find_wrong(org_id, wrong_label, year),
    )
    if not posted.was_posted_before:
        PriorYearCorrection.objects.create(
            org_id=org_id,
            document_id=document_id,
            entry_on=entry_on,
            year=year,
            wrong_label=wrong_label.strip(),
            reason=reason.strip(),
            profit_vnd=profit_vnd,
            recorded_at=now,
            recorded_by_id=by,
        )
        record_event(
            org_id=org_id,
            person_id=by,
            verb="ledger.entry.correct-earlier-year",
            object_kind="ledger.entry",
            object_id=posted.entry_id,
            detail={"year": year},
            now=now,
        )
    return posted


def _find_wrong(org_id: UUID, label: str, year: int) -> UUID | None:
    """Find the wrong entry by its label, if it stands in these books: what was wrong before them has none."""
    said, _dash, number = label.strip().partition("-")
    if not label.strip():
        return None
    is_label = said.isascii() and said.isdigit() and number.isascii() and number.isdigit() and len(label) < 15
    if not is_label or int(said) != year:
        raise YearIsNotEarlier(year=label.strip()[:20], on=date(year + 1, 1, 1))
    return get_entry_by_number(org_id=org_id, year=year, number=int(number)).entry_id
