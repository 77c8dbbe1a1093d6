"""The shapes of the open calculation for the OpenAPI file; the reading itself stands in `calc/reading.py`."""

from typing import Any

from ninja import Schema
from pydantic import Field

from ecoop.kernel.wire import LawOut, RefusedByLawOut
from ecoop.taxes.actions.count_calculations import LIMIT_A_MINUTE
from ecoop.taxes.calc.facts import LEASE_FILINGS, METHODS, REAL_ESTATE, SECTORS
from ecoop.taxes.calc.reading import AMOUNT_MAX, YEAR_MAX, YEAR_MIN


class TaxStepOut(Schema, extra="allow"):
    """One step; a rate comes as text, an amount as whole đồng. `switch` names the open question it depends on."""

    label: str
    value: int | str
    law: LawOut | None


class TaxReturnOut(Schema):
    """One return; its amounts are null where the figures are coarser than its period."""

    form: str = Field(examples=["01/CNKD"])
    period: str = Field(examples=["2026-Q3"])
    due_on: str = Field(examples=["2026-11-02"])
    due_on_statutory: str = Field(examples=["2026-10-31"])
    pay_by_on: str = Field(examples=["2026-11-02"])
    vat_vnd: int | None
    pit_vnd: int | None
    law: LawOut | None


class HouseholdTaxOut(Schema, extra="allow"):
    """A household's tax of a year, as `ecoop tax household` gives it.

    `deduction_vnd` maps sector groups to amounts. By the income method there are also `taxable_income_vnd`, `rate`
    (such as "0.17") and `pit_due_at_finalisation_vnd`.
    """

    year: int
    method: str = Field(examples=["revenue"])
    exempt: bool
    revenue_vnd: int = Field(examples=[1_500_000_000])
    threshold_vnd: int = Field(examples=[1_000_000_000])
    vat_vnd: int = Field(examples=[15_000_000])
    pit_vnd: int = Field(examples=[2_500_000])
    pit_before_reduction_vnd: int = Field(examples=[2_500_000])
    pit_reduction_vnd: int = Field(examples=[0])
    pit_reduction_if_applied_vnd: int = Field(examples=[750_000])
    total_vnd: int = Field(examples=[17_500_000])
    withheld_vat_vnd: int
    withheld_pit_vnd: int
    vat_due_vnd: int = Field(description="What is left to pay after what platforms withheld and what was paid.")
    pit_due_vnd: int
    must_switch_next_year: bool
    filing: str = Field(examples=["quarterly"])
    refund_vnd: int
    periods: list[dict[str, Any]]
    returns: list[TaxReturnOut]
    warnings: list[str]
    steps: list[TaxStepOut]


class TaxRefusedOut(Schema):
    """Stands in a list in the place of an entry that cannot be computed."""

    refused: RefusedByLawOut


_AMOUNT = {"type": "integer", "minimum": 0, "maximum": AMOUNT_MAX}
_DAY = {"type": "string", "format": "date"}
_METHOD = {"type": "string", "enum": list(METHODS)}
_BY_SECTOR = {
    "type": "object",
    "properties": dict.fromkeys((*SECTORS, REAL_ESTATE), _AMOUNT),
    "additionalProperties": False,
}
_SECTORS = {"type": "array", "items": {"type": "string", "enum": [*SECTORS, REAL_ESTATE]}}


def _object(**properties: Any) -> dict[str, Any]:
    """Describe an object whose fields may be left out or be null."""
    each = {name: {"anyOf": [schema, {"type": "null"}]} for name, schema in properties.items()}
    return {"type": "object", "properties": each, "additionalProperties": False}


_PLATFORM = _object(revenue={"anyOf": [_BY_SECTOR, _AMOUNT]}, withheld_vat_vnd=_AMOUNT, withheld_pit_vnd=_AMOUNT)
_PERIOD = _object(revenue=_BY_SECTOR, costs=_AMOUNT, vat_cut=_BY_SECTOR, platform=_PLATFORM)
_LEASE: dict[str, Any] = {"type": "object", "properties": {"id": {}, "revenue": _AMOUNT}, "required": ["revenue"]}
_LEASE |= {"additionalProperties": False}
_YEAR = _object(
    known_on=_DAY,
    method=_METHOD,
    revenue=_BY_SECTOR,
    quarters={"type": "array", "items": _PERIOD, "minItems": 4, "maxItems": 4},
    months={"type": "array", "items": _PERIOD, "minItems": 12, "maxItems": 12},
    costs=_AMOUNT,
    vat_cut_eligible=_SECTORS,
    platform=_PLATFORM,
    total_business_revenue=_AMOUNT,
    started_on=_DAY,
    leases={"type": "array", "items": _LEASE},
    lease_filing={"type": "string", "enum": list(LEASE_FILINGS)},
    deduct_first=_SECTORS,
    method_at_start_of_year={"type": "string", "enum": [*METHODS, "exempt"]},
    income_method_since={"type": "integer", "minimum": YEAR_MIN, "maximum": YEAR_MAX},
    prior_year_revenue=_AMOUNT,
    prior_year_over_threshold={"type": "boolean"},
    separated_in_books={"type": "boolean"},
    paid=_object(vat_vnd=_AMOUNT, pit_vnd=_AMOUNT),
    extension_requested={"anyOf": [{"type": "boolean"}, _DAY]},
    switches={"type": "object", "additionalProperties": {"type": ["string", "boolean"]}},
)
_YEAR["properties"]["year"] = {"type": "integer", "minimum": YEAR_MIN, "maximum": YEAR_MAX}
_YEAR["required"] = ["year"]
# Each entry of a list is answered by itself, so one that means nothing does not spoil the others.
_LIST = {"type": "array", "maxItems": LIMIT_A_MINUTE, "description": "Years, each answered or refused by itself."}
_MILLION = 10**6
_EXAMPLES = {
    "a year": {"value": {"year": 2026, "method": "revenue", "revenue": {"goods": 1_500 * _MILLION}}},
    "four quarters": {
        "value": {
            "year": 2026,
            "quarters": [{"revenue": {"goods": 400 * _MILLION}}] * 4,
            "switches": {"vat_on_crossing": "whole_year", "nq43": "show"},
        }
    },
    "by income, with a platform": {
        "value": {
            "year": 2026,
            "method": "income",
            "revenue": {"goods": 1_500 * _MILLION},
            "platform": {"revenue": 2_500 * _MILLION, "withheld_pit_vnd": 12 * _MILLION},
            "costs": 3_600 * _MILLION,
        }
    },
}
HOUSEHOLD_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {"anyOf": [_YEAR, _LIST]},
                "examples": _EXAMPLES,
            }
        },
    },
}
