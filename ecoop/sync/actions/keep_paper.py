"""Keep the photo of a bill that a phone took, or the e-invoice itself."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Sum

from ecoop.invoicing.actions.import_invoices import IncomingFile, import_invoices
from ecoop.kernel.dates import format_day, vietnam_day
from ecoop.kernel.originals import read_media_type
from ecoop.sync.errors import PaperDiffers, PaperNotUnderstood, PhotoIsTooLarge, TooManyPhotosOutOfUse
from ecoop.sync.models import DeviceRevocation, Paper
from ecoop.trade.actions.wait_turn import wait_turn

PAPER_MB_MAX = 5
_MB = 1024 * 1024
# What a phone may still hand in after it was taken out of use: more bills than anybody has waiting, and no more than
# a finder of its key should be able to fill.
PAPERS_OUT_OF_USE_MAX = 500
MB_OUT_OF_USE_MAX = 250
_XML = "application/xml"
# Programs put a mark of the byte order, and people put blank lines, before the first sign.
_BEFORE_XML = b"\xef\xbb\xbf \t\r\n"


@transaction.atomic
def keep_paper(
    *, org_id: UUID, paper_id: UUID, content: bytes, by: UUID, now: datetime, device_id: UUID | None = None
) -> None:
    """Keep a photo, PDF or e-invoice under the id that the phone chose; the same one sent twice is kept once.

    `device_id` is the phone that brought it, if a phone did. An e-invoice (XML) goes among the imported invoices, too:
    booked there, it finds the purchase that the phone wrote from it. Of a phone that is out of use it is only kept, and
    not without end.

    Raises:  PhotoIsTooLarge, PaperNotUnderstood, PaperDiffers, TooManyPhotosOutOfUse
    Queries: 4; 1 more for a phone out of use, about 12 for an e-invoice
    """
    if len(content) > PAPER_MB_MAX * _MB:
        raise PhotoIsTooLarge(mb_max=PAPER_MB_MAX)
    media_type = read_media_type(content=content) or (_XML if content.lstrip(_BEFORE_XML).startswith(b"<") else None)
    if media_type is None:
        raise PaperNotUnderstood()
    digest = hashlib.sha256(content).digest()
    wait_turn(org_id=org_id, of="sync.paper")
    before = Paper.objects.filter(org_id=org_id, id=paper_id).values_list("digest", flat=True).first()
    if before is not None:
        if bytes(before) != digest:
            raise PaperDiffers()
        return
    is_out_of_use = device_id is not None and _is_out_of_use(org_id, device_id, len(content))
    if media_type == _XML and not is_out_of_use:
        _import(org_id, paper_id, content, by, now)
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


def _is_out_of_use(org_id: UUID, device_id: UUID, size: int) -> bool:
    """Tell whether a phone was taken out of use; refuse what is more than such a phone may still hand in."""
    revoked = DeviceRevocation.objects.filter(org_id=org_id, device_id=device_id)
    found = revoked.values_list("recorded_at", "device__name").first()
    if found is None:
        return False
    revoked_at, name = found
    sent = Paper.objects.filter(org_id=org_id, device_id=device_id, recorded_at__gte=revoked_at)
    sums = sent.aggregate(count=Count("id"), size=Sum("size", default=0))
    if sums["count"] >= PAPERS_OUT_OF_USE_MAX or sums["size"] + size > MB_OUT_OF_USE_MAX * _MB:
        raise TooManyPhotosOutOfUse(
            name=name,
            revoked_on=format_day(vietnam_day(revoked_at)),
            count_max=PAPERS_OUT_OF_USE_MAX,
            mb_max=MB_OUT_OF_USE_MAX,
        )
    return True


def _import(org_id: UUID, paper_id: UUID, content: bytes, by: UUID, now: datetime) -> None:
    file = IncomingFile(f"{paper_id}.xml", content)
    outcomes = import_invoices(org_id=org_id, files=[file], by=by, now=now)
    if all(each.status == "refused" for each in outcomes):
        raise PaperNotUnderstood()
