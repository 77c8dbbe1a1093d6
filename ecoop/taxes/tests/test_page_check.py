"""The open page and route that check a tax: for everybody, counted by address, nothing kept."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ecoop.taxes.actions.count_calculations import LIMIT_A_MINUTE, count_calculations
from ecoop.taxes.errors import TooManyAsk
from tests.cast import Cast

BILLION = 1_000_000_000
YEAR = {"year": "2026", "span": "year", "method": ""}
API = "/api/tax/household"
NOON = datetime(2026, 11, 22, 5, 0, 10, tzinfo=UTC)


def ask(client: Client, **given: Any) -> Any:
    return client.post(reverse("taxes:check"), {**YEAR, **given})


def test_five_questions_of_the_page(cast: Cast, django_assert_max_num_queries: Any) -> None:
    """It works, refuses other methods, and is open: not logged in, of another organisation, or with a low role."""
    url = reverse("taxes:check")
    with django_assert_max_num_queries(0):
        assert Client().get(url).status_code == 200
    assert Client().delete(url).status_code == 405
    with django_assert_max_num_queries(1):
        assert ask(Client(), goods="1.500.000.000").status_code == 200
    assert cast.client(cast.tu).get(url).status_code == 200
    assert cast.client(cast.someone(cast.nam_household, "seller")).get(url).status_code == 200


def test_an_exempt_household_reads_that_nothing_is_due(cast: Cast) -> None:
    answer = ask(Client(), goods="1.000.000.000")
    assert answer.context["tax"].exempt
    # 31/01/2027 is a Sunday.
    assert "01/02/2027" in answer.context["check"].verdict


def test_both_methods_stand_side_by_side(cast: Cast) -> None:
    """Goods for 2 billion, costs of 1,97: by percentage 5 million of PIT, on income 15 % of 30 million."""
    answer = ask(Client(), goods="2.000.000.000", costs="1.970.000.000")
    both = answer.context["check"].comparison
    assert (both.by_revenue.pit_vnd, both.by_income.pit_vnd, both.better) == (5_000_000, 4_500_000, "income")
    assert (both.saves_vnd, answer.context["tax"].method) == (500_000, "income")
    assert "method-better" in answer.content.decode()


def test_the_page_asks_for_costs_where_both_ways_are_open(cast: Cast) -> None:
    assert ask(Client(), goods="2.000.000.000").context["check"].needs_costs
    assert not ask(Client(), goods="900.000.000").context["check"].needs_costs


def test_quarters_platforms_and_switches_reach_the_calculation(cast: Cast) -> None:
    """400 million each quarter pass the billion in the third; read for the whole year, all 1,6 billion bear 1 %."""
    quarters = {f"goods_{quarter}": "400000000" for quarter in (1, 2, 3, 4)}
    tax = ask(Client(), span="quarters", **quarters).context["tax"]
    assert (tax.vat_vnd, tax.pit_vnd) == (8_000_000, 3_000_000)
    tax = ask(Client(), span="quarters", switch_vat_on_crossing="whole_year", **quarters).context["tax"]
    assert tax.vat_vnd == 16_000_000
    sold = {"platform_revenue": "500.000.000", "platform_sector": "goods", "withheld_vat": "5.000.000"}
    tax = ask(Client(), goods="400.000.000", **sold, withheld_pit="2.500.000").context["tax"]
    assert (tax.exempt, tax.refund_vnd) == (True, 7_500_000)


def test_what_cannot_be_computed_is_said_above_the_form(cast: Cast) -> None:
    answer = ask(Client(), goods="4.000.000.000")
    assert answer.status_code == 422
    assert "4.000.000.000" in str(answer.context["form"].non_field_errors())
    assert ask(Client(), goods="viele").status_code == 422


def test_one_address_is_slowed_down_and_others_are_not(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    body = json.dumps([{"year": 2026, "revenue": {"goods": 1}}] * LIMIT_A_MINUTE)
    assert post(body).status_code == 200
    slowed = post(body)
    assert (slowed.status_code, slowed.json()["code"]) == (429, "taxes.too-many-ask")
    assert 0 < int(slowed["Retry-After"]) <= 60
    assert ask(Client(), goods="1").status_code == 429
    assert post(body, REMOTE_ADDR="203.0.113.9").status_code == 200


def test_counts_are_forgotten_with_their_minute(cast: Cast) -> None:
    meta = {"REMOTE_ADDR": "2001:db8::1"}
    assert count_calculations(meta=meta, asked=LIMIT_A_MINUTE, now=NOON) == 0
    with pytest.raises(TooManyAsk) as refused:
        # Of the same network, so the same subscriber.
        count_calculations(meta={"REMOTE_ADDR": "2001:db8::2"}, asked=1, now=NOON)
    assert refused.value.facts["seconds"] == 50
    assert count_calculations(meta=meta, asked=1, now=NOON.replace(minute=1)) == LIMIT_A_MINUTE - 1


def test_the_route_answers_as_the_command_does(cast: Cast) -> None:
    """Goods for 1,5 billion: 1 % of it all, 0,5 % of the 500 million above the deduction."""
    answer = post(json.dumps({"year": 2026, "method": "revenue", "revenue": {"goods": 3 * BILLION // 2}})).json()
    assert (answer["vat_vnd"], answer["pit_vnd"], answer["total_vnd"]) == (15_000_000, 2_500_000, 17_500_000)
    assert set(answer["returns"][0]) >= {"form", "period", "due_on", "due_on_statutory", "vat_vnd", "pit_vnd"}
    both = post(json.dumps([{"year": 2026, "revenue": {"goods": 1}}, {"year": 2026, "reven": {}}])).json()
    assert both[0]["exempt"]
    assert both[1]["refused"]["code"] == "taxes.field-is-unknown"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 422, "taxes.input-not-understood"),
        (b"\xff\xfe", 422, "taxes.input-not-understood"),
        (b"[" * 100_000, 422, "taxes.input-not-understood"),
        (b'{"year": 2026, "revenue": {"goods": 1}, "revenue": {"goods": 2}}', 422, "taxes.input-not-understood"),
        (b'{"year": 2026, "revenue": {"goods": NaN}}', 422, "taxes.input-not-understood"),
        (b'{"year": 2026, "revenue": {"goods": ' + b"9" * 5000 + b"}}", 422, "taxes.input-not-understood"),
        (b'{"year": 2026, "revenue": {"goods": 4000000000}}', 409, "taxes.costs-are-needed"),
        (b" " * 300_000, 413, "taxes.body-is-too-large"),
        (b"[" + b",".join([b"{}"] * 500) + b"]", 422, "taxes.list-too-long-not-understood"),
    ],
)
def test_what_the_route_refuses(cast: Cast, body: bytes, status: int, code: str) -> None:
    answer = post(body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["refused"]["code"] == code


def post(body: str | bytes, **headers: Any) -> Any:
    return Client().post(API, data=body, content_type="application/json", **headers)
