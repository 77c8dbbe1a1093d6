"""Attach the scan or photo of an original to a voucher, as its bytes came."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.vouchers.calc.attachments import ATTACHMENTS_MAX, media_type_of
from ecoop.vouchers.calc.vouchers import VOUCHER
from ecoop.vouchers.errors import TooManyAttachments, VoucherNotFound
from ecoop.vouchers.models import Voucher, VoucherAttachment

_NAME_MAX = 200


@transaction.atomic
def attach_original(*, org_id: UUID, voucher_id: UUID, name: str, content: bytes, by: UUID, now: datetime) -> UUID:
    """Keep an original with a voucher; the same bytes again are the one that is there.

    Raises:  VoucherNotFound, AttachmentIsTooLarge, AttachmentIsNoPaper, TooManyAttachments
    Queries: 6
    """
    media_type = media_type_of(name=name, content=content)
    lock_books(org_id=org_id)
    if not Voucher.objects.filter(org_id=org_id, id=voucher_id).exists():
        raise VoucherNotFound()
    held = VoucherAttachment.objects.filter(org_id=org_id, voucher_id=voucher_id)
    sha256 = hashlib.sha256(content).hexdigest()
    known = dict(held.values_list("sha256", "id"))
    if sha256 in known:
        return known[sha256]
    if len(known) >= ATTACHMENTS_MAX:
        raise TooManyAttachments(count_max=ATTACHMENTS_MAX)
    kept = VoucherAttachment(
        org_id=org_id,
        voucher_id=voucher_id,
        name=name.replace("\x00", "")[-_NAME_MAX:],
        media_type=media_type,
        size_bytes=len(content),
        sha256=sha256,
        content=content,
        recorded_at=now,
        recorded_by_id=by,
    )
    kept.save(force_insert=True)
    detail = {"attachment": str(kept.id)}
    record_event(
        org_id=org_id,
        person_id=by,
        verb="vouchers.original.attach",
        object_kind=VOUCHER,
        object_id=voucher_id,
        detail=detail,
        now=now,
    )
    return kept.id
