"""Keep the photo of a bill that a phone took, or the e-invoice itself."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.invoicing.actions.import_invoices import IncomingFile, import_invoices
from ecoop.kernel.originals import read_media_type
from ecoop.sync.errors import PaperDiffers, PaperNotUnderstood, PhotoIsTooLarge
from ecoop.sync.models import DeviceRevocation, Paper
from ecoop.trade.actions.wait_turn import wait_turn

PAPER_MB_MAX = 5
_XML = "application/xml"
# Programs put a mark of the byte order, and people put blank lines, before the first sign.
_BEFORE_XML = b"\xef\xbb\xbf \t\r\n"


@transaction.atomic
def keep_paper(
    *, org_id: UUID, paper_id: UUID, content: bytes, by: UUID, now: datetime, device_id: UUID | None = None
) -> None:
    """Keep a photo, PDF or e-invoice under the id that the phone chose; the same one sent twice is kept once.

    `device_id` is the phone that brought it, if a phone did. An e-invoice (XML) goes among the imported invoices, too:
    booked there, it finds the purchase that the phone wrote from it. Of a phone that is out of use it is only kept.

    Raises:  PhotoIsTooLarge, PaperNotUnderstood, PaperDiffers
    Queries: 3; about 12 for an e-invoice
    """
    if len(content) > PAPER_MB_MAX * 1024 * 1024:
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
    if media_type == _XML and not _is_out_of_use(org_id, device_id):
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


def _is_out_of_use(org_id: UUID, device_id: UUID | None) -> bool:
    return device_id is not None and DeviceRevocation.objects.filter(org_id=org_id, device_id=device_id).exists()


def _import(org_id: UUID, paper_id: UUID, content: bytes, by: UUID, now: datetime) -> None:
    file = IncomingFile(f"{paper_id}.xml", content)
    outcomes = import_invoices(org_id=org_id, files=[file], by=by, now=now)
    if all(each.status == "refused" for each in outcomes):
        raise PaperNotUnderstood()
