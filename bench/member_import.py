"""A register of ninety thousand members from Excel: how long it takes to come in, beside bare COPY, and its pages."""

import io
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import connections, transaction

from bench.measure import Measured
from demo.resolutions import charter_on_paper
from ecoop.access.actions.found_organisation import found_organisation
from ecoop.access.actions.register_person import register_person
from ecoop.intake.actions.receive_file import receive_file
from ecoop.intake.actions.run_step import run_step
from ecoop.intake.actions.start_import import start_import
from ecoop.intake.calc import kind_of
from ecoop.intake.queries import ImportFacts, look_at_list
from ecoop.kernel.sheets import Column, SheetDraft, write_excel
from ecoop.kernel.walls import inside_organisation
from ecoop.ledger.actions.open_books import open_books
from ecoop.members import queries
from ecoop.members.actions.set_charter import CharterChoice
from ecoop.members.calc import MemberType
from ecoop.members.queries import MembersWanted
from ecoop.parties.actions.record_identity import IdentityDraft
from ecoop.parties.actions.record_organisation import OrganisationDraft

NOW = datetime(2026, 12, 31, 2, 0, tzinfo=UTC)
BEGAN_ON, TODAY = date(2026, 1, 1), date(2026, 12, 31)
SECONDS_MAX, PAGE_SECONDS_MAX = 120, 0.2
PAGE_LINES = 100
_COLUMNS = (
    Column("STT", "number"), Column("Mã thành viên"), Column("Họ và tên"), Column("CCCD"), Column("Ngày sinh", "day"),
    Column("Giới tính"), Column("Địa chỉ"), Column("SĐT"), Column("Ngày vào HTX", "day"), Column("Loại thành viên"),
    Column("Vốn góp", "money"), Column("Ngày góp vốn", "day"),
)  # fmt: skip
_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đỗ", "Vũ", "Đặng", "Bùi", "Lý")
_MIDDLES = ("Văn", "Thị", "Đức", "Minh", "Ngọc", "Hồng")
_GIVEN = ("Năm", "Hoa", "Lan", "Hải", "Tư", "Bình", "Thu", "Sơn", "Xuân", "Đào", "Mai", "Lợi")
_TABLES = (
    "members_member", "members_standing", "members_particulars", "members_capital_contribution", "ledger_entry",
    "ledger_posting",
)  # fmt: skip


@dataclass(frozen=True)
class _Run:
    org_id: UUID
    by: UUID
    read_seconds: float
    step_seconds: tuple[float, ...]
    facts: ImportFacts

    @property
    def seconds(self) -> float:
        return self.read_seconds + sum(self.step_seconds)


def measure_member_import(*, rows: int) -> list[Measured]:
    """Bring a register in, copy the same rows bare, and open its pages."""
    data = _write(rows)
    run = _bring_in(data)
    bare_seconds = _copy_bare(run.org_id)
    limit = SECONDS_MAX * rows / 90_000
    note = (
        f"{run.facts.recorded:,} members, {run.facts.refused_rows:,} rows refused; upload and reading "
        f"{run.read_seconds:.1f} s, {len(run.step_seconds)} steps, the longest {max(run.step_seconds):.1f} s; "
        f"bare COPY of the same rows of {len(_TABLES)} tables {bare_seconds:.1f} s, "
        f"so {run.seconds / bare_seconds:.1f} times that"
    )
    measured = [
        Measured(
            f"{rows:,} members from Excel",
            round(run.seconds, 1),
            "s",
            beside=round(bare_seconds, 1),
            target=f"under {limit:.0f} s",
            is_met=run.seconds < limit,
            note=note,
        )
    ]
    return measured + [_page(run, name, read) for name, read in _pages(run, rows).items()]


def _pages(run: _Run, rows: int) -> dict[str, Callable[[], Any]]:
    org_id = run.org_id
    middle = f"TV{rows // 2:06}"

    def _register(**wanted: Any) -> Callable[[], Any]:
        return lambda: (
            queries.list_members_page(org_id=org_id, day=TODAY, wanted=MembersWanted(most=PAGE_LINES + 1, **wanted)),
            queries.get_headcount(org_id=org_id, day=TODAY),
        )

    with inside_organisation(org_id=org_id, person_id=run.by):
        pages = {
            f"the page of one {name}": queries.list_members_page(
                org_id=org_id, day=TODAY, wanted=MembersWanted(kind=kind, after=middle, most=1)
            )[0]
            for name, kind in (("member", MemberType.OFFICIAL), ("associate", MemberType.ASSOCIATE_CAPITAL))
        }
    return {
        "first page of the register": _register(),
        "a page in its middle": _register(after=middle),
        "search by a name without accents": _register(find="do thi dao"),
        "associates with capital only": _register(kind=MemberType.ASSOCIATE_CAPITAL),
        **{
            name: partial(queries.get_member_page, org_id=org_id, member_id=line.id, day=TODAY)
            for name, line in pages.items()
        },
    }


