"""Put members on a list that pays their shares, for the bank or for the cash box."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.distribution.calc.paying import PaidBy, PaymentPlan, part_of, plan_payment
from ecoop.distribution.calc.transfers import ID_MAX
from ecoop.distribution.errors import BankAccountMissing, NothingToPay, PayerAccountMissing, PaymentPassesShare
from ecoop.distribution.models import PaymentList, SharePayment, YearSharing
from ecoop.distribution.queries.accounts import BankAccountFacts, list_bank_accounts
from ecoop.distribution.queries.open_shares import OpenShare, list_open_shares
from ecoop.distribution.queries.sharings import get_sharing
from ecoop.distribution.queries.withholding import get_withholding_rules
from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.actions.lock_books import lock_books

# Banks take some thousand lines in a file, and a request may not take longer; who is left goes on the next list.
LINES_MAX = 5_000
WHOLE_SHARE = Decimal(100)


@dataclass(frozen=True)
class PaymentListDraft:
    """A list on its way in: how, when, from which account; whom (nobody named: all who are paid this way), how much."""

    id: UUID
    year: int
    means: PaidBy
    pays_on: date
    member_ids: frozenset[UUID] | None = None
    percent: Decimal = WHOLE_SHARE
    # What single members are to get, before tax; everybody else gets the part.
    amounts_vnd: Mapping[UUID, Dong] = field(default_factory=dict)
    bank_bin: str = ""
    bank_name: str = ""
    account: str = ""


@transaction.atomic
def prepare_payments(*, org_id: UUID, draft: PaymentListDraft, by: UUID, now: datetime) -> UUID:
    """Put members on a list with what is open of their shares; the tax is that of the day of payment.

    Law:    PIT Law 109/2025 Art. 12; tax/cooperative/members_income/*
    Shape:  the id of the list; sent twice, it is one list
    Raises: YearIsNotShared, PayerAccountMissing, BankAccountMissing, PaymentPassesShare, NothingToPay
    Queries: 15 for any number of members
    """
    lock_books(org_id=org_id)
    if PaymentList.objects.filter(org_id=org_id, id=draft.id).exists():
        return draft.id
    if draft.means is PaidBy.BANK and not (draft.account.strip() and draft.bank_name.strip()):
        raise PayerAccountMissing()
    sharing = get_sharing(org_id=org_id, year=draft.year)
    listed = _record_list(sharing, draft, by, now)
    payments = _plan(org_id, sharing, draft, listed)
    if not payments:
        raise NothingToPay()
    SharePayment.objects.bulk_create(payments, batch_size=LINES_MAX)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="distribution.payments.prepare",
        object_kind="payment_list",
        object_id=draft.id,
        detail={"year": draft.year, "lines": len(payments)},
        now=now,
    )
    return draft.id


def _record_list(sharing: YearSharing, draft: PaymentListDraft, by: UUID, now: datetime) -> PaymentList:
    is_bank = draft.means is PaidBy.BANK
    return PaymentList.objects.create(
        id=draft.id,
        org_id=sharing.org_id,
        year=draft.year,
        sharing=sharing,
        number=PaymentList.objects.filter(org_id=sharing.org_id, year=draft.year).count() + 1,
        means=draft.means.value,
        pays_on=draft.pays_on,
        bank_bin=draft.bank_bin.strip() if is_bank else "",
        bank_name=draft.bank_name.strip() if is_bank else "",
        account=draft.account.replace(" ", "") if is_bank else "",
        recorded_by_id=by,
        recorded_at=now,
    )


def _plan(org_id: UUID, sharing: YearSharing, draft: PaymentListDraft, listed: PaymentList) -> list[SharePayment]:
    law = lawbook.on(draft.pays_on)
    rules = get_withholding_rules(org_id=org_id, law=law, paid_on=draft.pays_on)
    shares = list_open_shares(org_id=org_id, sharing_id=sharing.id, day=draft.pays_on, member_ids=draft.member_ids)
    accounts = list_bank_accounts(org_id=org_id, day=draft.pays_on)
    planned: list[SharePayment] = []
    for share in shares:
        account = accounts.get(share.member_id)
        gross_vnd = _gross(share, draft)
        if not gross_vnd or not _is_paid_so(share, account, draft) or len(planned) == LINES_MAX:
            continue
        plan = plan_payment(share=share.parts, gross_vnd=gross_vnd, kind=share.kind, rules=rules)
        planned.append(_line(listed, share, plan, account, len(planned) + 1))
    return planned


def _gross(share: OpenShare, draft: PaymentListDraft) -> Dong:
    asked = draft.amounts_vnd.get(share.member_id)
    if asked is None:
        return part_of(open_vnd=share.parts.open_vnd, percent=draft.percent)
    if not 0 < asked <= share.parts.open_vnd:
        raise PaymentPassesShare(asked_vnd=asked, number=share.number, open_vnd=share.parts.open_vnd)
    return asked


def _is_paid_so(share: OpenShare, account: BankAccountFacts | None, draft: PaymentListDraft) -> bool:
    """Whoever is named is paid as asked; of all others, the bank pays those with an account and the box the rest."""
    if draft.means is PaidBy.BANK and draft.member_ids is not None and account is None:
        raise BankAccountMissing(number=share.number)
    if draft.member_ids is not None:
        return True
    return (account is not None) == (draft.means is PaidBy.BANK)


def _line(
    listed: PaymentList, share: OpenShare, plan: PaymentPlan, account: BankAccountFacts | None, position: int
) -> SharePayment:
    to = account if listed.means == PaidBy.BANK.value else None
    return SharePayment(
        org_id=listed.org_id,
        list=listed,
        share_id=share.id,
        member_id=share.member_id,
        member_org_id=share.member_org_id,
        position=position,
        gross_vnd=plan.gross_vnd,
        base_vnd=plan.base_vnd,
        ground=plan.ground.value,
        rate=plan.rate,
        pit_vnd=plan.pit_vnd,
        bank_bin=to.bank_bin if to else "",
        bank_name=to.bank_name if to else "",
        account=to.number if to else "",
        holder=to.holder if to else share.name[:140],
        reference=f"{listed.year}-{listed.number}-{position}-{share.id.hex[-12:]}"[:ID_MAX].upper(),
    )
