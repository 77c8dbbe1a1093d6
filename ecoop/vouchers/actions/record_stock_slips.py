"""Record papers of the store: receipts, issues, goods sent back and counts, each priced and posted by its rule."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dates import month_start, vietnam_day
from ecoop.kernel.refusals import Refusal
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.calc.outcomes import Outcome
from ecoop.ledger.errors import BooksNotOpen, EntryBeforeBooks, PeriodIsClosed
from ecoop.ledger.queries import BooksFacts, find_books, find_closure, get_posting_rule
from ecoop.vouchers.calc.stock import ItemStock, StockSlipDraft
from ecoop.vouchers.calc.stock_entries import SLIP
from ecoop.vouchers.calc.stock_slips import Slip, SlipLine, entry_of, weigh_slip
from ecoop.vouchers.calc.vouchers import our_number
from ecoop.vouchers.errors import PartyNotFound, SlipDiffers, VouchersAreForCooperatives
from ecoop.vouchers.models import StockCost, StockLine, StockSlip
from ecoop.vouchers.queries.parties import get_known_parties
from ecoop.vouchers.queries.rules import REGIME
from ecoop.vouchers.queries.stock_items import StockItemFacts, find_stock_method, list_stock_items, load_stock
from ecoop.vouchers.queries.stock_rules import get_stock_rule

SURPLUS, SHORTAGE = "cooperative/stock/surplus", "cooperative/stock/shortage"
COUNT_RULES = ("stock-surplus", "stock-shortage")


@dataclass(frozen=True)
class _Store:
    """What a batch of slips is weighed against: the books, the items and all that ever moved them."""

    books: BooksFacts
    items: Mapping[UUID, StockItemFacts]
    stocks: Mapping[UUID, ItemStock]
    methods: dict[date, str]
    closed: dict[date, Refusal | None]


@transaction.atomic
def record_stock_slips(*, org_id: UUID, slips: Sequence[StockSlipDraft], by: UUID, now: datetime) -> list[Outcome]:
    """Record a batch of papers of the store in their order; a good one is kept whatever becomes of the others.

    Two batches at the same moment wait for each other, so that nothing leaves twice and numbers have no gap.

    Shape:  one outcome per slip, in order
    Raises: BooksNotOpen, VouchersAreForCooperatives
    Queries: about 18, and 3 for every month named
    """
    if not slips:
        return []
    lock_books(org_id=org_id)
    store = _open_store(org_id=org_id, slips=slips)
    known = {row.id: row for row in StockSlip.objects.filter(org_id=org_id, id__in=[each.id for each in slips])}
    weigh = _weigher(org_id, store, known, slips)
    outcomes: list[Outcome] = []
    written: dict[UUID, Slip] = {}
    for draft in slips:
        try:
            if draft.id in known:
                _check_same(org_id, draft, known[draft.id])
                outcomes.append(Outcome(draft.id, "known"))
                continue
            if draft.id not in written:
                written[draft.id] = weigh(draft)
            outcomes.append(Outcome(draft.id, "recorded"))
        except Refusal as refusal:
            outcomes.append(Outcome(draft.id, "refused", refusal))
    labels = _keep(org_id=org_id, written=list(written.values()), by=by, now=now)
    return [
        Outcome(each.id, each.status, each.refusal, labels.get(each.id, "")) if each.status == "recorded" else each
        for each in outcomes
    ]


def _open_store(*, org_id: UUID, slips: Sequence[StockSlipDraft]) -> _Store:
    books = find_books(org_id=org_id)
    if books is None:
        raise BooksNotOpen()
    if books.chart != REGIME:
        raise VouchersAreForCooperatives()
    wanted = {line.item_id for slip in slips for line in slip.lines}
    items = list_stock_items(org_id=org_id, ids=wanted)
    return _Store(books, {item.id: item for item in items}, load_stock(org_id=org_id, items=items), {}, {})


def _weigher(
    org_id: UUID, store: _Store, known: Mapping[UUID, StockSlip], slips: Sequence[StockSlipDraft]
) -> Callable[[StockSlipDraft], Slip]:
    """Give what weighs a draft against what is in the store at its day."""
    parties = get_known_parties(
        org_id=org_id,
        member_ids={each.member_id for each in slips if each.member_id},
        counterparty_ids={each.counterparty_id for each in slips if each.counterparty_id},
    )

    def weigh(draft: StockSlipDraft) -> Slip:
        month = month_start(draft.slip_on)
        if draft.slip_on < store.books.starts_on:
            raise EntryBeforeBooks(starts_on=store.books.starts_on)
        if month not in store.methods:
            store.methods[month] = find_stock_method(org_id=org_id, on=month).method
            store.closed[month] = _closed(org_id, month)
        if refusal := store.closed[month]:
            raise refusal
        is_strange = draft.member_id is not None and draft.member_id not in parties.member_ids
        if is_strange or (draft.counterparty_id and draft.counterparty_id not in parties.counterparty_ids):
            raise PartyNotFound()
        law = lawbook.on(draft.slip_on)
        names = (draft.rule,) if draft.rule != "count" else COUNT_RULES
        return weigh_slip(
            draft=draft,
            # Both halves of a count are of one kind and on one paper.
            kind=get_stock_rule(law=law, rule=names[-1]).kind,
            paper=get_stock_rule(law=law, rule=names[-1]).paper,
            rules={name: get_posting_rule(regime=REGIME, rule=name, law=law) for name in names},
            treated={"stock-surplus": law.switch(SURPLUS), "stock-shortage": law.switch(SHORTAGE)},
            accounts={item.id: (item.code, item.account) for item in store.items.values()},
            stocks=store.stocks,
            method=store.methods[month],
        )

    return weigh


def _closed(org_id: UUID, month: date) -> Refusal | None:
    closure = find_closure(org_id=org_id, month=month)
    if closure is None:
        return None
    return PeriodIsClosed(period=f"{month:%m/%Y}", closed_on=vietnam_day(closure.closed_at))


def _check_same(org_id: UUID, draft: StockSlipDraft, row: StockSlip) -> None:
    lines = StockLine.objects.filter(org_id=org_id, slip_id=row.id).order_by("line")
    there = [
        (each.item_id, each.quantity if each.counted_quantity is None else each.counted_quantity, each.amount_vnd)
        for each in lines
    ]
    come = [(each.item_id, each.quantity, each.amount_vnd) for each in draft.lines]
    if draft.rule == "count":
        there, come = [each[:2] for each in there], [each[:2] for each in come]  # type: ignore[misc]
    heads = (row.slip_on, row.rule, row.facts, row.text, row.member_id, row.counterparty_id)
    head = (
        draft.slip_on, draft.rule, dict(draft.facts), draft.text.strip(), draft.member_id, draft.counterparty_id,
    )  # fmt: skip
    if heads != head or there != come:
        raise SlipDiffers(number=row.number)


def _keep(*, org_id: UUID, written: Sequence[Slip], by: UUID, now: datetime) -> dict[UUID, str]:
    """Post the slips and write their rows; answer the labels of their entries."""
    if not written:
        return {}
    entries = {slip.draft.id: entry for slip in written if (entry := entry_of(slip=slip)).postings}
    posted = post_entries(org_id=org_id, entries=list(entries.values()), by=by, now=now)
    serials = _next_serials(org_id, written)
    who = {"org_id": org_id, "recorded_at": now, "recorded_by_id": by}
    StockSlip.objects.bulk_create([_row(slip, serials, who) for slip in written], batch_size=1000)
    lines = [_line_row(org_id, slip, at, line) for slip in written for at, line in enumerate(slip.lines, 1)]
    StockLine.objects.bulk_create(lines, batch_size=1000)
    costs = [
        StockCost(line_id=line.id, revision=0, amount_vnd=line.cost_vnd, **who)
        for slip in written
        for line in slip.lines
        if line.cost_vnd is not None
    ]
    StockCost.objects.bulk_create(costs, batch_size=1000)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="vouchers.stock-slip.record",
        object_kind=SLIP,
        object_id=written[0].draft.id if len(written) == 1 else None,
        detail={"count": len(written)},
        now=now,
    )
    return {slip_id: entry.label for slip_id, entry in zip(entries, posted, strict=True)}


def _next_serials(org_id: UUID, written: Sequence[Slip]) -> dict[tuple[str, int], int]:
    years = {slip.draft.slip_on.year for slip in written}
    rows = StockSlip.objects.filter(org_id=org_id, year__in=years).values_list("paper", "year")
    return {(paper, year): last + 1 for paper, year, last in rows.annotate(last=Max("serial")).order_by()}


def _row(slip: Slip, serials: dict[tuple[str, int], int], who: Mapping[str, object]) -> StockSlip:
    draft, year = slip.draft, slip.draft.slip_on.year
    serial = serials.get((slip.paper, year), 1)
    serials[(slip.paper, year)] = serial + 1
    return StockSlip(
        id=draft.id,
        paper=slip.paper,
        year=year,
        serial=serial,
        number=our_number(year=year, serial=serial),
        slip_on=draft.slip_on,
        kind=slip.kind,
        rule=draft.rule,
        facts=dict(draft.facts),
        text=draft.text.strip(),
        store=draft.store.strip(),
        person_name=draft.person_name.strip(),
        member_id=draft.member_id,
        counterparty_id=draft.counterparty_id,
        **who,
    )


def _line_row(org_id: UUID, slip: Slip, at: int, line: SlipLine) -> StockLine:
    return StockLine(
        id=line.id,
        org_id=org_id,
        slip_id=slip.draft.id,
        line=at,
        item_id=line.item_id,
        moved_on=slip.draft.slip_on,
        is_in=line.is_in,
        quantity=line.quantity,
        amount_vnd=line.amount_vnd,
        vat_vnd=line.vat_vnd,
        counted_quantity=line.counted_quantity,
    )
