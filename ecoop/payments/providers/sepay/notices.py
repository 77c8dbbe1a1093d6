"""What SePay sends, and how it proves it."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ecoop.payments.calc.notices import (
    TRIALS,
    NoticeRead,
    amount_of,
    hmac_hex,
    line_of,
    load,
    prove,
    prove_age,
    text_of,
    unreadable,
)
from ecoop.payments.errors import Provider, Scheme

CODE, LABEL = Provider.SEPAY, "SePay"
SCHEMES = {Scheme.KEY: (_("Key in the header (Apikey)"), False), Scheme.HMAC: (_("Signature (HMAC-SHA256)"), False)}
STEPS = (
    _("At SePay open “Webhooks” and add one, for money in and out, of the account you chose here."),
    _("Enter the address below as the address to call."),
    _("Choose the same kind of proof and enter the secret below."),
)
# Anything but 200 and this makes SePay send again, up to seven times.
REPLY = {"success": True}
_WAYS = {"in": 1, "out": -1}


def verify(*, scheme: Scheme, secret: str, headers: Mapping[str, str], body: bytes, now: datetime) -> None:
    """Check the key, or the signature over time and bytes.

    Raises: NoticeIsNotProven, NoticeIsTooOld
    """
    if scheme is Scheme.KEY:
        prove(found=headers.get("authorization", ""), wanted=f"Apikey {secret}")
        return
    signed = headers.get("x-sepay-timestamp", "")
    wanted = hmac_hex(secret=secret, words=signed.encode() + b"." + body, algorithm="sha256")
    prove(found=headers.get("x-sepay-signature", ""), wanted=f"sha256={wanted}")
    prove_age(signed=signed, now=now)


def read(body: bytes) -> NoticeRead:
    """Read one transfer.

    Raises: NoticeUnreadable
    """
    said = load(body)
    way = _WAYS.get(text_of(said.get("transferType")))
    if way is None:
        raise unreadable("shape")
    if text_of(said.get("referenceCode")) in TRIALS:
        return NoticeRead((), is_test=True)
    names = {"account": "accountNumber", "reference": "referenceCode", "text": "content"}
    amount = way * abs(amount_of(said.get("transferAmount")))
    line = line_of(
        provider=CODE,
        said=said,
        key=said.get("id") or said.get("referenceCode"),
        amount=amount,
        moment=said.get("transactionDate"),
        names=names,
    )
    return NoticeRead((line,) if amount else ())
