"""Check six digits that somebody typed."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q
from django.utils.crypto import constant_time_compare

from ecoop.start.actions.count_guesses import count_guess, forgive_guess
from ecoop.start.actions.send_code import name_digits, name_phone
from ecoop.start.calc import ATTEMPTS_MAX
from ecoop.start.errors import CodeIsWrong
from ecoop.start.models import Code


def check_code(*, phone: str, digits: str, used_for: UUID, meta: Mapping[str, str], now: datetime) -> UUID:
    """Find the newest code of a phone if these are its digits; `phone` is in its normal form. Answers the code's id.

    A wrong guess is counted before anything is compared, in a transaction of its own, so that no refusal forgets it:
    for the code, and for the address that guesses, whatever the number. `meta` is what the server knows of the request.

    Raises:  TooManyCodes, CodeIsWrong
    Queries: 3; 5 if the digits are right
    """
    count_guess(meta=meta, now=now)
    code = Code.objects.filter(phone_name=name_phone(phone=phone)).order_by("-sent_at", "-id").first()
    if code is None or code.expires_at <= now or code.used_for not in (None, used_for):
        raise CodeIsWrong()
    left = Code.objects.filter(id=code.id, attempts__lt=ATTEMPTS_MAX)
    if not left.update(attempts=F("attempts") + 1):
        raise CodeIsWrong()
    if not constant_time_compare(code.digits_name, name_digits(phone=phone, digits=digits)):
        raise CodeIsWrong()
    Code.objects.filter(id=code.id).update(attempts=F("attempts") - 1)
    forgive_guess(meta=meta, now=now)
    return code.id


def use_code(*, code_id: UUID, used_for: UUID) -> None:
    """Note what a code was used for; from now on it is good for nothing else. Call it in the transaction that begins.

    Raises:  CodeIsWrong
    Queries: 1
    """
    free = Code.objects.filter(Q(used_for=None) | Q(used_for=used_for), id=code_id)
    if not free.update(used_for=used_for):
        raise CodeIsWrong()
