"""Record what events say: each kind by the action of trade that owns it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.payments.actions.await_payments import await_payments
from ecoop.payments.calc.drafts import AwaitedDraft
from ecoop.sync.actions.merge_product import merge_product
from ecoop.sync.actions.record_safely import Answer, Done, Item, record_safely
from ecoop.sync.calc.bodies import DayEndSaid, ReturnSaid, SaleSaid
from ecoop.sync.calc.words import EventKind
from ecoop.sync.models import DayEnd
from ecoop.trade.actions.record_expenses import record_expenses
from ecoop.trade.actions.record_money_moves import record_money_moves
from ecoop.trade.actions.record_purchases import record_purchases
from ecoop.trade.actions.record_sales import record_sales
from ecoop.trade.actions.record_stock_moves import record_stock_moves
from ecoop.trade.actions.retire_product import retire_product
from ecoop.trade.calc import MONEY, SALE, Outcome, SaleDraft, draft_return
from ecoop.trade.errors import DocumentNotFound, ProductIsRetired
from ecoop.trade.queries.returns import list_sales_left


def record_documents(
    *, org_id: UUID, device_id: UUID, items: Sequence[Item], by: UUID, now: datetime
) -> dict[int, Answer]:
    """Record the documents of events, what others rest on first.

    Products come before the sales that name them, documents on credit before the money that settles them. Returns and
    money keep the order in which the phone recorded them: how much may come back or be paid hangs on what came before.

    Shape:  one answer per item, by its place in the batch
    """
    desk = _Desk(org_id, device_id, by, now)
    by_kind: dict[str, list[Item]] = {}
    for item in sorted(items, key=lambda each: each.event.seq):
        by_kind.setdefault(item.event.kind, []).append(item)
    answers: dict[int, Answer] = {}

    def do(kind: EventKind, group: Sequence[Item]) -> None:
        for item, answer in zip(group, record_safely(items=group, how=desk.how(kind)), strict=True):
            answers[item.place] = answer

    for item in by_kind.get(EventKind.PRODUCT, ()):
        do(EventKind.PRODUCT, [item])
    for kind in (EventKind.SALE, EventKind.PURCHASE, EventKind.EXPENSE):
        do(kind, by_kind.get(kind, ()))
    ordered = [*by_kind.get(EventKind.RETURN, ()), *by_kind.get(EventKind.MONEY, ())]
    for run in _runs(sorted(ordered, key=lambda each: each.event.seq)):
        do(EventKind(run[0].event.kind), run)
    do(EventKind.STOCK, by_kind.get(EventKind.STOCK, ()))
    for item in by_kind.get(EventKind.PRODUCT_RETIRED, ()):
        do(EventKind.PRODUCT_RETIRED, [item])
    do(EventKind.DAY, by_kind.get(EventKind.DAY, ()))
    # Waiting for money is no part of the sale: if it cannot be noted, the sale stands all the same.
    asking = [item for item in by_kind.get(EventKind.SALE, ()) if item.read.document.reference]
    record_safely(items=[item for item in asking if isinstance(answers[item.place], Done)], how=desk.asked)
    return answers


def _runs(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Cut events into runs of one kind in which no two speak of the same document."""
    run: list[Item] = []
    seen: set[UUID | None] = set()
    for item in items:
        document = item.read.document
        named = document.sale_id if isinstance(document, ReturnSaid) else None
        if run and (run[0].event.kind != item.event.kind or named in seen):
            yield run
            run, seen = [], set()
        run.append(item)
        if named:
            seen.add(named)
    if run:
        yield run


