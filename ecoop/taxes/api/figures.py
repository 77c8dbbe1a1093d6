"""A household's tax of a year for programs, with every step and its article: from its documents, or from figures."""

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router, Schema, Status
from pydantic import Field

from ecoop.access.api_acting import acting_for_api
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.wire import Day, Text
from ecoop.taxes.actions.count_calculations import LIMIT_A_MINUTE, count_calculations
from ecoop.taxes.actions.prepare_return import prepare_return
from ecoop.taxes.calc.reading import parse_input
from ecoop.taxes.calc.statement_sheets import read_period
from ecoop.taxes.errors import BodyIsTooLarge, TooManyAtOnce
from ecoop.taxes.forms.cooperative_body import COOPERATIVE_BODY, CooperativeTaxOut
from ecoop.taxes.forms.household_body import HOUSEHOLD_BODY, HouseholdTaxOut, TaxRefusedOut
from ecoop.taxes.queries import answer_household, compute_household_tax, get_household_year
from ecoop.taxes.queries.check_cooperative import answer_cooperative, compute_cooperative_tax
from ecoop.taxes.queries.returns import get_return, list_returns
from ecoop.taxes.queries.statement_pages import describe_sheet
from ecoop.taxes.queries.statements import get_sheet

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


class StatementOut(Schema):
    """A statement of a cooperative, line by line, each with the accounts or lines behind it."""

    form: str = Field(examples=["b01"])
    code: str = Field(examples=["B01-HTX"])
    label: str
    period: str = Field(examples=["2026"])
    starts_on: date
    ends_on: date
    is_provisional: bool = Field(description="What is not closed yet is closed in the sum only.")
    is_balanced: bool = Field(description="Total assets equal total sources; other statements have nothing to balance.")
    cautions: list[str]
    sections: list[dict[str, Any]] = Field(description="One section with one table; the notes have many.")


@router.get(
    "/o/{slug:slug}/statements/{period}/{form}", response=StatementOut, summary="Get a statement of a cooperative"
)
def get_one_statement(
    request: HttpRequest,
    slug: str,
    period: Annotated[str, Path(examples=["2026"], description="2026, 2026-Q1 or 2026-03.")],
    form: Annotated[str, Path(examples=["b01"], description="b01, b02, b09, f01 or f02.")],
) -> StatementOut:
    """Compute a statement from the books: B01, B02, the notes, the trial balance, changes in equity."""
    with acting_for_api(request, slug=slug, may="tax.read") as acting:
        sheet = get_sheet(org_id=acting.org_id, form=form, period=read_period(text=period))
        return StatementOut(**describe_sheet(sheet=sheet))


# A year by months with everything there is fits many times.
BODY_MAX = 256 * 1024


@router.post(
    "/tax/household",
    response={200: HouseholdTaxOut | list[HouseholdTaxOut | TaxRefusedOut]},
    auth=None,
    summary="Compute a household's tax from figures",
    openapi_extra=HOUSEHOLD_BODY,
)
def post_household(request: HttpRequest) -> HttpResponse:
    """Compute what `ecoop tax household` computes; a list gives a list. Nothing is kept, and nobody signs in."""
    return _answered(request, answer_household, lambda given: compute_household_tax(given=given).as_dict())


@router.post(
    "/tax/cooperative",
    response={200: CooperativeTaxOut | list[CooperativeTaxOut | TaxRefusedOut]},
    auth=None,
    summary="Compute a cooperative's taxes from figures",
    openapi_extra=COOPERATIVE_BODY,
)
def post_cooperative(request: HttpRequest) -> HttpResponse:
    """Compute what `ecoop tax cooperative` computes; a list gives a list. Nothing is kept, and nobody signs in."""
    return _answered(request, answer_cooperative, lambda given: compute_cooperative_tax(given=given).as_dict())


