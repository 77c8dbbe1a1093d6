"""The pages of the statutory books, their PDF and Excel: the five questions, and what stands in them."""

import io
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from openpyxl import load_workbook  # type: ignore[import-untyped]

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.open_books import open_books
from ecoop.taxes.calc.books import BOOK_CODES, read_period
from ecoop.taxes.queries import book_files
from ecoop.taxes.queries.book_files import open_book_paper
from ecoop.trade.actions.record_sales import record_sales
from ecoop.trade.calc import SaleDraft, SaleLineDraft
from tests.cast import Cast

NOW = datetime(2026, 12, 31, 2, 0, tzinfo=UTC)


@pytest.fixture
def nam(cast: Cast) -> Cast:
    """Give chú Năm a year over the billion: tea, and a hundred and twenty small sales of one day."""
    org_id, by = cast.nam_household.id, cast.nam.id
    with cast.inside(cast.nam_household, cast.nam):
        open_books(org_id=org_id, chart="household", starts_on=date(2026, 1, 1), by=by, now=NOW)
        sales = [_sale(date(2026, 2, 5), 1_100_000_000, '=HYPERLINK("x")')]
        sales += [_sale(date(2026, 3, 9), 1_000 + number, f"#panic({number})") for number in range(120)]
        record_sales(org_id=org_id, sales=sales, by=by, now=NOW)
    return cast


def _sale(on: date, amount: int, text: str) -> SaleDraft:
    return SaleDraft(id=new_id(), sold_on=on, lines=(SaleLineDraft("goods", "Chè", Dong(amount)),), text=text)


PAGES = [
    ("taxes:books", [], "seller", 42),
    *[("taxes:book", [code], "seller", 60) for code in BOOK_CODES if code != "s2c"],
    # Each of its six groups of costs is weighed by itself.
    ("taxes:book", ["s2c"], "seller", 80),
    ("taxes:book-paper", ["s2a"], "reader", 50),
    ("taxes:book-excel", ["s2a"], "reader", 50),
]


@pytest.mark.parametrize(("name", "rest", "too_low", "budget"), PAGES)
def test_five_questions_of_a_page(
    nam: Cast, django_assert_max_num_queries: Any, name: str, rest: list[Any], too_low: str, budget: int
) -> None:
    url = reverse(name, args=[nam.nam_household.slug, *rest]) + "?period=2026"
    client = nam.client(nam.nam)
    with django_assert_max_num_queries(budget):
        answer = client.get(url)
    assert answer.status_code == 200
    assert client.post(url).status_code == 405
    assert nam.client(nam.tu).get(url).status_code == 404
    assert nam.client(nam.someone(nam.nam_household, too_low)).get(url).status_code == 403
    client.logout()
    assert client.get(url).headers["Location"].startswith("/accounts/login/")


def test_the_page_is_the_book_as_its_form_has_it(nam: Cast) -> None:
    """VAT: 1 % of 1.100.127.140 is 11.001.271; PIT: 0,5 % of 100.127.140 is 500.636."""
    shown = _page(nam, "s2a", "2026")
    for words in ("Mẫu số S2a-HKD", "152/2025/TT-BTC", "1.100.127.140", "11.001.271", "500.636", "Trần Văn Năm"):
        assert words in shown
    assert f"{reverse('taxes:year', args=[nam.nam_household.slug, 2026])}#steps" in shown
    assert (
        f"{reverse('trade:sales', args=[nam.nam_household.slug])}?from_on=2026-01-01&amp;until_on=2026-12-31" in shown
    )


def test_a_long_block_goes_on_where_the_page_ends(nam: Cast) -> None:
    client, url = nam.client(nam.nam), reverse("taxes:book", args=[nam.nam_household.slug, "s2a"])
    first = client.get(url, {"period": "2026"}).context["page"].sheets[0].blocks[0]
    lines = [row.anchor for row in first.rows if row.anchor]
    (next_row,) = [row for row in first.rows if row.kind == "next"]
    second = client.get(next_row.cells[0].url).context["page"].sheets[0].blocks[0]
    more = [row.anchor for row in second.rows if row.anchor]
    assert (len(lines), len(more), len({*lines, *more})) == (100, 21, 121)


