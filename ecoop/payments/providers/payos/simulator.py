"""Write notices as payOS does."""

from datetime import datetime

from ecoop.kernel.dates import VIETNAM
from ecoop.payments.calc.notices import Transfer, compact
from ecoop.payments.errors import Scheme
from ecoop.payments.providers.payos.notices import sign


def write(*, scheme: Scheme, secret: str, transfer: Transfer, now: datetime) -> tuple[dict[str, str], bytes]:
    """Write the headers and the bytes of one notice."""
    data = {
        "orderCode": transfer.id,
        "amount": transfer.amount_vnd,
        "description": transfer.text,
        "accountNumber": transfer.account,
        "reference": transfer.reference,
        "transactionDateTime": transfer.happened_at.astimezone(VIETNAM).strftime("%Y-%m-%d %H:%M:%S"),
        "currency": "VND",
        "paymentLinkId": f"link-{transfer.id}",
        "code": "00",
        "desc": "success",
        "counterAccountName": transfer.counterparty or None,
        "counterAccountNumber": transfer.counterparty_account or None,
        "virtualAccountName": None,
        "virtualAccountNumber": "",
    }
    said = {
        "code": "00",
        "desc": "success",
        "success": True,
        "data": data,
        "signature": sign(data=data, secret=secret),
    }
    return {"Content-Type": "application/json"}, compact(said).encode()
