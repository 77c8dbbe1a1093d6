"""Sales through ledger_post, beside bare inserts of the same rows in the same run: by pgbench, and from Python."""

import multiprocessing
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.db import connections

from bench.measure import SCRIPTS, Measured, pgbench, run_sql
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.kernel.walls import inside_organisation
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.calc import EntryDraft, Posting

BEGAN_AT = datetime(2026, 1, 1, tzinfo=UTC)
FIRST_DAY = date(2026, 1, 1)
PROCESSES = 2
ONE_SALE = "entry, 3 postings, balances, number; {orgs} organisations"


def seed(*, orgs: int) -> list[UUID]:
    """Open the books of so many households, each with a chart of its own, and make the bare twins."""
    run_sql((SCRIPTS / "tables.sql").read_text(encoding="utf-8"))
    rows = run_sql(f"""
        INSERT INTO parties_organisation (id, slug, name, kind, recorded_at)
        SELECT md5('org' || i)::uuid, 'org-' || i, 'Hộ ' || i, 'household', now() FROM generate_series(1, {orgs}) AS i
        RETURNING id
    """)
    ids = [row[0] for row in rows]
    for org_id in ids:
        with inside_organisation(org_id=org_id, person_id=None):
            open_books(org_id=org_id, chart="household", starts_on=FIRST_DAY, by=org_id, now=BEGAN_AT)
    return ids


def measure_beside_bare(*, database: str, orgs: int, seconds: int, rounds: int) -> list[Measured]:
    """Call ledger_post by pgbench, and insert the same rows into bare tables, turn by turn; the median round counts."""
    measured = []
    for name, script, clients, size, target in (
        ("one client, one sale a call", "sale", 1, 1, 0.70),
        ("eight clients, one sale a call", "sale", 8, 1, 0.50),
        ("one client, 500 sales a call", "batch", 1, 500, 0.80),
        ("two clients, 500 sales a call", "batch", 2, 500, 0.80),
    ):
        pairs = []
        for _round in range(rounds):
            rates = [
                pgbench(database=database, script=f"{script}_{way}.sql", clients=clients, seconds=seconds, orgs=orgs)
                for way in ("bare", "posted")
            ]
            bare, posted = (size * rate for rate in rates)
            pairs.append((posted / bare, posted, bare))
        share, posted, bare = sorted(pairs)[len(pairs) // 2]
        spread = ", ".join(f"{100 * pair[0]:.0f}" for pair in pairs)
        measured.append(
            Measured(
                f"ledger_post by pgbench: {name}",
                round(posted),
                "sales/s",
                beside=round(bare),
                target=f"at least {100 * target:.0f} % of bare",
                is_met=share >= target,
                note=f"{100 * share:.0f} % of bare (rounds: {spread} %); {ONE_SALE.format(orgs=orgs)}",
            )
        )
    return measured


def measure_from_python(*, org_ids: Sequence[UUID], seconds: int) -> list[Measured]:
    """Post from Python: drafts are made, packed, sent and answered inside the measured time."""
    measured = []
    for size, target in ((500, 25_000), (20, 8_000)):
        rate = post_at_once(org_ids=org_ids, size=size, seconds=seconds)
        measured.append(
            Measured(
                f"post_entries from Python: {size} sales a batch",
                round(rate),
                "sales/s",
                target=f"at least {target:,}",
                is_met=rate >= target,
                note=f"{PROCESSES} processes; {ONE_SALE.format(orgs=len(org_ids))}; each batch its own commit",
            )
        )
    return measured


def post_at_once(*, org_ids: Sequence[UUID], size: int, seconds: float) -> float:
    """Post from several processes for a while and answer sales per second."""
    connections.close_all()
    with multiprocessing.get_context("fork").Pool(PROCESSES) as pool:
        shares = [(list(org_ids[at::PROCESSES]), size, seconds) for at in range(PROCESSES)]
        return sum(pool.starmap(_post_for_a_while, shares))


def post_batch(*, org_id: UUID, size: int, day: date) -> None:
    """Post one batch of sales of three postings."""
    drafts = [
        EntryDraft(
            "trade.sale",
            new_id(),
            day,
            day,
            "Bán hàng",
            (
                Posting("111", "5111", Dong(110_000 + place)),
                Posting("6421", "156", Dong(70_000 + place)),
                Posting("8211", "3331", Dong(1_100)),
            ),
        )
        for place in range(size)
    ]
    with inside_organisation(org_id=org_id, person_id=None):
        post_entries(org_id=org_id, entries=drafts, by=org_id, now=BEGAN_AT)


def _post_for_a_while(org_ids: list[UUID], size: int, seconds: float) -> float:
    count, began, day = 0, 0.0, FIRST_DAY
    for org_id in org_ids[:3]:
        post_batch(org_id=org_id, size=size, day=day)
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        post_batch(org_id=org_ids[count % len(org_ids)], size=size, day=day + timedelta(days=count % 28))
        count += 1
    rate = count * size / (time.monotonic() - began)
    connections.close_all()
    return rate
