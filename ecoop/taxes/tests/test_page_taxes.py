"""The pages of books and taxes, each asked the five questions; every figure with its law."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.urls import reverse

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.actions.reverse_entry import reverse_entry
from ecoop.ledger.models import Entry
from ecoop.taxes.errors import CostsAreNeeded
from ecoop.taxes.queries import get_household_facts, get_household_year
from ecoop.trade.actions.record_sales import record_sales
from ecoop.trade.calc import SaleDraft, SaleLineDraft
from tests.cast import Cast

NOW = datetime(2026, 12, 31, 2, 0, tzinfo=UTC)


@pytest.fixture
def nam(cast: Cast) -> Cast:
    """Give chú Năm a year: tea for 300 million each quarter and roasting for others in the last."""
    org_id, by = cast.nam_household.id, cast.nam.id
    with cast.inside(cast.nam_household, cast.nam):
        open_books(org_id=org_id, chart="household", starts_on=date(2026, 1, 1), by=by, now=NOW)
        sales = [
            _sale(date(2026, month, 5), SaleLineDraft("goods", "Chè", Dong(300_000_000))) for month in (2, 5, 8, 11)
        ]
        cut = SaleLineDraft("production_transport", "Sao chè thuê", Dong(100_000_000), is_vat_cut=True)
        record_sales(org_id=org_id, sales=[*sales, _sale(date(2026, 12, 1), cut)], by=by, now=NOW)
    return cast


def _sale(on: date, line: SaleLineDraft) -> SaleDraft:
    return SaleDraft(id=new_id(), sold_on=on, lines=(line,))


PAGES = [
    ("taxes:year", [2026], "seller", 32),
]


@pytest.mark.parametrize(("name", "rest", "too_low", "budget"), PAGES)
def test_five_questions_of_a_page(
    nam: Cast, django_assert_max_num_queries: Any, name: str, rest: list[Any], too_low: str, budget: int
) -> None:
    url = reverse(name, args=[nam.nam_household.slug, *rest]) + "?year=2026"
    client = nam.client(nam.nam)
    with django_assert_max_num_queries(budget):
        answer = client.get(url)
    assert answer.status_code == 200
    assert client.post(url).status_code == 405
    assert nam.client(nam.tu).get(url).status_code == 404
    assert nam.client(nam.someone(nam.nam_household, too_low)).get(url).status_code == 403
    client.logout()
    assert client.get(url).headers["Location"].startswith("/accounts/login/")


def test_this_year_leads_to_its_page(nam: Cast) -> None:
    answer = nam.client(nam.nam).get(reverse("taxes:this-year", args=[nam.nam_household.slug]))
    assert answer.status_code == 302


def test_after_a_year_above_the_limit_the_percentage_method_is_closed(nam: Cast) -> None:
    """1,3 billion and 1,8 more in 2026 pass three billion: 2027 is taxed on income (Decree 68/2026 Article 4(5))."""
    org_id, by = nam.nam_household.id, nam.nam.id
    with nam.inside(nam.nam_household, nam.nam):
        more = _sale(date(2026, 12, 2), SaleLineDraft("goods", "Chè", Dong(1_800_000_000)))
        later = _sale(date(2027, 3, 2), SaleLineDraft("goods", "Chè", Dong(2_000_000_000)))
        record_sales(org_id=org_id, sales=[more, later], by=by, now=NOW)
        with pytest.raises(CostsAreNeeded):
            get_household_year(org_id=org_id, year=2027)
        assert get_household_facts(org_id=org_id, year=2027).revenue_vnd == 2_000_000_000


def test_the_year_comes_out_of_the_documents(nam: Cast) -> None:
    """
    The billion is passed in the fourth quarter (900 + 300 + 100 million). VAT from then: 1 % of 300 million is
    3.000.000, and 3 % less a fifth of it, 2,4 %, of 100 million is 2.400.000. Of the billion, 900 million are used
    before, and the last 100 million go to roasting (1,5 %), so PIT is 0,5 % of 300 million: 1.500.000.
    """
    with nam.inside(nam.nam_household, nam.nam):
        tax = get_household_year(org_id=nam.nam_household.id, year=2026)
    assert (tax.revenue_vnd, tax.vat_vnd, tax.pit_vnd) == (1_300_000_000, 5_400_000, 1_500_000)
    assert [(due.period, due.vat_vnd, due.pit_vnd) for due in tax.returns] == [("2026-Q4", 5_400_000, 1_500_000)]


def test_every_step_of_the_page_leads_to_its_law(nam: Cast) -> None:
    shown = nam.client(nam.nam).get(reverse("taxes:year", args=[nam.nam_household.slug, 2026])).content.decode()
    assert "5.400.000" in shown
    for path in ("vat_rate/goods", "pit_rate/production_transport", "vat_cut_ratio", "deduction/business_vnd"):
        assert reverse("lawbook:parameter", args=[f"tax/household/{path}"]) in shown


def test_the_year_as_known_on_another_day_stands_beside(nam: Cast) -> None:
    """
    As known on 15 April the threshold and the deduction were 500 million: the second quarter passes them.
    VAT 1 % of 900 million is 9.000.000 and 3 % less a fifth of 100 million 2.400.000; PIT 0,5 % of 100 + 600
    million is 3.500.000, and 1,5 % of 100 million is 1.500.000.
    """
    url = reverse("taxes:year", args=[nam.nam_household.slug, 2026])
    answer = nam.client(nam.nam).get(url, {"known_on": "2026-04-15"})
    today, then = answer.context["taxes"]
    assert (today.tax.threshold_vnd, then.tax.threshold_vnd) == (1_000_000_000, 500_000_000)
    assert (then.tax.vat_vnd, then.tax.pit_vnd) == (11_400_000, 5_000_000)
    assert "15/04/2026" in answer.content.decode()
    assert nam.client(nam.nam).get(url, {"known_on": "gestern"}).status_code == 200


def test_a_year_that_is_none_is_not_there(nam: Cast) -> None:
    client, slug = nam.client(nam.nam), nam.nam_household.slug
    assert client.get(reverse("taxes:year", args=[slug, 1])).status_code == 404


def test_a_sale_taken_back_in_the_books_leaves_book_and_tax(nam: Cast) -> None:
    """Without the 300 million of August the year stays at the billion: nothing is due."""
    org_id, by = nam.nam_household.id, nam.nam.id
    with nam.inside(nam.nam_household, nam.nam):
        august = Entry.objects.get(org_id=org_id, entry_on__month=8)
        reverse_entry(org_id=org_id, entry_id=august.id, reason="Ghi nhầm", entry_on=date(2026, 12, 31), by=by, now=NOW)
        assert get_household_year(org_id=org_id, year=2026).exempt
