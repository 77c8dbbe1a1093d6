"""Take a notice of money: find its connection by the address, check its proof, keep it, and match what it tells."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from ecoop.kernel.ids import new_id
from ecoop.kernel.walls import inside_organisation
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.payments.actions.keep_lines import Paper, keep_lines
from ecoop.payments.actions.seal_secret import unseal_secret
from ecoop.payments.calc.addresses import find_organisation_of, fingerprint
from ecoop.payments.calc.notices import BODY_MAX, NoticeRead, Transfer, unreadable
from ecoop.payments.errors import ConnectionHasEnded, ConnectionNotFound, Provider, Scheme, Source
from ecoop.payments.models import Connection, ConnectionEnd, Notice
from ecoop.payments.providers import PROVIDERS


def take_notice(
    *, provider: str, address: str, headers: Mapping[str, str], body: bytes, now: datetime
) -> Mapping[str, Any]:
    """Take a notice, and answer what its provider wants to hear; the same again changes nothing.

    `headers` are in small letters. Nothing is kept of a notice that is not proven.

    Raises:  ConnectionNotFound, ConnectionHasEnded, NoticeIsNotProven, NoticeIsTooOld, NoticeUnreadable
    Queries: 3 for a notice that is not proven; about 20 for a new one
    """
    org_id = find_organisation_of(address=address)
    if org_id is None or provider not in PROVIDERS:
        raise ConnectionNotFound()
    if len(body) > BODY_MAX:
        raise unreadable("large")
    facts = PROVIDERS[Provider(provider)]
    with inside_organisation(org_id=org_id, person_id=None):
        connection = _find(org_id, provider, address)
        facts.verify(
            scheme=Scheme(connection.scheme),
            secret=unseal_secret(sealed=connection.secret_sealed),
            headers=headers,
            body=body,
            now=now,
        )
        _keep(connection, facts.read(body), body, now)
    return facts.reply


def try_connection(*, org_id: UUID, connection_id: UUID, transfer: Transfer, now: datetime) -> None:
    """Send ourselves a trial notice as the provider would, through the same door; no money is recorded.

    Raises:  ConnectionNotFound, ConnectionHasEnded
    Queries: about 6
    """
    row = Connection.objects.filter(org_id=org_id, id=connection_id).first()
    if row is None:
        raise ConnectionNotFound()
    facts, secret = PROVIDERS[Provider(row.provider)], unseal_secret(sealed=row.secret_sealed)
    headers, body = facts.write(scheme=Scheme(row.scheme), secret=secret, transfer=transfer, now=now)
    take_notice(
        provider=row.provider,
        address=unseal_secret(sealed=row.address_sealed),
        headers={name.lower(): value for name, value in headers.items()},
        body=body,
        now=now,
    )


def _find(org_id: UUID, provider: str, address: str) -> Connection:
    found = Connection.objects.filter(
        org_id=org_id, provider=provider, address_sha256=fingerprint(address=address)
    ).first()
    if found is None:
        raise ConnectionNotFound()
    if ConnectionEnd.objects.filter(org_id=org_id, connection_id=found.id).exists():
        raise ConnectionHasEnded()
    return found


def _keep(connection: Connection, read: NoticeRead, body: bytes, now: datetime) -> None:
    org_id, by = connection.org_id, connection.recorded_by_id
    # Of two copies at the same moment the second waits here and finds the first.
    lock_books(org_id=org_id)
    digest = hashlib.sha256(body).hexdigest()
    if Notice.objects.filter(org_id=org_id, connection_id=connection.id, body_sha256=digest).exists():
        return
    notice = Notice.objects.create(
        id=new_id(),
        org_id=org_id,
        connection_id=connection.id,
        body=body,
        body_sha256=digest,
        lines_count=len(read.lines),
        is_test=read.is_test,
        recorded_at=now,
        recorded_by_id=by,
    )
    if read.lines:
        paper = Paper(Source.NOTICE, notice.id, connection.bank_account_id, connection.id)
        keep_lines(org_id=org_id, lines=read.lines, paper=paper, by=by, now=now)
