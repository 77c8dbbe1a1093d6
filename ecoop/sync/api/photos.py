"""Photos of bills for programs: which wait for their bill, which belong to a document."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from ecoop.kernel.wire import Page, PageWanted
from ecoop.sync.api.device_acting import acting_for_phone
from ecoop.sync.queries.photos import list_photos

router = Router(tags=["sync"])


class PhotoOut(Schema):
    """A photo of a bill, without its bytes; those are fetched by its id."""

    id: UUID
    media_type: str = Field(examples=["image/jpeg"])
    size: int = Field(description="Bytes.")
    person_name: str
    received_at: datetime
    document_kind: str = Field(examples=["trade.expense"])
    document_id: UUID | None
    reason: str = Field(description="Why it was set aside.")
    tray_id: UUID | None = Field(description="The record that names it, while that lies in the tray.")


@router.get("/o/{slug:slug}/sync/papers", response=Page[PhotoOut], summary="List photos of bills")
def get_photos(
    request: HttpRequest,
    slug: str,
    wanted: PageWanted,
    state: Annotated[Literal["waiting", "filed", "set_aside"], Query()] = "waiting",
) -> Page[PhotoOut]:
    """List photos, the newest first: those no document names yet, those of a document, or those set aside."""
    with acting_for_phone(request, slug=slug, may="documents.read") as acting:
        found = list_photos(org_id=acting.org_id, state=state, cursor=wanted.cursor, limit=wanted.limit)
    items = [PhotoOut(**{name: getattr(each, name) for name in PhotoOut.model_fields}) for each in found.rows]
    return Page[PhotoOut](items=items, next_cursor=found.next_cursor)
