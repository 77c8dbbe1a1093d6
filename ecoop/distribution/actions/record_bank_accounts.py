"""Record where members are paid, from a day on; the last recorded holds."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.distribution.calc.paying import BankAccountDraft, ListedAccount
from ecoop.distribution.errors import BankAccountUnclear
from ecoop.distribution.models import MemberBankAccount
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.refusals import Refusal
from ecoop.ledger.calc.outcomes import Outcome
from ecoop.members.errors import MemberUnknown
from ecoop.members.queries import MemberLine, list_members_on
from ecoop.members.queries.named import read_named

DIGITS_AND_LETTERS_MAX = 30


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
    members = {
        line.id: line
        for line in list_members_on(org_id=org_id, day=day, ids=[one.member_id for one in fresh if one.member_id])
    }
    rows = []
    for one in fresh:
        if one.member_id is None or one.member_id not in members:
            raise MemberUnknown(member=one.member_id)
        rows.append(_row(org_id, one, members[one.member_id], by, now))
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


@transaction.atomic
def record_listed_accounts(
    *, org_id: UUID, accounts: Sequence[ListedAccount], by: UUID, now: datetime
) -> list[Outcome]:
    """Record accounts from a list, which names members by number or by name; a good row is kept whatever others say.

    Shape:   one outcome per row, in order
    Queries: 10 for any number of rows
    """
    members = read_named(org_id=org_id, lines=[(one.member_number, one.member_name) for one in accounts])
    ids = [one.draft.id for one in accounts]
    known = set(MemberBankAccount.objects.filter(org_id=org_id, id__in=ids).values_list("id", flat=True))
    outcomes, good = [], []
    for one in accounts:
        try:
            member_id = members.find(number=one.member_number, name=one.member_name)
            if member_id is None:
                raise MemberUnknown(member="—")
            draft = replace(one.draft, member_id=member_id)
            _check(draft)
            good.append(draft)
            outcomes.append(Outcome(draft.id, "known" if draft.id in known else "recorded"))
        except Refusal as refusal:
            outcomes.append(Outcome(one.draft.id, "refused", refusal))
    record_bank_accounts(org_id=org_id, accounts=good, by=by, now=now)
    return outcomes


def _check(one: BankAccountDraft) -> str:
    """Refuse what cannot be an account, and give its number as banks write it."""
    number = one.number.replace(" ", "").replace(".", "").upper()
    if len(number) > DIGITS_AND_LETTERS_MAX or (number and not (number.isascii() and number.isalnum())):
        raise BankAccountUnclear(number=one.number)
    if number and not one.bank_name.strip():
        raise BankAccountUnclear(number=one.number)
    if one.bank_bin and not (one.bank_bin.isascii() and one.bank_bin.isdecimal() and len(one.bank_bin) == 6):
        raise BankAccountUnclear(number=one.bank_bin)
    return number


def _row(org_id: UUID, one: BankAccountDraft, member: MemberLine, by: UUID, now: datetime) -> MemberBankAccount:
    number = _check(one)
    return MemberBankAccount(
        id=one.id,
        org_id=org_id,
        member_id=member.id,
        member_org_id=member.member_org_id,
        starts_on=one.starts_on,
        bank_bin=one.bank_bin,
        bank_name=one.bank_name.strip() if number else "",
        number=number,
        holder=(one.holder.strip() or member.name)[:140],
        recorded_by_id=by,
        recorded_at=now,
    )
