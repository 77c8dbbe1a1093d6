"""Verification: right books pass, and each way of tampering is named in words."""

import contextlib
import json
from datetime import date, timedelta
from io import StringIO
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connections

from ecoop.kernel.walls import inside_organisation
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.actions.seal_days import seal_days
from ecoop.ledger.queries import list_seals
from ecoop.ledger.tests.conftest import NOW, STARTS_ON, TestBooks
from tests.cast import bring_the_cast


@pytest.fixture
def sealed(committed_db: str) -> TestBooks:
    """Three entries of Năm's household on two days, both sealed, all committed."""
    cast = bring_the_cast()
    books = TestBooks(cast, cast.nam_household, cast.nam)
    with cast.inside(cast.nam_household, cast.nam):
        open_books(org_id=books.org_id, chart="household", starts_on=STARTS_ON, by=cast.nam.id, now=NOW)
        books.post(books.draft(("111", "5111", 5)), books.draft(("111", "5111", 6)))
        books.now = NOW + timedelta(days=1)
        books.post(books.draft(("112", "5111", 8)))
        later = NOW + timedelta(days=2)
        seal_days(org_id=books.org_id, until_day=date(2026, 4, 11), by=cast.nam.id, now=later)
    return books


def verify() -> dict[str, object]:
    out = StringIO()
    with contextlib.suppress(SystemExit):
        call_command("verify", "--json", "--at-once", "1", stdout=out)
    answer: dict[str, object] = json.loads(out.getvalue())
    return answer


def as_owner(org_id: UUID, statement: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT set_config('ecoop.org_id', %s, false)", [str(org_id)])
        cursor.execute(statement)
        assert cursor.rowcount == 1
    connections["owner"].close()


def test_right_books_are_right(sealed: TestBooks) -> None:
    answer = verify()
    assert (answer["entries"], answer["postings"], answer["seals"], answer["wrong"]) == (3, 3, 2, [])


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE ledger_monthly_balance SET debit_vnd = 12 WHERE account = '111'", "account 111, month 03/2026"),
        ("UPDATE ledger_posting SET amount_vnd = 9 WHERE amount_vnd = 8", "the postings say 9"),
        ("UPDATE ledger_entry SET text = 'Khác' WHERE number = 2", "an entry was changed after it was sealed"),
        ("UPDATE ledger_seal SET signature = repeat('00', 64) WHERE day = '2026-04-10'", "the signature is not that"),
        ("UPDATE ledger_seal SET previous_root = repeat('1', 64) WHERE size = 1", "the chain to the seal before"),
        ("DELETE FROM ledger_seal WHERE day = '2026-04-10'", "under no seal"),
        ("DELETE FROM ledger_posting WHERE amount_vnd = 5", "the postings say"),
        ("UPDATE ledger_number_counter SET last_number = 4", "the counter says 4"),
        ("UPDATE ledger_entry SET number = 9 WHERE number = 3", "3 entries numbered 1 to 9"),
        ("DELETE FROM ledger_seal WHERE day = '2026-04-11'", "seal of 2026-04-11"),
        (
            "UPDATE ledger_posting SET party_id = org_id WHERE amount_vnd = 8",
            "an entry was changed after it was sealed",
        ),
        ("DELETE FROM ledger_entry WHERE number = 3", "1 entries were sealed, 0 are there"),
        ("UPDATE ledger_account SET is_postable = false WHERE code = '112'", "account 112"),
    ],
)
def test_tampering_is_found_and_named(sealed: TestBooks, statement: str, words: str) -> None:
    as_owner(sealed.org_id, statement)
    answer = verify()
    assert words in json.dumps(answer, ensure_ascii=False)


def test_the_chain_outlives_the_test(sealed: TestBooks) -> None:
    with inside_organisation(org_id=sealed.org_id, person_id=None):
        assert [seal.size for seal in list_seals(org_id=sealed.org_id)] == [2, 1]


EXTRA = """
    INSERT INTO ledger_entry SELECT org_id, gen_random_uuid(), year, 4, kind, document_kind, gen_random_uuid(),
        document_on, entry_on, recorded_at, text, corrects_id, posted_by FROM ledger_entry WHERE number = 3
"""


@pytest.mark.parametrize(
    ("statements", "words"),
    [
        (["DELETE FROM ledger_seal WHERE day = '2026-04-11'", "DELETE FROM ledger_seal"], "seal of 2026-04-10"),
        (
            [
                "UPDATE ledger_posting SET amount_vnd = 9 WHERE amount_vnd = 8",
                "UPDATE ledger_monthly_balance SET debit_vnd = 9 WHERE account = '112'",
                "UPDATE ledger_monthly_balance SET credit_vnd = 20 WHERE account = '5111'",
            ],
            "an entry was changed after it was sealed",
        ),
        ([EXTRA, "UPDATE ledger_number_counter SET last_number = 4"], "1 entries were sealed, 2 are there"),
    ],
)
def test_tampering_with_care_is_found_too(sealed: TestBooks, statements: list[str], words: str) -> None:
    for statement in statements:
        as_owner(sealed.org_id, statement)
    assert words in json.dumps(verify(), ensure_ascii=False)


def test_seals_that_changed_places_are_found(sealed: TestBooks) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT set_config('ecoop.org_id', %s, false)", [str(sealed.org_id)])
        cursor.execute("UPDATE ledger_seal SET day = day + 30")
        cursor.execute("UPDATE ledger_seal SET day = CASE size WHEN 2 THEN date '2026-04-11' ELSE '2026-04-10' END")
    connections["owner"].close()
    assert "entries were sealed" in json.dumps(verify(), ensure_ascii=False)
