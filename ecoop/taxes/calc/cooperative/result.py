"""What the taxes of a cooperative come to: figures, each with the step that made it and the article it rests on."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Citation
from ecoop.lawbook.calc import Law
from ecoop.taxes.calc.result import NOTHING_VND, Caution, Step, period_in_words

# How income is treated: free, at the rate of agriculture, at the rate of the size, or by a share of revenue.
EXEMPT, AGRICULTURE, SIZE, DEEMED = "exempt", "agriculture", "size", "deemed"
VAT, CIT, PIT = "vat", "cit", "pit"


@dataclass(frozen=True)
class Part:
    """The income of one field of activity, with official members or with others, and how it is taxed."""

    field: str
    is_internal: bool
    treatment: str
    reason: str
    revenue_vnd: Dong
    cost_vnd: Dong
    shared_vnd: Dong
    income_vnd: Dong
    rate: Decimal
    tax_vnd: Dong = NOTHING_VND


@dataclass(frozen=True)
class LossUsed:
    """What became of a loss of an earlier year."""

    year: int
    amount_vnd: Dong
    used_vnd: Dong
    left_vnd: Dong
    last_year: int
    is_expired: bool


@dataclass(frozen=True)
class CitTax:
    """Corporate income tax of a year; incomes are after the fund, before losses of earlier years."""

    is_exempt: bool
    measure_vnd: Dong
    size_rate: Decimal
    parts: tuple[Part, ...]
    exempt_income_vnd: Dong
    fund_vnd: Dong
    agriculture_income_vnd: Dong
    size_income_vnd: Dong
    loss_vnd: Dong
    losses: tuple[LossUsed, ...]
    agriculture_taxable_vnd: Dong
    size_taxable_vnd: Dong
    agriculture_tax_vnd: Dong
    size_tax_vnd: Dong
    deemed_tax_vnd: Dong
    tax_vnd: Dong

    @property
    def losses_used_vnd(self) -> Dong:
        """Add up what was taken off for losses of earlier years."""
        return Dong(sum(each.used_vnd for each in self.losses))


@dataclass(frozen=True)
class ProvisionalTax:
    """What four quarters had to bring and brought, and the interest on what was missing."""

    required_vnd: Dong
    paid_vnd: Dong
    in_time_vnd: Dong
    shortfall_vnd: Dong
    interest_vnd: Dong
    days: int
    left_vnd: Dong
    over_vnd: Dong
    due_on: tuple[date, ...]


@dataclass(frozen=True)
class VatLine:
    """Sales of one kind in a period: what they bear, and in which line of the return they stand."""

    kind: str
    treatment: str
    line: str
    amount_vnd: Dong
    rate: Decimal
    vat_vnd: Dong


@dataclass(frozen=True)
class VatOfPeriod:
    """VAT of a quarter or a month; by the direct method nothing is taken off or carried."""

    name: str
    lines: tuple[VatLine, ...]
    bought_vnd: Dong
    bought_vat_vnd: Dong
    input_vnd: Dong
    refused_input_vnd: Dong
    output_vnd: Dong
    carried_in_vnd: Dong
    vat_vnd: Dong
    carried_out_vnd: Dong


@dataclass(frozen=True)
class VatOfYear:
    """VAT of a year by one method."""

    method: str
    periods: tuple[VatOfPeriod, ...]
    vat_vnd: Dong


@dataclass(frozen=True)
class PitOfQuarter:
    """PIT withheld in a quarter from what members got and from pay."""

    quarter: int
    base_vnd: Dong
    members_pit_vnd: Dong
    pay_pit_vnd: Dong

    @property
    def pit_vnd(self) -> Dong:
        """Add up both."""
        return Dong(self.members_pit_vnd + self.pay_pit_vnd)


@dataclass(frozen=True)
class CooperativeReturn:
    """One return to file, or one payment without a return."""

    form: str
    period: str
    tax: str
    due_on: date
    due_on_statutory: date
    amount_vnd: Dong | None
    law: Citation | None
    path: str

    @property
    def period_label(self) -> str:
        """Say the period in the active language."""
        return period_in_words(name=self.period)

    @property
    def is_payment(self) -> bool:
        """Tell whether only money is due, and no form."""
        return not self.form

    def as_dict(self) -> dict[str, Any]:
        """Give it to a program."""
        days = {"due_on": str(self.due_on), "due_on_statutory": str(self.due_on_statutory)}
        law = asdict(self.law) if self.law else None
        return {"form": self.form, "period": self.period, "tax": self.tax, **days, "amount_vnd": self.amount_vnd} | {
            "law": law
        }


@dataclass(frozen=True)
class CooperativeTax:
    """The taxes of one cooperative for one year, each with its steps."""

    year: int
    revenue_vnd: Dong
    cit: CitTax
    provisional: ProvisionalTax | None
    vat: VatOfYear | None
    pit: tuple[PitOfQuarter, ...]
    vat_frequency: str
    returns: tuple[CooperativeReturn, ...]
    steps: tuple[Step, ...]
    warnings: tuple[Caution, ...]

    @property
    def pit_vnd(self) -> Dong:
        """Add up the PIT withheld in the year."""
        return Dong(sum(each.pit_vnd for each in self.pit))

    @property
    def vat_vnd(self) -> Dong:
        """Give the VAT of the year."""
        return self.vat.vat_vnd if self.vat else Dong(0)

    @property
    def total_vnd(self) -> Dong:
        """Add up what the cooperative pays, its own and what it withheld."""
        return Dong(self.cit.tax_vnd + self.vat_vnd + self.pit_vnd)

    def steps_of(self, *, tax: str) -> list[Step]:
        """List the steps of one tax."""
        return [step for step in self.steps if step.code.startswith(f"{tax}-")]

    def as_dict(self) -> dict[str, Any]:
        """Give the taxes to a program, in the shape of `ecoop tax cooperative`."""
        cit = _plain(asdict(self.cit)) | {"losses_used_vnd": self.cit.losses_used_vnd}
        return {
            "year": self.year,
            "revenue_vnd": self.revenue_vnd,
            "cit_vnd": self.cit.tax_vnd,
            "vat_vnd": self.vat_vnd,
            "pit_vnd": self.pit_vnd,
            "total_vnd": self.total_vnd,
            "cit": cit,
            "provisional": _plain(asdict(self.provisional)) if self.provisional else None,
            "vat": _plain(asdict(self.vat)) if self.vat else None,
            "vat_frequency": self.vat_frequency,
            "pit": [_plain(asdict(each)) | {"pit_vnd": each.pit_vnd} for each in self.pit],
            "returns": [each.as_dict() for each in self.returns],
            "warnings": [warning.said for warning in self.warnings],
            "steps": [step.as_dict() for step in self.steps],
        }


@dataclass(frozen=True)
class Telling:
    """The law, and what a calculation has told so far: steps and cautions, in order."""

    law: Law
    steps: list[Step]
    cautions: list[Caution]

    def step(
        self,
        *,
        code: str,
        value: Dong | Decimal,
        path: str = "",
        switch: str = "",
        facts: Mapping[str, Any] | None = None,
    ) -> None:
        """Tell a step; its article is that of the number it rests on."""
        cited = self.law.cite(path) if path and self.law.has(path) else None
        self.steps.append(Step(code, value, facts or {}, cited, path if cited else "", switch))

    def step_by(self, *, code: str, value: Dong | Decimal, law: Citation, facts: Mapping[str, Any]) -> None:
        """Tell a step whose article stands in a table."""
        self.steps.append(Step(code, value, facts, law))

    def warn(self, *, code: str, switch: str = "", text: str = "", **facts: Any) -> None:
        """Tell what to know before filing."""
        self.cautions.append(Caution(code, facts, text, switch))


def _plain(value: Any) -> Any:
    """Write rates and days as programs read them."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, Decimal | date) else value
