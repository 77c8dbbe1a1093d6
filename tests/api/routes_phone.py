"""The rows of the routes by which a phone begins, joins and knows."""

from typing import Any

from tests.api.route import EVERYBODY, Route

_ID = "01993b7e-0000-7000-8000-0000000000c1"
_PHONE = "0912 345 678"
_DEVICE = {"id": "01993b7e-0000-7000-8000-0000000000c2", "name": "Điện thoại của bà Tư"}
BEGINNING: dict[str, Any] = {
    "id": _ID,
    "phone": _PHONE,
    "code": "000000",
    "person_name": "Trần Thị Tư",
    "shop_name": "Tạp hóa Bà Tư",
    "trade": "tap-hoa",
    "device": _DEVICE,
}
APPLYING: dict[str, Any] = {
    "id": _ID,
    "cooperative": "lien-hiep-khong-co",
    "name": "Trần Thị Tư",
    "uses": True,
    "agrees": True,
}
FILED = {"filed_on": "2026-11-02", "channel": "etax_mobile", "receipt": "123"}
# What chú Năm reads on his phone, and who may not.
OWN: dict[str, Any] = {"caller": "nam", "organisation": "nam_household", "too_low": "seller"}
SELLS: dict[str, Any] = {**OWN, "needs": "documents.read", "too_low": "officer"}
TAXES: dict[str, Any] = {**OWN, "needs": "tax.read"}
FILES: dict[str, Any] = {**OWN, "needs": "tax.file", "too_low": "reader"}
SHARES: dict[str, Any] = {**OWN, "needs": "own-share.read"}
_RETURN = "/api/o/{slug}/phone/returns/{return_id}"
_BOOKKEEPING = "/api/o/{slug}/phone/cooperatives/{cooperative}/bookkeeping"
_SHARE = "/api/o/{slug}/phone/cooperatives/{cooperative}/shares/{year}"

PHONE_ROUTES = [
    Route("post", "/api/start/codes", EVERYBODY, body={"phone": _PHONE}, queries_max=8),
    Route("get", "/api/start/trades", EVERYBODY, queries_max=0),
    # Nobody sent this code.
    Route("post", "/api/start", EVERYBODY, body=BEGINNING, status=409, queries_max=2),
    Route(
        "post",
        "/api/start/sign-in",
        EVERYBODY,
        body={"phone": _PHONE, "code": "000000", "device": _DEVICE},
        status=409,
        queries_max=2,
    ),
    Route(
        "post",
        "/api/start/recovery",
        EVERYBODY,
        body={"phone": _PHONE, "code": "000000", "device_id": _DEVICE["id"]},
        status=409,
        queries_max=2,
    ),
    Route("get", "/api/join/{slug}", EVERYBODY, queries_max=12),
    Route("get", "/api/o/{slug}/joining", **SHARES),
    Route(
        "post",
        "/api/o/{slug}/joining",
        **{**OWN, "needs": "own-share.manage"},
        body=APPLYING,
        status=404,
    ),
    Route("get", "/api/o/{slug}/identity", **{**OWN, "needs": "people.read"}),
    Route(
        "post",
        "/api/o/{slug}/identity",
        # Either suffices.
        **{**OWN, "needs": "people.manage tax.file"},
        body={"tax_code": "019070000002", "representative_name": "Trần Văn Năm"},
    ),
    Route("get", "/api/o/{slug}/phone/home", **SELLS, queries_max=45),
    Route("get", "/api/o/{slug}/phone/tax", **TAXES, queries_max=40),
    Route("get", "/api/o/{slug}/phone/returns", **TAXES, query="year=2026", queries_max=30),
    Route(
        "post",
        "/api/o/{slug}/phone/returns",
        **FILES,
        body={"form": "01/TKN-CNKD", "period": "2026"},
        status=201,
        queries_max=90,
    ),
    Route("get", _RETURN, **TAXES, queries_max=40),
    # The year is not over.
    Route("post", f"{_RETURN}/filing", **FILES, body=FILED, status=409, queries_max=20),
    Route("get", f"{_RETURN}/paper", **TAXES, media="application/pdf"),
    Route("get", f"{_RETURN}/file", **TAXES, media="application/xml"),
    Route("get", "/api/o/{slug}/phone/books", **{**OWN, "needs": "books.read"}, query="year=2026", queries_max=30),
    Route(
        "get",
        "/api/o/{slug}/phone/books/{code}",
        **{**OWN, "needs": "books.export", "too_low": "reader"},
        values={"code": "s1a"},
        query="period=2026-01",
        media="application/pdf",
        queries_max=50,
    ),
    Route("get", "/api/o/{slug}/phone/notices", **SHARES, queries_max=60),
    Route("get", "/api/o/{slug}/phone/meetings", **SHARES, queries_max=40),
    Route("get", "/api/o/{slug}/phone/cooperatives", **SHARES, queries_max=40),
    Route("get", _BOOKKEEPING, **SHARES, values={"cooperative": "htx-tan-cuong"}),
    Route(
        "post",
        _BOOKKEEPING,
        **{**OWN, "needs": "own-share.manage"},
        values={"cooperative": "htx-tan-cuong"},
        body={"id": _ID},
        status=201,
        queries_max=40,
    ),
    # Nothing was given yet on this stage.
    Route(
        "delete",
        _BOOKKEEPING,
        **{**OWN, "needs": "own-share.manage"},
        values={"cooperative": "htx-tan-cuong"},
        status=409,
    ),
    # The year is closed on this stage, and not shared.
    Route("get", _SHARE, **SHARES, values={"cooperative": "htx-tan-cuong", "year": "2026"}, status=409),
    Route("get", f"{_SHARE}/paper", **SHARES, values={"cooperative": "htx-tan-cuong", "year": "2026"}, status=409),
]
