"""Post what left the stock in a month at its weighted average; later documents make a revision of it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dates import next_month_start
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.actions.reverse_entry import reverse_entry
from ecoop.ledger.queries.documents import list_entry_labels
from ecoop.ledger.queries.entries import get_entry_by_number
from ecoop.trade.actions.post_documents import rules_for
from ecoop.trade.calc import STOCK_COST
from ecoop.trade.calc.money import entry_of_stock_cost
from ecoop.trade.errors import StockCostIsPosted
from ecoop.trade.models import StockCost
from ecoop.trade.queries.stock import list_stock_use


@dataclass(frozen=True)
class PostedStockCost:
    """What is now in the books for a month."""

    month: date
    revision: int
    cost_vnd: Dong
    own_use_vnd: Dong
    entry_label: str


@transaction.atomic
def post_stock_cost(*, org_id: UUID, month: date, by: UUID, now: datetime) -> PostedStockCost:
    """Post the stock used in a month; if it was posted before, a red entry takes that back first.

    Raises: BooksNotOpen, StockCostIsPosted, and what the ledger refuses, such as a closed period
    Queries: about 20
    """
    last_day = next_month_start(month) - timedelta(days=1)
    rules = rules_for(org_id=org_id, on=last_day)
    # What is posted follows from what is read: nobody adds a document in between.
    lock_books(org_id=org_id)
    used = [use for use in list_stock_use(org_id=org_id, year=month.year) if use.month == month]
    cost, own_use = Dong(sum(use.cost_vnd for use in used)), Dong(sum(use.own_use_vnd for use in used))
    before = StockCost.objects.filter(org_id=org_id, month=month).order_by("-revision").first()
    standing = _standing_entry(org_id, before)
    was = (before.total_vnd, before.own_use_vnd) if before and standing else (0, 0)
    label = f"{month:%m/%Y}"
    if was == (cost, own_use):
        raise StockCostIsPosted(month=label)
    if standing is not None:
        reason = _("documents were added after it was posted")
        reverse_entry(org_id=org_id, entry_id=standing, entry_on=last_day, reason=reason, by=by, now=now)
    row = StockCost.objects.create(
        id=new_id(),
        org_id=org_id,
        month=month,
        revision=before.revision + 1 if before else 1,
        total_vnd=cost,
        own_use_vnd=own_use,
        recorded_at=now,
        recorded_by_id=by,
    )
    entry = entry_of_stock_cost(
        document_id=row.id,
        on=last_day,
        text=_("Stock used in {month}").format(month=label),
        cost_vnd=cost,
        own_use_vnd=own_use,
        rules=rules,
    )
    # Nothing left the stock after all: the red entry alone says it.
    posted = post_entries(org_id=org_id, entries=[entry] if entry.postings else [], by=by, now=now)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="trade.stock.post-cost",
        object_kind=STOCK_COST,
        object_id=row.id,
        detail={"month": label, "revision": row.revision},
        now=now,
    )
    return PostedStockCost(month, row.revision, cost, own_use, posted[0].label if posted else "")


def _standing_entry(org_id: UUID, before: StockCost | None) -> UUID | None:
    """Find the entry of the revision before, unless somebody took it back by hand."""
    if before is None:
        return None
    label = list_entry_labels(org_id=org_id, document_kind=STOCK_COST, document_ids=[before.id]).get(before.id)
    if label is None:
        return None
    year, number = label.split("-")
    entry = get_entry_by_number(org_id=org_id, year=int(year), number=int(number))
    return None if entry.reversed_by else entry.entry_id
