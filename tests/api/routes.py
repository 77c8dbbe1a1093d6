"""One row for every route of the API; a route without a row fails the tests."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.api import sent

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


_BALLOT = "/api/o/{slug}/ballots/{ballot_id}"
# Reading and recording what a household sells: who may, and who may not.
# Reading and recording what a household sells: who may, and who may not.
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
        body=sent.LOAN_ASKED,
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
        body=sent.LOAN_OUT,
        queries_max=80,
    ),
    Route(
        "post",
        "/api/o/{slug}/lending/loans/{loan_id}/repayments",
        needs="books.post",
        too_low="reader",
        body=sent.LOAN_BACK,
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
    Route("post", "/api/o/{slug}/assets", needs="documents.record", too_low="reader", body=sent.ASSETS, queries_max=40),
    Route(
        "post",
        "/api/o/{slug}/assets/wear",
        needs="books.post",
        too_low="reader",
        body={"month": "2026-01"},
        queries_max=45,
    ),
    Route(
        "post",
        "/api/o/{slug}/assets/counts",
        needs="documents.record",
        too_low="reader",
        body=sent.COUNT,
        queries_max=30,
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
    Route("post", "/api/tax/household", EVERYBODY, body=sent.YEAR, queries_max=1),
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
        values={"year": "2026", "member_id": sent.NOBODY},
        status=409,
    ),
    Route(
        "post",
        "/api/o/{slug}/distribution/{year}/payments",
        needs="books.post",
        values={"year": "2026"},
        body={"id": sent.NOBODY, "means": "cash", "pays_on": "2027-04-05"},
        status=409,
    ),
    Route(
        "get",
        "/api/o/{slug}/share-payments/{list_id}",
        needs="distribution.read",
        values={"list_id": sent.NOBODY},
        status=422,
    ),
    Route(
        "post",
        "/api/o/{slug}/share-payments/{list_id}/paid",
        needs="books.post",
        values={"list_id": sent.NOBODY},
        body={"paid_on": "2027-04-05"},
        status=422,
    ),
    Route("post", "/api/o/{slug}/member-accounts", needs="books.post", body=sent.ACCOUNT, status=422),
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
    Route(
        "post", "/api/o/{slug}/meetings", needs="meetings.manage", body=sent.MEETING_CALLED, status=201, queries_max=30
    ),
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
        values={"motion_id": sent.MOTION_TO_VOTE},
        body={"id": "01993b7e-0000-7000-8000-0000000000b5"},
        queries_max=50,
    ),
    Route("get", f"{_BALLOT}", needs="meetings.read", values=sent.VOTED_OPENLY),
    Route("post", f"{_BALLOT}/votes", needs="votes.count", values=sent.VOTED_OPENLY),
    Route(
        "post", f"{_BALLOT}/hand-count", needs="votes.count", values=sent.VOTED_OPENLY, body=sent.HANDS, queries_max=40
    ),
    Route("post", f"{_BALLOT}/box-opening", needs="votes.count", values=sent.HANDED_OUT, queries_max=30),
    Route("post", f"{_BALLOT}/closure", needs="votes.count", values=sent.VOTED_OPENLY, body={}, queries_max=40),
    Route("get", f"{_BALLOT}/list", needs="meetings.read", values=sent.COUNTED_IN_SECRET),
    Route("get", "/api/o/{slug}/bodies", needs="meetings.read", query="day=2026-03-01"),
    Route("post", "/api/o/{slug}/bodies/appointments", needs="meetings.manage", body=sent.APPOINTED, queries_max=40),
    Route("post", "/api/o/{slug}/bodies/ends", needs="meetings.manage", body=sent.POST_ENDED),
    Route("get", "/api/o/{slug}/resolutions", needs="meetings.read", query="is_open=true"),
    Route("post", "/api/o/{slug}/resolutions", needs="meetings.manage", body=sent.RESOLUTION, queries_max=40),
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
        body=sent.ANNULMENT,
        queries_max=50,
    ),
    Route("get", "/api/o/{slug}/courses", needs="meetings.read"),
    Route("post", "/api/o/{slug}/courses", needs="meetings.manage", body=sent.COURSE),
    Route(
        "post",
        "/api/o/{slug}/courses/{course_id}/steps",
        needs="meetings.manage",
        body={"step": "decided", "done_on": "2026-01-06"},
    ),
    Route("get", "/api/o/{slug}/dissolution", needs="distribution.read", query="day=2026-03-01"),
    Route("get", "/api/o/{slug}/members", needs="members.read", query="on=2026-03-01"),
    Route("post", "/api/o/{slug}/members", needs="members.manage", too_low="controller", body=sent.ADMITTED),
    Route("get", "/api/o/{slug}/members/headcount", needs="members.read", query="on=2026-03-01"),
    Route("get", "/api/o/{slug}/members/{member_id}", needs="members.read"),
    Route("post", "/api/o/{slug}/members/departures", needs="members.manage", too_low="controller", body=sent.DEPARTED),
    Route(
        "post", "/api/o/{slug}/members/applications", needs="members.manage", too_low="controller", body=sent.APPLIED
    ),
    Route("get", "/api/o/{slug}/members/applications", needs="members.read", query="open_only=true"),
    Route("get", "/api/o/{slug}/capital", needs="members.read", query="on=2026-03-01"),
    Route("get", "/api/o/{slug}/capital/rooms", needs="members.read", query="on=2026-03-01&charter_capital_vnd=5"),
    Route("get", "/api/o/{slug}/capital/duties", needs="members.read", query="on=2026-03-01", queries_max=40),
    Route(
        "post",
        "/api/o/{slug}/capital/contributions",
        needs="capital.record",
        too_low="director",
        body=sent.PAID_IN,
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
    Route("post", "/api/certificates/check", EVERYBODY, body={"code": sent.CERTIFICATE}, queries_max=1),
    Route(
        "post",
        "/api/o/{slug}/member-trade",
        needs="documents.record",
        too_low="controller",
        body=sent.DEALINGS,
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
        body=sent.SALES,
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
    Route("post", "/api/o/{slug}/trade/sales/{sale_id}/returns", body=sent.RETURN, **RECORDS),
    Route("get", "/api/o/{slug}/vouchers", needs="documents.read", too_low="officer"),
    Route(
        "post", "/api/o/{slug}/vouchers", needs="documents.record", too_low="reader", body=sent.VOUCHERS, queries_max=30
    ),
    Route("get", "/api/o/{slug}/vouchers/{voucher_id}", needs="documents.read", too_low="officer", queries_max=25),
    Route("get", "/api/o/{slug}/voucher-rules", needs="documents.read", too_low="officer"),
    Route("get", "/api/o/{slug}/counterparties", needs="documents.read", too_low="officer"),
    Route("post", "/api/o/{slug}/counterparties", needs="documents.record", too_low="reader", body=sent.COUNTERPARTIES),
    Route("get", "/api/o/{slug}/trade/products", query="q=che", **READS),
    Route("post", "/api/o/{slug}/trade/products", body=sent.PRODUCTS, **RECORDS),
    Route("put", "/api/o/{slug}/trade/products/{product_id}", body=sent.PRODUCT, **RECORDS),
    Route("get", "/api/o/{slug}/trade/places", **READS),
    Route("post", "/api/o/{slug}/trade/places", body=sent.PLACES, **RECORDS),
    Route("get", "/api/o/{slug}/trade/bank-accounts", **READS),
    Route("post", "/api/o/{slug}/trade/bank-accounts", body=sent.ACCOUNTS, **RECORDS),
    Route("get", "/api/o/{slug}/trade/withholdings", query="year=2026", **READS),
    Route("post", "/api/o/{slug}/trade/withholdings", body=sent.WITHHOLDINGS, **RECORDS),
    Route(
        "post",
        "/api/o/{slug}/trade/purchases",
        needs="documents.record",
        caller="nam",
        organisation="nam_household",
        too_low="reader",
        body=sent.PURCHASES,
        queries_max=30,
    ),
    Route(
        "post",
        "/api/o/{slug}/trade/expenses",
        needs="documents.record",
        caller="nam",
        organisation="nam_household",
        too_low="reader",
        body=sent.EXPENSES,
        queries_max=30,
    ),
    Route(
        "post",
        "/api/o/{slug}/trade/money-moves",
        needs="documents.record",
        caller="nam",
        organisation="nam_household",
        too_low="reader",
        body=sent.MONEY_MOVES,
        queries_max=30,
    ),
    Route(
        "post",
        "/api/o/{slug}/trade/stock-moves",
        needs="documents.record",
        caller="nam",
        organisation="nam_household",
        too_low="reader",
        body=sent.STOCK_MOVES,
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
    Route(
        "post", "/api/o/{slug}/ledger/entries", needs="books.post", too_low="reader", body=sent.ADJUSTMENT, status=201
    ),
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
