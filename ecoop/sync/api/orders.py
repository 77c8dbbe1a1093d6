"""What a locked phone is to do: it says a word that opens nothing, and hears one of two."""

from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema

from ecoop.sync.actions.count_orders import count_orders
from ecoop.sync.queries.orders import get_order

router = Router(tags=["sync"])


class OrderOut(Schema):
    """What the phone is to do."""

    order: Literal["go_on", "wipe"]


@router.get("/sync/orders/{ear}", response=OrderOut, auth=None, summary="Hear an order on a locked phone")
def read_order(request: HttpRequest, ear: str, response: HttpResponse) -> OrderOut:
    """Tell whoever holds a phone's `ear` whether the phone is to wipe itself; of an unknown word, to go on."""
    response.headers["Cache-Control"] = "no-store"
    count_orders(meta=request.META, now=timezone.now())
    return OrderOut(order=get_order(ear=ear).value)
