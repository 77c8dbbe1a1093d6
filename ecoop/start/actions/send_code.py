"""Send six digits to a phone, to begin or to sign in with."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from ecoop.access.actions.send_text import send_text
from ecoop.access.calc import normal_phone
from ecoop.access.errors import PhoneNotUnderstood
from ecoop.access.queries.addresses import name_address
from ecoop.start.calc import DIGITS, HOLDS, KEPT, SPAN, seconds_to_wait
from ecoop.start.errors import TooManyCodes
from ecoop.start.models import Code
from ecoop.trade.actions.wait_turn import wait_turn


def send_code(*, phone: str, meta: Mapping[str, str], now: datetime) -> None:
    """Send a code to a phone number, whether or not anybody signs in with it: the answer does not tell.

    `meta` is what the server knows of the request.

    Raises:  PhoneNotUnderstood, TooManyCodes, CodesCannotBeSent
    Queries: 6
    """
    number = read_phone(text=phone)
    asked_by = name_address(meta=meta, purpose="ecoop.start.codes")
    digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    with transaction.atomic():
        # Of many who ask at one moment each counts those before; numbers before addresses, so that none waits for ever.
        for of, name in (("phone", name_phone(phone=number)), ("address", asked_by)):
            wait_turn(org_id=UUID(hex=name[:32]), of=f"start.code.{of}")
        Code.objects.filter(sent_at__lt=now - KEPT).delete()
        _refuse_too_many(phone_name=name_phone(phone=number), asked_by=asked_by, now=now)
        Code.objects.create(
            phone_name=name_phone(phone=number),
            digits_name=name_digits(phone=number, digits=digits),
            asked_by=asked_by,
            sent_at=now,
            expires_at=now + HOLDS,
        )
        send_text(phone=number, text=_("Your ecoop code is {code}. Tell it to nobody.").format(code=digits))


def read_phone(*, text: str) -> str:
    """Read a phone number into its one normal form.

    Raises: PhoneNotUnderstood
    """
    number = normal_phone(text=text)
    if number is None:
        raise PhoneNotUnderstood(text=text)
    return number


def name_phone(*, phone: str) -> str:
    """Name a phone number by a keyed hash, so that the table of codes is no list of numbers."""
    return salted_hmac("ecoop.start.phone", phone).hexdigest()


def name_digits(*, phone: str, digits: str) -> str:
    """Name the digits sent to a phone by a keyed hash; without our key a million tries tell nothing."""
    return salted_hmac("ecoop.start.digits", f"{phone} {digits}").hexdigest()


def _refuse_too_many(*, phone_name: str, asked_by: str, now: datetime) -> None:
    sent = Code.objects.filter(sent_at__gt=now - SPAN).order_by("-sent_at")
    wait = seconds_to_wait(
        of_phone=list(sent.filter(phone_name=phone_name).values_list("sent_at", flat=True)),
        of_address=list(sent.filter(asked_by=asked_by).values_list("sent_at", flat=True)),
        now=now,
    )
    if wait:
        raise TooManyCodes(seconds=wait)
