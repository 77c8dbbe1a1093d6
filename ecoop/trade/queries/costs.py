"""Reads of costs: what may be taken off, line by line, and which papers are missing."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from heapq import merge
from itertools import islice
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from ecoop.kernel.dates import month_start, next_month_start
from ecoop.kernel.dong import Dong
from ecoop.ledger.queries.documents import list_entry_labels
from ecoop.trade.calc import EXPENSE, PURCHASE, STOCK
from ecoop.trade.calc.costs import MENDED_BY_PAPER, CostVerdict
from ecoop.trade.errors import DocumentNotFound
from ecoop.trade.models import CostJudgement, Expense, MoneyMove, Purchase
from ecoop.trade.queries.stock import StockUse, list_stock_use
from ecoop.trade.queries.weighing import (
    STOCKED_KINDS,
    Weigher,
    cost_law,
    list_weighed_purchases,
    walk_weighed_expenses,
)

LABELS_AT_ONCE = 2000
MATERIALS = "materials"


@dataclass(frozen=True)
class CostOfMonth:
    """What one cost group came to in one month: that part which may be taken off, and the rest."""

    month: date
    group: str
    deductible_vnd: Dong
    refused_vnd: Dong


@dataclass(frozen=True)
class CostLine:
    """One cost, how much of it may be taken off, and why not more."""

    document_kind: str
    document_id: UUID
    on: date
    text: str
    amount_vnd: Dong
    deductible_vnd: Dong
    reasons: tuple[str, ...]
    entry_label: str


@dataclass(frozen=True)
class MissingPaper:
    """A document whose cost fails a condition that a paper would mend."""

    document_kind: str
    document_id: UUID
    on: date
    text: str
    party_name: str
    amount_vnd: Dong
    refused_vnd: Dong
    condition: str
    said: str
    remedy: str


def sum_costs(*, org_id: UUID, year: int) -> list[CostOfMonth]:
    """Add up a year's costs by month and group; goods used, at the weighted average, are materials.

    Shape:   deductible + refused = the costs recorded; months and groups without costs are left out
    Queries: 14
    """
    weigher = Weigher(org_id=org_id)
    sums: dict[tuple[date, str], list[int]] = defaultdict(lambda: [0, 0])
    starts, ends = date(year, 1, 1), date(year + 1, 1, 1)
    for row, verdict in walk_weighed_expenses(org_id=org_id, starts_on=starts, ends_before=ends, weigher=weigher):
        month = sums[month_start(row.spent_on), row.group]
        month[0] += verdict.deductible_vnd
        month[1] += verdict.refused_vnd
    for use in list_stock_use(org_id=org_id, year=year, weigher=weigher):
        month = sums[use.month, MATERIALS]
        month[0] += use.cost_vnd - use.refused_vnd
        month[1] += use.refused_vnd
    return [
        CostOfMonth(month_on, group, Dong(deductible), Dong(refused))
        for (month_on, group), (deductible, refused) in sorted(sums.items())
        if deductible or refused
    ]


def stream_cost_lines(*, org_id: UUID, year: int, group: str) -> Iterator[CostLine]:
    """Walk through the costs of one group in a year, in the order of days.

    Shape:   goods used are one line per product and month, goods without a sheet one per document
    Queries: 5, and 1 for every 2,000 lines; 10 more for materials
    """
    weigher = Weigher(org_id=org_id)
    lines: Iterator[CostLine] = _expense_lines(org_id, year, group, weigher)
    if group == MATERIALS:
        used = [_line_of_use(use) for use in list_stock_use(org_id=org_id, year=year, weigher=weigher)]
        lines = iter(merge(lines, sorted(used, key=_by_day), key=_by_day))
    while some := list(islice(lines, LABELS_AT_ONCE)):
        yield from _with_labels(org_id, some)


def get_verdict(*, org_id: UUID, document_kind: str, document_id: UUID) -> CostVerdict:
    """Weigh one document: each condition of the law, met or not, with its article and remedy.

    Raises:  DocumentNotFound
    Queries: 4
    """
    weigher = Weigher(org_id=org_id)
    if document_kind == EXPENSE:
        expense = Expense.objects.filter(org_id=org_id, id=document_id).first()
        if expense is not None:
            return weigher.expense(row=expense)
    purchase = Purchase.objects.filter(org_id=org_id, id=document_id).first()
    if purchase is None:
        raise DocumentNotFound()
    return weigher.purchase(row=purchase)


def list_missing_papers(*, org_id: UUID, year: int) -> list[MissingPaper]:
    """List the documents of a year whose cost fails a condition that a paper would mend, in the order of days.

    Queries: 7
    """
    weigher = Weigher(org_id=org_id)
    starts, ends = date(year, 1, 1), date(year + 1, 1, 1)
    found = [
        missing
        for row, verdict in walk_weighed_expenses(org_id=org_id, starts_on=starts, ends_before=ends, weigher=weigher)
        for missing in _missing(EXPENSE, row, row.spent_on, row.text, verdict)
    ]
    for each in list_weighed_purchases(org_id=org_id, ends_before=ends, weigher=weigher):
        if each.row.bought_on >= starts:
            found += _missing(PURCHASE, each.row, each.row.bought_on, each.text, each.verdict)
    return sorted(found, key=lambda missing: (missing.on, missing.document_id))


def count_missing_papers(*, org_ids: Collection[UUID], year: int) -> dict[UUID, int]:
    """Count documents without a paper, or paid in cash from the limit up, of many households at once.

    It reads no ledger, for an accountant who acts for nobody sees none: documents taken back still count, and
    one that somebody judged does not.

    Shape:   one entry per organisation asked for
    Queries: 2
    """
    limit = cost_law(on=date(year, 12, 31)).non_cash_from_vnd
    counts = dict.fromkeys(org_ids, 0)
    no_paper = Q(has_invoice=False)
    in_cash = _paid_in_cash(limit)
    not_listed = Q(seller_kind="") | Q(party_name="") | Q(party_address="") | Q(party_id_number="")
    bought = Purchase.objects.filter(org_id__in=list(counts), bought_on__year=year, total_vnd__gt=0)
    spent = Expense.objects.filter(org_id__in=list(counts), spent_on__year=year)
    asked = (
        bought.filter(what__in=STOCKED_KINDS).filter((no_paper & not_listed) | in_cash),
        # No money moves in depreciation, so none asks how it was paid.
        spent.filter(no_paper | (in_cash & ~Q(group="depreciation")) | Q(unmet__overlap=list(MENDED_BY_PAPER))),
    )
    settled = CostJudgement.objects.filter(
        org_id=OuterRef("org_id"), document_id=OuterRef("id"), condition__in=MENDED_BY_PAPER, is_met=True
    )
    for rows in asked:
        open_ones = rows.exclude(Exists(settled))
        for org_id, count in open_ones.values_list("org_id").annotate(found=Count("id")).order_by("org_id"):
            counts[org_id] += count
    return counts


def _paid_in_cash(limit: Dong | None) -> Q:
    """Give the condition that so much was paid in cash at once, then or later, that the law wants other proof."""
    if limit is None:
        return Q(pk__in=[])
    later = MoneyMove.objects.filter(
        org_id=OuterRef("org_id"), settles_id=OuterRef("id"), means="cash", total_vnd__gte=limit
    )
    return Q(means="cash", total_vnd__gte=limit) | Q(Exists(later))


def _expense_lines(org_id: UUID, year: int, group: str, weigher: Weigher) -> Iterator[CostLine]:
    starts, ends = date(year, 1, 1), date(year + 1, 1, 1)
    for row, verdict in walk_weighed_expenses(org_id=org_id, starts_on=starts, ends_before=ends, weigher=weigher):
        if row.group == group:
            reasons = tuple(each.remedy for each in verdict.unmet)
            amounts = (verdict.total_vnd, verdict.deductible_vnd)
            yield CostLine(EXPENSE, row.id, row.spent_on, row.text or row.party_name, *amounts, reasons, "")


def _line_of_use(use: StockUse) -> CostLine:
    if use.product_id is None and use.document_id is not None:
        kind, document_id, text = use.document_kind, use.document_id, use.name
    else:
        kind, document_id = STOCK, use.product_id or use.document_id or UUID(int=0)
        text = _("Used: {name}, {quantity} {unit}").format(
            name=use.name, quantity=f"{use.quantity.normalize():f}", unit=use.unit
        )
    on = use.on or date.fromordinal(next_month_start(use.month).toordinal() - 1)
    deductible = Dong(use.cost_vnd - use.refused_vnd)
    return CostLine(kind, document_id, on, text.strip(), use.cost_vnd, deductible, use.reasons, "")


def _with_labels(org_id: UUID, some: list[CostLine]) -> Iterator[CostLine]:
    labels: dict[UUID, str] = {}
    for kind in sorted({line.document_kind for line in some}):
        ids = [line.document_id for line in some if line.document_kind == kind]
        labels |= list_entry_labels(org_id=org_id, document_kind=kind, document_ids=ids)
    for line in some:
        given = (line.amount_vnd, line.deductible_vnd, line.reasons, labels.get(line.document_id, ""))
        yield CostLine(line.document_kind, line.document_id, line.on, line.text, *given)


def _missing(kind: str, row: Expense | Purchase, on: date, text: str, verdict: CostVerdict) -> Iterator[MissingPaper]:
    for condition in verdict.unmet:
        if condition.code in MENDED_BY_PAPER:
            yield MissingPaper(
                document_kind=kind,
                document_id=row.id,
                on=on,
                text=text,
                party_name=row.party_name,
                amount_vnd=verdict.total_vnd,
                refused_vnd=condition.refused_vnd,
                condition=condition.code,
                said=condition.label,
                remedy=condition.remedy,
            )


def _by_day(line: CostLine) -> date:
    return line.on
