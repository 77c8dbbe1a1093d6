"""Book imported invoices: a sale where the organisation sold, a purchase where it bought."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.invoicing.actions.record_for_cooperative import record_for_cooperative
from ecoop.invoicing.actions.record_for_household import record_for_household
from ecoop.invoicing.actions.remember_choices import remember_choices
from ecoop.invoicing.calc import InvoiceKey, invoice_key
from ecoop.invoicing.calc.booking import AmountLine, Chosen, side_of, subject_of_name
from ecoop.invoicing.errors import (
    InvoiceHasNoAmount,
    InvoiceIsBooked,
    InvoiceIsForeign,
    InvoiceIsNotOurs,
    InvoiceIsReplaced,
    InvoiceNotFound,
    InvoiceReplaces,
)
from ecoop.invoicing.models import Invoice, InvoiceBooking, InvoiceLine
from ecoop.invoicing.queries import get_choices
from ecoop.invoicing.queries.naming import gross_of, seller_key
from ecoop.kernel.dates import format_day
from ecoop.kernel.dong import Rounding, format_dong, round_dong
from ecoop.kernel.refusals import Refusal
from ecoop.ledger.calc.outcomes import Outcome
from ecoop.ledger.queries.documents import list_reversed_documents
from ecoop.members.queries.settling import DEALING
from ecoop.parties.queries import find_identity, get_organisation
from ecoop.trade.calc import EXPENSE, PURCHASE, SALE
from ecoop.trade.calc.invoice_names import name_invoice
from ecoop.trade.errors import InvoiceIsWritten
from ecoop.trade.queries.invoices_written import WrittenInvoice, list_written_invoices
from ecoop.vouchers.calc.vouchers import VOUCHER

_QUANTITY_DIGITS_MAX = 18
COOPERATIVE = "cooperative"


@dataclass(frozen=True)
class BookingOutcome:
    """What became of one invoice: booked as which document, or refused."""

    invoice_id: UUID
    document_kind: str = ""
    refusal: Refusal | None = None


@transaction.atomic
def book_invoices(
    *,
    org_id: UUID,
    invoice_ids: Sequence[UUID],
    by: UUID,
    now: datetime,
    sector: str = "",
    vat: Literal["whole", "cut"] = "whole",
    what: str = "",
) -> list[BookingOutcome]:
    """Turn imported invoices into sales, purchases and costs; the document takes the invoice's id.

    `sector` and `vat` (whole, or cut as the invoice says) speak of what was sold, `what` of what was bought (goods,
    materials, fixed_asset, or `expense:` and a group of costs). What is left empty is as it was chosen last.
    A purchase that was written from the same invoice by hand or on a phone is the invoice's document: nothing new.

    Shape:  one outcome per id, in order
    Raises: BooksNotOpen
    Queries: about 33 for any number of invoices
    """
    invoices = {row.id: row for row in Invoice.objects.filter(org_id=org_id, id__in=invoice_ids)}
    refusals = _refusals(org_id, list(invoice_ids), invoices)
    good = [invoices[invoice_id] for invoice_id in dict.fromkeys(invoice_ids) if invoice_id not in refusals]
    own = _own_tax_code(org_id)
    written = _written(org_id, [row for row in good if _side(own, row) == "bought"])
    refusals |= {row.id: _written_otherwise(row, one) for row, one in written if gross_of(row) != one.total_vnd}
    linked = {row.id: one for row, one in written if row.id not in refusals}
    good = [row for row in good if row.id not in refusals and row.id not in linked]
    lines = _lines(org_id, [invoice.id for invoice in good])
    told = _told(good, lines, own, Chosen(sector, vat == "cut") if sector else None, Chosen(what) if what else None)
    remember_choices(org_id=org_id, choices=told, by=by, now=now)
    chosen = {**get_choices(org_id=org_id, subjects=_subjects(good, lines, own)), **told}
    record = record_for_cooperative if get_organisation(org_id=org_id).kind == COOPERATIVE else record_for_household
    sold = [row for row in good if _side(own, row) == "sold"]
    bought = [row for row in good if _side(own, row) == "bought"]
    outcomes = record(org_id=org_id, sold=sold, bought=bought, lines=lines, chosen=chosen, by=by, now=now)
    return _settle(org_id, invoice_ids, refusals, outcomes, good, linked, by, now)


def _settle(
    org_id: UUID,
    invoice_ids: Sequence[UUID],
    refusals: Mapping[UUID, Refusal],
    outcomes: Sequence[tuple[str, Outcome]],
    invoices: Sequence[Invoice],
    linked: Mapping[UUID, WrittenInvoice],
    by: UUID,
    now: datetime,
) -> list[BookingOutcome]:
    booked = [(each.id, kind, each.id) for kind, each in outcomes if each.status == "recorded"]
    booked += [(invoice_id, one.document_kind, one.document_id) for invoice_id, one in linked.items()]
    InvoiceBooking.objects.bulk_create(
        InvoiceBooking(
            org_id=org_id,
            invoice_id=invoice_id,
            document_kind=kind,
            document_id=document_id,
            booked_at=now,
            booked_by_id=by,
        )
        for invoice_id, kind, document_id in booked
    )
    if booked:
        record_event(
            org_id=org_id,
            person_id=by,
            verb="invoicing.invoice.book",
            object_kind="invoicing.invoice",
            object_id=booked[0][0] if len(booked) == 1 else None,
            detail={"count": len(booked)},
            now=now,
        )
    kinds = {invoice_id: kind for invoice_id, kind, _document_id in booked}
    said = {**refusals, **{each.id: each.refusal for _kind, each in outcomes if each.refusal is not None}}
    # Somebody else booked it while this call waited for the books.
    known = {each.id for _kind, each in outcomes if each.status == "known"}
    said |= {row.id: InvoiceIsBooked(invoice=_label(row)) for row in invoices if row.id in known}
    return [BookingOutcome(each, kinds.get(each, ""), said.get(each)) for each in invoice_ids]


def _written(org_id: UUID, invoices: Sequence[Invoice]) -> list[tuple[Invoice, WrittenInvoice]]:
    """Find which of these were written down by hand or on a phone before they came as files."""
    names = {
        row.id: name_invoice(tax_code=row.seller_tax_code, form=row.form, symbol=row.symbol, number=row.number)
        for row in invoices
    }
    written = list_written_invoices(org_id=org_id, names=set(names.values()))
    found = [(row, written[names[row.id]]) for row in invoices if names[row.id] in written]
    # Its own document from a booking before is not another's.
    return [(row, one) for row, one in found if one.document_id != row.id]


def _written_otherwise(invoice: Invoice, one: WrittenInvoice) -> Refusal:
    return InvoiceIsWritten(invoice=_label(invoice), total_vnd=format_dong(one.total_vnd), on=format_day(one.on))


def _refusals(org_id: UUID, ids: Sequence[UUID], invoices: Mapping[UUID, Invoice]) -> dict[UUID, Refusal]:
    own = _own_tax_code(org_id)
    booked = set(InvoiceBooking.objects.filter(org_id=org_id, invoice_id__in=ids).values_list("invoice_id", flat=True))
    replaced = _booked_replaced(org_id, list(invoices.values()))
    outdated = _outdated(org_id, list(invoices.values()))
    refusals: dict[UUID, Refusal] = {}
    for invoice_id in ids:
        invoice = invoices.get(invoice_id)
        refusal = InvoiceNotFound() if invoice is None else _refusal(invoice, own, invoice_id in booked, replaced)
        if refusal is None and invoice is not None and _key(invoice) in outdated:
            refusal = InvoiceIsReplaced(invoice=_label(invoice))
        if refusal is not None:
            refusals[invoice_id] = refusal
    return refusals


def _refusal(invoice: Invoice, own: str, is_booked: bool, replaced: set[InvoiceKey]) -> Refusal | None:
    label = _label(invoice)
    if is_booked:
        return InvoiceIsBooked(invoice=label)
    if _side(own, invoice) == "none":
        return InvoiceIsNotOurs(invoice=label, tax_code=own or "—")
    if invoice.currency != "VND":
        return InvoiceIsForeign(invoice=label, currency=invoice.currency)
    if not invoice.gross or not round_dong(invoice.gross, rule=Rounding.HALF_UP):
        return InvoiceHasNoAmount(invoice=label)
    for key, named in _replaced_keys(invoice).items():
        if key in replaced:
            return InvoiceReplaces(invoice=label, replaced=named)
    return None


def _booked_replaced(org_id: UUID, invoices: Sequence[Invoice]) -> set[InvoiceKey]:
    """Find which of the invoices that these replace are in the books, and not taken back."""
    wanted = {key for invoice in invoices for key in _replaced_keys(invoice)}
    if not wanted:
        return set()
    gone = [
        document_id
        for kind in (SALE, PURCHASE, EXPENSE, VOUCHER, DEALING)
        for document_id in list_reversed_documents(org_id=org_id, document_kind=kind)
    ]
    found = InvoiceBooking.objects.filter(org_id=org_id, invoice__number__in={key[3] for key in wanted})
    return {_key(booking.invoice) for booking in found.exclude(document_id__in=gone).select_related("invoice")} & wanted


def _outdated(org_id: UUID, invoices: Sequence[Invoice]) -> set[InvoiceKey]:
    """Find which of these another imported invoice of the same seller replaces, booked or not."""
    found = Invoice.objects.filter(
        org_id=org_id,
        seller_tax_code__in={invoice.seller_tax_code for invoice in invoices},
        adjusts__how="replaces",
    )
    return {key for row in found.only("seller_tax_code", "form", "adjusts") for key in _replaced_keys(row)}


def _key(invoice: Invoice) -> InvoiceKey:
    return invoice_key(
        tax_code=invoice.seller_tax_code, form=invoice.form, symbol=invoice.symbol, number=invoice.number
    )


def _label(invoice: Invoice) -> str:
    return f"{invoice.form}{invoice.symbol} {invoice.number}"


def _replaced_keys(invoice: Invoice) -> dict[InvoiceKey, str]:
    """Tell which invoices this one replaces, each with its label; a list beside it may name many."""
    adjusts = invoice.adjusts or {}
    if adjusts.get("how") != "replaces":
        return {}
    named = [each for each in adjusts.get("invoices") or [adjusts] if isinstance(each.get("number"), int)]
    return {
        invoice_key(
            tax_code=invoice.seller_tax_code,
            form=each["form"] or invoice.form,
            symbol=each["symbol"] or "",
            number=each["number"],
        ): f"{each['form']}{each['symbol']} {each['number']}"
        for each in named
    }


def _own_tax_code(org_id: UUID) -> str:
    identity = find_identity(org_id=org_id)
    return identity.tax_code if identity else ""


def _side(own: str, invoice: Invoice) -> str:
    return side_of(own=own, seller=invoice.seller_tax_code, buyer=invoice.buyer_tax_code)


def _lines(org_id: UUID, invoice_ids: Sequence[UUID]) -> dict[UUID, list[AmountLine]]:
    lines: dict[UUID, list[AmountLine]] = {invoice_id: [] for invoice_id in invoice_ids}
    rows = InvoiceLine.objects.filter(org_id=org_id, invoice_id__in=invoice_ids).order_by("invoice_id", "line")
    for row in rows:
        if row.amount is None or row.kind not in ("1", "3", "5"):
            continue
        amount: Decimal = -abs(row.amount) if row.kind == "3" else row.amount
        quantity, price = _kept(row.quantity), _kept(row.unit_price)
        line = AmountLine(row.name[:500] or "—", row.unit[:50], quantity, price, amount)
        lines[row.invoice_id].append(line)
    return lines


def _kept(value: Decimal | None) -> Decimal | None:
    # The invoice keeps what it says; a document of trade leaves out what nobody could have sold.
    return value if value is not None and value.adjusted() < _QUANTITY_DIGITS_MAX else None


def _subjects(
    invoices: Sequence[Invoice], lines: Mapping[UUID, Sequence[AmountLine]], own: str
) -> set[tuple[str, str]]:
    """Name what has to be known to book these: the products sold, and the sellers bought from."""
    sold = {
        ("sold", subject_of_name(line.name))
        for invoice in invoices
        if _side(own, invoice) == "sold"
        for line in lines[invoice.id]
    }
    return sold | {seller_key(invoice) for invoice in invoices if _side(own, invoice) == "bought"}


def _told(
    invoices: Sequence[Invoice],
    lines: Mapping[UUID, Sequence[AmountLine]],
    own: str,
    sold: Chosen | None,
    bought: Chosen | None,
) -> dict[tuple[str, str], Chosen]:
    """Give what was said outright to every product and seller of these invoices."""
    said = {"sold": sold, "bought": bought}
    subjects = sorted(_subjects(invoices, lines, own))
    return {key: chosen for key in subjects if (chosen := said[key[0]]) is not None}
