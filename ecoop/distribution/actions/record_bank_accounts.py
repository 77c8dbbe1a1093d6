"""Record where members are paid, from a day on; the last recorded holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.distribution.errors import BankAccountUnclear
from ecoop.distribution.models import MemberBankAccount
from ecoop.kernel.dates import vietnam_day
from ecoop.members.errors import MemberUnknown
from ecoop.members.queries import list_members_on

DIGITS_AND_LETTERS_MAX = 30


@dataclass(frozen=True)
class BankAccountDraft:
    """An account of a member on its way in; without a number the member is paid in cash from that day on."""

    id: UUID
    member_id: UUID
    starts_on: date
    number: str
    bank_name: str = ""
    bank_bin: str = ""
    holder: str = ""


@transaction.atomic
def record_bank_accounts(*, org_id: UUID, accounts: Sequence[BankAccountDraft], by: UUID, now: datetime) -> int:
    """Record accounts; those known by their id stay as they are. Answers how many are new.

    Raises: MemberUnknown, BankAccountUnclear
    Queries: 7
    """
    known = set(MemberBankAccount.objects.filter(id__in=[one.id for one in accounts]).values_list("id", flat=True))
    fresh = [one for one in accounts if one.id not in known]
    if not fresh:
        return 0
    # Who joined later may be paid into an account that was theirs before.
    day = max(vietnam_day(now), *(one.starts_on for one in fresh))
    members = {line.id: line for line in list_members_on(org_id=org_id, day=day, ids=[one.member_id for one in fresh])}
    rows = []
    for one in fresh:
        if one.member_id not in members:
            raise MemberUnknown(member=one.member_id)
        rows.append(_row(org_id, one, members[one.member_id].name, members[one.member_id].member_org_id, by, now))
    MemberBankAccount.objects.bulk_create(rows, batch_size=5_000)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="distribution.accounts.record",
        object_kind="member_bank_account",
        object_id=rows[0].id,
        detail={"count": len(rows)},
        now=now,
    )
    return len(rows)


def _row(
    org_id: UUID, one: BankAccountDraft, name: str, member_org_id: UUID | None, by: UUID, now: datetime
) -> MemberBankAccount:
    number = one.number.replace(" ", "").replace(".", "").upper()
    if len(number) > DIGITS_AND_LETTERS_MAX or (number and not (number.isascii() and number.isalnum())):
        raise BankAccountUnclear(number=one.number)
    if number and not one.bank_name.strip():
        raise BankAccountUnclear(number=one.number)
    if one.bank_bin and not (one.bank_bin.isascii() and one.bank_bin.isdecimal() and len(one.bank_bin) == 6):
        raise BankAccountUnclear(number=one.bank_bin)
    return MemberBankAccount(
        id=one.id,
        org_id=org_id,
        member_id=one.member_id,
        member_org_id=member_org_id,
        starts_on=one.starts_on,
        bank_bin=one.bank_bin,
        bank_name=one.bank_name.strip() if number else "",
        number=number,
        holder=(one.holder.strip() or name)[:140],
        recorded_by_id=by,
        recorded_at=now,
    )
