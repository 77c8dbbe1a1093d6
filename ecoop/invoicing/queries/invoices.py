"""Reads of imported invoices."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from ecoop.invoicing.calc import Problem
from ecoop.invoicing.calc.booking import side_of, spellings_of
from ecoop.invoicing.errors import SIGNERS, InvoiceNotFound
from ecoop.invoicing.models import ImportedFile, Invoice, InvoiceBooking, InvoiceLine
from ecoop.ledger.queries.documents import list_entry_labels
from ecoop.parties.queries import find_identity

PAGE_SIZE = 50
_NUMBER_DIGITS_MAX = 18
_TONES = {"intact": "green", "broken": "red", "cannot_check": "yellow"}


@dataclass(frozen=True)
class InvoiceRow:
    """An invoice as a list shows it."""

    id: UUID
    label: str
    issued_on: date
    seller_name: str
    buyer_name: str
    side: str
    gross: Decimal | None
    currency: str
    problems: int
    is_booked: bool
    seller_tax_code: str = ""
    buyer_tax_code: str = ""
    net: Decimal | None = None
    vat: Decimal | None = None
    states: tuple[str, ...] = ()


@dataclass(frozen=True)
class InvoicePage:
    """Some invoices, and where the next ones begin."""

    rows: list[InvoiceRow]
    next_cursor: str


@dataclass(frozen=True)
class SignatureShown:
    """One signature in words."""

    by: str
    state: str
    said: str
    tone: str
    signer: str
    signed_at: str
    tax_code: str
    issuer: str


@dataclass(frozen=True)
class InvoiceFacts:
    """One invoice whole: as read, what was noticed, and what became of it."""

    row: InvoiceRow
    invoice: Any
    lines: list[Any]
    signatures: list[SignatureShown]
    problems: list[str]
    related: list[str]
    document_kind: str
    document_id: UUID | None
    entry_label: str
    file_name: str
    file_bytes: int
    imported_at: datetime


@dataclass(frozen=True)
class FileFacts:
    """The original bytes of a file."""

    name: str
    content: bytes


def list_invoices(*, org_id: UUID, cursor: str = "", only: str = "", words: str = "") -> InvoicePage:
    """List invoices newest first; `only` may be sold, bought, strangers, unbooked, noticed or broken.

    Queries: 2
    """
    own = _own_tax_code(org_id)
    rows = _chosen(org_id, own=own, only=only, words=words)
    on, _sep, last_id = cursor.partition("_")
    try:
        before = (date.fromisoformat(on), UUID(last_id)) if cursor else None
    except ValueError:
        before = None
    if before is not None:
        rows = rows.filter(Q(issued_on__lt=before[0]) | Q(issued_on=before[0], id__lt=before[1]))
    found = list(rows.order_by("-issued_on", "-id")[: PAGE_SIZE + 1])
    shown = [_row(invoice, own) for invoice in found[:PAGE_SIZE]]
    more = len(found) > PAGE_SIZE
    return InvoicePage(shown, f"{shown[-1].issued_on.isoformat()}_{shown[-1].id}" if more else "")


def stream_invoices(*, org_id: UUID, only: str = "", words: str = "") -> Iterator[InvoiceRow]:
    """Yield every invoice of a list, newest first, in flat memory.

    Queries: 2
    """
    own = _own_tax_code(org_id)
    rows = _chosen(org_id, own=own, only=only, words=words).order_by("-issued_on", "-id")
    yield from (_row(invoice, own) for invoice in rows.iterator(chunk_size=2_000))


def _chosen(org_id: UUID, *, own: str, only: str, words: str) -> Any:
    rows, spellings = _with_booked(org_id), spellings_of(own) if own else set()
    is_sold, is_bought = Q(seller_tax_code__in=spellings), Q(buyer_tax_code__in=spellings)
    narrowed = {
        "sold": rows.filter(is_sold),
        "bought": rows.filter(is_bought).exclude(is_sold),
        "strangers": rows.exclude(is_sold | is_bought),
        "unbooked": rows.filter(is_sold | is_bought, is_booked=False),
        "noticed": rows.exclude(problems=[]),
        "broken": rows.filter(signatures__contains=[{"state": "broken"}]),
    }
    rows = narrowed.get(only, rows)
    if not words:
        return rows
    is_it = Q(seller_name__icontains=words) | Q(buyer_name__icontains=words)
    is_it |= Q(seller_tax_code=words) | Q(buyer_tax_code=words) | Q(symbol__iexact=words)
    if words.isascii() and words.isdecimal() and len(words) <= _NUMBER_DIGITS_MAX:
        is_it |= Q(number=int(words))
    return rows.filter(is_it)


def get_invoice(*, org_id: UUID, invoice_id: UUID) -> InvoiceFacts:
    """Get one invoice whole.

    Raises:  InvoiceNotFound
    Queries: 5
    """
    invoice = _with_booked(org_id).filter(id=invoice_id).first()
    if invoice is None:
        raise InvoiceNotFound()
    file = ImportedFile.objects.defer("content").get(org_id=org_id, id=invoice.file_id)
    booking = InvoiceBooking.objects.filter(org_id=org_id, invoice_id=invoice_id).first()
    kind = booking.document_kind if booking else ""
    ids = [booking.document_id] if booking else []
    labels = list_entry_labels(org_id=org_id, document_kind=kind, document_ids=ids) if ids else {}
    return InvoiceFacts(
        row=_row(invoice, _own_tax_code(org_id)),
        invoice=invoice,
        lines=list(InvoiceLine.objects.filter(org_id=org_id, invoice_id=invoice_id).order_by("line")),
        signatures=[_signature(each) for each in invoice.signatures],
        problems=[Problem(each["code"], each["facts"]).said for each in invoice.problems],
        related=_related(invoice.adjusts or {}),
        document_kind=kind,
        document_id=booking.document_id if booking else None,
        entry_label=next(iter(labels.values()), ""),
        file_name=file.name,
        file_bytes=file.size_bytes,
        imported_at=file.imported_at,
    )


def get_file(*, org_id: UUID, invoice_id: UUID) -> FileFacts:
    """Get the original bytes from which an invoice was read.

    Raises:  InvoiceNotFound
    Queries: 1
    """
    file = ImportedFile.objects.filter(org_id=org_id, invoice__id=invoice_id, invoice__org_id=org_id).first()
    if file is None:
        raise InvoiceNotFound()
    return FileFacts(file.name, bytes(file.content))


def _with_booked(org_id: UUID) -> Any:
    bookings = InvoiceBooking.objects.filter(org_id=org_id, invoice_id=OuterRef("id"))
    return Invoice.objects.filter(org_id=org_id).annotate(is_booked=Exists(bookings))


def _own_tax_code(org_id: UUID) -> str:
    identity = find_identity(org_id=org_id)
    return identity.tax_code if identity else ""


def _row(invoice: Any, own: str) -> InvoiceRow:
    return InvoiceRow(
        id=invoice.id,
        label=f"{invoice.form}{invoice.symbol} {invoice.number}",
        issued_on=invoice.issued_on,
        seller_name=invoice.seller_name or invoice.seller_tax_code,
        buyer_name=invoice.buyer_name or invoice.buyer_tax_code,
        side=side_of(own=own, seller=invoice.seller_tax_code, buyer=invoice.buyer_tax_code),
        gross=invoice.gross,
        currency=invoice.currency,
        problems=len(invoice.problems),
        is_booked=invoice.is_booked,
        seller_tax_code=invoice.seller_tax_code,
        buyer_tax_code=invoice.buyer_tax_code,
        net=invoice.net,
        vat=invoice.vat,
        states=tuple(each["state"] for each in invoice.signatures),
    )


def _signature(given: dict[str, Any]) -> SignatureShown:
    said = {
        "intact": _("Nothing was changed since it was signed."),
        "broken": _("The file is not what was signed: somebody changed it, or it is a redacted or re-indented copy."),
        "cannot_check": _("It cannot be checked here."),
    }[given["state"]]
    if given["why"] == "elsewhere":
        said = _("The signature is sound, but what was signed is not this invoice.")
    if given["weak"]:
        said += " " + _("Its algorithm or key is weak by today's measure, which is still usual and no forgery.")
    states = {"intact": _("intact"), "broken": _("broken"), "cannot_check": _("cannot be checked")}
    return SignatureShown(
        by=str(SIGNERS.get(given["by"], given["by"])),
        state=states[given["state"]],
        said=said,
        tone=_TONES[given["state"]],
        signer=given["signer"],
        signed_at=(given["signed_at"] or "").replace("T", " "),
        tax_code=given.get("signer_tax_code") or "",
        issuer=_common_name(given.get("issuer") or ""),
    )


def _related(adjusts: dict[str, Any]) -> list[str]:
    """Name the invoices that are adjusted or replaced; rows of old imports name one only."""
    many = adjusts.get("invoices") or ([adjusts] if adjusts.get("number") else [])
    return [f"{each['form'] or ''}{each['symbol'] or ''} {each['number'] or ''}".strip() for each in many]


def _common_name(subject: str) -> str:
    names = [part.removeprefix("CN=") for part in subject.split(",") if part.startswith("CN=")]
    return names[0] if names else subject
