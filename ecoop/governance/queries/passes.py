"""Personal passes: whose a token is, and the tokens to print."""

import base64
import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.utils.crypto import salted_hmac

from ecoop.governance.models import Pass

_SALT = "ecoop.governance.pass"
_BYTES = 16
_LETTERS = 26
_FIND = "SELECT org_id, meeting_id, member_id, member_org_id FROM governance_find_pass(%s)"


@dataclass(frozen=True)
class PassFacts:
    """Which member of which cooperative a pass lets into which meeting."""

    org_id: UUID
    meeting_id: UUID
    member_id: UUID
    member_org_id: UUID | None


def find_pass(*, token: str) -> PassFacts | None:
    """Find the pass a token opens, across organisations; a pass that a newer one replaced opens nothing.

    Queries: 1
    """
    if len(token) != _LETTERS or not token.isascii() or not token.isalnum():
        return None
    with connection.cursor() as cursor:
        cursor.execute(_FIND, [fingerprint(token=token)])
        row = cursor.fetchone()
    return PassFacts(*row) if row else None


def map_tokens(*, org_id: UUID, meeting_id: UUID, ids: Collection[UUID]) -> dict[UUID, str]:
    """Give the tokens of the newest passes of some members, to print them.

    A token follows from the key of this server and is kept nowhere; one that no longer matches is left out.

    Queries: 1
    """
    rows = Pass.objects.filter(org_id=org_id, meeting_id=meeting_id, member_id__in=list(ids))
    newest = {row.member_id: row for row in rows.order_by("serial")}
    tokens = {
        member_id: token_of(meeting_id=meeting_id, member_id=member_id, serial=row.serial)
        for member_id, row in newest.items()
    }
    return {id_: token for id_, token in tokens.items() if fingerprint(token=token) == newest[id_].sha256}


def count_passes(*, org_id: UUID, meeting_id: UUID) -> int:
    """Count the members who have a pass of a meeting.

    Queries: 1
    """
    return int(Pass.objects.filter(org_id=org_id, meeting_id=meeting_id, serial=1).count())


def token_of(*, meeting_id: UUID, member_id: UUID, serial: int) -> str:
    """Derive the token of a pass: 128 bits, written in letters and digits that a phone reads well.

    Queries: 0
    """
    digest = salted_hmac(_SALT, f"{meeting_id}:{member_id}:{serial}", algorithm="sha256").digest()
    return base64.b32encode(digest[:_BYTES]).decode().rstrip("=").lower()


def fingerprint(*, token: str) -> str:
    """Give what is kept of a token.

    Queries: 0
    """
    return hashlib.sha256(token.encode()).hexdigest()
