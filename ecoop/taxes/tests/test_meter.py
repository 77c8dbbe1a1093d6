"""The way to the next threshold: where the meter warns, and what passing it costs."""

from datetime import date

import pytest

from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.taxes.calc.meter import at_this_pace, just_past, measure
from ecoop.taxes.calc.reading import read_household_year
from ecoop.taxes.queries import tax_of

LAW_2026 = lawbook.on(date(2026, 12, 31))
BILLION = 1_000_000_000

# The law's meter warns at 70, 90 and 100 % of the billion; the billion itself is still exempt.
LEVELS = [
    (0, "taxable", "calm", 0),
    (699_999_999, "taxable", "calm", 69),
    (700_000_000, "taxable", "near", 70),
    (899_999_999, "taxable", "near", 89),
    (900_000_000, "taxable", "close", 90),
    (BILLION, "taxable", "close", 100),
    (BILLION + 1, "income_method", "calm", 33),
    (2_700_000_000, "income_method", "close", 90),
    (3 * BILLION, "income_method", "close", 100),
    (3 * BILLION + 1, "monthly", "calm", 6),
    (50 * BILLION + 1, "monthly", "over", 100),
]


@pytest.mark.parametrize(("revenue", "code", "level", "percent"), LEVELS)
def test_the_meter_warns_where_the_law_says(revenue: int, code: str, level: str, percent: int) -> None:
    meter = measure(law=LAW_2026, revenue_vnd=Dong(revenue))
    assert (meter.code, meter.level, meter.percent) == (code, level, percent)
    assert 0 <= meter.filled <= 1000
    assert meter.left_vnd == max(0, meter.threshold_vnd - revenue)


def test_before_it_was_known_the_threshold_was_half() -> None:
    then = lawbook.on(date(2026, 12, 31), known_on=date(2026, 4, 15))
    meter = measure(law=then, revenue_vnd=Dong(450_000_000))
    assert (meter.threshold_vnd, meter.level) == (500_000_000, "close")


def test_what_passing_it_costs_at_once() -> None:
    """
    80 million a month until October leave 200 million. One đồng past it in November: VAT of the fourth quarter is
    1 % of 80 + 200 million and one đồng, 2.800.000; PIT is 0,5 % of one đồng, nothing.
    """
    months = [{"revenue": {"goods": 80_000_000}}] * 10 + [{"revenue": {}}] * 2
    facts = read_household_year({"year": 2026, "months": months})
    meter = measure(law=LAW_2026, revenue_vnd=facts.revenue_vnd)
    past = just_past(facts=facts, meter=meter, month=11)
    assert past.revenue_vnd == BILLION + 1
    assert tax_of(facts=facts).total_vnd == 0
    assert tax_of(facts=past).total_vnd == 2_800_000


def test_the_pace_of_the_year() -> None:
    """100 days of 365 have passed on 10 April 2026: 100 million become 365 million."""
    pace = at_this_pace(revenue_vnd=Dong(100_000_000), today=date(2026, 4, 10), since_on=date(2026, 1, 1))
    assert pace == 365_000_000
