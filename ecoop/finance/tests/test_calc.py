"""Tests of the sums of lending, by pencil and by property; nothing here asks the database."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecoop.finance.calc.interest import Rates, count_interest
from ecoop.finance.calc.rules import Equity, MemberReading, PoolReading, measure_pool
from ecoop.finance.calc.schedule import Plan, make_schedule
from ecoop.finance.calc.state import Happening, allocate, get_state, principal_due
from ecoop.finance.calc.words import AllocationOrder, EventKind, ScheduleKind
from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook

# 9 % a year, overdue principal bears 150 % of it, a year of 365 days.
RATES = Rates(Decimal("0.09"), Decimal("1.5"), 365)
M = 1_000_000


def _stay(day: date) -> date:
    return day


def test_three_equal_parts_by_pencil() -> None:
    """30 million for 3 months at 9 % from 5 January 2026.

    31 days on 30m: 30,000,000 × 0.09 × 31 ÷ 365 = 229,315.07; running sum rounds to 229,315.
    28 days on 20m: 138,082.19; running 367,397.26 → 367,397, so 138,082.
    31 days on 10m: 76,438.36; running 443,835.62 → 443,836, so 76,439.
    """
    lines = make_schedule(
        amount_vnd=Dong(30 * M),
        starts_on=date(2026, 1, 5),
        months=3,
        kind=ScheduleKind.INSTALMENTS,
        rates=RATES,
        move=_stay,
    )
    assert [(line.due_on, line.principal_vnd, line.interest_vnd) for line in lines] == [
        (date(2026, 2, 5), 10 * M, 229_315),
        (date(2026, 3, 5), 10 * M, 138_082),
        (date(2026, 4, 5), 10 * M, 76_439),
    ]


def test_interest_each_month_and_principal_at_the_end_by_pencil() -> None:
    """20 million, 2 months, 9 % from 1 April 2026: 30 days 147,945.21; 61 days 300,821.92 → 147,945 and 152,877."""
    lines = make_schedule(
        amount_vnd=Dong(20 * M),
        starts_on=date(2026, 4, 1),
        months=2,
        kind=ScheduleKind.AT_END,
        rates=RATES,
        move=_stay,
    )
    assert [(line.principal_vnd, line.interest_vnd) for line in lines] == [(0, 147_945), (20 * M, 152_877)]


def test_one_payment_after_the_season_moves_off_a_holiday() -> None:
    """10 million, 6 months from 2 March 2026: due on 2 September, National Day.

    The table of days off names 1 and 2 September 2026 and the law's mover gives Thursday the 3rd: 185 days on 10m at
    9 % are 456,164.38.
    """
    law = lawbook.on(date(2026, 3, 2))
    (line,) = make_schedule(
        amount_vnd=Dong(10 * M),
        starts_on=date(2026, 3, 2),
        months=6,
        kind=ScheduleKind.SEASON,
        rates=RATES,
        move=law.next_working_day,
    )
    assert (line.due_on, line.interest_vnd) == (date(2026, 9, 3), 456_164)


@pytest.fixture
def paid_out() -> list[Happening]:
    return [Happening(EventKind.DISBURSED, date(2026, 1, 5), Dong(30 * M))]


@pytest.fixture
def plan() -> Plan:
    lines = make_schedule(
        amount_vnd=Dong(30 * M),
        starts_on=date(2026, 1, 5),
        months=3,
        kind=ScheduleKind.INSTALMENTS,
        rates=RATES,
        move=_stay,
    )
    return Plan(0, "first", date(2026, 1, 5), lines)


def test_overdue_principal_bears_half_as_much_again_by_pencil(paid_out: list[Happening], plan: Plan) -> None:
    """Nothing is paid until 15 February 2026: 10 million are late by 10 days.

    41 days on 30m at 9 %: 303,287.67 → 303,288. Beyond it 10 days on 10m at 4.5 %: 12,328.77 → 12,329.
    """
    state = get_state(happened=paid_out, plans=[plan], rates=RATES, day=date(2026, 2, 15))
    assert (state.overdue_vnd, state.overdue_since_on, state.days_overdue) == (10 * M, date(2026, 2, 5), 10)
    assert (state.interest_vnd, state.overdue_interest_vnd) == (303_288 + 12_329, 12_329)
    assert state.owed_vnd == 30 * M + 315_617


def test_on_its_own_day_a_part_is_due_and_not_late(paid_out: list[Happening], plan: Plan) -> None:
    state = get_state(happened=paid_out, plans=[plan], rates=RATES, day=date(2026, 2, 5))
    assert state.overdue_vnd == 0
    assert principal_due(happened=paid_out, plans=[plan], day=date(2026, 2, 5)) == 10 * M


def test_what_is_paid_on_its_days_costs_what_the_schedule_says(paid_out: list[Happening], plan: Plan) -> None:
    paid = [Happening(EventKind.REPAID, one.due_on, one.principal_vnd, one.interest_vnd) for one in plan.instalments]
    state = get_state(happened=[*paid_out, *paid], plans=[plan], rates=RATES, day=date(2026, 12, 31))
    assert state.is_settled
    assert state.interest_vnd == 443_836


def test_a_payment_settles_interest_first_or_what_is_due_first(paid_out: list[Happening], plan: Plan) -> None:
    state = get_state(happened=paid_out, plans=[plan], rates=RATES, day=date(2026, 2, 5))
    due = Dong(10 * M)
    first = allocate(amount_vnd=Dong(5 * M), state=state, due_vnd=due, order=AllocationOrder.INTEREST_FIRST)
    assert first == (5 * M - 229_315, 229_315, 0)
    second = allocate(amount_vnd=Dong(5 * M), state=state, due_vnd=due, order=AllocationOrder.PRINCIPAL_FIRST)
    assert second == (5 * M, 0, 0)


def test_the_pool_by_pencil() -> None:
    """Equity 2 billion: 30 % are 600 million, 5 % of those 30 million; of equity it would be 100 million.

    If 30 % limits only other equity (funds 200 million): 1.5 billion capital + 100 million profit + 60 million.
    """
    equity = Equity(2025, date(2026, 3, 20), Dong(2000 * M), Dong(1500 * M), Dong(100 * M), Dong(200 * M))

    def limits(pool: PoolReading, member: MemberReading, meeting: Dong | None = None) -> tuple[int, int]:
        measured = measure_pool(
            equity=equity,
            pool_rate=Decimal("0.30"),
            member_rate=Decimal("0.05"),
            readings=(pool, member),
            meeting_limit_vnd=meeting,
            used_vnd=Dong(0),
            promised_vnd=Dong(0),
        )
        return measured.limit_vnd, measured.member_limit_vnd

    assert limits(PoolReading.WHOLE_POOL, MemberReading.OF_POOL) == (600 * M, 30 * M)
    assert limits(PoolReading.WHOLE_POOL, MemberReading.OF_EQUITY) == (600 * M, 100 * M)
    assert limits(PoolReading.OTHER_EQUITY_ONLY, MemberReading.OF_POOL) == (1660 * M, 83 * M)
    assert limits(PoolReading.WHOLE_POOL, MemberReading.OF_POOL, Dong(20 * M)) == (600 * M, 20 * M)


_AMOUNTS = st.integers(min_value=100_000, max_value=500 * M)
_DAYS = st.dates(min_value=date(2025, 1, 1), max_value=date(2027, 12, 31))


@given(amount=_AMOUNTS, starts_on=_DAYS, months=st.integers(1, 12), kind=st.sampled_from(list(ScheduleKind)))
@settings(deadline=None, max_examples=60)
def test_a_schedule_brings_back_exactly_the_loan(amount: int, starts_on: date, months: int, kind: ScheduleKind) -> None:
    lines = make_schedule(
        amount_vnd=Dong(amount), starts_on=starts_on, months=months, kind=kind, rates=RATES, move=_stay
    )
    assert sum(line.principal_vnd for line in lines) == amount
    assert [line.due_on for line in lines] == sorted(line.due_on for line in lines)
    assert all(line.principal_vnd >= 0 and line.interest_vnd >= 0 for line in lines)
    # Asked at once, the whole time bears what the parts say.
    moves = [(starts_on, Dong(amount)), *((line.due_on, Dong(-line.principal_vnd)) for line in lines)]
    whole = count_interest(moves=moves, due=[], rates=RATES, until_on=lines[-1].due_on)
    assert whole.normal_vnd == sum(line.interest_vnd for line in lines)


@given(
    amount=_AMOUNTS,
    pays=st.lists(st.tuples(st.integers(1, 500), st.integers(1, 100 * M)), max_size=6),
    days=st.lists(st.integers(0, 700), min_size=2, max_size=8),
)
@settings(deadline=None, max_examples=60)
def test_interest_never_falls_and_the_balance_never_below_nothing(
    amount: int, pays: list[tuple[int, int]], days: list[int]
) -> None:
    starts_on = date(2026, 1, 5)
    lines = make_schedule(
        amount_vnd=Dong(amount), starts_on=starts_on, months=6, kind=ScheduleKind.INSTALMENTS, rates=RATES, move=_stay
    )
    plans = [Plan(0, "first", starts_on, lines)]
    happened = [Happening(EventKind.DISBURSED, starts_on, Dong(amount))]
    for after, offered in sorted(pays):
        on = starts_on + timedelta(days=after)
        state = get_state(happened=happened, plans=plans, rates=RATES, day=on)
        if state.owed_vnd:
            paid = Dong(min(offered, state.owed_vnd))
            split = allocate(amount_vnd=paid, state=state, due_vnd=Dong(0), order=AllocationOrder.INTEREST_FIRST)
            assert split.principal_vnd >= 0
            happened.append(Happening(EventKind.REPAID, on, split.principal_vnd, split.interest_vnd))
    states = [
        get_state(happened=happened, plans=plans, rates=RATES, day=starts_on + timedelta(days=after))
        for after in sorted(days)
    ]
    assert all(state.principal_vnd >= 0 and state.unpaid_interest_vnd >= 0 for state in states)
    assert [state.interest_vnd for state in states] == sorted(state.interest_vnd for state in states)
