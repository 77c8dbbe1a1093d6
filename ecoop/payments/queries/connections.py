"""Reads of connections and of statements that were handed in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Subquery

from ecoop.kernel.dates import vietnam_day
from ecoop.payments.calc.statements import FileRead
from ecoop.payments.errors import BankStatementNotFound, ConnectionNotFound
from ecoop.payments.models import Connection, ConnectionEnd, Notice, Statement, StatementFile
from ecoop.payments.queries.reading import read_statement
from ecoop.payments.queries.untold import count_untold

FILES_SHOWN = 50


@dataclass(frozen=True)
class ConnectionLine:
    """A connection as its organisation sees it; address and secret stay sealed."""

    id: UUID
    name: str
    provider: str
    scheme: str
    address_sealed: str
    made_at: datetime
    last_notice_at: datetime | None
    has_ended: bool


@dataclass(frozen=True)
class FileLine:
    """A file of statements that was handed in."""

    id: UUID
    name: str
    format: str
    handed_in_at: datetime
    is_kept: bool


@dataclass(frozen=True)
class FilePage:
    """A file with what it says."""

    file: FileLine
    read: FileRead
    # Entries that wait for a next step.
    left: int = 0


def list_connections(*, org_id: UUID) -> list[ConnectionLine]:
    """List the connections, the newest first, ended ones too.

    Queries: 1
    """
    return [_connection(row) for row in _connections(org_id).order_by("-recorded_at", "-id")]


def get_connection(*, org_id: UUID, connection_id: UUID) -> ConnectionLine:
    """Get a connection.

    Raises:  ConnectionNotFound
    Queries: 1
    """
    row = _connections(org_id).filter(id=connection_id).first()
    if row is None:
        raise ConnectionNotFound()
    return _connection(row)


def list_statement_files(*, org_id: UUID) -> list[FileLine]:
    """List the newest files that were handed in.

    Queries: 1
    """
    return [_file(row) for row in _files(org_id).order_by("-recorded_at", "-id")[:FILES_SHOWN]]


def get_statement_file(*, org_id: UUID, file_id: UUID, now: datetime) -> FilePage:
    """Get a file, what it says, and how much of it still waits to be kept after the first step.

    Raises:  BankStatementNotFound
    Queries: 1; 2 if some of it is kept
    """
    row = _files(org_id).filter(id=file_id).first()
    if row is None:
        raise BankStatementNotFound()
    read = read_statement(data=bytes(row.content), name=row.name, on=vietnam_day(row.recorded_at))
    left = count_untold(org_id=org_id, read=read, today=vietnam_day(now)) if row.is_kept else 0
    return FilePage(_file(row), read, left)


def get_original(*, org_id: UUID, file_id: UUID) -> bytes:
    """Get the bytes of a file as the bank wrote them.

    Raises:  BankStatementNotFound
    Queries: 1
    """
    row = StatementFile.objects.filter(org_id=org_id, id=file_id).first()
    if row is None:
        raise BankStatementNotFound()
    return bytes(row.content)


def _connections(org_id: UUID) -> Any:
    inside = {"org_id": OuterRef("org_id"), "connection_id": OuterRef("id")}
    last = Notice.objects.filter(**inside).order_by().values("connection_id")
    return Connection.objects.filter(org_id=org_id).annotate(
        has_ended=Exists(ConnectionEnd.objects.filter(**inside)),
        last_notice_at=Subquery(last.annotate(last=Max("recorded_at")).values("last")),
    )


def _files(org_id: UUID) -> Any:
    statements = Statement.objects.filter(org_id=OuterRef("org_id"), file_id=OuterRef("id"))
    return StatementFile.objects.filter(org_id=org_id).annotate(is_kept=Exists(statements))


def _connection(row: Any) -> ConnectionLine:
    return ConnectionLine(
        id=row.id,
        name=row.name,
        provider=row.provider,
        scheme=row.scheme,
        address_sealed=row.address_sealed,
        made_at=row.recorded_at,
        last_notice_at=row.last_notice_at,
        has_ended=row.has_ended,
    )


def _file(row: Any) -> FileLine:
    return FileLine(row.id, row.name, row.format, row.recorded_at, row.is_kept)
