"""Import files of e-invoices: keep the bytes, write down what they say, and tell of each what became of it."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.db import connection, transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.invoicing.calc import (
    InvoiceKey,
    InvoiceRead,
    InvoiceRefused,
    ReadingRules,
    invoice_key,
    is_archive,
    read_invoices,
    unpack_safely,
)
from ecoop.invoicing.calc.booking import side_of, spellings_of
from ecoop.invoicing.errors import ImportIsTooLarge, InvoiceIsKnown
from ecoop.invoicing.models import ImportedFile, Invoice, InvoiceLine
from ecoop.invoicing.queries import get_reading_rules
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.ids import new_id
from ecoop.kernel.refusals import Refusal
from ecoop.parties.queries import find_identity

# One step of an import: more than this takes longer than a page waits. Handing the same in again goes on behind it.
NEW_INVOICES_MAX = 3_000


@dataclass(frozen=True)
class IncomingFile:
    """A file as somebody handed it in."""

    name: str
    data: bytes

    @cached_property
    def sha256(self) -> str:
        """Say what is in it; a message of a thousand invoices is read through once."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True)
class ImportOutcome:
    """What became of one invoice: imported, known (it was there before) or refused."""

    file: str
    status: str
    invoice_id: UUID | None = None
    invoice: InvoiceRead | None = None
    refusal: Refusal | None = None
    side: str = ""

    @property
    def label(self) -> str:
        """Name the invoice as papers do."""
        return _label(self.invoice) if self.invoice else ""


@transaction.atomic
def import_invoices(*, org_id: UUID, files: Sequence[IncomingFile], by: UUID, now: datetime) -> list[ImportOutcome]:
    """Import a batch of XML files and zips; a good invoice is kept whatever becomes of the others.

    Call it inside the organisation's walls. Importing the same again changes nothing, and goes on where a step ended.

    Shape:  at least one outcome per file, in order
    Queries: about 9 for any number of files
    """
    rules = get_reading_rules(today=vietnam_day(now))
    read = [(each, result) for file in files for each, result in _read(file, rules)]
    _one_at_a_time(org_id)
    known = _known_keys(org_id, [result for _, result in read if isinstance(result, InvoiceRead)])
    file_ids = _known_files(org_id, {each.sha256 for each, _ in read})
    identity = find_identity(org_id=org_id)
    own = identity.tax_code if identity else ""
    new_files: dict[str, ImportedFile] = {}
    invoices: list[Invoice] = []
    lines: list[InvoiceLine] = []
    outcomes: list[ImportOutcome] = []
    for each, result in read:
        if isinstance(result, InvoiceRefused):
            outcomes.append(ImportOutcome(each.name, "refused", refusal=result.refusal))
            continue
        side = side_of(own=own, seller=result.seller.tax_code, buyer=result.buyer.tax_code)
        if result.key in known:
            # Another copy may be the intact one of an invoice that came redacted before: its bytes are kept, too.
            if each.sha256 not in file_ids:
                new_files[each.sha256] = _file_row(org_id, each, by, now)
                file_ids[each.sha256] = new_files[each.sha256].id
            refusal: Refusal = InvoiceIsKnown(
                invoice=_label(result), seller=result.seller.name or result.seller.tax_code
            )
            outcomes.append(ImportOutcome(each.name, "known", known[result.key], result, refusal, side))
            continue
        if len(invoices) >= NEW_INVOICES_MAX:
            refusal = ImportIsTooLarge(count=NEW_INVOICES_MAX)
            outcomes.append(ImportOutcome(each.name, "waiting", None, result, refusal, side))
            continue
        if each.sha256 not in file_ids:
            new_files[each.sha256] = _file_row(org_id, each, by, now)
            file_ids[each.sha256] = new_files[each.sha256].id
        row = _invoice_row(org_id, result, file_ids[each.sha256], now)
        known[result.key] = row.id
        invoices.append(row)
        lines += _line_rows(org_id, row.id, result)
        outcomes.append(ImportOutcome(each.name, "imported", row.id, result, side=side))
    ImportedFile.objects.bulk_create(new_files.values(), batch_size=200)
    Invoice.objects.bulk_create(invoices, batch_size=500)
    InvoiceLine.objects.bulk_create(lines, batch_size=1000)
    if new_files:
        record_event(
            org_id=org_id,
            person_id=by,
            verb="invoicing.invoice.import",
            object_kind="invoicing.invoice",
            object_id=invoices[0].id if len(invoices) == 1 else None,
            detail={"count": len(invoices), "files": len(new_files)},
            now=now,
        )
    return outcomes


