"""Record stock that was there, was used, spoiled, taken for the family or counted; an opening is posted, too."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.kernel.dates import month_start, vietnam_day
from ecoop.kernel.refusals import Refusal
from ecoop.ledger.errors import PeriodIsClosed
from ecoop.ledger.queries.books import ClosureFacts, find_closure
from ecoop.trade.actions.post_documents import post_documents, record_batch, rules_for
from ecoop.trade.actions.wait_turn import wait_turn
from ecoop.trade.calc import STOCK, Outcome, StockMoveDraft
from ecoop.trade.calc.money import check_stock_move, entry_of_opening
from ecoop.trade.errors import MoveDiffers
from ecoop.trade.models import StockMove
from ecoop.trade.queries.known import KnownThings, get_known_things


@transaction.atomic
def record_stock_moves(*, org_id: UUID, moves: Sequence[StockMoveDraft], by: UUID, now: datetime) -> list[Outcome]:
    """Record a batch of stock moves; a good one is kept whatever becomes of the others.

    What left the stock is posted month by month (`post_stock_cost`), for its price is known only then.

    Shape:  one outcome per move, in order
    Raises: BooksNotOpen
    Queries: about 8, and 2 for every month named
    """
    if not moves:
        return []
    wait_turn(org_id=org_id, of=STOCK)
    rules = rules_for(org_id=org_id, on=max(move.moved_on for move in moves))
    known = get_known_things(org_id=org_id, product_ids=[each.product_id for each in moves])
    before = StockMove.objects.filter(org_id=org_id, id__in=[each.id for each in moves])
    there: dict[UUID, StockMove | StockMoveDraft] = {row.id: row for row in before}
    closed = {
        month: find_closure(org_id=org_id, month=month) for month in {month_start(each.moved_on) for each in moves}
    }
    outcomes = {}
    for at, move in enumerate(moves):
        outcomes[at] = _look(move, there.get(move.id), known, closed)
        if outcomes[at].status == "recorded":
            # The same id once more in the batch is the same move, or another one that may not have it.
            there[move.id] = move
    new = [move for at, move in enumerate(moves) if outcomes[at].status == "recorded"]
    openings = [move for move in new if move.kind == "opening" and move.amount_vnd]
    posted, kept = post_documents(
        org_id=org_id,
        drafts=openings,
        to_entry=lambda move: entry_of_opening(move=move, rules=rules),
        by=by,
        now=now,
    )
    answers = {outcome.id: outcome for outcome in posted}
    recorded = [move for move in new if move.id not in answers or move in kept]
    rows = {move.id: _row(org_id, move, by, now) for move in recorded}
    StockMove.objects.bulk_create(list(rows.values()), batch_size=1000)
    record_batch(org_id=org_id, verb="trade.stock.record", kind=STOCK, recorded=list(rows.values()), by=by, now=now)
    return [
        answers.get(move.id, outcomes[at]) if outcomes[at].status == "recorded" else outcomes[at]
        for at, move in enumerate(moves)
    ]


def _look(
    move: StockMoveDraft,
    row: StockMove | StockMoveDraft | None,
    known: KnownThings,
    closed: Mapping[date, ClosureFacts | None],
) -> Outcome:
    """Say whether a move is new and right, known, or to be refused."""
    try:
        check_stock_move(move=move)
        known.check(product_ids=[move.product_id])
    except Refusal as refusal:
        return Outcome(move.id, "refused", refusal)
    if row is None:
        closure = closed[month_start(move.moved_on)]
        if closure is not None:
            closed_on = vietnam_day(closure.closed_at)
            told = PeriodIsClosed(period=f"{move.moved_on:%m/%Y}", closed_on=closed_on)
            return Outcome(move.id, "refused", told)
        return Outcome(move.id, "recorded")
    same = (row.moved_on, row.kind, row.product_id, row.quantity, row.amount_vnd)
    if same != (move.moved_on, move.kind, move.product_id, move.quantity, move.amount_vnd):
        return Outcome(move.id, "refused", MoveDiffers(on=row.moved_on))
    return Outcome(move.id, "known")


def _row(org_id: UUID, move: StockMoveDraft, by: UUID, now: datetime) -> StockMove:
    return StockMove(
        id=move.id,
        org_id=org_id,
        moved_on=move.moved_on,
        kind=move.kind,
        product_id=move.product_id,
        quantity=move.quantity,
        amount_vnd=move.amount_vnd,
        text=move.text,
        recorded_at=now,
        recorded_by_id=by,
    )
