"""The pages of returns and of the method, each asked the five questions."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.urls import reverse
from lxml import etree

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.open_books import open_books
from ecoop.taxes.actions.prepare_return import prepare_return
from ecoop.taxes.actions.record_prior_year import record_prior_year
from ecoop.taxes.models import MethodChoice, PriorYear, Return
from ecoop.taxes.queries.returns import ReturnFacts
from ecoop.trade.actions.record_places import record_places
from ecoop.trade.actions.record_sales import record_sales
from ecoop.trade.calc import PlaceDraft, SaleDraft, SaleLineDraft
from tests.cast import Cast

NOW = datetime(2026, 11, 1, 2, 0, tzinfo=UTC)
SHOP = new_id()


@pytest.fixture
def nam(cast: Cast) -> Cast:
    """Give chú Năm three quarters of 600 million each, after a taxable year."""
    org_id, by = cast.nam_household.id, cast.nam.id
    with cast.inside(cast.nam_household, cast.nam):
        open_books(org_id=org_id, chart="household", starts_on=date(2026, 1, 1), by=by, now=NOW)
        record_prior_year(org_id=org_id, year=2025, revenue_vnd=Dong(1_500_000_000), method="lump_sum", by=by, now=NOW)
        place = PlaceDraft(SHOP, "Cửa hàng", date(2026, 1, 1), code="00001", is_head_office=True)
        record_places(org_id=org_id, places=[place], by=by, now=NOW)
        _sell(cast, *[date(2026, month, 5) for month in (2, 5, 8)])
    return cast


def _sell(cast: Cast, *days: date) -> None:
    sales = [
        SaleDraft(new_id(), day, (SaleLineDraft("goods", "Chè", Dong(600_000_000)),), place_id=SHOP) for day in days
    ]
    record_sales(org_id=cast.nam_household.id, sales=sales, by=cast.nam.id, now=NOW)


@pytest.fixture
def kept(nam: Cast) -> ReturnFacts:
    """Prepare the third quarter: VAT 6.000.000, PIT 0,5 % of 600 million, 3.000.000."""
    with nam.inside(nam.nam_household, nam.nam):
        return prepare_return(
            org_id=nam.nam_household.id,
            form="01/CNKD",
            period="2026-Q3",
            known_on=date(2026, 11, 1),
            by=nam.nam.id,
            now=NOW,
        )


def _url(cast: Cast, name: str, *rest: Any) -> str:
    return reverse(f"taxes:{name}", args=[cast.nam_household.slug, *rest])


# The page, who may not see it, how many queries it may cost; "return" stands for its id.
PAGES = [
    ("returns", [], "seller", 40),
    ("return", ["return"], "seller", 45),
    ("return-filing", ["return"], "reader", 20),
    ("return-correction", ["return"], "reader", 20),
    ("return-file", ["return"], "seller", 20),
    ("return-paper", ["return"], "seller", 20),
    ("method", [2026], "reader", 60),
    ("prior-year", [2025], "reader", 20),
]


@pytest.mark.parametrize(("name", "rest", "too_low", "budget"), PAGES)
def test_five_questions_of_a_page(
    nam: Cast,
    kept: ReturnFacts,
    django_assert_max_num_queries: Any,
    name: str,
    rest: list[Any],
    too_low: str,
    budget: int,
) -> None:
    url = _url(nam, name, *[kept.id if each == "return" else each for each in rest])
    client = nam.client(nam.nam)
    with django_assert_max_num_queries(budget):
        answer = client.get(url)
    assert answer.status_code == 200
    assert client.put(url).status_code == 405
    assert nam.client(nam.tu).get(url).status_code == 404
    assert nam.client(nam.someone(nam.nam_household, too_low)).get(url).status_code == 403
    client.logout()
    assert client.get(url).headers["Location"].startswith("/accounts/login/")


def test_a_return_is_prepared_looked_at_filed_and_corrected(nam: Cast) -> None:
    client, year = nam.client(nam.nam), _url(nam, "returns") + "?year=2026"
    shown = client.get(year).content.decode()
    assert "01/CNKD" in shown
    preparing = _url(nam, "return-preparation")
    assert client.get(preparing).status_code == 405
    assert nam.client(nam.someone(nam.nam_household, "reader")).post(preparing).status_code == 403
    assert nam.client(nam.tu).post(preparing).status_code == 404
    answer = client.post(preparing, {"form": "01/CNKD", "period": "2026-Q3"})
    page = client.get(answer.headers["Location"]).content.decode()
    for text in ("[20]", "6.000.000", "3.000.000", "Cửa hàng", "019070000002", "PL01/KHBS"):
        assert (text in page) == (text != "PL01/KHBS"), text
    with nam.inside(nam.nam_household, nam.nam):
        first = Return.objects.get()
    filing = {"filed_on": "2026-10-20", "channel": "etax", "receipt": "BN 7"}
    wrong = client.post(_url(nam, "return-filing", first.id), {**filing, "filed_on": "2026-09-30"})
    assert wrong.status_code == 422
    assert client.post(_url(nam, "return-filing", first.id), filing).status_code == 302
    assert "BN 7" in client.get(_url(nam, "return", first.id)).content.decode()
    correcting = _url(nam, "return-correction", first.id)
    assert client.post(correcting, {"reason": ""}).status_code == 422
    assert client.post(correcting, {"reason": "Sót"}).status_code == 422, "nothing to correct"
    with nam.inside(nam.nam_household, nam.nam):
        _sell(nam, date(2026, 9, 9))
    beside = client.get(_url(nam, "return", first.id)).content.decode()
    assert "num changed" in beside
    mended = client.get(client.post(correcting, {"reason": "Sót hóa đơn"}).headers["Location"]).content.decode()
    for text in ("Sót hóa đơn", "PL01/KHBS", "12.000.000"):
        assert text in mended


def test_a_page_of_nothing_says_what_to_do(cast: Cast) -> None:
    answer = cast.client(cast.tu).get(reverse("taxes:returns", args=[cast.tu_household.slug]) + "?year=2025")
    assert answer.status_code == 200
    assert reverse("trade:sale-new", args=[cast.tu_household.slug]) in answer.content.decode()


def test_what_is_not_due_is_refused(nam: Cast) -> None:
    client = nam.client(nam.nam)
    assert client.post(_url(nam, "return-preparation"), {"form": "01/TKN-CNKD", "period": "2026"}).status_code == 409
    assert client.post(_url(nam, "return-preparation"), {"form": "01/CNKD", "period": "soon"}).status_code == 409
    for page in ("return", "return-filing", "return-correction", "return-file", "return-paper"):
        assert client.get(_url(nam, page, new_id())).status_code == 404


def test_a_cooperative_chooses_no_method_of_households(cast: Cast) -> None:
    client = cast.client(cast.lan)
    for url in (
        reverse("taxes:method", args=[cast.coop.slug, 2026]),
        reverse("taxes:prior-year", args=[cast.coop.slug, 2025]),
    ):
        assert client.get(url).status_code == 409


def test_the_file_and_the_paper(nam: Cast, kept: ReturnFacts) -> None:
    client = nam.client(nam.nam)
    file = client.get(_url(nam, "return-file", kept.id))
    assert file.headers["Content-Disposition"] == 'attachment; filename="019070000002000-01_CNKD_TT50-Q32026-L00.xml"'
    root = etree.fromstring(file.content)
    assert [each.text for each in root.iter("{*}ct14_soThue")] == ["6000000"]
    paper = client.get(_url(nam, "return-paper", kept.id))
    assert paper.content.startswith(b"%PDF")
    assert client.get(_url(nam, "return-paper", kept.id)).content == paper.content


def test_both_methods_side_by_side_and_the_choice(nam: Cast) -> None:
    """By percentage 1.800 million of goods owe 18.000.000 VAT and 0,5 % of 800 million, 4.000.000 PIT."""
    client, url = nam.client(nam.nam), _url(nam, "method", 2026)
    shown = client.get(url).content.decode()
    assert "22.000.000" in shown
    assert client.post(url, {"method": "guess"}).status_code == 422
    assert client.post(url, {"method": "income", "deduct_first": ""}).status_code == 302
    assert client.post(_url(nam, "method", 2027), {"method": "revenue"}).status_code == 422, "two years in a row"
    with nam.inside(nam.nam_household, nam.nam):
        assert [row.method for row in MethodChoice.objects.all()] == ["income"]


def test_the_year_before_is_told(nam: Cast) -> None:
    client, url = nam.client(nam.nam), _url(nam, "prior-year", 2025)
    assert client.post(url, {"revenue_vnd": "x", "method": "lump_sum"}).status_code == 422
    answer = client.post(url, {"revenue_vnd": "3.500.000.000", "method": "lump_sum"})
    assert answer.headers["Location"] == _url(nam, "method", 2026)
    with nam.inside(nam.nam_household, nam.nam):
        assert sorted(row.revenue_vnd for row in PriorYear.objects.all()) == [1_500_000_000, 3_500_000_000]
