"""What was sold, day by day, beside the days before: the figures and bars of a household's home."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from ecoop.kernel.dates import month_start
from ecoop.kernel.dong import Dong

DAYS_SHOWN = 14
_WEEK = timedelta(days=7)
# The chart in its own units; the page stretches it.
BAR_STEP, BAR_WIDTH, CHART_HEIGHT = 20, 14, 72
_BAR_MIN = 2


@dataclass(frozen=True)
class Bar:
    """One day of the chart: where its bar stands and how high it is."""

    on: date
    amount_vnd: Dong
    x: int
    y: int
    height: int
    is_today: bool

    @property
    def middle(self) -> int:
        """Give the middle of the bar, where its day is written."""
        return self.x + BAR_WIDTH // 2


@dataclass(frozen=True)
class Comparison:
    """An amount beside the one of an earlier span of the same length."""

    code: str
    now_vnd: Dong
    before_vnd: Dong
    before_starts_on: date
    before_ends_on: date

    @property
    def more_vnd(self) -> Dong:
        """Give how much more it is now; negative when it is less."""
        return Dong(self.now_vnd - self.before_vnd)

    @property
    def less_vnd(self) -> Dong:
        """Give how much less it is now."""
        return Dong(self.before_vnd - self.now_vnd)


@dataclass(frozen=True)
class Takings:
    """What was sold today, this week and this month, each beside its like; and the bars of the last days."""

    today: Comparison
    week: Comparison
    month: Comparison
    bars: tuple[Bar, ...]

    @property
    def total_vnd(self) -> Dong:
        """Add up what the bars show."""
        return Dong(sum(bar.amount_vnd for bar in self.bars))

    @property
    def best(self) -> Bar:
        """Give the best of the days shown."""
        return max(self.bars, key=lambda bar: (bar.amount_vnd, bar.on))

    @property
    def width(self) -> int:
        """Give the width of the chart in its own units."""
        return BAR_STEP * len(self.bars)


def first_day_needed(*, today: date) -> date:
    """Give the first day whose sales the home needs: the month before counts, and two weeks."""
    return min(_month_before(today), today - timedelta(days=DAYS_SHOWN - 1))


def compare_takings(*, by_day: Mapping[date, Dong], today: date) -> Takings:
    """Put today, this week and this month beside the same weekday, the same days of last week and of last month.

    Shape:  `by_day` holds the days with sales since `first_day_needed`
    """
    monday, first, earlier = today - timedelta(days=today.weekday()), month_start(today), _month_before(today)
    same_day = min(earlier + (today - first), first - timedelta(days=1))
    return Takings(
        today=_comparison("today", by_day, (today, today), (today - _WEEK, today - _WEEK)),
        week=_comparison("week", by_day, (monday, today), (monday - _WEEK, today - _WEEK)),
        month=_comparison("month", by_day, (first, today), (earlier, same_day)),
        bars=_bars(by_day, today),
    )


def _comparison(
    code: str, by_day: Mapping[date, Dong], now: tuple[date, date], before: tuple[date, date]
) -> Comparison:
    return Comparison(code, _sum(by_day, *now), _sum(by_day, *before), *before)


def _sum(by_day: Mapping[date, Dong], starts_on: date, ends_on: date) -> Dong:
    return Dong(sum(amount for on, amount in by_day.items() if starts_on <= on <= ends_on))


def _bars(by_day: Mapping[date, Dong], today: date) -> tuple[Bar, ...]:
    days = [today - timedelta(days=back) for back in range(DAYS_SHOWN - 1, -1, -1)]
    amounts = [by_day.get(on, Dong(0)) for on in days]
    most_vnd = max(*amounts, 1)
    bars = []
    for place, (on, amount_vnd) in enumerate(zip(days, amounts, strict=True)):
        # A day on which more came back than was sold has no bar; a small one is still to be seen.
        share = Fraction(max(amount_vnd, 0), most_vnd)
        height = max(_BAR_MIN, round(CHART_HEIGHT * share)) if amount_vnd > 0 else 0
        x = place * BAR_STEP + (BAR_STEP - BAR_WIDTH) // 2
        bars.append(Bar(on, amount_vnd, x, CHART_HEIGHT - height, height, on == today))
    return tuple(bars)


def _month_before(today: date) -> date:
    return month_start(month_start(today) - timedelta(days=1))