def _one_at_a_time(org_id: UUID) -> None:
    # Two who hand in the same file at the same moment would both find it new; the second waits and finds it known.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"invoicing.import.{org_id}"])


def _read(file: IncomingFile, rules: ReadingRules) -> Iterator[tuple[IncomingFile, InvoiceRead | InvoiceRefused]]:
    """Read a file, or every file of a zip, each with its own bytes."""
    if not is_archive(file.data[:4], name=file.name):
        yield from ((file, result) for result in read_invoices(file.data, name=file.name, rules=rules))
        return
    try:
        for entry in unpack_safely(file.data, name=file.name):
            inner = IncomingFile(entry.name, entry.data)
            if entry.refusal is not None:
                yield inner, InvoiceRefused(file=entry.name, refusal=entry.refusal)
            else:
                yield from ((inner, each) for each in read_invoices(entry.data, name=entry.name, rules=rules))
    except Refusal as refusal:
        yield file, InvoiceRefused(file=file.name, refusal=refusal)


def _known_keys(org_id: UUID, invoices: Sequence[InvoiceRead]) -> dict[InvoiceKey, UUID]:
    codes = {spelling for invoice in invoices for spelling in spellings_of(invoice.seller.tax_code)}
    found = Invoice.objects.filter(
        org_id=org_id, seller_tax_code__in=codes, number__in={invoice.number for invoice in invoices}
    ).values_list("seller_tax_code", "form", "symbol", "number", "id")
    return {
        invoice_key(tax_code=seller, form=form, symbol=symbol, number=number): invoice_id
        for seller, form, symbol, number, invoice_id in found
    }


def _known_files(org_id: UUID, digests: set[str]) -> dict[str, UUID]:
    return dict(ImportedFile.objects.filter(org_id=org_id, sha256__in=digests).values_list("sha256", "id"))


def _file_row(org_id: UUID, file: IncomingFile, by: UUID, now: datetime) -> ImportedFile:
    return ImportedFile(
        id=new_id(),
        org_id=org_id,
        name=file.name[-400:],
        sha256=file.sha256,
        content=file.data,
        size_bytes=len(file.data),
        imported_at=now,
        imported_by_id=by,
    )


def _invoice_row(org_id: UUID, invoice: InvoiceRead, file_id: UUID, now: datetime) -> Invoice:
    given = invoice.as_dict()
    return Invoice(
        id=new_id(),
        org_id=org_id,
        file_id=file_id,
        message_type=invoice.message_type[:10],
        message_id=invoice.message_id[:60],
        version=invoice.version[:20],
        form=invoice.form,
        symbol=invoice.symbol,
        number=invoice.number,
        issued_on=invoice.issued_on,
        title=invoice.title[:200],
        currency=invoice.currency,
        payment=invoice.payment[:100],
        authority_code=invoice.authority_code[:60],
        seller_tax_code=invoice.seller.tax_code,
        seller_name=invoice.seller.name[:400],
        seller_address=invoice.seller.address[:500],
        buyer_tax_code=invoice.buyer.tax_code[:20],
        buyer_name=invoice.buyer.name[:400],
        buyer_address=invoice.buyer.address[:500],
        net=invoice.totals.net,
        vat=invoice.totals.vat,
        gross=invoice.totals.gross,
        adjusts=given["adjusts"],
        signatures=[{**signature.as_dict(), "why": signature.why} for signature in invoice.signatures],
        problems=[{"code": problem.code, "facts": dict(problem.facts)} for problem in invoice.problems],
        extra=given["extra"],
        imported_at=now,
    )


def _line_rows(org_id: UUID, invoice_id: UUID, invoice: InvoiceRead) -> list[InvoiceLine]:
    return [
        InvoiceLine(
            org_id=org_id,
            invoice_id=invoice_id,
            line=place,
            kind=line.kind[:10],
            name=line.name,
            unit=line.unit[:100],
            quantity=line.quantity,
            unit_price=line.unit_price,
            discount=line.discount,
            amount=line.amount,
            vat_rate=line.vat_rate[:20],
        )
        for place, line in enumerate(invoice.lines, start=1)
    ]


def _label(invoice: InvoiceRead) -> str:
    return f"{invoice.form}{invoice.symbol} {invoice.number}"
