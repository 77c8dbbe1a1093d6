"""The statements of a cooperative's year: signed and annotated, filed in March, approved by the meeting."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from demo.resolutions import not_before, pass_on_paper
from demo.world import COFFEE_SLUG, COOP_SLUG
from ecoop.ledger.errors import BalancesMisplaced
from ecoop.taxes.actions.issue_statements import approve_statements, file_statements
from ecoop.taxes.actions.keep_statements import name_signers, write_note
from ecoop.taxes.calc.statement_sheets import read_period
from ecoop.taxes.errors import StatementsAreOut, StatementsAreProvisional
from ecoop.taxes.queries.statement_sets import Signers, find_set

NOTES = {
    "I": "Hợp tác xã cung ứng vật tư, dịch vụ cho thành viên và tiêu thụ sản phẩm của thành viên.",
    "IV.13": "Không có nợ tiềm tàng. Không có sự kiện trọng yếu sau ngày khóa sổ.",
    "VI": "Số liệu năm trước là số dư đầu kỳ chuyển sang khi áp dụng Thông tư 71/2024/TT-BTC.",
}
SIGNERS = Signers("Trần Thị Sổ", "Trần Thị Sổ", "Nguyễn Văn Chè")


def live_statements(*, seed: int, slug: str, org_id: UUID, by: UUID, year: int, now: datetime) -> int:
    """Keep the set of the year: a draft in the coffee cooperative, filed in the others, approved in the big one."""
    del seed
    period = read_period(text=str(year))
    act: dict[str, Any] = {"org_id": org_id, "by": by, "now": now}
    if find_set(org_id=org_id, period=period.name):
        return 0
    name_signers(period=period, signers=SIGNERS, **act)
    for section, text in NOTES.items():
        write_note(period=period, section=section, text=text, **act)
    if slug == COFFEE_SLUG:
        return 1
    asked: dict[str, Any] = {"period": period, "today": date(year + 1, 4, 25), **act}
    filing: dict[str, Any] = {"filed_on": date(year + 1, 3, 25), "channel": "etax"}
    done = 1
    try:
        for office, receipt in (("tax_office", f"BCTC-{year}-0107"), ("statistics_office", f"TK-{year}-88")):
            file_statements(filed_with=office, receipt=receipt, **filing, **asked)
            done += 1
        if slug == COOP_SLUG:
            met_on = date(year + 1, 4, 20)
            later = {**act, "now": not_before(day=met_on, now=now)}
            paper: dict[str, Any] = {"matter": "statements", "parameters": {"year": year}, "passed_on": met_on}
            passed_id = pass_on_paper(number=f"NQ 03/{year + 1}/ĐHTV", **paper, **later)
            approve_statements(resolution_id=passed_id, **{**asked, **later})
            done += 1
    except (BalancesMisplaced, StatementsAreProvisional, StatementsAreOut):
        # Whoever plays with the demo may have left books that cannot go out; the draft stays.
        return done
    return done