class _Desk:
    """Who records for whom, and how each kind is recorded."""

    def __init__(self, org_id: UUID, device_id: UUID, by: UUID, now: datetime) -> None:
        self.org_id, self.device_id, self.by, self.at = org_id, device_id, by, now

    def how(self, kind: EventKind) -> Callable[[Sequence[Item]], list[Answer]]:
        ways: dict[EventKind, Callable[[Sequence[Item]], list[Answer]]] = {
            EventKind.SALE: self.sales,
            EventKind.RETURN: self.returns,
            EventKind.PURCHASE: self.purchases,
            EventKind.EXPENSE: self.expenses,
            EventKind.MONEY: self.money,
            EventKind.STOCK: self.stock,
            EventKind.PRODUCT: self.product,
            EventKind.PRODUCT_RETIRED: self.retired,
            EventKind.DAY: self.days,
        }
        return ways[kind]

    def sales(self, items: Sequence[Item]) -> list[Answer]:
        said: list[SaleSaid] = [item.read.document for item in items]
        sales = [each.sale for each in said]
        answers = _told(record_sales(org_id=self.org_id, sales=sales, by=self.by, now=self.at))
        kept = [each for each, answer in zip(said, answers, strict=True) if isinstance(answer, Done)]
        if payments := [each.payment for each in kept if each.payment]:
            for paid in record_money_moves(org_id=self.org_id, moves=payments, by=self.by, now=self.at):
                if paid.refusal:
                    # Sale and payment are one: neither is kept without the other.
                    raise paid.refusal
        return answers

    def asked(self, items: Sequence[Item]) -> list[Answer]:
        awaited = [self._awaited(item) for item in items]
        await_payments(org_id=self.org_id, awaited=awaited, by=self.by, now=self.at)
        return [Done() for _item in items]

    def _awaited(self, item: Item) -> AwaitedDraft:
        said: SaleSaid = item.read.document
        paid = said.payment
        kind, document_id, amount_vnd = SALE, said.sale.id, said.sale.total_vnd
        if paid and paid.means == "bank":
            # It stands in the books: the bank's line of it confirms the receipt and settles no more of the debt.
            kind, document_id, amount_vnd = MONEY, paid.id, paid.amount_vnd
        elif paid:
            amount_vnd = Dong(amount_vnd - paid.amount_vnd)
        return AwaitedDraft(
            id=said.sale.id,
            document_kind=kind,
            document_id=document_id,
            reference=said.reference,
            amount_vnd=amount_vnd,
            asked_at=item.event.happened_at,
            bank_account_id=said.sale.bank_account_id,
        )

    def returns(self, items: Sequence[Item]) -> list[Answer]:
        said: list[ReturnSaid] = [item.read.document for item in items]
        left = list_sales_left(
            org_id=self.org_id, sale_ids=[each.sale_id for each in said], apart_from=[each.id for each in said]
        )
        drafts: list[SaleDraft] = []
        for item, each in zip(items, said, strict=True):
            if each.sale_id not in left:
                raise DocumentNotFound()
            back = draft_return(
                id=each.id,
                left=left[each.sale_id],
                on=each.came_back_on,
                quantities=each.quantities,
                amounts_vnd=each.amounts_vnd,
                means=each.means,
                text=each.text,
            )
            item.read.amount_vnd = back.total_vnd
            drafts.append(back)
        return _told(record_sales(org_id=self.org_id, sales=drafts, by=self.by, now=self.at))

    def purchases(self, items: Sequence[Item]) -> list[Answer]:
        drafts = [item.read.document for item in items]
        return _told(record_purchases(org_id=self.org_id, purchases=drafts, by=self.by, now=self.at))

    def expenses(self, items: Sequence[Item]) -> list[Answer]:
        drafts = [item.read.document for item in items]
        return _told(record_expenses(org_id=self.org_id, expenses=drafts, by=self.by, now=self.at))

    def money(self, items: Sequence[Item]) -> list[Answer]:
        drafts = [item.read.document for item in items]
        return _told(record_money_moves(org_id=self.org_id, moves=drafts, by=self.by, now=self.at))

    def stock(self, items: Sequence[Item]) -> list[Answer]:
        drafts = [item.read.document for item in items]
        return _told(record_stock_moves(org_id=self.org_id, moves=drafts, by=self.by, now=self.at))

    def product(self, items: Sequence[Item]) -> list[Answer]:
        (item,) = items
        losers = merge_product(
            org_id=self.org_id,
            said=item.read.document,
            event_id=item.event.id or item.read.document.id,
            said_at=min(item.event.happened_at, self.at),
            by=self.by,
            now=self.at,
        )
        return [Done(losers=losers)]

    def retired(self, items: Sequence[Item]) -> list[Answer]:
        (item,) = items
        try:
            retire_product(org_id=self.org_id, product_id=item.read.document, by=self.by, now=self.at)
        except ProductIsRetired:
            # Two phones said the same; that it is no longer sold is true either way.
            return [Done(was_there=True)]
        return [Done()]

    def days(self, items: Sequence[Item]) -> list[Answer]:
        said: list[DayEndSaid] = [item.read.document for item in items]
        DayEnd.objects.bulk_create([self._day(each) for each in said], batch_size=1000)
        return [Done() for _item in items]

    def _day(self, said: DayEndSaid) -> DayEnd:
        return DayEnd(
            id=said.id,
            org_id=self.org_id,
            device_id=self.device_id,
            ended_on=said.ended_on,
            cash_before_vnd=said.cash_before_vnd,
            expected_vnd=said.expected_vnd,
            counted_vnd=said.counted_vnd,
            cash_vnd=said.cash_vnd,
            bank_vnd=said.bank_vnd,
            credit_vnd=said.credit_vnd,
            text=said.text,
            recorded_at=self.at,
            recorded_by_id=self.by,
        )


def _told(outcomes: Sequence[Outcome]) -> list[Answer]:
    return [each.refusal or Done(each.entry_label, was_there=each.status == "known") for each in outcomes]
