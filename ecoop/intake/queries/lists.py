"""Lists as they came, how far they have come in, and what was refused."""

import base64
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Func, IntegerField, Sum
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast

from ecoop.intake.calc import Header, Plan, kind_of
from ecoop.intake.errors import ListNotFound
from ecoop.intake.models import ListFile, ListImport, ListPage, ListStep, RefusedRow
from ecoop.kernel.dong import Dong
from ecoop.kernel.sheets import Cell, pack_row, unpack_row

PAGE_ROWS = 2_000
PAGE_SIZE = 30


@dataclass(frozen=True)
class SheetFacts:
    """One sheet of a file: its name (empty in a CSV) and how many rows it has."""

    name: str
    rows: int


@dataclass(frozen=True)
class FileFacts:
    """A list as it came."""

    id: UUID
    name: str
    sha256: str
    size_bytes: int
    sheets: tuple[SheetFacts, ...]
    received_at: datetime


@dataclass(frozen=True)
class ImportFacts:
    """An import, and how far it has come."""

    id: UUID
    kind: str
    file_id: UUID
    file_name: str
    sheet: int
    header: Header
    columns: Mapping[str, str]
    plan: Plan
    started_at: datetime
    steps_done: int
    rows_done: int
    recorded: int
    known: int
    refused_rows: int
    total_vnd: Dong

    @property
    def kind_label(self) -> str:
        """Give the name of the kind of list."""
        return str(kind_of(self.kind).label)

    @property
    def is_done(self) -> bool:
        """Tell whether every step was done."""
        return self.steps_done >= len(self.plan.steps)


@dataclass(frozen=True)
class RefusedFacts:
    """One thing that is wrong with one row."""

    row: int
    column: str
    said: str
    remedy: str


@dataclass(frozen=True)
class ImportPage:
    """One page of the imports, newest first."""

    rows: tuple[ImportFacts, ...]
    next_cursor: str


def find_file_id(*, org_id: UUID, sha256: str) -> UUID | None:
    """Find a file by its bytes.

    Queries: 1
    """
    return ListFile.objects.filter(org_id=org_id, sha256=sha256).values_list("id", flat=True).first()


def get_file(*, org_id: UUID, file_id: UUID) -> FileFacts:
    """Give a file without its bytes.

    Raises: ListNotFound
    Queries: 1
    """
    row = ListFile.objects.filter(org_id=org_id, id=file_id).defer("content").first()
    if row is None:
        raise ListNotFound()
    sheets = tuple(SheetFacts(each["name"], each["rows"]) for each in row.sheets)
    return FileFacts(row.id, row.name, row.sha256, row.size_bytes, sheets, row.received_at)


def get_content(*, org_id: UUID, file_id: UUID) -> bytes:
    """Give the bytes of a file as they came.

    Raises: ListNotFound
    Queries: 1
    """
    content = ListFile.objects.filter(org_id=org_id, id=file_id).values_list("content", flat=True).first()
    if content is None:
        raise ListNotFound()
    return bytes(content)


