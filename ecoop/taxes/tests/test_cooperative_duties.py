"""The duties of a cooperative: their days from the law by pencil, and the page that shows them."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ecoop.lawbook import queries as lawbook
from ecoop.taxes.actions.record_duty_days import record_duty_days
from ecoop.taxes.calc.calendar import Duty
from ecoop.taxes.calc.cooperative.deadlines import days_of_returns
from ecoop.taxes.calc.cooperative.duties import CapitalDay, DutyFacts, list_duties_of_cooperative, registrar_of
from ecoop.taxes.errors import DayLiesAhead
from ecoop.taxes.queries.calendar import OVERDUE, CalendarLine
from ecoop.taxes.queries.cooperative_duties import list_cooperative_duties
from tests.cast import Cast

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
CALENDAR, DAYS = "taxes:calendar", "taxes:duty-days"
BUDGET = 70


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def duties(facts: DutyFacts) -> dict[str, Duty]:
    """Work out the duties of a year without taxes, by code."""
    law = lawbook.on(date(facts.year, 12, 31))
    return {each.code: each for each in list_duties_of_cooperative(law=law, facts=facts, returns=(), today=TODAY)}


def test_what_every_year_asks_for() -> None:
    found = duties(DutyFacts(year=2026, is_agricultural=True))
    # Four months after 31 December (L17 59.1).
    assert found["annual_meeting"].due_on == date(2027, 4, 30)
    # Ninety days after 31 December 2026: 31 + 28 + 31 = 90, 31 March (C71 Appendix IV).
    assert found["statements"].due_on == date(2027, 3, 31)
    # The statements go out before the meeting has to have approved them: two states (warning 8).
    assert found["statements"].due_on < found["annual_meeting"].due_on
    assert found["data_update"].due_on == date(2026, 12, 15)
    # Before 1 April (Circular 09/2017 Article 5).
    assert found["self_evaluation"].due_on == date(2027, 3, 31)
    assert all(duty.todo and duty.law for duty in found.values())


def test_a_fiscal_year_that_ends_in_june() -> None:
    found = duties(DutyFacts(year=2026, fiscal_year_ends="06-30"))
    assert found["annual_meeting"].due_on == date(2026, 10, 31)
    # July 31, August 31, September 28: ninety days after 30 June.
    assert found["statements"].due_on == date(2026, 9, 28)
    assert "self_evaluation" not in found


def test_simplified_governance_meets_every_three_months() -> None:
    facts = DutyFacts(year=2026, is_simplified=True, last_meeting_on=date(2026, 8, 31))
    # 31 August and three months: the last day of November (L17 57.1; warning 6).
    assert duties(facts)["simplified_meeting"].due_on == date(2026, 11, 30)
    assert "simplified_meeting" not in duties(replace(facts, is_simplified=False))


def test_changes_go_to_the_commune_since_july_2026() -> None:
    """Decree 295/2026 Article 5 (warning 10): the commune registers, not the district any more."""
    found = duties(DutyFacts(year=2026, last_change_on=date(2026, 11, 2)))["registration_change"]
    assert found.due_on == date(2026, 11, 12)
    assert registrar_of(law=lawbook.on(date(2026, 11, 2))) in found.todo
    before, since = (registrar_of(law=lawbook.on(date(2026, 7, day))) for day in (22, 23))
    assert "huyện" in before or "district" in before
    assert "xã" in since or "commune" in since


def test_disclosure_counts_working_days() -> None:
    # After Friday 20 November 2026: 23, 25, 26, 27 and 30, since 24 November is a day off (L17 14.2).
    assert duties(DutyFacts(year=2026, issued=(date(2026, 11, 20),)))["disclosure"].due_on == date(2026, 11, 30)


def test_what_is_due_of_the_capital_is_one_card_a_month() -> None:
    days = (10, 25, 3)
    capital = tuple(
        CapitalDay("commitment_due", "Đến hạn góp vốn", date(2026, 12 if day > 5 else 11, day), None) for day in days
    )
    found = list_duties_of_cooperative(
        law=lawbook.on(TODAY), facts=DutyFacts(year=2026, capital=capital), returns=(), today=TODAY
    )
    cards = [(each.code, each.due_on) for each in found if each.code.startswith("capital_")]
    assert cards == [("capital_commitment_due", date(2026, 11, 3)), ("capital_commitment_due", date(2026, 12, 10))]


def test_a_large_cooperative_is_audited_every_two_years() -> None:
    facts = DutyFacts(year=2026, is_large=True, last_audit_on=date(2025, 5, 10))
    assert duties(facts)["audit"].due_on == date(2027, 5, 10)
    assert "audit" not in duties(replace(facts, is_large=False))


def test_days_of_taxes() -> None:
    law = lawbook.on(date(2026, 12, 31))
    returns = days_of_returns(
        law=law, year=2026, last_day=date(2026, 12, 31), frequency="quarterly", method="credit", withheld=[3],
        pays_quarters=True,
    )  # fmt: skip
    due = {(each.form, each.period): each.due_on for each in returns}
    # 31 October 2026 is a Saturday, so Monday 2 November; 31 January 2027 a Sunday, so Monday 1 February.
    assert due["01/GTGT", "2026-Q3"] == due["05/KK-TNCN", "2026-Q3"] == due["", "2026-Q3"] == date(2026, 11, 2)
    assert due["", "2026-Q4"] == date(2027, 2, 1)
    assert due["03/TNDN", "2026"] == date(2027, 3, 31)
    monthly = days_of_returns(
        law=law, year=2026, last_day=date(2026, 12, 31), frequency="monthly", method="credit", withheld=[],
        pays_quarters=False,
    )  # fmt: skip
    # Day 20 of the next month; 20 December 2026 is a Sunday.
    assert [each.due_on for each in monthly if each.period == "2026-11"] == [date(2026, 12, 21)]


def told(cast: Cast, now: datetime = NOW, **days: object) -> list[CalendarLine]:
    """Tell days for the cooperative of the cast, and read its duties."""
    whole = {
        "fiscal_year_ends": "12-31", "last_meeting_on": None, "last_audit_on": None, "last_change_on": None,
        "is_simplified": False, "is_large": False, **days,
    }  # fmt: skip
    with cast.inside(cast.coop, cast.lan):
        record_duty_days(org_id=cast.coop.id, by=cast.lan.id, now=now, **whole)  # type: ignore[arg-type]
        return list_cooperative_duties(org_id=cast.coop.id, today=now.date())


@pytest.mark.django_db
def test_a_meeting_that_is_late_for_certain(cast: Cast) -> None:
    lines = told(cast, is_simplified=True, last_meeting_on=date(2026, 6, 1))
    [late] = [line for line in lines if line.duty.code == "simplified_meeting"]
    # 1 June and three months: 1 September, 82 days before 22 November.
    assert (late.state, late.days_late) == (OVERDUE, 82)


@pytest.mark.django_db
def test_a_meeting_of_the_spring_settles_the_year_before(cast: Cast) -> None:
    """The cooperative began in 2026, so that nothing is due of 2025."""
    lines = told(cast, now=datetime(2027, 5, 2, tzinfo=UTC), last_meeting_on=date(2027, 4, 20))
    states = {line.duty.period: line.is_settled for line in lines if line.duty.code == "annual_meeting"}
    assert states == {"2026": True, "2027": False}
    assert not [line for line in told(cast) if line.duty.period.startswith("2025")]


@pytest.mark.django_db
def test_a_day_ahead_is_refused(cast: Cast) -> None:
    with pytest.raises(DayLiesAhead):
        told(cast, last_meeting_on=date(2026, 12, 1))


@pytest.mark.django_db
def test_the_page_answers_the_five_questions(cast: Cast, django_assert_max_num_queries: object) -> None:
    address = reverse(CALENDAR, args=[cast.coop.slug])
    with django_assert_max_num_queries(BUDGET):  # type: ignore[operator]
        page = cast.client(cast.lan).get(address)
    assert page.status_code == 200
    assert "01/GTGT" in page.content.decode()
    assert cast.client(cast.lan).post(address).status_code == 405
    assert Client().get(address).status_code == 302
    assert cast.client(cast.tu).get(address).status_code == 404


@pytest.mark.django_db
def test_the_days_are_told_on_a_page(cast: Cast) -> None:
    address = reverse(DAYS, args=[cast.coop.slug])
    client = cast.client(cast.lan)
    assert client.get(address).status_code == 200
    assert client.delete(address).status_code == 405
    given = {"fiscal_year_ends": "12-31", "last_meeting_on": "2026-04-20", "is_simplified": "on"}
    assert client.post(address, given).status_code == 302
    assert client.post(address, {**given, "last_meeting_on": "2027-04-20"}).status_code == 422
    assert Client().get(address).status_code == 302
    assert cast.client(cast.tu).get(address).status_code == 404
    # The control board reads the calendar and tells nothing.
    assert cast.client(cast.hai).get(address).status_code == 403
    assert cast.client(cast.hai).get(reverse(CALENDAR, args=[cast.coop.slug])).status_code == 200


@pytest.mark.django_db
def test_a_calendar_program_reads_the_duties(cast: Cast) -> None:
    client = cast.client(cast.lan)
    client.post(reverse("taxes:calendar-feeds", args=[cast.coop.slug]))
    feed = client.get(reverse(CALENDAR, args=[cast.coop.slug])).context["feed_address"]
    answer = Client().get(feed.removeprefix("http://testserver"))
    assert answer.status_code == 200
    assert b"data_update-2026" in answer.content
