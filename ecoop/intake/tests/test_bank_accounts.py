"""A list of members' bank accounts, as a bank or an office hands it over."""

from datetime import UTC, date, datetime
from uuid import UUID

from ecoop.distribution.queries.accounts import list_bank_accounts
from ecoop.intake.actions.receive_file import receive_file
from ecoop.intake.actions.run_step import run_step
from ecoop.intake.actions.start_import import start_import
from ecoop.intake.calc import kind_of
from ecoop.intake.queries import ImportFacts, list_refused, look_at_list
from ecoop.intake.tests.lists import excel
from ecoop.members.tests.stage import set_the_stage
from tests.cast import Cast

NOW = datetime(2026, 3, 31, 2, 0, tzinfo=UTC)
HEAD = ("Từ ngày", "Mã TV", "Họ và tên", "Số tài khoản", "Ngân hàng", "Mã ngân hàng", "Chủ tài khoản")
ROWS = (
    ("01/03/2026", "TV001", "", "1903 6987 4100 14", "Techcombank", "970407", ""),
    ("01/03/2026", "", "Đỗ Thị Hoa", "0071000123456", "Vietcombank", "", "DO THI HOA"),
    ("01/03/2026", "TV099", "", "123456789", "Agribank", "", ""),
    ("01/03/2026", "TV003", "", "12-34*56", "Agribank", "", ""),
    ("01/03/2026", "TV004", "", "123456789", "", "", ""),
    ("01/03/2026", "TV004", "", "", "", "", ""),
)


def bring_in(cast: Cast, data: bytes) -> ImportFacts:
    given = {"org_id": cast.coop.id, "by": cast.lan.id, "now": NOW}
    file_id: UUID = receive_file(name="tai-khoan.xlsx", data=data, **given)
    look = look_at_list(org_id=cast.coop.id, file_id=file_id, kind=kind_of("bank-accounts"))
    import_id = start_import(
        file_id=file_id, kind="bank-accounts", sheet=look.sheet, header=look.header, columns=look.suggested, **given
    )
    facts = run_step(import_id=import_id, **given)
    while not facts.is_done:
        facts = run_step(import_id=import_id, **given)
    return facts


def test_accounts_come_in_and_wrong_rows_come_back(cast: Cast) -> None:
    """Two accounts and one member in cash; a stranger, an account with an asterisk and one without a bank come back."""
    with cast.inside(cast.coop, cast.lan):
        stage = set_the_stage(cast)
        facts = bring_in(cast, excel([HEAD, *ROWS]))
        assert (facts.recorded, facts.refused_rows) == (3, 3)
        assert [row.row for row in list_refused(org_id=cast.coop.id, import_id=facts.id)] == [4, 5, 6]
        ids = [stage.nam, stage.hoa, stage.use_only]
        known = list_bank_accounts(org_id=cast.coop.id, day=date(2026, 4, 1), ids=ids)
        told = {id_: (one.number, one.bank_name, one.bank_bin, one.holder) for id_, one in known.items() if one.number}
        assert told == {
            stage.nam: ("19036987410014", "Techcombank", "970407", "Hộ Trần Văn Năm"),
            stage.hoa: ("0071000123456", "Vietcombank", "", "DO THI HOA"),
        }
        # The mended list adds only what was refused before.
        again = bring_in(cast, excel([HEAD, *ROWS[:2], ("01/03/2026", "TV003", "", "123456", "Agribank", "", "")]))
        assert (again.recorded, again.known) == (1, 2)
