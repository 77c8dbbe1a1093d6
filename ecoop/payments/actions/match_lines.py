"""Match bank lines with the documents they certainly pay; what settles a debt is booked as its receipt or payment."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.kernel.refusals import Refusal
from ecoop.payments.actions.count_on import count_on
from ecoop.payments.actions.settle_in_office import is_of_office, settle_in_office
from ecoop.payments.calc.drafts import MATCH
from ecoop.payments.calc.matching import Candidate, Line, choose_certain
from ecoop.payments.errors import MadeBy
from ecoop.payments.models import Match
from ecoop.payments.queries.payables import list_asked
from ecoop.trade.actions.record_money_moves import record_money_moves
from ecoop.trade.calc import MoneyMoveDraft


def match_certain(*, org_id: UUID, lines: Sequence[Line], by: UUID, now: datetime) -> int:
    """Match what is certain by reference and amount, and count it; all else waits for a person.

    Whoever calls holds the lock on the books. A debt whose receipt the books refuse (a closed month) stays open.

    Queries: about 4; 6 more for any number of documents paid through the bank, about 30 for each debt
    """
    chosen = choose_certain(lines=lines, asked=list_asked(org_id=org_id, lines=lines))
    found = [(line, chosen[line.id]) for line in lines if line.id in chosen]
    confirmed = [(line, candidate) for line, candidate in found if not candidate.payable.is_debt]
    _confirm(org_id, confirmed, by, now)
    settled = 0
    for line, candidate in found:
        if candidate.payable.is_debt:
            try:
                make_match(org_id=org_id, line=line, candidate=candidate, by=by, now=now)
                settled += 1
            except Refusal:
                # A person who opens the line and chooses the same reads why; the money itself is kept.
                continue
    return len(confirmed) + settled


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
) -> None:
    """Write down that a line pays a document, and book the receipt or payment if the document is a debt.

    Raises: what record_money_moves and settle_in_office refuse
    """
    payable, move_id = candidate.payable, None
    if is_of_office(document_kind=payable.document_kind):
        kind, move_id = settle_in_office(org_id=org_id, line=line, candidate=candidate, by=by, now=now)
        # The line is about the document that books it: what it settled stands there.
        candidate = replace(candidate, payable=replace(payable, document_kind=kind, document_id=move_id))
    elif payable.is_debt:
        move_id = _settle(org_id, line, candidate, by, now)
    keep_match(
        org_id=org_id,
        line=line,
        candidate=candidate,
        by=by,
        now=now,
        match_id=match_id or new_id(),
        made_by=made_by,
        move_id=move_id,
    )


def keep_match(
    *,
    org_id: UUID,
    line: Line,
    candidate: Candidate,
    by: UUID,
    now: datetime,
    match_id: UUID,
    made_by: MadeBy,
    move_id: UUID | None,
) -> None:
    """Write down that a line is about a document; `move_id` is what was booked for it."""
    match = _row(org_id, line, candidate, count_on(org_id=org_id), by, now)
    match.id, match.made_by, match.money_move_id = match_id, made_by, move_id
    match.save(force_insert=True)
    _tell(org_id, [match], by, now)


def _confirm(org_id: UUID, found: Sequence[tuple[Line, Candidate]], by: UUID, now: datetime) -> None:
    """Write down for documents that were recorded as paid through the bank that the money is there."""
    if not found:
        return
    first = count_on(org_id=org_id)
    rows = [_row(org_id, line, each, first + place, by, now) for place, (line, each) in enumerate(found)]
    Match.objects.bulk_create(rows, batch_size=1000)
    _tell(org_id, rows, by, now)


def _row(org_id: UUID, line: Line, candidate: Candidate, number: int, by: UUID, now: datetime) -> Match:
    return Match(
        id=new_id(),
        org_id=org_id,
        number=number,
        line_id=line.id,
        document_kind=candidate.payable.document_kind,
        document_id=candidate.payable.document_id,
        amount_vnd=candidate.amount_vnd,
        made_by=MadeBy.ITSELF,
        reasons=[str(reason) for reason in candidate.reasons],
        awaited_id=candidate.awaited_id,
        recorded_at=now,
        recorded_by_id=by,
    )


def _tell(org_id: UUID, rows: Sequence[Match], by: UUID, now: datetime) -> None:
    record_event(
        org_id=org_id,
        person_id=by,
        verb="payments.match.make",
        object_kind=MATCH,
        object_id=rows[0].id if len(rows) == 1 else None,
        detail={"count": len(rows), "made_by": rows[0].made_by},
        now=now,
    )


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
