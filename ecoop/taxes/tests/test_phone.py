"""A household's phone: the tax so far with its articles, a return seen, confirmed and noted as filed, the books."""

from datetime import UTC, date, datetime
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.open_books import open_books
from ecoop.taxes.queries.running import get_running_year
from ecoop.trade.actions.record_sales import record_sales
from ecoop.trade.calc import SaleDraft, SaleLineDraft
from tests.cast import Cast

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


@pytest.fixture
def nam(cast: Cast) -> Cast:
    """Give chú Năm tea for 500 million in each of the first three quarters."""
    act: dict[str, Any] = {"org_id": cast.nam_household.id, "by": cast.nam.id, "now": NOW}
    with cast.inside(cast.nam_household, cast.nam):
        open_books(chart="household", starts_on=date(2026, 1, 1), **act)
        sales = [
            SaleDraft(
                id=new_id(), sold_on=date(2026, month, 5), lines=(SaleLineDraft("goods", "Chè", Dong(500_000_000)),)
            )
            for month in (2, 5, 8)
        ]
        record_sales(sales=sales, **act)
    return cast


def _at(cast: Cast, path: str) -> str:
    return f"/api/o/{cast.nam_household.slug}/phone/{path}"


def _get(cast: Cast, path: str) -> Any:
    return cast.client(cast.nam).get(_at(cast, path), headers={"Accept-Language": "vi"})


def _post(cast: Cast, path: str, body: dict[str, Any]) -> Any:
    return cast.client(cast.nam).post(_at(cast, path), data=body, content_type="application/json")


def test_a_return_is_seen_confirmed_and_filed_by_the_person(nam: Cast) -> None:
    returns = _get(nam, "returns?year=2026").json()["returns"]
    third = next(each for each in returns if each["period"] == "2026-Q3")
    assert (third["can_confirm"], third["return_id"]) == (True, None)
    confirmed = _post(nam, "returns", {"form": third["form"], "period": "2026-Q3"})
    assert confirmed.status_code == 201, confirmed.content
    kept = confirmed.json()
    # What was shown is what is kept.
    assert (kept["vat_vnd"], kept["pit_vnd"]) == (third["vat_vnd"], third["pit_vnd"])
    assert (kept["can_confirm"], kept["can_record_filing"]) == (False, True)
    again = _post(nam, "returns", {"form": third["form"], "period": "2026-Q3"}).json()
    assert again["return_id"] == kept["return_id"]
    form = _get(nam, f"returns/{kept['return_id']}").json()
    assert form["return"]["return_id"] == kept["return_id"]
    assert form["head"]
    assert any(row["cells"] for table in form["tables"] for row in table["rows"])
    client = nam.client(nam.nam)
    assert client.get(kept["paper"])["Content-Type"] == "application/pdf"
    assert client.get(kept["file"])["Content-Type"] == "application/xml"
    assert client.get(kept["page"]).status_code == 200
    filing = {"filed_on": vietnam_day(timezone.now()).isoformat(), "channel": "etax_mobile", "receipt": "A1"}
    filed = _post(nam, f"returns/{kept['return_id']}/filing", filing)
    assert (filed.status_code, filed.json()["state"], filed.json()["receipt"]) == (200, "filed", "A1")
    assert _post(nam, f"returns/{kept['return_id']}/filing", filing).status_code == 409


def test_what_comes_next_is_a_short_list(nam: Cast) -> None:
    with nam.inside(nam.nam_household, nam.nam):
        running = get_running_year(org_id=nam.nam_household.id, today=date(2026, 8, 15))
    assert running is not None
    assert running.next_line is running.next_lines[0]
    assert len(running.next_lines) <= 5


def test_books_say_which_must_be_kept(nam: Cast) -> None:
    books = _get(nam, "books?year=2026").json()
    kept = [book["official"] for book in books["books"] if book["is_kept"]]
    # Circular 152/2025 Article 5: who pays by percentage keeps S2a.
    assert kept == ["S2a-HKD"]
    assert 2026 in books["years"]
    paper = nam.client(nam.nam).get(books["books"][0]["paper"])
    assert paper["Content-Type"] == "application/pdf"
    assert nam.client(nam.nam).get(books["books"][0]["page"]).status_code == 200


def test_the_tax_so_far_names_its_articles(nam: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("ecoop.taxes.api.phone_tax"), "timezone", SimpleNamespace(now=lambda: NOW))
    tax = _get(nam, "tax").json()
    assert (tax["year"], tax["revenue_vnd"], tax["exempt"]) == (2026, 1_500_000_000, False)
    assert tax["tax"]["total_vnd"] == tax["tax"]["vat_vnd"] + tax["tax"]["pit_vnd"]
    assert [step for step in tax["steps"] if step["law"] and step["law"]["label"].startswith("Điều")]
    assert tax["next"][0]["period"] == "2026-Q3"
