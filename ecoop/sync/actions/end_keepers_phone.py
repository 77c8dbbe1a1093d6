"""Take the phone of a cooperative's accountant out of use when the household took its books back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ecoop.access.queries.keepers import list_books_taken_from
from ecoop.kernel.dates import format_day, vietnam_day
from ecoop.kernel.walls import inside_organisation
from ecoop.sync.actions.revoke_device import revoke_device
from ecoop.sync.calc.ears import find_organisation_of
from ecoop.sync.errors import DeviceIsRevoked
from ecoop.sync.queries.devices import find_device
from ecoop.sync.queries.orders import find_device_of

REASON_MAX = 300


def end_keepers_phone(*, org_id: UUID, device_id: UUID, now: datetime) -> bool:
    """Take a phone out of use whose holder kept the books for a cooperative that keeps them no more.

    Whoever took the books back did it; it is written down, in their name, when the phone is heard of next. From then
    on it is a phone out of use like any other. Answers whether the phone is one. Call it outside of walls: it has a
    transaction of its own, so that its locks are over before those of a batch begin.

    Queries: 3, besides the walls' own; about 20 when it ends
    """
    with inside_organisation(org_id=org_id, person_id=None):
        device = find_device(org_id=org_id, device_id=device_id)
        if device is None or device.revoked_at is not None:
            return device is not None
        taken = list_books_taken_from(org_id=org_id, person_ids=[device.person_id]).get(device.person_id)
        if taken is None:
            return False
        said = _("The books were taken back from {keeper} on {day}.")
        reason = said.format(keeper=taken.keeper_name, day=format_day(vietnam_day(taken.taken_at)))[:REASON_MAX]
        try:
            with transaction.atomic():
                revoke_device(org_id=org_id, device_id=device_id, reason=reason, by=taken.taken_by, now=now)
        except DeviceIsRevoked:
            # It asked twice at once.
            return True
        return True


def end_phone_that_hears(*, ear: str, now: datetime) -> bool:
    """Take the phone that holds an ear out of use if its holder kept the books for a cooperative that no more does.

    Queries: 1, besides the walls' own, and those of end_keepers_phone; none for a word that cannot be an ear
    """
    org_id = find_organisation_of(ear=ear)
    if org_id is None:
        return False
    with inside_organisation(org_id=org_id, person_id=None):
        device_id = find_device_of(org_id=org_id, ear=ear)
    return device_id is not None and end_keepers_phone(org_id=org_id, device_id=device_id, now=now)
