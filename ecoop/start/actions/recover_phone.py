"""Give a phone the key to its own records, when its PIN is forgotten and its number is proven."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.access.calc import permissions_of
from ecoop.access.queries import find_acting, find_person, get_role_table, list_memberships
from ecoop.kernel.walls import inside_organisation
from ecoop.parties.queries import OrganisationFacts
from ecoop.start.actions.check_code import check_code, use_code
from ecoop.start.actions.send_code import read_phone
from ecoop.start.errors import NobodySignsInHere
from ecoop.sync.actions.recover_device import recover_device
from ecoop.sync.errors import NoRecoveryKey
from ecoop.sync.queries.devices import find_newest_recovery_key

RECORDS = "documents.record"


def recover_phone(*, phone: str, code: str, device_id: UUID, meta: Mapping[str, str], now: datetime) -> str:
    """Give the recovery key that a phone left with the organisation for which it was kept last.

    `meta` is what the server knows of the request.

    Raises:  PhoneNotUnderstood, TooManyCodes, CodeIsWrong, NobodySignsInHere, NoRecoveryKey, DeviceIsRevoked,
             TooManyRecoveries
    Queries: about 35, however many organisations the person records for
    """
    number = read_phone(text=phone)
    code_id = check_code(phone=number, digits=code, used_for=device_id, meta=meta, now=now)
    person = find_person(phone_or_email=number)
    if person is None:
        raise NobodySignsInHere()
    with transaction.atomic():
        use_code(code_id=code_id, used_for=device_id)
        organisation = _find_keeper(person.id, device_id)
        with inside_organisation(org_id=organisation.id, person_id=person.id):
            acting = find_acting(person_id=person.id, person_name=person.name, organisation=organisation)
            if acting is None or not acting.may(RECORDS):
                raise NoRecoveryKey()
            return recover_device(acting=acting, device_id=device_id, asked_with=code_id, now=now)


def _find_keeper(person_id: UUID, device_id: UUID) -> OrganisationFacts:
    """Find the organisation, of those for which the person records, that keeps the phone's newest key."""
    table = get_role_table()
    with inside_organisation(org_id=None, person_id=person_id):
        held = {
            each.organisation.id: each.organisation
            for each in list_memberships(person_id=person_id)
            if RECORDS in permissions_of(roles=each.roles, table=table)
        }
        org_id = find_newest_recovery_key(device_id=device_id, org_ids=held)
    if org_id is None:
        raise NoRecoveryKey()
    return held[org_id]
