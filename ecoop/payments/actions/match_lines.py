"""Match bank lines with the documents they certainly pay; what settles a debt is booked as its receipt or payment."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.kernel.refusals import Refusal
from ecoop.payments.actions.count_on import count_on
from ecoop.payments.calc.drafts import MATCH
from ecoop.payments.calc.matching import Candidate, Line, choose_certain
from ecoop.payments.errors import MadeBy
from ecoop.payments.models import Match
from ecoop.payments.queries.payables import list_asked
from ecoop.trade.actions.record_money_moves import record_money_moves
from ecoop.trade.calc import MoneyMoveDraft


def match_certain(*, org_id: UUID, lines: Sequence[Line], by: UUID, now: datetime) -> list[Match]:
    """Match what is certain by reference and amount; all else waits for a person.

    Whoever calls holds the lock on the books. A debt whose receipt the books refuse (a closed month) stays open.

    Queries: about 4; about 30 more if something matches
    """
    chosen = choose_certain(lines=lines, asked=list_asked(org_id=org_id, lines=lines))
    made = []
    for line in lines:
        if line.id in chosen:
            try:
                made.append(make_match(org_id=org_id, line=line, candidate=chosen[line.id], by=by, now=now))
            except Refusal:
                # A person who opens the line and chooses the same reads why; the money itself is kept.
                continue
    return made


@transaction.atomic
def make_match(
    *,
    org_id: UUID,
    line: Line,
    candidate: Candidate,
    by: UUID,
    now: datetime,
    match_id: UUID | None = None,
    made_by: MadeBy = MadeBy.ITSELF,
) -> Match:
    """Write down that a line pays a document, and book the receipt or payment if the document is a debt.

    Raises: what record_money_moves refuses
    """
    match_id = match_id or new_id()
    payable = candidate.payable
    move_id = _settle(org_id, line, candidate, by, now) if payable.is_debt else None
    match = Match.objects.create(
        id=match_id,
        org_id=org_id,
        number=count_on(org_id=org_id),
        line_id=line.id,
        document_kind=payable.document_kind,
        document_id=payable.document_id,
        amount_vnd=candidate.amount_vnd,
        made_by=made_by,
        reasons=[str(reason) for reason in candidate.reasons],
        awaited_id=candidate.awaited_id,
        money_move_id=move_id,
        recorded_at=now,
        recorded_by_id=by,
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="payments.match.make",
        object_kind=MATCH,
        object_id=match.id,
        detail={"line_id": str(line.id), "document_id": str(payable.document_id), "made_by": str(made_by)},
        now=now,
    )
    return match


def _settle(org_id: UUID, line: Line, candidate: Candidate, by: UUID, now: datetime) -> UUID:
    """Book the money that settles a debt, on the day the bank booked it."""
    payable = candidate.payable
    move = MoneyMoveDraft(
        id=new_id(),
        moved_on=line.booked_on,
        rule=payable.rule,
        amount_vnd=Dong(candidate.amount_vnd),
        means="bank",
        party_name=payable.party_name,
        text=_("By bank transfer: {text}").format(text=payable.text or payable.party_name),
        bank_account_id=line.bank_account_id,
        settles_kind=payable.document_kind,
        settles_id=payable.document_id,
    )
    (outcome,) = record_money_moves(org_id=org_id, moves=[move], by=by, now=now)
    if outcome.refusal is not None:
        raise outcome.refusal
    return move.id
