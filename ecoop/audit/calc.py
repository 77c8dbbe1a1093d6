"""Cursors: where a page of the trail ended, written so that it fits into an address."""

from datetime import datetime
from uuid import UUID

from ecoop.audit.errors import CursorNotUnderstood


def cursor_of(*, at: datetime, row_id: UUID) -> str:
    """Write the place after a row as text for an address."""
    return f"{at.isoformat()}~{row_id}"


def read_cursor(*, text: str) -> tuple[datetime, UUID]:
    """Read the place that `cursor_of` wrote.

    Raises: CursorNotUnderstood
    """
    instant, _, row_id = text.partition("~")
    try:
        # A plus sign in an address that nobody escaped arrives as a space.
        at, identity = datetime.fromisoformat(instant.replace(" ", "+")), UUID(row_id)
    except ValueError as surprise:
        raise CursorNotUnderstood(text=text) from surprise
    if at.tzinfo is None:
        raise CursorNotUnderstood(text=text)
    return at, identity
