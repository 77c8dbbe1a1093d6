"""Match bank lines with documents as a person chose, take such matches back, and set lines aside."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Refusal
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.ledger.actions.reverse_documents import reverse_documents
from ecoop.ledger.calc.outcomes import Outcome
from ecoop.members.actions.hold_ceilings import lock_capital
from ecoop.members.actions.lock_register import lock_register
from ecoop.payments.actions.count_on import count_on
from ecoop.payments.actions.match_lines import make_match
from ecoop.payments.calc.drafts import LINE, MATCH, MatchDraft
from ecoop.payments.calc.matching import Candidate, Line, Payable, Reason, weigh_payable
from ecoop.payments.calc.office import FEE_DUE, PROMISE
from ecoop.payments.errors import (
    AwaitedDiffers,
    DocumentIsPaid,
    LineIsSetAside,
    LineIsUsedUp,
    MadeBy,
    MatchNotFound,
    ReasonIsMissing,
)
from ecoop.payments.models import LineSetAside, Match, MatchTakenBack
from ecoop.payments.queries.candidates import list_candidates
from ecoop.payments.queries.entries import is_cooperative
from ecoop.payments.queries.lines import get_line, standing_matches
from ecoop.payments.queries.office import find_in_office
from ecoop.payments.queries.payables import find_payable
from ecoop.trade.calc import MONEY


@transaction.atomic
def match_by_hand(*, org_id: UUID, matches: Sequence[MatchDraft], by: UUID, now: datetime) -> list[Outcome]:
    """Match lines with documents as a person chose; a good one is made whatever becomes of the others.

    Shape:   one outcome per draft, in order: recorded, known (made before under this id) or refused
    Queries: about 40 for each draft
    """
    _lock(org_id, matches)
    known = {row.id: row for row in Match.objects.filter(org_id=org_id, id__in=[each.id for each in matches])}
    outcomes = []
    made: set[UUID] = set()
    for draft in matches:
        try:
            if draft.id in made:
                raise AwaitedDiffers()
            outcomes.append(_match(org_id, draft, known.get(draft.id), by, now))
            made.add(draft.id)
        except Refusal as refusal:
            outcomes.append(Outcome(draft.id, "refused", refusal))
    return outcomes


@transaction.atomic
def take_back_match(*, org_id: UUID, match_id: UUID, reason: str, by: UUID, now: datetime) -> None:
    """Take a match back; what it booked is taken back by a red entry today.

    Raises:  MatchNotFound, and what the ledger refuses
    Queries: about 15
    """
    lock_books(org_id=org_id)
    match = standing_matches(org_id=org_id).filter(id=match_id).first()
    if match is None:
        raise MatchNotFound()
    if match.money_move_id is not None:
        # What was booked for a line of a cooperative is the document itself; of a household, its receipt or payment.
        is_itself = match.money_move_id == match.document_id
        reverse_documents(
            org_id=org_id,
            document_kind=match.document_kind if is_itself else MONEY,
            document_ids=[match.money_move_id],
            entry_on=vietnam_day(now),
            reason=reason,
            by=by,
            now=now,
        )
    MatchTakenBack.objects.create(
        org_id=org_id,
        number=count_on(org_id=org_id),
        match_id=match_id,
        reason=reason.strip()[:300],
        recorded_at=now,
        recorded_by_id=by,
    )
    _tell(org_id, "payments.match.take-back", MATCH, match_id, by, now)


@transaction.atomic
def set_line_aside(*, org_id: UUID, line_id: UUID, reason: str, by: UUID, now: datetime) -> None:
    """Say that a line pays no document, and why: it waits for nobody any more.

    Raises:  LineNotFound, LineIsSetAside, ReasonIsMissing
    Queries: 5
    """
    lock_books(org_id=org_id)
    get_line(org_id=org_id, line_id=line_id)
    if LineSetAside.objects.filter(org_id=org_id, line_id=line_id).exists():
        raise LineIsSetAside()
    if not reason.strip():
        raise ReasonIsMissing()
    LineSetAside.objects.create(
        org_id=org_id, line_id=line_id, reason=reason.strip()[:300], recorded_at=now, recorded_by_id=by
    )
    _tell(org_id, "payments.line.set-aside", LINE, line_id, by, now)


def _match(org_id: UUID, draft: MatchDraft, known: Match | None, by: UUID, now: datetime) -> Outcome:
    if known is not None:
        # What a cooperative settled stands under the document that booked it.
        is_booked = known.document_id == known.money_move_id
        is_same = known.line_id == draft.line_id and (is_booked or known.document_id == draft.document_id)
        return Outcome(draft.id, "known") if is_same else Outcome(draft.id, "refused", AwaitedDiffers())
    line = get_line(org_id=org_id, line_id=draft.line_id)
    if not line.left_vnd:
        raise LineIsUsedUp(open_vnd=line.left_vnd)
    candidate = _find(org_id, draft, line)
    if candidate is None:
        raise DocumentIsPaid()
    payable = candidate.payable
    amount = candidate.amount_vnd if draft.amount_vnd is None else draft.amount_vnd
    if not 0 < amount <= line.left_vnd:
        raise LineIsUsedUp(open_vnd=line.left_vnd)
    if amount > payable.open_vnd:
        raise DocumentIsPaid()
    candidate = replace(candidate, amount_vnd=amount, reasons=(*candidate.reasons, Reason.CHOSEN))
    make_match(org_id=org_id, line=line, candidate=candidate, by=by, now=now, match_id=draft.id, made_by=MadeBy.PERSON)
    return Outcome(draft.id, "recorded")


def _find(org_id: UUID, draft: MatchDraft, line: Line) -> Candidate | None:
    """Find what a person chose, with what speaks for it anyway."""
    if is_cooperative(org_id=org_id):
        return find_in_office(
            org_id=org_id, line=line, document_kind=draft.document_kind, document_id=draft.document_id
        )
    payable = find_payable(
        org_id=org_id,
        document_kind=draft.document_kind,
        document_id=draft.document_id,
        booked_on=line.booked_on,
        is_in=line.amount_vnd > 0,
    )
    return _weighed(org_id, line, payable) if payable else None


def _weighed(org_id: UUID, line: Line, payable: Payable) -> Candidate:
    proposed = [
        each for each in list_candidates(org_id=org_id, line=line) if each.payable.document_id == payable.document_id
    ]
    found = proposed[0] if proposed else weigh_payable(line=line, payable=payable)
    amount = Dong(min(line.left_vnd, payable.open_vnd))
    return Candidate(payable, amount, found.reasons if found else (), awaited_id=found.awaited_id if found else None)


def _lock(org_id: UUID, matches: Sequence[MatchDraft]) -> None:
    """Lock what is written, in the one order that everybody keeps: capital and register, then the books."""
    kinds = {draft.document_kind for draft in matches}
    if PROMISE in kinds:
        lock_capital(org_id=org_id)
    if FEE_DUE in kinds:
        lock_register(org_id=org_id)
    lock_books(org_id=org_id)


def _tell(org_id: UUID, verb: str, kind: str, object_id: UUID, by: UUID, now: datetime) -> None:
    record_event(org_id=org_id, person_id=by, verb=verb, object_kind=kind, object_id=object_id, detail={}, now=now)
