"""The duties of a year: which, by which form, and on which day."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import icalendar

from ecoop.taxes.calc.feed import FeedEntry, write_calendar
from ecoop.taxes.calc.reading import read_household_year
from ecoop.taxes.queries.calendar import States, line_of, list_duties_of

NOTHING = States({}, {}, {})


def duties_of_months(amount: int, **given: Any) -> list[Any]:
    """List the duties of 2026 for a shop that sells the same each month."""
    months = [{"revenue": {"goods": amount}}] * 12
    duties, _refusals = list_duties_of(years=[read_household_year({"year": 2026, "months": months, **given})])
    return duties


def test_an_exempt_household_tells_its_revenue_and_its_accounts() -> None:
    """31/01/2027 is a Sunday, so the notice may come on Monday (law 1.7)."""
    assert [(duty.code, duty.form, duty.due_on, duty.due_on_statutory) for duty in duties_of_months(50_000_000)] == [
        ("bank_accounts", "01/BK-STK", date(2026, 7, 31), date(2026, 7, 31)),
        ("revenue_notice", "01/TKN-CNKD", date(2027, 2, 1), date(2027, 1, 31)),
    ]


def test_who_passes_the_billion_registers_for_invoices_and_files_from_that_quarter() -> None:
    """
    120 million a month pass the billion in September: register within 30 days after 30/09, file the third quarter by
    31/10, a Saturday, so Monday 02/11; VAT 1 % of 360 million and, of 80 million above the billion, PIT 0,5 %.
    """
    duties = duties_of_months(120_000_000)
    assert [(duty.code, duty.period, duty.due_on, duty.total_vnd) for duty in duties[:2]] == [
        ("einvoice_registration", "2026-Q3", date(2026, 10, 30), 0),
        ("quarter_return", "2026-Q3", date(2026, 11, 2), 4_000_000),
    ]
    assert duties[1].is_moved
    assert duties[2].due_on == date(2027, 2, 1)


def test_the_income_method_settles_in_march_and_lists_its_stock_with_the_first_return() -> None:
    duties = duties_of_months(120_000_000, method="income", costs=0, method_at_start_of_year="income")
    by_code = {duty.code: duty for duty in duties}
    assert by_code["finalisation"].due_on == date(2027, 3, 31)
    assert by_code["opening_stock"].due_on == date(2026, 5, 4)
    assert [duty.due_on for duty in duties if duty.code == "quarter_return"] == [
        date(2026, 5, 4),
        date(2026, 7, 31),
        date(2026, 11, 2),
        date(2027, 2, 1),
    ]


def test_without_costs_the_days_stand_and_the_amounts_do_not() -> None:
    months = [{"revenue": {"goods": 120_000_000}}] * 12
    facts = read_household_year({"year": 2026, "months": months, "method": "income"})
    duties, refusals = list_duties_of(years=[facts])
    assert [refusal.code for refusal in refusals] == ["taxes.costs-are-needed"]
    assert {duty.total_vnd for duty in duties} == {0}
    assert "finalisation" in {duty.code for duty in duties}


def test_what_became_of_a_duty() -> None:
    """Twenty days after 02/11 nineteen bear interest (the day of payment does not): 4 million × 0,03 % × 19."""
    duty = next(each for each in duties_of_months(120_000_000) if each.period == "2026-Q3" and each.form)
    on = {"form": duty.form, "period": duty.period}
    late = line_of(duty=duty, states=NOTHING, today=date(2026, 11, 22))
    assert (late.state, late.days_late) == ("overdue", 20)
    assert late.late is not None
    assert late.late.interest_vnd == 22_800
    assert line_of(duty=duty, states=NOTHING, today=date(2026, 11, 2)).state == "soon"
    assert line_of(duty=duty, states=NOTHING, today=date(2026, 10, 1)).state == "open"
    register = next(each for each in duties_of_months(120_000_000) if each.code == "einvoice_registration")
    assert line_of(duty=register, states=NOTHING, today=date(2026, 11, 22)).state == "ask", "nobody knows here"
    filed = States({}, {(on["form"], on["period"]): date(2026, 10, 28)}, {})
    assert line_of(duty=duty, states=filed, today=date(2026, 11, 22)).state == "filed"
    done = States({}, {}, {(duty.code, duty.period): True})
    assert line_of(duty=duty, states=done, today=date(2026, 11, 22)).is_settled


def test_a_calendar_program_reads_whole_days_which_no_clock_moves() -> None:
    entries = [
        FeedEntry("quarter_return", "2026-Q3", "Tờ khai quý, dài; có dấu phẩy", "01/CNKD", date(2026, 11, 2), False),
        FeedEntry("revenue_notice", "2026", "Thông báo", "", date(2027, 2, 1), True),
    ]
    written = write_calendar(entries=entries, feed_id=UUID(int=7), now=datetime(2026, 11, 1, tzinfo=UTC))
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    assert b"VTIMEZONE" not in written
    first, second = icalendar.Calendar.from_ical(written).walk("VEVENT")
    assert first.decoded("dtstart") == date(2026, 11, 2)
    assert first.decoded("dtend") - first.decoded("dtstart") == timedelta(days=1)
    assert str(first["summary"]) == "Tờ khai quý, dài; có dấu phẩy"
    assert len(first.walk("VALARM")) == 1
    assert str(second["summary"]).startswith("✓")
    again = write_calendar(entries=entries, feed_id=UUID(int=7), now=datetime(2026, 12, 1, tzinfo=UTC))
    assert [each["uid"] for each in icalendar.Calendar.from_ical(again).walk("VEVENT")] == [first["uid"], second["uid"]]
