"""Take a line of trade back: a red entry in the books, and a row that the member's household can read."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.ledger.actions.reverse_entry import reverse_entry
from ecoop.ledger.queries.documents import find_entry_id
from ecoop.ledger.queries.entries import get_entry
from ecoop.members.errors import DealingUnknown
from ecoop.members.models import Dealing, DealingReversal
from ecoop.members.queries.settling import DEALING


@transaction.atomic
def take_back_dealing(*, org_id: UUID, dealing_id: UUID, entry_on: date, reason: str, by: UUID, now: datetime) -> str:
    """Take a line of trade back as a whole, once; it counts no more in any measure.

    Shape:  the label of the red entry
    Raises: DealingUnknown, EntryWasReversed, ReversalIsTooEarly, ReasonMissing, and what the ledger refuses
    Queries: 9
    """
    dealing = Dealing.objects.filter(org_id=org_id, id=dealing_id).first()
    entry_id = find_entry_id(org_id=org_id, document_kind=DEALING, document_id=dealing_id)
    if dealing is None or entry_id is None:
        raise DealingUnknown(dealing=dealing_id)
    label = get_entry(org_id=org_id, entry_id=entry_id).reversed_by
    # Reversed on the page of the books, the household was not told: what remains is to tell it.
    if not label or DealingReversal.objects.filter(org_id=org_id, dealing_id=dealing_id).exists():
        posted = reverse_entry(org_id=org_id, entry_id=entry_id, entry_on=entry_on, reason=reason, by=by, now=now)
        label = posted.label
    row = DealingReversal(
        org_id=org_id,
        dealing_id=dealing_id,
        member_org_id=dealing.member_org_id,
        entry_on=entry_on,
        reason=reason.strip()[:300],
        recorded_by_id=by,
        recorded_at=now,
    )
    DealingReversal.objects.bulk_create([row])
    record_event(
        org_id=org_id,
        person_id=by,
        verb="members.dealing.take-back",
        object_kind="dealing",
        object_id=dealing_id,
        detail={"entry": label},
        now=now,
    )
    return label
