"""What stays the same while the books grow: cost per sale, the trial balance, and the pace of verification."""

import resource
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from statistics import median
from uuid import UUID

from django.db import connection

from bench.ledger_sales import FIRST_DAY, post_at_once, post_batch
from bench.measure import Measured, run_sql
from ecoop.kernel.walls import inside_organisation
from ecoop.ledger.queries import list_trial_balance, verify_all

BATCH = 500
# So many postings are in the big organisation of the trial balance: 1 million.
BIG_SALES = 333_500
FILL = """
    DO $fill$
    DECLARE
        v_org uuid; v_ids uuid[]; v_docs uuid[]; b record; t record; v_left integer := {batches};
    BEGIN
        SELECT * INTO b FROM bare.batch; SELECT * INTO t FROM bare.batch_lines;
        WHILE v_left > 0 LOOP
            v_org := md5('org' || 1 + (v_left + {offset}) % {orgs})::uuid;
            PERFORM set_config('ecoop.org_id', v_org::text, true);
            SELECT array_agg(gen_random_uuid()), array_agg(gen_random_uuid()) INTO v_ids, v_docs
            FROM generate_series(1, 500);
            PERFORM ledger_post(v_org, v_org, '2026-01-01', v_ids, NULL, b.document_kinds, v_docs, b.days, b.days,
                b.texts, NULL, t.places, t.lines, t.debits, t.credits, t.amounts, NULL, NULL, NULL, NULL);
            v_left := v_left - 1;
        END LOOP;
    END $fill$
"""


def measure_cost_while_growing(*, org_ids: Sequence[UUID], sizes: Sequence[int]) -> list[Measured]:
    """Measure the cost per sale at growing sizes of the database; the largest is held against the smallest."""
    costs: dict[int, float] = {}
    for size in sizes:
        _fill_up(org_ids=org_ids, size=size)
        rates = [post_at_once(org_ids=org_ids, size=BATCH, seconds=4) for _round in range(3)]
        costs[size] = 1_000_000 / max(rates)
    shown = "; ".join(f"{size:,}: {cost:.1f} µs" for size, cost in costs.items())
    growth = costs[sizes[-1]] / costs[sizes[0]]
    return [
        Measured(
            f"cost per sale, from {sizes[0]:,} to {sizes[-1]:,} sales in the database",
            round(growth, 2),
            "times",
            target="at most 1.3",
            is_met=growth <= 1.3,
            note=f"batches of {BATCH} from Python, 2 processes, best of 3: {shown}",
        )
    ]


def measure_trial_balance(*, org_id: UUID) -> list[Measured]:
    """Fill one organisation with a million postings over a year and ask for its trial balance at many days."""
    for batch in range(BIG_SALES // BATCH):
        post_batch(org_id=org_id, size=BATCH, day=FIRST_DAY + timedelta(days=batch % 365))
    run_sql("ANALYZE ledger_posting, ledger_monthly_balance")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    days = [FIRST_DAY + timedelta(days=step) for step in range(3, 365, 11)]
    times = [_timed(lambda day=day: _trial_balance(org_id, day)) for day in days for _again in range(3)]
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    worst = max(times)
    return [
        Measured(
            "trial balance of an organisation with 1 million postings",
            round(1000 * median(times), 1),
            "ms",
            target="under 50 ms, memory flat",
            is_met=median(times) < 0.05,
            note=f"{len(days)} days, 3 times each; slowest {1000 * worst:.1f} ms; memory grew by {grown} kB",
        )
    ]


def measure_verification(*, org_ids: Sequence[UUID]) -> list[Measured]:
    """Verify organisations, two at once, and count postings per second."""
    began = time.monotonic()
    verified = list(verify_all(org_ids=org_ids, at_once=2))
    seconds = time.monotonic() - began
    postings = sum(one.postings for one in verified)
    wrong = [finding for one in verified for finding in one.findings]
    if wrong:
        raise RuntimeError(f"the bench's own books are wrong: {wrong[0]}")
    rate = postings / seconds
    note = f"{postings:,} postings of {len(org_ids)} organisations, 2 at once, {seconds:.1f} s"
    return [
        Measured(
            "ecoop verify", round(rate), "postings/s", target="at least 300,000", is_met=rate >= 300_000, note=note
        )
    ]


def _fill_up(*, org_ids: Sequence[UUID], size: int) -> None:
    missing = size - _count_sales(org_ids=org_ids)
    while missing >= BATCH:
        batches = min(200, missing // BATCH)
        run_sql(FILL.format(batches=batches, offset=missing, orgs=len(org_ids)), as_owner=False)
        missing -= batches * BATCH


def _count_sales(*, org_ids: Sequence[UUID]) -> int:
    """Count by the number counters, which know without a look at the entries."""
    count = 0
    for org_id in org_ids:
        with inside_organisation(org_id=org_id, person_id=None), connection.cursor() as cursor:
            cursor.execute("SELECT coalesce(sum(last_number), 0) FROM ledger_number_counter")
            count += cursor.fetchone()[0]
    return count


def _trial_balance(org_id: UUID, day: date) -> None:
    with inside_organisation(org_id=org_id, person_id=None):
        list_trial_balance(org_id=org_id, from_on=day.replace(day=1), until_on=day)


def _timed(work: Callable[[], None]) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began
