"""Open the books with a list: counterparties that nobody knew, choices of accounts, and the balances as a whole."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.ledger.actions.add_accounts import choose_accounts
from ecoop.ledger.actions.open_balances import open_balances, replace_balances
from ecoop.ledger.calc import PostedEntry
from ecoop.vouchers.actions.record_counterparties import record_counterparties
from ecoop.vouchers.errors import OpeningListIsWrong
from ecoop.vouchers.queries.opening_looks import OpeningLook


@transaction.atomic
def record_openings(*, org_id: UUID, opening_id: UUID, look: OpeningLook, by: UUID, now: datetime) -> list[PostedEntry]:
    """Record a list of opening balances that was looked at; all of it or nothing.

    Raises:  OpeningListIsWrong, and what open_balances refuses
    Queries: about 15
    """
    _prepare(org_id=org_id, look=look, by=by, now=now)
    return open_balances(org_id=org_id, opening_id=opening_id, lines=look.lines, by=by, now=now)


@transaction.atomic
def replace_openings(
    *, org_id: UUID, opening_id: UUID, look: OpeningLook, reason: str, by: UUID, now: datetime
) -> list[PostedEntry]:
    """Record a list of opening balances in the place of those that stand.

    Raises:  OpeningListIsWrong, and what replace_balances refuses
    Queries: about 18
    """
    _prepare(org_id=org_id, look=look, by=by, now=now)
    return replace_balances(org_id=org_id, opening_id=opening_id, lines=look.lines, reason=reason, by=by, now=now)


def _prepare(*, org_id: UUID, look: OpeningLook, by: UUID, now: datetime) -> None:
    if wrong := look.problems:
        problem = wrong[0].problem
        raise OpeningListIsWrong(count=len(wrong), row=wrong[0].row, problem=problem.said_text if problem else "")
    if look.unknown:
        record_counterparties(org_id=org_id, counterparties=look.unknown, by=by, now=now)
    if chosen := {each.old_code: each.code for each in look.proposals if each.mark in ("R", "U")}:
        choose_accounts(org_id=org_id, chosen=chosen, by=by, now=now)
