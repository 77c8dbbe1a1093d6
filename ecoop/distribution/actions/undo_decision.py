"""Take a decision on a year back, because its resolution was annulled; and with it the sharing it led to."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.distribution.actions.decide_year import YEAR_DECISION
from ecoop.distribution.actions.undo_payments import strike_payments
from ecoop.distribution.errors import YearHasNoDecision
from ecoop.distribution.models import YearDecision, YearDecisionUndoing, YearSharingUndoing
from ecoop.distribution.queries import find_decision, list_sharing_documents, standing_sharings
from ecoop.distribution.queries.open_shares import list_unpaid_lines
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.ledger.actions.reverse_documents import reverse_documents
from ecoop.ledger.errors import ReasonMissing


@transaction.atomic
def undo_decision(*, org_id: UUID, decision_id: UUID, undone_on: date, reason: str, by: UUID, now: datetime) -> int:
    """Take a decision back, and the funds and shares it led to by red entries; the year can be decided on anew.

    What members were paid stays in the books as paid: until the next sharing they owe it, and are paid the difference.
    Lines of lists by which nobody was paid yet are struck off.

    Shape:  how many red entries
    Raises: YearHasNoDecision, ReasonMissing, and what post_entries refuses
    """
    if not reason.strip():
        raise ReasonMissing()
    lock_books(org_id=org_id)
    decision = YearDecision.objects.filter(org_id=org_id, id=decision_id).first()
    standing = find_decision(org_id=org_id, year=decision.year) if decision else None
    if decision is None or standing is None or standing.id != decision_id:
        raise YearHasNoDecision(year=decision.year if decision else "")
    recorded = {"recorded_by_id": by, "recorded_at": now, "undone_on": undone_on, "reason": reason.strip()}
    sharing = standing_sharings().filter(org_id=org_id, decision_id=decision_id).first()
    count = 0
    if sharing:
        count = _reverse(decision_id, org_id, undone_on, reason, by, now)
        unpaid = list_unpaid_lines(org_id=org_id, sharing_id=sharing.id)
        if unpaid:
            struck = {"struck_on": undone_on, "reason": reason, "by": by, "now": now}
            strike_payments(org_id=org_id, payment_ids=unpaid, **struck)  # type: ignore[arg-type]
        YearSharingUndoing.objects.create(org_id=org_id, sharing=sharing, **recorded)
    undoing = YearDecisionUndoing.objects.create(org_id=org_id, decision=decision, **recorded)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="distribution.year.undo-decision",
        object_kind=YEAR_DECISION,
        object_id=undoing.id,
        detail={"year": decision.year, "decision": str(decision_id)},
        now=now,
    )
    return count


def _reverse(decision_id: UUID, org_id: UUID, undone_on: date, reason: str, by: UUID, now: datetime) -> int:
    posted = [
        reverse_documents(
            org_id=org_id,
            document_kind=kind,
            document_ids=ids,
            entry_on=undone_on,
            reason=reason,
            by=by,
            now=now,
        )
        for kind, ids in list_sharing_documents(org_id=org_id, decision_id=decision_id).items()
    ]
    return sum(len(each) for each in posted)
