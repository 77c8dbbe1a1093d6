"""Many hands at once: numbers stay without gaps, and a document that two phones send is in the books once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import UUID

from django.db import connection

from ecoop.kernel.ids import new_id
from ecoop.kernel.walls import inside_organisation
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.queries import list_findings, list_journal
from ecoop.ledger.tests.conftest import NOW, STARTS_ON, TestBooks
from tests.cast import bring_the_cast

HANDS, TIMES = 4, 8


def test_many_hands_post_at_once(committed_db: str) -> None:
    cast = bring_the_cast()
    books = TestBooks(cast, cast.nam_household, cast.nam)
    with cast.inside(cast.nam_household, cast.nam):
        open_books(org_id=books.org_id, chart="household", starts_on=STARTS_ON, by=cast.nam.id, now=NOW)
    shared = [books.draft(("111", "5111", 7)) for _time in range(TIMES)]

    def post_some(_hand: int) -> list[tuple[UUID, int]]:
        answers = []
        try:
            for time in range(TIMES):
                batch = [shared[time], books.draft(("112", "5112", 5))]
                with inside_organisation(org_id=books.org_id, person_id=cast.nam.id):
                    posted = post_entries(org_id=books.org_id, entries=batch, by=cast.nam.id, now=NOW)
                answers += [(entry.entry_id, entry.number) for entry in posted]
                _leave_midway(books)
        finally:
            connection.close()
        return answers

    with ThreadPoolExecutor(HANDS) as pool:
        answers = {answer for hand in pool.map(post_some, range(HANDS)) for answer in hand}
    # Eight shared documents, and eight of each of the four hands.
    assert sorted(number for _id, number in answers) == list(range(1, TIMES + HANDS * TIMES + 1))
    with cast.inside(cast.nam_household, cast.nam):
        assert list_findings(org_id=books.org_id) == []
        page = list_journal(org_id=books.org_id, from_on=date(2026, 1, 1), until_on=date(2026, 12, 31))
        assert {(entry.entry_id, entry.number) for entry in page.entries} == answers


def _leave_midway(books: TestBooks) -> None:
    """Post and roll back: the number that was given must be given again."""
    try:
        with inside_organisation(org_id=books.org_id, person_id=books.keeper.id):
            draft = books.draft(("111", "5111", 1))._replace(document_id=new_id())
            post_entries(org_id=books.org_id, entries=[draft], by=books.keeper.id, now=NOW)
            raise _MindChangedError
    except _MindChangedError:
        return


class _MindChangedError(Exception):
    """Somebody leaves before the commit."""
