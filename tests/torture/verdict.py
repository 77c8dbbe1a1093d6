"""The books after the siege, compared with what was acknowledged and with themselves."""

import json
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from tests.torture.plan import POSTERS, draw_batch, household_of, last_acknowledged

_STANDING = """
    SELECT e.org_id, e.document_id, e.entry_on, sum(p.amount_vnd), count(*), count(DISTINCT e.id)
      FROM ledger_entry e JOIN ledger_posting p ON p.org_id = e.org_id AND p.entry_id = e.id
     GROUP BY e.org_id, e.document_id, e.entry_on
"""
_GAPS = """
    SELECT org_id, year, count(*), min(number), max(number), count(DISTINCT number) FROM ledger_entry
     GROUP BY org_id, year HAVING (min(number), max(number), count(DISTINCT number)) <> (1, count(*), count(*))
"""
_COUNTERS = """
    SELECT c.org_id, c.year FROM ledger_number_counter c
     WHERE c.last_number <> (SELECT count(*) FROM ledger_entry e WHERE e.org_id = c.org_id AND e.year = c.year)
"""
_LONELY = """
    SELECT e.id FROM ledger_entry e
     WHERE NOT EXISTS (SELECT FROM ledger_posting p WHERE p.org_id = e.org_id AND p.entry_id = e.id)
    UNION ALL
    SELECT p.entry_id FROM ledger_posting p
     WHERE NOT EXISTS (SELECT FROM ledger_entry e WHERE e.org_id = p.org_id AND e.id = p.entry_id)
"""
# A sale and its entry are written in one transaction: neither may stand without the other.
_HALF = """
    SELECT s.org_id, s.id FROM trade_sale s
      FULL JOIN ledger_entry e ON e.org_id = s.org_id AND e.document_id = s.id
     WHERE s.id IS NULL OR e.id IS NULL
        OR s.total_vnd <> (SELECT sum(l.amount_vnd) FROM trade_sale_line l
                            WHERE l.org_id = s.org_id AND l.sale_id = s.id)
"""
_UNSEALED = """
    SELECT e.org_id, count(*) FROM ledger_entry e
     WHERE NOT EXISTS (SELECT FROM ledger_seal s WHERE s.org_id = e.org_id) GROUP BY e.org_id
"""
_DRIFT = """
    SELECT org_id, month, account, side FROM (
        SELECT org_id, date_trunc('month', entry_on)::date AS month, debit AS account, coalesce(side, '') AS side,
               amount_vnd AS debit_vnd, 0 AS credit_vnd FROM ledger_posting
        UNION ALL
        SELECT org_id, date_trunc('month', entry_on)::date, credit, coalesce(side, ''), 0, amount_vnd
          FROM ledger_posting
        UNION ALL
        SELECT org_id, month, account, side, -debit_vnd, -credit_vnd FROM ledger_monthly_balance
    ) AS each
    GROUP BY org_id, month, account, side HAVING sum(debit_vnd) <> 0 OR sum(credit_vnd) <> 0
"""


@dataclass(frozen=True)
class Verdict:
    """What the siege left behind; no faults is what everybody hopes for."""

    seed: int
    kills: int
    acknowledged: int
    posted: int
    faults: tuple[str, ...]


def judge(*, socket_dir: str, folder: Path, seed: int, kills: int, environment: dict[str, str]) -> Verdict:
    """Compare what stands in the books with what was acknowledged, and the books with themselves."""
    households = json.loads((folder / "stage.json").read_text())
    stage = [UUID(each["org_id"]) for each in households]
    with psycopg.connect(host=socket_dir, user="postgres", dbname="ecoop") as connection:
        rows = connection.execute(_STANDING).fetchall()
        faults = [
            *_compare(rows=rows, stage=stage, folder=folder, seed=seed),
            *(f"numbers have a gap: {row}" for row in connection.execute(_GAPS)),
            *(f"a counter differs from its entries: {row}" for row in connection.execute(_COUNTERS)),
            *(f"an entry without postings or the reverse: {row}" for row in connection.execute(_LONELY)),
            *(f"a sale and its entry differ: {row}" for row in connection.execute(_HALF)),
            *(f"a balance differs from its sums: {row}" for row in connection.execute(_DRIFT)),
        ]
    faults += _seal_and_verify(slugs=[each["slug"] for each in households], environment=environment)
    with psycopg.connect(host=socket_dir, user="postgres", dbname="ecoop") as connection:
        faults += [f"a household has no seal: {row}" for row in connection.execute(_UNSEALED)]
    acknowledged = sum(
        len(draw_batch(seed=seed, poster=poster, index=index))
        for poster in range(POSTERS)
        for index in range(1, last_acknowledged(folder / f"journal-{poster}") + 1)
    )
    return Verdict(seed=seed, kills=kills, acknowledged=acknowledged, posted=len(rows), faults=tuple(faults))


def _compare(*, rows: list[Any], stage: list[UUID], folder: Path, seed: int) -> list[str]:
    """Nothing acknowledged is missing or changed, nothing stands twice, and what was in flight is whole or absent."""
    standing = {(org_id, document_id): (day, int(amount)) for org_id, document_id, day, amount, _, _ in rows}
    faults = [f"document {row[1]} stands {row[5]} times" for row in rows if row[5] != 1 or row[4] != 1]
    faults += [
        f"document {key[1]} stands on two days" for key, count in Counter(row[:2] for row in rows).items() if count > 1
    ]
    for poster in range(POSTERS):
        org_id, last = stage[household_of(poster=poster)], last_acknowledged(folder / f"journal-{poster}")
        for index in range(1, last + 1):
            for sale in draw_batch(seed=seed, poster=poster, index=index):
                found = standing.pop((org_id, sale.id), None)
                if found != (sale.sold_on, sale.amount_vnd):
                    faults.append(f"sale {sale.id} was acknowledged and is now {found}")
        in_flight = draw_batch(seed=seed, poster=poster, index=last + 1)
        kept = [standing.pop((org_id, sale.id), None) for sale in in_flight]
        if any(kept) and not all(kept):
            faults.append(f"half of batch {last + 1} of poster {poster} was kept")
    return faults + [f"document {document_id} was never sent" for _, document_id in standing]


def _seal_and_verify(*, slugs: list[str], environment: dict[str, str]) -> list[str]:
    """Seal the day of the siege in both households, and let `ecoop verify` look at everything."""
    commands = [["ledger", "seal", "--org", slug] for slug in slugs]
    faults = []
    for words in (*commands, ["verify", "--json"]):
        command = [sys.executable, "-m", "django", *words]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            faults.append(f"ecoop {' '.join(words)}: {done.stdout[-1_500:]} {done.stderr[-1_500:]}")
    return faults
