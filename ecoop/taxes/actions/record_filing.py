"""Record that a return went to the tax office."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dates import format_day, vietnam_day
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.taxes.calc.return_forms import ends_on
from ecoop.taxes.errors import FilingIsTooEarly, InputNotUnderstood, ReturnIsFiled, ReturnIsOutdated
from ecoop.taxes.models import CHANNELS, ReturnFiling
from ecoop.taxes.queries.returns import ReturnFacts, find_last_return, get_return


@transaction.atomic
def record_filing(
    *, org_id: UUID, return_id: UUID, filed_on: date, channel: str, receipt: str, by: UUID, now: datetime
) -> ReturnFacts:
    """Record day, channel and receipt of a filing; the return is closed by it.

    Raises: ReturnNotFound, ReturnIsFiled, ReturnIsOutdated, FilingIsTooEarly, InputNotUnderstood
    """
    if channel not in CHANNELS:
        raise InputNotUnderstood(place="channel", why=f"one of {', '.join(CHANNELS)} is expected")
    lock_books(org_id=org_id)
    kept = get_return(org_id=org_id, return_id=return_id)
    said: dict[str, Any] = {"form": kept.form, "period": kept.period_label}
    if kept.filing is not None:
        raise ReturnIsFiled(**said, filed_on=kept.filing.filed_on)
    last = find_last_return(org_id=org_id, form=kept.form, period=kept.period)
    if last is None or last.id != kept.id:
        raise ReturnIsOutdated(**said)
    last_day = ends_on(period=kept.period)
    if not last_day < filed_on <= vietnam_day(now):
        raise FilingIsTooEarly(period=kept.period_label, filed_on=filed_on, ends_on=format_day(last_day))
    ReturnFiling.objects.create(
        org_id=org_id,
        tax_return_id=kept.id,
        filed_on=filed_on,
        channel=channel,
        receipt=receipt.strip(),
        recorded_by_id=by,
        recorded_at=now,
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="taxes.return.file",
        object_kind="return",
        object_id=kept.id,
        detail={"form": kept.form, "period": kept.period, "number": kept.number},
        now=now,
    )
    return get_return(org_id=org_id, return_id=kept.id)
