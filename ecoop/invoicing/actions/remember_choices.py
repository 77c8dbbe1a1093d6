"""Remember what products and sellers are, for the next time their invoices are booked."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.invoicing.calc.booking import Chosen
from ecoop.invoicing.models import BookingChoice
from ecoop.invoicing.queries import get_choices


@transaction.atomic
def remember_choices(
    *, org_id: UUID, choices: Mapping[tuple[str, str], Chosen], by: UUID, now: datetime
) -> dict[tuple[str, str], Chosen]:
    """Write down what was chosen for each (side, subject); what was chosen before in the same way stays as it is.

    Shape:   what is new or has changed
    Raises:  nothing
    Queries: 3
    """
    before = get_choices(org_id=org_id, subjects=choices)
    new = {key: chosen for key, chosen in choices.items() if before.get(key) != chosen}
    BookingChoice.objects.bulk_create(
        [
            BookingChoice(
                org_id=org_id,
                side=side,
                subject=subject,
                value=chosen.value,
                is_vat_cut=chosen.is_vat_cut,
                chosen_at=now,
                chosen_by_id=by,
            )
            for (side, subject), chosen in new.items()
        ],
        batch_size=500,
    )
    if new:
        record_event(
            org_id=org_id,
            person_id=by,
            verb="invoicing.choice.remember",
            object_kind="invoicing.choice",
            object_id=None,
            detail={"count": len(new)},
            now=now,
        )
    return new
