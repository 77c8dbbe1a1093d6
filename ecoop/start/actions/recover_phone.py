"""Give a phone the key to its own records, when its PIN is forgotten and its number is proven."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.access.queries import Acting, find_acting, find_person, list_memberships
from ecoop.kernel.walls import inside_organisation
from ecoop.parties.queries import OrganisationFacts
from ecoop.start.actions.check_code import check_code, use_code
from ecoop.start.actions.send_code import read_phone
from ecoop.start.errors import NobodySignsInHere
from ecoop.sync.actions.recover_device import recover_device
from ecoop.sync.errors import NoRecoveryKey
from ecoop.sync.queries.devices import find_recovery_key

RECORDS = "documents.record"


def recover_phone(*, phone: str, code: str, device_id: UUID, meta: Mapping[str, str], now: datetime) -> str:
    """Give the recovery key that a phone left with the organisation for which it was kept last.

    `meta` is what the server knows of the request.

    Raises:  PhoneNotUnderstood, TooManyCodes, CodeIsWrong, NobodySignsInHere, NoRecoveryKey, DeviceIsRevoked,
             TooManyRecoveries
    Queries: 10, about 6 for each organisation, and those of recover_device
    """
    number = read_phone(text=phone)
    code_id = check_code(phone=number, digits=code, used_for=device_id, meta=meta, now=now)
    person = find_person(phone_or_email=number)
    if person is None:
        raise NobodySignsInHere()
    with transaction.atomic():
        use_code(code_id=code_id, used_for=device_id)
        with inside_organisation(org_id=None, person_id=person.id):
            held = [each.organisation for each in list_memberships(person_id=person.id)]
        found = [kept for each in held if (kept := _kept(each, person.id, person.name, device_id))]
        if not found:
            raise NoRecoveryKey()
        _kept_at, acting = max(found, key=lambda each: each[0])
        with inside_organisation(org_id=acting.org_id, person_id=person.id):
            return recover_device(acting=acting, device_id=device_id, asked_with=code_id, now=now)


def _kept(
    organisation: OrganisationFacts, person_id: UUID, name: str, device_id: UUID
) -> tuple[datetime, Acting] | None:
    """Say since when an organisation for which the person records keeps the phone's key, if it does."""
    with inside_organisation(org_id=organisation.id, person_id=person_id):
        acting = find_acting(person_id=person_id, person_name=name, organisation=organisation)
        kept_at = find_recovery_key(org_id=organisation.id, device_id=device_id)
    return (kept_at, acting) if kept_at and acting and acting.may(RECORDS) else None
