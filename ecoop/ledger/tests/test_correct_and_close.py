"""Corrections and periods: nothing is edited, and a closed month takes nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest

from ecoop.kernel.ids import new_id
from ecoop.ledger import errors
from ecoop.ledger.actions.adjust_books import adjust_books
from ecoop.ledger.actions.close_period import close_period
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.actions.reopen_period import reopen_period
from ecoop.ledger.actions.reverse_entry import reverse_entry
from ecoop.ledger.calc import EntryDraft, reverse
from ecoop.ledger.queries import find_closure, get_entry, list_periods, list_trial_balance
from ecoop.ledger.tests.conftest import NOW, STARTS_ON, TestBooks


def test_a_red_entry_takes_back_the_whole(books: TestBooks) -> None:
    """
    2026-03-05 plain   Nợ 111  Có 5111   110.000   Nợ 6421 Có 156  70.000
    2026-04-10 red     Nợ 111  Có 5111  -110.000   Nợ 6421 Có 156 -70.000
    """
    (wrong,) = books.post(books.draft(("111", "5111", 110_000), ("6421", "156", 70_000)))
    red = reverse_entry(
        org_id=books.org_id, entry_id=wrong.entry_id, entry_on=date(2026, 4, 10), reason="Ghi nhầm",
        by=books.keeper.id, now=NOW,
    )  # fmt: skip
    found = get_entry(org_id=books.org_id, entry_id=red.entry_id)
    assert (found.kind, found.corrects_id, found.corrects) == ("red", wrong.entry_id, "2026-1")
    assert [posting.amount_vnd for posting in found.postings] == [-110_000, -70_000]
    assert get_entry(org_id=books.org_id, entry_id=wrong.entry_id).reversed_by == "2026-2"
    lines = list_trial_balance(org_id=books.org_id, from_on=date(2026, 4, 1), until_on=date(2026, 4, 30))
    # 111 opened with 110,000 debit and a red debit of -110,000 brings it to nothing.
    cash = lines[0]
    assert (cash.code, cash.opening_vnd, cash.debit_vnd, cash.closing_vnd) == ("111", 110_000, -110_000, 0)


def test_an_entry_is_reversed_once(books: TestBooks) -> None:
    (wrong,) = books.post(books.draft(("111", "5111", 5)))
    what = {"org_id": books.org_id, "entry_on": date(2026, 4, 10), "by": books.keeper.id, "now": NOW}
    with pytest.raises(errors.ReversalIsTooEarly):
        reverse_entry(entry_id=wrong.entry_id, reason="Nhầm", **{**what, "entry_on": date(2026, 3, 4)})
    red = reverse_entry(entry_id=wrong.entry_id, reason="Nhầm", **what)
    with pytest.raises(errors.EntryWasReversed):
        reverse_entry(entry_id=wrong.entry_id, reason="Nhầm", **what)
    with pytest.raises(errors.RedEntryDiffers):
        reverse_entry(entry_id=red.entry_id, reason="Nhầm nữa", **what)
    with pytest.raises(errors.ReasonMissing):
        reverse_entry(entry_id=wrong.entry_id, reason=" ", **what)
    with pytest.raises(errors.EntryUnknown):
        reverse_entry(entry_id=new_id(), reason="Nhầm", **what)


def test_a_red_entry_mirrors_what_it_corrects(books: TestBooks) -> None:
    wrong = books.draft(("111", "5111", 5), ("111", "5112", 7))
    (posted,) = books.post(wrong)
    red = EntryDraft(
        "test.red", new_id(), wrong.document_on, wrong.entry_on, "x", reverse(postings=wrong.postings),
        corrects_id=posted.entry_id, kind="red",
    )  # fmt: skip
    for differing in (red.postings[:1], books.draft(("111", "5111", -5), ("111", "5112", -8)).postings):
        with pytest.raises(errors.RedEntryDiffers):
            books.post(red._replace(postings=differing))
    books.post(red)


def test_an_adjusting_entry_keeps_its_reason_and_its_id(books: TestBooks) -> None:
    postings = books.draft(("6424", "331", 300)).postings
    what = {
        "org_id": books.org_id, "document_id": new_id(), "document_on": date(2026, 3, 31),
        "entry_on": date(2026, 3, 31), "postings": postings, "by": books.keeper.id, "now": NOW,
    }  # fmt: skip
    first = adjust_books(text="Tiền điện tháng 3", **what)
    assert adjust_books(text="Tiền điện tháng 3", **what).entry_id == first.entry_id
    assert get_entry(org_id=books.org_id, entry_id=first.entry_id).kind == "adjusting"
    with pytest.raises(errors.ReasonMissing):
        adjust_books(text="", **what)


def test_a_closed_month_takes_nothing_until_it_is_reopened(books: TestBooks) -> None:
    what = {"org_id": books.org_id, "by": books.keeper.id, "now": NOW}
    posted = books.draft(("111", "5111", 5), on=date(2026, 3, 31))
    books.post(posted)
    close_period(month=date(2026, 3, 15), **what)
    with pytest.raises(errors.PeriodIsClosed) as refused:
        books.post(books.draft(("111", "5111", 5), on=date(2026, 3, 31)))
    assert "03/2026" in refused.value.said_text
    assert "10/04/2026" in refused.value.said_text
    assert books.post(posted)[0].was_posted_before
    books.post(books.draft(("111", "5111", 5), on=date(2026, 4, 1)))
    books.post(books.draft(("111", "5111", 5), on=date(2026, 2, 28)))
    with pytest.raises(errors.PeriodIsClosed):
        close_period(month=date(2026, 3, 1), **what)
    later = {**what, "now": datetime(2026, 4, 11, tzinfo=UTC)}
    with pytest.raises(errors.ReasonMissing):
        reopen_period(month=date(2026, 3, 1), reason="", **later)
    reopen_period(month=date(2026, 3, 1), reason="Thiếu hóa đơn", **later)
    with pytest.raises(errors.PeriodIsOpen):
        reopen_period(month=date(2026, 3, 1), reason="Lại", **later)
    books.now = datetime(2026, 4, 12, tzinfo=UTC)
    books.post(books.draft(("111", "5111", 5), on=date(2026, 3, 31)))
    close_period(month=date(2026, 3, 1), **{**what, "now": datetime(2026, 4, 13, tzinfo=UTC)})
    assert find_closure(org_id=books.org_id, month=date(2026, 3, 9)) is not None
    march = next(
        period for period in list_periods(org_id=books.org_id, today=date(2026, 4, 13)) if period.month.month == 3
    )
    assert (march.is_closed, len(march.closures)) == (True, 2)


def test_a_month_is_closed_after_its_end_and_not_before_the_books(books: TestBooks) -> None:
    what = {"org_id": books.org_id, "by": books.keeper.id, "now": NOW}
    for month in (date(2026, 4, 1), date(2025, 12, 1)):
        with pytest.raises(errors.PeriodCannotBeClosed):
            close_period(month=month, **what)


def test_books_are_opened_once_by_a_known_chart(books: TestBooks) -> None:
    what = {"org_id": books.org_id, "starts_on": STARTS_ON, "by": books.keeper.id, "now": NOW}
    with pytest.raises(errors.BooksAreOpen):
        open_books(chart="household", **what)


def test_clocks_that_disagree_leave_no_entry_inside_a_closure(books: TestBooks) -> None:
    """
    Whoever posts and whoever closes look at their clocks before they wait for the lock, so the later in the
    queue may bring the earlier moment. The fixture asks every check afterwards.
    """
    what = {"org_id": books.org_id, "month": date(2026, 3, 1), "by": books.keeper.id}
    second = timedelta(seconds=1)
    books.now = NOW + second
    books.post(books.draft(("111", "5111", 5)))
    close_period(now=NOW, **what)
    reopen_period(now=NOW + 5 * second, reason="Hóa đơn đến muộn", **what)
    books.now = NOW + 2 * second
    (late,) = books.post(books.draft(("111", "5111", 7)))
    assert get_entry(org_id=books.org_id, entry_id=late.entry_id).recorded_at == NOW + 5 * second
