"""The stage on which routes are called: the cast with books, and tokens for programs."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from ecoop.access.actions.issue_token import issue_token
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.adjust_books import adjust_books
from ecoop.ledger.actions.close_period import close_period
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.calc import Posting
from tests.api.routes import EVERYBODY, Route
from tests.cast import BEGAN_AT, Cast


class Stage:
    """The cast, and what a route's row needs to be called."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.values: dict[str, str] = {}
        self.bodies: dict[tuple[str, str], Any] = {}

    def slug(self, route: Route) -> str:
        """Name the organisation for which the row acts."""
        slug: str = getattr(self.cast, route.organisation).slug
        return slug

    def client(self, route: Route) -> Client:
        """Give a browser in which the caller of the row is signed in."""
        return Client() if route.whom == EVERYBODY else self.cast.client(getattr(self.cast, route.caller))

    def body(self, route: Route) -> Any:
        """Give the body of the row, or what the stage prepared for it."""
        prepared: Mapping[str, Any] | None = self.bodies.get(route.key)
        return route.body if prepared is None else prepared

    def token(self, *, organisation: str, person: str, without: str | None = None) -> str:
        """Issue a token that may do all that its person may, but for one permission."""
        now = timezone.now()
        facts, issuer = getattr(self.cast, organisation), getattr(self.cast, person)
        with self.cast.inside(facts, issuer):
            acting = self.cast.acting(issuer, facts)
            issued = issue_token(
                acting=acting,
                purpose="test",
                scopes=sorted(acting.permissions - {without}),
                expires_at=now + timedelta(days=30),
                now=now,
            )
        key: str = issued.key
        return key


@pytest.fixture
def stage(cast: Cast) -> Stage:
    """Set the stage for one test."""
    return set_the_stage(cast)


def set_the_stage(cast: Cast) -> Stage:
    """Give the cooperative what routes read: open books, an entry in January, and a closed February."""
    stage = Stage(cast)
    books = {"org_id": cast.coop.id, "by": cast.lan.id, "now": BEGAN_AT}
    with cast.inside(cast.coop, cast.lan):
        open_books(chart="cooperative", starts_on=date(2026, 1, 1), **books)
        posted = adjust_books(
            document_id=new_id(),
            document_on=date(2026, 1, 10),
            entry_on=date(2026, 1, 10),
            text="Rút tiền gửi về quỹ",
            postings=[Posting("1111", "1121", Dong(1_000_000))],
            **books,
        )
        close_period(month=date(2026, 2, 1), org_id=cast.coop.id, by=cast.lan.id, now=timezone.now())
    stage.values["entry_id"] = str(posted.entry_id)
    return stage
