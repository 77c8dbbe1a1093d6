"""The banks that transfers reach, for phones: who adds an account chooses one of them."""

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from ecoop.access.api_acting import acting_for_api
from ecoop.kernel.dates import vietnam_day
from ecoop.payments.queries.banks import list_banks

router = Router(tags=["payments"])


class PayableBankOut(Schema):
    """A bank or wallet by its number."""

    bin: str = Field(examples=["970436"])
    short_name: str = Field(examples=["Vietcombank"])
    name: str


class PayableBanksOut(Schema):
    """The banks and wallets, by their short names."""

    banks: list[PayableBankOut]


@router.get("/o/{slug:slug}/payments/banks", response=PayableBanksOut, summary="List banks that can be paid")
def get_banks(request: HttpRequest, slug: str) -> PayableBanksOut:
    """List the banks and wallets to which a transfer can be made."""
    with acting_for_api(request, slug=slug, may="documents.read"):
        banks = list_banks(on=vietnam_day(timezone.now()))
    return PayableBanksOut(
        banks=[PayableBankOut(bin=each.bin, short_name=each.short_name, name=each.name_vi) for each in banks]
    )
