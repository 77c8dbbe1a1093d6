"""The books of a cooperative, from five entries by pencil."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.calc import EntryDraft, Posting
from ecoop.ledger.queries import list_findings
from ecoop.members.tests.stage import Stage, set_the_stage
from ecoop.taxes.calc.books import Book, BookItem, BookRow, SheetWanted, read_period
from ecoop.taxes.errors import BookNotFound
from ecoop.taxes.queries import get_book, get_book_page, list_book_lines, walk_book_rows
from ecoop.taxes.queries.book_files import open_book_excel, open_book_paper
from ecoop.taxes.queries.cooperative_books import list_cooperative_books
from ecoop.taxes.queries.cooperative_lines import read_place
from tests.cast import BEGAN_AT, Cast

M = 1_000_000


@dataclass
class Kept:
    """The cooperative's books with what the pencil wrote into them."""

    cast: Cast
    stage: Stage

    @property
    def org_id(self) -> UUID:
        """Name the cooperative."""
        return self.cast.coop.id

    def get(self, code: str, period: str = "2026") -> Book:
        """Get a book of a period."""
        read = read_period(period)
        assert read is not None
        return get_book(org_id=self.org_id, code=code, period=read)

    def rows(self, code: str, period: str = "2026") -> dict[str, list[BookRow]]:
        """Give the rows of every sheet."""
        book = self.get(code, period)
        return {sheet.key: list(walk_book_rows(org_id=self.org_id, book=book, sheet=sheet)) for sheet in book.sheets}


@pytest.fixture
def kept(cast: Cast) -> Iterator[Kept]:
    """Open the cooperative's books and post, all inside its walls."""
    with cast.inside(cast.coop, cast.lan):
        open_books(org_id=cast.coop.id, chart="cooperative", starts_on=date(2026, 1, 1), by=cast.lan.id, now=BEGAN_AT)
        stage = set_the_stage(cast)
        post = [
            (date(2026, 1, 10), "Bán lẻ", [("1111", "5111", 50, None)]),
            (date(2026, 1, 10), "Giá vốn", [("6111", "156", 20, None)]),
            (date(2026, 2, 6), "Mua phân bón của Năm", [("156", "331", 30, stage.nam), ("1331", "331", 3, stage.nam)]),
            (date(2026, 3, 1), "Nộp tiền vào ngân hàng", [("1121", "1111", 40, None)]),
            (date(2026, 3, 10), "Trả tiền Năm", [("331", "1121", 13, stage.nam)]),
            (date(2026, 3, 11), "Nhận công trình", [("002", "0", 7, None)]),
        ]
        entries = [
            EntryDraft("test", new_id(), on, on, text, tuple(Posting(d, c, Dong(v * M), p) for d, c, v, p in lines))
            for on, text, lines in post
        ]
        post_entries(org_id=cast.coop.id, entries=entries, by=cast.lan.id, now=BEGAN_AT)
        yield Kept(cast, stage)
        assert list_findings(org_id=cast.coop.id) == []


def cells(rows: list[BookRow], *places: int) -> list[tuple[object, ...]]:
    """Give some cells of each row."""
    return [tuple(row.cells[place] for place in places) for row in rows]


def test_the_cash_book_runs_its_balance(kept: Kept) -> None:
    (rows,) = kept.rows("s04a").values()
    # In 50, out 40: 10 are left.
    assert [row.kind for row in rows] == ["sum", "line", "line", "sum", "sum"]
    assert cells(rows[1:3], 0, 4, 5, 6, 7) == [
        (date(2026, 1, 10), "5111", 50 * M, None, 50 * M),
        (date(2026, 3, 1), "1121", None, 40 * M, 10 * M),
    ]
    assert cells(rows[3:], 5, 6, 7, 8) == [(50 * M, 40 * M, None, None), (None, None, 10 * M, None)]


def test_a_later_period_begins_with_what_was_there(kept: Kept) -> None:
    (rows,) = kept.rows("s04a", "2026-03").values()
    assert cells(rows, 7) == [(50 * M,), (10 * M,), (None,), (10 * M,)]


