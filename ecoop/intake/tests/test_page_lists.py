"""The pages of lists, each asked the five questions."""

import io
from typing import Any
from uuid import UUID

import openpyxl  # type: ignore[import-untyped]
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ecoop.intake.models import ListFile, ListImport
from ecoop.intake.tests.lists import BAD, GOOD, HEAD, bring_in, excel, open_shop, receive, start
from ecoop.kernel.sheets import read_sheets
from ecoop.trade.models import Sale
from tests.cast import Cast

PAGES = [
    ("intake:lists", 16),
    ("intake:upload", 12),
    ("intake:template", 12),
    ("intake:columns", 20),
    ("intake:import", 18),
    ("intake:original", 14),
    ("intake:refused", 18),
]


@pytest.fixture
def ids(cast: Cast) -> dict[str, UUID]:
    """Open chú Năm's books and bring in a list of which three rows are wrong."""
    with cast.inside(cast.nam_household, cast.nam):
        open_shop(cast)
        facts = bring_in(cast, excel([HEAD, *GOOD, *BAD]))
    return {"import_id": facts.id, "file_id": facts.file_id}


def page(name: str, cast: Cast, ids: dict[str, UUID]) -> str:
    """Write the address of a page in chú Năm's household."""
    wanted = {
        "intake:upload": {"kind": "sales"},
        "intake:template": {"kind": "sales"},
        "intake:columns": {"kind": "sales", "file_id": ids["file_id"]},
        "intake:original": {"file_id": ids["file_id"]},
        "intake:lists": {},
    }
    rest = wanted.get(name, {"import_id": ids["import_id"]})
    return reverse(name, kwargs={"slug": cast.nam_household.slug, **rest})


@pytest.mark.parametrize(("name", "budget"), PAGES)
def test_five_questions_of_a_page(
    cast: Cast, ids: dict[str, UUID], django_assert_max_num_queries: Any, name: str, budget: int
) -> None:
    url = page(name, cast, ids)
    client = cast.client(cast.nam)
    with django_assert_max_num_queries(budget):
        answer = client.get(url)
    assert answer.status_code == 200
    assert client.delete(url).status_code == 405
    assert cast.client(cast.tu).get(url).status_code == 404
    assert cast.client(cast.someone(cast.nam_household, "reader")).get(url).status_code == 403
    client.logout()
    assert client.get(url).headers["Location"].startswith("/accounts/login/")


def test_five_questions_of_a_step(cast: Cast, ids: dict[str, UUID]) -> None:
    url = page("intake:steps", cast, ids)
    owner = cast.client(cast.nam)
    assert owner.get(url).status_code == 405
    assert cast.client(cast.tu).post(url).status_code == 404
    assert cast.client(cast.someone(cast.nam_household, "reader")).post(url).status_code == 403
    assert owner.post(url).status_code == 302
    owner.logout()
    assert owner.post(url).headers["Location"].startswith("/accounts/login/")


def test_what_belongs_to_another_organisation_is_not_there(cast: Cast, ids: dict[str, UUID]) -> None:
    client, slug = cast.client(cast.tu), cast.tu_household.slug
    for name in ("intake:columns", "intake:import", "intake:original", "intake:refused"):
        url = page(name, cast, ids).replace(cast.nam_household.slug, slug)
        assert client.get(url).status_code == 404
    steps = reverse("intake:steps", args=[slug, ids["import_id"]])
    assert client.post(steps).status_code == 404
    assert client.get(reverse("intake:upload", args=[slug, "nothing"])).status_code == 404
    # A cooperative has no lists of this kind yet.
    coop = reverse("intake:upload", args=[cast.coop.slug, "sales"])
    assert cast.client(cast.lan).get(coop).status_code == 404


def test_from_the_file_to_the_books_without_script(cast: Cast, ids: dict[str, UUID]) -> None:
    client = cast.client(cast.nam)
    head = ("Lúc", "Món", "Doanh số")
    data = excel([head, ("08/03/2026", "Bún bò", "35.000"), ("08/03/2026", "Phở", "40.000")], above=2)
    file = SimpleUploadedFile("tháng 3.xlsx", data)
    answer = client.post(page("intake:upload", cast, ids), {"file": file})
    columns = answer.headers["Location"]
    shown = client.get(columns)
    assert shown.context["look"].header.row == 3
    # Nothing says that "Lúc" is the day and "Món" the goods: the person does.
    refused = client.post(columns, {"act": "import", "sector": "=goods"})
    assert refused.status_code == 422
    assert "day" in refused.context["form"].errors
    chosen = {"day": "0", "name": "1", "amount": "2", "sector": "=production_transport", "means": "=cash"}
    looked = client.post(columns, {**chosen, "act": "look"})
    assert (looked.status_code, looked.context["preview"].documents) == (200, 2)
    assert looked.context["preview"].total_vnd == 75_000
    started = client.post(columns, {**chosen, "act": "import"}).headers["Location"]
    assert 'hx-trigger="load' in client.get(started).content.decode()
    assert client.post(f"{started}steps/").headers["Location"] == started
    done = client.get(started)
    assert done.context["facts"].is_done
    with cast.inside(cast.nam_household, cast.nam):
        assert Sale.objects.filter(lines__sector="production_transport").count() == 2
    # The next list with these columns is read as this one was.
    again = SimpleUploadedFile("b.xlsx", excel([head, ("09/03/2026", "Phở", "40.000")]))
    columns = client.post(page("intake:upload", cast, ids), {"file": again}).headers["Location"]
    assert client.get(columns).context["form"].columns == chosen


