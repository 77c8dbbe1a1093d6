"""Price what left in a month at its weighted average, and post it; once more if papers came later."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import override

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dates import month_start, next_month_start
from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.actions import reverse_entry
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.calc import EntryDraft, reverse
from ecoop.ledger.queries import get_entry_by_number
from ecoop.ledger.queries.documents import list_entry_labels
from ecoop.vouchers.calc.stock import MONTHLY, price_month
from ecoop.vouchers.calc.stock_entries import COST
from ecoop.vouchers.calc.stock_slips import Slip, postings_of_costs
from ecoop.vouchers.errors import StockMethodUnknown
from ecoop.vouchers.models import StockCost
from ecoop.vouchers.queries.stock_items import find_stock_method, list_stock_items, load_stock
from ecoop.vouchers.queries.stock_slips import list_slips_of_month, load_slips


@dataclass(frozen=True)
class PricedMonth:
    """What pricing a month came to: how many papers got a price or another one, and what all that left had cost."""

    month: date
    slips: int
    total_vnd: Dong


@transaction.atomic
def price_stock_month(*, org_id: UUID, month: date, by: UUID, now: datetime) -> PricedMonth:
    """Price what left in a month and post it, dated as its papers; a price that changed is posted anew, the old in red.

    Raises: StockMethodUnknown, StockMonthUnpriced, and what post_entries refuses
    Queries: about 15, and 2 for every paper whose price changed
    """
    month = month_start(month)
    lock_books(org_id=org_id)
    method = find_stock_method(org_id=org_id, on=month).method
    if method != MONTHLY:
        raise StockMethodUnknown(method=method, on=month)
    stocks = load_stock(org_id=org_id, items=list_stock_items(org_id=org_id))
    costs: dict[UUID, Dong] = {}
    for stock in stocks.values():
        costs |= price_month(stock=stock, month=month)
    had = {move.line_id: move.amount_vnd for stock in stocks.values() for move in stock.moves}
    changed = {line for line, cost in costs.items() if had[line] != cost}
    ids = list_slips_of_month(org_id=org_id, starts_on=month, ends_before=next_month_start(month))
    slips = [
        slip
        for slip in load_slips(org_id=org_id, slip_ids=ids, law=lawbook.on(month))
        if any(line.id in changed for line in slip.lines)
    ]
    _post(org_id=org_id, slips=slips, costs=costs, by=by, now=now)
    if slips:
        record_event(
            org_id=org_id, person_id=by, verb="vouchers.stock-month.price", object_kind=COST, object_id=None,
            detail={"month": month.isoformat(), "count": len(slips)}, now=now,
        )  # fmt: skip
    return PricedMonth(month, len(slips), Dong(sum(costs.values())))


def _post(*, org_id: UUID, slips: Sequence[Slip], costs: Mapping[UUID, Dong], by: UUID, now: datetime) -> None:
    """Post the costs of slips, each in the place of the revision before it."""
    lines = {line.id for slip in slips for line in slip.lines}
    rows = StockCost.objects.filter(org_id=org_id, line_id__in=lines).values("line_id")
    last = {row["line_id"]: row["last"] for row in rows.annotate(last=Max("revision")).order_by()}
    entries: list[EntryDraft] = []
    priced: list[StockCost] = []
    for slip in slips:
        before = max((last[line.id] for line in slip.lines if line.id in last), default=0)
        entries += _reds(org_id, slip, before)
        entry = _entry(slip, before + 1, costs)
        entries += [entry] if entry.postings else []
        priced += [
            StockCost(
                org_id=org_id, line_id=line.id, revision=before + 1, amount_vnd=costs[line.id],
                recorded_at=now, recorded_by_id=by,
            )
            for line in slip.lines
            if line.id in costs
        ]  # fmt: skip
    post_entries(org_id=org_id, entries=entries, by=by, now=now)
    StockCost.objects.bulk_create(priced, batch_size=1000)


def cost_document_id(*, slip_id: UUID, revision: int) -> UUID:
    """Name the document by which a revision of a slip's cost stands in the books."""
    return uuid5(slip_id, f"cost-{revision}")


def _entry(slip: Slip, revision: int, costs: Mapping[UUID, Dong]) -> EntryDraft:
    draft = slip.draft
    identity = cost_document_id(slip_id=draft.id, revision=revision)
    postings = postings_of_costs(slip=slip, costs=costs)
    return EntryDraft(COST, identity, draft.slip_on, draft.slip_on, draft.text, postings)


def _reds(org_id: UUID, slip: Slip, revision: int) -> list[EntryDraft]:
    """Write the red entry of the revision before, if it stands in the books."""
    identity = cost_document_id(slip_id=slip.draft.id, revision=revision)
    labels = list_entry_labels(org_id=org_id, document_kind=COST, document_ids=[identity])
    if identity not in labels:
        return []
    year, number = labels[identity].split("-")
    entry = get_entry_by_number(org_id=org_id, year=int(year), number=int(number))
    with override("vi"):
        text = _("Priced anew: {text}").format(text=slip.draft.text)
    postings = reverse(postings=entry.postings)
    on = slip.draft.slip_on
    kind = reverse_entry.DOCUMENT_KIND
    return [EntryDraft(kind, entry.entry_id, on, on, text, postings, entry.entry_id, "red")]
