"""Weigh costs against the law: what is known of each purchase and expense, put together for the reckoning."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from ecoop.kernel.dong import Dong, split_vnd
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.queries.documents import list_reversed_documents
from ecoop.trade.calc import EXPENSE, MONEY, PURCHASE
from ecoop.trade.calc.costs import CostFacts, CostLaw, CostVerdict, judge_cost, read_cost_law, share_of
from ecoop.trade.models import CostJudgement, Expense, MoneyMove, Purchase, PurchaseLine

# What is bought to be used or sold; a fixed asset becomes a cost by its depreciation.
STOCKED_KINDS = ("goods", "materials")


@dataclass(frozen=True)
class WeighedLine:
    """One line of a purchase, and that part of it which may not be taken off."""

    product_id: UUID | None
    name: str
    quantity: Decimal | None
    amount_vnd: Dong
    refused_vnd: Dong


@dataclass(frozen=True)
class WeighedPurchase:
    """A purchase and what the law makes of it."""

    row: Purchase
    verdict: CostVerdict
    lines: tuple[WeighedLine, ...]

    @property
    def text(self) -> str:
        """Say what was bought."""
        return self.row.text or ", ".join(line.name for line in self.lines[:3])


class Weigher:
    """What an organisation knows beside its documents: judgements, payments in cash, documents taken back."""

    def __init__(self, *, org_id: UUID) -> None:
        self._org_id = org_id
        self._judged: dict[UUID, dict[str, bool]] = defaultdict(dict)
        rows = CostJudgement.objects.filter(org_id=org_id).order_by("recorded_at", "id")
        for document_id, condition, is_met in rows.values_list("document_id", "condition", "is_met"):
            self._judged[document_id][condition] = is_met
        self._cash = _paid_in_cash(org_id)

    def expense(self, *, row: Expense) -> CostVerdict:
        """Weigh an expense."""
        facts = CostFacts(
            group=row.group,
            total_vnd=Dong(row.total_vnd),
            means=row.means,
            has_paper=row.has_invoice,
            unmet=tuple(row.unmet),
            deductible_max_vnd=None if row.deductible_max_vnd is None else Dong(row.deductible_max_vnd),
            paid_in_cash_vnd=self._cash.get(row.id, ()),
            judged=self._judged.get(row.id, {}),
        )
        return judge_cost(facts=facts, law=cost_law(on=row.spent_on))

    def purchase(self, *, row: Purchase) -> CostVerdict:
        """Weigh a purchase; one that takes goods back is weighed as what it takes back."""
        facts = CostFacts(
            group="materials",
            total_vnd=Dong(row.total_vnd),
            means=row.means,
            has_paper=row.has_invoice or is_listed(row=row),
            paid_in_cash_vnd=self._cash.get(row.id, ()),
            judged=self._judged.get(row.id, {}),
        )
        return judge_cost(facts=facts, law=cost_law(on=row.bought_on))


def is_listed(*, row: Purchase) -> bool:
    """Tell whether a purchase without an invoice says all that the list of such purchases asks.

    Queries: 0
    """
    return bool(row.seller_kind and row.party_name and row.party_address and row.party_id_number)


@lru_cache(maxsize=1024)
def cost_law(*, on: date) -> CostLaw:
    """Read what the law of a day says about costs, once a day.

    Queries: 0
    """
    return read_cost_law(law=lawbook.on(on))


def list_weighed_purchases(*, org_id: UUID, ends_before: date, weigher: Weigher) -> list[WeighedPurchase]:
    """List all purchases of goods and materials before a day, weighed, in the order of days; none taken back.

    Queries: 3
    """
    gone = set(list_reversed_documents(org_id=org_id, document_kind=PURCHASE))
    found = Purchase.objects.filter(org_id=org_id, bought_on__lt=ends_before, what__in=STOCKED_KINDS)
    rows = [row for row in found.order_by("bought_on", "id") if row.id not in gone]
    lines = _lines_of(org_id, ends_before)
    by_id: dict[UUID, WeighedPurchase] = {}
    # What is taken back stands before what takes it back, so that its weight is known.
    for row in sorted(rows, key=lambda each: (each.returns_id is not None, each.bought_on)):
        verdict = _verdict(row, weigher, by_id)
        by_id[row.id] = WeighedPurchase(row, verdict, _weighed_lines(lines.get(row.id, []), verdict))
    return [by_id[row.id] for row in rows]


def walk_weighed_expenses(
    *, org_id: UUID, starts_on: date, ends_before: date, weigher: Weigher
) -> Iterator[tuple[Expense, CostVerdict]]:
    """Walk through the expenses of a time, weighed, in the order of days; none taken back.

    Queries: 2
    """
    gone = set(list_reversed_documents(org_id=org_id, document_kind=EXPENSE))
    found = Expense.objects.filter(org_id=org_id, spent_on__gte=starts_on, spent_on__lt=ends_before)
    for row in found.order_by("spent_on", "id").iterator(chunk_size=2000):
        if row.id not in gone:
            yield row, weigher.expense(row=row)


def _verdict(row: Purchase, weigher: Weigher, by_id: Mapping[UUID, WeighedPurchase]) -> CostVerdict:
    verdict = weigher.purchase(row=row)
    if row.total_vnd >= 0:
        return verdict
    taken_back = by_id.get(row.returns_id) if row.returns_id else None
    refused = Dong(0)
    if taken_back is not None:
        was = taken_back.verdict
        refused = share_of(part_vnd=was.refused_vnd, whole_vnd=was.total_vnd, of_vnd=verdict.total_vnd)
    return CostVerdict(verdict.total_vnd, refused, ())


def _weighed_lines(lines: list[dict[str, Any]], verdict: CostVerdict) -> tuple[WeighedLine, ...]:
    amounts = [abs(line["amount_vnd"]) for line in lines]
    if not any(amounts):
        return ()
    # Lines of both signs on one paper are rare; the refused part follows their size.
    parts = split_vnd(total_vnd=verdict.refused_vnd, weights=amounts)
    return tuple(
        WeighedLine(line["product_id"], line["name"], line["quantity"], Dong(line["amount_vnd"]), part)
        for line, part in zip(lines, parts, strict=True)
    )


def _lines_of(org_id: UUID, ends_before: date) -> dict[UUID, list[dict[str, Any]]]:
    rows = PurchaseLine.objects.filter(
        org_id=org_id, purchase__org_id=org_id, purchase__bought_on__lt=ends_before, purchase__what__in=STOCKED_KINDS
    )
    found: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    wanted = ("purchase_id", "product_id", "name", "quantity", "amount_vnd")
    for line in rows.order_by("purchase_id", "line").values(*wanted):
        found[line["purchase_id"]].append(line)
    return found


def _paid_in_cash(org_id: UUID) -> dict[UUID, tuple[Dong, ...]]:
    gone = set(list_reversed_documents(org_id=org_id, document_kind=MONEY))
    rows = MoneyMove.objects.filter(org_id=org_id, settles_id__isnull=False, means="cash")
    paid: dict[UUID, tuple[Dong, ...]] = {}
    for move_id, document_id, amount in rows.values_list("id", "settles_id", "total_vnd"):
        if move_id not in gone and document_id is not None:
            paid[document_id] = (*paid.get(document_id, ()), Dong(amount))
    return paid
