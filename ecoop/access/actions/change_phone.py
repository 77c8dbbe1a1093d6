"""Keep a person's phone number."""

from datetime import datetime
from uuid import UUID

from ecoop.access.models import Person


def change_phone(*, person_id: UUID, phone: str, verified_at: datetime | None) -> None:
    """Write down a person's phone number in its normal form, and when a code reached it.

    Queries: 1
    """
    Person.objects.filter(id=person_id).update(phone=phone, phone_verified_at=verified_at)
