"""What payOS sends, and how it proves it.

Only `data` is signed, and no time of sending with it: what comes again, however late and through whichever connection,
is known by its reference. A genuine notice that never came to us cannot be told from one that payOS sends late.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from ecoop.payments.calc.notices import (
    TRIALS,
    NoticeRead,
    amount_of,
    compact,
    hmac_hex,
    line_of,
    load,
    prove,
    sort_keys,
    text_of,
    unreadable,
)
from ecoop.payments.errors import NoticeIsNotProven, Provider, Scheme

CODE, LABEL = Provider.PAYOS, "payOS"
SCHEMES = {Scheme.CHECKSUM: (_("Checksum key"), True)}
STEPS = (
    _("At payOS open your payment channel and copy its checksum key to here."),
    _("Enter the address below as the webhook address; payOS tries it at once."),
    _(
        "payOS signs no time: a copy is known by its reference and never counts twice, but whoever has a genuine "
        "notice that never reached us can bring it late. Compare with the statement."
    ),
)
REPLY = {"success": True}
_NAMES = {
    "account": "accountNumber",
    "reference": "reference",
    "text": "description",
    "counterparty": "counterAccountName",
    "counterparty_account": "counterAccountNumber",
}


def verify(*, scheme: Scheme, secret: str, headers: Mapping[str, str], body: bytes, now: datetime) -> None:
    """Check the checksum over the data of a notice.

    Raises: NoticeIsNotProven, NoticeUnreadable
    """
    said = load(body)
    data = said.get("data")
    if not isinstance(data, dict):
        raise NoticeIsNotProven()
    prove(found=text_of(said.get("signature")).lower(), wanted=sign(data=data, secret=secret))


def sign(*, data: Mapping[str, Any], secret: str) -> str:
    """Sign what a notice says: `name=value` in the order of names, joined by &."""
    words = "&".join(f"{name}={_said(data[name])}" for name in sorted(data))
    return hmac_hex(secret=secret, words=words.encode("utf-8", "surrogatepass"), algorithm="sha256")


def read(body: bytes) -> NoticeRead:
    """Read one payment; what did not succeed brings no money.

    Raises: NoticeUnreadable
    """
    said = load(body)
    data = said.get("data")
    if not isinstance(data, dict):
        raise unreadable("shape")
    if text_of(data.get("currency")) not in ("", "VND"):
        raise unreadable("currency")
    if text_of(data.get("reference")) in TRIALS:
        return NoticeRead((), is_test=True)
    # The code outside is not signed: a payment that failed does not succeed by changing it.
    codes = {text_of(said.get("code")), text_of(data.get("code")) or "00"}
    if codes != {"00"} or said.get("success") is False or not amount_of(data.get("amount")):
        return NoticeRead(())
    line = line_of(
        provider=CODE,
        said=data,
        key=data.get("reference") or data.get("paymentLinkId"),
        amount=data.get("amount"),
        moment=data.get("transactionDateTime"),
        names=_NAMES,
    )
    return NoticeRead((line,))


def _said(value: object) -> str:
    """Say a value as payOS does before it signs: nothing for none, lists as JSON with sorted names."""
    if value is None or value in ("null", "undefined"):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, dict)):
        return compact(sort_keys(value, also_in_lists=True))
    return str(value) if isinstance(value, str) else compact(value)
