"""Add detail accounts below the accounts of the chart, and remember which account takes over an older one."""

import re
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.ids import new_id
from ecoop.ledger.errors import (
    AccountExists,
    AccountHasPostings,
    AccountUnknown,
    DetailUnfit,
)
from ecoop.ledger.models import AccountChoice

_CODE_LETTERS_MAX = 20


@transaction.atomic
def add_detail_account(
    *, org_id: UUID, parent: str, code: str, name_vi: str, name_en: str, by: UUID, now: datetime
) -> None:
    """Add a detail account; the account above it then only sums up its details. The same again changes nothing.

    Law:    Circular 71/2024 Art. 3: a cooperative may add details to the accounts of the chart
    Raises: DetailUnfit, AccountUnknown, AccountExists, AccountHasPostings
    Queries: 2
    """
    code, name = code.strip(), name_vi.strip()
    is_below = re.fullmatch(re.escape(parent) + r"\.?[0-9A-Za-z.]*[0-9A-Za-z]", code)
    if not (is_below and name and len(code) <= _CODE_LETTERS_MAX):
        raise DetailUnfit(code=code, name=name, parent=parent)
    account_id = new_id()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ledger_add_account(%s, %s, %s, %s, %s, %s)",
            [org_id, account_id, parent, code, name, name_en.strip()],
        )
        (outcome,) = cursor.fetchone() or ("",)
    if outcome == "account-unknown":
        raise AccountUnknown(account=parent)
    if outcome == "account-exists":
        raise AccountExists(account=code)
    if outcome == "account-has-postings":
        raise AccountHasPostings(account=parent)
    if outcome == "added":
        _audit(org_id=org_id, account_id=account_id, code=code, by=by, now=now)


@transaction.atomic
def choose_accounts(*, org_id: UUID, chosen: Mapping[str, str], by: UUID, now: datetime) -> None:
    """Remember which accounts take over the balances of older accounts, for the next list.

    Queries: 1
    """
    AccountChoice.objects.bulk_create(
        AccountChoice(org_id=org_id, old_code=old_code, code=code, recorded_at=now, recorded_by_id=by)
        for old_code, code in sorted(chosen.items())
    )


def _audit(*, org_id: UUID, account_id: UUID, code: str, by: UUID, now: datetime) -> None:
    record_event(
        org_id=org_id,
        person_id=by,
        verb="ledger.account.add",
        object_kind="ledger.account",
        object_id=account_id,
        detail={"code": code},
        now=now,
    )
