"""Bring in one step of a list: its documents, its refused rows, and the fact that it was done, in one transaction."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from ecoop.intake.actions.record_drafts import record_drafts
from ecoop.intake.calc import Problem, ReadDocument, kind_of, read_documents, rows_of_step
from ecoop.intake.errors import NumberIsTaken, RowIsInTheBooks
from ecoop.intake.models import ListDocument, ListStep, RefusedRow
from ecoop.intake.queries import ImportFacts, get_file, get_import, map_products, read_rows
from ecoop.kernel.refusals import Refusal
from ecoop.ledger.errors import DocumentPostedDifferently

_AT_ONCE = 1_000


@transaction.atomic
def run_step(*, org_id: UUID, import_id: UUID, by: UUID, now: datetime) -> ImportFacts:
    """Do the next step of an import and tell how far it has come; a finished import is left as it is.

    Whatever ends a step before its end (a power cut, a closed page) leaves nothing of it: the next call does the
    same step again.

    Raises: ListNotFound, BooksNotOpen
    Queries: about 20 for a step of any size
    """
    _one_at_a_time(import_id)
    facts = get_import(org_id=org_id, import_id=import_id)
    if facts.is_done:
        return facts
    documents = _read(org_id, facts)
    good = [each for each in documents if not each.problems]
    elsewhere = _known_elsewhere(org_id, facts, good)
    new = [each for each in good if each.content not in elsewhere]
    outcomes = record_drafts(kind=facts.kind, org_id=org_id, drafts=[each.draft for each in new], by=by, now=now)
    problems = [problem for each in documents for problem in each.problems]
    recorded = []
    known = len(good) - len(new)
    for document, outcome in zip(new, outcomes, strict=True):
        if outcome.refusal is not None:
            problems += _problems_of(document, outcome.refusal)
        elif outcome.status == "known":
            known += 1
        else:
            recorded.append(document)
    _write_documents(org_id, facts, recorded)
    _write_problems(org_id, facts, problems)
    ListStep.objects.bulk_create(
        [
            ListStep(
                org_id=org_id,
                list_import_id=facts.id,
                place=facts.steps_done,
                rows=sum(len(each.rows) for each in documents),
                recorded=len(recorded),
                known=known,
                refused_rows=len({problem.row for problem in problems}),
                total_vnd=sum(line.get("amount", 0) for each in recorded for line in each.said),
                done_at=now,
            )
        ]
    )
    return get_import(org_id=org_id, import_id=import_id)


def _one_at_a_time(import_id: UUID) -> None:
    # Two pages of one import that go on at the same moment would do the same step; the second waits, and does the next.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"intake.import.{import_id}"])


def _read(org_id: UUID, facts: ImportFacts) -> list[ReadDocument]:
    wanted = rows_of_step(plan=facts.plan, step=facts.plan.steps[facts.steps_done])
    return list(
        read_documents(
            rows=read_rows(org_id=org_id, file_id=facts.file_id, sheet=facts.sheet, rows=wanted),
            kind=kind_of(facts.kind),
            columns=facts.columns,
            heads=facts.header.names,
            plan=facts.plan,
            org_id=org_id,
            sha256=get_file(org_id=org_id, file_id=facts.file_id).sha256,
            products=map_products(org_id=org_id),
        )
    )


def _known_elsewhere(org_id: UUID, facts: ImportFacts, documents: Sequence[ReadDocument]) -> set[UUID]:
    """Find documents that say just what a row of another file said, which was recorded."""
    found = ListDocument.objects.filter(org_id=org_id, id__in=[each.content for each in documents])
    return set(found.exclude(file_id=facts.file_id).values_list("id", flat=True))


def _problems_of(document: ReadDocument, refusal: Refusal) -> Iterator[Problem]:
    """Put what the domain refused at the rows of its document, in the words of a list."""
    if isinstance(refusal, DocumentPostedDifferently):
        refusal = NumberIsTaken(number=document.number) if document.number else RowIsInTheBooks()
    yield from (Problem(row, "", refusal) for row in document.rows)


def _write_documents(org_id: UUID, facts: ImportFacts, recorded: Sequence[ReadDocument]) -> None:
    rows = [
        ListDocument(
            id=each.content,
            org_id=org_id,
            list_import_id=facts.id,
            file_id=facts.file_id,
            row=each.rows[0],
            document_id=each.id,
        )
        for each in recorded
    ]
    ListDocument.objects.bulk_create(rows, batch_size=_AT_ONCE, ignore_conflicts=True)


def _write_problems(org_id: UUID, facts: ImportFacts, problems: Sequence[Problem]) -> None:
    places: dict[int, int] = {}
    rows = []
    for problem in problems:
        place = places[problem.row] = places.get(problem.row, -1) + 1
        rows.append(
            RefusedRow(
                org_id=org_id,
                list_import_id=facts.id,
                row=problem.row,
                place=place,
                column=problem.column[:200],
                code=problem.refusal.code,
                said=problem.refusal.said_text[:1000],
                remedy=problem.refusal.remedy_text[:1000],
            )
        )
    RefusedRow.objects.bulk_create(rows, batch_size=_AT_ONCE)