def stream_rows(*, org_id: UUID, file_id: UUID, sheet: int, after: int = 0) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Yield the rows of a sheet below a row, page by page.

    Queries: 1 per 2,000 rows
    """
    place = after // PAGE_ROWS
    while rows := _read_pages(org_id=org_id, file_id=file_id, sheet=sheet, places=[place]):
        yield from (each for each in rows if each[0] > after)
        place += 1


def read_rows(*, org_id: UUID, file_id: UUID, sheet: int, rows: Iterable[int]) -> list[tuple[int, Sequence[Cell]]]:
    """Give some rows of a sheet, in their order.

    Queries: 1
    """
    wanted = set(rows)
    places = sorted({(row - 1) // PAGE_ROWS for row in wanted})
    found = _read_pages(org_id=org_id, file_id=file_id, sheet=sheet, places=places)
    return [each for each in found if each[0] in wanted]


def pack_rows(rows: Sequence[Sequence[Cell]]) -> bytes:
    """Pack the rows of a page as the database keeps them.

    Queries: 0
    """
    return zlib.compress(json.dumps([pack_row(row) for row in rows], separators=(",", ":")).encode(), level=3)


def find_remembered(*, org_id: UUID, kind: str, fingerprint: str) -> Mapping[str, str] | None:
    """Find the mapping that was used the last time for these columns.

    Queries: 1
    """
    found = ListImport.objects.filter(org_id=org_id, kind=kind, fingerprint=fingerprint)
    columns: Mapping[str, str] | None = found.order_by("-started_at").values_list("columns", flat=True).first()
    return columns


def list_imports(*, org_id: UUID, cursor: str = "") -> ImportPage:
    """List the imports, newest first.

    Queries: 2
    """
    # The plan of a long list may hold a hundred thousand numbers; here its sizes are enough.
    found = ListImport.objects.filter(org_id=org_id).select_related("file").defer("file__content", "plan")
    found = found.annotate(
        row_count=Cast(KeyTextTransform("rows", "plan"), IntegerField()),
        step_count=Func(KeyTransform("steps", "plan"), function="jsonb_array_length", output_field=IntegerField()),
    )
    if before := _read_cursor(cursor):
        found = found.filter(started_at__lt=before)
    rows = list(found.order_by("-started_at", "-id")[: PAGE_SIZE + 1])
    shown = rows[:PAGE_SIZE]
    next_cursor = _write_cursor(shown[-1].started_at) if len(rows) > PAGE_SIZE else ""
    return ImportPage(tuple(_import_facts(org_id, shown)), next_cursor)


def get_import(*, org_id: UUID, import_id: UUID) -> ImportFacts:
    """Give one import and how far it has come.

    Raises: ListNotFound
    Queries: 2
    """
    found = ListImport.objects.filter(org_id=org_id, id=import_id).select_related("file").defer("file__content")
    for facts in _import_facts(org_id, list(found)):
        return facts
    raise ListNotFound()


def list_refused(*, org_id: UUID, import_id: UUID, limit: int = 200) -> list[RefusedFacts]:
    """List what is wrong with the first refused rows of an import.

    Queries: 1
    """
    found = RefusedRow.objects.filter(org_id=org_id, list_import_id=import_id).order_by("row", "place")
    return [RefusedFacts(each.row, each.column, each.said, each.remedy) for each in found[:limit]]


def stream_refused_rows(
    *, org_id: UUID, facts: ImportFacts
) -> Iterator[tuple[int, Sequence[Cell], Sequence[RefusedFacts]]]:
    """Yield every refused row of an import with its cells and what is wrong with it.

    Queries: 1, and 1 per 2,000 rows of the list
    """
    found = RefusedRow.objects.filter(org_id=org_id, list_import_id=facts.id).order_by("row", "place")
    wrong: dict[int, list[RefusedFacts]] = {}
    for each in found.iterator(chunk_size=2_000):
        wrong.setdefault(each.row, []).append(RefusedFacts(each.row, each.column, each.said, each.remedy))
    for row, cells in stream_rows(org_id=org_id, file_id=facts.file_id, sheet=facts.sheet, after=facts.header.row):
        if row in wrong:
            yield row, cells, wrong[row]


def _read_pages(*, org_id: UUID, file_id: UUID, sheet: int, places: Sequence[int]) -> list[tuple[int, Sequence[Cell]]]:
    found = ListPage.objects.filter(org_id=org_id, file_id=file_id, sheet=sheet, place__in=places)
    return [
        (place * PAGE_ROWS + at, unpack_row(cells))
        for place, packed in found.order_by("place").values_list("place", "packed")
        for at, cells in enumerate(json.loads(zlib.decompress(packed)), start=1)
    ]


def _import_facts(org_id: UUID, imports: Sequence[ListImport]) -> Iterator[ImportFacts]:
    done = {
        each["list_import_id"]: each
        for each in ListStep.objects.filter(org_id=org_id, list_import_id__in=[one.id for one in imports])
        .values("list_import_id")
        .annotate(
            steps=Count("id"),
            sum_rows=Sum("rows"),
            sum_recorded=Sum("recorded"),
            sum_known=Sum("known"),
            sum_refused=Sum("refused_rows"),
            sum_total_vnd=Sum("total_vnd"),
        )
    }
    for one in imports:
        sums: Mapping[str, Any] = done.get(one.id, {})
        yield ImportFacts(
            id=one.id,
            kind=one.kind,
            file_id=one.file_id,
            file_name=one.file.name,
            sheet=one.sheet,
            header=Header(one.header_row, tuple(one.names)),
            columns=one.columns,
            plan=_plan_of(one),
            started_at=one.started_at,
            steps_done=sums.get("steps", 0),
            rows_done=sums.get("sum_rows", 0),
            recorded=sums.get("sum_recorded", 0),
            known=sums.get("sum_known", 0),
            refused_rows=sums.get("sum_refused", 0),
            total_vnd=Dong(int(sums.get("sum_total_vnd", 0))),
        )


def _plan_of(one: ListImport) -> Plan:
    if "plan" in one.get_deferred_fields():
        sizes = vars(one)
        return Plan(steps=((0, 0),) * sizes["step_count"], rows=sizes["row_count"])
    return Plan.from_json(one.plan)


def _write_cursor(at: datetime) -> str:
    return base64.urlsafe_b64encode(at.isoformat().encode()).decode()


def _read_cursor(cursor: str) -> datetime | None:
    try:
        before = datetime.fromisoformat(base64.urlsafe_b64decode(cursor.encode()).decode())
    except ValueError:
        return None
    return before if before.tzinfo else None
