"""Stop using a bank account for the business."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.trade.actions.wait_turn import wait_turn
from ecoop.trade.calc import BANK_ACCOUNT
from ecoop.trade.errors import BankAccountIsClosed
from ecoop.trade.models import BankAccountClosure
from ecoop.trade.queries.things import get_bank_account


@transaction.atomic
def close_bank_account(*, org_id: UUID, account_id: UUID, closed_on: date, by: UUID, now: datetime) -> None:
    """Stop using a bank account, once; documents keep it.

    Raises:  BankAccountNotFound, BankAccountIsClosed
    Queries: 4
    """
    wait_turn(org_id=org_id, of=BANK_ACCOUNT)
    held = get_bank_account(org_id=org_id, account_id=account_id)
    if held.closed_on is not None:
        raise BankAccountIsClosed(bank_name=held.bank_name)
    BankAccountClosure.objects.create(
        org_id=org_id, account_id=account_id, closed_on=closed_on, recorded_at=now, recorded_by_id=by
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="trade.bank-account.close",
        object_kind=BANK_ACCOUNT,
        object_id=account_id,
        detail={"closed_on": closed_on.isoformat()},
        now=now,
    )
