"""What a place of the desk is: a page that deserves a line in the sidebar, for whom, and under which key."""

from dataclasses import dataclass
from typing import Any

HOUSEHOLD, COOPERATIVE = "household", "cooperative"
WITH_BOOKS = (HOUSEHOLD, COOPERATIVE)


@dataclass(frozen=True)
class Place:
    """One page in the sidebar. Empty `kinds` means organisations of any kind; no permission means everybody.
    `about` tells in a few words what one finds there; home and search show it.
    """

    label: Any
    icon: str
    url_name: str
    permission: str | None = None
    kinds: tuple[str, ...] = ()
    key: str | None = None
    about: Any = ""


@dataclass(frozen=True)
class Group:
    """Places that belong together, under a small heading; folded for the kinds that seldom want them."""

    label: Any
    places: tuple[Place, ...]
    folded_for: tuple[str, ...] = ()
