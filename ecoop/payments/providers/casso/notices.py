"""What Casso sends, in both versions, and how it proves it.

The second version signs `{time in thousandths of a second}.{the object, its names sorted, as JavaScript writes it}`
with SHA-512; a public example with its key is among the tests.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from ecoop.payments.calc.drafts import LineDraft
from ecoop.payments.calc.notices import (
    LINES_MAX,
    TRIALS,
    NoticeRead,
    amount_of,
    compact,
    hmac_hex,
    line_of,
    load,
    prove,
    prove_age,
    sort_keys,
    text_of,
    unreadable,
)
from ecoop.payments.errors import NoticeIsNotProven, Provider, Scheme

CODE, LABEL = Provider.CASSO, "Casso"
SCHEMES = {
    Scheme.SIGNATURE: (_("Webhook V2: signature"), True),
    Scheme.SECURE_TOKEN: (_("Webhook V1: secure token"), False),
}
STEPS = (
    _("At Casso connect the bank account, then add an integration “Webhook”."),
    _("Enter the address below as the webhook's address."),
    _("Version 2: copy the key of integrity from Casso to here. Version 1: enter the secret below as secure token."),
)
REPLY = {"success": True}
_SIGNATURE = re.compile(r"t=(\d{1,15}),\s*v1=([0-9a-fA-F]{128})")
_NAMES_1 = {
    "account": "subAccId",
    "reference": "tid",
    "text": "description",
    "counterparty": "corresponsiveName",
    "counterparty_account": "corresponsiveAccount",
}
_NAMES_2 = {
    "account": "accountNumber",
    "reference": "reference",
    "text": "description",
    "counterparty": "counterAccountName",
    "counterparty_account": "counterAccountNumber",
}


def verify(*, scheme: Scheme, secret: str, headers: Mapping[str, str], body: bytes, now: datetime) -> None:
    """Check the token of the first version, or the signature of the second.

    Raises: NoticeIsNotProven, NoticeIsTooOld, NoticeUnreadable
    """
    if scheme is Scheme.SECURE_TOKEN:
        prove(found=headers.get("secure-token", ""), wanted=secret)
        return
    given = _SIGNATURE.fullmatch(headers.get("x-casso-signature", "").strip())
    if given is None:
        raise NoticeIsNotProven()
    prove(found=given[2].lower(), wanted=sign(said=load(body), signed=given[1], secret=secret))
    prove_age(signed=given[1], now=now)


def sign(*, said: Mapping[str, Any], signed: str, secret: str) -> str:
    """Sign a notice of the second version."""
    words = f"{signed}.{compact(sort_keys(dict(said), also_in_lists=False))}"
    return hmac_hex(secret=secret, words=words.encode("utf-8", "surrogatepass"), algorithm="sha512")


def read(body: bytes) -> NoticeRead:
    """Read the transfers of a notice, whichever version it is of.

    Raises: NoticeUnreadable
    """
    said = load(body)
    data = said.get("data")
    if text_of(said.get("error")) not in ("", "0") or not isinstance(data, (list, dict)):
        raise unreadable("shape")
    found, names = (data, _NAMES_1) if isinstance(data, list) else ([data], _NAMES_2)
    if len(found) > LINES_MAX or not all(isinstance(each, dict) for each in found):
        raise unreadable("shape")
    real = [each for each in found if text_of(each.get(names["reference"])) not in TRIALS]
    lines = tuple(_line(each, names) for each in real if amount_of(each.get("amount")))
    return NoticeRead(lines, is_test=len(real) < len(found))


def _line(said: Mapping[str, Any], names: Mapping[str, str]) -> LineDraft:
    if names is _NAMES_1 and not said.get("subAccId"):
        names = {**names, "account": "bank_sub_acc_id"}
    return line_of(
        provider=CODE,
        said=said,
        key=said.get("id") or said.get(names["reference"]),
        amount=said.get("amount"),
        moment=said.get("when" if "when" in said else "transactionDateTime"),
        names=names,
    )
