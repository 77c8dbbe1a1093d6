"""Keep bank statements: first the bytes of the file, then, when a person has looked at them, their lines."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.refusals import Refusal
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.payments.actions.keep_lines import LineOutcome, Paper, keep_lines
from ecoop.payments.calc.drafts import AMOUNT_BITS_MAX, STATEMENT, LineDraft, cannot_be
from ecoop.payments.calc.statements import DONG, FileRead, StatementRead, to_lines
from ecoop.payments.errors import BankStatementNotFound, Source, StatementIsKept, StatementIsOfAnotherCurrency
from ecoop.payments.models import Statement, StatementFile
from ecoop.payments.queries.reading import read_statement
from ecoop.payments.queries.untold import list_untold, map_told_keys

# So many entries take some seconds.
ENTRIES_A_STEP = 10_000


@dataclass(frozen=True)
class StatementKept:
    """What became of one statement: each entry that a step took: new, merged, known or refused."""

    read: StatementRead
    outcomes: tuple[LineOutcome, ...]

    def count(self, status: str) -> int:
        """Count the entries that became so."""
        return sum(1 for each in self.outcomes if each.status == status)


@dataclass(frozen=True)
class StatementStep:
    """What a step kept of each statement of a file, and how many entries are left for the next."""

    kept: tuple[StatementKept, ...]
    left: int

    def count(self, status: str) -> int:
        """Count the entries that became so."""
        return sum(each.count(status) for each in self.kept)


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
def keep_statement(
    *, org_id: UUID, file_id: UUID, by: UUID, now: datetime, limit: int = ENTRIES_A_STEP
) -> StatementStep:
    """Keep the next entries of a file, each once, and match what is certain; a bad entry is refused for itself.

    One step keeps so many (docs/decisions/0016); ask again while something is left. What was told is not told again,
    so that a step that was cut off is simply done anew.

    Raises:  BankStatementNotFound, StatementIsKept, StatementIsOfAnotherCurrency, what read_statement refuses
    Queries: about 20 for each statement of the file
    """
    lock_books(org_id=org_id)
    file = StatementFile.objects.filter(org_id=org_id, id=file_id).first()
    if file is None:
        raise BankStatementNotFound()
    read = read_statement(data=bytes(file.content), name=file.name, on=vietnam_day(now))
    foreign = next((each.currency for each in read.statements if each.currency != DONG), None)
    if foreign is not None:
        raise StatementIsOfAnotherCurrency(name=file.name, currency=foreign)
    rows = {row.place: row.id for row in Statement.objects.filter(org_id=org_id, file_id=file_id)}
    goes_on = bool(rows)
    drafts = [to_lines(statement=each) for each in read.statements]
    told = map_told_keys(org_id=org_id, keys=[one.key for each in drafts for one in each if isinstance(one, LineDraft)])
    untold = len(list_untold(drafts=drafts, told=told, today=vietnam_day(now)))
    if goes_on and not untold:
        raise StatementIsKept(name=file.name)
    kept, free = [], limit
    for place, each in enumerate(read.statements):
        statement_id = rows.get(place) or _lay(org_id, file_id, place, each, by, now)
        outcomes = _keep(org_id, statement_id, drafts[place], told, goes_on, free, by, now)
        kept.append(StatementKept(each, tuple(outcomes)))
        free -= kept[-1].count("new") + kept[-1].count("merged")
    left = untold - (limit - free)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="payments.statement.keep",
        object_kind=STATEMENT,
        object_id=file_id,
        detail={
            "new": sum(each.count("new") for each in kept),
            "refused": sum(each.count("refused") for each in kept),
            "left": left,
        },
        now=now,
    )
    return StatementStep(tuple(kept), left)


def _lay(org_id: UUID, file_id: UUID, place: int, read: StatementRead, by: UUID, now: datetime) -> UUID:
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
    return statement.id


def _keep(
    org_id: UUID,
    statement_id: UUID,
    drafts: Sequence[LineDraft | Refusal],
    told: Mapping[str, UUID],
    goes_on: bool,
    limit: int,
    by: UUID,
    now: datetime,
) -> list[LineOutcome]:
    """Keep so many entries of a statement that were not told; the first step also tells those that cannot be."""
    outcomes = [LineOutcome("refused", refusal=each) for each in drafts if isinstance(each, Refusal) and not goes_on]
    lines: list[LineDraft] = []
    free, today = limit, vietnam_day(now)
    for each in drafts:
        if isinstance(each, Refusal):
            continue
        is_bad = cannot_be(draft=each, today=today)
        if each.key in told or is_bad:
            # What was told before is said once, in the first step, as known.
            lines += [] if goes_on else [each]
        elif free > 0:
            lines.append(each)
            free -= 1
    # Long lists of what is known are asked for in parts, too: a query has room for so many keys only.
    paper = Paper(Source.STATEMENT, statement_id, tells=frozenset(told.values()))
    for start in range(0, len(lines), ENTRIES_A_STEP):
        part = lines[start : start + ENTRIES_A_STEP]
        outcomes += keep_lines(org_id=org_id, lines=part, paper=paper, by=by, now=now)
    return outcomes


def _whole(amount: Decimal | None) -> int | None:
    return None if amount is None or abs(amount) >= 1 << AMOUNT_BITS_MAX else int(amount)
