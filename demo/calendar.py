"""How a year goes: Tết, market days, the tea season, weekends. Weights only; money comes later."""

from collections.abc import Iterator
from datetime import date, timedelta

YEAR = 2026
TET = date(2026, 2, 17)
SHUT_BEFORE = 1
SHUT_AFTER = 3
RUSH_DAYS = 22
# Months of harvest; what is left over sells slowly in the others.
SEASONS = {"coffee": (1, 10, 11, 12), "durian": (7, 8, 9)}
SEASON_WEIGHT, OFF_SEASON_WEIGHT = 400, 15


def list_days() -> Iterator[date]:
    """List every day of the year."""
    day = date(YEAR, 1, 1)
    while day.year == YEAR:
        yield day
        day += timedelta(days=1)


def is_shut(*, day: date) -> bool:
    """Tell whether everybody is at home for Tết."""
    return -SHUT_BEFORE <= (day - TET).days <= SHUT_AFTER


def weigh_day(*, day: date, habit: str) -> int:
    """Weigh the trade of a day in hundredths of a usual one, by the habit of a shop.

    Before Tết everybody buys; every fifth day is market day; guests come at weekends; tea, coffee and durian have
    their seasons, and outside them hardly anything is sold.
    """
    if is_shut(day=day):
        return 0
    if habit in SEASONS:
        return SEASON_WEIGHT if day.month in SEASONS[habit] else OFF_SEASON_WEIGHT
    weight = 100
    if 0 < (TET - day).days <= RUSH_DAYS:
        weight += 80
    if day.timetuple().tm_yday % 5 == 3:
        weight += 220 if habit == "market" else 35
    if habit == "tea" and 4 <= day.month <= 10:
        weight += 45
    if habit == "guests" and day.weekday() >= 5:
        weight += 90
    if habit == "guests" and day.month in (6, 7):
        weight += 40
    return weight
