"""A cooperative's list of deliveries and days of work, with the columns people give it."""

from datetime import UTC, date, datetime
from uuid import UUID

from ecoop.intake.actions.receive_file import receive_file
from ecoop.intake.actions.run_step import run_step
from ecoop.intake.actions.start_import import start_import
from ecoop.intake.calc import kind_of
from ecoop.intake.queries import ImportFacts, list_refused, look_at_list
from ecoop.intake.tests.lists import excel
from ecoop.ledger.actions.open_books import open_books
from ecoop.members.queries.dealings import DealingsWanted, list_dealing_page, sum_dealings
from ecoop.members.tests.stage import set_the_stage
from tests.cast import Cast

NOW = datetime(2026, 3, 31, 2, 0, tzinfo=UTC)
HEAD = (
    "Ngày cân", "Mã TV", "Họ tên xã viên", "Loại giao dịch", "Số phiếu cân", "Mặt hàng", "ĐVT", "Khối lượng",
    "Số công", "Đơn giá", "Thành tiền", "Thuế GTGT", "HTTT", "Vụ",
)  # fmt: skip
ROWS = (
    ("05/03/2026", "TV001", "", "thu mua", "PC1", "Chè búp tươi", "kg", "12,5", "", "100.000", "", "", "TM", "Xuân"),
    ("05/03/2026", "", "Đỗ Thị Hoa", "", "PC2", "Sao chè", "công", "", "2,5", "200.000", "", "", "nợ", ""),
    ("06/03/2026", "TV002", "", "vật tư", "X7", "Phân bón", "bao", "2", "", "400.000", "", "64.000", "nợ", ""),
    ("06/03/2026", "TV099", "", "thu mua", "PC3", "Chè búp tươi", "kg", "1", "", "100.000", "", "", "TM", ""),
    ("07/03/2026", "", "Nguyễn Văn Lạ", "thu mua", "PC4", "Chè", "kg", "1", "", "100.000", "", "", "TM", ""),
    ("31/02/2026", "TV001", "", "thu mua", "PC5", "Chè", "kg", "1", "", "100.000", "", "", "TM", ""),
)


def bring_in(cast: Cast, data: bytes) -> ImportFacts:
    given = {"org_id": cast.coop.id, "by": cast.lan.id, "now": NOW}
    file_id: UUID = receive_file(name="can-che.xlsx", data=data, **given)
    look = look_at_list(org_id=cast.coop.id, file_id=file_id, kind=kind_of("dealings"))
    import_id = start_import(
        file_id=file_id, kind="dealings", sheet=look.sheet, header=look.header, columns=look.suggested, **given
    )
    facts = run_step(import_id=import_id, **given)
    while not facts.is_done:
        facts = run_step(import_id=import_id, **given)
    return facts


def test_deliveries_work_and_supplies_come_in_and_strangers_come_back(cast: Cast) -> None:
    """
    Tea for 1,250,000 from Năm and fertiliser for 800,000 (tax 64,000) to Hoa are internal; Hoa's work of 500,000 too.
    An unknown number, an unknown name and a day that is none come back.
    """
    with cast.inside(cast.coop, cast.lan):
        open_books(org_id=cast.coop.id, chart="cooperative", starts_on=date(2026, 1, 1), by=cast.lan.id, now=NOW)
        set_the_stage(cast)
        facts = bring_in(cast, excel([HEAD, *ROWS], above=2))
        assert (facts.recorded, facts.refused_rows) == (3, 3)
        refused = list_refused(org_id=cast.coop.id, import_id=facts.id)
        assert [row.row for row in refused] == [7, 8, 9]
        assert "TV099" in refused[0].said
        page = list_dealing_page(org_id=cast.coop.id, wanted=DealingsWanted())
        told = sorted(
            (row.kind, row.side, row.member_number, row.value_vnd, row.vat_vnd, row.means) for row in page.rows
        )
        assert told == [
            ("goods", "internal", "TV002", 800_000, 64_000, "credit"),
            ("labour", "internal", "TV002", 500_000, 0, "credit"),
            ("purchase", "internal", "TV001", 1_250_000, 0, "cash"),
        ]
        assert sum_dealings(org_id=cast.coop.id, wanted=DealingsWanted()).internal_vnd == 2_550_000
        # The mended list adds only what was refused before.
        mended = (*ROWS[:3], (*ROWS[3][:1], "TV002", *ROWS[3][2:]))
        assert (again := bring_in(cast, excel([HEAD, *mended]))).recorded == 1
        assert again.known == 3
