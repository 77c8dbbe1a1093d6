"""The taxes of a cooperative: facts and law in, figures with their steps out; no database, clock, settings or files."""

from ecoop.taxes.calc.cooperative.facts import CooperativeYear
from ecoop.taxes.calc.cooperative.reading import FIELDS, Known, read_cooperative_year
from ecoop.taxes.calc.cooperative.result import CooperativeReturn, CooperativeTax
from ecoop.taxes.calc.cooperative.whole import cooperative_tax

__all__ = [
    "FIELDS",
    "CooperativeReturn",
    "CooperativeTax",
    "CooperativeYear",
    "Known",
    "cooperative_tax",
    "read_cooperative_year",
]
