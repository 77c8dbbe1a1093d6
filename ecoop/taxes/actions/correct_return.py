"""Correct a filed return by one of its own: the filed one stays as it is."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from ecoop.ledger.actions.lock_books import lock_books
from ecoop.taxes.actions.prepare_return import keep_return
from ecoop.taxes.calc.returns import list_differences
from ecoop.taxes.errors import NothingToCorrect, ReasonIsNeeded, ReturnIsNotFiled, ReturnIsOutdated
from ecoop.taxes.queries.return_making import compute_return
from ecoop.taxes.queries.returns import ReturnFacts, find_last_return, get_return


@transaction.atomic
def correct_return(
    *, org_id: UUID, return_id: UUID, reason: str, known_on: date, by: UUID, now: datetime
) -> ReturnFacts:
    """Make the next correction of a filed return, computed anew from the documents as they are now.

    Law:    Decree 68/2026 Article 8; Tax Administration Law 108/2025 (supplementary declaration)
    Raises: ReturnNotFound, ReasonIsNeeded, ReturnIsNotFiled, ReturnIsOutdated, NothingToCorrect, and those of
            `compute_return`
    """
    if not reason.strip():
        raise ReasonIsNeeded()
    lock_books(org_id=org_id)
    filed = get_return(org_id=org_id, return_id=return_id)
    said: dict[str, Any] = {"form": filed.form, "period": filed.period_label}
    if filed.filing is None:
        raise ReturnIsNotFiled(**said)
    last = find_last_return(org_id=org_id, form=filed.form, period=filed.period)
    if last is None or last.id != filed.id:
        raise ReturnIsOutdated(**said)
    computed = compute_return(
        org_id=org_id, form=filed.form, period=filed.period, number=filed.number + 1, known_on=known_on
    )
    if not list_differences(before=filed.fields, after=computed.fields):
        raise NothingToCorrect(**said)
    return keep_return(
        org_id=org_id,
        computed=computed,
        revision=0,
        reason=reason.strip(),
        replaces_id=filed.id,
        by=by,
        now=now,
        verb="taxes.return.correct",
    )
