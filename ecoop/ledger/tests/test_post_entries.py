"""Posting: what goes in, what is refused, and that a document is in the books once."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError, ProgrammingError

from ecoop.kernel.ids import new_id
from ecoop.kernel.refusals import Refusal
from ecoop.ledger import errors
from ecoop.ledger.actions.post_entries import post_entries, post_entries_one_by_one
from ecoop.ledger.calc import EntryDraft
from ecoop.ledger.queries import get_entry, list_trial_balance
from ecoop.ledger.tests.conftest import TestBooks
from tests.cast import Cast


def test_a_batch_gets_numbers_without_gaps(books: TestBooks) -> None:
    """
    2026-03-05   Nợ 111  Có 5111  110.000   Bán hàng
    2026-03-05   Nợ 6421 Có 156    70.000
    2027-01-03   Nợ 112  Có 5112   50.000   Dịch vụ
    2026-12-31   Nợ 111  Có 5111        1   Bán hàng
    """
    first = books.draft(("111", "5111", 110_000), ("6421", "156", 70_000))
    second = books.draft(("112", "5112", 50_000), on=date(2027, 1, 3))
    third = books.draft(("111", "5111", 1), on=date(2026, 12, 31))
    posted = books.post(first, second, third)
    assert [entry.label for entry in posted] == ["2026-1", "2027-1", "2026-2"]
    found = get_entry(org_id=books.org_id, entry_id=posted[0].entry_id)
    assert (found.postings, found.text, found.label) == (first.postings, "Bán hàng", "2026-1")


def test_the_same_document_again_answers_its_entry(books: TestBooks) -> None:
    draft, other = books.draft(("111", "5111", 5)), books.draft(("111", "5111", 7))
    (before,) = books.post(draft)
    again, new, twin = books.post(draft, other, other)
    assert again == before._replace(was_posted_before=True)
    assert (new.label, new.was_posted_before, twin.label, twin.was_posted_before) == ("2026-2", False, "2026-2", True)


def test_the_same_document_with_other_content_is_refused(books: TestBooks) -> None:
    draft = books.draft(("111", "5111", 5))
    books.post(draft)
    for changed in (
        draft._replace(text="Khác"),
        draft._replace(document_on=date(2026, 3, 4)),
        draft._replace(postings=books.draft(("111", "5111", 6)).postings),
        draft._replace(postings=(*draft.postings, *draft.postings)),
        draft._replace(kind="adjusting"),
    ):
        with pytest.raises(errors.DocumentPostedDifferently):
            books.post(changed)
    twin = books.draft(("111", "5111", 5))
    with pytest.raises(errors.DocumentPostedDifferently):
        books.post(twin, twin._replace(text="Khác"))


def bad_drafts(books: TestBooks) -> list[tuple[EntryDraft, type[Refusal]]]:
    return [
        (books.draft(), errors.EntryHasNoPostings),
        (books.draft(("111", "9999", 1)), errors.AccountUnknown),
        (books.draft(("111", "511", 1)), errors.AccountNotPostable),
        (books.draft(("111", "111", 1)), errors.PostingToItself),
        (books.draft(("111", "5111", 0)), errors.AmountIsZero),
        (books.draft(("111", "5111", -1)), errors.AmountIsNegative),
        (books.draft(("111", "5111", 1), on=date(2025, 12, 31)), errors.EntryBeforeBooks),
        (books.draft(("111", "5111", -1))._replace(kind="red"), errors.NothingToCorrect),
        (books.draft(("111", "5111", 1))._replace(corrects_id=new_id()), errors.NothingToCorrect),
    ]


def test_a_bad_entry_keeps_the_whole_batch_out(books: TestBooks) -> None:
    for bad, refusal in bad_drafts(books):
        with pytest.raises(refusal):
            books.post(books.draft(("111", "5111", 1)), bad)
    assert list_trial_balance(org_id=books.org_id, from_on=date(2026, 1, 1), until_on=date(2026, 12, 31)) == []


def test_one_by_one_keeps_the_good_entries(books: TestBooks) -> None:
    pairs = bad_drafts(books)
    good = books.draft(("111", "5111", 9))
    entries = [good, *(bad for bad, _ in pairs)]
    answers = post_entries_one_by_one(org_id=books.org_id, entries=entries, by=books.keeper.id, now=books.now)
    assert [type(answer) for answer in answers[1:]] == [refusal for _, refusal in pairs]
    assert not isinstance(answers[0], Refusal)
    assert answers[0].label == "2026-1"


def test_an_empty_batch_is_nothing(books: TestBooks) -> None:
    assert books.post() == []


def test_without_books_nothing_is_posted(cast: Cast) -> None:
    with cast.inside(cast.coop, cast.lan):
        books = TestBooks(cast, cast.coop, cast.lan)
        with pytest.raises(errors.BooksNotOpen):
            books.post(books.draft(("1111", "4111", 1)))


def test_nobody_posts_for_another_organisation(books: TestBooks) -> None:
    draft = books.draft(("111", "5111", 1))
    with pytest.raises(Exception, match="another organisation"), transaction.atomic():
        post_entries(org_id=books.cast.coop.id, entries=[draft], by=books.keeper.id, now=books.now)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO ledger_number_counter VALUES (ecoop_org_id(), 2026, 7)",
        "UPDATE ledger_entry SET text = 'x'",
        "DELETE FROM ledger_posting",
        "UPDATE ledger_monthly_balance SET debit_vnd = 0",
        "DELETE FROM ledger_period_closure",
        "UPDATE ledger_seal SET root = ''",
        "UPDATE ledger_account SET is_postable = true",
    ],
)
def test_the_application_cannot_write_around_ledger_post(books: TestBooks, statement: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_arrays_that_do_not_fit_are_refused(books: TestBooks) -> None:
    call = """SELECT * FROM ledger_post(ecoop_org_id(), ecoop_org_id(), now(), ARRAY[ecoop_org_id()], NULL, ARRAY['a'],
        ARRAY[ecoop_org_id()], ARRAY[current_date], ARRAY[current_date], ARRAY['x'], NULL,
        ARRAY[2], ARRAY[1::smallint], ARRAY['111'], ARRAY['5111'], ARRAY[1::bigint], NULL, NULL, NULL, NULL)"""
    with pytest.raises(DatabaseError, match="do not fit"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(call)


def test_dimensions_come_back_as_they_went_in(books: TestBooks) -> None:
    draft = books.draft(("131", "5111", 110_000), ("111", "5112", 3))
    party, item = new_id(), new_id()
    first = draft.postings[0]._replace(party_id=party, item_id=item, side="external", quantity=Decimal("2.5"))
    draft = draft._replace(postings=(first, draft.postings[1]))
    (posted,) = books.post(draft)
    assert get_entry(org_id=books.org_id, entry_id=posted.entry_id).postings == draft.postings
    (again,) = books.post(draft)
    assert again.was_posted_before


def test_recorded_at_is_what_was_handed_in(books: TestBooks) -> None:
    moment = datetime(2026, 4, 11, 5, 6, 7, tzinfo=UTC)
    (posted,) = post_entries(
        org_id=books.org_id, entries=[books.draft(("111", "5111", 1))], by=books.keeper.id, now=moment
    )
    assert get_entry(org_id=books.org_id, entry_id=posted.entry_id).recorded_at == moment
