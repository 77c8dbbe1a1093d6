"""Sign somebody in on a phone, with a key for each organisation for which they record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.access.actions.change_phone import change_phone
from ecoop.access.actions.record_sign_in import record_sign_in
from ecoop.access.queries import Acting, find_acting, find_person, list_memberships
from ecoop.kernel.walls import inside_organisation
from ecoop.parties.queries import OrganisationFacts
from ecoop.start.actions.check_code import check_code, use_code
from ecoop.start.actions.send_code import read_phone
from ecoop.start.errors import NobodySignsInHere
from ecoop.sync.actions.register_device import RegisteredDevice, register_device

RECORDS = "documents.record"


@dataclass(frozen=True)
class SignedInFor:
    """An organisation of the person; without a device where they do not record."""

    acting: Acting
    device: RegisteredDevice | None


@dataclass(frozen=True)
class SignedIn:
    """Who came in on a phone, and for which organisations."""

    person_name: str
    organisations: tuple[SignedInFor, ...]


def sign_in_on_phone(
    *, phone: str, code: str, device_id: UUID, device_name: str, meta: Mapping[str, str], now: datetime
) -> SignedIn:
    """Give a phone its keys again; the ones it had die. `meta` is what the server knows of the request.

    Raises:  PhoneNotUnderstood, TooManyCodes, CodeIsWrong, NobodySignsInHere
    Queries: 7, and about 12 for each organisation
    """
    number = read_phone(text=phone)
    code_id = check_code(phone=number, digits=code, used_for=device_id, meta=meta, now=now)
    person = find_person(phone_or_email=number)
    if person is None:
        raise NobodySignsInHere()
    with transaction.atomic():
        use_code(code_id=code_id, used_for=device_id)
        if person.phone_verified_at is None:
            change_phone(person_id=person.id, phone=number, verified_at=now)
        record_sign_in(person_id=person.id, method="phone", now=now)
        with inside_organisation(org_id=None, person_id=person.id):
            held = list_memberships(person_id=person.id)
        of_phone = (person.id, person.name, device_id, device_name, now)
        # Households whose books a cooperative keeps are worked on at its desk; a phone sells for those of one's own.
        own = [each.organisation for each in held if not each.through]
        return SignedIn(person.name, tuple(_for(each, *of_phone) for each in own))


def _for(
    organisation: OrganisationFacts, person_id: UUID, name: str, device_id: UUID, device_name: str, now: datetime
) -> SignedInFor:
    with inside_organisation(org_id=organisation.id, person_id=person_id):
        acting = find_acting(person_id=person_id, person_name=name, organisation=organisation)
        assert acting is not None
        if not acting.may(RECORDS):
            return SignedInFor(acting, None)
        return SignedInFor(acting, register_device(acting=acting, device_id=device_id, name=device_name, now=now))
