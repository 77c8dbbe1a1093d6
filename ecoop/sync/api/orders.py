"""What a locked phone is to do, and what it lost: it says a word that opens nothing, and hears one of two."""

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field, model_validator

from ecoop.kernel.wire import Day
from ecoop.sync.actions.count_orders import count_orders
from ecoop.sync.actions.end_keepers_phone import end_phone_that_hears
from ecoop.sync.actions.note_loss import note_loss
from ecoop.sync.calc.words import Order
from ecoop.sync.queries.orders import get_order

router = Router(tags=["sync"])

# More than a phone holds; what is larger is somebody's joke.
LOST_MAX = 1_000_000
Lost = Annotated[int, Field(strict=True, ge=0, le=LOST_MAX, examples=[2])]


class OrderOut(Schema):
    """What the phone is to do."""

    order: Literal["go_on", "wipe"]


class LossIn(Schema):
    """How many entries and photos a phone lost, and of which days the entries were; no days if it lost none."""

    lost_events: Lost
    lost_papers: Lost
    first_day: Day | Literal[""] = ""
    last_day: Day | Literal[""] = ""

    @model_validator(mode="after")
    def _days_in_order(self) -> "LossIn":
        if bool(self.first_day) != bool(self.last_day):
            raise ValueError("both days, or neither")
        if self.first_day and self.last_day and self.first_day > self.last_day:
            raise ValueError("the first day is not after the last")
        return self


@router.get("/sync/orders/{ear}", response=OrderOut, auth=None, summary="Hear an order on a locked phone")
def read_order(request: HttpRequest, ear: str, response: HttpResponse) -> OrderOut:
    """Tell whoever holds a phone's `ear` whether the phone is to wipe itself; of an unknown word, to go on."""
    response.headers["Cache-Control"] = "no-store"
    now = timezone.now()
    count_orders(meta=request.META, now=now)
    order = get_order(ear=ear)
    if order == Order.GO_ON and end_phone_that_hears(ear=ear, now=now):
        order = Order.WIPE
    return OrderOut(order=order.value)


@router.post("/sync/orders/{ear}", response={204: None}, auth=None, summary="Tell what a locked phone lost")
def post_loss(request: HttpRequest, ear: str, body: LossIn) -> Status[None]:
    """Keep what a phone says it lost when it was told to wipe itself, once; an unknown word is answered the same."""
    now = timezone.now()
    count_orders(meta=request.META, now=now)
    note_loss(
        ear=ear,
        lost_events=body.lost_events,
        lost_papers=body.lost_papers,
        first_day=body.first_day or None,
        last_day=body.last_day or None,
        now=now,
    )
    return Status(204, None)
