"""How the row of a route looks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# A route for everybody has no role; one for persons has no organisation.
EVERYBODY, PERSONS, ORGANISATION = "everybody", "persons", "organisation"


@dataclass(frozen=True)
class Route:
    """How to call a route so that it works, who may, who may not, and how many queries it may cost."""

    method: str
    path: str
    whom: str = ORGANISATION
    # A name of the cast, acting for `organisation` of the cast; somebody with `too_low` must get 403.
    caller: str = "lan"
    organisation: str = "coop"
    too_low: str = "seller"
    # The permission that the route asks for; None where any role is enough.
    needs: str | None = "books.read"
    values: Mapping[str, str] = field(default_factory=dict)
    query: str = ""
    body: Any = None
    status: int = 200
    queries_max: int = 20
    # What a route hands out that answers with a file.
    media: str = "application/json"

    @property
    def key(self) -> tuple[str, str]:
        """Name the route as the OpenAPI file does."""
        return self.method, self.path
