"""The poster that hangs at the office: scan it, and apply for membership."""

from datetime import datetime
from uuid import UUID

import segno
from django.utils.translation import override

from ecoop.kernel.paper import typeset
from ecoop.parties.queries import find_identity, get_organisation

_TEMPLATE = "members/poster.typ"


def print_poster(*, org_id: UUID, address: str, made_at: datetime) -> bytes:
    """Print the poster with the address as a QR code; a poster on the wall is in Vietnamese.

    Queries: 2
    """
    cooperative, identity = get_organisation(org_id=org_id), find_identity(org_id=org_id)
    with override("vi"):
        data = {
            "name": cooperative.name,
            "at": identity.address_line if identity else "",
            "phone": identity.phone if identity else "",
            "address": address,
            "qr": [[bool(dot) for dot in row] for row in segno.make(address, error="m").matrix],
        }
    return typeset(template=_TEMPLATE, data=data, made_at=made_at)
