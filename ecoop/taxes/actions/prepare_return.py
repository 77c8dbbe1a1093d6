"""Prepare a return from the documents, and keep it as it came out."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.taxes.errors import ReturnIsFiled
from ecoop.taxes.models import Return
from ecoop.taxes.queries.computed_return import ComputedReturn
from ecoop.taxes.queries.return_making import ReturnMaterial, compute_return
from ecoop.taxes.queries.returns import ReturnFacts, find_last_return, get_return


@transaction.atomic
def prepare_return(
    *,
    org_id: UUID,
    form: str,
    period: str,
    known_on: date,
    by: UUID,
    now: datetime,
    material: ReturnMaterial | None = None,
) -> ReturnFacts:
    """Compute a return under the law as known on a day and keep it; the one before stays readable.

    Prepared twice from the same documents and the same law, it is the same return. One that corrects a filed return
    is prepared again in the same way until it is filed itself.

    Raises: ReturnIsFiled, ReturnIsNotDue, FormIsNotBuilt, and every refusal of `household_tax`
    """
    lock_books(org_id=org_id)
    last = find_last_return(org_id=org_id, form=form, period=period)
    if last is not None and last.filing is not None:
        raise ReturnIsFiled(form=form, period=last.period_label, filed_on=last.filing.filed_on)
    number = last.number if last else 0
    computed = compute_return(
        org_id=org_id, form=form, period=period, number=number, known_on=known_on, material=material
    )
    if last is not None and is_the_same(kept=last, computed=computed):
        return last
    return keep_return(
        org_id=org_id,
        computed=computed,
        revision=last.revision + 1 if last else 0,
        reason=last.reason if last else "",
        replaces_id=last.replaces_id if last else None,
        by=by,
        now=now,
    )


def is_the_same(*, kept: ReturnFacts, computed: ComputedReturn) -> bool:
    """Tell whether a computation says just what is kept already."""
    return (kept.fields, kept.version, kept.known_on) == (
        computed.fields,
        computed.version.version,
        computed.known_on,
    )


def keep_return(
    *,
    org_id: UUID,
    computed: ComputedReturn,
    revision: int,
    reason: str,
    replaces_id: UUID | None,
    by: UUID,
    now: datetime,
    verb: str = "taxes.return.prepare",
) -> ReturnFacts:
    """Keep a computed return with the law it rests on; the caller holds the lock."""
    row = Return.objects.create(
        org_id=org_id,
        form=computed.form,
        period=computed.period,
        year=int(computed.period[:4]),
        number=computed.number,
        revision=revision,
        known_on=computed.known_on,
        version=computed.version.version,
        law=computed.law,
        fields=computed.fields,
        vat_vnd=computed.vat_vnd,
        pit_vnd=computed.pit_vnd,
        cit_vnd=computed.cit_vnd,
        due_on=computed.due.due_on,
        reason=reason,
        replaces_id=replaces_id,
        recorded_by_id=by,
        recorded_at=now,
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb=verb,
        object_kind="return",
        object_id=row.id,
        detail={"form": computed.form, "period": computed.period, "number": computed.number, "revision": revision},
        now=now,
    )
    return get_return(org_id=org_id, return_id=row.id)
