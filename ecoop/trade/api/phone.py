"""What the phone shows first: what was taken in, what sells, what is low, and what is owed."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from ecoop.access.api_acting import acting_for_api
from ecoop.kernel.dates import vietnam_day
from ecoop.trade.queries import AgedDebts
from ecoop.trade.queries.glance import Glance, Takings, get_glance

router = Router(tags=["phone"])
OLDEST_SHOWN = 5


class DayTakingsOut(Schema):
    """What one day took in."""

    on: date
    amount_vnd: int


class TakingsOut(Schema):
    """What was sold: today, and beside it the days and weeks before."""

    today_vnd: int
    today_count: int
    yesterday_vnd: int
    same_day_last_week_vnd: int
    week_vnd: int = Field(description="The seven days up to today.")
    week_before_vnd: int
    month_vnd: int
    by_day: list[DayTakingsOut] = Field(description="Fourteen days, the oldest first.")


class MeansOut(Schema):
    """What was sold today, by how it was paid."""

    cash_vnd: int
    bank_vnd: int
    credit_vnd: int


class SoldGoodOut(Schema):
    """Something that was sold in the last thirty days."""

    product_id: UUID | None
    name: str
    unit: str
    quantity: str = Field(examples=["12.5"])
    amount_vnd: int


class LowGoodOut(Schema):
    """Something of which less is left than one week sells."""

    product_id: UUID
    name: str
    unit: str
    quantity: str = Field(examples=["2"])
    sold_in_week: str = Field(examples=["14"])


class OldDebtOut(Schema):
    """A document that is not paid, and for how long."""

    document_kind: str
    document_id: UUID
    on: date
    party_name: str
    text: str
    open_vnd: int
    age_days: int


class OwedOut(Schema):
    """What is owed, by age: up to 30, 60, 90 days, and older."""

    open_vnd: int
    count: int
    by_age_vnd: list[int]
    oldest: list[OldDebtOut]


class PhoneHomeOut(Schema):
    """What a household sees first on its phone."""

    asked_at: datetime = Field(serialization_alias="as_of")
    today: date
    takings: TakingsOut
    by_means: MeansOut
    top: list[SoldGoodOut]
    low: list[LowGoodOut]
    owed_to_us: OwedOut
    we_owe: OwedOut
    missing_papers: int = Field(description="Documents of the year whose cost asks for a paper.")


@router.get("/o/{slug:slug}/phone/home", response=PhoneHomeOut, by_alias=True, summary="Get what the phone shows first")
def get_phone_home(request: HttpRequest, slug: str) -> PhoneHomeOut:
    """Give takings, what sells, what is low and what is owed, at one look."""
    now = timezone.now()
    today = vietnam_day(now)
    with acting_for_api(request, slug=slug, may="documents.read") as acting:
        return _home(get_glance(org_id=acting.org_id, today=today), now, today)


def _home(glance: Glance, now: datetime, today: date) -> PhoneHomeOut:
    return PhoneHomeOut(
        asked_at=now,
        today=today,
        takings=_takings(glance.takings),
        by_means=MeansOut(**{f"{means}_vnd": amount for means, amount in glance.by_means.items()}),
        top=[SoldGoodOut(**{**vars(good), "quantity": _exact(good.quantity)}) for good in glance.top],
        low=[
            LowGoodOut(**{**vars(good), "quantity": _exact(good.quantity), "sold_in_week": _exact(good.sold_in_week)})
            for good in glance.low
        ],
        owed_to_us=_owed(glance.owed_to_us, today),
        we_owe=_owed(glance.we_owe, today),
        missing_papers=glance.missing_papers,
    )


def _takings(takings: Takings) -> TakingsOut:
    days = [DayTakingsOut(on=on, amount_vnd=amount) for on, amount in takings.by_day]
    return TakingsOut(**{**vars(takings), "by_day": days})


def _owed(aged: AgedDebts, today: date) -> OwedOut:
    oldest = [
        OldDebtOut(
            document_kind=debt.document_kind,
            document_id=debt.document_id,
            on=debt.on,
            party_name=debt.party_name,
            text=debt.text,
            open_vnd=debt.open_vnd,
            age_days=debt.age_days(on=today),
        )
        for debt in aged.debts[:OLDEST_SHOWN]
    ]
    return OwedOut(open_vnd=aged.open_vnd, count=len(aged.debts), by_age_vnd=list(aged.by_age_vnd), oldest=oldest)


def _exact(quantity: Decimal) -> str:
    return f"{quantity.normalize():f}"
