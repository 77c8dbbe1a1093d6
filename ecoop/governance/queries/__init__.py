"""What governance answers."""

from ecoop.governance.queries.bodies import (
    Bodies,
    count_posts_on,
    find_last_meeting_on,
    get_bodies,
    get_governance_on,
    list_posts_on,
    list_shortages_on,
)

__all__ = [
    "Bodies",
    "count_posts_on",
    "find_last_meeting_on",
    "get_bodies",
    "get_governance_on",
    "list_posts_on",
    "list_shortages_on",
]
