"""A list of a hundred thousand sales from Excel into the books: how long, in how many steps, in how much memory."""

import io
import os
import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import psutil

from bench.measure import Measured
from ecoop.access.actions.found_organisation import found_organisation
from ecoop.access.actions.register_person import register_person
from ecoop.intake.actions.receive_file import receive_file
from ecoop.intake.actions.run_step import run_step
from ecoop.intake.actions.start_import import start_import
from ecoop.intake.calc import kind_of
from ecoop.intake.queries import ImportFacts, look_at_list
from ecoop.kernel.sheets import Column, SheetDraft, write_csv, write_excel
from ecoop.kernel.walls import inside_organisation
from ecoop.ledger.actions.open_books import open_books
from ecoop.parties.actions.record_identity import IdentityDraft
from ecoop.parties.actions.record_organisation import OrganisationDraft

NOW = datetime(2026, 12, 31, 2, 0, tzinfo=UTC)
SECONDS_MAX, MEMORY_MB_MAX = 120, 1_024
_MB = 1024 * 1024
_DAYS = 360
_COLUMNS = (
    Column("Ngày bán", "day"), Column("Số hóa đơn"), Column("Tên hàng"), Column("ĐVT"), Column("SL", "number"),
    Column("Đơn giá", "money"), Column("Thành tiền", "money"), Column("Thanh toán"), Column("Khách hàng"),
)  # fmt: skip
_GOODS = (
    ("Phở bò tái", "tô", 45_000),
    ("Cà phê sữa đá", "ly", 25_000),
    ("Bánh mì", "ổ", 20_000),
    ("Chè búp", "kg", 180_000),
)


@dataclass(frozen=True)
class _Run:
    """One list brought in: seconds of each part, and the most memory this program and its readers took."""

    read_seconds: float
    step_seconds: tuple[float, ...]
    peak_mb: int
    facts: ImportFacts

    @property
    def seconds(self) -> float:
        return self.read_seconds + sum(self.step_seconds)


def measure_list_import(*, rows: int) -> list[Measured]:
    """Bring in a list of so many rows as Excel, then one as CSV, and hold both against the target."""
    measured = []
    for place, form in enumerate(("Excel", "CSV")):
        data = _write(form, rows=rows, seed=place)
        load = os.getloadavg()[0]
        run = _bring_in(data, form=form, number=place)
        note = (
            f"{run.facts.recorded:,} sales, {run.facts.refused_rows:,} rows refused; upload and reading "
            f"{run.read_seconds:.1f} s, {len(run.step_seconds)} steps, the longest {max(run.step_seconds):.1f} s; "
            f"load before {load:.1f}"
        )
        limit = SECONDS_MAX * rows // 100_000
        measured.append(
            Measured(
                f"{rows:,} rows of sales from {form}",
                round(run.seconds, 1),
                "s",
                target=f"under {limit} s",
                is_met=run.seconds < limit,
                note=note,
            )
        )
        measured.append(
            Measured(
                f"memory for the {form} list",
                run.peak_mb,
                "MB",
                target=f"at most {MEMORY_MB_MAX} MB",
                is_met=run.peak_mb <= MEMORY_MB_MAX,
                note=f"file of {len(data) / _MB:.1f} MB; this program and the reader's own process together",
            )
        )
    return measured


def _write(form: str, *, rows: int, seed: int) -> bytes:
    """Write a list as a till does, one row in a thousand wrong."""
    draft = SheetDraft("Bán hàng", _COLUMNS, _rows(rows, seed), titles=["QUÁN BÀ TƯ", "BÁN HÀNG NĂM 2026"])
    if form == "CSV":
        return b"".join(write_csv(sheet=draft))
    file = io.BytesIO()
    write_excel(sheets=[draft], to=file)
    return file.getvalue()


def _rows(rows: int, seed: int) -> Iterator[tuple[Any, ...]]:
    drawn = random.Random(seed)
    for row in range(rows):
        number = row // 2
        name, unit, price = drawn.choice(_GOODS)
        quantity = drawn.randint(1, 5)
        on: Any = date(2026, 1, 2) + timedelta(days=number * _DAYS * 2 // rows)
        if row % 1000 == 999:
            on = "31/02/2026"
        means = drawn.choice(("TM", "CK"))
        yield on, f"HD{seed}{number:06}", name, unit, quantity, price, price * quantity, means, "Khách lẻ"


def _bring_in(data: bytes, *, form: str, number: int) -> _Run:
    org_id, by = _open_shop(number)
    given: dict[str, Any] = {"org_id": org_id, "by": by, "now": NOW}
    peak = _Peak()
    began = time.monotonic()
    with inside_organisation(org_id=org_id, person_id=by):
        file_id = receive_file(name=f"ban-hang.{form.lower()}", data=data, **given)
        look = look_at_list(org_id=org_id, file_id=file_id, kind=kind_of("sales"))
    with inside_organisation(org_id=org_id, person_id=by):
        columns = look.suggested
        import_id = start_import(
            file_id=file_id, kind="sales", sheet=look.sheet, header=look.header, columns=columns, **given
        )
    read_seconds = time.monotonic() - began
    steps: list[float] = []
    while True:
        began = time.monotonic()
        with inside_organisation(org_id=org_id, person_id=by):
            facts = run_step(import_id=import_id, **given)
        steps.append(time.monotonic() - began)
        if facts.is_done:
            return _Run(read_seconds, tuple(steps), peak.stop(), facts)


def _open_shop(number: int) -> tuple[UUID, UUID]:
    person = register_person(name=f"Bà Tư {number}", phone=f"09880001{number:02}", now=NOW)
    shop = found_organisation(
        draft=OrganisationDraft(slug=f"quan-{number}", name="Quán", kind="household", started_on=date(2026, 1, 1)),
        identity=IdentityDraft(tax_code=f"0190700001{number:02}", representative_name=person.name),
        by=person.id,
        now=NOW,
    )
    with inside_organisation(org_id=shop.id, person_id=person.id):
        open_books(org_id=shop.id, chart="household", starts_on=date(2026, 1, 1), by=person.id, now=NOW)
    return shop.id, person.id


class _Peak:
    """Looks ten times a second at how much memory this program and the readers it started take."""

    def __init__(self) -> None:
        self._bytes = 0
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> int:
        """Stop looking, and tell the most in megabytes."""
        self._is_over.set()
        self._thread.join()
        return self._bytes // _MB

    def _watch(self) -> None:
        own = psutil.Process()
        while not self._is_over.wait(0.1):
            whole = 0
            for each in [own, *own.children(recursive=True)]:
                try:
                    # The database is a child too where it is embedded; what it takes is not ours.
                    whole += 0 if each.name().startswith("postgres") else each.memory_info().rss
                except psutil.Error:
                    continue
            self._bytes = max(self._bytes, whole)
