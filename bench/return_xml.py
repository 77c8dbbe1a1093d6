"""The electronic files of one quarter's returns for a whole pilot: from computed taxes to bytes, two places each."""

import gc
import multiprocessing
import os
import time
from datetime import date
from decimal import Decimal
from functools import lru_cache

from bench.measure import Measured
from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.taxes.calc import HouseholdTax, HouseholdYear, Period
from ecoop.taxes.calc.return_file import FileForm, file_form, return_file
from ecoop.taxes.calc.return_forms import CODES, SHELL, form_version, rows_of_sectors
from ecoop.taxes.calc.returns import PlaceOfBusiness, ReturnGiven, Sold, Taxpayer
from ecoop.taxes.calc.returns_quarter import fill_quarter
from ecoop.taxes.queries import tax_of

QUARTER, DUE_ON, KNOWN_ON = "2026-Q3", date(2026, 11, 2), date(2026, 10, 20)
TARGET_SECONDS = 60
# So many different taxes are computed beforehand; each household of the pilot files one of them under its own name.
DIFFERENT = 2_000
_CHUNK = 500
_TAXES: list[HouseholdTax] = []


def measure_return_xml(*, households: int) -> list[Measured]:
    """Measure the writing of files by all processors, and of one file by one."""
    _TAXES.clear()
    _TAXES.extend(_tax(number) for number in range(min(households, DIFFERENT)))
    gc.collect()
    gc.freeze()
    processors = os.cpu_count() or 1
    begun = time.perf_counter()
    _write((0, min(households, DIFFERENT)))
    alone = (time.perf_counter() - begun) / min(households, DIFFERENT)
    spans = [(start, min(start + _CHUNK, households)) for start in range(0, households, _CHUNK)]
    begun = time.perf_counter()
    with multiprocessing.get_context("fork").Pool(processors) as pool:
        size = sum(pool.map(_write, spans))
    together = time.perf_counter() - begun
    return [
        Measured(
            f"files of {households:,} returns, {processors} processes",
            round(together, 2),
            "s",
            target=f"< {TARGET_SECONDS} s",
            is_met=together < TARGET_SECONDS if households >= 90_000 else None,
            note=f"{size:,} bytes of XML, from computed taxes",
        ),
        Measured("one file, one process", round(alone * 1_000_000), "µs"),
    ]


def _write(span: tuple[int, int]) -> int:
    """Write the files of some households, and tell how many bytes they are."""
    form, rows, ratio = _form()
    size = 0
    for number in range(*span):
        tax = _TAXES[number % len(_TAXES)]
        places = _places(number)
        taxpayer = Taxpayer(f"Hộ số {number} & con", f"0{number:011d}", "Thôn 1", ward_name="Xã Mẫu")
        given = ReturnGiven("01/CNKD", QUARTER, tax, taxpayer, DUE_ON, places=places, sold=_sold(tax, places))
        fields = fill_quarter(given=given, vat_cut_ratio=ratio, rows=rows)
        written = return_file(
            form=form, period=QUARTER, number=0, fields=fields, taxpayer=taxpayer, places=places, made_on=KNOWN_ON
        )
        size += len(written)
    return size


@lru_cache(maxsize=1)
def _form() -> tuple[FileForm, dict[str, str], Decimal]:
    law = lawbook.on(date(2026, 12, 31), known_on=KNOWN_ON)
    version = form_version(law=law, form="01/CNKD", period=QUARTER, known_on=KNOWN_ON)
    form = file_form(version=version, shell=law.form(SHELL), codes=law.table(CODES))
    return form, rows_of_sectors(law=law), law.rate("tax/household/vat_cut_ratio")


def _tax(number: int) -> HouseholdTax:
    """Compute the tax of a household that sells goods and food, a little more than the one before."""
    sold = Dong(100_000_000 + number * 37_123)
    month = Period({"goods": sold, "production_transport": Dong(sold // 2)})
    periods = tuple(month if place < 9 else Period({}) for place in range(12))
    return tax_of(facts=HouseholdYear(year=2026, periods=periods, method_at_start_of_year="revenue"))


def _places(number: int) -> tuple[PlaceOfBusiness, ...]:
    return tuple(PlaceOfBusiness(f"{number}-{place}", f"0000{place}", f"Sạp {place}", "Chợ") for place in (1, 2))


def _sold(tax: HouseholdTax, places: tuple[PlaceOfBusiness, ...]) -> list[Sold]:
    """Give each place its part of the quarter: two thirds at the first."""
    found = []
    for line in next(each for each in tax.periods if each.name == QUARTER).sectors:
        first = Dong(line.revenue_vnd * 2 // 3)
        for place, amount in zip(places, (first, Dong(line.revenue_vnd - first)), strict=True):
            found.append(Sold(place.id, "shop", line.sector, amount, Dong(0)))
    return found
