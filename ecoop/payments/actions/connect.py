"""Connect a provider: give it an address of ours and agree on a secret."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.payments.actions.seal_secret import seal_secret
from ecoop.payments.calc.addresses import fingerprint, make_address, make_secret
from ecoop.payments.calc.drafts import CONNECTION
from ecoop.payments.errors import Provider, Scheme, SchemeDoesNotFit, SecretIsMissing, SecretIsTooShort
from ecoop.payments.models import Connection
from ecoop.payments.providers import PROVIDERS
from ecoop.trade.queries.things import get_bank_account

SECRET_LETTERS_MIN = 8


@dataclass(frozen=True)
class Connected:
    """A connection as it was made; the secret is told this once."""

    id: UUID
    address: str
    secret: str = field(repr=False)


@transaction.atomic
def connect(
    *,
    org_id: UUID,
    connection_id: UUID,
    provider: Provider,
    scheme: Scheme,
    name: str,
    secret: str,
    bank_account_id: UUID | None,
    by: UUID,
    now: datetime,
) -> Connected:
    """Make a connection; without a secret one is made, unless the provider makes it.

    Raises:  SchemeDoesNotFit, SecretIsMissing, SecretIsTooShort, BankAccountNotFound
    Queries: 3
    """
    facts = PROVIDERS[provider]
    if scheme not in facts.schemes:
        labels = ", ".join(str(label) for label, _is_theirs in facts.schemes.values())
        raise SchemeDoesNotFit(provider=facts.label, schemes=labels)
    _label, is_theirs = facts.schemes[scheme]
    secret = secret.strip()
    if is_theirs and not secret:
        raise SecretIsMissing(provider=facts.label)
    secret = secret or make_secret()
    if len(secret) < SECRET_LETTERS_MIN:
        raise SecretIsTooShort(least=SECRET_LETTERS_MIN)
    if bank_account_id is not None:
        get_bank_account(org_id=org_id, account_id=bank_account_id)
    address = make_address(org_id=org_id)
    Connection.objects.create(
        id=connection_id,
        org_id=org_id,
        provider=provider,
        scheme=scheme,
        name=name.strip()[:120] or facts.label,
        address_sha256=fingerprint(address=address),
        address_sealed=seal_secret(secret=address),
        secret_sealed=seal_secret(secret=secret),
        bank_account_id=bank_account_id,
        recorded_at=now,
        recorded_by_id=by,
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="payments.connection.make",
        object_kind=CONNECTION,
        object_id=connection_id,
        detail={"provider": str(provider)},
        now=now,
    )
    return Connected(connection_id, address, secret)
