"""What the rows of the routes send: bodies as a program would write them, and ids that the stage knows."""

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
