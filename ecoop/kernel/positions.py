"""Where a list that is ordered by day goes on: the day and the id of the last row that was shown."""

from datetime import date
from uuid import UUID


def read_position(*, text: str) -> tuple[date, UUID] | None:
    """Read a position from an address: `2026-03-05_<id>`; nonsense, and nothing, begin at the beginning."""
    on, _, last_id = text.partition("_")
    try:
        return (date.fromisoformat(on), UUID(last_id)) if text else None
    except ValueError:
        return None
