"""Book what a bank line settles in a cooperative: a voucher by its rule, a fee, or capital that was promised."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.calc.outcomes import Outcome
from ecoop.members.actions.pay_fees import FeePaymentDraft, pay_fees
from ecoop.members.actions.record_contributions import Contribution, record_contributions
from ecoop.members.calc import Means
from ecoop.members.queries import CONTRIBUTION, FEE
from ecoop.payments.calc.matching import Candidate, Line
from ecoop.payments.calc.office import FEE_DUE, OPEN, PROMISE
from ecoop.payments.queries.office import BANK
from ecoop.vouchers.actions.record_vouchers import record_vouchers
from ecoop.vouchers.calc.listed import AMOUNT
from ecoop.vouchers.calc.vouchers import TEXT_MAX, VOUCHER, VoucherDraft
from ecoop.vouchers.queries.parties import get_known_parties


def is_of_office(*, document_kind: str) -> bool:
    """Tell whether a choice names a debt, a fee or a promise that is booked here."""
    return document_kind.startswith(OPEN) or document_kind in (FEE_DUE, PROMISE)


def settle_in_office(*, org_id: UUID, line: Line, candidate: Candidate, by: UUID, now: datetime) -> tuple[str, UUID]:
    """Book what a line settles on the day of the bank, and give the document that it became.

    Raises: what record_vouchers, pay_fees and record_contributions refuse
    """
    kind, amount = candidate.payable.document_kind, Dong(candidate.amount_vnd)
    document_id = new_id()
    if kind == FEE_DUE:
        fee = FeePaymentDraft(document_id, candidate.payable.document_id, line.booked_on, Means.BANK, amount)
        _check(pay_fees(org_id=org_id, payments=[fee], by=by, now=now))
        return FEE, document_id
    if kind == PROMISE:
        paid = Contribution(document_id, candidate.payable.document_id, line.booked_on, Means.BANK, amount)
        record_contributions(org_id=org_id, contributions=[paid], by=by, now=now)
        return CONTRIBUTION, document_id
    party_id = candidate.payable.document_id
    known = get_known_parties(org_id=org_id, member_ids=[party_id], counterparty_ids=[party_id])
    voucher = VoucherDraft(
        id=document_id,
        voucher_on=line.booked_on,
        rule=candidate.payable.rule,
        facts=BANK,
        amounts={AMOUNT: amount},
        text=tell_line(line=line, name=candidate.payable.party_name),
        member_id=party_id if party_id in known.member_ids else None,
        counterparty_id=party_id if party_id in known.counterparty_ids else None,
    )
    _check(record_vouchers(org_id=org_id, vouchers=[voucher], by=by, now=now))
    return VOUCHER, document_id


def tell_line(*, line: Line, name: str) -> str:
    """Say on a voucher what the bank wrote."""
    return _("By bank transfer: {text}").format(text=line.text or name or line.booked_on.isoformat())[:TEXT_MAX]


def _check(outcomes: list[Outcome]) -> None:
    for outcome in outcomes:
        if outcome.refusal is not None:
            raise outcome.refusal
