"""Tokens: what a program may do, and what there is of them."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, QuerySet, Subquery

from ecoop.access.calc import PERMISSION_LABELS, fingerprint
from ecoop.access.models import Token, TokenRevocation, TokenUse
from ecoop.access.queries.acting import Acting, find_acting
from ecoop.parties.queries import OrganisationFacts


@dataclass(frozen=True)
class TokenLine:
    """A token as its organisation sees it; the token itself is not kept."""

    id: UUID
    purpose: str
    scopes: tuple[str, ...]
    issued_by_name: str
    issued_at: datetime
    expires_at: datetime
    state: str
    last_used_on: date | None

    @property
    def scope_labels(self) -> list[str]:
        """What the token may do, in the reader's language."""
        return [str(PERMISSION_LABELS.get(scope, scope)) for scope in self.scopes]


def find_token_acting(*, key: str, organisation: OrganisationFacts, now: datetime) -> tuple[UUID, Acting] | None:
    """Find what a token may do for an organisation, and the token's id; None when it is not valid here.

    Call it inside the organisation's walls.

    Queries: 2
    """
    token = (
        Token.objects.filter(org_id=organisation.id, fingerprint=fingerprint(token=key), expires_at__gt=now)
        .exclude(Exists(TokenRevocation.objects.filter(org_id=OuterRef("org_id"), token_id=OuterRef("id"))))
        .select_related("issued_by")
        .first()
    )
    if token is None:
        return None
    acting = find_acting(person_id=token.issued_by_id, person_name=token.issued_by.name, organisation=organisation)
    return (token.id, replace(acting, scopes=frozenset(token.scopes))) if acting else None


def list_tokens(*, org_id: UUID, now: datetime) -> list[TokenLine]:
    """List the tokens of an organisation, newest first, the ended ones too.

    Shape:   `state` is "valid", "expired" or "revoked"
    Queries: 1
    """
    rows = (
        Token.objects.filter(org_id=org_id)
        .select_related("issued_by")
        .annotate(
            revoked_at=Subquery(_of_token(TokenRevocation).values("revoked_at")[:1]),
            last_used_on=Subquery(_of_token(TokenUse).order_by("-used_on").values("used_on")[:1]),
        )
        .order_by("-issued_at", "-id")
    )
    return [
        TokenLine(
            id=row.id,
            purpose=row.purpose,
            scopes=tuple(row.scopes),
            issued_by_name=row.issued_by.name,
            issued_at=row.issued_at,
            expires_at=row.expires_at,
            state="revoked" if row.revoked_at else "valid" if row.expires_at > now else "expired",
            last_used_on=row.last_used_on,
        )
        for row in rows
    ]


def _of_token(model: type[Model]) -> "QuerySet[Any]":
    return model._default_manager.filter(org_id=OuterRef("org_id"), token_id=OuterRef("id"))