def _answered(
    request: HttpRequest, answer_each: Callable[..., dict[str, Any]], compute: Callable[[Any], dict[str, Any]]
) -> HttpResponse:
    """Answer one input or a list, counted by the address that asks."""
    request.answers_as_command = True  # type: ignore[attr-defined]
    now = timezone.now()
    if int(request.headers.get("Content-Length") or 0) > BODY_MAX:
        raise BodyIsTooLarge(size=request.headers["Content-Length"], size_max=BODY_MAX)
    given = parse_input(raw=request.body, place="body")
    asked = len(given) if isinstance(given, list) else 1
    if asked > LIMIT_A_MINUTE:
        raise TooManyAtOnce(asked=asked, limit=LIMIT_A_MINUTE)
    count_calculations(meta=request.META, asked=asked, now=now)
    answer: Any = [answer_each(given=each) for each in given] if isinstance(given, list) else compute(given)
    # Written as the command line writes it, field for field.
    return HttpResponse(json.dumps(answer, ensure_ascii=False), content_type="application/json; charset=utf-8")


class ReturnIn(Schema):
    """Which return to prepare, from the documents as they are now."""

    form: Annotated[Text, Field(max_length=24, examples=["01/CNKD", "01/GTGT"])]
    period: str = Field(pattern=r"^20(2[6-9]|[3-9]\d)(-(Q[1-4]|H[12]|0[1-9]|1[0-2]))?$", examples=["2026-Q3"])


class ReturnOut(Schema):
    """A return as it was kept; its fields by the codes of the form."""

    id: UUID
    form: str
    period: str = Field(description="2026-Q3, 2026-07, 2026-H1 or 2026.")
    number: int = Field(description="0 for the first return, 1 and on for corrections.")
    revision: int = Field(description="How often it was prepared again before it was filed.")
    version: str = Field(description="The circular whose form it is.", examples=["TT 50/2026"])
    known_on: date
    computed_at: datetime
    due_on: date
    vat_vnd: int = Field(examples=[6_000_000])
    pit_vnd: int = Field(examples=[2_500_000])
    cit_vnd: int = Field(examples=[0], description="Corporate income tax, on a cooperative's 03/TNDN.")
    filed_on: date | None
    reason: str
    fields: dict[str, Any] = Field(description="head, values and lists, by the codes of the form; amounts in đồng.")


@router.get("/o/{slug:slug}/returns", response=list[ReturnOut], summary="List the returns of a year")
def get_returns(
    request: HttpRequest, slug: str, year: Annotated[int | None, Query(ge=2026, le=2100)] = None
) -> list[ReturnOut]:
    """List every return that was prepared for a year (the one that runs), with corrections and earlier preparations."""
    asked = year or vietnam_day(timezone.now()).year
    with acting_for_api(request, slug=slug, may="tax.read") as acting:
        return [ReturnOut(**each.as_dict()) for each in list_returns(org_id=acting.org_id, year=asked)]


@router.get("/o/{slug:slug}/returns/{uuid:return_id}", response=ReturnOut, summary="Get a return as it was kept")
def get_one_return(request: HttpRequest, slug: str, return_id: UUID) -> ReturnOut:
    """Give a return with the figures, the form and the law's day on which it rests."""
    with acting_for_api(request, slug=slug, may="tax.read") as acting:
        return ReturnOut(**get_return(org_id=acting.org_id, return_id=return_id).as_dict())


@router.post("/o/{slug:slug}/returns", response={201: ReturnOut}, summary="Prepare a return")
def post_return(request: HttpRequest, slug: str, body: ReturnIn) -> Status[ReturnOut]:
    """Prepare a return under today's law; from the same documents it is the same return, however often one asks."""
    now = timezone.now()
    with acting_for_api(request, slug=slug, may="tax.file") as acting:
        asked: dict[str, Any] = {"org_id": acting.org_id, "by": acting.person_id, "now": now}
        kept = prepare_return(form=body.form, period=body.period, known_on=vietnam_day(now), **asked)
        return Status(201, ReturnOut(**kept.as_dict()))
