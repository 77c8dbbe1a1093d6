"""Bring somebody into an organisation by the phone or e-mail they sign in with."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.access.actions.grant_role import grant_role
from ecoop.access.actions.register_person import register_person
from ecoop.access.queries import find_person


def invite_person(*, org_id: UUID, contact: str, name: str, role: str, by: UUID, now: datetime) -> UUID:
    """Give a role to whoever signs in with this phone or e-mail, registering them if nobody does yet.

    Raises:  PhoneNotUnderstood, PersonCannotBeReached, RoleIsUnknown, RoleIsHeld
    Queries: at most 8, besides the walls' own
    """
    with transaction.atomic():
        person = find_person(phone_or_email=contact)
        if person is None:
            is_email = "@" in contact
            person = register_person(
                name=name or contact, phone="" if is_email else contact, email=contact if is_email else "", now=now
            )
        grant_role(org_id=org_id, person_id=person.id, role=role, by=by, now=now)
    return person.id
