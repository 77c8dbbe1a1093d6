"""The home of a household: what it sold, what it owes, how far the threshold is, and what comes next."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.open_books import open_books
from ecoop.taxes.actions.record_prior_year import record_prior_year
from ecoop.trade.actions.record_sales import record_sales
from ecoop.trade.calc import SaleDraft, SaleLineDraft
from tests.cast import Cast

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
SUNDAY = date(2026, 11, 22)
BUDGET = 50


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def sell(cast: Cast, *sales: tuple[date, int]) -> None:
    """Let chú Năm sell goods on some days."""
    org_id, by = cast.nam_household.id, cast.nam.id
    drafts = [
        SaleDraft(id=new_id(), sold_on=on, lines=(SaleLineDraft("goods", "Chè", Dong(amount)),)) for on, amount in sales
    ]
    with cast.inside(cast.nam_household, cast.nam):
        open_books(org_id=org_id, chart="household", starts_on=date(2026, 1, 1), by=by, now=NOW)
        record_sales(org_id=org_id, sales=drafts, by=by, now=NOW)


def home(cast: Cast, person: Any = None) -> Any:
    """Open the home of chú Năm's household."""
    return cast.client(person or cast.nam).get(reverse("home", args=[cast.nam_household.slug]))


def test_five_questions_of_the_home(cast: Cast, django_assert_max_num_queries: Any) -> None:
    """Any role in the household is enough; what each sees of it is asked below."""
    sell(cast, (SUNDAY, 1_000_000))
    client, url = cast.client(cast.nam), reverse("home", args=[cast.nam_household.slug])
    with django_assert_max_num_queries(BUDGET):
        assert client.get(url).status_code == 200
    assert client.post(url).status_code == 405
    assert cast.client(cast.tu).get(url).status_code == 404
    client.logout()
    assert client.get(url).headers["Location"].startswith("/accounts/login/")


def test_takings_stand_beside_the_same_weekday(cast: Cast) -> None:
    sell(cast, (SUNDAY, 1_200_000), (date(2026, 11, 15), 900_000), (date(2026, 10, 3), 5_000_000))
    answer = home(cast)
    takings = answer.context["home"].takings
    assert (takings.today.now_vnd, takings.today.before_vnd) == (1_200_000, 900_000)
    assert (takings.month.now_vnd, takings.month.before_vnd) == (2_100_000, 5_000_000)
    shown = answer.content.decode()
    assert shown.count('<rect class="bar') == 14
    assert 'role="img" aria-label="' in shown


# Sold so far, the level of the meter, and the tax that one đồng more than the rest would bring this month: VAT 1 % of
# what is sold in the fourth quarter with it. All was sold in January, so the quarter holds only what is left and 1 đ.
NEAR = [
    (690_000_000, "calm", 3_100_000),
    (700_000_000, "near", 3_000_000),
    (950_000_000, "close", 500_000),
    (1_000_000_000, "close", 0),
]


@pytest.mark.parametrize(("sold", "level", "past"), NEAR)
def test_the_meter_warns_and_says_what_crossing_costs(cast: Cast, sold: int, level: str, past: int) -> None:
    sell(cast, (date(2026, 1, 10), sold))
    answer = home(cast)
    running = answer.context["home"].running
    assert (running.meter.level, running.past_vnd, running.tax.total_vnd) == (level, past, 0)
    shown = answer.content.decode()
    assert f"meter-{level}" in shown
    assert f'aria-valuenow="{running.meter.percent}"' in shown


def test_past_the_billion_the_return_that_is_late_comes_first(cast: Cast) -> None:
    """1,1 billion in August: the third quarter was due on 02/11; VAT 11 million and PIT 0,5 % of 100 million."""
    sell(cast, (date(2026, 8, 10), 1_100_000_000))
    answer = home(cast)
    running = answer.context["home"].running
    assert (running.next_line.state, running.next_line.duty.total_vnd) == ("overdue", 11_500_000)
    assert running.meter.code == "income_method"
    shown = answer.content.decode()
    assert "is-overdue" in shown
    assert reverse("taxes:returns", args=[cast.nam_household.slug]) in shown
    assert f"{reverse('taxes:year', args=[cast.nam_household.slug, 2026])}#steps" in shown


def test_a_new_household_is_told_three_things_to_begin_with(cast: Cast) -> None:
    answer = home(cast)
    shown = answer.content.decode()
    assert answer.context["home"].is_new
    assert shown.count("<li><a href=") >= 3
    for name in ("trade:sale-new", "access:identity", "access:people"):
        assert reverse(name, args=[cast.nam_household.slug]) in shown
    sell(cast, (SUNDAY, 1))
    assert not home(cast).context["home"].is_new


def test_a_seller_sees_what_was_sold_and_no_tax(cast: Cast) -> None:
    sell(cast, (SUNDAY, 1_200_000))
    answer = home(cast, cast.someone(cast.nam_household, "seller"))
    seen = answer.context["home"]
    assert seen.takings is not None
    assert (seen.running, seen.own_total) == (None, None)
    assert answer.context["quick"][0].url.endswith("/sales/new/")
    assert len(answer.context["quick"]) == 3, "a seller imports no invoices"


def test_where_the_calculation_is_refused_the_home_says_why(cast: Cast) -> None:
    """Four billion last year: this year only the income method is open, and nobody recorded costs."""
    sell(cast, (date(2026, 2, 10), 1_500_000_000))
    org_id, by = cast.nam_household.id, cast.nam.id
    with cast.inside(cast.nam_household, cast.nam):
        record_prior_year(org_id=org_id, year=2025, revenue_vnd=Dong(4_000_000_000), method="revenue", by=by, now=NOW)
    answer = home(cast)
    running = answer.context["home"].running
    if running.tax is None:
        assert running.refusal.said_text in answer.content.decode()
    assert running.next_line.state == "overdue", "the days are known without the costs"
