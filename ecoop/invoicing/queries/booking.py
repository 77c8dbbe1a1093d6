"""What is still to be booked, and what was chosen for such things before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Sum

from ecoop.invoicing.calc.booking import Chosen, spellings_of, subject_of_name
from ecoop.invoicing.models import BookingChoice, Invoice, InvoiceBooking, InvoiceLine
from ecoop.parties.queries import find_identity

_SUBJECTS_MAX = 200


@dataclass(frozen=True)
class ToChoose:
    """A product sold or a seller bought from, on invoices that are in no book yet, and what it was said to be."""

    side: str
    subject: str
    name: str
    count: int
    amount: Decimal
    value: str
    is_vat_cut: bool
    is_known: bool


@dataclass(frozen=True)
class BookingPlan:
    """All there is to choose before invoices are booked."""

    sold: list[ToChoose]
    bought: list[ToChoose]
    invoices: int
    strangers: int
    broken: int = 0


def get_choices(*, org_id: UUID, subjects: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Chosen]:
    """Get what was chosen last for each (side, subject) of which anything was chosen.

    Queries: 1
    """
    wanted = set(subjects)
    rows = (
        BookingChoice.objects.filter(org_id=org_id, subject__in={subject for _side, subject in wanted})
        .order_by("side", "subject", "-chosen_at", "-id")
        .distinct("side", "subject")
    )
    found = {(row.side, row.subject): Chosen(row.value, row.is_vat_cut) for row in rows}
    return {key: chosen for key, chosen in found.items() if key in wanted}


def get_booking_plan(*, org_id: UUID) -> BookingPlan:
    """Get the products and sellers of the invoices that are in no book yet, the largest first.

    Queries: 6
    """
    identity = find_identity(org_id=org_id)
    own = spellings_of(identity.tax_code) if identity else set()
    waiting = unbooked(org_id=org_id)
    sold, bought = waiting.filter(seller_tax_code__in=own), waiting.filter(buyer_tax_code__in=own)
    bought = bought.exclude(seller_tax_code__in=own)
    names = _names_sold(org_id, sold)
    sellers = _sellers(bought)
    before = get_choices(org_id=org_id, subjects=[(each.side, each.subject) for each in (*names, *sellers)])
    is_ours = Q(seller_tax_code__in=own) | Q(buyer_tax_code__in=own)
    is_broken = is_ours & Q(signatures__contains=[{"state": "broken"}])
    counts = waiting.aggregate(ours=Count("id", filter=is_ours), all=Count("id"), broken=Count("id", filter=is_broken))
    return BookingPlan(
        sold=[_as_before(each, before) for each in names],
        bought=[_as_before(each, before) for each in sellers],
        invoices=counts["ours"],
        strangers=counts["all"] - counts["ours"],
        broken=counts["broken"],
    )


def list_to_book(*, org_id: UUID, after: str, limit: int) -> tuple[list[UUID], str, int]:
    """List the next invoices to book behind a cursor: their ids, the cursor behind them, and how many are left.

    Queries: 3
    """
    identity = find_identity(org_id=org_id)
    own = spellings_of(identity.tax_code) if identity else set()
    rows = unbooked(org_id=org_id).filter(Q(seller_tax_code__in=own) | Q(buyer_tax_code__in=own))
    on, _sep, last_id = after.partition("_")
    if after:
        day, row_id = date.fromisoformat(on), UUID(last_id)
        rows = rows.filter(Q(issued_on__gt=day) | Q(issued_on=day, id__gt=row_id))
    found = list(rows.order_by("issued_on", "id").values_list("issued_on", "id")[:limit])
    left = rows.count() - len(found)
    last = f"{found[-1][0].isoformat()}_{found[-1][1]}" if found and left > 0 else ""
    return [row_id for _on, row_id in found], last, left


def unbooked(*, org_id: UUID) -> "QuerySet[Invoice]":
    """Narrow down to the invoices of an organisation that are in no book.

    Queries: 0
    """
    bookings = InvoiceBooking.objects.filter(org_id=org_id, invoice_id=OuterRef("id"))
    return Invoice.objects.filter(Q(org_id=org_id) & ~Exists(bookings))


def _names_sold(org_id: UUID, sold: Any) -> list[ToChoose]:
    rows = (
        InvoiceLine.objects.filter(org_id=org_id, invoice_id__in=sold.values("id"), kind__in=("1", "5"))
        .exclude(amount=None)
        .values_list("name")
        .annotate(count=Count("invoice_id", distinct=True), amount=Sum("amount"))
        .order_by("-amount")[: 4 * _SUBJECTS_MAX]
    )
    merged: dict[str, ToChoose] = {}
    for name, count, amount in rows:
        subject = subject_of_name(name or "—")
        old = merged.get(subject)
        count, amount = (count + old.count, amount + old.amount) if old else (count, amount)
        merged[subject] = _to_choose("sold", subject, old.name if old else name or "—", count, amount)
    return list(merged.values())[:_SUBJECTS_MAX]


def _sellers(bought: Any) -> list[ToChoose]:
    rows = (
        bought.values_list("seller_tax_code")
        .annotate(name=Max("seller_name"), count=Count("id"), amount=Sum("gross"))
        .order_by("-amount")[:_SUBJECTS_MAX]
    )
    digits = (("".join(letter for letter in code if letter.isdigit()), *rest) for code, *rest in rows)
    return [
        _to_choose("bought", code, name or code, count, amount or Decimal(0)) for code, name, count, amount in digits
    ]


def _to_choose(side: str, subject: str, name: str, count: int, amount: Decimal) -> ToChoose:
    return ToChoose(side, subject, name, count, amount, value="goods", is_vat_cut=False, is_known=False)


def _as_before(each: ToChoose, before: dict[tuple[str, str], Chosen]) -> ToChoose:
    chosen = before.get((each.side, each.subject))
    if chosen is None:
        return each
    return ToChoose(
        each.side, each.subject, each.name, each.count, each.amount, chosen.value, chosen.is_vat_cut, is_known=True
    )
