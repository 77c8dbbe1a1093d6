"""Put a photo that no record names to the document it belongs to, or set it aside."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.sync.calc.words import PaperFate
from ecoop.sync.errors import PaperIsFiled, SettingAsideNeedsReason
from ecoop.sync.models import PaperFiling
from ecoop.sync.queries.photos import get_photo
from ecoop.trade.actions.wait_turn import wait_turn
from ecoop.trade.calc import EXPENSE, PURCHASE
from ecoop.trade.errors import DocumentNotFound
from ecoop.trade.queries import EXPENSES, PURCHASES_MADE, get_document

_LISTINGS = {PURCHASE: PURCHASES_MADE, EXPENSE: EXPENSES}


@transaction.atomic
def attach_paper(
    *, org_id: UUID, paper_id: UUID, document_kind: str, document_id: UUID, by: UUID, now: datetime
) -> None:
    """Put a photo to a purchase or an expense; the same again is the filing that is there.

    Raises:  PaperNotFound, PaperIsFiled, DocumentNotFound
    Queries: about 15
    """
    wait_turn(org_id=org_id, of="sync.paper")
    photo = get_photo(org_id=org_id, paper_id=paper_id)
    if photo.document_id == document_id:
        return
    if not photo.is_waiting:
        raise PaperIsFiled()
    if document_kind not in _LISTINGS:
        raise DocumentNotFound()
    get_document(org_id=org_id, listing=_LISTINGS[document_kind], document_id=document_id)
    _file(org_id, paper_id, by, now, how=PaperFate.ATTACHED, document_kind=document_kind, document_id=document_id)


@transaction.atomic
def set_paper_aside(*, org_id: UUID, paper_id: UUID, reason: str, by: UUID, now: datetime) -> None:
    """Set a photo aside that belongs to no document; it stays readable.

    Raises:  PaperNotFound, PaperIsFiled, SettingAsideNeedsReason
    Queries: 6
    """
    if not reason.strip():
        raise SettingAsideNeedsReason()
    wait_turn(org_id=org_id, of="sync.paper")
    photo = get_photo(org_id=org_id, paper_id=paper_id)
    if photo.is_set_aside and photo.reason == reason.strip():
        return
    if not photo.is_waiting:
        raise PaperIsFiled()
    _file(org_id, paper_id, by, now, how=PaperFate.SET_ASIDE, reason=reason.strip())


def _file(org_id: UUID, paper_id: UUID, by: UUID, now: datetime, **how: object) -> None:
    row = PaperFiling(org_id=org_id, paper_id=paper_id, recorded_at=now, recorded_by_id=by, **how)
    row.save(force_insert=True)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="sync.paper.attach" if row.document_id else "sync.paper.set-aside",
        object_kind="sync.paper",
        object_id=paper_id,
        detail={"document": str(row.document_id)} if row.document_id else {},
        now=now,
    )
