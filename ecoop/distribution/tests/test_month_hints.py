"""What the months before a closing lack, as the store and the register of assets say it themselves."""

from datetime import date

import pytest
from django.urls import reverse

from ecoop.assets.actions.depreciate_month import depreciate_month
from ecoop.assets.tests.conftest import Yard
from ecoop.distribution.queries.closing_page import get_closing_page, list_answers
from ecoop.vouchers.actions.price_stock_month import price_stock_month
from ecoop.vouchers.tests.store import StoreStage, set_the_store
from tests.cast import BEGAN_AT, Cast

JANUARY, FEBRUARY, MARCH = (date(2026, month, 1) for month in (1, 2, 3))
TODAY = date(2026, 4, 10)


@pytest.fixture
def store(cast: Cast) -> StoreStage:
    return set_the_store(cast, method="monthly")


def hints(store: StoreStage) -> list[list[str]]:
    """Give the codes of the hints from January to April."""
    page = get_closing_page(org_id=store.org_id, year=2026, today=TODAY)
    return [[hint.code for hint in month.hints] for month in page.months]


def test_the_store_says_which_months_have_no_prices(store: StoreStage) -> None:
    """60 kg of fertiliser leave on 10 January; until the month is priced nobody knows for how much."""
    store.good(store.slip("cost-of-sale-internal", date(2026, 1, 10), (store.npk, "60", 0), facts={"cost": "other"}))
    with store.inside():
        assert hints(store) == [["stock_prices"], [], [], []]
        by = store.office.cast.lan.id
        price_stock_month(org_id=store.org_id, month=JANUARY, by=by, now=BEGAN_AT)
        assert hints(store) == [[], [], [], []]


def test_the_register_says_which_months_lack_wear(store: StoreStage) -> None:
    """A machine of 100 wears over January to March: 33, 33, 34. The run of February takes January along.

    When it is worn out, nothing is missing in April, though its account still has a balance.
    """
    yard = Yard(store.office.cast)
    with store.inside():
        assert list(list_answers(org_id=store.org_id, year=2026, today=TODAY)) == ["stock_prices"]
        yard.take(yard.draft(100, life_months=3, acquired_on=date(2026, 1, 5), in_use_on=date(2026, 1, 5)))
        lacking = [JANUARY, FEBRUARY, MARCH]
        answers = list_answers(org_id=store.org_id, year=2026, today=TODAY)
        assert [month for month in lacking if month in answers["depreciation"]] == lacking
        depreciate_month(month=FEBRUARY, **yard.who)
        assert hints(store)[:3] == [[], [], ["depreciation"]]
        for month in (MARCH, date(2026, 4, 1)):
            depreciate_month(month=month, **yard.who)
        assert hints(store) == [[], [], [], []]


def test_the_page_leads_to_the_store_and_to_the_wear(store: StoreStage) -> None:
    yard = Yard(store.office.cast)
    store.good(store.slip("cost-of-sale-internal", date(2026, 1, 10), (store.npk, "60", 0), facts={"cost": "other"}))
    with store.inside():
        yard.take(yard.draft(100, acquired_on=date(2026, 1, 5), in_use_on=date(2026, 1, 5)))
    slug = store.office.cast.coop.slug
    client = store.office.cast.client(store.office.cast.lan)
    page = client.get(reverse("distribution:closing", args=[slug, 2026])).content.decode()
    assert f'{reverse("assets:wear", args=[slug])}?month=2026-01"' in page
    assert reverse("vouchers:stock", args=[slug]) in page
    assert client.get(f"{reverse('assets:wear', args=[slug])}?month=2026-01").status_code == 200
