"""Reads of one document: what it says, the entry it became, what it takes back and what took it back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from ecoop.kernel.dong import Dong, Rounding, round_dong
from ecoop.trade.errors import SECTORS, DocumentNotFound
from ecoop.trade.queries.lists import PURCHASES_MADE, SALES, DocumentRow, Listing, describe, with_first_name


@dataclass(frozen=True)
class LineFacts:
    """One line of a document."""

    name: str
    what: str
    unit: str
    quantity: Decimal | None
    unit_price: Decimal | None
    amount_vnd: Dong
    line: int = 0
    sector: str = ""
    is_vat_cut: bool = False
    product_id: UUID | None = None
    returns_line: int | None = None

    @property
    def discount_vnd(self) -> Dong:
        """By how much the price was cut: what quantity and unit price would come to, less the amount."""
        if self.quantity is None or self.unit_price is None or self.amount_vnd < 0:
            return Dong(0)
        whole = round_dong(self.quantity * self.unit_price, rule=Rounding.HALF_UP)
        return Dong(max(whole - self.amount_vnd, 0))


@dataclass(frozen=True)
class DocumentFacts:
    """A document with its lines, the entry it became, the document it takes back and those that took it back."""

    kind: str
    row: DocumentRow
    party_tax_code: str
    has_invoice: bool
    lines: tuple[LineFacts, ...]
    entry_label: str
    returns: DocumentRow | None = None
    taken_back_by: tuple[DocumentRow, ...] = ()
    # What only this kind of document says, by the name of its column.
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def total_vnd(self) -> Dong:
        """Its total."""
        return self.row.total_vnd


def get_document(*, org_id: UUID, listing: Listing, document_id: UUID) -> DocumentFacts:
    """Get a document of one kind with its lines and its entry.

    Raises:  DocumentNotFound
    Queries: 4; 5 with places, and 3 more if it takes something back
    """
    rows: QuerySet[Any] = with_first_name(rows=listing.model._default_manager.filter(org_id=org_id), listing=listing)
    document = rows.filter(id=document_id).first()
    if document is None:
        raise DocumentNotFound()
    can_return = hasattr(document, "returns_id")
    others = list(_others(rows, document)) if can_return else []
    described = describe(org_id=org_id, listing=listing, documents=[document, *others])
    row, *rest = described
    return DocumentFacts(
        kind=listing.kind,
        row=row,
        party_tax_code=document.party_tax_code,
        has_invoice=getattr(document, "has_invoice", False),
        lines=_lines(document.lines.filter(org_id=org_id)) if listing.lines else (),
        entry_label=row.entry_label,
        returns=next((each for each in rest if each.id == row.returns_id), None),
        taken_back_by=tuple(each for each in rest if each.returns_id == row.id),
        more={name: getattr(document, name) for name in listing.tells},
    )


def get_sale(*, org_id: UUID, sale_id: UUID) -> DocumentFacts:
    """Get a sale with its lines and its entry.

    Raises:  DocumentNotFound
    Queries: 5; 6 with places
    """
    return get_document(org_id=org_id, listing=SALES, document_id=sale_id)


def get_purchase(*, org_id: UUID, purchase_id: UUID) -> DocumentFacts:
    """Get a purchase with its lines and its entry.

    Raises:  DocumentNotFound
    Queries: 5
    """
    return get_document(org_id=org_id, listing=PURCHASES_MADE, document_id=purchase_id)


def _others(rows: QuerySet[Any], document: Any) -> QuerySet[Any]:
    back = rows.filter(returns_id=document.id)
    wanted = back | rows.filter(id=document.returns_id) if document.returns_id else back
    return wanted.order_by("recorded_at", "id")


def _lines(rows: QuerySet[Any]) -> tuple[LineFacts, ...]:
    return tuple(_line(row) for row in rows.order_by("line"))


def _line(row: Any) -> LineFacts:
    sector = getattr(row, "sector", "")
    return LineFacts(
        name=row.name,
        what=str(SECTORS.get(sector, "")),
        unit=row.unit,
        quantity=row.quantity,
        unit_price=row.unit_price,
        amount_vnd=Dong(row.amount_vnd),
        line=row.line,
        sector=sector,
        is_vat_cut=getattr(row, "is_vat_cut", False),
        product_id=row.product_id,
        returns_line=row.returns_line,
    )
