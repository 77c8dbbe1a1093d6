"""Reads of what is owed: documents on credit, what was paid of them, and for how long they have been open."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Sum

from ecoop.kernel.dong import Dong
from ecoop.ledger.queries.documents import list_reversed_documents
from ecoop.trade.calc import EXPENSE, MONEY, PURCHASE, SALE
from ecoop.trade.calc.documents import DEPRECIATION
from ecoop.trade.calc.money import WAGES_PAID
from ecoop.trade.models import Expense, MoneyMove, Purchase, Sale

OWED_TO_US, WE_OWE = "owed_to_us", "we_owe"
# How old a debt is, in days: up to the number.
AGES = (30, 60, 90)


@dataclass(frozen=True)
class Debt:
    """A document on credit: its total less what came back, what was paid of it, and how old it is."""

    document_kind: str
    document_id: UUID
    on: date
    party_name: str
    text: str
    total_vnd: Dong
    paid_vnd: Dong
    rule: str

    @property
    def open_vnd(self) -> Dong:
        """Give what is still owed."""
        return Dong(self.total_vnd - self.paid_vnd)

    def age_days(self, *, on: date) -> int:
        """Count the days since the document."""
        return (on - self.on).days


@dataclass(frozen=True)
class AgedDebts:
    """What is owed, and how much of it by age: up to 30, 60, 90 days, and older."""

    debts: list[Debt]
    open_vnd: Dong
    by_age_vnd: tuple[Dong, ...]


def list_debts(*, org_id: UUID, side: str, on: date) -> AgedDebts:
    """List what is owed to us, or what we owe, by documents up to a day, the oldest first.

    Shape:   platforms that take payments pay by statement, not by sale; they are left out
    Queries: 6 for what is owed to us, 9 for what we owe
    """
    debts = [debt for debt in _debts(org_id, _sides(org_id, side), on) if debt.open_vnd]
    debts.sort(key=lambda debt: (debt.on, debt.document_id))
    by_age = [0] * (len(AGES) + 1)
    for debt in debts:
        by_age[sum(debt.age_days(on=on) > limit for limit in AGES)] += debt.open_vnd
    return AgedDebts(debts, Dong(sum(by_age)), tuple(Dong(each) for each in by_age))


def list_debts_of_documents(
    *, org_id: UUID, document_ids: Collection[UUID], except_moves: Collection[UUID] = ()
) -> dict[UUID, Debt]:
    """List what is owed on some documents, by their ids; moves that are being recorded may be left out of what is paid.

    Queries: 15 at most
    """
    if not document_ids:
        return {}
    rows = [each for side in (OWED_TO_US, WE_OWE) for each in _sides(org_id, side)]
    narrowed = [(kind, day, found.filter(id__in=document_ids)) for kind, day, found in rows]
    debts = _debts(org_id, narrowed, date.max, except_moves=except_moves)
    return {debt.document_id: debt for debt in debts}


def _sides(org_id: UUID, side: str) -> list[tuple[str, str, QuerySet[Any]]]:
    if side == OWED_TO_US:
        sold = Sale.objects.filter(org_id=org_id, means="credit", total_vnd__gt=0)
        return [(SALE, "sold_on", sold.exclude(channel="platform_paid"))]
    return [
        (PURCHASE, "bought_on", Purchase.objects.filter(org_id=org_id, means="credit", total_vnd__gt=0)),
        # Nobody is paid for depreciation, however it was recorded.
        (EXPENSE, "spent_on", Expense.objects.filter(org_id=org_id, means="credit").exclude(group=DEPRECIATION)),
    ]


def _debts(
    org_id: UUID,
    sides: Iterable[tuple[str, str, QuerySet[Any]]],
    on: date,
    *,
    except_moves: Collection[UUID] = (),
) -> list[Debt]:
    paid = _paid(org_id, on, except_moves)
    debts: list[Debt] = []
    for kind, day, rows in sides:
        gone = set(list_reversed_documents(org_id=org_id, document_kind=kind))
        back = _came_back(org_id, kind, day, on, gone)
        standing = [row for row in rows.filter(**{f"{day}__lte": on}) if row.id not in gone]
        debts += [_debt(kind, row, getattr(row, day), paid, back) for row in standing]
    return debts


def _debt(kind: str, row: Any, on: date, paid: Mapping[UUID, int], back: Mapping[UUID, int]) -> Debt:
    is_wages = kind == EXPENSE and row.group == "wages"
    rule = "receipt" if kind == SALE else (WAGES_PAID if is_wages else "payment")
    total = row.total_vnd + back.get(row.id, 0)
    return Debt(kind, row.id, on, row.party_name, row.text, Dong(total), Dong(paid.get(row.id, 0)), rule)


def _paid(org_id: UUID, on: date, except_moves: Collection[UUID]) -> dict[UUID, int]:
    left_out = {*list_reversed_documents(org_id=org_id, document_kind=MONEY), *except_moves}
    rows = MoneyMove.objects.filter(org_id=org_id, settles_id__isnull=False, moved_on__lte=on)
    paid: dict[UUID, int] = defaultdict(int)
    for move_id, document_id, amount in rows.values_list("id", "settles_id", "total_vnd"):
        if move_id not in left_out and document_id is not None:
            paid[document_id] += amount
    return paid


def _came_back(org_id: UUID, kind: str, day: str, on: date, gone: Collection[UUID]) -> dict[UUID, int]:
    """Add up what came back of each document without money being paid out for it."""
    if kind == EXPENSE:
        return {}
    everything: QuerySet[Any] = Sale.objects.all() if kind == SALE else Purchase.objects.all()
    rows = everything.filter(org_id=org_id, means="credit", returns_id__isnull=False)
    rows = rows.filter(**{f"{day}__lte": on}).exclude(id__in=list(gone))
    sums = rows.values_list("returns_id").annotate(back=Sum("total_vnd")).order_by("returns_id")
    return dict(sums)
