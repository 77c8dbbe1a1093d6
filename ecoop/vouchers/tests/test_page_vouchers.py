"""Pages of vouchers: five questions each, the way through the form, the red entry, originals, prints."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.vouchers.models import CashCount, CounterpartyVersion, Voucher, VoucherAttachment
from ecoop.vouchers.tests.office import OfficeStage

BASE = "/o/htx-tan-cuong"
FILLED = {
    "on": "2026-03-05",
    "text": "Tiền điện tháng 2",
    "amount_vnd": "1.000.000",
    "vat_vnd": "80.000",
    "fact_means": "cash",
    "party": "",
    "person_name": "Anh Ba",
    "person_address": "",
    "attached_count": "1",
    "attached_papers": "HĐ 123",
    "number": "",
}


@pytest.fixture
def voucher_id(office: OfficeStage) -> UUID:
    draft = office.draft(counterparty_id=office.power, amounts={"amount_vnd": Dong(1_000_000)})
    office.record(draft)
    return draft.id


@pytest.fixture
def lan(office: OfficeStage) -> Client:
    return office.cast.client(office.cast.lan)


def pages(voucher_id: UUID, office: OfficeStage) -> dict[str, str]:
    return {
        f"{BASE}/vouchers/": "documents.read",
        f"{BASE}/vouchers/?q=điện&group=purchase&paper=02-TT&month=2026-03": "documents.read",
        f"{BASE}/vouchers/{voucher_id}/": "documents.read",
        f"{BASE}/vouchers/new/": "documents.record",
        f"{BASE}/vouchers/new/management-expense/": "documents.record",
        f"{BASE}/counterparties/": "documents.read",
        f"{BASE}/counterparties/new/": "documents.record",
        f"{BASE}/counterparties/{office.power}/": "documents.read",
        f"{BASE}/cash-counts/": "documents.read",
        f"{BASE}/cash-counts/new/": "documents.record",
    }


def test_every_page_opens_within_its_budget(
    office: OfficeStage, lan: Client, voucher_id: UUID, django_assert_max_num_queries: Any
) -> None:
    for path in pages(voucher_id, office):
        with django_assert_max_num_queries(30):
            answer = lan.get(path)
        assert answer.status_code == 200, path


def test_nobody_signed_in_no_other_organisation_no_low_role_and_no_wrong_method(
    office: OfficeStage, client: Client, voucher_id: UUID
) -> None:
    officer = office.cast.client(office.cast.someone(office.cast.coop, "officer"))
    tu = office.cast.client(office.cast.tu)
    for path in pages(voucher_id, office):
        assert client.get(path).status_code == 302, path
        assert tu.get(path).status_code == 404, path
        assert officer.get(path).status_code == 403, path
        assert tu.delete(path).status_code in (404, 405), path
    hai = office.cast.client(office.cast.hai)
    assert hai.get(f"{BASE}/vouchers/").status_code == 200
    assert hai.get(f"{BASE}/vouchers/new/").status_code == 403
    for path in (f"{BASE}/vouchers/{voucher_id}/red-entry/", f"{BASE}/vouchers/{voucher_id}/originals/"):
        assert hai.post(path).status_code == 403
        assert hai.get(path).status_code == 405


def test_a_wrong_address_is_no_page(office: OfficeStage, lan: Client) -> None:
    for path in ("vouchers/new/close-cit/", f"vouchers/{new_id()}/", f"counterparties/{new_id()}/",
                 f"vouchers/{new_id()}/paper.pdf", f"cash-counts/{new_id()}/paper.pdf",
                 "vouchers/timesheets/2026-13.pdf"):  # fmt: skip
        assert lan.get(f"{BASE}/{path}").status_code == 404, path


def test_the_first_step_finds_what_happened_in_ones_own_words(office: OfficeStage, lan: Client) -> None:
    answer = lan.get(f"{BASE}/vouchers/new/", {"q": "tam ung"})
    said = answer.content.decode()
    assert "advance-paid" in said
    assert "tax-paid" not in said


def test_the_form_shows_the_entry_before_it_records(office: OfficeStage, lan: Client) -> None:
    path = f"{BASE}/vouchers/new/management-expense/"
    identity = str(new_id())
    looked = lan.post(path, {**FILLED, "id": identity, "look": "1"})
    assert looked.status_code == 200
    said = looked.content.decode()
    assert "642" in said
    assert "1331" in said
    with office.cast.inside(office.cast.coop, office.cast.lan):
        assert not Voucher.objects.exists()
    recorded = lan.post(path, {**FILLED, "id": identity})
    assert recorded.status_code == 302
    assert lan.post(path, {**FILLED, "id": identity}).status_code == 302
    with office.cast.inside(office.cast.coop, office.cast.lan):
        kept = Voucher.objects.get()
    assert (kept.total_vnd, kept.paper, kept.person_name) == (1_080_000, "02-TT", "Anh Ba")
    shown = lan.get(f"{BASE}/vouchers/{identity}/").content.decode()
    assert "Tiền điện tháng 2" in shown
    assert "HĐ 123" in shown


def test_every_page_has_a_name(voucher_id: UUID, office: OfficeStage) -> None:
    """The addresses that tests ask for are those that pages link to."""
    coop, some = {"slug": "htx-tan-cuong"}, {"slug": "htx-tan-cuong", "voucher_id": voucher_id}
    party = {**coop, "counterparty_id": office.power}
    found = {
        reverse("vouchers:vouchers", kwargs=coop),
        reverse("vouchers:choose", kwargs=coop),
        reverse("vouchers:counterparties", kwargs=coop),
        reverse("vouchers:counterparty-new", kwargs=coop),
        reverse("vouchers:cash-counts", kwargs=coop),
        reverse("vouchers:cash-count-new", kwargs=coop),
        reverse("vouchers:voucher", kwargs=some),
        reverse("vouchers:voucher-new", kwargs={**coop, "rule": "management-expense"}),
        reverse("vouchers:counterparty", kwargs=party),
    }
    assert found <= {path.partition("?")[0] for path in pages(voucher_id, office)}
    assert reverse("vouchers:red-entry", kwargs=some).endswith("/red-entry/")
    assert reverse("vouchers:originals", kwargs=some).endswith("/originals/")
    assert reverse("vouchers:counterparty-retirement", kwargs=party).endswith("/retirement/")
    assert reverse("vouchers:payments-paper", kwargs=coop).endswith("/payments.pdf")
    assert reverse("vouchers:papers", kwargs=coop).endswith("/papers.pdf")
    assert reverse("vouchers:payroll", kwargs=coop).endswith("/payroll/")
    assert reverse("vouchers:timesheet", kwargs={**coop, "month": "2026-03"}).endswith("/2026-03.pdf")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"amount_vnd": "nhiều"}, "nhiều"),
        ({"amount_vnd": ""}, "amount_vnd"),
        ({"party": "Không Có Ai"}, "Không Có Ai"),
        ({"fact_means": "credit"}, "fact_means"),
        ({"number": "26-00001"}, "26-00001"),
        ({"on": "2025-01-01"}, "2025"),
    ],
)
def test_what_is_wrong_stands_beside_the_form(office: OfficeStage, lan: Client, given: dict, said: str) -> None:
    answer = lan.post(f"{BASE}/vouchers/new/management-expense/", {**FILLED, "id": str(new_id()), **given})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    with office.cast.inside(office.cast.coop, office.cast.lan):
        assert not Voucher.objects.exists()


def test_a_party_is_found_by_code_and_by_name(office: OfficeStage, lan: Client) -> None:
    for party in ("DL", "dl · Điện lực Thái Nguyên", "Điện lực Thái Nguyên"):
        given = {**FILLED, "id": str(new_id()), "fact_means": "credit", "party": party}
        assert lan.post(f"{BASE}/vouchers/new/management-expense/", given).status_code == 302, party
    shown = lan.get(f"{BASE}/counterparties/{office.power}/").content.decode()
    # Three bills of 1,080,000 that are owed.
    assert "3.240.000" in shown


def test_a_voucher_is_taken_back_with_a_reason(office: OfficeStage, lan: Client, voucher_id: UUID) -> None:
    path = f"{BASE}/vouchers/{voucher_id}/red-entry/"
    assert lan.post(path, {"entry_on": "2026-03-06", "reason": ""}).status_code == 422
    assert lan.post(path, {"entry_on": "2026-03-06", "reason": "Ghi nhầm"}).status_code == 302
    assert "2026-2" in lan.get(f"{BASE}/vouchers/{voucher_id}/").content.decode()
    assert lan.post(path, {"entry_on": "2026-03-06", "reason": "Lại"}).status_code == 422
    assert (
        lan.post(f"{BASE}/vouchers/{new_id()}/red-entry/", {"entry_on": "2026-03-06", "reason": "x"}).status_code == 404
    )


def test_an_auditor_walks_from_the_entry_to_the_voucher(office: OfficeStage, lan: Client, voucher_id: UUID) -> None:
    said = lan.get(reverse("ledger:entry", args=["htx-tan-cuong", "2026-1"])).content.decode()
    assert f"{BASE}/vouchers/{voucher_id}/" in said


def test_originals_are_kept_as_they_came(office: OfficeStage, lan: Client, voucher_id: UUID, tmp_path: Any) -> None:
    path = f"{BASE}/vouchers/{voucher_id}/originals/"
    scan = tmp_path / "hoa-don.pdf"
    scan.write_bytes(b"%PDF-1.7 hoa don")
    with scan.open("rb") as sent:
        assert lan.post(path, {"original": sent}).status_code == 302
    with scan.open("rb") as sent:
        assert lan.post(path, {"original": sent}).status_code == 302
    with office.cast.inside(office.cast.coop, office.cast.lan):
        kept = VoucherAttachment.objects.get()
    answer = lan.get(f"{path}{kept.id}/")
    assert answer.content == b"%PDF-1.7 hoa don"
    assert answer["Content-Disposition"].startswith("attachment")
    page = tmp_path / "page.html"
    page.write_bytes(b"<html><script>alert(1)</script>")
    with page.open("rb") as sent:
        assert lan.post(path, {"original": sent}).status_code == 422
    assert office.cast.client(office.cast.tu).get(f"{path}{kept.id}/").status_code == 404


def test_counterparties_are_recorded_changed_and_retired(office: OfficeStage, lan: Client) -> None:
    identity = str(new_id())
    given = {"id": identity, "name": "Cửa hàng Giống", "kind": "supplier", "code": "CHG"}
    assert lan.post(f"{BASE}/counterparties/new/", given).status_code == 302
    assert lan.post(f"{BASE}/counterparties/new/", {**given, "id": str(new_id())}).status_code == 422
    path = f"{BASE}/counterparties/{identity}/"
    assert lan.post(path, {**given, "address": "Xóm 3"}).status_code == 302
    assert lan.post(f"{path}retirement/").status_code == 302
    with office.cast.inside(office.cast.coop, office.cast.lan):
        rows = CounterpartyVersion.objects.filter(counterparty_id=identity).order_by("recorded_at")
        assert list(rows.values_list("address", "is_retired")) == [("", False), ("Xóm 3", False), ("Xóm 3", True)]
    hai = office.cast.client(office.cast.hai)
    assert hai.post(f"{path}retirement/").status_code == 403
    assert hai.post(path, given).status_code == 422


def test_the_cash_is_counted_beside_the_books(office: OfficeStage, lan: Client) -> None:
    """The books say 5,000,000 in cash; ten notes of 500,000 less one of 20,000 are there: 20,000 are missing."""
    office.record(office.draft("bank-to-cash", facts={}, amounts={"amount_vnd": Dong(5_000_000)}))
    given = {"id": str(new_id()), "on": "2026-03-31", "note_500000": "9", "note_20000": "24", "reason": "Thối nhầm"}
    assert lan.post(f"{BASE}/cash-counts/new/", given).status_code == 302
    with office.cast.inside(office.cast.coop, office.cast.lan):
        kept = CashCount.objects.get()
    assert (kept.counted_vnd, kept.book_vnd) == (4_980_000, 5_000_000)
    assert "20.000" in lan.get(f"{BASE}/cash-counts/").content.decode()
    assert lan.get(f"{BASE}/cash-counts/{kept.id}/paper.pdf").content.startswith(b"%PDF")


def test_lists_go_out_as_excel(office: OfficeStage, lan: Client, voucher_id: UUID) -> None:
    for path in (f"{BASE}/vouchers/?format=xlsx", f"{BASE}/counterparties/?format=xlsx"):
        answer = lan.get(path)
        content = answer.getvalue() if answer.streaming else answer.content
        assert content.startswith(b"PK"), path


def test_vouchers_are_printed_on_their_forms(office: OfficeStage, lan: Client, voucher_id: UUID) -> None:
    for form in ("", "05-TT", "01-TT", "03-TT", "04-TT", "06-TT", "02-LĐTL", "CTKT"):
        answer = lan.get(f"{BASE}/vouchers/{voucher_id}/paper.pdf", {"form": form} if form else {})
        assert answer.content.startswith(b"%PDF"), form
    assert lan.get(f"{BASE}/vouchers/{voucher_id}/paper.pdf?form=99").status_code == 404
    for path in (
        "papers.pdf?month=2026-03",
        "payments.pdf?paper=02-TT",
        "timesheets/2026-03.pdf",
    ):
        answer = lan.get(f"{BASE}/vouchers/{path}")
        content = answer.getvalue() if answer.streaming else answer.content
        assert content.startswith(b"%PDF"), path
    assert lan.get(f"{BASE}/vouchers/papers.pdf?month=2027-03").status_code == 409


def test_a_payroll_begins_where_the_last_one_ended(office: OfficeStage, lan: Client) -> None:
    """Mai earns 8,000,000; 840,000 and 50,000 are taken: 7,110,000 are left."""
    given = {
        "id": str(new_id()),
        "on": "2026-03-31",
        "text": "Lương tháng 3",
        "where": "management",
        "days_0": "26",
        "pay_0": "8.000.000",
        "employer_0": "1.720.000",
        "worker_0": "840.000",
        "tax_0": "50.000",
    }
    path = f"{BASE}/vouchers/payroll/"
    assert lan.post(path, {**given, "pay_0": ""}).status_code == 422
    assert lan.post(path, {**given, "worker_0": "9.000.000"}).status_code == 422
    assert lan.post(path, given).status_code == 302
    shown = lan.get(f"{BASE}/vouchers/{given['id']}/").content.decode()
    assert "7.110.000" in shown
    assert "amount_vnd=7110000" in shown
    assert "8000000" in lan.get(path).content.decode()
    assert lan.get(f"{BASE}/vouchers/{given['id']}/paper.pdf").content.startswith(b"%PDF")
    assert office.cast.client(office.cast.hai).get(path).status_code == 403
