"""Take an entry back by a red entry: same accounts, negative amounts, pointing at what it corrects."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from ecoop.audit.actions.record_event import record_event
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.calc import EntryDraft, PostedEntry, reverse
from ecoop.ledger.errors import EntryWasReversed, ReasonMissing, ReversalIsTooEarly
from ecoop.ledger.queries.entries import get_entry

DOCUMENT_KIND = "ledger.reversal"


def reverse_entry(*, org_id: UUID, entry_id: UUID, entry_on: date, reason: str, by: UUID, now: datetime) -> PostedEntry:
    """Reverse an entry as a whole, once.

    The red entry's document is the entry it corrects, so that two hands at once cannot reverse it twice.

    Raises: EntryUnknown, EntryWasReversed, ReversalIsTooEarly, ReasonMissing, and what post_entries refuses
    Queries: 3
    """
    if not reason.strip():
        raise ReasonMissing()
    wrong = get_entry(org_id=org_id, entry_id=entry_id)
    if wrong.reversed_by:
        year, number = wrong.reversed_by.split("-")
        raise EntryWasReversed(year=year, number=number)
    if entry_on < wrong.entry_on:
        raise ReversalIsTooEarly(label=wrong.label, entry_on=wrong.entry_on)
    text = _("Reversal of {label}: {reason}").format(label=wrong.label, reason=reason.strip())
    draft = EntryDraft(
        document_kind=DOCUMENT_KIND,
        document_id=entry_id,
        document_on=entry_on,
        entry_on=entry_on,
        text=text,
        postings=reverse(postings=wrong.postings),
        corrects_id=entry_id,
        kind="red",
    )
    (posted,) = post_entries(org_id=org_id, entries=[draft], by=by, now=now)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="ledger.entry.reverse",
        object_kind="ledger.entry",
        object_id=posted.entry_id,
        detail={"corrects_id": str(entry_id)},
        now=now,
    )
    return posted
