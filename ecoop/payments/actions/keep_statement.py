"""Keep bank statements: first the bytes of the file, then, when a person has looked at them, their lines."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.refusals import Refusal
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.payments.actions.keep_lines import AMOUNT_BITS_MAX, LineOutcome, Paper, keep_lines
from ecoop.payments.calc.drafts import STATEMENT, LineDraft
from ecoop.payments.calc.statements import DONG, FileRead, StatementRead, to_lines
from ecoop.payments.errors import BankStatementNotFound, Source, StatementIsKept, StatementIsOfAnotherCurrency
from ecoop.payments.models import Statement, StatementFile
from ecoop.payments.queries.reading import read_statement


@dataclass(frozen=True)
class StatementKept:
    """What became of one statement: each entry new, merged, known or refused, in order."""

    read: StatementRead
    outcomes: tuple[LineOutcome, ...]

    def count(self, status: str) -> int:
        """Count the entries that became so."""
        return sum(1 for each in self.outcomes if each.status == status)


@transaction.atomic
def keep_statement_file(
    *, org_id: UUID, file_id: UUID, name: str, data: bytes, by: UUID, now: datetime
) -> tuple[UUID, FileRead]:
    """Keep the bytes of a file that can be read; the same bytes again are the file that is there.

    Raises:  what read_statement refuses
    Queries: 2
    """
    read = read_statement(data=data, name=name, on=vietnam_day(now))
    digest = hashlib.sha256(data).hexdigest()
    row, _is_new = StatementFile.objects.get_or_create(
        org_id=org_id,
        sha256=digest,
        defaults={
            "id": file_id,
            "name": name[-200:],
            "content": data,
            "size_bytes": len(data),
            "format": read.format,
            "recorded_at": now,
            "recorded_by_id": by,
        },
    )
    return row.id, read


@transaction.atomic
def keep_statement(*, org_id: UUID, file_id: UUID, by: UUID, now: datetime) -> list[StatementKept]:
    """Keep the lines of a file, each once, and match what is certain; a bad entry is refused for itself.

    Raises:  BankStatementNotFound, StatementIsKept, StatementIsOfAnotherCurrency, what read_statement refuses
    Queries: about 20 for each statement of the file
    """
    lock_books(org_id=org_id)
    file = StatementFile.objects.filter(org_id=org_id, id=file_id).first()
    if file is None:
        raise BankStatementNotFound()
    if Statement.objects.filter(org_id=org_id, file_id=file_id).exists():
        raise StatementIsKept(name=file.name)
    read = read_statement(data=bytes(file.content), name=file.name, on=vietnam_day(now))
    foreign = next((each.currency for each in read.statements if each.currency != DONG), None)
    if foreign is not None:
        raise StatementIsOfAnotherCurrency(name=file.name, currency=foreign)
    kept = [_keep(org_id, file_id, place, each, by, now) for place, each in enumerate(read.statements)]
    record_event(
        org_id=org_id,
        person_id=by,
        verb="payments.statement.keep",
        object_kind=STATEMENT,
        object_id=file_id,
        detail={"new": sum(each.count("new") for each in kept), "refused": sum(each.count("refused") for each in kept)},
        now=now,
    )
    return kept


def _keep(org_id: UUID, file_id: UUID, place: int, read: StatementRead, by: UUID, now: datetime) -> StatementKept:
    statement = Statement.objects.create(
        org_id=org_id,
        file_id=file_id,
        place=place,
        account=read.account[:40],
        currency=read.currency,
        opening_vnd=_whole(read.opening),
        closing_vnd=_whole(read.closing),
        # An entry that cannot be is refused for itself; the sum with it is none.
        entries_vnd=_whole(read.total) or 0,
        entries_count=len(read.entries),
        recorded_at=now,
        recorded_by_id=by,
    )
    drafts = to_lines(statement=read)
    lines = [each for each in drafts if isinstance(each, LineDraft)]
    told = iter(keep_lines(org_id=org_id, lines=lines, paper=Paper(Source.STATEMENT, statement.id), by=by, now=now))
    outcomes = tuple(
        LineOutcome("refused", refusal=each) if isinstance(each, Refusal) else next(told) for each in drafts
    )
    return StatementKept(read, outcomes)


def _whole(amount: Decimal | None) -> int | None:
    return None if amount is None or abs(amount) >= 1 << AMOUNT_BITS_MAX else int(amount)
