"""What happened before the curtain: enough in the books for every page to have something to show."""

from typing import Any

from tests.cast import Cast


def play(cast: Cast) -> dict[str, Any]:
    """Let the cast do some work, and give the ids that addresses need."""
    return {}
