"""Reads of what was sold, bought and spent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from ecoop.kernel.dong import Dong
from ecoop.ledger.queries.documents import list_entry_labels
from ecoop.trade.calc import EXPENSE, PURCHASE, SALE
from ecoop.trade.errors import COST_GROUPS, MEANS, PURCHASES, SECTORS, DocumentNotFound
from ecoop.trade.models import Expense, Purchase, Sale, SaleLine

PAGE_SIZE = 50


@dataclass(frozen=True)
class DocumentRow:
    """A document as a list shows it."""

    id: UUID
    on: date
    party_name: str
    text: str
    means: str
    total_vnd: Dong
    what: str = ""


@dataclass(frozen=True)
class DocumentPage:
    """Some documents, and where the next ones begin."""

    rows: list[DocumentRow]
    next_cursor: str


@dataclass(frozen=True)
class LineFacts:
    """One line of a document."""

    name: str
    what: str
    unit: str
    quantity: Decimal | None
    unit_price: Decimal | None
    amount_vnd: Dong


@dataclass(frozen=True)
class DocumentFacts:
    """A document with its lines and the entry it became."""

    kind: str
    row: DocumentRow
    party_tax_code: str
    has_invoice: bool
    lines: tuple[LineFacts, ...]
    entry_label: str


def list_sales(
    *, org_id: UUID, cursor: str = "", year: int | None = None, quarter: int | None = None, sector: str = ""
) -> DocumentPage:
    """List sales newest first, all or those behind one figure of the tax.

    Queries: 1
    """
    rows: QuerySet[Sale] = Sale.objects.filter(org_id=org_id)
    if year is not None:
        starts, ends = _span(year, quarter)
        rows = rows.filter(sold_on__gte=starts, sold_on__lt=ends)
    if sector in SECTORS:
        rows = rows.filter(id__in=SaleLine.objects.filter(org_id=org_id, sector=sector).values("sale_id"))
    return _page(rows, "sold_on", cursor)


def list_purchases(*, org_id: UUID, cursor: str = "") -> DocumentPage:
    """List purchases newest first.

    Queries: 1
    """
    return _page(Purchase.objects.filter(org_id=org_id), "bought_on", cursor)


def list_expenses(*, org_id: UUID, cursor: str = "") -> DocumentPage:
    """List expenses newest first.

    Queries: 1
    """
    return _page(Expense.objects.filter(org_id=org_id), "spent_on", cursor)


def get_sale(*, org_id: UUID, sale_id: UUID) -> DocumentFacts:
    """Get a sale with its lines and its entry.

    Raises:  DocumentNotFound
    Queries: 3
    """
    sale = Sale.objects.filter(org_id=org_id, id=sale_id).first()
    if sale is None:
        raise DocumentNotFound()
    return _facts(SALE, sale, "sold_on", _lines(sale.lines.filter(org_id=org_id)), has_invoice=False)


def get_purchase(*, org_id: UUID, purchase_id: UUID) -> DocumentFacts:
    """Get a purchase with its lines and its entry.

    Raises:  DocumentNotFound
    Queries: 3
    """
    purchase = Purchase.objects.filter(org_id=org_id, id=purchase_id).first()
    if purchase is None:
        raise DocumentNotFound()
    lines = _lines(purchase.lines.filter(org_id=org_id))
    return _facts(PURCHASE, purchase, "bought_on", lines, has_invoice=purchase.has_invoice)


def get_expense(*, org_id: UUID, expense_id: UUID) -> DocumentFacts:
    """Get an expense with its entry.

    Raises:  DocumentNotFound
    Queries: 2
    """
    expense = Expense.objects.filter(org_id=org_id, id=expense_id).first()
    if expense is None:
        raise DocumentNotFound()
    return _facts(EXPENSE, expense, "spent_on", (), has_invoice=expense.has_invoice)


def _span(year: int, quarter: int | None) -> tuple[date, date]:
    if quarter not in (1, 2, 3, 4):
        return date(year, 1, 1), date(year + 1, 1, 1)
    first = quarter * 3 - 2
    return date(year, first, 1), date(year + 1, 1, 1) if quarter == 4 else date(year, first + 3, 1)


def _page(rows: QuerySet[Any], day: str, cursor: str) -> DocumentPage:
    """Cut one page out of a list, newest first; the cursor names the last document before it."""
    on, _, last_id = cursor.partition("_")
    try:
        before = (date.fromisoformat(on), UUID(last_id)) if cursor else None
    except ValueError:
        before = None
    if before is not None:
        rows = rows.filter(Q(**{f"{day}__lt": before[0]}) | Q(**{day: before[0], "id__lt": before[1]}))
    found = list(rows.order_by(f"-{day}", "-id")[: PAGE_SIZE + 1])
    shown = [_row(each, day) for each in found[:PAGE_SIZE]]
    more = len(found) > PAGE_SIZE
    return DocumentPage(shown, f"{shown[-1].on.isoformat()}_{shown[-1].id}" if more else "")


def _row(document: Any, day: str) -> DocumentRow:
    what = PURCHASES.get(getattr(document, "what", "")) or COST_GROUPS.get(getattr(document, "group", ""))
    return DocumentRow(
        id=document.id,
        on=getattr(document, day),
        party_name=document.party_name,
        text=document.text,
        means=str(MEANS[document.means]),
        total_vnd=Dong(document.total_vnd),
        what=str(what or ""),
    )


def _lines(rows: QuerySet[Any]) -> tuple[LineFacts, ...]:
    return tuple(
        LineFacts(
            name=row.name,
            what=str(SECTORS.get(getattr(row, "sector", ""), "")),
            unit=row.unit,
            quantity=row.quantity,
            unit_price=row.unit_price,
            amount_vnd=Dong(row.amount_vnd),
        )
        for row in rows.order_by("line")
    )


def _facts(kind: str, document: Any, day: str, lines: Sequence[LineFacts], *, has_invoice: bool) -> DocumentFacts:
    labels = list_entry_labels(org_id=document.org_id, document_kind=kind, document_ids=[document.id])
    return DocumentFacts(
        kind=kind,
        row=_row(document, day),
        party_tax_code=document.party_tax_code,
        has_invoice=has_invoice,
        lines=tuple(lines),
        entry_label=labels.get(document.id, ""),
    )
