"""The small calculators: open to everybody, each with the article its figure rests on."""

from typing import Any

from django.urls import reverse

from tests.cast import Cast

CALCULATORS = reverse("taxes:calculators")


def ask(client: Any, **given: str) -> Any:
    """Ask one calculator."""
    return client.get(CALCULATORS, given)


def test_five_questions_of_an_open_page(cast: Cast, client: Any, django_assert_num_queries: Any) -> None:
    """No login, no organisation, no role: it works for everybody, and asks the database nothing."""
    with django_assert_num_queries(0):
        assert client.get(CALCULATORS).status_code == 200
    assert client.post(CALCULATORS).status_code == 405
    for person in (cast.lan, cast.nam, cast.tu):
        assert cast.client(person).get(CALCULATORS).status_code == 200


def test_late_interest_is_the_days_times_the_rate(client: Any) -> None:
    """From 02/11 to 22/11 nineteen days lie between: 4.000.000 × 0,03 % × 19 = 22.800."""
    shown = ask(client, what="interest", tax_vnd="4.000.000", due_on="2026-11-02", paid_on="2026-11-22")
    assert "22.800" in shown.content.decode()
    assert reverse("lawbook:parameter", args=["tax/late_interest_per_day"]) in shown.content.decode()


def test_the_owner_pays_a_quarter_of_the_least_base(client: Any) -> None:
    """25 % of 2.530.000 is 632.500 a month from July 2026 (law 6.2); twelve months are 7.590.000."""
    shown = ask(client, what="insurance", month="2026-08-01", is_registered="on").content.decode()
    assert "632.500" in shown
    assert "7.590.000" in shown
    before = ask(client, what="insurance", month="2026-06-30", is_registered="on").content.decode()
    assert "585.000" in before


def test_a_base_beyond_the_limits_is_refused_with_its_article(client: Any) -> None:
    shown = ask(client, what="insurance", month="2026-08-01", base_vnd="1.000.000.000").content.decode()
    assert "alert-danger" in shown


def test_whoever_passes_the_billion_registers_within_thirty_days(client: Any) -> None:
    """300 + 300 + 500 million: passed in the third quarter; 30 days after 30/09/2026 is 30/10/2026, a Friday."""
    sold = {"first_vnd": "300.000.000", "second_vnd": "300.000.000", "third_vnd": "500.000.000"}
    shown = ask(client, what="einvoice", year="2026", **sold).content.decode()
    assert "30/10/2026" in shown
    assert reverse("lawbook:parameter", args=["einvoice/household/register_within_days"]) in shown


def test_nonsense_is_said_beside_the_field(client: Any) -> None:
    shown = ask(client, what="interest", tax_vnd="abc", due_on="gestern", paid_on="").content.decode()
    assert shown.count("field-error") == 3
    assert ask(client, what="nonsense").status_code == 200
    backwards = ask(client, what="interest", tax_vnd="1", due_on="2026-11-02", paid_on="2026-01-01")
    assert "field-error" in backwards.content.decode()
