"""The household's tax: facts and law in, figures with their steps out; no database, clock, settings or files."""

from ecoop.taxes.calc.allocation import allocate_deduction
from ecoop.taxes.calc.deadlines import quarter_due_on
from ecoop.taxes.calc.facts import REAL_ESTATE, SECTORS, HouseholdYear, Period, Platform
from ecoop.taxes.calc.household import household_tax, tax_household
from ecoop.taxes.calc.reading import FIELDS, read_household_year
from ecoop.taxes.calc.result import (
    PLATFORM,
    RENT,
    SHOP,
    Caution,
    HouseholdTax,
    PeriodTax,
    ReturnDue,
    SectorTax,
    Step,
    format_rate,
)
from ecoop.taxes.calc.rules import Rules

__all__ = [
    "FIELDS",
    "PLATFORM",
    "REAL_ESTATE",
    "RENT",
    "SECTORS",
    "SHOP",
    "Caution",
    "HouseholdTax",
    "HouseholdYear",
    "Period",
    "PeriodTax",
    "Platform",
    "ReturnDue",
    "Rules",
    "SectorTax",
    "Step",
    "allocate_deduction",
    "format_rate",
    "household_tax",
    "quarter_due_on",
    "read_household_year",
    "tax_household",
]
