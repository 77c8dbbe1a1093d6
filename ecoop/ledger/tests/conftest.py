"""Books for the tests of the ledger: Năm's household and the cooperative, opened on 1 January 2026."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from ecoop.access.models import Person
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.calc import EntryDraft, PostedEntry, Posting
from ecoop.ledger.queries import list_findings
from ecoop.parties.queries import OrganisationFacts
from tests.cast import Cast, cast

__all__ = ["cast"]

STARTS_ON = date(2026, 1, 1)
NOW = datetime(2026, 4, 10, 3, 0, tzinfo=UTC)


@dataclass
class TestBooks:
    """The books of one organisation, and who keeps them."""

    __test__ = False
    cast: Cast
    organisation: OrganisationFacts
    keeper: Person
    now: datetime = NOW

    @property
    def org_id(self) -> UUID:
        """Name the organisation."""
        return self.organisation.id

    def draft(self, *lines: tuple[str, str, int], on: date = date(2026, 3, 5), text: str = "Bán hàng") -> EntryDraft:
        """Draft an entry of (debit, credit, amount) lines."""
        postings = tuple(Posting(debit, credit, Dong(amount)) for debit, credit, amount in lines)
        return EntryDraft("test.sale", new_id(), on, on, text, postings)

    def post(self, *entries: EntryDraft) -> list[PostedEntry]:
        """Post drafts as a batch."""
        return post_entries(org_id=self.org_id, entries=entries, by=self.keeper.id, now=self.now)


@pytest.fixture
def books(cast: Cast) -> Iterator[TestBooks]:
    """Stand inside Năm's household with its books open; whatever the test does, they must be right afterwards."""
    with cast.inside(cast.nam_household, cast.nam):
        open_books(org_id=cast.nam_household.id, chart="household", starts_on=STARTS_ON, by=cast.nam.id, now=NOW)
        yield TestBooks(cast, cast.nam_household, cast.nam)
        assert list_findings(org_id=cast.nam_household.id) == []


@pytest.fixture
def coop_books(cast: Cast) -> Iterator[TestBooks]:
    """Stand inside the cooperative with its books open; whatever the test does, they must be right afterwards."""
    with cast.inside(cast.coop, cast.lan):
        open_books(org_id=cast.coop.id, chart="cooperative", starts_on=STARTS_ON, by=cast.lan.id, now=NOW)
        yield TestBooks(cast, cast.coop, cast.lan)
        assert list_findings(org_id=cast.coop.id) == []
