"""The notes to the statements: what no account shows by itself, from documents by pencil."""

import io
from datetime import date

import openpyxl  # type: ignore[import-untyped]
import pytest
from django.urls import reverse

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.actions.correct_earlier_year import correct_earlier_year
from ecoop.ledger.actions.open_balances import open_balances
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.calc import EntryDraft, Posting
from ecoop.ledger.calc.document_moves import DocumentMove
from ecoop.ledger.calc.openings import OpeningLine
from ecoop.taxes.calc.fund_sources import sum_by_source
from ecoop.taxes.calc.statement_sheets import SheetSection, read_period
from ecoop.taxes.queries.statement_files import make_file
from ecoop.taxes.queries.statements import get_sheet
from ecoop.vouchers.actions.record_borrowing_schedule import record_borrowing_schedule
from ecoop.vouchers.actions.take_back_voucher import take_back_voucher
from ecoop.vouchers.calc.borrowings import Due
from ecoop.vouchers.queries.parties import PartyFound
from ecoop.vouchers.tests.office import OfficeStage, set_the_office
from tests.cast import BEGAN_AT, Cast

YEAR = read_period(text="2026")
ON = date(2026, 3, 5)


@pytest.fixture
def office(cast: Cast) -> OfficeStage:
    return set_the_office(cast)


def voucher(office: OfficeStage, rule: str, vnd: int, *, party: bool = False, **facts: str) -> object:
    """Record a voucher of the office; answer its id."""
    who = {"counterparty_id": office.power} if party else {}
    draft = office.draft(rule, facts=facts, amounts={"amount_vnd": Dong(vnd)}, text=rule, **who)
    (outcome,) = office.record(draft)
    assert outcome.refusal is None, outcome.refusal
    return draft.id


def post(office: OfficeStage, kind: str, *lines: tuple[str, str, int], on: date = ON) -> None:
    """Post a document of another domain as it posts itself."""
    postings = tuple(Posting(debit, credit, Dong(vnd)) for debit, credit, vnd in lines)
    draft = EntryDraft(kind, new_id(), on, on, kind, postings)
    cast = office.cast
    with cast.inside(cast.coop, cast.lan):
        post_entries(org_id=cast.coop.id, entries=[draft], by=cast.lan.id, now=BEGAN_AT)


def notes(office: OfficeStage, period: str = "2026") -> dict[str, SheetSection]:
    """Give the sections of the notes."""
    cast = office.cast
    with cast.inside(cast.coop, cast.lan):
        sheet = get_sheet(org_id=cast.coop.id, form="b09", period=read_period(text=period))
    return {section.code: section for section in sheet.sections}


def fill_the_fund(office: OfficeStage) -> None:
    """Carried over 50, on the fourth of January. The State gives 100 in money and 40 in kind, of which 15 go back.

    Interest 2; 5 set aside inside and 20 outside; a gift of 7 after tax, and one of 8 taken back; an asset sold with a
    gain of 3. 60 become an asset: they change their kind, not their source.
    """
    cast = office.cast
    with cast.inside(cast.coop, cast.lan):
        lines = [OpeningLine("1121", debit_vnd=Dong(50)), OpeningLine("4421", credit_vnd=Dong(50))]
        open_balances(org_id=cast.coop.id, opening_id=new_id(), lines=lines, by=cast.lan.id, now=BEGAN_AT)
    voucher(office, "state-money-for-undivided-fund", 100, party=True, means="bank")
    voucher(office, "undivided-fund-interest", 2)
    voucher(office, "gift-to-undivided-fund", 7, result="external", form="money")
    wrong = voucher(office, "gift-to-undivided-fund", 8, result="external", form="money")
    with cast.inside(cast.coop, cast.lan):
        take_back_voucher(
            org_id=cast.coop.id, voucher_id=wrong, entry_on=ON, reason="Nhầm", by=cast.lan.id, now=BEGAN_AT
        )
    voucher(office, "undivided-fund-set-aside", 5, result="internal")
    voucher(office, "undivided-fund-set-aside", 20, result="external")
    post(office, "assets.acquisition", ("212", "1121", 60), ("4421", "4422", 60))
    post(office, "assets.acquisition", ("212", "4422", 40))
    post(office, "assets.disposal", ("4422", "212", 15), ("4211", "4421", 3))


def test_the_undivided_fund_by_source(office: OfficeStage) -> None:
    fill_the_fund(office)
    by_kind, by_source = notes(office)["IV.11"].tables
    assert [(row.label, row.cells) for row in by_source.rows] == [
        ("số dư từ sổ cũ, chưa tách nguồn", (0, 50, 0, 50)),
        ("trích từ thu nhập giao dịch nội bộ", (0, 5, 0, 5)),
        ("trích từ thu nhập giao dịch bên ngoài, doanh nghiệp, góp vốn, cổ phần", (0, 20, 0, 20)),
        ("tiền bán tài sản chung không chia do Nhà nước hỗ trợ", (0, 3, 0, 3)),
        ("tiền được tặng cho theo thỏa thuận, sau thuế", (0, 7, 0, 7)),
        ("lãi tiền gửi của quỹ", (0, 2, 0, 2)),
        ("Nhà nước hỗ trợ không hoàn lại", (0, 140, 15, 125)),
        ("Tổng cộng", (0, 227, 15, 212)),
    ]
    # Money 50 + 100 + 2 + 7 + 25 + 3 - 60 = 127, assets 60 + 40 - 15 = 85: together 212.
    assert {row.code: row.cells[-1] for row in by_kind.rows} == {"442": 212, "4421": 127, "4422": 85}


