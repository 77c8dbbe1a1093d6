"""One process that posts sales for a household until it is told to stop, or killed.

It writes the number of a batch into its journal after the database has acknowledged it. Started again after a
kill, it sends the batch after the last one in the journal, with the same ids: perhaps it was committed, perhaps not.
"""

import json
import os
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import django
import psycopg

django.setup()

from django.db import InterfaceError, OperationalError, connection  # noqa: E402 - settings must be ready

from ecoop.kernel.dong import Dong  # noqa: E402
from ecoop.kernel.walls import inside_organisation  # noqa: E402
from ecoop.trade.actions.record_sales import record_sales  # noqa: E402
from ecoop.trade.calc import SaleDraft, SaleLineDraft  # noqa: E402
from tests.torture.plan import Sale, draw_batch, household_of, is_sent_twice, last_acknowledged  # noqa: E402

PAUSE_S = 0.08
# The ledger speaks to psycopg directly, so its errors come with and without Django's wrapping.
LOST = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)


def main() -> None:
    """Post batch after batch."""
    folder, seed, poster = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    stage = json.loads((folder / "stage.json").read_text())[household_of(poster=poster)]
    journal = folder / f"journal-{poster}"
    index = last_acknowledged(journal) + 1
    while not (folder / "stop").exists():
        if _post(stage=stage, sales=draw_batch(seed=seed, poster=poster, index=index)):
            _acknowledge(journal, index)
            if is_sent_twice(seed=seed, poster=poster, index=index):
                _post(stage=stage, sales=draw_batch(seed=seed, poster=poster, index=index))
            index += 1
        time.sleep(PAUSE_S)


def _acknowledge(journal: Path, index: int) -> None:
    descriptor = os.open(journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    os.write(descriptor, f"{index}\n".encode())
    os.close(descriptor)


def _post(*, stage: dict[str, str], sales: list[Sale]) -> bool:
    """Record a batch as one transaction, and tell whether the database said that it holds."""
    org_id, by = UUID(stage["org_id"]), UUID(stage["person_id"])
    # As if it were yesterday, so that the day is over afterwards and can be sealed.
    now = datetime.now(UTC) - timedelta(days=1)
    try:
        with inside_organisation(org_id=org_id, person_id=by):
            outcomes = record_sales(org_id=org_id, sales=[_draft(each) for each in sales], by=by, now=now)
    except LOST:
        # The server was killed under us. Whether the batch was kept is known only after sending it again.
        connection.close()
        return False
    refused = [outcome.refusal for outcome in outcomes if outcome.refusal]
    if refused:
        raise RuntimeError(f"a sale that should be recorded was refused: {refused[0]}")
    return True


def _draft(sale: Sale) -> SaleDraft:
    line = SaleLineDraft(sector="goods", name="Chè khô", amount_vnd=Dong(sale.amount_vnd))
    return SaleDraft(id=sale.id, sold_on=sale.sold_on, lines=(line,), means=sale.means)


if __name__ == "__main__":
    main()
