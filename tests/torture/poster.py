"""One process that posts sales for a household until it is told to stop, or killed.

It writes the number of a batch into its journal after the database has acknowledged it. Started again after a
kill, it sends the batch after the last one in the journal, with the same ids: perhaps it was committed, perhaps not.
"""

import json
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import django
import psycopg

django.setup()

from django.db import InterfaceError, OperationalError, connection  # noqa: E402 - settings must be ready

from ecoop.kernel.walls import inside_organisation  # noqa: E402
from ecoop.lawbook import queries as lawbook  # noqa: E402
from ecoop.ledger.actions.post_entries import post_entries  # noqa: E402
from ecoop.ledger.calc import EntryDraft, postings_by_rule  # noqa: E402
from ecoop.ledger.queries import get_posting_rule  # noqa: E402
from tests.torture.plan import FIRST_DAY, Sale, draw_batch, household_of, is_sent_twice, last_acknowledged  # noqa: E402

PAUSE_S = 0.01
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
    """Post a batch as one transaction, and tell whether the database said that it holds."""
    org_id, by = UUID(stage["org_id"]), UUID(stage["person_id"])
    try:
        with inside_organisation(org_id=org_id, person_id=by):
            post_entries(org_id=org_id, entries=_drafts(sales), by=by, now=datetime.now(UTC))
    except LOST:
        # The server was killed under us. Whether the batch was kept is known only after sending it again.
        connection.close()
        return False
    return True


def _drafts(sales: list[Sale]) -> list[EntryDraft]:
    rule = get_posting_rule(regime="household", rule="sale", law=lawbook.on(FIRST_DAY))
    return [
        EntryDraft(
            document_kind="trade.sale",
            document_id=sale.id,
            document_on=sale.sold_on,
            entry_on=sale.sold_on,
            text="Bán hàng",
            postings=postings_by_rule(
                rule=rule, amounts={"amount_vnd": sale.amount_vnd}, facts={"means": sale.means, "sector": "goods"}
            ),
        )
        for sale in sales
    ]


if __name__ == "__main__":
    main()
