"""A household's tax of a year for programs, with every step and its article: from its documents, or from figures."""

import json
from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Router, Schema
from pydantic import Field

from ecoop.access.api_acting import acting_for_api
from ecoop.kernel.wire import Day
from ecoop.taxes.actions.count_calculations import LIMIT_A_MINUTE, count_calculations
from ecoop.taxes.calc.reading import parse_input
from ecoop.taxes.errors import BodyIsTooLarge, TooManyAtOnce
from ecoop.taxes.forms.household_body import HOUSEHOLD_BODY, HouseholdTaxOut, RefusedOut
from ecoop.taxes.queries import answer_household, compute_household_tax, get_household_year

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


# A year by months with everything there is fits many times.
BODY_MAX = 256 * 1024


@router.post(
    "/tax/household",
    response={200: HouseholdTaxOut | list[HouseholdTaxOut | RefusedOut]},
    auth=None,
    summary="Compute a household's tax from figures",
    openapi_extra=HOUSEHOLD_BODY,
)
def post_household(request: HttpRequest) -> HttpResponse:
    """Compute what `ecoop tax household` computes; a list gives a list. Nothing is kept, and nobody signs in."""
    request.answers_as_command = True  # type: ignore[attr-defined]
    now = timezone.now()
    if int(request.headers.get("Content-Length") or 0) > BODY_MAX:
        raise BodyIsTooLarge(size=request.headers["Content-Length"], size_max=BODY_MAX)
    given = parse_input(raw=request.body, place="body")
    asked = len(given) if isinstance(given, list) else 1
    if asked > LIMIT_A_MINUTE:
        raise TooManyAtOnce(asked=asked, limit=LIMIT_A_MINUTE)
    count_calculations(meta=request.META, asked=asked, now=now)
    is_list = isinstance(given, list)
    answer: Any = [answer_household(given=each) for each in given] if is_list else None
    if not is_list:
        answer = compute_household_tax(given=given).as_dict()
    # Written as the command line writes it, field for field.
    return HttpResponse(json.dumps(answer, ensure_ascii=False), content_type="application/json; charset=utf-8")
