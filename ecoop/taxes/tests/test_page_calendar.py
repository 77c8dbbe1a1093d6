"""The calendar of a household, what is said of its duties, and the address for calendar programs."""

from datetime import UTC, date, datetime
from typing import Any

import icalendar
import pytest
from django.core.signing import Signer
from django.urls import reverse
from django.utils import timezone

from ecoop.access.actions.revoke_role import revoke_role
from ecoop.taxes.queries.feeds import find_feed, key_of_feed
from ecoop.taxes.tests.stage import NOW, give_books, put_revenue
from tests.cast import Cast

BUDGET = 50
CALENDAR, FEEDS, CLOSED, MARKS = (
    "taxes:calendar",
    "taxes:calendar-feeds",
    "taxes:calendar-feed-revocation",
    "taxes:duty-marks",
)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def nam(cast: Cast) -> Cast:
    """Give chú Năm 120 million a month since January: he passed the billion in September."""
    with cast.inside(cast.nam_household, cast.nam):
        put_revenue(org_id=cast.nam_household.id, monthly_vnd=120_000_000, months=range(1, 12))
    return cast


def url(cast: Cast, name: str) -> str:
    """Write an address in chú Năm's household."""
    return reverse(name, args=[cast.nam_household.slug])


def open_feed(cast: Cast) -> str:
    """Open an address as chú Năm does, and read it off the page."""
    client = cast.client(cast.nam)
    client.post(url(cast, FEEDS))
    address = client.get(url(cast, CALENDAR)).context["feed_address"]
    return str(address).removeprefix("http://testserver")


def test_five_questions_of_the_calendar(nam: Cast, django_assert_max_num_queries: Any) -> None:
    client = nam.client(nam.nam)
    with django_assert_max_num_queries(BUDGET):
        answer = client.get(url(nam, CALENDAR))
    assert answer.status_code == 200
    assert client.post(url(nam, CALENDAR)).status_code == 405
    assert nam.client(nam.tu).get(url(nam, CALENDAR)).status_code == 404
    assert nam.client(nam.someone(nam.nam_household, "seller")).get(url(nam, CALENDAR)).status_code == 403
    client.logout()
    assert client.get(url(nam, CALENDAR)).headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("name", [FEEDS, CLOSED, MARKS])
def test_five_questions_of_a_change(nam: Cast, name: str) -> None:
    client = nam.client(nam.nam)
    assert client.get(url(nam, name)).status_code == 405
    assert nam.client(nam.tu).post(url(nam, name)).status_code == 404
    assert nam.client(nam.someone(nam.nam_household, "seller")).post(url(nam, name)).status_code == 403
    assert client.post(url(nam, name)).status_code == 302
    client.logout()
    assert client.post(url(nam, name)).headers["Location"].startswith("/accounts/login/")


def test_what_is_late_stands_on_top_with_its_interest(nam: Cast) -> None:
    """The third quarter was due on 02/11: 4 million × 19 days × 0,03 % = 22.800 (law 1.10)."""
    answer = nam.client(nam.nam).get(url(nam, CALENDAR))
    (late,) = [line for line in answer.context["calendar"].overdue if line.duty.period == "2026-Q3"]
    shown = answer.content.decode()
    assert late.late.interest_vnd == 22_800
    assert "22.800" in shown
    assert "31/10/2026" in shown, "the day of the law, which was a Saturday"


def test_the_year_after_has_the_last_quarter(nam: Cast) -> None:
    shown = nam.client(nam.nam).get(url(nam, CALENDAR), {"year": "2027"}).context["calendar"]
    assert [(line.duty.period, line.duty.due_on) for line in shown.lines] == [("2026-Q4", date(2027, 2, 1))]
    assert nam.client(nam.nam).get(url(nam, CALENDAR), {"year": "1066"}).status_code == 404


def test_a_duty_is_done_when_somebody_says_so_and_open_again_when_not(nam: Cast) -> None:
    client = nam.client(nam.nam)
    given = {"code": "quarter_return", "period": "2026-Q3", "year": "2026"}

    def state() -> str:
        lines = client.get(url(nam, CALENDAR)).context["calendar"].lines
        return next(str(line.state) for line in lines if line.duty.period == "2026-Q3" and line.is_return)

    assert state() == "overdue"
    assert client.post(url(nam, MARKS), given | {"done": "1"}).headers["Location"].endswith("?year=2026")
    assert state() == "done"
    client.post(url(nam, MARKS), given)
    assert state() == "overdue"
    assert client.post(url(nam, MARKS), {"code": "quarter_return", "period": "'; --"}).status_code == 302


def test_a_calendar_program_reads_the_days_without_signing_in(nam: Cast, client: Any) -> None:
    answer = client.get(open_feed(nam))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert "no-store" in answer.headers["Cache-Control"]
    events = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert {event.decoded("dtstart") for event in events} >= {date(2026, 11, 2), date(2027, 2, 1)}
    told = answer.content.decode()
    secrets = [nam.nam_household.name, nam.nam.name, nam.nam_household.slug, "019070000002", "120", "000.000"]
    assert [each for each in secrets if each in told] == []
    assert client.post(open_feed(nam)).status_code in (403, 405)


def test_a_new_address_closes_the_one_before(nam: Cast, client: Any) -> None:
    first = open_feed(nam)
    second = open_feed(nam)
    assert first != second
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    nam.client(nam.nam).post(url(nam, CLOSED))
    assert client.get(second).status_code == 404


def test_the_address_dies_with_the_role(nam: Cast, client: Any) -> None:
    grant_id = give_books(nam, to=nam.lan)
    lan = nam.client(nam.lan)
    lan.post(url(nam, FEEDS))
    address = str(lan.get(url(nam, CALENDAR)).context["feed_address"]).removeprefix("http://testserver")
    assert client.get(address).status_code == 200
    revoke_role(org_id=nam.nam_household.id, grant_id=grant_id, by=nam.nam.id, now=datetime(2026, 11, 23, tzinfo=UTC))
    assert client.get(address).status_code == 404


def test_each_has_an_address_of_their_own(nam: Cast, client: Any) -> None:
    give_books(nam, to=nam.lan)
    of_nam, lan = open_feed(nam), nam.client(nam.lan)
    assert lan.get(url(nam, CALENDAR)).context.get("feed_address") is None
    lan.post(url(nam, CLOSED))
    assert client.get(of_nam).status_code == 200, "nobody closes the address of somebody else"


def test_nobody_guesses_or_forges_an_address(nam: Cast, client: Any) -> None:
    address = open_feed(nam)
    key = address.split("/")[2]
    ids, _dash, signature = key.partition("-")
    other = nam.tu_household.id.hex + ids[32:]
    forged = [
        key[:-1] + ("a" if key[-1] != "a" else "b"),
        f"{other}-{signature}",
        Signer(salt="another").sign(ids).replace(":", "-"),
        ids,
        "x",
        key_of_feed(org_id=nam.tu_household.id, feed_id=nam.nam.id),
    ]
    assert find_feed(key=key) is not None
    assert [each for each in forged if find_feed(key=each) is not None] == []
    assert {client.get(reverse("taxes:calendar-feed", args=[each])).status_code for each in forged} == {404}
