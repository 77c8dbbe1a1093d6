"""A cooperative of a million postings: its statements beside the same sums in raw SQL, and the closing of its year."""

import time
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from statistics import median
from typing import Any
from uuid import UUID

from django.db import connection

from bench.cooperative_books import measure_books
from bench.measure import Measured, run_sql
from ecoop.access.actions.register_person import register_person
from ecoop.distribution.actions.close_year import close_year
from ecoop.distribution.actions.undo_closing import undo_closing
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.kernel.walls import inside_organisation
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.calc import EntryDraft, Posting
from ecoop.ledger.queries.statements import get_statement

NOW = datetime(2027, 1, 5, 2, 0, tzinfo=UTC)
FIRST_DAY, YEAR = date(2026, 1, 1), 2026
# A large cooperative has as many members, customers and suppliers.
PARTIES = 1_000
SLUG = "htx-bench"
BATCH = 500
TIMES = 15
MS_MAX, SECONDS_MAX = 100, 10
_OPENING = 5_000_000_000_000
# What B01 adds up, straight from the postings: every account, and debts party by party.
RAW_B01 = """
    SELECT m.account, m.party_id, sum(m.vnd) FROM ledger_posting p
    CROSS JOIN LATERAL (VALUES (p.debit, p.party_id, p.amount_vnd), (p.credit, p.party_id, -p.amount_vnd))
        AS m(account, party_id, vnd)
    WHERE p.org_id = %(org_id)s AND p.entry_on < '2027-01-01' GROUP BY 1, 2
"""
# What B02 adds up: what was debited to which account against which, in the year.
RAW_B02 = """
    SELECT debit, credit, sum(amount_vnd) FROM ledger_posting
    WHERE org_id = %(org_id)s AND entry_on >= '2026-01-01' AND entry_on < '2027-01-01' GROUP BY 1, 2
"""


def measure_statements(*, postings: int) -> list[Measured]:
    """Fill a cooperative's year and measure B01 and B02 before and after the closing, and the closing itself."""
    org_id, by = _open()
    _fill(org_id=org_id, by=by, postings=postings)
    run_sql("ANALYZE ledger_posting, ledger_monthly_balance, ledger_party_balance, ledger_entry")
    measured = []
    for state in ("open", "closed"):
        if state == "closed":
            measured += _measure_closing(org_id=org_id, by=by)
        for form, raw in (("b01", RAW_B01), ("b02", RAW_B02)):
            measured.append(_measure_form(org_id=org_id, form=form, raw=raw, state=state, postings=postings))
    return [*measured, *measure_books(org_id=org_id, by=by, slug=SLUG, now=NOW)]


def _measure_form(*, org_id: UUID, form: str, raw: str, state: str, postings: int) -> Measured:
    ours, theirs = [], []
    for _time in range(TIMES):
        ours.append(_timed(org_id, lambda: _ask(org_id, form)))
        theirs.append(_timed(org_id, lambda: _raw(org_id, raw)))
    ms, raw_ms = 1000 * median(ours), 1000 * median(theirs)
    return Measured(
        f"{form.upper()} of {postings:,} postings, the year {state}",
        round(ms, 1),
        "ms",
        beside=round(raw_ms, 1),
        target=f"under {MS_MAX} ms",
        is_met=ms < MS_MAX,
        note=f"beside: the same sums in raw SQL over the postings; {raw_ms / ms:.0f} times as long; "
        f"slowest of {TIMES}: {1000 * max(ours):.0f} ms; {PARTIES:,} parties",
    )


def _measure_closing(*, org_id: UUID, by: UUID) -> list[Measured]:
    act: dict[str, Any] = {"org_id": org_id, "year": YEAR, "by": by, "now": NOW}
    seconds = []
    for _time in range(3):
        seconds.append(_timed(org_id, lambda: close_year(**act)))
        if len(seconds) < 3:
            _timed(org_id, lambda: undo_closing(reason="Đo lại", **act))
    slowest = max(seconds)
    note = f"3 times, undone in between: {', '.join(f'{one:.2f}' for one in seconds)} s"
    return [
        Measured(
            "closing a year",
            round(slowest, 3),
            "s",
            target=f"under {SECONDS_MAX} s",
            is_met=slowest < SECONDS_MAX,
            note=note,
        )
    ]


def _open() -> tuple[UUID, UUID]:
    org_id = uuid.uuid5(uuid.NAMESPACE_DNS, "bench-statements")
    run_sql(f"""
        INSERT INTO parties_organisation (id, slug, name, kind, recorded_at)
        VALUES ('{org_id}', '{SLUG}', 'HTX Đo', 'cooperative', now())
    """)
    by = register_person(name="Lan", phone="0987000001", now=NOW).id
    with inside_organisation(org_id=org_id, person_id=by):
        open_books(org_id=org_id, chart="cooperative", starts_on=FIRST_DAY, by=by, now=NOW)
    return org_id, by


def _fill(*, org_id: UUID, by: UUID, postings: int) -> None:
    drafts = _live(postings)
    while batch := list(islice(drafts, BATCH)):
        with inside_organisation(org_id=org_id, person_id=by):
            post_entries(org_id=org_id, entries=batch, by=by, now=NOW)


def _live(postings: int) -> Iterator[EntryDraft]:
    """Live a year of sales on both sides to many parties, with their cost, payments, purchases and wages."""
    parties = [new_id() for _party in range(PARTIES)]
    opening = (Posting("1121", "4118", Dong(_OPENING)), Posting("156", "4118", Dong(_OPENING)))
    yield EntryDraft("bench.opening", new_id(), FIRST_DAY, FIRST_DAY, "Số dư", opening)
    sales = postings // 4
    for number in range(sales):
        day = FIRST_DAY + timedelta(days=number * 365 // sales)
        side, revenue, cost = ("internal", "5121", "6121") if number % 3 == 0 else ("external", "5111", "6111")
        party = parties[number * 7 % PARTIES]
        price = Dong(100_000 + number % 977 * 1_000)
        lines = [
            Posting("131", revenue, price, party, side=side),  # type: ignore[arg-type]
            Posting(cost, "156", Dong(price * 7 // 10), side=side),  # type: ignore[arg-type]
            Posting("1121", "131", Dong(price - number % 5 * 1_000), party),
        ]
        last = Posting("642", "334", Dong(20_000)) if number % 2 else Posting("156", "331", Dong(70_000), party)
        if number % 50 == 0:
            last = Posting("521", "131", Dong(5_000), party, side=side)  # type: ignore[arg-type]
        yield EntryDraft("bench.sale", new_id(), day, day, "Bán hàng", (*lines, last))


def _ask(org_id: UUID, form: str) -> None:
    get_statement(org_id=org_id, form=form, starts_on=FIRST_DAY, ends_before=date(2027, 1, 1))


def _raw(org_id: UUID, text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text, {"org_id": org_id})
        cursor.fetchall()


def _timed(org_id: UUID, work: Callable[[], Any]) -> float:
    with inside_organisation(org_id=org_id, person_id=None):
        began = time.perf_counter()
        work()
        return time.perf_counter() - began
