"""The rows of the routes about bank lines: what came in, statements, matches, and the door for notices."""

import base64
from typing import Any

from ecoop.payments.tests import samples
from tests.api.route import EVERYBODY, Route

_ID = "01993b7e-0000-7000-8000-0000000000f1"
_HERE = "/api/o/{slug}/payments"
SHOP: dict[str, Any] = {"caller": "nam", "organisation": "nam_household"}
READS: dict[str, Any] = {**SHOP, "needs": "documents.read", "too_low": "officer"}
RECORDS: dict[str, Any] = {**SHOP, "needs": "documents.record", "too_low": "reader", "queries_max": 60}
STATEMENT = {"id": _ID, "name": "sao-ke.sta", "content_base64": base64.b64encode(samples.SWIFT).decode()}
# Nothing came under this id: a batch answers one by one.
MATCHES = {"matches": [{"id": _ID, "line_id": _ID, "document_kind": "trade.sale", "document_id": _ID}]}
BOOKINGS = {"bookings": [{"id": _ID, "line_id": _ID, "rule": "management-expense", "facts": {"means": "bank"}}]}
BOOKS: dict[str, Any] = {"needs": "documents.record", "too_low": "reader", "queries_max": 60}

PAYMENT_ROUTES = [
    Route("get", f"{_HERE}/arrivals", **READS),
    Route("get", f"{_HERE}/lines", **READS),
    Route("post", f"{_HERE}/statements", body=STATEMENT, **RECORDS),
    Route("post", f"{_HERE}/matches", body=MATCHES, **RECORDS),
    # Nothing is matched yet.
    Route(
        "post",
        f"{_HERE}/matches/{{match_id}}/taking-back",
        values={"match_id": _ID},
        body={"reason": "Nhầm"},
        status=404,
        **RECORDS,
    ),
    Route("get", f"{_HERE}/banks", **READS),
    Route("get", f"{_HERE}/proposals", needs="documents.read", too_low="officer"),
    Route("post", f"{_HERE}/proposals/acceptance", body={"after": 0}, **BOOKS),
    # Nothing came under this id: a batch answers one by one.
    Route("post", f"{_HERE}/vouchers", body=BOOKINGS, **BOOKS),
    Route("get", f"{_HERE}/reconciliation", needs="books.read", too_low="seller", queries_max=30),
    # Nobody's address.
    Route(
        "post",
        "/api/payments/webhooks/{provider}/{address}",
        EVERYBODY,
        values={"provider": "sepay", "address": "nobody"},
        status=404,
    ),
]
