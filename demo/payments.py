"""Lines of a household's bank: most pay what was sold, some wait for a person, one pays too much; all invented."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from demo.world import seeded_id
from ecoop.kernel.dong import Dong
from ecoop.payments.actions.await_payments import await_payments
from ecoop.payments.actions.keep_statement import keep_statement, keep_statement_file
from ecoop.payments.calc.drafts import AwaitedDraft
from ecoop.payments.queries.connections import list_statement_files
from ecoop.trade.queries.money import MoneyLine, stream_money_lines

_DAYS = 28
_SALES_MAX = 40
_OPENING = 15_000_000
_PAYERS = ("NGUYEN THI HOA", "TRAN VAN BINH", "LE THI MAI", "PHAM QUOC HUNG", "VU THI LAN ANH")


@dataclass(frozen=True)
class StatementRow:
    """One row of the statement."""

    on: date
    amount: int
    text: str


def live_payments(*, seed: int, slug: str, org_id: UUID, by: UUID, year: int, now: datetime) -> int:
    """Hand in the statement of the last weeks of a year and let it match; the same once more changes nothing.

    Call it inside the household's walls. Shape: how many lines the statement has
    """
    if list_statement_files(org_id=org_id):
        return 0
    ends = min(date(year, 12, 31), now.date())
    starts = ends - timedelta(days=_DAYS)
    moved = stream_money_lines(org_id=org_id, year=year, means="bank", starts_on=starts, ends_before=ends)
    sales = [line for line in moved if line.document_kind == "trade.sale" and line.in_vnd][:_SALES_MAX]
    if not sales:
        return 0
    act: dict[str, Any] = {"org_id": org_id, "by": by, "now": now}
    asked = [_asked(seed, slug, line) for line in sales]
    await_payments(awaited=asked, **act)
    rows = _rows(sales, asked, ends)
    file_id = seeded_id(seed=seed, name=f"{slug}:statement")
    kept_id, _read = keep_statement_file(
        file_id=file_id, name="sao-ke-thang-12.csv", data=write_statement(rows=rows, opening_vnd=_OPENING), **act
    )
    keep_statement(file_id=kept_id, **act)
    return len(rows)


def _asked(seed: int, slug: str, line: MoneyLine) -> AwaitedDraft:
    draft_id = seeded_id(seed=seed, name=f"{slug}:awaited:{line.document_id}")
    reference = f"EC{draft_id.hex[:6].upper()}"
    asked_at = datetime.combine(line.on, time(3), UTC)
    return AwaitedDraft(draft_id, line.document_kind, line.document_id, reference, line.in_vnd, asked_at)


def _rows(sales: list[MoneyLine], asked: list[AwaitedDraft], ends: date) -> list[StatementRow]:
    """Pay most sales as asked; leave the reference out of some, pay one too much, and add what is no sale."""
    rows = []
    for at, (line, draft) in enumerate(zip(sales, asked, strict=True)):
        payer = _PAYERS[at % len(_PAYERS)]
        text = f"{payer} chuyen tien" if at % 7 == 5 else f"MBVCB.{7_000_000 + at}.{draft.reference}.{payer}"
        amount = int(line.in_vnd) + (Dong(10_000) if at == 3 else Dong(0))
        if at % 11 != 10:
            rows.append(StatementRow(line.on, amount, text))
    rows.append(StatementRow(ends, 2_000_000, "CON TRAI GUI TIEN TET"))
    rows.append(StatementRow(ends, -11_000, "PHI DICH VU SMS"))
    return sorted(rows, key=lambda row: row.on)


def write_statement(*, rows: list[StatementRow], opening_vnd: int) -> bytes:
    """Write the statement in the layout of a bank's CSV."""
    balance = opening_vnd
    lines = []
    for at, row in enumerate(rows, start=1):
        balance += row.amount
        came, went = (f"{row.amount}", "") if row.amount > 0 else ("", f"{-row.amount}")
        lines.append(f"{at},{row.on:%d/%m/%Y},FT{26_000_000 + at},{went},{came},{balance},{row.text}")
    head = [
        "SAO KÊ TÀI KHOẢN (dữ liệu mẫu)",
        f"Số dư đầu kỳ/ Opening balance:,{opening_vnd}",
        "STT/ No.,Ngày GD/ TNX Date,Số CT/ Doc No,Số tiền ghi nợ/ Debit,Số tiền ghi có/ Credit,Số dư/ Balance,Nội dung",
    ]
    return "\n".join([*head, *lines, f"Số dư cuối kỳ/ Closing balance:,{balance}", ""]).encode()
