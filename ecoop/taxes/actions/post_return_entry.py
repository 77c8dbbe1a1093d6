"""Post the entry that a cooperative's return leads to."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.calc import EntryDraft, PostedEntry
from ecoop.taxes.errors import NothingToPost
from ecoop.taxes.queries.return_entries import DOCUMENT, find_return_entry
from ecoop.taxes.queries.returns import get_return


@transaction.atomic
def post_return_entry(*, org_id: UUID, return_id: UUID, by: UUID, now: datetime) -> PostedEntry:
    """Set input tax off, or bring the year's CIT to what the return says, on the last day of its period; once.

    Law:    Circular 71/2024 Appendix I, accounts 133, 333, 659
    Raises: ReturnNotFound, NothingToPost, and the refusals of `post_entries`
    """
    lock_books(org_id=org_id)
    kept = get_return(org_id=org_id, return_id=return_id)
    entry = find_return_entry(org_id=org_id, kept=kept)
    if entry is None or entry.label:
        raise NothingToPost(form=kept.form, period=kept.period_label)
    text = f"{entry.name}: {kept.form} {kept.period}"
    draft = EntryDraft(DOCUMENT, kept.id, entry.entry_on, entry.entry_on, text, entry.postings)
    [posted] = post_entries(org_id=org_id, entries=[draft], by=by, now=now)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="taxes.return.post",
        object_kind="return",
        object_id=kept.id,
        detail={"form": kept.form, "period": kept.period, "rule": entry.rule},
        now=now,
    )
    return posted
