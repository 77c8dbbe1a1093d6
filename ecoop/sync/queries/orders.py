"""What a phone is to do that cannot say who it is, because it is locked."""

from uuid import UUID

from ecoop.access.calc import fingerprint
from ecoop.kernel.walls import inside_organisation
from ecoop.sync.calc.ears import find_organisation_of
from ecoop.sync.calc.words import Order
from ecoop.sync.models import DeviceKey, DeviceRevocation


def get_order(*, ear: str) -> Order:
    """Get what the phone that holds an ear is to do; for a word that nobody was given, to go on.

    An ear of before still hears: the answer with the newest may have been lost.

    Queries: 2, besides the walls' own; none for a word that cannot be an ear
    """
    org_id = find_organisation_of(ear=ear)
    if org_id is None:
        return Order.GO_ON
    with inside_organisation(org_id=org_id, person_id=None):
        device_id = find_device_of(org_id=org_id, ear=ear)
        gone = device_id is not None and is_revoked(org_id=org_id, device_id=device_id)
    return Order.WIPE if gone else Order.GO_ON


def find_device_of(*, org_id: UUID, ear: str) -> UUID | None:
    """Find the phone that was given an ear, lately or before. Ask inside the organisation's walls.

    Queries: 1
    """
    keys = DeviceKey.objects.filter(org_id=org_id, ear_sha256=fingerprint(token=ear))
    return keys.values_list("device_id", flat=True).first()


def is_revoked(*, org_id: UUID, device_id: UUID) -> bool:
    """Tell whether a phone was taken out of use.

    Queries: 1
    """
    return DeviceRevocation.objects.filter(org_id=org_id, device_id=device_id).exists()