def test_a_step_that_script_asked_for_answers_with_the_page(cast: Cast, ids: dict[str, UUID]) -> None:
    with cast.inside(cast.nam_household, cast.nam):
        import_id = start(cast, receive(cast, excel([HEAD, (*GOOD[2][:5], "99.000", "", "")])))
    url = reverse("intake:steps", args=[cast.nam_household.slug, import_id])
    answer = cast.client(cast.nam).post(url, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer.context["facts"].recorded == 1
    assert 'hx-trigger="load' not in answer.content.decode()


def test_the_refused_rows_come_back_as_they_were_and_can_be_mended(cast: Cast, ids: dict[str, UUID]) -> None:
    client = cast.client(cast.nam)
    data = b"".join(client.get(page("intake:refused", cast, ids)))
    (sheet,) = read_sheets(data, name="x.xlsx")
    assert len(sheet.rows) == 4
    assert [list(row[:8]) for row in sheet.rows[1:]] == [[cell or None for cell in row] for row in BAD]
    assert "31/02/2026" in str(sheet.rows[1][8])
    book = openpyxl.load_workbook(io.BytesIO(data))
    book.active["A2"], book.active["F4"] = "28/02/2026", 90_000
    mended = io.BytesIO()
    book.save(mended)
    with cast.inside(cast.nam_household, cast.nam):
        facts = bring_in(cast, mended.getvalue(), name="sửa.xlsx")
        assert (facts.recorded, facts.refused_rows, Sale.objects.count()) == (2, 0, 4)
        # Mended once more in the same file, the rows that are in the books are told by their keys.
        book.active["F2"] = 41_000
        mended = io.BytesIO()
        book.save(mended)
        facts = bring_in(cast, mended.getvalue(), name="sửa (1).xlsx")
        assert (facts.recorded, facts.known, facts.refused_rows, Sale.objects.count()) == (0, 1, 1, 4)


def test_the_empty_list_can_be_filled_in_and_its_examples_are_passed_over(cast: Cast, ids: dict[str, UUID]) -> None:
    for kind in ("sales", "purchases", "purchases-without-invoice", "expenses"):
        url = reverse("intake:template", args=[cast.nam_household.slug, kind])
        data = b"".join(cast.client(cast.nam).get(url))
        book = openpyxl.load_workbook(io.BytesIO(data))
        assert len(book.sheetnames) == 2
        with cast.inside(cast.nam_household, cast.nam):
            facts = bring_in(cast, data, kind=kind)
            assert (facts.plan.rows, facts.is_done) == (0, True)


def test_the_original_comes_back_byte_by_byte_and_is_never_shown(cast: Cast, ids: dict[str, UUID]) -> None:
    answer = cast.client(cast.nam).get(page("intake:original", cast, ids))
    assert answer.content == excel([HEAD, *GOOD, *BAD]) or answer.content[:2] == b"PK"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    with cast.inside(cast.nam_household, cast.nam):
        assert bytes(ListFile.objects.get().content) == answer.content


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\x00\x01", b"", b"<html></html>", b"PK\x03\x04broken"])
def test_what_is_no_list_is_told_beside_the_field(cast: Cast, ids: dict[str, UUID], data: bytes) -> None:
    file = SimpleUploadedFile("<b>.xlsx", data)
    answer = cast.client(cast.nam).post(page("intake:upload", cast, ids), {"file": file})
    assert answer.status_code == 422
    assert "file" in answer.context["form"].errors
    assert "<b>" not in answer.content.decode()


def test_strange_cells_are_harmless(cast: Cast, ids: dict[str, UUID]) -> None:
    head = ("Ngày", "<script>alert(1)</script>", "Tên hàng", "Thành tiền")
    data = excel([head, ("05/03/2026", "=cmd|' /C calc'!A0", "<img src=x>", "1.000"), ("x", "", "<b>", "")])
    with cast.inside(cast.nam_household, cast.nam):
        file_id = receive(cast, data)
    url = reverse("intake:columns", args=[cast.nam_household.slug, "sales", file_id])
    shown = cast.client(cast.nam).get(url).content.decode()
    assert "<script>alert" not in shown
    assert "<img src=x>" not in shown
    assert cast.client(cast.nam).get(url, {"sheet": "99", "header": "-1"}).status_code == 200
    assert cast.client(cast.nam).post(url, {"sheet": "x", "header": "9" * 50, "day": "77"}).status_code == 200


def test_an_import_is_remembered_by_who_started_it(cast: Cast, ids: dict[str, UUID]) -> None:
    with cast.inside(cast.nam_household, cast.nam):
        assert ListImport.objects.get().started_by_id == cast.nam.id


def test_the_list_of_lists_says_how_far_each_has_come(cast: Cast, ids: dict[str, UUID]) -> None:
    with cast.inside(cast.nam_household, cast.nam):
        start(cast, receive(cast, excel([HEAD, (*GOOD[2][:5], "99.000", "", "")])))
    rows = cast.client(cast.nam).get(page("intake:lists", cast, ids)).context["page"].rows
    unfinished, done = sorted(rows, key=lambda each: each.is_done)
    assert (unfinished.is_done, unfinished.plan.rows, unfinished.recorded) == (False, 1, 0)
    assert (done.is_done, done.plan.rows, done.recorded, done.refused_rows) == (True, 6, 2, 3)
