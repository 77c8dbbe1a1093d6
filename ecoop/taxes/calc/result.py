"""What the tax calculation gives back: figures, each with the step that made it and the article it rests on."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from ecoop.kernel.dates import format_day
from ecoop.kernel.dong import Dong, format_dong
from ecoop.kernel.refusals import Citation
from ecoop.taxes.calc.words import ON_PLATFORMS, STEPS, WARNINGS
from ecoop.taxes.errors import HALF, QUARTER, SECTOR_NAMES

# How a part of the year reaches the tax office: by the household's own returns, by platforms, as rent.
SHOP, PLATFORM, RENT = "shop", "platform", "rent"
NOTHING_VND = Dong(0)


@dataclass(frozen=True)
class Step:
    """One step of the calculation: what was done, what came out, by which article, under which open switch."""

    code: str
    value: Dong | Decimal
    facts: Mapping[str, Any]
    law: Citation | None = None
    path: str = ""
    switch: str = ""

    @property
    def label(self) -> str:
        """Say the step in the active language."""
        return _say(STEPS[self.code], self.facts)

    @property
    def article(self) -> Citation | None:
        """Name the law under the name that page parts know."""
        return self.law

    def as_dict(self) -> dict[str, Any]:
        """Give it to a program."""
        given: dict[str, Any] = {
            "label": self.label,
            "value": self.value if isinstance(self.value, int) else str(self.value),
            "law": asdict(self.law) if self.law else None,
        }
        return {**given, "switch": self.switch} if self.switch else given


def _nothing() -> tuple[Any, ...]:
    return ()


@dataclass(frozen=True)
class Caution:
    """Something the household should know before it files."""

    code: str
    facts: Mapping[str, Any]
    text: str = ""
    switch: str = ""

    @property
    def said(self) -> str:
        """Say it in the active language; the text of an open question comes from the law itself."""
        own = _say(WARNINGS[self.code], self.facts) if self.code in WARNINGS else ""
        return " ".join(part for part in (own, self.text) if part)


@dataclass(frozen=True)
class SectorTax:
    """One sector group in one period."""

    sector: str
    revenue_vnd: Dong
    deducted_vnd: Dong
    vat_rate: Decimal
    vat_vnd: Dong
    pit_rate: Decimal
    pit_vnd: Dong


@dataclass(frozen=True)
class PeriodTax:
    """What one period brings: before the waiver by sector group, after it in the totals."""

    name: str
    sectors: tuple[SectorTax, ...]
    is_filed: bool
    vat_vnd: Dong
    pit_before_reduction_vnd: Dong
    pit_reduction_vnd: Dong
    pit_vnd: Dong
    deduction_left_vnd: Dong
    channel: str = SHOP


@dataclass(frozen=True)
class ReturnDue:
    """One return to file; amounts are None when the year was given without its periods.

    `pay_by_on` is the day until which its tax is paid: the day of the return, or a later one that was asked for.
    """

    form: str
    period: str
    due_on: date
    due_on_statutory: date
    vat_vnd: Dong | None
    pit_vnd: Dong | None
    law: Citation | None = None
    path: str = ""
    pay_by_on: date | None = None
    # Corporate income tax, which only cooperatives declare.
    cit_vnd: Dong | None = None

    @property
    def is_extended(self) -> bool:
        """Tell whether the tax may be paid later than the return is due."""
        return self.pay_by_on is not None and self.pay_by_on > self.due_on

    @property
    def period_label(self) -> str:
        """Say the period in the active language."""
        return period_in_words(name=self.period)

    def as_dict(self) -> dict[str, Any]:
        """Give it to a program."""
        return {
            "form": self.form,
            "period": self.period,
            "due_on": str(self.due_on),
            "due_on_statutory": str(self.due_on_statutory),
            "pay_by_on": str(self.pay_by_on or self.due_on),
            "vat_vnd": self.vat_vnd,
            "pit_vnd": self.pit_vnd,
            "law": asdict(self.law) if self.law else None,
        }


@dataclass(frozen=True)
class HouseholdTax:
    """The tax of one household for one year; how it came about is told when somebody asks.

    `pit_cut_vnd` is what Resolution 43 would take off, whether it was taken (`pit_reduction_vnd`) or only shown.
    """

    year: int
    method: str
    exempt: bool
    revenue_vnd: Dong
    threshold_vnd: Dong
    vat_vnd: Dong
    pit_vnd: Dong
    pit_before_reduction_vnd: Dong
    pit_reduction_vnd: Dong
    must_switch_next_year: bool
    filing: str
    refund_vnd: Dong
    deduction_vnd: Mapping[str, Dong]
    periods: tuple[PeriodTax, ...]
    returns: tuple[ReturnDue, ...]
    taxable_income_vnd: Dong | None = None
    rate: Decimal | None = None
    pit_due_at_finalisation_vnd: Dong | None = None
    pit_cut_vnd: Dong = NOTHING_VND
    withheld_vat_vnd: Dong = NOTHING_VND
    withheld_pit_vnd: Dong = NOTHING_VND
    vat_due_vnd: Dong = NOTHING_VND
    pit_due_vnd: Dong = NOTHING_VND
    limit_vnd: Dong | None = None
    lease_vnd: Dong = NOTHING_VND
    list_steps: Callable[[], tuple[Step, ...]] = field(default=_nothing, repr=False, compare=False)
    list_warnings: Callable[[], tuple[Caution, ...]] = field(default=_nothing, repr=False, compare=False)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Tell how the figures came about, each step with its article."""
        return self.list_steps()

    @cached_property
    def warnings(self) -> tuple[Caution, ...]:
        """Tell what to know before filing."""
        return self.list_warnings()

    @property
    def total_vnd(self) -> Dong:
        """Add up both taxes."""
        return Dong(self.vat_vnd + self.pit_vnd)

    @property
    def due_vnd(self) -> Dong:
        """Add up what is still to be paid after what platforms withheld and what was paid before."""
        return Dong(self.vat_due_vnd + self.pit_due_vnd)

    @property
    def sectors(self) -> tuple[SectorTax, ...]:
        """Add the periods up by sector group, in the order of the first period that has each."""
        sums: dict[str, SectorTax] = {}
        for period in self.periods:
            for tax in period.sectors:
                sums[tax.sector] = _added(sums[tax.sector], tax) if tax.sector in sums else tax
        return tuple(sums.values())

    def as_dict(self) -> dict[str, Any]:
        """Give the tax to a program, in the shape of `ecoop tax household`."""
        income = {
            "taxable_income_vnd": self.taxable_income_vnd,
            "rate": None if self.rate is None else f"{self.rate:.2f}",
            "pit_due_at_finalisation_vnd": self.pit_due_at_finalisation_vnd,
        }
        return {
            "year": self.year,
            "method": self.method,
            **(income if self.method == "income" and self.rate is not None else {}),
            "exempt": self.exempt,
            "revenue_vnd": self.revenue_vnd,
            "threshold_vnd": self.threshold_vnd,
            "vat_vnd": self.vat_vnd,
            "pit_vnd": self.pit_vnd,
            "pit_before_reduction_vnd": self.pit_before_reduction_vnd,
            "pit_reduction_vnd": self.pit_reduction_vnd,
            "pit_reduction_if_applied_vnd": self.pit_cut_vnd,
            "total_vnd": self.total_vnd,
            "withheld_vat_vnd": self.withheld_vat_vnd,
            "withheld_pit_vnd": self.withheld_pit_vnd,
            "vat_due_vnd": self.vat_due_vnd,
            "pit_due_vnd": self.pit_due_vnd,
            "must_switch_next_year": self.must_switch_next_year,
            "filing": self.filing,
            "refund_vnd": self.refund_vnd,
            "deduction_vnd": dict(self.deduction_vnd),
            "periods": [_period(period) for period in self.periods],
            "returns": [each.as_dict() for each in self.returns],
            "warnings": [warning.said for warning in self.warnings],
            "steps": [step.as_dict() for step in self.steps],
        }


