"""Take a paper of the store back: its goods never moved; its entries are reversed in red."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dates import vietnam_day
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.ledger.actions.reverse_entry import reverse_entry
from ecoop.ledger.errors import PeriodIsClosed, ReasonMissing
from ecoop.ledger.queries import find_closure, get_entry_by_number
from ecoop.ledger.queries.documents import list_entry_labels
from ecoop.vouchers.actions.price_stock_month import cost_document_id
from ecoop.vouchers.calc.stock import MOVING, ItemStock
from ecoop.vouchers.calc.stock_entries import COST, SLIP
from ecoop.vouchers.errors import SlipNotFound, SlipWasTakenBack
from ecoop.vouchers.models import StockCost, StockLine, StockSlip, StockSlipReversal
from ecoop.vouchers.queries.stock_items import find_stock_method, list_stock_items, load_stock


@transaction.atomic
def take_back_slip(*, org_id: UUID, slip_id: UUID, entry_on: date, reason: str, by: UUID, now: datetime) -> None:
    """Take a slip back; refused if what it brought has left since, or if later averages rest on it.

    Raises: SlipNotFound, SlipWasTakenBack, StockIsShort, StockMovesLater, ReasonMissing, PeriodIsClosed,
            and what reverse_entry refuses
    Queries: about 20
    """
    if not reason.strip():
        raise ReasonMissing()
    lock_books(org_id=org_id)
    slip = StockSlip.objects.filter(org_id=org_id, id=slip_id).first()
    if slip is None:
        raise SlipNotFound()
    if before := StockSlipReversal.objects.filter(org_id=org_id, slip_id=slip_id).first():
        raise SlipWasTakenBack(number=slip.number, on=before.reversed_on)
    if closure := find_closure(org_id=org_id, month=slip.slip_on):
        raise PeriodIsClosed(period=f"{slip.slip_on:%m/%Y}", closed_on=vietnam_day(closure.closed_at))
    _check_nothing_rests_on_it(org_id=org_id, slip=slip)
    for label in _labels(org_id=org_id, slip_id=slip_id):
        year, number = label.split("-")
        entry = get_entry_by_number(org_id=org_id, year=int(year), number=int(number))
        if not entry.reversed_by:
            reverse_entry(
                org_id=org_id, entry_id=entry.entry_id, entry_on=max(entry_on, slip.slip_on), reason=reason,
                by=by, now=now,
            )  # fmt: skip
    StockSlipReversal.objects.create(
        org_id=org_id, slip_id=slip_id, reversed_on=entry_on, reason=reason.strip()[:300],
        recorded_at=now, recorded_by_id=by,
    )  # fmt: skip
    record_event(
        org_id=org_id, person_id=by, verb="vouchers.stock-slip.take-back", object_kind=SLIP, object_id=slip_id,
        detail={}, now=now,
    )  # fmt: skip


def _check_nothing_rests_on_it(*, org_id: UUID, slip: StockSlip) -> None:
    lines = list(StockLine.objects.filter(org_id=org_id, slip_id=slip.id))
    items = list_stock_items(org_id=org_id, ids={line.item_id for line in lines})
    is_moving = find_stock_method(org_id=org_id, on=slip.slip_on).method == MOVING
    for stock in load_stock(org_id=org_id, items=items).values():
        stock.drop(line.id for line in lines)
        stock.check_never_short()
        if is_moving:
            # Only what went out later was priced by what this slip moved.
            later = [move for move in stock.moves if not move.is_in]
            ItemStock(stock.code, stock.name, later).check_is_last(slip.slip_on)


def _labels(*, org_id: UUID, slip_id: UUID) -> list[str]:
    """List the entries that the slip and the revisions of its cost became."""
    revisions = StockCost.objects.filter(org_id=org_id, line__slip_id=slip_id, revision__gt=0)
    numbers = set(revisions.values_list("revision", flat=True))
    costs = [cost_document_id(slip_id=slip_id, revision=number) for number in sorted(numbers)]
    found = list_entry_labels(org_id=org_id, document_kind=SLIP, document_ids=[slip_id])
    found |= list_entry_labels(org_id=org_id, document_kind=COST, document_ids=costs)
    return list(found.values())
