"""Record that the registrar entered a charter capital."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dong import Dong
from ecoop.members.actions.hold_ceilings import check_amount
from ecoop.members.errors import DocumentDiffers
from ecoop.members.models import CapitalRegistration


@transaction.atomic
def register_capital(
    *, org_id: UUID, registered_on: date, charter_capital_vnd: Dong, paper: str, by: UUID, now: datetime
) -> bool:
    """Record the charter capital that the registration certificate shows from a day on.

    Law:    L17 Art. 47; Art. 74, clause 7
    Shape:  whether it is new
    Raises: DocumentDiffers
    Queries: 3
    """
    check_amount(amount_vnd=charter_capital_vnd)
    row = CapitalRegistration.objects.filter(org_id=org_id, registered_on=registered_on).first()
    if row:
        if row.charter_capital_vnd != charter_capital_vnd:
            raise DocumentDiffers(document=row.paper)
        return False
    row = CapitalRegistration.objects.create(
        org_id=org_id,
        registered_on=registered_on,
        charter_capital_vnd=charter_capital_vnd,
        paper=paper.strip(),
        recorded_by_id=by,
        recorded_at=now,
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="members.capital.register",
        object_kind="capital_registration",
        object_id=row.id,
        detail={},
        now=now,
    )
    return True
