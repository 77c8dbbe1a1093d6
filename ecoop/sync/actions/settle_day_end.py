"""Settle a count of the cash box: book its difference by the rule of the regime, or only note it."""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dong import Dong, format_dong
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.ledger.calc.outcomes import Outcome
from ecoop.sync.calc.day_ends import BookingWay, DayEndFacts, bookable_vnd
from ecoop.sync.calc.words import DayEndFate
from ecoop.sync.errors import BooksMovedMeanwhile, DayEndHasNoDifference, DayEndIsSettled, HouseholdKeepsNoCashBook
from ecoop.sync.models import DayEndSettlement
from ecoop.sync.queries.day_ends import compare_with_books, get_booking_way, get_day_end
from ecoop.sync.queries.settlements import SettlementFacts, find_settlement
from ecoop.trade.actions.record_money_moves import record_money_moves
from ecoop.trade.calc import MONEY, MoneyMoveDraft
from ecoop.vouchers.actions.record_vouchers import record_vouchers
from ecoop.vouchers.calc.vouchers import VOUCHER, VoucherDraft

_COOPERATIVE = "cooperative"


@transaction.atomic
def note_day_end(*, org_id: UUID, day_end_id: UUID, text: str, by: UUID, now: datetime) -> None:
    """Note what was found out about a count; nothing is booked. The same words again are the note that is there.

    Raises:  DayEndNotFound, DayEndIsSettled
    Queries: about 10
    """
    lock_books(org_id=org_id)
    end = get_day_end(org_id=org_id, day_end_id=day_end_id)
    before = find_settlement(org_id=org_id, day_end_id=day_end_id)
    if before is not None and not before.is_taken_back:
        if (before.how, before.text) == (DayEndFate.NOTED, text):
            return
        raise DayEndIsSettled()
    _settle(org_id, end, _attempt_after(before), DayEndFate.NOTED, end.difference_vnd, text, by, now)


@transaction.atomic
def book_day_end(
    *, org_id: UUID, day_end_id: UUID, attempt: int, shown_vnd: Dong, text: str, by: UUID, now: datetime
) -> None:
    """Book by how much the cash that was counted differs, on the day of the count, once an attempt.

    A booking whose document was taken back in the books may be made anew: that is the next `attempt`, which is counted
    so that the button of a page of before, pressed once more, books nothing.

    `shown_vnd` is the difference that was looked at: to the books of the whole shop, or, where money of others lies in
    another box, to what the phone expected. When the books moved meanwhile nothing is booked.

    Law:     books/cash-differences
    Raises:  DayEndNotFound, DayEndIsSettled, BooksMovedMeanwhile, DayEndHasNoDifference, HouseholdKeepsNoCashBook,
             BooksNotOpen, and what the books refuse
    Queries: about 50
    """
    lock_books(org_id=org_id)
    end = get_day_end(org_id=org_id, day_end_id=day_end_id)
    before = find_settlement(org_id=org_id, day_end_id=day_end_id)
    if before is not None and not before.is_taken_back:
        if (before.how, before.difference_vnd) == (DayEndFate.BOOKED, shown_vnd):
            return
        raise DayEndIsSettled()
    if attempt != _attempt_after(before):
        raise DayEndIsSettled()
    way = get_booking_way(org_id=org_id, on=end.ended_on, difference_vnd=shown_vnd)
    compared = compare_with_books(org_id=org_id, end=end, account=way.account)
    if shown_vnd not in bookable_vnd(end=end, compared=compared):
        if not shown_vnd:
            raise DayEndHasNoDifference()
        raise BooksMovedMeanwhile(shown_vnd=format_dong(shown_vnd), now_vnd=format_dong(compared.difference_vnd))
    if way.why_not:
        raise HouseholdKeepsNoCashBook(form=way.book, year=end.ended_on.year)
    kind, outcome = _book(org_id, end, attempt, way, Dong(abs(shown_vnd)), text, by, now)
    if outcome.refusal is not None:
        raise outcome.refusal
    _settle(org_id, end, attempt, DayEndFate.BOOKED, shown_vnd, text, by, now, kind, outcome.id)


def _attempt_after(before: SettlementFacts | None) -> int:
    return before.attempt + 1 if before else 1


def _book(
    org_id: UUID, end: DayEndFacts, attempt: int, way: BookingWay, amount_vnd: Dong, text: str, by: UUID, now: datetime
) -> tuple[str, Outcome]:
    document_id = uuid5(end.id, "difference" if attempt == 1 else f"difference {attempt}")
    if way.regime == _COOPERATIVE:
        voucher = VoucherDraft(
            id=document_id,
            voucher_on=end.ended_on,
            rule=way.rule,
            facts={"means": "cash"},
            amounts={"amount_vnd": amount_vnd},
            text=text,
        )
        return VOUCHER, record_vouchers(org_id=org_id, vouchers=[voucher], by=by, now=now)[0]
    move = MoneyMoveDraft(
        id=document_id,
        moved_on=end.ended_on,
        rule=way.rule,
        amount_vnd=amount_vnd,
        means="cash",
        text=text,
    )
    return MONEY, record_money_moves(org_id=org_id, moves=[move], by=by, now=now)[0]


def _settle(
    org_id: UUID,
    end: DayEndFacts,
    attempt: int,
    how: DayEndFate,
    difference_vnd: Dong,
    text: str,
    by: UUID,
    now: datetime,
    document_kind: str = "",
    document_id: UUID | None = None,
) -> None:
    DayEndSettlement.objects.create(
        org_id=org_id,
        day_end_id=end.id,
        attempt=attempt,
        how=how,
        difference_vnd=difference_vnd,
        document_kind=document_kind,
        document_id=document_id,
        text=text,
        recorded_at=now,
        recorded_by_id=by,
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb=f"sync.day-end.{'book' if how == DayEndFate.BOOKED else 'note'}",
        object_kind="sync.day-end",
        object_id=end.id,
        detail={"document": str(document_id)} if document_id else {},
        now=now,
    )
