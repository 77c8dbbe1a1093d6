"""The households whose books cô Lan keeps: given by their owners, taken back by them, seen all at once."""

import time
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from ecoop.access.actions.revoke_role import revoke_role
from ecoop.kernel.walls import inside_organisation
from ecoop.taxes.queries.kept import list_kept, page_of_kept
from ecoop.taxes.tests.stage import NOW, TODAY, bring_shops, give_books, put_revenue
from tests.cast import Cast

KEPT = "taxes:kept"
BUDGET = 23


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def test_five_questions_of_the_page(cast: Cast, django_assert_max_num_queries: Any) -> None:
    """Nobody's role is too low: who keeps no books sees none, and another cooperative's people see none of these."""
    give_books(cast, to=cast.lan)
    url, lan = reverse(KEPT), cast.client(cast.lan)
    with django_assert_max_num_queries(BUDGET):
        answer = lan.get(url)
    assert answer.status_code == 200
    assert cast.nam_household.name in answer.content.decode()
    assert lan.post(url).status_code == 405
    for stranger in (cast.tu, cast.hai, cast.nam):
        shown = cast.client(stranger).get(url)
        assert shown.status_code == 200
        assert cast.nam_household.slug not in shown.content.decode()
    lan.logout()
    assert lan.get(url).headers["Location"].startswith("/accounts/login/")


def test_three_hundred_households_cost_as_many_queries_as_one(cast: Cast, django_assert_max_num_queries: Any) -> None:
    """80 million a month near the billion, 120 past it, 10 far below, and those who sold nothing."""
    amounts = (80_000_000, 120_000_000, 10_000_000, 0)
    bring_shops(keeper=cast.lan, count=300, monthly_vnd=amounts, unpaid=30)
    lan = cast.client(cast.lan)
    started = time.perf_counter()
    with django_assert_max_num_queries(BUDGET):
        answer = lan.get(reverse(KEPT))
    took = time.perf_counter() - started
    page = answer.context["page"]
    assert (page.found_count, len(page.rows), page.pages) == (300, 50, 6)
    assert page.counts == {"": 300, "due": 75, "near": 75, "missing": 30, "quiet": 75}
    assert took < 3, f"{took:.1f} s"


def test_what_the_page_says_is_what_the_household_sees(cast: Cast) -> None:
    """120 million for eleven months: past the billion in September; VAT 1 % of 600 million, PIT 0,5 % of 320."""
    (shop,) = bring_shops(keeper=cast.lan, count=1, monthly_vnd=(120_000_000,))
    (kept,) = list_kept(person_id=cast.lan.id, today=TODAY)
    assert kept.tax is not None
    assert (kept.revenue_vnd, kept.tax.total_vnd) == (1_320_000_000, 7_600_000)
    assert (kept.meter.code, kept.meter.percent, kept.is_near) == ("income_method", 44, False)
    assert kept.next_line is not None
    assert (kept.next_line.duty.period, kept.next_line.state) == ("2026-Q3", "overdue")
    own = cast.client(cast.lan).get(reverse("taxes:year", args=[shop.slug, 2026]))
    assert own.context["tax"].total_vnd == kept.tax.total_vnd


def test_the_year_before_counts(cast: Cast) -> None:
    """Who passed the billion last year pays from the first quarter on; its return of 04/05/2026 is late."""
    (shop,) = bring_shops(keeper=cast.lan, count=1, monthly_vnd=(10_000_000,))
    with inside_organisation(org_id=shop.id, person_id=cast.lan.id):
        put_revenue(org_id=shop.id, monthly_vnd=300_000_000, months=range(1, 13), year=2025)
    (kept,) = list_kept(person_id=cast.lan.id, today=TODAY)
    assert kept.tax is not None
    assert kept.tax.exempt, "this year's revenue is far below"
    with inside_organisation(org_id=shop.id, person_id=cast.lan.id):
        put_revenue(org_id=shop.id, monthly_vnd=1_000_000_000, months=range(12, 13))
    (kept,) = list_kept(person_id=cast.lan.id, today=TODAY)
    assert kept.method == "revenue" or kept.refusal is not None


def test_what_is_taken_back_is_gone_at_once(cast: Cast) -> None:
    grant_id = give_books(cast, to=cast.lan)
    lan, home = cast.client(cast.lan), reverse("home", args=[cast.nam_household.slug])
    assert lan.get(home).status_code == 200
    end = reverse("access:role-revocation", args=[cast.nam_household.slug, grant_id])
    assert cast.client(cast.nam).post(end).status_code == 302
    assert cast.nam_household.name not in lan.get(reverse(KEPT)).content.decode()
    assert lan.get(home).status_code == 404


def test_nobody_sees_books_of_households_they_do_not_keep(cast: Cast) -> None:
    """A seller, a reader and an owner keep no books, whatever else they may see there."""
    bring_shops(keeper=cast.tu, count=3, monthly_vnd=(80_000_000,))
    give_books(cast, to=cast.lan)
    assert [each.organisation.id for each in list_kept(person_id=cast.lan.id, today=TODAY)] == [cast.nam_household.id]
    for role in ("seller", "reader", "owner"):
        someone = cast.someone(cast.nam_household, role)
        assert list_kept(person_id=someone.id, today=TODAY) == []


def test_a_cooperatives_accountant_keeps_no_household_by_that(cast: Cast) -> None:
    assert list_kept(person_id=cast.lan.id, today=TODAY) == []
    assert "Nobody gave you" not in cast.client(cast.nam).get("/organisations/").content.decode()


def test_the_list_is_searched_narrowed_and_ordered(cast: Cast) -> None:
    bring_shops(keeper=cast.lan, count=6, monthly_vnd=(10_000_000, 85_000_000, 120_000_000), unpaid=2)
    kept = list_kept(person_id=cast.lan.id, today=TODAY)

    def names(**asked: Any) -> list[str]:
        given = {"show": "", "sort": "name", "words": "", "page": 1} | asked
        return [each.organisation.slug for each in page_of_kept(kept=kept, **given).rows]

    assert names() == [f"ho-000{number}" for number in range(6)]
    assert names(words="SO 0003") == ["ho-0003"]
    assert names(show="near") == ["ho-0001", "ho-0004"]
    assert names(show="missing") == ["ho-0000", "ho-0001"]
    assert names(sort="revenue")[:2] == ["ho-0002", "ho-0005"]
    assert names(page=9) == names(page=1)
    shown = cast.client(cast.lan).get(reverse(KEPT), {"show": "nonsense", "page": "-1"})
    assert shown.status_code == 200


def test_quiet_households_stand_out(cast: Cast) -> None:
    """Nothing since October: on 22 November 22 days have passed at least."""
    bring_shops(keeper=cast.lan, count=1, monthly_vnd=(10_000_000,), months=range(1, 11))
    (kept,) = list_kept(person_id=cast.lan.id, today=TODAY)
    assert (kept.quiet_days, kept.is_quiet) == (22, True)
    (later,) = list_kept(person_id=cast.lan.id, today=date(2026, 11, 5))
    assert later.is_quiet is False


def test_only_the_revoked_grant_ends(cast: Cast) -> None:
    grant_id = give_books(cast, to=cast.lan)
    give_books(cast, to=cast.hai)
    revoke_role(org_id=cast.nam_household.id, grant_id=grant_id, by=cast.nam.id, now=NOW)
    assert list_kept(person_id=cast.lan.id, today=TODAY) == []
    assert len(list_kept(person_id=cast.hai.id, today=TODAY)) == 1
