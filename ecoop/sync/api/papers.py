"""Photos of bills: kept under the id that the phone chose, and handed out."""

from typing import Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema

from ecoop.kernel.originals import hand_out
from ecoop.sync.actions.keep_paper import keep_paper
from ecoop.sync.api.device_acting import acting_for_papers, acting_for_phone
from ecoop.sync.calc.words import Order
from ecoop.sync.queries.papers import get_paper

router = Router(tags=["sync"])
_BYTES = {"schema": {"type": "string", "format": "binary", "maxLength": 5 * 1024 * 1024}}
_PHOTO = dict.fromkeys(("image/jpeg", "image/png", "application/pdf", "application/xml"), _BYTES)


class PaperOut(Schema):
    """The photo is kept, and what the phone is to do."""

    id: UUID
    order: Literal["go_on", "wipe"]


@router.post(
    "/o/{slug:slug}/sync/papers/{uuid:paper_id}",
    response=PaperOut,
    summary="Keep the photo of a bill",
    openapi_extra={"requestBody": {"required": True, "content": _PHOTO}},
)
def post_paper(request: HttpRequest, slug: str, paper_id: UUID) -> PaperOut:
    """Keep a photo or an e-invoice (XML) of at most 5 MB. It may come before or after the event that names it.

    What a phone that was taken out of use took before is kept as well.
    """
    with acting_for_papers(request, slug=slug) as (acting, device):
        keep_paper(
            org_id=acting.org_id,
            paper_id=paper_id,
            content=request.body,
            by=acting.person_id,
            now=timezone.now(),
            device_id=device.id if device else None,
        )
    order = Order.WIPE if device and device.revoked_at else Order.GO_ON
    return PaperOut(id=paper_id, order=order.value)


@router.get(
    "/o/{slug:slug}/sync/papers/{uuid:paper_id}",
    summary="Fetch the photo of a bill",
    openapi_extra={"responses": {200: {"description": "The photo.", "content": _PHOTO}}},
)
def fetch_paper(request: HttpRequest, slug: str, paper_id: UUID) -> HttpResponse:
    """Fetch a photo that a phone took."""
    with acting_for_phone(request, slug=slug, may="documents.read") as acting:
        found = get_paper(org_id=acting.org_id, paper_id=paper_id)
    return hand_out(found)
