"""Reads of counts of the cash box that phones told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum

from ecoop.access.queries import name_people
from ecoop.kernel.dates import next_month_start
from ecoop.kernel.dong import Dong
from ecoop.kernel.positions import read_position
from ecoop.kernel.refusals import Citation, Refusal
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.calc import in_words
from ecoop.ledger.errors import BooksNotOpen
from ecoop.ledger.queries import find_books
from ecoop.ledger.queries.moves_of_days import list_moves_of_days
from ecoop.sync.calc.day_ends import BookingWay, Comparison, DayEndFacts, compare, first_day_covered
from ecoop.sync.errors import DayEndNotFound, HouseholdKeepsNoCashBook
from ecoop.sync.models import DayEnd, DayEndSettlement, Event
from ecoop.sync.queries.settlements import list_taken_back, list_what_cancels_out
from ecoop.taxes.calc.books import BOOK_CODES
from ecoop.taxes.queries.book_needs import REQUIRED, get_books_of_year

ROWS_A_PAGE = 50
ROWS_AT_ONCE = 1000
_TABLE = "books/cash-differences"


@dataclass(frozen=True)
class DayEndsWanted:
    """Which counts are asked for: of a month, of a phone, only those that differ."""

    month: date | None = None
    device_id: UUID | None = None
    is_differing: bool = False


@dataclass(frozen=True)
class DayEndPage:
    """Some counts, and where the next ones begin."""

    rows: list[DayEndFacts]
    next_cursor: str


@dataclass(frozen=True)
class DayEndTotals:
    """How many counts there are, how many differ, and what was missing or too much in all."""

    count: int
    differing: int
    short_vnd: Dong
    over_vnd: Dong


def list_day_ends(*, org_id: UUID, wanted: DayEndsWanted, cursor: str = "") -> DayEndPage:
    """List counts of the cash box, the newest first.

    Queries: 2
    """
    rows = _rows(org_id, wanted)
    before = read_position(text=cursor)
    if before is not None:
        on, last_id = before
        rows = rows.filter(Q(ended_on__lt=on) | Q(ended_on=on, id__lt=last_id))
    found = list(rows.order_by("-ended_on", "-id")[: ROWS_A_PAGE + 1])
    shown = _facts(found[:ROWS_A_PAGE])
    return DayEndPage(shown, f"{shown[-1].ended_on}_{shown[-1].id}" if len(found) > ROWS_A_PAGE else "")


def stream_day_ends(*, org_id: UUID, wanted: DayEndsWanted) -> Iterator[DayEndFacts]:
    """Walk through counts in the order of days, in flat memory.

    Queries: 2 for every 1,000 counts
    """
    rows = _rows(org_id, wanted).order_by("ended_on", "id")
    batch = list(rows[:ROWS_AT_ONCE])
    while batch:
        yield from _facts(batch)
        on, last = batch[-1].ended_on, batch[-1].id
        further = rows.filter(Q(ended_on__gt=on) | Q(ended_on=on, id__gt=last))
        batch = list(further[:ROWS_AT_ONCE]) if len(batch) == ROWS_AT_ONCE else []


def sum_day_ends(*, org_id: UUID, wanted: DayEndsWanted) -> DayEndTotals:
    """Count the counts that are asked for, and add up what was missing and what was too much.

    Queries: 1
    """
    differs = F("counted_vnd") - F("expected_vnd")
    short, over = Q(counted_vnd__lt=F("expected_vnd")), Q(counted_vnd__gt=F("expected_vnd"))
    found = _rows(org_id, wanted).aggregate(
        count=Count("id"),
        differing=Count("id", filter=short | over),
        short=Sum(differs, filter=short, default=0),
        over=Sum(differs, filter=over, default=0),
    )
    return DayEndTotals(found["count"], found["differing"], Dong(-found["short"]), Dong(found["over"]))


def get_day_end(*, org_id: UUID, day_end_id: UUID) -> DayEndFacts:
    """Get one count of the cash box.

    Raises:  DayEndNotFound
    Queries: 2
    """
    found = _rows(org_id, DayEndsWanted()).filter(id=day_end_id).first()
    if found is None:
        raise DayEndNotFound()
    return _facts([found])[0]


def list_counts_of_day(*, org_id: UUID, end: DayEndFacts) -> list[DayEndFacts]:
    """List the other counts of the same day, perhaps of the same box.

    Queries: 2
    """
    rows = _rows(org_id, DayEndsWanted()).filter(ended_on=end.ended_on).exclude(id=end.id).order_by("id")
    return _facts(list(rows[:ROWS_A_PAGE]))


def find_count_before(*, org_id: UUID, end: DayEndFacts) -> DayEndFacts | None:
    """Find the last count of the same phone on an earlier day.

    Queries: 2
    """
    rows = _rows(org_id, DayEndsWanted(device_id=end.device_id)).filter(ended_on__lt=end.ended_on)
    found = rows.order_by("-ended_on", "-id").first()
    return _facts([found])[0] if found else None


def compare_with_books(*, org_id: UUID, end: DayEndFacts, account: str) -> Comparison:
    """Set a count beside what the books have of its days: the whole shop's cash, as its phone expected it.

    Shape:   the days begin after the last count of the phone
    Queries: 5; a few more if booked differences were taken back
    """
    before = find_count_before(org_id=org_id, end=end)
    starts_on = first_day_covered(ended_on=end.ended_on, previous_on=before.ended_on if before else None)
    moves = list_moves_of_days(org_id=org_id, code=account, from_on=starts_on, until_on=end.ended_on)
    # A difference that was booked and taken back explains nothing, on whatever day the red entry stands.
    nothing = list_what_cancels_out(org_id=org_id)
    moves = [each for each in moves if each.document_id not in nothing]
    ids = [each.document_id for each in moves]
    own = Event.objects.filter(org_id=org_id, device_id=end.device_id, document_on__gte=starts_on)
    told = own.filter(Q(id__in=ids) | Q(payment_id__in=ids)).values_list("id", "payment_id")
    return compare(end=end, starts_on=starts_on, moves=moves, told={each for pair in told for each in pair if each})


def get_booking_way(*, org_id: UUID, on: date, difference_vnd: Dong) -> BookingWay:
    """Tell by which rule the books take a difference of the cash, or why they take none.

    Law:     books/cash-differences, books/household/income_method
    Raises:  BooksNotOpen
    Queries: 1; 20 more for a household
    """
    books = find_books(org_id=org_id)
    if books is None:
        raise BooksNotOpen()
    wanted = ("short" if difference_vnd < 0 else "over", books.chart)
    row = next(each for each in lawbook.on(on).table(_TABLE) if (each["way"], each["regime"]) == wanted)
    law = Citation(row["document"], row["article"])
    why_not = _why_not(org_id, row["book"], on) if row["book"] else ""
    return BookingWay(books.chart, row["account"], row["rule"], in_words(row, name="label"), law, row["book"], why_not)


def _why_not(org_id: UUID, form: str, on: date) -> str:
    """Say why a household books no cash: only some keep a book of it."""
    code = next(each for each in BOOK_CODES if form.lower().startswith(each))
    try:
        found = get_books_of_year(org_id=org_id, year=on.year)
    except Refusal as refusal:
        return refusal.said_text
    if found.of(code).need == REQUIRED:
        return ""
    if found.refusal:
        # Which books it keeps cannot be told yet, and why.
        return found.refusal
    return HouseholdKeepsNoCashBook(form=form, year=on.year).said_text


def _rows(org_id: UUID, wanted: DayEndsWanted) -> QuerySet[Any]:
    settled = DayEndSettlement.objects.filter(org_id=OuterRef("org_id"), day_end_id=OuterRef("id"))
    settled = settled.order_by("-attempt")
    rows: QuerySet[Any] = DayEnd.objects.filter(org_id=org_id).select_related("device")
    rows = rows.annotate(how=Subquery(settled.values("how")[:1]), booked_as=Subquery(settled.values("document_id")[:1]))
    if wanted.month:
        before = next_month_start(wanted.month)
        rows = rows.filter(ended_on__gte=wanted.month, ended_on__lte=before - timedelta(days=1))
    if wanted.device_id:
        rows = rows.filter(device_id=wanted.device_id)
    return rows.exclude(counted_vnd=F("expected_vnd")) if wanted.is_differing else rows


def _facts(rows: list[Any]) -> list[DayEndFacts]:
    names = name_people(person_ids={row.recorded_by_id for row in rows}) if rows else {}
    booked = [row.booked_as for row in rows if row.booked_as]
    gone = list_taken_back(org_id=rows[0].org_id, document_ids=booked) if booked else {}
    return [
        DayEndFacts(
            id=row.id,
            ended_on=row.ended_on,
            device_id=row.device_id,
            device_name=row.device.name,
            person_name=names.get(row.recorded_by_id, ""),
            recorded_at=row.recorded_at,
            cash_before_vnd=Dong(row.cash_before_vnd),
            expected_vnd=Dong(row.expected_vnd),
            counted_vnd=Dong(row.counted_vnd),
            cash_vnd=Dong(row.cash_vnd),
            bank_vnd=Dong(row.bank_vnd),
            credit_vnd=Dong(row.credit_vnd),
            text=row.text,
            how=row.how or "",
            is_taken_back=row.booked_as in gone,
        )
        for row in rows
    ]
