"""One row for every route of the API; a route without a row fails the tests."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# A route for everybody has no role; one for persons has no organisation.
EVERYBODY, PERSONS, ORGANISATION = "everybody", "persons", "organisation"


@dataclass(frozen=True)
class Route:
    """How to call a route so that it works, who may, who may not, and how many queries it may cost."""

    method: str
    path: str
    whom: str = ORGANISATION
    # A name of the cast, acting for `organisation` of the cast; somebody with `too_low` must get 403.
    caller: str = "lan"
    organisation: str = "coop"
    too_low: str = "seller"
    # The permission that the route asks for; None where any role is enough.
    needs: str | None = "books.read"
    values: Mapping[str, str] = field(default_factory=dict)
    query: str = ""
    body: Any = None
    status: int = 200
    queries_max: int = 20

    @property
    def key(self) -> tuple[str, str]:
        """Name the route as the OpenAPI file does."""
        return self.method, self.path


# Nobody is a member by that id.
ACCOUNT = {
    "accounts": [
        {
            "id": "01900000-0000-7000-8000-0000000000c1",
            "member_id": "01900000-0000-7000-8000-0000000000c0",
            "starts_on": "2026-01-05",
            "number": "19031234567890",
            "bank_name": "Techcombank",
        }
    ]
}
# Ballots of the stage: open with one member here, secret and being handed out, secret and counted; a motion to open.
_BALLOT = "/api/o/{slug}/ballots/{ballot_id}"
VOTED_OPENLY = {"ballot_id": "01993b7e-0000-7000-8000-0000000000b1"}
HANDED_OUT = {"ballot_id": "01993b7e-0000-7000-8000-0000000000b2"}
COUNTED_IN_SECRET = {"ballot_id": "01993b7e-0000-7000-8000-0000000000b3"}
MOTION_TO_VOTE = "01993b7e-0000-7000-8000-0000000000b4"
HANDS = {"id": "01993b7e-0000-7000-8000-0000000000b6", "tallies": {"for": 1}}

ADJUSTMENT = {
    "document_id": "01993b7e-0000-7000-8000-00000000000a",
    "document_on": "2026-01-15",
    "entry_on": "2026-01-15",
    "text": "Phân bổ chi phí tháng 1",
    "postings": [{"debit": "1121", "credit": "1111", "amount_vnd": 250_000}],
}

NOBODY = "01900000-0000-7000-8000-0000000000c0"
# Nobody is a member by that id: a batch answers one by one.
PAID_IN = {
    "contributions": [
        {"id": NOBODY, "member_id": NOBODY, "amount_vnd": 1_000_000, "paid_on": "2026-03-05", "means": "bank"}
    ]
}
# A code that is well written and that nobody signed.
CERTIFICATE = (
    "EC1.k.ZWNvb3AtY2VydGlmaWNhdGUtMQowMTkwMDAwMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwYzAKMDE5MDAwMDAtMDAwMC03MDAwLTgwMDAtMDAw"
    "MDAwMDAwMGMwCjEKSFRYCjAwMDEKMjAyNi0wMy0wNQpUVjEKTmFtCjEKMgowLjUK.AAAA"
)

# Far enough ahead for the notice, whenever the test runs.
MEETING_CALLED = {
    "id": "01900000-0000-7000-8000-0000000000e1",
    "kind": "annual",
    "title": "Đại hội thành viên",
    "year": 2026,
    "convened_by": "board",
    "convener": "Hội đồng quản trị",
    "starts_at": "2099-03-20T01:00:00Z",
    "place": "Nhà văn hóa",
    "agenda": ["Báo cáo năm"],
}

LOAN_ASKED = {
    "id": "01900000-0000-7000-8000-0000000000d1",
    "member_number": "TV001",
    "amount_vnd": 20_000_000,
    "months": 5,
    "purpose": "production",
}
LOAN_OUT = {"id": "01900000-0000-7000-8000-0000000000d2", "paid_on": "2026-11-02", "means": "bank"}
LOAN_BACK = {**LOAN_OUT, "id": "01900000-0000-7000-8000-0000000000d3", "amount_vnd": 1_000_000}
# By that id there is nobody and nothing: a batch answers one by one.
APPOINTED = {
    "appointments": [
        {
            "id": NOBODY,
            "body": "cashier",
            "name": "Hoàng Thị Quỹ",
            "starts_on": "2026-03-01",
            "rests_on": "HĐLĐ 02",
        }
    ]
}
POST_ENDED = {"ends": [{"post_id": NOBODY, "ended_on": "2026-03-01", "ground": "resigned", "rests_on": "Đơn 1"}]}
RESOLUTION = {
    "id": NOBODY,
    "body": "general_meeting",
    "matter": "regulations",
    "title": "Ban hành quy chế tài chính",
    "parameters": {"text": "Quy chế tài chính"},
    "passed_on": "2026-01-05",
    "called": 10,
    "attended": 8,
    "votes_for": 7,
    "votes_against": 1,
}
ANNULMENT = {
    "annulled_by": "court",
    "annulled_on": "2026-02-01",
    "paper": "Bản án 12/2026/DS-ST",
    "reason": "Họp không đủ điều kiện",
    "entry_on": "2026-02-01",
}
COURSE = {"id": NOBODY, "kind": "reorganisation", "starts_on": "2026-03-01", "rests_on": "QĐ 12/2026"}

ADMITTED = {
    "admissions": [
        {
            "id": "01900000-0000-7000-8000-0000000000c1",
            "name": "Đỗ Thị Hoa",
            "admitted_on": "2026-03-05",
            "uses": True,
            "particulars": {"kind": "individual", "address": "Xóm 4", "born_on": "1980-01-01"},
            "decision": {"body": "director", "resolution": "QĐ 3", "decided_on": "2026-03-05"},
        }
    ]
}
DEPARTED = {
    "departures": [{"id": NOBODY, "member_id": NOBODY, "ends_on": "2026-03-05", "ground": "voluntary"}],
}
APPLIED = {
    "id": "01900000-0000-7000-8000-0000000000c2",
    "name": "Vũ Văn Mới",
    "particulars": {"address": "Xóm 5"},
    "uses": True,
}

PURCHASES = {
    "purchases": [
        {
            "id": "01900000-0000-7000-8000-0000000000b1",
            "bought_on": "2026-03-05",
            "lines": [{"name": "Chè tươi", "amount_vnd": 300_000, "quantity": "10", "unit_price": "30000"}],
            "has_invoice": True,
        }
    ]
}
EXPENSES = {
    "expenses": [
        {
            "id": "01900000-0000-7000-8000-0000000000b2",
            "spent_on": "2026-03-05",
            "group": "bought_services",
            "amount_vnd": 150_000,
        }
    ]
}
MONEY_MOVES = {
    "moves": [
        {
            "id": "01900000-0000-7000-8000-0000000000b3",
            "moved_on": "2026-03-05",
            "rule": "owner-puts-in",
            "amount_vnd": 1_000_000,
        }
    ]
}
VOUCHERS = {
    "vouchers": [
        {
            "id": "01900000-0000-7000-8000-0000000000d1",
            "voucher_on": "2026-03-05",
            "rule": "management-expense",
            "facts": {"means": "cash"},
            "amounts": {"amount_vnd": 150_000},
            "text": "Tiền nước tháng 2",
        }
    ]
}
COUNTERPARTIES = {
    "counterparties": [
        {"id": "01900000-0000-7000-8000-0000000000d2", "name": "Điện lực Thái Nguyên", "kind": "supplier"}
    ]
}
STOCK_MOVES = {
    "moves": [
        {
            "id": "01900000-0000-7000-8000-0000000000b4",
            "moved_on": "2026-03-05",
            "kind": "counted",
            "amount_vnd": 1_000_000,
        }
    ]
}
SALES = {
    "sales": [
        {
            "id": "01993b7e-0000-7000-8000-00000000000b",
            "sold_on": "2026-01-20",
            "lines": [{"sector": "goods", "name": "Chè khô", "amount_vnd": 450_000, "quantity": "1.5", "unit": "kg"}],
        }
    ]
}

YEAR = {"year": 2026, "method": "revenue", "revenue": {"goods": 1_500_000_000}}

RETURN = {
    "id": "01993b7e-0000-7000-8000-00000000000c",
    "came_back_on": "2026-01-25",
    "lines": [{"line": 1, "amount_vnd": 50_000}],
}
PRODUCT = {"name": "Chè khô", "sector": "goods", "unit": "kg", "price_vnd": 300_000}
PRODUCTS = {"products": [{"id": "01993b7e-0000-7000-8000-00000000000d", **PRODUCT}]}
PLACES = {
    "places": [{"id": "01993b7e-0000-7000-8000-00000000000e", "name": "Sạp 12", "opened_on": "2026-01-20"}],
}
ACCOUNTS = {
    "accounts": [{"id": "01993b7e-0000-7000-8000-00000000000f", "bank_name": "Agribank", "number": "3100205123456"}],
}
WITHHOLDINGS = {
    "withholdings": [
        {
            "id": "01993b7e-0000-7000-8000-000000000010",
            "month": "2026-01-01",
            "platform_name": "Shopee",
            "vat_vnd": 10_000,
            "pit_vnd": 5_000,
        }
    ]
}
ASSETS = {
    "assets": [
        {
            "id": "01993b7e-0000-7000-8000-000000000020",
            "code": "TS900",
            "name": "Máy sao chè",
            "kind": "fixed",
            "origin": "bought",
            "acquired_on": "2026-01-20",
            "cost_vnd": 60_000_000,
            "sources": [{"kind": "own", "amount_vnd": 60_000_000}],
            "life_months": 60,
        }
    ]
}
COUNT = {
    "id": "01993b7e-0000-7000-8000-000000000021",
    "counted_on": "2026-01-31",
    "team": "Lan",
    "marks": [{"id": "01993b7e-0000-7000-8000-000000000022", "found_name": "Máy bơm"}],
}
# Reading and recording what a household sells: who may, and who may not.
DEALINGS = {
    "dealings": [
        {
            "id": "01993b7e-0000-7000-8000-0000000000d1",
            "dealt_on": "2026-01-15",
            "kind": "purchase",
            "text": "Chè búp tươi",
            "value_vnd": 900_000,
            "quantity": "9",
            "unit": "kg",
            "means": "cash",
        }
    ]
}
READS: dict[str, Any] = {
    "needs": "documents.read",
    "caller": "nam",
    "organisation": "nam_household",
    "too_low": "officer",
}
RECORDS: dict[str, Any] = {
    "needs": "documents.record",
    "caller": "nam",
    "organisation": "nam_household",
    "too_low": "reader",
    "queries_max": 30,
}

ROUTES = [
    Route(
        "get",
        "/api/o/{slug}/lending/checks",
        needs="lending.read",
        too_low="reader",
        query="member=TV001&amount_vnd=1000000&months=3",
        queries_max=60,
    ),
    Route("get", "/api/o/{slug}/lending/applications", needs="lending.read", too_low="reader", queries_max=30),
    Route(
        "post",
        "/api/o/{slug}/lending/applications",
        needs="lending.manage",
        too_low="reader",
        body=LOAN_ASKED,
        queries_max=40,
    ),
    Route("get", "/api/o/{slug}/lending/loans", needs="lending.read", too_low="reader", queries_max=30),
    Route(
        "get",
        "/api/o/{slug}/lending/loans/{loan_id}",
        needs="lending.read",
        too_low="reader",
        queries_max=80,
    ),
    Route(
        "post",
        "/api/o/{slug}/lending/loans/{loan_id}/payout",
        needs="books.post",
        too_low="reader",
        body=LOAN_OUT,
        queries_max=80,
    ),
    Route(
        "post",
        "/api/o/{slug}/lending/loans/{loan_id}/repayments",
        needs="books.post",
        too_low="reader",
        body=LOAN_BACK,
        queries_max=80,
    ),
    Route(
        "post",
        "/api/o/{slug}/lending/interest",
        needs="books.post",
        too_low="reader",
        body={"until": "2026-11-10"},
        queries_max=40,
    ),
    Route("get", "/api/o/{slug}/assets", needs="documents.read", too_low="officer", query="day=2026-01-31"),
    Route("get", "/api/o/{slug}/assets/{asset_id}", needs="documents.read", too_low="officer"),
    Route("get", "/api/o/{slug}/assets/wear", needs="documents.read", too_low="officer", query="month=2026-01"),
    Route("post", "/api/o/{slug}/assets", needs="documents.record", too_low="reader", body=ASSETS, queries_max=40),
    Route(
        "post",
        "/api/o/{slug}/assets/wear",
        needs="books.post",
        too_low="reader",
        body={"month": "2026-01"},
        queries_max=45,
    ),
    Route(
        "post", "/api/o/{slug}/assets/counts", needs="documents.record", too_low="reader", body=COUNT, queries_max=30
    ),
    Route("get", "/api/places", EVERYBODY, query="q=tan", queries_max=1),
    Route("get", "/api/law/parameters", EVERYBODY, query="q=thue&limit=3", queries_max=0),
    Route(
        "get",
        "/api/law/parameters/{path}",
        EVERYBODY,
        values={"path": "books/household/exempt"},
        query="on=2026-03-05",
        queries_max=0,
    ),
    Route("post", "/api/tax/household", EVERYBODY, body=YEAR, queries_max=1),
    Route(
        "post",
        "/api/tax/cooperative",
        EVERYBODY,
        body={"year": 2026, "previous_revenue": 0, "activities": [{"field": "goods", "revenue": 5, "cost": 3}]},
        queries_max=1,
    ),
    Route("get", "/api/me", PERSONS),
    Route("get", "/api/o/{slug}", needs=None),
    Route("get", "/api/places/old", EVERYBODY, query="q=tan", queries_max=2),
    Route("get", "/api/o/{slug}/people", needs="people.read"),
    Route("get", "/api/o/{slug}/audit/events", needs="audit.read", caller="hai", query="limit=2"),
    Route("get", "/api/o/{slug}/ledger/accounts"),
    Route("get", "/api/o/{slug}/ledger/entries", query="from_on=2026-01-01&limit=1"),
    Route("get", "/api/o/{slug}/ledger/entries/{entry_id}"),
    Route("get", "/api/o/{slug}/ledger/trial-balance", query="from_on=2026-01-01&until_on=2026-01-31"),
    Route("get", "/api/o/{slug}/ledger/periods"),
    Route("get", "/api/o/{slug}/ledger/seals"),
    Route("get", "/api/o/{slug}/ledger/verification", queries_max=80),
    Route("get", "/api/o/{slug}/distribution/{year}", needs="distribution.read", values={"year": "2026"}),
    # The stage closes its year and shares it not; ecoop/distribution/tests/test_paying_programs.py pays shares.
    Route(
        "get",
        "/api/o/{slug}/distribution/{year}/statements/{member_id}",
        needs="distribution.read",
        values={"year": "2026", "member_id": NOBODY},
        status=409,
    ),
    Route(
        "post",
        "/api/o/{slug}/distribution/{year}/payments",
        needs="books.post",
        values={"year": "2026"},
        body={"id": NOBODY, "means": "cash", "pays_on": "2027-04-05"},
        status=409,
    ),
    Route(
        "get",
        "/api/o/{slug}/share-payments/{list_id}",
        needs="distribution.read",
        values={"list_id": NOBODY},
        status=422,
    ),
    Route(
        "post",
        "/api/o/{slug}/share-payments/{list_id}/paid",
        needs="books.post",
        values={"list_id": NOBODY},
        body={"paid_on": "2027-04-05"},
        status=422,
    ),
    Route("post", "/api/o/{slug}/member-accounts", needs="books.post", body=ACCOUNT, status=422),
    Route(
        "post",
        "/api/o/{slug}/distribution/{year}/simulation",
        needs="distribution.read",
        values={"year": "2026"},
        body={"use_and_labour_share": "0.7"},
        status=409,
    ),
    Route(
        "get",
        "/api/o/{slug}/own-shares",
        needs="own-share.read",
        caller="nam",
        organisation="nam_household",
    ),
    Route("get", "/api/o/{slug}/meetings", needs="meetings.read"),
    Route("post", "/api/o/{slug}/meetings", needs="meetings.manage", body=MEETING_CALLED, status=201, queries_max=30),
    Route("get", "/api/o/{slug}/meetings/{meeting_id}", needs="meetings.read", queries_max=30),
    Route("get", "/api/o/{slug}/meetings/{meeting_id}/attendance", needs="meetings.read"),
    Route(
        "post",
        "/api/o/{slug}/meetings/{meeting_id}/attendance/arrivals",
        needs="meetings.manage",
        status=201,
        queries_max=40,
    ),
    Route(
        "post",
        "/api/o/{slug}/meetings/{meeting_id}/attendance/departures",
        needs="meetings.manage",
        status=201,
        queries_max=40,
    ),
    Route("get", "/api/o/{slug}/meetings/{meeting_id}/ballots", needs="meetings.read", queries_max=40),
    Route(
        "post",
        "/api/o/{slug}/motions/{motion_id}/ballots",
        needs="meetings.manage",
        values={"motion_id": MOTION_TO_VOTE},
        body={"id": "01993b7e-0000-7000-8000-0000000000b5"},
        queries_max=50,
    ),
    Route("get", f"{_BALLOT}", needs="meetings.read", values=VOTED_OPENLY),
    Route("post", f"{_BALLOT}/votes", needs="votes.count", values=VOTED_OPENLY),
    Route("post", f"{_BALLOT}/hand-count", needs="votes.count", values=VOTED_OPENLY, body=HANDS, queries_max=40),
    Route("post", f"{_BALLOT}/box-opening", needs="votes.count", values=HANDED_OUT, queries_max=30),
    Route("post", f"{_BALLOT}/closure", needs="votes.count", values=VOTED_OPENLY, body={}, queries_max=40),
    Route("get", f"{_BALLOT}/list", needs="meetings.read", values=COUNTED_IN_SECRET),
    Route("get", "/api/o/{slug}/bodies", needs="meetings.read", query="day=2026-03-01"),
    Route("post", "/api/o/{slug}/bodies/appointments", needs="meetings.manage", body=APPOINTED, queries_max=40),
    Route("post", "/api/o/{slug}/bodies/ends", needs="meetings.manage", body=POST_ENDED),
    Route("get", "/api/o/{slug}/resolutions", needs="meetings.read", query="is_open=true"),
    Route("post", "/api/o/{slug}/resolutions", needs="meetings.manage", body=RESOLUTION, queries_max=40),
    Route("get", "/api/o/{slug}/resolutions/{resolution_id}", needs="meetings.read"),
    Route(
        "post",
        "/api/o/{slug}/resolutions/{resolution_id}/execution",
        needs="meetings.manage",
        body={"carrying": None},
        queries_max=50,
    ),
    Route(
        "post",
        "/api/o/{slug}/resolutions/{resolution_id}/annulment",
        needs="meetings.manage",
        body=ANNULMENT,
        queries_max=50,
    ),
    Route("get", "/api/o/{slug}/courses", needs="meetings.read"),
    Route("post", "/api/o/{slug}/courses", needs="meetings.manage", body=COURSE),
    Route(
        "post",
        "/api/o/{slug}/courses/{course_id}/steps",
        needs="meetings.manage",
        body={"step": "decided", "done_on": "2026-01-06"},
    ),
    Route("get", "/api/o/{slug}/dissolution", needs="distribution.read", query="day=2026-03-01"),
    Route("get", "/api/o/{slug}/members", needs="members.read", query="on=2026-03-01"),
    Route("post", "/api/o/{slug}/members", needs="members.manage", too_low="controller", body=ADMITTED),
    Route("get", "/api/o/{slug}/members/headcount", needs="members.read", query="on=2026-03-01"),
    Route("get", "/api/o/{slug}/members/{member_id}", needs="members.read"),
    Route("post", "/api/o/{slug}/members/departures", needs="members.manage", too_low="controller", body=DEPARTED),
    Route("post", "/api/o/{slug}/members/applications", needs="members.manage", too_low="controller", body=APPLIED),
    Route("get", "/api/o/{slug}/members/applications", needs="members.read", query="open_only=true"),
    Route("get", "/api/o/{slug}/capital", needs="members.read", query="on=2026-03-01"),
    Route("get", "/api/o/{slug}/capital/rooms", needs="members.read", query="on=2026-03-01&charter_capital_vnd=5"),
    Route("get", "/api/o/{slug}/capital/duties", needs="members.read", query="on=2026-03-01", queries_max=40),
    Route(
        "post",
        "/api/o/{slug}/capital/contributions",
        needs="capital.record",
        too_low="director",
        body=PAID_IN,
    ),
    *(
        Route("post", f"/api/o/{{slug}}/capital/{what}", needs="capital.record", too_low="director", queries_max=45)
        for what in ("commitments", "returns", "transfers")
    ),
    Route("get", "/api/o/{slug}/capital/books/{member_id}", needs="members.read", query="year=2026"),
    Route("get", "/api/o/{slug}/charter", needs="members.read", query="on=2026-03-01"),
    Route(
        "post",
        "/api/o/{slug}/charter",
        needs="members.manage",
        too_low="controller",
        queries_max=40,
    ),
    Route("get", "/api/o/{slug}/certificates", needs="members.read"),
    Route(
        "post",
        "/api/o/{slug}/certificates",
        needs="capital.record",
        too_low="director",
        queries_max=40,
    ),
    Route("post", "/api/certificates/check", EVERYBODY, body={"code": CERTIFICATE}, queries_max=1),
    Route(
        "post",
        "/api/o/{slug}/member-trade",
        needs="documents.record",
        too_low="controller",
        body=DEALINGS,
        queries_max=30,
    ),
    Route("get", "/api/o/{slug}/member-trade", needs="members.read", query="side=internal"),
    Route("get", "/api/o/{slug}/member-trade/{dealing_id}", needs="members.read"),
    Route(
        "post",
        "/api/o/{slug}/member-trade/{dealing_id}/reversal",
        needs="books.post",
        too_low="controller",
        body={"entry_on": "2026-01-12", "reason": "Cân nhầm"},
    ),
    Route("get", "/api/o/{slug}/member-trade/measures/{year}", needs="members.read", values={"year": "2026"}),
    Route("get", "/api/o/{slug}/member-trade/levels/{year}", needs="members.read", values={"year": "2026"}),
    Route(
        "get",
        "/api/o/{slug}/own-trade",
        needs="own-share.read",
        caller="nam",
        organisation="nam_household",
        query="year=2026",
    ),
    Route("post", "/api/o/{slug}/agreements", needs="members.manage", too_low="controller"),
    Route("get", "/api/o/{slug}/agreements", needs="members.read"),
    Route(
        "post",
        "/api/o/{slug}/trade/sales",
        needs="documents.record",
        caller="nam",
        organisation="nam_household",
        too_low="reader",
        body=SALES,
        queries_max=30,
    ),
    Route(
        "get",
        "/api/o/{slug}/trade/sales",
        needs="documents.read",
        caller="nam",
        organisation="nam_household",
        too_low="officer",
    ),
    Route(
        "get",
        "/api/o/{slug}/trade/sales/{sale_id}",
        needs="documents.read",
        caller="nam",
        organisation="nam_household",
        too_low="officer",
    ),
    Route("post", "/api/o/{slug}/trade/sales/{sale_id}/returns", body=RETURN, **RECORDS),
    Route("get", "/api/o/{slug}/vouchers", needs="documents.read", too_low="officer"),
    Route("post", "/api/o/{slug}/vouchers", needs="documents.record", too_low="reader", body=VOUCHERS, queries_max=30),
    Route("get", "/api/o/{slug}/vouchers/{voucher_id}", needs="documents.read", too_low="officer", queries_max=25),
    Route("get", "/api/o/{slug}/voucher-rules", needs="documents.read", too_low="officer"),
    Route("get", "/api/o/{slug}/counterparties", needs="documents.read", too_low="officer"),
    Route("post", "/api/o/{slug}/counterparties", needs="documents.record", too_low="reader", body=COUNTERPARTIES),
    Route("get", "/api/o/{slug}/trade/products", query="q=che", **READS),
    Route("post", "/api/o/{slug}/trade/products", body=PRODUCTS, **RECORDS),
    Route("put", "/api/o/{slug}/trade/products/{product_id}", body=PRODUCT, **RECORDS),
    Route("get", "/api/o/{slug}/trade/places", **READS),
    Route("post", "/api/o/{slug}/trade/places", body=PLACES, **RECORDS),
    Route("get", "/api/o/{slug}/trade/bank-accounts", **READS),
    Route("post", "/api/o/{slug}/trade/bank-accounts", body=ACCOUNTS, **RECORDS),
    Route("get", "/api/o/{slug}/trade/withholdings", query="year=2026", **READS),
    Route("post", "/api/o/{slug}/trade/withholdings", body=WITHHOLDINGS, **RECORDS),
    Route(
        "post",
        "/api/o/{slug}/trade/purchases",
        needs="documents.record",
        caller="nam",
        organisation="nam_household",
        too_low="reader",
        body=PURCHASES,
        queries_max=30,
    ),
    Route(
        "post",
        "/api/o/{slug}/trade/expenses",
        needs="documents.record",
        caller="nam",
        organisation="nam_household",
        too_low="reader",
        body=EXPENSES,
        queries_max=30,
    ),
    Route(
        "post",
        "/api/o/{slug}/trade/money-moves",
        needs="documents.record",
        caller="nam",
        organisation="nam_household",
        too_low="reader",
        body=MONEY_MOVES,
        queries_max=30,
    ),
    Route(
        "post",
        "/api/o/{slug}/trade/stock-moves",
        needs="documents.record",
        caller="nam",
        organisation="nam_household",
        too_low="reader",
        body=STOCK_MOVES,
        queries_max=30,
    ),
    Route(
        "get",
        "/api/o/{slug}/trade/costs/{year}",
        needs="documents.read",
        caller="nam",
        organisation="nam_household",
        too_low="officer",
        values={"year": "2026"},
        queries_max=34,
    ),
    Route(
        "get",
        "/api/o/{slug}/trade/stock/{year}",
        needs="documents.read",
        caller="nam",
        organisation="nam_household",
        too_low="officer",
        values={"year": "2026"},
        queries_max=28,
    ),
    Route(
        "post",
        "/api/o/{slug}/invoices",
        needs="invoices.import",
        caller="nam",
        organisation="nam_household",
        body={"files": [{"name": "a.xml", "content_base64": "PEhEb24+PC9IRG9uPg=="}]},
        queries_max=30,
    ),
    Route(
        "get",
        "/api/o/{slug}/invoices",
        needs="documents.read",
        caller="nam",
        organisation="nam_household",
        too_low="officer",
        query="only=unbooked",
    ),
    Route(
        "get",
        "/api/o/{slug}/returns",
        needs="tax.read",
        caller="nam",
        organisation="nam_household",
        query="year=2026",
    ),
    Route(
        "get",
        "/api/o/{slug}/returns/{return_id}",
        needs="tax.read",
        caller="nam",
        organisation="nam_household",
    ),
    Route(
        "post",
        "/api/o/{slug}/returns",
        needs="tax.file",
        caller="nam",
        organisation="nam_household",
        body={"form": "01/TKN-CNKD", "period": "2026"},
        status=201,
        queries_max=50,
    ),
    Route(
        "get",
        "/api/o/{slug}/statements/{period}/{form}",
        needs="tax.read",
        values={"period": "2026", "form": "b01"},
    ),
    Route(
        "get",
        "/api/o/{slug}/taxes/{year}",
        needs="tax.read",
        caller="nam",
        organisation="nam_household",
        values={"year": "2026"},
        query="known_on=2026-05-01",
    ),
    Route(
        "post",
        "/api/o/{slug}/ledger/accounts",
        needs="books.post",
        too_low="reader",
        body={"parent": "002", "code": "002.01", "name_vi": "Vật tư giữ hộ"},
        status=201,
    ),
    Route("post", "/api/o/{slug}/ledger/entries", needs="books.post", too_low="reader", body=ADJUSTMENT, status=201),
    Route(
        "post",
        "/api/o/{slug}/ledger/entries/{entry_id}/reversal",
        needs="books.post",
        too_low="reader",
        body={"entry_on": "2026-01-20", "reason": "Ghi nhầm"},
        status=201,
    ),
    Route(
        "post",
        "/api/o/{slug}/ledger/periods/{month}/closure",
        needs="books.close",
        too_low="reader",
        values={"month": "2026-01"},
        body={"reason": ""},
        status=201,
    ),
    Route(
        "post",
        "/api/o/{slug}/ledger/periods/{month}/reopening",
        needs="books.reopen",
        too_low="reader",
        values={"month": "2026-02"},
        body={"reason": "Hóa đơn đến muộn"},
        status=201,
    ),
]
