"""Issue a key for a program of the organisation."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from ecoop.access.calc import KEY_PREFIX, TOKEN_LIFE_MAX, fingerprint
from ecoop.access.errors import ScopeIsTooWide, TokenLivesTooLong
from ecoop.access.models import Token
from ecoop.access.queries import Acting
from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.walls import inside_organisation


@dataclass(frozen=True)
class IssuedToken:
    """A new token; `key` is told this once and never again."""

    id: UUID
    key: str


def issue_token(
    *, acting: Acting, purpose: str, scopes: Collection[str], expires_at: datetime, now: datetime
) -> IssuedToken:
    """Make a token that may do some of what its issuer may, until it expires or is revoked.

    Raises:  ScopeIsTooWide, TokenLivesTooLong
    Queries: 2, besides the walls' own
    """
    too_wide = sorted(scope for scope in scopes if not acting.may(scope))
    if too_wide:
        raise ScopeIsTooWide(scopes=", ".join(too_wide))
    if not timedelta(0) < expires_at - now <= TOKEN_LIFE_MAX:
        raise TokenLivesTooLong(days=TOKEN_LIFE_MAX.days)
    key = KEY_PREFIX + secrets.token_urlsafe(32)
    with inside_organisation(org_id=acting.org_id, person_id=acting.person_id):
        row = Token.objects.create(
            org_id=acting.org_id,
            purpose=purpose,
            fingerprint=fingerprint(token=key),
            scopes=sorted(scopes),
            issued_by_id=acting.person_id,
            issued_at=now,
            expires_at=expires_at,
        )
        record_event(
            org_id=acting.org_id,
            person_id=acting.person_id,
            verb="access.token.issue",
            object_kind="access.token",
            object_id=row.id,
            detail={"scopes": sorted(scopes)},
            now=now,
        )
    return IssuedToken(id=row.id, key=key)
