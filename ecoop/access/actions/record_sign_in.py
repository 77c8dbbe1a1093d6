"""Note that a person came in."""

from datetime import datetime
from uuid import UUID

from ecoop.access.models import SignIn


def record_sign_in(*, person_id: UUID, method: str, now: datetime) -> None:
    """Note when and how a person signed in, for that person to see.

    Shape:   `method` is "password", "code", "passkey" or what the sign-in says of itself
    Queries: 1
    """
    SignIn.objects.create(person_id=person_id, method=method, at=now)
