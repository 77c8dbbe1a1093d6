"""The shapes of the open calculation of a cooperative's taxes for the OpenAPI file."""

from typing import Any

from ninja import Schema
from pydantic import Field

from ecoop.kernel.wire import LawOut
from ecoop.taxes.actions.count_calculations import LIMIT_A_MINUTE
from ecoop.taxes.calc.cooperative.facts import AREAS, BUYERS, PAID, USES, VAT_METHODS
from ecoop.taxes.calc.cooperative.reading import DIRECT_ACTIVITIES
from ecoop.taxes.calc.reading import AMOUNT_MAX, YEAR_MAX, YEAR_MIN
from ecoop.taxes.forms.household_body import TaxStepOut


class CooperativeReturnOut(Schema):
    """One return, or one payment without a return, whose form is then empty."""

    form: str = Field(examples=["01/GTGT"])
    period: str = Field(examples=["2026-Q3"])
    tax: str = Field(examples=["vat"])
    due_on: str = Field(examples=["2026-11-02"])
    due_on_statutory: str = Field(examples=["2026-10-31"])
    amount_vnd: int | None
    law: LawOut | None


class CooperativeTaxOut(Schema, extra="allow"):
    """The taxes of a cooperative for a year, as `ecoop tax cooperative` gives them."""

    year: int
    revenue_vnd: int = Field(examples=[5_000_000_000])
    cit_vnd: int = Field(examples=[12_000_000])
    vat_vnd: int = Field(examples=[4_000_000])
    pit_vnd: int = Field(examples=[1_000_000])
    total_vnd: int = Field(examples=[17_000_000])
    cit: dict[str, Any] = Field(description="Income by field and side, the fund, losses used, taxable income, tax.")
    provisional: dict[str, Any] | None = Field(description="The quarters' payments held against the least share.")
    vat: dict[str, Any] | None = Field(description="The method, and each period with its lines.")
    vat_frequency: str = Field(examples=["quarterly"])
    pit: list[dict[str, Any]]
    returns: list[CooperativeReturnOut]
    warnings: list[str]
    steps: list[TaxStepOut]


_AMOUNT = {"type": "integer", "minimum": 0, "maximum": AMOUNT_MAX}
_DAY = {"type": "string", "format": "date"}
_FLAG = {"type": "boolean"}
_QUARTER = {"type": "integer", "minimum": 1, "maximum": 4}
_YEAR = {"type": "integer", "minimum": YEAR_MIN, "maximum": YEAR_MAX}


def _one_of(choices: tuple[str, ...]) -> dict[str, Any]:
    return {"type": "string", "enum": list(choices)}


def _object(required: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    """Describe an object whose other fields may be left out or be null."""
    each = {
        name: schema if name in required else {"anyOf": [schema, {"type": "null"}]}
        for name, schema in properties.items()
    }
    return {"type": "object", "properties": each, "required": list(required), "additionalProperties": False}


def _rows(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


_SALE = _object(
    ("kind", "amount"),
    kind={"type": "string"},
    amount=_AMOUNT,
    buyer=_one_of(BUYERS),
    activity=_one_of(DIRECT_ACTIVITIES),
    is_cut=_FLAG,
    vat=_AMOUNT,
)
_PURCHASE = _object(
    ("amount", "vat"),
    amount=_AMOUNT,
    vat=_AMOUNT,
    paid=_one_of(PAID),
    seller={"type": "string"},
    on=_DAY,
    used_for=_one_of(USES),
)
_PERIOD = _object(("period",), period={"type": "string"}, sales=_rows(_SALE), purchases=_rows(_PURCHASE))
_VAT = _object(
    method=_one_of(VAT_METHODS),
    method_since=_YEAR,
    volunteers=_FLAG,
    measured_revenue=_AMOUNT,
    carried_in=_AMOUNT,
    periods=_rows(_PERIOD),
)
_ACTIVITY = _object(
    ("field", "revenue"),
    field={"type": "string"},
    revenue=_AMOUNT,
    cost=_AMOUNT,
    internal_revenue=_AMOUNT,
    internal_cost=_AMOUNT,
    raw_input=_AMOUNT,
    bears_excise=_FLAG,
    is_kept_apart=_FLAG,
)
_PEOPLE = _object(
    ("quarter",),
    quarter=_QUARTER,
    by_capital=_AMOUNT,
    by_use=_AMOUNT,
    by_labour=_AMOUNT,
    people=_AMOUNT,
    pay=_AMOUNT,
    withheld_from_pay=_AMOUNT,
)
_WHOLE = _object(
    ("year",),
    year=_YEAR,
    known_on=_DAY,
    started_on=_DAY,
    ends_on=_DAY,
    previous_revenue=_AMOUNT,
    previous_months={"type": "integer", "minimum": 1, "maximum": 12},
    forecast_revenue=_AMOUNT,
    is_dependent=_FLAG,
    is_agricultural=_FLAG,
    area=_one_of(AREAS),
    activities=_rows(_ACTIVITY),
    shared_costs=_AMOUNT,
    other_income=_AMOUNT,
    other_costs=_AMOUNT,
    non_deductible=_AMOUNT,
    undivided_fund=_AMOUNT,
    losses=_rows(_object(("year", "amount"), year=_YEAR, amount=_AMOUNT)),
    provisional=_rows(_object(("quarter", "amount"), quarter=_QUARTER, amount=_AMOUNT, paid_on=_DAY)),
    settled_on=_DAY,
    vat=_VAT,
    people=_rows(_PEOPLE),
    switches={"type": "object", "additionalProperties": {"type": ["string", "boolean"]}},
)
_MILLION = 10**6
COOPERATIVE_EXAMPLE = {
    "year": 2026,
    "previous_revenue": 4_000 * _MILLION,
    "is_agricultural": True,
    "activities": [{"field": "goods", "revenue": 5_000 * _MILLION, "cost": 4_800 * _MILLION}],
}
# Each entry of a list is answered by itself, so one that means nothing does not spoil the others.
_LIST = {"type": "array", "maxItems": LIMIT_A_MINUTE, "description": "Years, each answered or refused by itself."}
COOPERATIVE_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {"anyOf": [_WHOLE, _LIST]},
                "examples": {"a year": {"value": COOPERATIVE_EXAMPLE}},
            }
        },
    },
}
