"""One row for every route of sync: phones, batches of events, what changed, totals, photos."""

from typing import Any

from tests.api.route import EVERYBODY, Route

DEVICE = "01993b7e-0000-7000-8000-0000000000e1"
PHOTO = "01993b7e-0000-7000-8000-0000000000e2"
DAY_END = "01993b7e-0000-7000-8000-0000000000e4"
JPEG = b"\xff\xd8\xff" + bytes(8)
_SALE = {
    "id": "01993b7e-0000-7000-8000-0000000000e3",
    "kind": "trade.sale",
    "seq": 1,
    "happened_at": "2026-03-05T03:00:00Z",
    "body": {
        "sold_on": "2026-03-05",
        "means": "cash",
        "lines": [{"name": "Chè búp", "sector": "goods", "amount_vnd": 50_000}],
    },
}
_AT = "/api/o/{slug}/sync"
_HOUSEHOLD: dict[str, Any] = {"caller": "nam", "organisation": "nam_household"}
_READS: dict[str, Any] = {**_HOUSEHOLD, "needs": "documents.read", "too_low": "officer", "queries_max": 60}
_RECORDS: dict[str, Any] = {**_HOUSEHOLD, "needs": "documents.record", "too_low": "reader", "queries_max": 50}

SYNC_ROUTES = [
    Route("post", f"{_AT}/devices", body={"id": DEVICE, "name": "Điện thoại của chú Năm"}, **_RECORDS),
    Route("get", f"{_AT}/devices", **_READS),
    Route(
        "post",
        f"{_AT}/devices/{{device_id}}/revocation",
        body={"reason": "Mất"},
        status=204,
        **{**_HOUSEHOLD, "needs": "people.manage", "too_low": "seller", "queries_max": 30},
    ),
    Route(
        "put",
        f"{_AT}/devices/{{device_id}}/recovery",
        body={"key": "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA"},
        **_RECORDS,
    ),
    # A word that nobody was given; it is not told whether anybody was.
    Route("get", "/api/sync/orders/{ear}", EVERYBODY, values={"ear": "khong-co"}, queries_max=1),
    Route(
        "post",
        "/api/sync/orders/{ear}",
        EVERYBODY,
        values={"ear": "khong-co"},
        body={"lost_events": 2, "lost_papers": 1, "first_day": "2026-03-02", "last_day": "2026-03-04"},
        status=204,
        queries_max=1,
    ),
    Route("post", _AT, body={"device_id": DEVICE, "sent_at": "2026-03-06T03:00:00Z", "events": [_SALE]}, **_RECORDS),
    Route("get", f"{_AT}/changes", **_READS),
    Route("get", f"{_AT}/totals", query=f"device_id={DEVICE}&day=2026-03-05", **_READS),
    Route("get", f"{_AT}/day-ends", query="month=2026-03&is_differing=true", **_READS),
    Route("get", f"{_AT}/day-ends/{{day_end_id}}", **_READS),
    Route("get", f"{_AT}/papers", query="state=waiting", **_READS),
    Route("post", f"{_AT}/papers/{{paper_id}}", body=JPEG, **_RECORDS),
    Route("get", f"{_AT}/papers/{{paper_id}}", media="image/jpeg", **_READS),
]
