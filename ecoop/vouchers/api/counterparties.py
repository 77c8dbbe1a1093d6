"""Counterparties for programs."""

from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from ecoop.access.api_acting import acting_for_api
from ecoop.kernel.batches import OutcomesOut, tell_outcomes
from ecoop.kernel.wire import Flag, Page, Text, read_cursor, write_cursor
from ecoop.vouchers.actions.record_counterparties import record_counterparties
from ecoop.vouchers.calc.counterparties import CounterpartyDraft
from ecoop.vouchers.queries import list_counterparty_page

router = Router(tags=["vouchers"])

COUNTERPARTIES_MAX = 500
Kind = Literal["customer", "supplier", "bank", "worker", "authority", "other"]
Short = Annotated[str, Field(max_length=20, pattern=r"^[^\x00]*$")]
Line = Annotated[str, Field(max_length=40, pattern=r"^[^\x00]*$")]
Cursor = Annotated[str | None, Query(max_length=1000, description="`next_cursor` of the page before.")]


class CounterpartyIn(Schema):
    """Somebody the cooperative deals with. The caller chooses the id, so that sending it twice records it once."""

    id: UUID
    name: Annotated[Text, Field(min_length=1, examples=["Điện lực Thái Nguyên"])]
    kind: Kind = "other"
    code: Line = ""
    tax_code: Short = ""
    address: Text = ""
    phone: Short = ""
    bank_name: Line = ""
    bank_account: Line = ""


class CounterpartiesIn(Schema):
    """A batch of counterparties; each is kept or refused for itself."""

    counterparties: list[CounterpartyIn] = Field(min_length=1, max_length=COUNTERPARTIES_MAX)


class CounterpartyOut(Schema):
    """A counterparty as it is now."""

    id: UUID
    name: str
    kind: str
    code: str
    tax_code: str
    address: str
    is_retired: Flag


@router.post("/o/{slug:slug}/counterparties", response=OutcomesOut, summary="Record counterparties")
def post_counterparties(request: HttpRequest, slug: str, body: CounterpartiesIn) -> OutcomesOut:
    """Record a batch of counterparties; a good one is kept whatever becomes of the others."""
    with acting_for_api(request, slug=slug, may="documents.record") as acting:
        drafts = [CounterpartyDraft(**each.model_dump()) for each in body.counterparties]
        by, now = acting.person_id, timezone.now()
        outcomes = record_counterparties(org_id=acting.org_id, counterparties=drafts, by=by, now=now)
        return tell_outcomes(outcomes=outcomes)


@router.get("/o/{slug:slug}/counterparties", response=Page[CounterpartyOut], summary="List counterparties")
def list_counterparties(request: HttpRequest, slug: str, cursor: Cursor = None) -> Page[CounterpartyOut]:
    """List counterparties by name."""
    key = read_cursor(cursor=cursor, kinds=(str,))
    with acting_for_api(request, slug=slug, may="documents.read") as acting:
        page = list_counterparty_page(org_id=acting.org_id, cursor=key[0].replace("\x00", "") if key else "")
    following = write_cursor(key=(page.next_cursor,)) if page.next_cursor else None
    names = CounterpartyOut.model_fields
    items = [CounterpartyOut(**{name: getattr(each, name) for name in names}) for each in page.rows]
    return Page[CounterpartyOut](items=items, next_cursor=following)
