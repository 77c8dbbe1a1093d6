"""`ledger_post` called as a hostile program with the application's role would call it: no wrong books come of it."""

from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from ecoop.kernel.ids import new_id
from ecoop.ledger import errors
from ecoop.ledger.models import Entry, Posting
from ecoop.ledger.tests.conftest import TestBooks

CALL = """
    SELECT outcome FROM ledger_post(%(org)s, %(by)s, %(now)s::timestamptz, %(ids)s::uuid[], %(kinds)s::text[],
        %(document_kinds)s::text[], %(documents)s::uuid[], %(document_ons)s::date[], %(entry_ons)s::date[],
        %(texts)s::text[], %(corrects)s::uuid[], %(entries)s::int[], %(lines)s::smallint[], %(debits)s::text[],
        %(credits)s::text[], %(amounts)s::bigint[], NULL, NULL, %(sides)s::text[], %(quantities)s::numeric[])
"""


def call(books: TestBooks, **changed: Any) -> list[str]:
    """Post one entry (111 to 5111, 5 đồng), with some of what is handed over changed."""
    values: dict[str, Any] = {
        "org": books.org_id, "by": books.keeper.id, "now": books.now, "ids": [new_id()], "kinds": None,
        "document_kinds": ["test.raw"], "documents": [new_id()], "document_ons": ["2026-03-05"],
        "entry_ons": ["2026-03-05"], "texts": ["Bán hàng"], "corrects": None, "entries": [1], "lines": [1],
        "debits": ["111"], "credits": ["5111"], "amounts": [5], "sides": None, "quantities": None,
    }  # fmt: skip
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(CALL, {**values, **changed})
        return [row[0] for row in cursor.fetchall()]


def test_the_call_itself_posts(books: TestBooks) -> None:
    assert call(books) == ["posted"]


TWO_IDS = [UUID(int=1), UUID(int=2)]


@pytest.mark.parametrize(
    "changed",
    [
        {"ids": [None]},
        {"documents": [None]},
        {"document_ons": [None]},
        {"entry_ons": [None]},
        {"texts": [None]},
        {"entries": [1, None], "lines": [1, 2], "debits": ["111"] * 2, "credits": ["5111"] * 2, "amounts": [5, 5]},
        {"entries": [2]},
        {"entries": [0]},
        {"lines": [None]},
        {"lines": [1, 2]},
        {"texts": []},
        {"kinds": ["blue"]},
        {"sides": ["sideways"]},
        {"quantities": ["NaN"]},
        {"document_kinds": ["a|b"]},
        {"document_ons": ["infinity"]},
        {"document_ons": ["0044-03-15 BC"]},
        {"entry_ons": ["infinity"]},
        {"entry_ons": ["12026-03-05"]},
        {"now": "infinity"},
        {"now": "-infinity"},
        {"now": "1850-01-01"},
        {"now": None},
        {"entries": [1, 1], "lines": [1, 1], "debits": ["111"] * 2, "credits": ["5111"] * 2, "amounts": [5, 5]},
    ],
)
def test_what_cannot_be_kept_is_an_error(books: TestBooks, changed: dict[str, Any]) -> None:
    with pytest.raises(DatabaseError):
        call(books, **changed)
    assert (Entry.objects.count(), Posting.objects.count()) == (0, 0)


def test_a_document_twice_in_one_batch_is_an_error(books: TestBooks) -> None:
    two = {
        "document_kinds": ["test.raw"] * 2, "document_ons": ["2026-03-05"] * 2, "entry_ons": ["2026-03-05"] * 2,
        "texts": ["a", "b"], "entries": [1, 2], "lines": [1, 1], "debits": ["111"] * 2, "credits": ["5111"] * 2,
        "amounts": [5, 5],
    }  # fmt: skip
    with pytest.raises(DatabaseError):
        call(books, **two, ids=TWO_IDS, documents=[TWO_IDS[0]] * 2)
    with pytest.raises(DatabaseError):
        call(books, **two, ids=[TWO_IDS[0]] * 2, documents=TWO_IDS)
    # An entry cannot correct one of its own batch: that one has no number yet.
    assert call(books, **two, ids=TWO_IDS, documents=TWO_IDS, corrects=[None, TWO_IDS[0]]) == ["nothing-to-correct"]
    assert Entry.objects.count() == 0


def test_an_amount_beyond_all_books_is_refused(books: TestBooks) -> None:
    """Two postings of 9 * 10^18 in two months would fit each month and break every trial balance."""
    assert call(books, amounts=[9 * 10**18]) == ["amount-is-too-large"]
    assert call(books, amounts=[10**15 + 1]) == ["amount-is-too-large"]
    with pytest.raises(errors.AmountIsTooLarge):
        books.post(books.draft(("111", "5111", 10**15 + 1)))
    assert call(books, amounts=[10**15]) == ["posted"]


def test_another_organisations_entry_is_nothing_to_correct(books: TestBooks) -> None:
    (posted,) = books.post(books.draft(("111", "5111", 5)))
    with books.cast.inside(books.cast.tu_household, books.cast.tu):
        (row,) = call_elsewhere(books, corrects=[posted.entry_id])
    assert row in ("books-not-open", "nothing-to-correct")


def call_elsewhere(books: TestBooks, **changed: Any) -> list[str]:
    return call(books, org=books.cast.tu_household.id, by=books.cast.tu.id, **changed)


@pytest.mark.parametrize("statement", ["ledger_objections", "ledger_post"])
def test_nobody_else_may_call_the_functions(books: TestBooks, statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_function_privilege('ecoop_app', oid, 'execute'),"
            " has_function_privilege('public', oid, 'execute')"
            " FROM pg_proc WHERE proname = %s",
            [statement],
        )
        assert cursor.fetchall() == [(statement == "ledger_post", False)]


def test_no_older_snapshot_posts_past_a_closure(committed_db: str) -> None:
    """Under repeatable read a session would not see the closure that was made while it waited."""
    parameters = connection.get_connection_params()
    allowed = {key: value for key, value in parameters.items() if key in ("host", "port", "user", "password", "dbname")}
    with psycopg.connect(**allowed) as raw:
        raw.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        org_id = new_id()
        raw.execute("SELECT set_config('ecoop.org_id', %s, true)", [str(org_id)])
        with pytest.raises(psycopg.errors.InvalidTransactionState, match="read committed"):
            raw.execute(
                "SELECT * FROM ledger_post(%s, %s, now(), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,"
                " NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)",
                [org_id, org_id],
            )


def test_posting_reads_no_other_documents(books: TestBooks) -> None:
    """
    Three batches of a hundred, each sent twice, though the planner believes that there are no entries. Looking a
    document up touches at most one neighbour in the index: 300 for the new ones; of those sent again the first is
    found by the quick question (1 of each batch), and each is read once to be compared (300).
    """
    with connection.cursor() as cursor:
        cursor.execute("DISCARD PLANS")
    for _each in range(3):
        drafts = [books.draft(("111", "5111", 5)) for _other in range(100)]
        books.post(*drafts)
        assert all(each.was_posted_before for each in books.post(*drafts))
    with connection.cursor() as cursor:
        cursor.execute("SELECT idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'ledger_entry'")
        assert cursor.fetchall()[0][0] <= 300 + 3 + 300
