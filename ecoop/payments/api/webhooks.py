"""The door for notices of money: no sign-in, for each notice carries its own proof."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from ecoop.payments.actions.take_notice import take_notice

router = Router(tags=["payments"])


class TakenOut(Schema):
    """What providers want to hear of a notice that was taken; anything else makes them send it again."""

    success: bool = Field(examples=[True])


@router.post(
    "/payments/webhooks/{provider}/{address}",
    response=TakenOut,
    auth=None,
    summary="Take a notice of a provider",
)
def post_notice(request: HttpRequest, provider: str, address: str) -> Any:
    """Take a notice of SePay, Casso or payOS at a connection's address; its proof is checked over the raw bytes."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    return take_notice(provider=provider, address=address, headers=headers, body=request.body, now=timezone.now())
