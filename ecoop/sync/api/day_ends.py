"""Counts of the cash box for programs: as phones told them, and beside the books."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from ecoop.kernel.positions import read_position
from ecoop.kernel.wire import CursorIsUnreadable, Page
from ecoop.sync.api.device_acting import acting_for_phone
from ecoop.sync.calc.day_ends import CashMove, CashSum, DayEndFacts
from ecoop.sync.queries.day_end_pages import DayEndView, get_day_end_view
from ecoop.sync.queries.day_ends import DayEndsWanted, list_day_ends
from ecoop.sync.queries.settlements import SettlementFacts

router = Router(tags=["sync"])


class DayEndOut(Schema):
    """A count of the cash box as a phone told it."""

    id: UUID
    on: date
    device_id: UUID
    device_name: str
    person_name: str
    recorded_at: datetime
    cash_before_vnd: int
    expected_vnd: int
    counted_vnd: int
    difference_vnd: int = Field(description="Counted less expected by the phone; negative when money is missing.")
    sold_cash_vnd: int
    sold_bank_vnd: int
    sold_credit_vnd: int
    text: str
    settled: str = Field(description="`booked`, `noted`, `taken_back` (it may be booked anew), or empty.")


class CashSumOut(Schema):
    """What one kind of document moved in cash: told by the phone that counted, and by others."""

    kind: str = Field(examples=["sale", "return", "purchase", "expense", "other"])
    by_phone_vnd: int
    by_others_vnd: int
    count: int


class CashMoveOut(Schema):
    """One entry that moved the cash."""

    document_kind: str
    document_id: UUID
    entry: str = Field(examples=["2026-17"])
    on: date
    text: str
    moved_vnd: int
    is_by_phone: bool


class SettledOut(Schema):
    """What the desk made of the difference."""

    how: str
    difference_vnd: int
    document_kind: str
    document_id: UUID | None
    text: str
    at: datetime
    taken_back_on: date | None = Field(description="The day of the red entry that took it back; it may be booked anew.")


class ComparedOut(Schema):
    """The count beside what the books have of its days."""

    starts_on: date
    should_be_vnd: int
    difference_vnd: int
    rule: str = Field(examples=["money-short"])
    why_not: str = Field(description="Why the books take no difference; empty if they do.")
    sums: list[CashSumOut]
    moves: list[CashMoveOut] = Field(description="At most 1,000.")


class DayEndBooksOut(Schema):
    """A count of the cash box and the books of its days; without open books there is nothing to compare."""

    day_end: DayEndOut
    books: ComparedOut | None
    settled: SettledOut | None


class DayEndsAsked(Schema):
    """Which counts are wanted."""

    month: str | None = Field(None, pattern=r"^(19|20|21)\d{2}-(0[1-9]|1[0-2])$", examples=["2026-03"])
    device_id: UUID | None = None
    is_differing: Annotated[bool, Field(description="Only those with a difference.")] = False
    cursor: str = Field("", max_length=60, description="`next_cursor` of the page before.")


MOVES_MAX = 1000


@router.get("/o/{slug:slug}/sync/day-ends", response=Page[DayEndOut], summary="List days' ends")
def get_day_ends(request: HttpRequest, slug: str, asked: Annotated[DayEndsAsked, Query()]) -> Page[DayEndOut]:
    """List the counts of the cash box that phones told, the newest first."""
    if asked.cursor and read_position(text=asked.cursor) is None:
        raise CursorIsUnreadable(cursor=asked.cursor)
    month = date.fromisoformat(f"{asked.month}-01") if asked.month else None
    wanted = DayEndsWanted(month, asked.device_id, asked.is_differing)
    with acting_for_phone(request, slug=slug, may="documents.read") as acting:
        found = list_day_ends(org_id=acting.org_id, wanted=wanted, cursor=asked.cursor)
    return Page[DayEndOut](items=[_out(each) for each in found.rows], next_cursor=found.next_cursor or None)


@router.get("/o/{slug:slug}/sync/day-ends/{uuid:day_end_id}", response=DayEndBooksOut, summary="Compare a day's end")
def get_day_end(request: HttpRequest, slug: str, day_end_id: UUID) -> DayEndBooksOut:
    """Read one count beside what the books have of its days, and what became of its difference."""
    with acting_for_phone(request, slug=slug, may="documents.read") as acting:
        view = get_day_end_view(org_id=acting.org_id, day_end_id=day_end_id)
    return DayEndBooksOut(day_end=_out(view.end), books=_compared(view), settled=_settled(view.settlement))


def _out(end: DayEndFacts) -> DayEndOut:
    return DayEndOut(
        id=end.id,
        on=end.ended_on,
        device_id=end.device_id,
        device_name=end.device_name,
        person_name=end.person_name,
        recorded_at=end.recorded_at,
        cash_before_vnd=end.cash_before_vnd,
        expected_vnd=end.expected_vnd,
        counted_vnd=end.counted_vnd,
        difference_vnd=end.difference_vnd,
        sold_cash_vnd=end.cash_vnd,
        sold_bank_vnd=end.bank_vnd,
        sold_credit_vnd=end.credit_vnd,
        text=end.text,
        settled="taken_back" if end.is_taken_back else end.how,
    )


def _compared(view: DayEndView) -> ComparedOut | None:
    compared, way = view.compared, view.way
    if compared is None or way is None:
        return None
    return ComparedOut(
        starts_on=compared.starts_on,
        should_be_vnd=compared.should_be_vnd,
        difference_vnd=compared.difference_vnd,
        rule=way.rule,
        why_not=way.why_not,
        sums=[_sum(each) for each in compared.sums],
        moves=[_move(each) for each in compared.moves[:MOVES_MAX]],
    )


def _sum(each: CashSum) -> CashSumOut:
    return CashSumOut(
        kind=each.code, by_phone_vnd=each.by_phone_vnd, by_others_vnd=each.by_others_vnd, count=each.count
    )


def _move(each: CashMove) -> CashMoveOut:
    return CashMoveOut(
        document_kind=each.move.document_kind,
        document_id=each.move.document_id,
        entry=each.move.label,
        on=each.move.entry_on,
        text=each.move.text,
        moved_vnd=each.move.moved_vnd,
        is_by_phone=each.is_by_phone,
    )


def _settled(found: SettlementFacts | None) -> SettledOut | None:
    if found is None:
        return None
    return SettledOut(**{name: getattr(found, name) for name in SettledOut.model_fields})
