"""All returns of a quarter for all the households kept: step by step, what needs a human, files and a list."""

import io
import zipfile
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from ecoop.kernel.walls import inside_organisation
from ecoop.parties.actions.record_identity import IdentityDraft, record_identity
from ecoop.taxes.queries.preparing import get_run, list_periods
from ecoop.taxes.tests.stage import NOW, TODAY, bring_shops, give_books, put_revenue
from ecoop.taxes.views import preparing
from tests.cast import Cast

PERIOD = "2026-Q3"
RUN, STEP, FILES, SUMMARY = "taxes:kept-returns", "taxes:kept-preparation", "taxes:kept-files", "taxes:kept-summary"
BUDGET = 18


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    monkeypatch.setattr(preparing, "PER_STEP", 2)


@pytest.fixture
def kept(cast: Cast) -> Cast:
    """Give cô Lan five households: two owe tax, two are exempt, one must tell its costs (over three billion)."""
    amounts = (120_000_000, 10_000_000, 400_000_000, 150_000_000, 20_000_000)
    shops = bring_shops(keeper=cast.lan, count=5, monthly_vnd=amounts)
    for number, shop in enumerate(shops):
        with inside_organisation(org_id=shop.id, person_id=cast.lan.id):
            draft = IdentityDraft(tax_code=f"01907000010{number}", representative_name="Chủ hộ", phone="")
            record_identity(org_id=shop.id, draft=draft, by=cast.lan.id, now=NOW)
            if number == 2:
                put_revenue(org_id=shop.id, monthly_vnd=400_000_000, months=range(1, 13), year=2025)
    return cast


def address(name: str) -> str:
    """Write an address of the third quarter."""
    return reverse(name, args=[PERIOD])


def prepare(client: Any) -> int:
    """Press Continue until the run is finished, as a browser without JavaScript does; answers how often."""
    since, presses = "", 0
    while True:
        answer = client.post(address(STEP), {"since_at": since})
        presses += 1
        assert answer.status_code == 302
        where = answer.headers["Location"]
        if "since=" not in where:
            return presses
        page = client.get(where)
        assert 'hx-trigger="load, submit"' in page.content.decode()
        since = page.context["since"]


@pytest.mark.parametrize("name", [RUN, FILES, SUMMARY])
def test_five_questions_of_a_page(kept: Cast, django_assert_max_num_queries: Any, name: str) -> None:
    """Nobody's role is too low: who keeps no books finds none of them."""
    lan = kept.client(kept.lan)
    with django_assert_max_num_queries(BUDGET):
        assert lan.get(address(name)).status_code == 200
    assert lan.post(address(name)).status_code == 405
    stranger = kept.client(kept.tu).get(address(name))
    told = b"".join(stranger) if stranger.streaming else stranger.content
    assert b"ho-0000" not in told
    lan.logout()
    assert lan.get(address(name)).headers["Location"].startswith("/accounts/login/")


def test_five_questions_of_a_step(kept: Cast) -> None:
    lan = kept.client(kept.lan)
    assert lan.get(address(STEP)).status_code == 405
    assert kept.client(kept.tu).post(address(STEP)).status_code == 302
    assert {row.state for row in get_run(person_id=kept.lan.id, period=PERIOD).rows} == {"waiting"}
    lan.logout()
    assert lan.post(address(STEP)).headers["Location"].startswith("/accounts/login/")


def test_a_quarter_is_prepared_step_by_step_without_javascript(kept: Cast) -> None:
    """
    Third quarter, the first return of those who passed the billion in it: 120 million a month in September (VAT 1 % of
    360 million, PIT 0,5 % of 80), 150 in July (VAT 1 % of 450, PIT 0,5 % of 350); the exempt owe nothing.
    """
    lan = kept.client(kept.lan)
    assert prepare(lan) == 3
    run = get_run(person_id=kept.lan.id, period=PERIOD)
    told = {row.organisation.slug: (row.state, row.total_vnd) for row in run.rows}
    assert told["ho-0000"] == ("prepared", 4_000_000)
    assert told["ho-0003"] == ("prepared", 6_250_000)
    assert told["ho-0001"] == told["ho-0004"] == ("nothing_due", None)
    assert (run.done, run.total) == (5, 5)
    assert run.rows[0].state == "refused", "what needs a human comes first"
    shown = lan.get(address(RUN)).content.decode()
    assert "ho-0002" in shown
    assert run.rows[0].said in shown
    assert run.tax_vnd == 10_250_000


def test_htmx_gets_the_part_and_at_the_end_the_page(kept: Cast) -> None:
    lan = kept.client(kept.lan)
    first = lan.post(address(STEP), {}, headers={"HX-Request": "true"})
    assert first.status_code == 200
    assert (first.context["done"], first.context["total"]) == (2, 5)
    assert "<html" not in first.content.decode()
    second = lan.post(address(STEP), {"since_at": first.context["since"]}, headers={"HX-Request": "true"})
    last = lan.post(address(STEP), {"since_at": second.context["since"]}, headers={"HX-Request": "true"})
    assert last.headers["HX-Redirect"] == address(RUN)


def test_all_files_come_in_one_archive_and_one_list(kept: Cast) -> None:
    lan = kept.client(kept.lan)
    prepare(lan)
    answer = lan.get(address(FILES))
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer)))
    assert archive.testzip() is None
    names = archive.namelist()
    assert sorted(name.partition("/")[0] for name in names) == ["ho-0000", "ho-0003"]
    assert all(archive.read(name).lstrip(b"\xef\xbb\xbf").startswith(b"<?xml") for name in names)
    summary = lan.get(address(SUMMARY))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(summary))).get_sheet_by_index(0).to_python()
    assert sum(1 for row in rows if str(row[0]).startswith("Hộ số")) == 5
    assert any(4_000_000 in row for row in rows)


def test_what_is_revoked_is_not_prepared(kept: Cast) -> None:
    give_books(kept, to=kept.hai)
    run = get_run(person_id=kept.hai.id, period=PERIOD)
    assert [row.organisation.slug for row in run.rows] == [kept.nam_household.slug]


def test_periods_that_are_none_are_not_there(kept: Cast) -> None:
    lan = kept.client(kept.lan)
    for period in ("2026-Q5", "1999-Q1", "2026-13", "x"):
        assert lan.get(reverse(RUN, args=[period])).status_code == 404
    assert [name for name, _label in list_periods(today=TODAY)][:3] == ["2026-Q4", "2026-Q3", "2026-Q2"]
    assert lan.get(reverse("taxes:kept-last-returns")).headers["Location"] == address(RUN)
