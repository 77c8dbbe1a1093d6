"""Keep the photo of a bill that a phone took."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.kernel.originals import read_media_type
from ecoop.sync.errors import PaperDiffers, PaperNotUnderstood, PhotoIsTooLarge
from ecoop.sync.models import Paper
from ecoop.trade.actions.wait_turn import wait_turn

PAPER_MB_MAX = 5


@transaction.atomic
def keep_paper(
    *, org_id: UUID, paper_id: UUID, content: bytes, by: UUID, now: datetime, device_id: UUID | None = None
) -> None:
    """Keep a photo or PDF under the id that the phone chose; the same one sent twice is kept once.

    `device_id` is the phone that brought it, if a phone did.

    Raises:  PhotoIsTooLarge, PaperNotUnderstood, PaperDiffers
    Queries: 3
    """
    if len(content) > PAPER_MB_MAX * 1024 * 1024:
        raise PhotoIsTooLarge(mb_max=PAPER_MB_MAX)
    media_type = read_media_type(content=content)
    if media_type is None:
        raise PaperNotUnderstood()
    digest = hashlib.sha256(content).digest()
    wait_turn(org_id=org_id, of="sync.paper")
    before = Paper.objects.filter(org_id=org_id, id=paper_id).values_list("digest", flat=True).first()
    if before is not None:
        if bytes(before) != digest:
            raise PaperDiffers()
        return
    Paper.objects.create(
        id=paper_id,
        org_id=org_id,
        device_id=device_id,
        media_type=media_type,
        content=content,
        size=len(content),
        digest=digest,
        recorded_at=now,
        recorded_by_id=by,
    )