def test_a_book_that_is_not_needed_says_so(nam: Cast) -> None:
    assert 'class="alert' in _page(nam, "s2c", "2026") or "notice" in _page(nam, "s2c", "2026")
    answer = nam.client(nam.nam).get(reverse("taxes:book", args=[nam.nam_household.slug, "s2c"]), {"period": "2026"})
    assert answer.context["need"].need == "not_needed"


@pytest.mark.parametrize("asked", ["0001", "1999", "2101", "2026-13", "2026-Q5", "26", "2026-1", "x", "２０２６"])
def test_a_period_that_is_none_is_not_there(nam: Cast, asked: str) -> None:
    for name in ("taxes:book", "taxes:book-paper", "taxes:book-excel"):
        url = reverse(name, args=[nam.nam_household.slug, "s2a"])
        assert nam.client(nam.nam).get(url, {"period": asked}).status_code == 404


def test_there_are_no_other_books(nam: Cast) -> None:
    assert nam.client(nam.nam).get(reverse("taxes:book", args=[nam.nam_household.slug, "s9z"])).status_code == 404


@pytest.mark.parametrize("asked", ["block=goods&after=x", "block=x&after=1_2_3", "item=x", "after=_", "block="])
def test_what_is_not_understood_begins_at_the_beginning(nam: Cast, asked: str) -> None:
    for code in BOOK_CODES:
        url = reverse("taxes:book", args=[nam.nam_household.slug, code])
        assert nam.client(nam.nam).get(f"{url}?period=2026&{asked}").status_code == 200


def test_a_letter_that_no_book_holds_is_not_looked_for(nam: Cast) -> None:
    for code in BOOK_CODES:
        url = reverse("taxes:book", args=[nam.nam_household.slug, code])
        assert nam.client(nam.nam).get(f"{url}?period=2026&after=%00").status_code == 400


def test_a_cooperative_keeps_no_such_books(cast: Cast) -> None:
    slug = cast.coop.slug
    for name in ("taxes:book", "taxes:book-paper", "taxes:book-excel"):
        assert cast.client(cast.lan).get(reverse(name, args=[slug, "s2a"])).status_code == 404


def test_excel_holds_the_head_every_line_and_the_totals(nam: Cast) -> None:
    url = reverse("taxes:book-excel", args=[nam.nam_household.slug, "s2a"])
    answer = nam.client(nam.nam).get(url, {"period": "2026"})
    assert 'filename="S2a-HKD-2026.xlsx"' in answer["Content-Disposition"]
    page = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))["S2A"]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    told = {str(value) for row in rows for value in row if value is not None}
    written = [[str(value) for value in row] for row in rows]
    assert {"HỘ, CÁ NHÂN KINH DOANH: Hộ Trần Văn Năm", "Mẫu số S2a-HKD", "Đơn vị tính: đồng"} <= told
    assert ["2026-1", "2026-02-05 00:00:00", '=HYPERLINK("x")', "1100000000"] in written
    assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)
    assert [row[3] for row in rows if row[2] == "Tổng số thuế GTGT phải nộp"] == [11_001_271]
    assert len([row for row in rows if isinstance(row[1], datetime)]) == 121


def test_a_pdf_is_set_from_the_same_rows(nam: Cast, monkeypatch: Any) -> None:
    seen = _watch(monkeypatch)
    url = reverse("taxes:book-paper", args=[nam.nam_household.slug, "s2a"])
    answer = nam.client(nam.nam).get(url, {"period": "2026"})
    paper = b"".join(answer.streaming_content)
    assert answer["Content-Type"] == "application/pdf"
    assert paper.startswith(b"%PDF-")
    (data,) = seen
    assert data["head"]["form_number"] == "Mẫu số S2a-HKD"
    assert data["words"]["signature"] == "NGƯỜI ĐẠI DIỆN HỘ KINH DOANH/\nCÁ NHÂN KINH DOANH"
    rows = data["sheets"][0]["rows"]
    assert ["line", "2026-1", "05/02/2026", '=HYPERLINK("x")', "1.100.000.000"] in rows
    assert rows[-1] == ["sum", "", "", "Tổng số thuế TNCN phải nộp", "500.636"]


