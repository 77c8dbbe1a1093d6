"""A household's tax of a year for programs, with every step and its article."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router, Schema
from pydantic import Field

from ecoop.access.api_acting import acting_for_api
from ecoop.kernel.wire import Day
from ecoop.taxes.queries import get_household_year

router = Router(tags=["taxes"])

# Decimals of the steps travel as texts; amounts are whole đồng.
Year = Annotated[int, Path(ge=2026, le=2100, examples=[2026], description="From the first year without the lump sum.")]


class TaxOut(Schema):
    """The tax of a household's year, as the law was known on a day."""

    year: int
    known_on: date | None = Field(description="The day of knowledge asked for; null stands for today.")
    exempt: bool
    revenue_vnd: int = Field(examples=[1_240_000_000])
    threshold_vnd: int = Field(examples=[500_000_000])
    vat_vnd: int = Field(examples=[12_400_000])
    pit_vnd: int = Field(examples=[3_700_000])
    total_vnd: int = Field(examples=[16_100_000])
    filing: str
    must_switch_next_year: bool
    returns: list[dict[str, Any]]
    warnings: list[str] = Field(description="Open questions of law on which the figures rest.")
    steps: list[dict[str, Any]] = Field(description="Every step of the sum with its article.")


@router.get("/o/{slug:slug}/taxes/{year}", response=TaxOut, summary="Get a household's tax of a year")
def get_tax(request: HttpRequest, slug: str, year: Year, known_on: Day | None = None) -> TaxOut:
    """Compute the tax of a year from the household's documents; `known_on` answers as one would have that day."""
    with acting_for_api(request, slug=slug, may="tax.read") as acting:
        tax = get_household_year(org_id=acting.org_id, year=year, known_on=known_on)
        facts = {**tax.as_dict(), "threshold_vnd": tax.threshold_vnd, "known_on": known_on}
        return TaxOut(**facts)
