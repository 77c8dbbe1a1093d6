"""Record bank accounts and wallets that are used for the business."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.kernel.refusals import Refusal
from ecoop.trade.actions.post_documents import record_batch
from ecoop.trade.actions.wait_turn import wait_turn
from ecoop.trade.calc import BANK_ACCOUNT, BankAccountDraft, Outcome
from ecoop.trade.errors import BankAccountIsKnown, NameIsMissing
from ecoop.trade.models import BankAccount
from ecoop.trade.queries.things import list_bank_accounts


@transaction.atomic
def record_bank_accounts(
    *, org_id: UUID, accounts: Sequence[BankAccountDraft], by: UUID, now: datetime
) -> list[Outcome]:
    """Record a batch of bank accounts; a good one is kept whatever becomes of the others.

    Shape:   one outcome per account, in order
    Queries: 4
    """
    wait_turn(org_id=org_id, of=BANK_ACCOUNT)
    held = list_bank_accounts(org_id=org_id)
    known = {each.id for each in held}
    named = {(each.bank_name, each.number) for each in held}
    outcomes: list[Outcome] = []
    recorded: list[BankAccountDraft] = []
    for account in accounts:
        if account.id in known:
            outcomes.append(Outcome(account.id, "known"))
            continue
        refusal = _refuse(account, named)
        outcomes.append(Outcome(account.id, "refused" if refusal else "recorded", refusal))
        if refusal is None:
            known.add(account.id)
            named.add((account.bank_name, account.number))
            recorded.append(account)
    rows = [BankAccount(org_id=org_id, recorded_at=now, recorded_by_id=by, **vars(account)) for account in recorded]
    BankAccount.objects.bulk_create(rows)
    record_batch(org_id=org_id, verb="trade.bank-account.record", kind=BANK_ACCOUNT, recorded=recorded, by=by, now=now)
    return outcomes


def _refuse(account: BankAccountDraft, named: set[tuple[str, str]]) -> Refusal | None:
    if not account.bank_name.strip() or not account.number.strip():
        return NameIsMissing()
    if (account.bank_name, account.number) in named:
        return BankAccountIsKnown(bank_name=account.bank_name)
    return None
