"""A cooperative's books for tests of its taxes: opened, with a year of entries written by their accounts."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from ecoop.kernel.dong import Dong
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.calc import EntryDraft, Posting
from tests.cast import Cast

NOW = datetime(2027, 1, 25, 3, 0, tzinfo=UTC)
Line = tuple[str, str, int]
# A quarter of a tea cooperative, by pencil: what it sells without tax and at 8 %, buys, spends and pays.
QUARTER: tuple[tuple[Line, ...], ...] = (
    (("131", "5112", 500_000_000), ("131", "3331", 40_000_000)),
    (("131", "5121", 100_000_000),),
    (("156", "331", 300_000_000), ("1331", "331", 24_000_000)),
    (("156", "1111", 6_000_000), ("1331", "1111", 480_000)),
    (("6112", "156", 350_000_000),),
    (("6121", "156", 90_000_000),),
    (("642", "334", 60_000_000),),
    (("334", "3338", 1_000_000),),
    (("659", "3334", 10_000_000),),
    (("3334", "1121", 10_000_000),),
)


def open_coop(*, cast: Cast, starts_on: date = date(2026, 1, 1)) -> None:
    """Open the books of the cooperative; call it inside its walls."""
    open_books(org_id=cast.coop.id, chart="cooperative", starts_on=starts_on, by=cast.lan.id, now=NOW)


def post(*, org_id: UUID, by: UUID, on: date, entries: Iterable[Iterable[Line]]) -> None:
    """Post entries of plain lines on a day: debit, credit, amount."""
    drafts = [
        EntryDraft(
            "test.entry",
            uuid4(),
            on,
            on,
            "Bút toán",
            tuple(
                Posting(
                    debit,
                    credit,
                    Dong(amount),
                    side=("internal" if credit.startswith("512") or debit.startswith("612") else "external")
                    if credit.startswith("5") or debit.startswith("6")
                    else None,
                )
                for debit, credit, amount in lines
            ),
        )
        for lines in entries
    ]
    post_entries(org_id=org_id, entries=drafts, by=by, now=NOW)


def live_a_year(*, cast: Cast, quarters: Iterable[int] = (1, 2, 3, 4)) -> None:
    """Post the same quarter in February, May, August and November 2026."""
    for quarter in quarters:
        post(org_id=cast.coop.id, by=cast.lan.id, on=date(2026, quarter * 3 - 1, 10), entries=QUARTER)
