"""Reads of returns: those of a year with what is due, one as it was kept, and the same computed anew beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Refusal
from ecoop.taxes.calc import ReturnDue
from ecoop.taxes.calc.cooperative.returns import COOPERATIVE_FORMS
from ecoop.taxes.calc.result import period_in_words
from ecoop.taxes.calc.return_forms import ends_on
from ecoop.taxes.calc.returns import FINALISATION, Difference, Fields, list_differences
from ecoop.taxes.errors import ReturnNotFound
from ecoop.taxes.models import Preparation, Return, ReturnFiling
from ecoop.taxes.queries.compute import tax_of
from ecoop.taxes.queries.computed_return import ComputedReturn
from ecoop.taxes.queries.cooperative_returns import is_cooperative, list_cooperative_dues
from ecoop.taxes.queries.return_making import (
    ReturnMaterial,
    compute_return,
    get_return_material,
    with_stock,
)
from ecoop.taxes.queries.year import facts_of, get_year_records

# What a return's line in the list says of it.
DUE, LATE, PREPARED, FILED, COMING = "due", "late", "prepared", "filed", "coming"


@dataclass(frozen=True)
class FilingFacts:
    """A return went to the tax office."""

    filed_on: date
    channel: str
    receipt: str


@dataclass(frozen=True)
class ReturnFacts:
    """A return as it was kept."""

    id: UUID
    form: str
    period: str
    year: int
    number: int
    revision: int
    known_on: date
    computed_at: datetime
    version: str
    law: str
    fields: Fields
    vat_vnd: Dong
    pit_vnd: Dong
    cit_vnd: Dong
    due_on: date
    reason: str
    replaces_id: UUID | None
    prepared_by: UUID
    filing: FilingFacts | None

    @property
    def period_label(self) -> str:
        """Say the period in the active language."""
        return period_in_words(name=self.period)

    @property
    def total_vnd(self) -> Dong:
        """Add up the taxes."""
        return Dong(self.vat_vnd + self.pit_vnd + self.cit_vnd)

    def as_dict(self) -> dict[str, Any]:
        """Give it to a program."""
        return {
            "id": str(self.id),
            "form": self.form,
            "period": self.period,
            "number": self.number,
            "revision": self.revision,
            "known_on": self.known_on.isoformat(),
            "computed_at": self.computed_at.isoformat(),
            "version": self.version,
            "due_on": self.due_on.isoformat(),
            "vat_vnd": self.vat_vnd,
            "pit_vnd": self.pit_vnd,
            "cit_vnd": self.cit_vnd,
            "filed_on": self.filing.filed_on.isoformat() if self.filing else None,
            "reason": self.reason,
            "fields": self.fields,
        }


@dataclass(frozen=True)
class ReturnLine:
    """One line of the list of returns: what is due or was, the newest return of it, and the earlier ones."""

    form: str
    period: str
    due_on: date | None
    state: str
    vat_vnd: Dong | None
    pit_vnd: Dong | None
    newest: ReturnFacts | None
    earlier: tuple[ReturnFacts, ...]
    cit_vnd: Dong | None = None

    @property
    def period_label(self) -> str:
        """Say the period in the active language."""
        return period_in_words(name=self.period)


@dataclass(frozen=True)
class ReturnYear:
    """The returns of a year; `refusal` tells why it cannot be said what is due."""

    year: int
    lines: tuple[ReturnLine, ...]
    refusal: Refusal | None
    refused: tuple["PreparationFacts", ...]


@dataclass(frozen=True)
class PreparationFacts:
    """What the calculation said when a return could not be prepared."""

    form: str
    period: str
    attempted_at: datetime
    said: str
    remedy: str


@dataclass(frozen=True)
class ReturnBeside:
    """A return as it was kept, and as it comes out today: from the documents and the law as both are now."""

    kept: ReturnFacts
    corrected: ReturnFacts | None
    now: ComputedReturn | None
    refusal: Refusal | None
    differences: tuple[Difference, ...]
    under_old_law: tuple[Difference, ...]

    @property
    def law_changed(self) -> bool:
        """Tell whether the law itself makes a difference, and not only the documents."""
        return bool(self.differences) and self.differences != self.under_old_law


def get_return(*, org_id: UUID, return_id: UUID) -> ReturnFacts:
    """Get a return as it was kept.

    Raises:  ReturnNotFound
    Queries: 2
    """
    row = Return.objects.prefetch_related("filings").filter(org_id=org_id, id=return_id).first()
    if row is None:
        raise ReturnNotFound()
    return _facts(row)


def find_last_return(*, org_id: UUID, form: str, period: str) -> ReturnFacts | None:
    """Find the newest return of a form and period, filed or not.

    Queries: 2
    """
    rows = Return.objects.prefetch_related("filings").filter(org_id=org_id, form=form, period=period)
    row = rows.order_by("-number", "-revision").first()
    return _facts(row) if row else None


def list_returns(*, org_id: UUID, year: int) -> list[ReturnFacts]:
    """List every return of a year, newest first within its form and period.

    Queries: 2
    """
    rows = Return.objects.prefetch_related("filings").filter(org_id=org_id, year=year)
    return [_facts(row) for row in rows.order_by("period", "form", "-number", "-revision")]


def get_return_year(*, org_id: UUID, year: int, today: date) -> ReturnYear:
    """Get the returns of a year: what is due, what is prepared, what is filed, what is late.

    Queries: 3, and those of `get_year_records`
    """
    kept: dict[tuple[str, str], list[ReturnFacts]] = {}
    for each in list_returns(org_id=org_id, year=year):
        kept.setdefault((each.form, each.period), []).append(each)
    refusal: Refusal | None = None
    dues: tuple[ReturnDue, ...] = ()
    try:
        dues = _dues(org_id, year, today)
    except Refusal as said:
        refusal = said
    lines = [_line(due.form, due.period, due, kept.pop((due.form, due.period), []), today) for due in dues]
    # What was prepared when another law held is shown as long as it exists.
    lines += [_line(form, period, None, rows, today) for (form, period), rows in kept.items()]
    order = sorted(lines, key=lambda line: (line.due_on or date.max, line.form, line.period))
    return ReturnYear(year, tuple(order), refusal, tuple(list_failed(org_id=org_id, year=year, lines=order)))


def _dues(org_id: UUID, year: int, today: date) -> tuple[ReturnDue, ...]:
    if is_cooperative(org_id=org_id):
        return list_cooperative_dues(org_id=org_id, year=year, known_on=today)
    records = get_year_records(org_id=org_id, year=year)
    return tax_of(facts=facts_of(records=records, known_on=today)).returns


def list_failed(*, org_id: UUID, year: int, lines: Iterable[ReturnLine]) -> list[PreparationFacts]:
    """List the last refusal of each period that has no return yet.

    Queries: 1
    """
    done = {line.period for line in lines if line.newest is not None}
    rows = Preparation.objects.filter(org_id=org_id, period__startswith=str(year), outcome="refused")
    newest = {row.period: row for row in rows.order_by("attempted_at", "id") if row.period not in done}
    return [
        PreparationFacts(
            row.form, row.period, row.attempted_at, row.refusal.get("said", ""), row.refusal.get("remedy", "")
        )
        for row in newest.values()
    ]


def get_return_beside(*, org_id: UUID, return_id: UUID, today: date) -> ReturnBeside:
    """Get a return as it was kept, and the same form and period computed anew beside it.

    It is computed twice: under today's law, and under the law as it was known then, so that the reader learns whether
    the documents or the law made the difference.

    Raises:  ReturnNotFound
    Queries: 4, and those of `get_return_material` once
    """
    kept = get_return(org_id=org_id, return_id=return_id)
    corrected = get_return(org_id=org_id, return_id=kept.replaces_id) if kept.replaces_id else None
    material = None if kept.form in COOPERATIVE_FORMS else get_return_material(org_id=org_id, year=kept.year)
    if kept.form == FINALISATION and material is not None:
        material = with_stock(org_id=org_id, material=material)
    try:
        now = _anew(org_id, kept, today, material)
    except Refusal as refusal:
        return ReturnBeside(kept, corrected, None, refusal, (), ())
    differences = list_differences(before=kept.fields, after=now.fields)
    if not differences:
        return ReturnBeside(kept, corrected, now, None, (), ())
    try:
        then = _anew(org_id, kept, kept.known_on, material)
    except Refusal:
        return ReturnBeside(kept, corrected, now, None, tuple(differences), ())
    under_old = tuple(list_differences(before=kept.fields, after=then.fields))
    return ReturnBeside(kept, corrected, now, None, tuple(differences), under_old)


def _anew(org_id: UUID, kept: ReturnFacts, known_on: date, material: ReturnMaterial | None) -> ComputedReturn:
    return compute_return(
        org_id=org_id,
        form=kept.form,
        period=kept.period,
        number=kept.number,
        known_on=known_on,
        material=material,
    )


def _line(form: str, period: str, due: ReturnDue | None, rows: list[ReturnFacts], today: date) -> ReturnLine:
    newest = rows[0] if rows else None
    if newest and newest.filing:
        state = FILED
    elif newest:
        state = LATE if due and due.due_on < today else PREPARED
    else:
        state = LATE if due and due.due_on < today else DUE
    is_over = due is None or ends_on(period=period) < today
    state = state if is_over or newest else COMING
    vat, pit = (newest.vat_vnd, newest.pit_vnd) if newest else (due.vat_vnd, due.pit_vnd) if due else (None, None)
    cit = newest.cit_vnd if newest else due.cit_vnd if due else None
    due_on = due.due_on if due else newest.due_on if newest else None
    return ReturnLine(form, period, due_on, state, vat, pit, newest, tuple(rows[1:]), cit)


def _facts(row: Return) -> ReturnFacts:
    return ReturnFacts(
        id=row.id,
        form=row.form,
        period=row.period,
        year=row.year,
        number=row.number,
        revision=row.revision,
        known_on=row.known_on,
        computed_at=row.recorded_at,
        version=row.version,
        law=row.law,
        fields=row.fields,
        vat_vnd=Dong(row.vat_vnd),
        pit_vnd=Dong(row.pit_vnd),
        cit_vnd=Dong(row.cit_vnd),
        due_on=row.due_on,
        reason=row.reason,
        replaces_id=row.replaces_id,
        prepared_by=row.recorded_by_id,
        filing=_filing(row),
    )


def _filing(row: Return) -> FilingFacts | None:
    filing: ReturnFiling | None = next(iter(row.filings.all()), None)
    return FilingFacts(filing.filed_on, filing.channel, filing.receipt) if filing else None
