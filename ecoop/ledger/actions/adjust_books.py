"""Post an adjusting entry: what an accountant writes without a document of trade behind it."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from ecoop.audit.actions.record_event import record_event
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.calc import EntryDraft, PostedEntry, Posting
from ecoop.ledger.calc.drafts import ADJUSTMENT
from ecoop.ledger.errors import ReasonMissing

DOCUMENT_KIND = ADJUSTMENT


def adjust_books(
    *,
    org_id: UUID,
    document_id: UUID,
    document_on: date,
    entry_on: date,
    text: str,
    postings: Sequence[Posting],
    by: UUID,
    now: datetime,
    corrects_id: UUID | None = None,
) -> PostedEntry:
    """Post an adjusting entry; the document's id makes a retry safe.

    Raises: ReasonMissing, and what post_entries refuses
    Queries: 2
    """
    if not text.strip():
        raise ReasonMissing()
    draft = EntryDraft(
        document_kind=DOCUMENT_KIND,
        document_id=document_id,
        document_on=document_on,
        entry_on=entry_on,
        text=text.strip(),
        postings=tuple(postings),
        corrects_id=corrects_id,
        kind="adjusting",
    )
    (posted,) = post_entries(org_id=org_id, entries=[draft], by=by, now=now)
    if not posted.was_posted_before:
        record_event(
            org_id=org_id,
            person_id=by,
            verb="ledger.entry.adjust",
            object_kind="ledger.entry",
            object_id=posted.entry_id,
            detail={},
            now=now,
        )
    return posted
