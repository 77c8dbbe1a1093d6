"""Errors of earlier years are corrected in the current one, and the notes name them."""

from datetime import date

import pytest

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger import errors
from ecoop.ledger.actions.correct_earlier_year import correct_earlier_year
from ecoop.ledger.actions.reverse_entry import reverse_entry
from ecoop.ledger.calc import Posting
from ecoop.ledger.queries import get_entry
from ecoop.ledger.queries.corrections import list_prior_year_corrections
from ecoop.ledger.tests.conftest import TestBooks

ON = date(2027, 3, 5)


def test_an_error_of_last_year_is_corrected_now_and_told_in_the_notes(coop_books: TestBooks) -> None:
    """
    2026-11-05  Nợ 642 Có 1111  500   Sửa kho (should have been 5.000)
    2027-03-05  Nợ 4211 Có 1111 4.500 adjusting; the profit of 2026 was 4.500 too high
    """
    (wrong,) = coop_books.post(coop_books.draft(("642", "1111", 500), on=date(2026, 11, 5), text="Sửa kho"))
    given = {
        "org_id": coop_books.org_id, "entry_on": ON, "wrong_label": wrong.label, "profit_vnd": Dong(-4_500),
        "postings": [Posting("4211", "1111", Dong(4_500))], "by": coop_books.keeper.id, "now": coop_books.now,
    }  # fmt: skip
    identity = new_id()
    for _time in range(2):
        posted = correct_earlier_year(document_id=identity, year=2026, reason="Ghi thiếu chi phí sửa kho", **given)
    assert get_entry(org_id=coop_books.org_id, entry_id=posted.entry_id).corrects_id == wrong.entry_id
    (told,) = list_prior_year_corrections(org_id=coop_books.org_id, year=2027)
    assert (told.year, told.wrong_label, told.profit_vnd, told.entry_label) == (2026, "2026-1", -4_500, "2027-1")
    assert list_prior_year_corrections(org_id=coop_books.org_id, year=2026) == []
    for year, label, refusal in (
        (2027, "", errors.YearIsNotEarlier),
        (2026, "2025-1", errors.YearIsNotEarlier),
        (2026, "x", errors.YearIsNotEarlier),
        (2026, "2026-9", errors.EntryUnknown),
    ):
        with pytest.raises(refusal):
            correct_earlier_year(document_id=new_id(), year=year, reason="Nhầm", **{**given, "wrong_label": label})
    with pytest.raises(errors.ReasonMissing):
        correct_earlier_year(document_id=new_id(), year=2026, reason=" ", **given)
    reverse_entry(
        org_id=coop_books.org_id, entry_id=posted.entry_id, entry_on=ON, reason="Không sai", by=coop_books.keeper.id,
        now=coop_books.now,
    )  # fmt: skip
    assert list_prior_year_corrections(org_id=coop_books.org_id, year=2027) == []


def test_an_error_from_before_the_books_has_no_entry(coop_books: TestBooks) -> None:
    correct_earlier_year(
        org_id=coop_books.org_id, document_id=new_id(), entry_on=date(2026, 2, 1), year=2025, wrong_label="",
        reason="Bỏ sót công nợ", profit_vnd=Dong(0), postings=[Posting("131", "4211", Dong(7))],
        by=coop_books.keeper.id, now=coop_books.now,
    )  # fmt: skip
    (told,) = list_prior_year_corrections(org_id=coop_books.org_id, year=2026)
    assert (told.year, told.wrong_label) == (2025, "")