def test_debts_stand_party_by_party(kept: Kept) -> None:
    sheets = kept.rows("s12")
    assert list(sheets) == [f"331.{kept.stage.nam}"]
    (rows,) = sheets.values()
    # 30 and 3 of tax bought, 13 paid: 20 are owed.
    assert cells(rows[1:-2], 5, 6, 7, 8) == [
        (None, 30 * M, None, 30 * M),
        (None, 3 * M, None, 33 * M),
        (13 * M, None, None, 20 * M),
    ]
    assert rows[-1].cells[8] == 20 * M
    assert kept.get("s12").sheets[0].name == "331 · Hộ Trần Văn Năm"


@pytest.mark.parametrize("code", ["s12", "s03b", "s19", "s03a", "s04a"])
def test_a_page_frames_one_sheet_as_the_whole_book_does(kept: Kept, code: str) -> None:
    with kept.cast.inside(kept.cast.coop, kept.cast.lan):
        sale = (Posting("131", "5111", Dong(9 * M), kept.stage.nam), Posting("131", "5111", Dong(4 * M)))
        on = date(2026, 4, 2)
        entry = EntryDraft("test", new_id(), on, on, "Bán chịu", (*sale, Posting("1111", "131", Dong(M), new_id())))
        post_entries(org_id=kept.org_id, entries=[entry], by=kept.cast.lan.id, now=BEGAN_AT)
    book, period = kept.get(code), read_period("2026")
    assert period is not None
    if code == "s12":
        # Nobody, somebody whom nobody knows, and Năm owe on 131; Năm is owed on 331.
        assert [sheet.name[:3] for sheet in book.sheets] == ["131", "131", "131", "331"]
    names = [BookItem(sheet.key, sheet.name) for sheet in book.sheets] if book.is_by_item else []

    def page(item: str, find: str = "", most: int = 60) -> Book:
        return get_book_page(org_id=kept.org_id, code=code, period=period, wanted=SheetWanted(item, find, most))

    for sheet in book.sheets:
        shown = page(sheet.key)
        assert shown.sheets == (sheet,)
        assert (list(shown.items), shown.items_count) == (names, len(names))
    assert page("x").sheets == page("").sheets == book.sheets[:1]
    for find in ("năm", "NĂM", "131", "x"):
        assert list(page("", find).items) == [each for each in names if find.casefold() in each.name.casefold()]
    assert list(page("", "1", 2).items) == [each for each in names if "1" in each.name][:2]


def test_the_journal_has_both_sides_of_double_entries_only(kept: Kept) -> None:
    (rows,) = kept.rows("s03a").values()
    lines, total = rows[:-1], rows[-1]
    # Six postings of double entry, two lines each; the work received stands off the balance.
    assert len(lines) == 12
    assert total.cells[5:] == (156 * M, 156 * M)
    assert sum(row.cells[5] or 0 for row in lines) == sum(row.cells[6] or 0 for row in lines) == 156 * M


def test_receipts_payments_purchases_and_sales_have_journals(kept: Kept) -> None:
    totals = {code: next(iter(kept.rows(code).values()))[-1].cells[6] for code in ("s03a1", "s03a2", "s03a3", "s03a4")}
    # Money in: 50 and the 40 that went to the bank; money out: 40 and 13; bought: 33; sold: 50.
    assert totals == {"s03a1": 90 * M, "s03a2": 53 * M, "s03a3": 33 * M, "s03a4": 50 * M}
    assert [len(next(iter(kept.rows(code).values()))) - 1 for code in totals] == [2, 2, 2, 1]


def test_the_ledger_has_a_sheet_for_every_account_that_moved(kept: Kept) -> None:
    assert list(kept.rows("s03b")) == ["002", "111", "112", "133", "156", "331", "511", "611"]
    assert list(kept.rows("s19")) == ["002", "1111", "1121", "1331", "156", "331", "5111", "6111"]