def _page(run: _Run, name: str, read: Callable[[], Any]) -> Measured:
    """Open a page five times and take the middle one."""
    seconds = []
    for _each in range(5):
        with inside_organisation(org_id=run.org_id, person_id=run.by):
            began = time.monotonic()
            read()
            seconds.append(time.monotonic() - began)
    median = sorted(seconds)[2]
    return Measured(
        name, round(median * 1000), "ms", target=f"under {PAGE_SECONDS_MAX * 1000:.0f} ms",
        is_met=median < PAGE_SECONDS_MAX, note="reads only, the middle of five",
    )  # fmt: skip


def _write(rows: int) -> bytes:
    file = io.BytesIO()
    draft = SheetDraft("Thành viên", _COLUMNS, _rows(rows), titles=["HTX CHÈ", "DANH SÁCH THÀNH VIÊN"])
    write_excel(sheets=[draft], to=file)
    return file.getvalue()


def _rows(rows: int) -> Iterator[tuple[Any, ...]]:
    """Invent a register; one row in a thousand is wrong."""
    drawn = random.Random(4)
    for row in range(1, rows + 1):
        name = f"{drawn.choice(_FAMILIES)} {drawn.choice(_MIDDLES)} {drawn.choice(_GIVEN)}"
        born: Any = date(1950, 1, 1) + timedelta(days=drawn.randint(0, 18_000))
        joined: Any = date(2024, 8, 1) + timedelta(days=drawn.randint(0, 800))
        if row % 1000 == 999:
            joined = "31/02/2025"
        kind = drawn.choices(("chính thức", "liên kết góp vốn", "liên kết không góp vốn"), (90, 2, 8))[0]
        capital = None if kind == "liên kết không góp vốn" else 500_000
        paid = None if capital is None else max(BEGAN_ON, joined) if isinstance(joined, date) else None
        yield (
            row, f"TV{row:06}", name, f"{19_000_000_000 + row:012}", born, "Nam", f"Xóm {row % 40}, xã Tân Cương",
            f"09{row:08}", joined, kind, capital, paid,
        )  # fmt: skip


def _bring_in(data: bytes) -> _Run:
    org_id, by = _open_cooperative()
    given: dict[str, Any] = {"org_id": org_id, "by": by, "now": NOW}
    began = time.monotonic()
    with inside_organisation(org_id=org_id, person_id=by):
        file_id = receive_file(name="thanh-vien.xlsx", data=data, **given)
        look = look_at_list(org_id=org_id, file_id=file_id, kind=kind_of("members"))
        import_id = start_import(
            file_id=file_id, kind="members", sheet=look.sheet, header=look.header, columns=look.suggested, **given
        )
    read_seconds = time.monotonic() - began
    steps: list[float] = []
    while True:
        began = time.monotonic()
        with inside_organisation(org_id=org_id, person_id=by):
            facts = run_step(import_id=import_id, **given)
        steps.append(time.monotonic() - began)
        if facts.is_done:
            return _Run(org_id, by, read_seconds, tuple(steps), facts)


def _open_cooperative() -> tuple[UUID, UUID]:
    person = register_person(name="Cô Lan", phone="0988000300", now=NOW)
    cooperative = found_organisation(
        draft=OrganisationDraft(slug="htx-lon", name="HTX Lớn", kind="cooperative", started_on=BEGAN_ON),
        identity=IdentityDraft(tax_code="4600123456", representative_name=person.name),
        by=person.id,
        now=NOW,
    )
    with inside_organisation(org_id=cooperative.id, person_id=person.id):
        open_books(org_id=cooperative.id, chart="cooperative", starts_on=BEGAN_ON, by=person.id, now=NOW)
        choices = [
            CharterChoice("form", "htx", date(2024, 7, 1)),
            CharterChoice("charter_capital_vnd", "200000000000", date(2024, 7, 1)),
        ]
        charter_on_paper(org_id=cooperative.id, choices=choices, by=person.id, now=NOW)
    return cooperative.id, person.id


def _copy_bare(org_id: UUID) -> float:
    """Copy the rows that came in into tables with the same keys and nothing else; give the seconds it took."""
    seconds = 0.0
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("CREATE SCHEMA IF NOT EXISTS bare")
        cursor.execute("SELECT set_config('ecoop.org_id', %s, true)", [str(org_id)])
        for table in _TABLES:
            cursor.execute(f"CREATE TABLE bare.{table} (LIKE {table} INCLUDING INDEXES)")
            with cursor.copy(f"COPY (SELECT * FROM {table}) TO STDOUT (FORMAT binary)") as out:
                data = b"".join(bytes(part) for part in out)
            began = time.monotonic()
            with cursor.copy(f"COPY bare.{table} FROM STDIN (FORMAT binary)") as into:
                into.write(data)
            seconds += time.monotonic() - began
    return seconds
