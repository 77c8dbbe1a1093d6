"""Keep the photo or scan of a resolution's paper, as its bytes came."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.resolutions.actions.pass_resolution import RESOLUTION
from ecoop.resolutions.calc import PAPERS_MAX, media_type_of
from ecoop.resolutions.errors import TooManyPapers
from ecoop.resolutions.models import ResolutionPaper
from ecoop.resolutions.queries import get_resolution

_NAME_MAX = 200


@transaction.atomic
def keep_paper(*, org_id: UUID, resolution_id: UUID, name: str, content: bytes, by: UUID, now: datetime) -> UUID:
    """Keep an original with a resolution; the same bytes again are the one that is there.

    Raises:  ResolutionMissing, PaperIsTooLarge, PaperIsNoPaper, TooManyPapers
    Queries: 8
    """
    media_type = media_type_of(name=name, content=content)
    lock_books(org_id=org_id)
    facts = get_resolution(org_id=org_id, resolution_id=resolution_id)
    sha256 = hashlib.sha256(content).hexdigest()
    rows = ResolutionPaper.objects.filter(org_id=org_id, resolution_id=facts.id)
    known = dict(rows.values_list("sha256", "id"))
    if sha256 in known:
        return known[sha256]
    if len(known) >= PAPERS_MAX:
        raise TooManyPapers(count_max=PAPERS_MAX)
    kept = ResolutionPaper.objects.create(
        org_id=org_id,
        resolution_id=facts.id,
        name=name.replace("\x00", "")[-_NAME_MAX:],
        media_type=media_type,
        size_bytes=len(content),
        sha256=sha256,
        content=content,
        recorded_at=now,
        recorded_by_id=by,
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="resolutions.resolution.keep-paper",
        object_kind=RESOLUTION,
        object_id=facts.id,
        detail={"paper": str(kept.id)},
        now=now,
    )
    return kept.id