def test_papers_are_vietnamese_whoever_asks(nam: Cast, monkeypatch: Any) -> None:
    seen = _watch(monkeypatch)
    url = reverse("taxes:book-paper", args=[nam.nam_household.slug, "s2a"])
    nam.client(nam.nam).get(url, {"period": "2026"}, headers={"accept-language": "en"})
    assert seen[0]["title"] == "Sổ doanh thu bán hàng hóa, dịch vụ"


@pytest.mark.parametrize("code", BOOK_CODES)
def test_every_book_can_be_printed(nam: Cast, code: str) -> None:
    period = read_period("2026-Q1")
    assert period is not None
    with nam.inside(nam.nam_household, nam.nam):
        made = open_book_paper(org_id=nam.nam_household.id, code=code, period=period, made_at=NOW)
    assert made.file.read(5) == b"%PDF-"
    assert made.name == f"{code[:3].upper()[:2]}{code[2]}-HKD-2026-Q1.pdf"


def test_a_long_book_comes_in_volumes_that_carry_their_sums(nam: Cast, monkeypatch: Any) -> None:
    """With 50 lines a volume: 1.100.000.000 and 1.000 to 1.047 are 1.100.049.128 when the first one ends."""
    monkeypatch.setattr(book_files, "VOLUME_LINES", 50)
    seen = _watch(monkeypatch)
    url = reverse("taxes:book-paper", args=[nam.nam_household.slug, "s2a"])
    answer = nam.client(nam.nam).get(url, {"period": "2026"})
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert archive.namelist() == [f"S2a-HKD-2026-{number:03}.pdf" for number in (1, 2, 3)]
    assert [data["volume"] for data in seen] == ["Quyển 1", "Quyển 2", "Quyển 3"]
    carried = seen[0]["sheets"][0]["rows"][-1]
    assert carried[3] == "Cộng chuyển sang quyển sau"
    assert seen[1]["sheets"][0]["rows"][0][3:] == ["Quyển trước chuyển sang", carried[4]]
    lines = [row for data in seen for row in data["sheets"][0]["rows"] if row[0] == "line"]
    assert len(lines) == 121


def test_the_command_writes_files_and_answers_json(nam: Cast, tmp_path: Path, capsys: Any) -> None:
    slug, given = nam.nam_household.slug, {"year": "2026"}
    call_command("book", "s2a", slug=slug, pdf=tmp_path / "a.pdf", xlsx=tmp_path / "a.xlsx", **given)
    assert (tmp_path / "a.pdf").read_bytes()[:5] == b"%PDF-"
    assert load_workbook(tmp_path / "a.xlsx").sheetnames == ["S2A"]
    out = io.StringIO()
    call_command("book", "s1a", slug=slug, as_json=True, stdout=out, **given)
    assert '"book": "S1a-HKD"' in out.getvalue()
    with pytest.raises(SystemExit):
        call_command("book", "s1a", slug="nobody", stdout=io.StringIO(), **given)


def _page(nam: Cast, code: str, period: str) -> str:
    url = reverse("taxes:book", args=[nam.nam_household.slug, code])
    return nam.client(nam.nam).get(url, {"period": period}).content.decode()


def _watch(monkeypatch: Any) -> list[Any]:
    """Look over the shoulder of the press: every paper is set, and its data are kept."""
    seen: list[Any] = []
    press = book_files.typeset

    def watched(**given: Any) -> bytes:
        seen.append(given["data"])
        return press(**given)

    monkeypatch.setattr(book_files, "typeset", watched)
    return seen


@pytest.mark.parametrize(
    ("code", "block", "after"),
    [
        ("s2a", "goods", "zz"),
        ("s2c", "revenue", "9" * 30),
        ("s2c", "revenue", "9" * 5000),
        ("s2e", "cash", "x_y_z"),
        ("s2e", "cash", "2026-99-99_a_b"),
    ],
)
def test_a_place_written_by_hand_is_the_beginning_or_the_end(nam: Cast, code: str, block: str, after: str) -> None:
    url = reverse("taxes:book", args=[nam.nam_household.slug, code])
    answer = nam.client(nam.nam).get(url, {"period": "2026", "block": block, "after": after})
    assert answer.status_code == 200
