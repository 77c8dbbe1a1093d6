"""The tax so far, the way to the next threshold and the next days, for a household's phone."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from ecoop.access.api_acting import acting_for_api
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.dong import format_dong
from ecoop.kernel.wire import CitedLawOut, RefusedOut, tell_refusal
from ecoop.lawbook import queries as lawbook
from ecoop.taxes.calc.result import HouseholdTax, Step
from ecoop.taxes.errors import YearIsNotCovered
from ecoop.taxes.queries.calendar import CalendarLine
from ecoop.taxes.queries.running import RunningYear, get_running_year

router = Router(tags=["phone"])


class PhoneTaxSumOut(Schema):
    """The tax so far; `due_vnd` is what is left after what platforms withheld."""

    vat_vnd: int
    pit_vnd: int
    total_vnd: int
    withheld_vnd: int
    due_vnd: int


class ThresholdOut(Schema):
    """The next threshold on the way, and what passing it means."""

    code: str = Field(examples=["taxable"])
    amount_vnd: int
    left_vnd: int
    percent: int
    level: str = Field(examples=["calm"], description="calm, near, close or over")
    marks: list[str] = Field(examples=[["0.8", "0.9"]])
    meaning: str
    law: CitedLawOut | None


class NextDutyOut(Schema):
    """Something to be done, and until when; days left are negative when it is late."""

    code: str
    label: str
    period: str
    form: str
    due_on: date
    days_left: int
    state: str = Field(examples=["soon"], description="overdue, soon, open, or ask: nobody told whether it was done")
    amount_vnd: int | None
    return_id: UUID | None
    law: CitedLawOut | None


class PhoneTaxStepOut(Schema):
    """One step of the sum, as people read it, with its article."""

    label: str
    amount_vnd: int | None
    text: str = Field(examples=["12.400.000 đ"])
    law: CitedLawOut | None


class PhoneTaxOut(Schema):
    """How a household stands in the year that runs."""

    asked_at: datetime = Field(serialization_alias="as_of")
    year: int
    revenue_vnd: int
    exempt: bool
    method: str = Field(description="revenue or income; empty where the calculation was refused.")
    tax: PhoneTaxSumOut | None
    refusal: RefusedOut | None
    threshold: ThresholdOut
    past_vnd: int | None = Field(description="The tax that falls due at once if the threshold is just passed now.")
    pace_vnd: int | None = Field(description="What the year's revenue comes to at this pace.")
    passes_at_this_pace: bool
    next: list[NextDutyOut]
    steps: list[PhoneTaxStepOut]
    warnings: list[str]


@router.get(
    "/o/{slug:slug}/phone/tax", response=PhoneTaxOut, by_alias=True, summary="Get the tax so far, for the phone"
)
def get_phone_tax(request: HttpRequest, slug: str) -> PhoneTaxOut:
    """Tell the tax of the year that runs step by step, how far the next threshold is, and what is due next."""
    now = timezone.now()
    today = vietnam_day(now)
    with acting_for_api(request, slug=slug, may="tax.read") as acting:
        running = get_running_year(org_id=acting.org_id, today=today)
        if running is None:
            raise YearIsNotCovered(year=today.year)
        return _told(running, now)


def tell_step(*, step: Step) -> dict[str, Any]:
    """Tell a step of a sum as people read it."""
    value = step.value
    facts: dict[str, Any] = {"label": step.label, "law": lawbook.tell_citation(cited=step.law)}
    if isinstance(value, Decimal):
        return {**facts, "amount_vnd": None, "text": write_decimal(number=value)}
    return {**facts, "amount_vnd": value, "text": format_dong(value)}


def write_decimal(*, number: Decimal) -> str:
    """Write a number that is no amount, without zeros at its end."""
    return f"{number.normalize():f}".replace(".", ",")


def _told(running: RunningYear, now: datetime) -> PhoneTaxOut:
    tax, meter, refusal = running.tax, running.meter, running.refusal
    threshold = ThresholdOut(
        code=meter.code,
        amount_vnd=meter.threshold_vnd,
        left_vnd=meter.left_vnd,
        percent=meter.percent,
        level=meter.level,
        marks=[str(mark) for mark in meter.marks],
        meaning=meter.meaning,
        law=lawbook.tell_citation(cited=meter.law),
    )
    return PhoneTaxOut(
        asked_at=now,
        year=running.year,
        revenue_vnd=running.revenue_vnd,
        exempt=tax is not None and tax.exempt,
        method=tax.method if tax else "",
        tax=_sum(tax) if tax else None,
        refusal=tell_refusal(refusal=refusal) if refusal else None,
        threshold=threshold,
        past_vnd=running.past_vnd,
        pace_vnd=running.pace_vnd,
        passes_at_this_pace=running.passes_at_this_pace,
        next=[_duty(line) for line in running.next_lines],
        steps=[PhoneTaxStepOut(**tell_step(step=step)) for step in tax.steps] if tax else [],
        warnings=[warning.said for warning in tax.warnings] if tax else [],
    )


def _sum(tax: HouseholdTax) -> PhoneTaxSumOut:
    withheld = tax.withheld_vat_vnd + tax.withheld_pit_vnd
    return PhoneTaxSumOut(
        vat_vnd=tax.vat_vnd, pit_vnd=tax.pit_vnd, total_vnd=tax.total_vnd, withheld_vnd=withheld, due_vnd=tax.due_vnd
    )


def _duty(line: CalendarLine) -> NextDutyOut:
    duty = line.duty
    knows_amount = duty.vat_vnd is not None or duty.pit_vnd is not None
    return NextDutyOut(
        code=duty.code,
        label=duty.label,
        period=duty.period,
        form=duty.form,
        due_on=duty.due_on,
        days_left=line.days_left,
        state=line.state,
        amount_vnd=duty.total_vnd if knows_amount else None,
        return_id=line.return_id,
        law=lawbook.tell_citation(cited=duty.law),
    )
