"""Write notices as SePay does."""

from datetime import datetime

from ecoop.kernel.dates import VIETNAM
from ecoop.payments.calc.notices import Transfer, compact, hmac_hex
from ecoop.payments.errors import Scheme


def write(*, scheme: Scheme, secret: str, transfer: Transfer, now: datetime) -> tuple[dict[str, str], bytes]:
    """Write the headers and the bytes of one notice."""
    body = compact(
        {
            "id": transfer.id,
            "gateway": "Vietcombank",
            "transactionDate": transfer.happened_at.astimezone(VIETNAM).strftime("%Y-%m-%d %H:%M:%S"),
            "accountNumber": transfer.account,
            "code": None,
            "content": transfer.text,
            "transferType": "in" if transfer.amount_vnd > 0 else "out",
            "transferAmount": abs(transfer.amount_vnd),
            "accumulated": 0,
            "subAccount": None,
            "referenceCode": transfer.reference,
            "description": transfer.text,
        }
    ).encode()
    headers = {"Content-Type": "application/json"}
    if scheme is Scheme.KEY:
        return headers | {"Authorization": f"Apikey {secret}"}, body
    signed = str(int(now.timestamp()))
    proof = hmac_hex(secret=secret, words=signed.encode() + b"." + body, algorithm="sha256")
    return headers | {"X-SePay-Timestamp": signed, "X-SePay-Signature": f"sha256={proof}"}, body
