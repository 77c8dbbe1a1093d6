"""Take a token back before its time."""

from datetime import datetime
from uuid import UUID

from ecoop.access.errors import TokenIsNotValid
from ecoop.access.models import Token, TokenRevocation
from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.walls import inside_organisation


def revoke_token(*, org_id: UUID, token_id: UUID, by: UUID, now: datetime) -> None:
    """Record that a token is not valid any more.

    Raises:  TokenIsNotValid
    Queries: 4, besides the walls' own
    """
    with inside_organisation(org_id=org_id, person_id=by):
        if not Token.objects.filter(org_id=org_id, id=token_id).exists():
            raise TokenIsNotValid()
        revocation = TokenRevocation(org_id=org_id, token_id=token_id, revoked_by_id=by, revoked_at=now)
        # Two people may press the button at the same moment; the second row is left out, and that is refused.
        TokenRevocation.objects.bulk_create([revocation], ignore_conflicts=True)
        if not TokenRevocation.objects.filter(org_id=org_id, id=revocation.id).exists():
            raise TokenIsNotValid()
        record_event(
            org_id=org_id,
            person_id=by,
            verb="access.token.revoke",
            object_kind="access.token",
            object_id=token_id,
            detail={},
            now=now,
        )
