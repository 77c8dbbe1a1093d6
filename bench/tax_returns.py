"""The returns of one quarter for a whole pilot: from monthly totals to figures, as the tax office would see them."""

import gc
import multiprocessing
import os
import random
import time
from collections.abc import Iterator
from typing import Any

from bench.measure import Measured
from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Refusal
from ecoop.taxes.calc import HouseholdYear, Period
from ecoop.taxes.queries import tax_of

YEAR, QUARTER = 2026, "2026-Q3"
MONTHS_SOLD = 9
TARGET_SECONDS = 15
# Nine of ten households of the country lie below 500 million; here more of them file, so that there is work to do.
YEARLY = ((0.55, 100, 900), (0.35, 1_000, 2_900), (0.09, 3_100, 20_000), (0.01, 51_000, 80_000))
GROUPS = (("goods",), ("goods", "services"), ("production_transport",), ("goods", "production_transport", "other"))
_MILLION = 1_000_000
_CHUNK = 500
# The monthly totals stand here before the processes fork, as rows read from a database would.
_TOTALS: list[list[dict[str, Any]]] = []


def measure_tax_returns(*, households: int) -> list[Measured]:
    """Measure the returns of a quarter for many households, by all processors and by one, and a tax with its steps."""
    _TOTALS.clear()
    _TOTALS.extend(_household(random.Random(seed)) for seed in range(households))
    # What is held before the processes fork is never garbage; to look for it again and again costs half the time.
    gc.collect()
    gc.freeze()
    processors = os.cpu_count() or 1
    each = min(households, 5_000)
    alone, figures = _timed(1, each)
    together, all_figures = _timed(processors, households)
    explained = _time_explained(count=min(households, 500))
    filed, vat, pit, refused = all_figures
    shared = f"{filed:,} returns of {QUARTER}, VAT {vat:,}, PIT {pit:,}, {refused} refused"
    return [
        Measured(
            f"returns of a quarter, {households:,} households, {processors} processes",
            round(together, 2),
            "s",
            target=f"< {TARGET_SECONDS} s",
            is_met=together < TARGET_SECONDS if households >= 90_000 else None,
            note=shared,
        ),
        Measured(
            "one household, one process",
            round(alone * 1_000_000 / min(households, 5_000)),
            "µs",
            note=f"{figures[0]} returns",
        ),
        Measured("one household with every step told", round(explained * 1_000_000), "µs"),
    ]


def _timed(processes: int, households: int) -> tuple[float, tuple[int, int, int, int]]:
    spans = [(start, min(start + _CHUNK, households)) for start in range(0, households, _CHUNK)]
    begun = time.perf_counter()
    if processes == 1:
        answers = [_figures(span) for span in spans]
    else:
        with multiprocessing.get_context("fork").Pool(processes) as pool:
            answers = pool.map(_figures, spans)
    filed, vat, pit, refused = (sum(answer[place] for answer in answers) for place in range(4))
    return time.perf_counter() - begun, (filed, vat, pit, refused)


def _figures(span: tuple[int, int]) -> tuple[int, int, int, int]:
    """Compute one chunk: how many file, what they owe for the quarter, and how many are refused."""
    filed = vat = pit = refused = 0
    for months in _TOTALS[span[0] : span[1]]:
        try:
            tax = tax_of(facts=_facts(months))
        except Refusal:
            refused += 1
            continue
        for each in tax.returns:
            if each.period == QUARTER:
                filed, vat, pit = filed + 1, vat + (each.vat_vnd or 0), pit + (each.pit_vnd or 0)
    return filed, vat, pit, refused


def _facts(months: list[dict[str, Any]]) -> HouseholdYear:
    periods = tuple(Period(each["revenue"], each["costs"], each["cut"]) for each in months)
    method = "income" if months[0]["costs"] is not None else "revenue"
    return HouseholdYear(year=YEAR, periods=periods, method=method, method_at_start_of_year=method)


def _time_explained(*, count: int) -> float:
    taxable = [months for months in _TOTALS if sum(sum(each["revenue"].values()) for each in months) > 1_000 * _MILLION]
    begun = time.perf_counter()
    for months in taxable[:count]:
        tax_of(facts=_facts(months)).as_dict()
    return (time.perf_counter() - begun) / max(1, len(taxable[:count]))


def _household(chance: random.Random) -> list[dict[str, Any]]:
    """Invent one household's year so far: its size, its sector groups, its seasons."""
    low, high = _size(chance.random())
    yearly = chance.randrange(low, high) * _MILLION
    groups = chance.choice(GROUPS)
    by_income = yearly > 3_000 * _MILLION or (yearly > 1_000 * _MILLION and chance.random() < 0.2)
    return [dict(month) for month in _months(chance, yearly, groups, by_income)]


def _months(chance: random.Random, yearly: int, groups: tuple[str, ...], by_income: bool) -> Iterator[dict[str, Any]]:
    for month in range(1, 13):
        if month > MONTHS_SOLD:
            yield {"revenue": {}, "costs": Dong(0) if by_income else None, "cut": {}}
            continue
        sold = yearly * chance.randrange(60, 150) // 1_200
        revenue = {group: Dong(sold // len(groups) + chance.randrange(1_000)) for group in groups}
        cut = {groups[0]: revenue[groups[0]]} if chance.random() < 0.5 else {}
        yield {"revenue": revenue, "costs": Dong(sold * 9 // 10) if by_income else None, "cut": cut}


def _size(drawn: float) -> tuple[int, int]:
    for share, low, high in YEARLY:
        if drawn < share:
            return low, high
        drawn -= share
    return YEARLY[0][1:]
