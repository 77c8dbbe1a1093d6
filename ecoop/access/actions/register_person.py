"""Register somebody who can sign in."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from ecoop.access.calc import normal_email, normal_phone
from ecoop.access.errors import PersonCannotBeReached, PersonIsKnown, PhoneNotUnderstood
from ecoop.access.models import Person
from ecoop.kernel.ids import new_id


def register_person(
    *,
    name: str,
    now: datetime,
    phone: str = "",
    email: str = "",
    password: str | None = None,
    person_id: UUID | None = None,
) -> Person:
    """Register a person by phone or e-mail; without a password they sign in with codes or a passkey.

    Programs that rebuild the same world twice hand in `person_id`.

    Raises:  PhoneNotUnderstood, PersonCannotBeReached, PersonIsKnown
    Queries: 2
    """
    spelled = normal_phone(text=phone) if phone else None
    if phone and spelled is None:
        raise PhoneNotUnderstood(text=phone)
    address = normal_email(text=email) or None
    if spelled is None and address is None:
        raise PersonCannotBeReached(name=name)
    if _is_known(phone=spelled, email=address):
        raise PersonIsKnown()
    person = Person(id=person_id or new_id(), name=name, phone=spelled, email=address, joined_at=now)
    person.set_password(password)
    person.save(force_insert=True)
    return person


def _is_known(*, phone: str | None, email: str | None) -> bool:
    condition = Q(pk=None)
    if phone:
        condition |= Q(phone=phone)
    if email:
        condition |= Q(email=email)
    return Person.objects.filter(condition).exists()
