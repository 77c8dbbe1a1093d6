"""Change a counterparty: from now on another name, address, account; or it is no longer used."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.vouchers.actions.record_counterparties import says_the_same, version_row
from ecoop.vouchers.calc.counterparties import COUNTERPARTY, CounterpartyDraft, check_counterparty
from ecoop.vouchers.errors import CounterpartyCodeIsTaken
from ecoop.vouchers.queries.parties import counterparties_now, get_counterparty


@transaction.atomic
def change_counterparty(*, org_id: UUID, counterparty: CounterpartyDraft, by: UUID, now: datetime) -> None:
    """Write a new version of a counterparty; vouchers keep whom they name. What is so already gets no second one.

    Raises:  CounterpartyNotFound, CounterpartyHasNoName, CounterpartyCodeIsTaken, TextIsUnreadable
    Queries: 5
    """
    lock_books(org_id=org_id)
    held = get_counterparty(org_id=org_id, counterparty_id=counterparty.id)
    check_counterparty(draft=counterparty)
    code = counterparty.code.strip()
    others = counterparties_now(org_id=org_id).filter(is_retired=False, code=code)
    if code and others.exclude(counterparty_id=counterparty.id).exists():
        raise CounterpartyCodeIsTaken(code=code)
    if says_the_same(draft=counterparty, held=held):
        return
    version = version_row(org_id=org_id, draft=counterparty, by=by, now=now)
    version.save(force_insert=True)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="vouchers.counterparty.change",
        object_kind=COUNTERPARTY,
        object_id=counterparty.id,
        detail={"version": str(version.id)},
        now=now,
    )