@pytest.mark.parametrize("code", ["s03a", "s03a1", "s03b", "s12", "s19"])
def test_reading_line_by_line_gives_the_same_book(kept: Kept, code: str) -> None:
    book = kept.get(code)
    for sheet in book.sheets:
        (block,) = sheet.blocks
        whole = list_book_lines(org_id=kept.org_id, book=book, block=block, after="", limit=100)
        singly, after = list[BookRow](), ""
        while step := list_book_lines(org_id=kept.org_id, book=book, block=block, after=after, limit=1):
            singly += step
            after = step[0].cursor
        assert [row.cells for row in singly] == [row.cells for row in whole]


@pytest.mark.parametrize("text", ["", "x", "~~", "2026-01-01.x.1~1~1", "~" + "9" * 40 + "~0", "~5~-3"])
def test_a_cursor_written_by_hand_begins_somewhere_sane(text: str) -> None:
    place = read_place(text=text)
    assert place.after is None
    assert place.skip >= 0


def test_every_book_opens_and_prints(kept: Kept) -> None:
    books = list_cooperative_books(law=lawbook.on(date(2026, 12, 31)))
    assert len({book.code for book in books}) == len(books) > 20
    period = read_period("2026-Q1")
    assert period is not None
    for book in books:
        assert kept.get(book.code).title == book.label
    for code in ("s03a", "s12"):
        with open_book_paper(org_id=kept.org_id, code=code, period=period, made_at=BEGAN_AT).file as paper:
            assert paper.read(5) == b"%PDF-"
        with open_book_excel(org_id=kept.org_id, code=code, period=period, made_at=BEGAN_AT).file as sheet:
            assert sheet.read(2) == b"PK"


def test_a_household_and_a_cooperative_keep_different_books(kept: Kept) -> None:
    with pytest.raises(BookNotFound):
        kept.get("s2a")


def test_the_book_of_equity_takes_the_code_that_was_chosen() -> None:
    law = lawbook.on(date(2026, 12, 31))
    other = law.with_switches({"cooperative/accounting/equity_book_code": "S33-HTX"})
    codes = [
        next(book.form_code for book in list_cooperative_books(law=each) if book.code == "s34") for each in (law, other)
    ]
    assert codes == ["S34-HTX", "S33-HTX"]


@pytest.mark.parametrize(
    ("name", "rest", "too_low", "budget"),
    [
        ("taxes:books", [], "seller", 40),
        ("taxes:book", ["s03a"], "seller", 50),
        ("taxes:book", ["s12"], "seller", 50),
        ("taxes:book-paper", ["s04a"], "reader", 50),
        ("taxes:book-excel", ["s04a"], "reader", 50),
    ],
)
def test_five_questions_of_a_page(
    kept: Kept, django_assert_max_num_queries: Any, name: str, rest: list[str], too_low: str, budget: int
) -> None:
    cast = kept.cast
    url = reverse(name, args=[cast.coop.slug, *rest]) + "?period=2026"
    client = cast.client(cast.lan)
    with django_assert_max_num_queries(budget):
        answer = client.get(url)
    assert answer.status_code == 200
    assert client.post(url).status_code == 405
    assert cast.client(cast.tu).get(url).status_code == 404
    assert cast.client(cast.someone(cast.coop, too_low)).get(url).status_code == 403
    client.logout()
    assert client.get(url).headers["Location"].startswith("/accounts/login/")


def test_a_line_leads_to_its_entry_and_a_household_has_no_such_book(kept: Kept) -> None:
    client = kept.cast.client(kept.cast.lan)
    page = client.get(reverse("taxes:book", args=[kept.cast.coop.slug, "s04a"]), {"period": "2026"})
    assert reverse("ledger:entry", args=[kept.cast.coop.slug, "2026-1"]) in page.content.decode()
    url = reverse("taxes:book", args=[kept.cast.nam_household.slug, "s04a"])
    assert kept.cast.client(kept.cast.nam).get(url).status_code == 404
