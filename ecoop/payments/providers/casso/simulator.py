"""Write notices as Casso does, in both versions."""

from datetime import datetime
from typing import Any

from ecoop.kernel.dates import VIETNAM
from ecoop.payments.calc.notices import Transfer, compact
from ecoop.payments.errors import Scheme
from ecoop.payments.providers.casso.notices import sign


def write(*, scheme: Scheme, secret: str, transfer: Transfer, now: datetime) -> tuple[dict[str, str], bytes]:
    """Write the headers and the bytes of one notice."""
    moment = transfer.happened_at.astimezone(VIETNAM).strftime("%Y-%m-%d %H:%M:%S")
    headers = {"Content-Type": "application/json"}
    if scheme is Scheme.SECURE_TOKEN:
        one = {
            "id": transfer.id,
            "tid": transfer.reference,
            "description": transfer.text,
            "amount": transfer.amount_vnd,
            "cusum_balance": 0,
            "when": moment,
            "bank_sub_acc_id": transfer.account,
            "subAccId": transfer.account,
            "corresponsiveName": transfer.counterparty,
            "corresponsiveAccount": transfer.counterparty_account,
        }
        return headers | {"Secure-Token": secret}, compact({"error": 0, "data": [one]}).encode()
    data = {
        "id": transfer.id,
        "reference": transfer.reference,
        "description": transfer.text,
        "amount": transfer.amount_vnd,
        "runningBalance": 0,
        "transactionDateTime": moment,
        "accountNumber": transfer.account,
        "counterAccountName": transfer.counterparty,
        "counterAccountNumber": transfer.counterparty_account,
    }
    said: dict[str, Any] = {"error": 0, "data": data}
    signed = str(int(now.timestamp() * 1000))
    proof = sign(said=said, signed=signed, secret=secret)
    return headers | {"X-Casso-Signature": f"t={signed},v1={proof}"}, compact(said).encode()
