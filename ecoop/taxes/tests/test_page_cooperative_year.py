"""The tax year of a cooperative on its pages."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ecoop.taxes.queries.cooperative_facts import get_tax_facts
from ecoop.taxes.tests.coop_stage import NOW, live_a_year, open_coop
from tests.cast import Cast

pytestmark = pytest.mark.django_db
BUDGET = 40
FACTS = {
    "is_agricultural": "on", "area": "normal", "previous_revenue_vnd": "4.000.000.000", "previous_months": "12",
    "vat_method": "credit", "non_deductible_vnd": "8.000.000", "field_5111": "goods", "field_5112": "own_produce",
    "field_5113": "services", "field_5118": "other", "field_5121": "goods", "field_5122": "services",
    "field_5123": "lending", "field_5128": "other", "loss_2024": "1.000.000",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def coop(cast: Cast) -> Cast:
    with cast.inside(cast.coop, cast.lan):
        open_coop(cast=cast)
        live_a_year(cast=cast)
    return cast


def year(cast: Cast) -> str:
    return reverse("taxes:year", args=[cast.coop.slug, 2026])


def facts(cast: Cast) -> str:
    return reverse("taxes:facts", args=[cast.coop.slug, 2026])


def test_the_year_asks_for_what_is_missing_and_then_shows_every_step(
    coop: Cast, django_assert_max_num_queries: Any
) -> None:
    client = coop.client(coop.lan)
    before = client.get(reverse("taxes:year", args=[coop.coop.slug, 2025]))
    # Nobody told of 2024, and the books began in 2026.
    assert before.context["refusal"].code == "taxes.previous-revenue-is-needed"
    assert not client.get(year(coop)).context["told"].is_told
    assert client.post(facts(coop), FACTS).status_code == 302
    with django_assert_max_num_queries(BUDGET):
        page = client.get(year(coop))
    assert page.status_code == 200
    shown = page.content.decode()
    # (1.333.333 − 1.000.000 of 2024) × 17 % = 56.666,61; VAT 4 × 16 million; PIT 4 million.
    assert page.context["tax"].cit.tax_vnd == 56_667
    assert "64.000.000" in shown
    assert "Điều 16" in shown


def test_the_page_answers_the_five_questions(coop: Cast) -> None:
    for address, wrong in ((year(coop), "post"), (facts(coop), "delete")):
        assert coop.client(coop.lan).get(address).status_code == 200
        assert getattr(coop.client(coop.lan), wrong)(address).status_code == 405
        assert Client().get(address).status_code == 302
        assert coop.client(coop.tu).get(address).status_code == 404
    # The control board reads and tells nothing.
    assert coop.client(coop.hai).get(year(coop)).status_code == 200
    assert coop.client(coop.hai).get(facts(coop)).status_code == 403


def test_what_was_told_is_kept_and_shown_again(coop: Cast) -> None:
    client = coop.client(coop.lan)
    client.post(facts(coop), FACTS)
    with coop.inside(coop.coop, coop.lan):
        told = get_tax_facts(org_id=coop.coop.id, year=2026)
    assert (told.fields["5112"], told.losses, told.vat_method) == ("own_produce", {"2024": 1_000_000}, "credit")
    assert (
        'value="1.000.000"' in client.get(facts(coop)).content.decode()
        or "1000000" in client.get(facts(coop)).content.decode()
    )
    assert client.post(facts(coop), {**FACTS, "field_5112": "gold"}).status_code == 422


def test_households_have_no_such_facts(coop: Cast) -> None:
    address = reverse("taxes:facts", args=[coop.nam_household.slug, 2026])
    assert coop.client(coop.nam).get(address).status_code == 404
