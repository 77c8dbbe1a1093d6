"""Who stands behind a phone's key, and whether it is the phone that it says it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from ecoop.access.actions.record_token_use import record_token_use
from ecoop.access.api_acting import Bearer, acting_for_api
from ecoop.access.calc import fingerprint
from ecoop.access.errors import NoSuchOrganisation, RoleIsTooLow
from ecoop.access.queries import Acting, find_token_acting
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.walls import inside_organisation
from ecoop.parties.queries import OrganisationFacts, find_organisation
from ecoop.sync.actions.end_keepers_phone import end_keepers_phone
from ecoop.sync.errors import DeviceIsNotYours, KeyNotValid
from ecoop.sync.queries.devices import DeviceFacts, KeyFacts, find_device, find_key, get_device

RECORDS = "documents.record"


@contextmanager
def acting_for_device(request: HttpRequest, *, slug: str, device_id: UUID) -> Iterator[Acting]:
    """Act as the person who holds a phone, in one transaction inside the walls, by the phone's key or the session.

    The key of a phone that was taken out of use still opens this one door: what waited on it comes in, into the tray.
    So does that of a cooperative's accountant after the household took its books back: her phone is out of use, too.

    Raises:  NobodySignedIn, NoSuchOrganisation, RoleIsTooLow, KeyNotValid, DeviceUnknown, DeviceIsNotYours
    Queries: 6, besides the walls' own
    """
    caller: Any = getattr(request, "auth", None)
    if not isinstance(caller, Bearer):
        with acting_for_api(request, slug=slug, may=RECORDS) as acting:
            if get_device(org_id=acting.org_id, device_id=device_id).person_id != acting.person_id:
                raise DeviceIsNotYours()
            yield acting
        return
    organisation = find_organisation(slug=slug)
    if organisation is None:
        raise NoSuchOrganisation(slug=slug)
    with inside_organisation(org_id=organisation.id, person_id=None):
        try:
            acting = _acting_by_key(caller.key, organisation, device_id)
        except KeyNotValid:
            # Perhaps the books were taken back from whoever holds it: then it is out of use from now on.
            is_valid = False
        else:
            is_valid = True
            request.acting = acting  # type: ignore[attr-defined]
            yield acting
    if not is_valid:
        _end_keepers_phone(caller.key, organisation)
        with inside_organisation(org_id=organisation.id, person_id=None):
            acting = _acting_by_key(caller.key, organisation, device_id)
            request.acting = acting  # type: ignore[attr-defined]
            yield acting


@contextmanager
def acting_for_phone(request: HttpRequest, *, slug: str, may: str) -> Iterator[Acting]:
    """Act as `acting_for_api` does, but tell a phone whose key is dead that it is, so that it asks what to do.

    Raises:  KeyNotValid, and what acting_for_api raises
    Queries: as acting_for_api; 2 more for a dead key
    """
    try:
        with acting_for_api(request, slug=slug, may=may) as acting:
            yield acting
    except NoSuchOrganisation:
        caller: Any = getattr(request, "auth", None)
        organisation = find_organisation(slug=slug)
        if isinstance(caller, Bearer) and organisation is not None:
            with inside_organisation(org_id=organisation.id, person_id=None):
                if find_key(org_id=organisation.id, fingerprint=fingerprint(token=caller.key)):
                    raise KeyNotValid() from None
        raise


@contextmanager
def acting_for_papers(request: HttpRequest, *, slug: str) -> Iterator[tuple[Acting, DeviceFacts | None]]:
    """Act as `acting_for_phone` does to record; the newest key of a phone taken out of use still hands in its photos.

    Gives the phone as well, if its key is what came.

    Raises:  KeyNotValid, and what acting_for_api raises
    Queries: as acting_for_api, and 2
    """
    caller: Any = getattr(request, "auth", None)
    organisation = find_organisation(slug=slug) if isinstance(caller, Bearer) else None
    if organisation is not None:
        with inside_organisation(org_id=organisation.id, person_id=None):
            given = find_key(org_id=organisation.id, fingerprint=fingerprint(token=caller.key))
            found = find_token_acting(key=caller.key, organisation=organisation, now=timezone.now())
        if given and found is None:
            _end_keepers_phone(caller.key, organisation)
            with inside_organisation(org_id=organisation.id, person_id=None):
                acting, device = _acting_of_revoked(organisation, given)
                request.acting = acting  # type: ignore[attr-defined]
                yield acting, device
            return
    with acting_for_api(request, slug=slug, may=RECORDS) as acting:
        key = find_key(org_id=acting.org_id, fingerprint=fingerprint(token=caller.key)) if organisation else None
        yield acting, get_device(org_id=acting.org_id, device_id=key.device_id) if key else None


def refuse_for_other_phones(request: HttpRequest, *, acting: Acting, device_id: UUID) -> None:
    """Let a phone's key renew that phone alone: whoever found a lost one could make keys that outlive it.

    Raises:  RoleIsTooLow
    Queries: 1
    """
    caller: Any = getattr(request, "auth", None)
    given = isinstance(caller, Bearer) and find_key(org_id=acting.org_id, fingerprint=fingerprint(token=caller.key))
    if given and given.device_id != device_id:
        raise RoleIsTooLow(permission="tokens.manage")


def _acting_by_key(key: str, organisation: OrganisationFacts, device_id: UUID) -> Acting:
    now = timezone.now()
    given = find_key(org_id=organisation.id, fingerprint=fingerprint(token=key))
    found = find_token_acting(key=key, organisation=organisation, now=now)
    if given is None and found is None:
        # A key that was never given here learns not even that the organisation exists.
        raise NoSuchOrganisation(slug=organisation.slug)
    if found and not found[1].may(RECORDS):
        raise RoleIsTooLow(permission=RECORDS)
    if given is None or given.device_id != device_id:
        raise KeyNotValid()
    if found is None:
        return _acting_of_revoked(organisation, given)[0]
    token_id, acting = found
    if given.last_visited_on != vietnam_day(now):
        record_token_use(org_id=organisation.id, token_id=token_id, used_on=vietnam_day(now))
    return acting


def _end_keepers_phone(key: str, organisation: OrganisationFacts) -> None:
    """Take the phone of a dead key out of use if the books were taken back from whoever holds it."""
    with inside_organisation(org_id=organisation.id, person_id=None):
        given = find_key(org_id=organisation.id, fingerprint=fingerprint(token=key))
    if given and given.is_newest:
        end_keepers_phone(org_id=organisation.id, device_id=given.device_id, now=timezone.now())


def _acting_of_revoked(organisation: OrganisationFacts, given: KeyFacts) -> tuple[Acting, DeviceFacts]:
    """Act without any role for a phone that was taken out of use, by the newest key it had.

    Raises: KeyNotValid
    """
    device = find_device(org_id=organisation.id, device_id=given.device_id)
    if device is None or device.revoked_at is None or not given.is_newest:
        raise KeyNotValid()
    acting = Acting(
        person_id=device.person_id,
        person_name=device.person_name,
        org_id=organisation.id,
        org_slug=organisation.slug,
        org_name=organisation.name,
        org_kind=organisation.kind,
        roles=frozenset(),
    )
    return acting, device
