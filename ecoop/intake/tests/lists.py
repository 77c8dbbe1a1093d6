"""Lists for tests, as people send them."""

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import openpyxl  # type: ignore[import-untyped]

from ecoop.intake.actions.receive_file import receive_file
from ecoop.intake.actions.run_step import run_step
from ecoop.intake.actions.start_import import start_import
from ecoop.intake.calc import Header, find_header, kind_of, suggest_columns
from ecoop.intake.queries import ImportFacts, stream_rows
from ecoop.ledger.actions.open_books import open_books
from tests.cast import Cast

NOW = datetime(2026, 3, 31, 2, 0, tzinfo=UTC)
HEAD = ("Ngày bán", "Số HĐ", "Tên hàng", "SL", "Đơn giá", "Thành tiền", "Hình thức TT", "Khách hàng")
GOOD = (
    ("05/03/2026", "BH1", "Chè búp", "2", "180.000", "360.000", "TM", "Bà Hoà"),
    ("05/03/2026", "BH1", "Chè nụ", "1", "90.000", "90.000", "TM", ""),
    ("06/03/2026", "", "Bún bò", "", "", "35.000", "CK", ""),
)
BAD = (
    ("31/02/2026", "", "Phở", "", "", "40.000", "", ""),
    ("07/03/2026", "BH2", "Chè búp", "1", "180.000", "180.000", "TM", ""),
    ("07/03/2026", "BH2", "Chè nụ", "1", "", "chín mươi nghìn", "TM", ""),
)


def excel(rows: Sequence[Sequence[Any]], *, above: int = 0) -> bytes:
    """Write rows as an Excel file, below some rows of titles."""
    book = openpyxl.Workbook()
    for place in range(above):
        book.active.append([f"HỘ KINH DOANH TRẦN VĂN NĂM {place}"])
    for row in rows:
        book.active.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def csv(rows: Sequence[Sequence[Any]]) -> bytes:
    """Write rows as a CSV file."""
    return "\r\n".join(";".join(map(str, row)) for row in rows).encode()


def open_shop(cast: Cast) -> None:
    """Open chú Năm's books; call it inside the walls."""
    given = {"org_id": cast.nam_household.id, "by": cast.nam.id, "now": NOW}
    open_books(chart="household", starts_on=date(2026, 1, 1), **given)


def receive(cast: Cast, data: bytes, *, name: str = "ban-hang.xlsx") -> UUID:
    """Hand a list in."""
    return receive_file(org_id=cast.nam_household.id, name=name, data=data, by=cast.nam.id, now=NOW)


def start(cast: Cast, file_id: UUID, *, kind: str = "sales", **columns: str) -> UUID:
    """Start an import with the columns that are guessed, some of them given."""
    org_id = cast.nam_household.id
    rows = [list(cells) for _row, cells in stream_rows(org_id=org_id, file_id=file_id, sheet=0)]
    header: Header = find_header(rows=rows, kind=kind_of(kind))
    suggested = suggest_columns(kind=kind_of(kind), header=header, remembered=None)
    return start_import(
        org_id=org_id,
        file_id=file_id,
        kind=kind,
        sheet=0,
        header=header,
        columns={**suggested, **columns},
        by=cast.nam.id,
        now=NOW,
    )


def step(cast: Cast, import_id: UUID) -> ImportFacts:
    """Do one step."""
    return run_step(org_id=cast.nam_household.id, import_id=import_id, by=cast.nam.id, now=NOW)


def bring_in(
    cast: Cast, data: bytes, *, kind: str = "sales", name: str = "ban-hang.xlsx", **columns: str
) -> ImportFacts:
    """Bring a whole list in."""
    import_id = start(cast, receive(cast, data, name=name), kind=kind, **columns)
    facts = step(cast, import_id)
    while not facts.is_done:
        facts = step(cast, import_id)
    return facts
