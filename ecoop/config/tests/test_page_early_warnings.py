"""Early warnings and the size class: by pencil, and on their page and the home of a cooperative."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from ecoop.config.declared_facts import ANSWERED, ASKED, SECTOR, SIZE, STOPPED, Fact, declare_fact, list_facts
from ecoop.config.early_warnings import EarlyWarning, list_early_warnings, months_between, since_when
from ecoop.config.size_class import Measured, Threshold, get_size_class, reckon_class
from ecoop.kernel.dong import Dong
from ecoop.ledger.actions.open_books import open_books
from ecoop.members.tests.stage import set_the_stage
from tests.cast import BEGAN_AT, Cast

TODAY = date(2026, 11, 22)
BILLION = 1_000_000_000
LARGE = Threshold("large", 300, Dong(50 * BILLION), Dong(10 * BILLION))
SMALL = Threshold("small", 50, Dong(2 * BILLION), Dong(1 * BILLION))
UNKNOWN = Threshold("small", None, None, None)


@pytest.mark.parametrize(
    ("members", "revenue", "capital", "thresholds", "expected"),
    [
        # 300 members and enough of one of the two make a large one; 299 do not.
        (300, 50 * BILLION, 0, [LARGE, SMALL], "large"),
        (300, 0, 10 * BILLION, [LARGE, SMALL], "large"),
        (299, 50 * BILLION, 10 * BILLION, [LARGE, SMALL], "small"),
        (49, 50 * BILLION, 10 * BILLION, [LARGE, SMALL], "micro"),
        (300, BILLION, 0, [LARGE, SMALL], "micro"),
        # Where a number was not found, nobody guesses; and no sector, no class.
        (60, 3 * BILLION, 0, [LARGE, UNKNOWN], ""),
        (300, 50 * BILLION, 0, [LARGE, UNKNOWN], "large"),
        (60, 3 * BILLION, 0, [], ""),
    ],
)
def test_the_size_class_is_reckoned_from_large_down(
    members: int, revenue: int, capital: int, thresholds: list, expected: str
) -> None:
    measured = Measured(members, Dong(revenue), Dong(capital), 2025)
    assert reckon_class(thresholds=thresholds, measured=measured) == expected


@pytest.mark.parametrize(
    ("since", "today", "months"),
    [
        (date(2026, 1, 31), date(2026, 2, 28), 0),
        (date(2026, 1, 15), date(2026, 2, 15), 1),
        (date(2025, 5, 22), date(2026, 11, 22), 18),
        (date(2025, 5, 23), date(2026, 11, 22), 17),
    ],
)
def test_months_are_whole(since: date, today: date, months: int) -> None:
    assert months_between(since_on=since, today=today) == months


def test_what_holds_is_followed_back() -> None:
    broken_since = date(2026, 8, 20)
    found = since_when(holds=lambda day: day >= broken_since, today=TODAY, months_max=12)
    # On 1 September it held, on 1 August not yet: it is counted from the first of the month where it was seen.
    assert found == date(2026, 9, 1)
    assert since_when(holds=lambda _day: False, today=TODAY, months_max=12) is None


def warnings_of(cast: Cast) -> dict[str, EarlyWarning]:
    facts = list_facts(org_id=cast.coop.id, day=TODAY)
    return {each.code: each for each in list_early_warnings(org_id=cast.coop.id, today=TODAY, facts=facts)}


def test_too_few_members_run_and_end(cast: Cast) -> None:
    # Two official members of five since 5 January, seen on the first of February: nine whole months, three are left.
    with cast.inside(cast.coop, cast.lan):
        set_the_stage(cast)
        told = warnings_of(cast)
    few = told["too_few_members"]
    assert (few.state, few.since_on, few.months, few.months_left) == ("running", date(2026, 2, 1), 9, 3)
    assert few.law.article == "Điều 103" or few.law.document
    assert told["foreign_members"].state == "clear"
    assert told["no_meeting"].state == "ask"
    assert told["inactive"].state == "ask"


def test_a_report_that_is_asked_for_runs_until_it_is_sent(cast: Cast) -> None:
    def tell(kind: str, day: date, value: str = "", document: str = "") -> None:
        declare_fact(org_id=cast.coop.id, fact=Fact(kind, day, value, document), by=cast.lan.id, now=BEGAN_AT)

    with cast.inside(cast.coop, cast.lan):
        tell(ASKED, date(2025, 11, 22))
        assert warnings_of(cast)["report_silence"].state == "late"
        tell(ANSWERED, date(2026, 11, 1))
        assert warnings_of(cast)["report_silence"].state == "clear"
        open_books(org_id=cast.coop.id, chart="cooperative", starts_on=date(2025, 1, 1), by=cast.lan.id, now=BEGAN_AT)
        assert warnings_of(cast)["inactive"].state == "late"
        tell(STOPPED, date(2026, 10, 1))
        assert warnings_of(cast)["inactive"].state == "clear"
        tell(SECTOR, date(2026, 1, 1), "industry")
        facts = list_facts(org_id=cast.coop.id, day=TODAY)
        assert get_size_class(org_id=cast.coop.id, today=TODAY, facts=facts).name == ""
        tell(SIZE, date(2026, 1, 1), "large", "QĐ 12/2026")
        facts = list_facts(org_id=cast.coop.id, day=TODAY)
        size = get_size_class(org_id=cast.coop.id, today=TODAY, facts=facts)
    assert (size.name, size.document) == ("large", "QĐ 12/2026")
    assert any("Điều 106" in law.article for _, law in size.follows)


def test_five_questions_of_the_page(cast: Cast, django_assert_max_num_queries: Any) -> None:
    with cast.inside(cast.coop, cast.lan):
        set_the_stage(cast)
    url, client = reverse("early-warnings", args=[cast.coop.slug]), cast.client(cast.hai)
    with django_assert_max_num_queries(80):
        page = client.get(url)
    assert page.status_code == 200
    assert "Điều 103" in page.content.decode() or "17/2023" in page.content.decode()
    assert client.delete(url).status_code == 405
    assert cast.client(cast.tu).get(url).status_code == 404
    assert cast.client(cast.someone(cast.coop, "seller")).get(url).status_code == 403
    assert cast.client(cast.nam).get(reverse("early-warnings", args=[cast.nam_household.slug])).status_code in (
        403,
        404,
    )
    client.logout()
    assert client.get(url).headers["Location"].startswith("/accounts/login/")


def test_five_questions_of_what_is_told(cast: Cast) -> None:
    url, client = reverse("declared-facts", args=[cast.coop.slug]), cast.client(cast.lan)
    given = {"kind": SECTOR, "declared_on": "2026-01-05", "value": "agriculture"}
    assert client.get(url).status_code == 405
    assert client.post(url, given).status_code == 302
    assert client.post(url, {**given, "value": "large"}).status_code == 422
    assert client.post(url, {**given, "kind": SIZE, "value": "large"}).status_code == 422
    assert cast.client(cast.tu).post(url, given).status_code == 404
    assert cast.client(cast.hai).post(url, given).status_code == 403
    client.logout()
    assert client.post(url, given).headers["Location"].startswith("/accounts/login/")


def test_the_home_shows_the_warning_with_what_to_do(cast: Cast, django_assert_max_num_queries: Any) -> None:
    with cast.inside(cast.coop, cast.lan):
        set_the_stage(cast)
    url = reverse("home", args=[cast.coop.slug])
    with django_assert_max_num_queries(80):
        page = cast.client(cast.lan).get(url).content.decode()
    for name in ("early-warnings", "vouchers:choose", "members:dealing-new", "assets:asset-new"):
        assert reverse(name, args=[cast.coop.slug]) in page, name
    seller = cast.client(cast.someone(cast.coop, "seller")).get(url)
    assert seller.status_code == 200
    assert reverse("members:application-new", args=[cast.coop.slug]) not in seller.content.decode()
