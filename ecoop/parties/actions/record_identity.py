"""Record what identifies an organisation to the state."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.tax_codes import read_tax_code
from ecoop.parties.models import Identity


@dataclass(frozen=True)
class IdentityDraft:
    """What identifies an organisation to the state; every field may be empty until it is known."""

    tax_code: str = ""
    representative_name: str = ""
    phone: str = ""
    address_line: str = ""


def record_identity(*, org_id: UUID, draft: IdentityDraft, by: UUID, now: datetime) -> None:
    """Write down what identifies an organisation from now on; what stood before stays readable.

    Raises:  TaxCodeNotUnderstood
    Queries: 2
    """
    row = Identity.objects.create(
        org_id=org_id,
        tax_code=read_tax_code(draft.tax_code).text if draft.tax_code else "",
        representative_name=draft.representative_name,
        phone=draft.phone,
        address_line=draft.address_line,
        recorded_at=now,
        recorded_by=by,
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="parties.identity.record",
        object_kind="parties.identity",
        object_id=row.id,
        detail={},
        now=now,
    )