def test_a_later_period_begins_with_what_was_there(office: OfficeStage) -> None:
    fill_the_fund(office)
    post(office, "test.entry", ("1121", "4421", 9), on=date(2026, 4, 2))
    rows = {row.label: row.cells for row in notes(office, "2026-Q2")["IV.11"].tables[1].rows}
    assert rows["Nhà nước hỗ trợ không hoàn lại"] == (125, 0, 0, 125)
    assert rows["khác, chưa rõ nguồn"] == (0, 9, 0, 9)
    assert rows["Tổng cộng"] == (212, 9, 0, 221)


def test_sharing_a_year_says_the_side_by_the_account_against() -> None:
    """5 set aside inside and 20 outside, as the sharing of a year posts them; 4 of it taken back by a red entry."""
    rows = lawbook.on(ON).table("cooperative/undivided-fund-movements")
    moves = [
        DocumentMove("distribution.fund", new_id(), debit, "4421", False, Dong(vnd))
        for debit, vnd in (("4212", 5), ("4211", 20), ("4211", -4))
    ]
    found = sum_by_source(moves=moves, fund=["4421", "4422"], rows=rows, rules={})
    assert [(one.source, one.closing_vnd) for one in found] == [("internal", 5), ("external", 16)]


def correct(office: OfficeStage) -> str:
    """Correct in March what 2025 left out: 3 of cost, so that its profit was 3 less."""
    cast = office.cast
    with cast.inside(cast.coop, cast.lan):
        posted = correct_earlier_year(
            org_id=cast.coop.id, document_id=new_id(), entry_on=ON, year=2025, wrong_label="", profit_vnd=Dong(-3),
            reason="Sót tiền điện", postings=[Posting("658", "1121", Dong(3))], by=cast.lan.id, now=BEGAN_AT,
        )  # fmt: skip
    return posted.label


def test_borrowed_money_by_term_stands_in_other_notes(office: OfficeStage) -> None:
    """60 borrowed from the bank: 20 fall due in June, within twelve months of the end, 40 five years later."""
    cast = office.cast
    borrowed = Posting("1121", "341", Dong(60), party_id=office.bank)
    dues = [Due(date(2027, 6, 30), Dong(20)), Due(date(2031, 12, 31), Dong(40))]
    with cast.inside(cast.coop, cast.lan):
        entry = EntryDraft("test.loan", new_id(), ON, ON, "Vay", (borrowed,))
        post_entries(org_id=cast.coop.id, entries=[entry], by=cast.lan.id, now=BEGAN_AT)
        record_borrowing_schedule(
            org_id=cast.coop.id, schedule_id=new_id(), paper="HĐ 12", dues=dues, by=cast.lan.id, now=BEGAN_AT,
            party=PartyFound("", counterparty_id=office.bank),
        )  # fmt: skip
    (table,) = notes(office)["IV.13"].tables
    assert [(row.label, row.cells) for row in table.rows] == [
        ("Ngân hàng Nông nghiệp Tân Cương", (60, 0, 20, 40, 0)),
        ("Tổng cộng", (60, 0, 20, 40, 0)),
    ]


def test_corrections_of_earlier_years_stand_in_other_information(office: OfficeStage) -> None:
    label = correct(office)
    (table,) = notes(office)["VI"].tables
    assert [(row.code, row.cells) for row in table.rows] == [(label, (-3,))]
    assert all(said in table.rows[0].label for said in ("05/03/2026", "2025", "Sót tiền điện"))
    assert notes(office, "2026-Q2")["VI"].tables == ()


def test_the_page_and_the_files_show_both(office: OfficeStage) -> None:
    fill_the_fund(office)
    label = correct(office)
    cast = office.cast
    page = cast.client(cast.lan).get(reverse("taxes:statement", args=[cast.coop.slug, "2026", "b09"])).content.decode()
    assert reverse("ledger:entry", args=[cast.coop.slug, label]) in page
    assert reverse("ledger:account", args=[cast.coop.slug, "442"]) in page
    given = {"org_id": cast.coop.id, "form": "b09", "period": YEAR, "made_at": BEGAN_AT}
    with cast.inside(cast.coop, cast.lan):
        paper = make_file(kind="paper", **given)
        book = openpyxl.load_workbook(io.BytesIO(make_file(kind="excel", **given).content))
    assert paper.content.startswith(b"%PDF")
    assert [row[2:6] for row in book["IV.11 2"].iter_rows(values_only=True)][-1] == (0, 227, 15, 212)
    assert [row[:3] for row in book["VI"].iter_rows(values_only=True)][-1][2] == -3
