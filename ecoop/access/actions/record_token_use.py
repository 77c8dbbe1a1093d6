"""Note the day on which a token was used."""

from datetime import date
from uuid import UUID

from ecoop.access.models import TokenUse


def record_token_use(*, org_id: UUID, token_id: UUID, used_on: date) -> None:
    """Note that a token was used on this day; the same day twice is one row.

    Queries: 1
    """
    TokenUse.objects.bulk_create([TokenUse(org_id=org_id, token_id=token_id, used_on=used_on)], ignore_conflicts=True)
