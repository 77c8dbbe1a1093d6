"""E-invoices for programs: files handed in, each answered for itself, and what is there."""

import base64
import binascii
from datetime import date
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from ecoop.access.api_acting import acting_for_api
from ecoop.invoicing import queries
from ecoop.invoicing.actions.import_invoices import ImportOutcome, IncomingFile, import_invoices
from ecoop.invoicing.errors import FileIsNotBase64
from ecoop.invoicing.queries import InvoiceRow
from ecoop.kernel.wire import Page, RefusedOut, read_cursor, tell_refusal, write_cursor

router = Router(tags=["invoicing"])

FILES_MAX, CHARACTERS_MAX = 50, 16 * 1024 * 1024
CursorWanted = Annotated[str | None, Query(max_length=400, description="`next_cursor` of the page before.")]
OnlyWanted = Annotated[str, Query(pattern="^(unbooked|sold|bought|strangers|noticed|broken)?$")]


class FileIn(Schema):
    """A file as it came: one invoice, a message of many, or a zip of such files."""

    name: Annotated[str, Field(min_length=1, max_length=400, pattern=r"^[^\x00]*$", examples=["1C26TAA-7.xml"])]
    content_base64: Annotated[str, Field(min_length=4, max_length=CHARACTERS_MAX, examples=["PEhEb24+PC9IRG9uPg=="])]


class FilesIn(Schema):
    """A batch of files; each is kept or refused for itself. Sending it twice changes nothing."""

    files: list[FileIn] = Field(min_length=1, max_length=FILES_MAX)


class ImportedOut(Schema):
    """What became of one invoice."""

    file: str
    status: str = Field(
        examples=["imported"], description="imported, known (it was there), waiting (send it again) or refused"
    )
    invoice_id: UUID | None
    invoice: str = Field(examples=["1C26TAA 7"])
    side: str = Field(examples=["bought"], description="sold, bought, none (not ours), or empty for no invoice")
    signatures: list[str] = Field(examples=[["seller: intact", "authority: intact"]])
    problems: list[str]
    refused: RefusedOut | None


class ImportedAllOut(Schema):
    """What became of every invoice of every file, in the order in which they stand."""

    outcomes: list[ImportedOut]


class InvoiceRowOut(Schema):
    """An imported invoice as a list shows it."""

    id: UUID
    invoice: str = Field(examples=["1C26TAA 7"])
    issued_on: date
    side: str = Field(examples=["bought"])
    seller_tax_code: str
    seller_name: str
    buyer_tax_code: str
    buyer_name: str
    gross: str | None = Field(examples=["1080000"], description="As the invoice says it, in its currency.")
    currency: str = Field(examples=["VND"])
    is_booked: bool
    problems: int


@router.post("/o/{slug:slug}/invoices", response=ImportedAllOut, summary="Import e-invoices")
def post_invoices(request: HttpRequest, slug: str, body: FilesIn) -> ImportedAllOut:
    """Import files of e-invoices. A good invoice is kept whatever becomes of the others; a known one is told."""
    files = [IncomingFile(each.name, _decoded(each)) for each in body.files]
    with acting_for_api(request, slug=slug, may="invoices.import") as acting:
        outcomes = import_invoices(org_id=acting.org_id, files=files, by=acting.person_id, now=timezone.now())
        return ImportedAllOut(outcomes=[_outcome(each) for each in outcomes])


@router.get("/o/{slug:slug}/invoices", response=Page[InvoiceRowOut], summary="List e-invoices")
def list_invoices(
    request: HttpRequest, slug: str, only: OnlyWanted = "", cursor: CursorWanted = None
) -> Page[InvoiceRowOut]:
    """List imported e-invoices, the newest first."""
    key = read_cursor(cursor=cursor, kinds=(str,))
    with acting_for_api(request, slug=slug, may="documents.read") as acting:
        page = queries.list_invoices(org_id=acting.org_id, cursor=key[0] if key else "", only=only)
    following = write_cursor(key=(page.next_cursor,)) if page.next_cursor else None
    return Page[InvoiceRowOut](items=[_row(each) for each in page.rows], next_cursor=following)


def _decoded(file: FileIn) -> bytes:
    try:
        return base64.b64decode(file.content_base64, validate=True)
    except (binascii.Error, ValueError):
        raise FileIsNotBase64(name=file.name) from None


def _outcome(outcome: ImportOutcome) -> ImportedOut:
    refusal, invoice = outcome.refusal, outcome.invoice
    refused = tell_refusal(refusal=refusal) if refusal else None
    return ImportedOut(
        file=outcome.file,
        status=outcome.status,
        invoice_id=outcome.invoice_id,
        invoice=outcome.label,
        side=outcome.side,
        signatures=[f"{each.by}: {each.state}" for each in invoice.signatures] if invoice else [],
        problems=[problem.said for problem in invoice.problems] if invoice else [],
        refused=refused,
    )


def _row(row: InvoiceRow) -> InvoiceRowOut:
    return InvoiceRowOut(
        id=row.id,
        invoice=row.label,
        issued_on=row.issued_on,
        side=row.side,
        seller_tax_code=row.seller_tax_code,
        seller_name=row.seller_name,
        buyer_tax_code=row.buyer_tax_code,
        buyer_name=row.buyer_name,
        gross=None if row.gross is None else f"{row.gross.normalize():f}",
        currency=row.currency,
        is_booked=row.is_booked,
        problems=row.problems,
    )
