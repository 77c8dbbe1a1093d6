"""A cash book and a list of counterparties from Excel, as an office keeps them."""

from typing import Any
from uuid import UUID

from ecoop.intake.actions.receive_file import receive_file
from ecoop.intake.actions.run_step import run_step
from ecoop.intake.actions.start_import import start_import
from ecoop.intake.calc import kind_of
from ecoop.intake.queries import ImportFacts, list_refused, look_at_list
from ecoop.intake.tests.lists import NOW, excel
from ecoop.ledger.queries import list_findings
from ecoop.vouchers.models import CounterpartyVersion, Voucher
from ecoop.vouchers.tests.office import set_the_office
from tests.cast import Cast

BOOK = (
    ("Ngày tháng", "Số phiếu", "Diễn giải", "Thu", "Chi", "TK đối ứng", "Đối tượng"),
    ("02/03/2026", "PT001", "Rút tiền ngân hàng về quỹ", "20.000.000", "", "112", ""),
    ("03/03/2026", "PC001", "Tiền điện tháng 2", "", "1.250.000", "642", "Anh Ba"),
    ("04/03/2026", "PT002", "Khách trả tiền chè", "5.000.000", "", "131", "KH01"),
    ("05/03/2026", "PC002", "Trả tiền điện lực", "", "2.000.000", "331", "Điện lực Thái Nguyên"),
    ("06/03/2026", "PC003", "Tiền điện tháng 2", "", "300.000", "", ""),
    ("07/03/2026", "PC004", "Việc không ai hiểu", "", "100.000", "", ""),
    ("08/03/2026", "PC005", "Trả ai đó", "", "100.000", "331", "Người lạ"),
    ("09/03/2026", "PC006", "Cả thu cả chi", "1", "1", "642", ""),
)


def bring(cast: Cast, rows: Any, kind: str) -> ImportFacts:
    given: dict[str, Any] = {"org_id": cast.coop.id, "by": cast.lan.id, "now": NOW}
    file_id: UUID = receive_file(name="so-quy.xlsx", data=excel(rows, above=2), **given)
    look = look_at_list(org_id=cast.coop.id, file_id=file_id, kind=kind_of(kind))
    import_id = start_import(
        file_id=file_id, kind=kind, sheet=look.sheet, header=look.header, columns=look.suggested, **given
    )
    facts = run_step(import_id=import_id, **given)
    while not facts.is_done:
        facts = run_step(import_id=import_id, **given)
    return facts


def test_a_cash_book_becomes_vouchers(cast: Cast) -> None:
    """Each row by its account; the second bill of electricity only once one was recorded before; the rest is told."""
    set_the_office(cast)
    with cast.inside(cast.coop, cast.lan):
        facts = bring(cast, BOOK, "vouchers")
        assert (facts.recorded, facts.refused_rows) == (4, 4)
        rows = Voucher.objects.order_by("voucher_on")
        assert [(row.paper, row.number, row.rule) for row in rows] == [
            ("01-TT", "PT001", "bank-to-cash"),
            ("02-TT", "PC001", "management-expense"),
            ("01-TT", "PT002", "receipt"),
            ("02-TT", "PC002", "payment"),
        ]
        assert rows[1].person_name == "Anh Ba"
        assert len(list_refused(org_id=cast.coop.id, import_id=facts.id)) == 4
        again = bring(cast, (BOOK[0], BOOK[5]), "vouchers")
        assert again.recorded == 1
        assert list_findings(org_id=cast.coop.id) == []


def test_counterparties_come_in_with_their_kinds(cast: Cast) -> None:
    set_the_office(cast)
    rows = (
        ("Mã", "Tên đối tượng", "Loại", "Mã số thuế", "Địa chỉ"),
        ("NCC09", "Đại lý Phân bón Hòa Bình", "Nhà cung cấp", "", "Xóm 3"),
        ("KH01", "Trùng mã", "Khách hàng", "", ""),
    )
    with cast.inside(cast.coop, cast.lan):
        facts = bring(cast, rows, "counterparties")
        assert (facts.recorded, facts.refused_rows) == (1, 1)
        kept = CounterpartyVersion.objects.get(code="NCC09")
        assert (kept.kind, kept.address) == ("supplier", "Xóm 3")