def format_rate(rate: Decimal) -> str:
    """Write a rate as people read it: 0.015 is 1,5 %."""
    return f"{(rate * 100).normalize():f}".replace(".", ",") + " %"


def _added(one: SectorTax, other: SectorTax) -> SectorTax:
    return SectorTax(
        sector=one.sector,
        revenue_vnd=Dong(one.revenue_vnd + other.revenue_vnd),
        deducted_vnd=Dong(one.deducted_vnd + other.deducted_vnd),
        vat_rate=one.vat_rate,
        vat_vnd=Dong(one.vat_vnd + other.vat_vnd),
        pit_rate=one.pit_rate,
        pit_vnd=Dong(one.pit_vnd + other.pit_vnd),
    )


def _period(period: PeriodTax) -> dict[str, Any]:
    return {
        "period": period.name,
        "channel": period.channel,
        "vat_vnd": period.vat_vnd,
        "pit_vnd": period.pit_vnd,
        "deduction_left_vnd": period.deduction_left_vnd,
        "sectors": [
            {**asdict(tax), "vat_rate": str(tax.vat_rate), "pit_rate": str(tax.pit_rate)} for tax in period.sectors
        ],
    }


def period_in_words(*, name: str) -> str:
    """Write 2026-Q3 as people of the language do, 2026-03 as 03/2026, and a whole year as it is."""
    year, _dash, part = name.partition("-")
    if part == PLATFORM:
        return str(ON_PLATFORMS).format(year=year)
    if part.startswith(("Q", "H")):
        return str(QUARTER if part[0] == "Q" else HALF).format(n=part[1:], year=year)
    return f"{part}/{year}" if part else year


def _say(words: Any, facts: Mapping[str, Any]) -> str:
    return str(words).format_map({name: _shown(name, fact) for name, fact in facts.items()})


def _shown(name: str, fact: Any) -> Any:
    if name == "sector":
        return SECTOR_NAMES[fact]
    if name == "period":
        return period_in_words(name=fact)
    if name.endswith("_vnd"):
        return format_dong(Dong(fact))
    if isinstance(fact, date):
        return format_day(fact)
    return format_rate(fact) if isinstance(fact, Decimal) else fact
