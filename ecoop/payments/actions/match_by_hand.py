"""Match bank lines with documents as a person chose, take such matches back, and set lines aside."""

from collections.abc import Sequence
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
from ecoop.payments.actions.count_on import count_on
from ecoop.payments.actions.match_lines import make_match
from ecoop.payments.calc.drafts import LINE, MATCH, MatchDraft
from ecoop.payments.calc.matching import Candidate, Line, Payable, Reason, weigh_payable
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
from ecoop.payments.queries.lines import get_line, standing_matches
from ecoop.payments.queries.payables import find_payable
from ecoop.trade.calc import MONEY


@transaction.atomic
def match_by_hand(*, org_id: UUID, matches: Sequence[MatchDraft], by: UUID, now: datetime) -> list[Outcome]:
    """Match lines with documents as a person chose; a good one is made whatever becomes of the others.

    Shape:   one outcome per draft, in order: recorded, known (made before under this id) or refused
    Queries: about 40 for each draft
    """
    lock_books(org_id=org_id)
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
        reverse_documents(
            org_id=org_id,
            document_kind=MONEY,
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
        is_same = (known.line_id, known.document_id) == (draft.line_id, draft.document_id)
        return Outcome(draft.id, "known") if is_same else Outcome(draft.id, "refused", AwaitedDiffers())
    line = get_line(org_id=org_id, line_id=draft.line_id)
    if not line.left_vnd:
        raise LineIsUsedUp(open_vnd=line.left_vnd)
    payable = find_payable(
        org_id=org_id,
        document_kind=draft.document_kind,
        document_id=draft.document_id,
        booked_on=line.booked_on,
        is_in=line.amount_vnd > 0,
    )
    if payable is None:
        raise DocumentIsPaid()
    most = Dong(min(line.left_vnd, payable.open_vnd))
    amount = most if draft.amount_vnd is None else draft.amount_vnd
    if not 0 < amount <= line.left_vnd:
        raise LineIsUsedUp(open_vnd=line.left_vnd)
    if amount > payable.open_vnd:
        raise DocumentIsPaid()
    candidate = _chosen(org_id, line, payable, amount)
    make_match(org_id=org_id, line=line, candidate=candidate, by=by, now=now, match_id=draft.id, made_by=MadeBy.PERSON)
    return Outcome(draft.id, "recorded")


def _chosen(org_id: UUID, line: Line, payable: Payable, amount_vnd: Dong) -> Candidate:
    """Keep beside the person's choice what speaks for it anyway."""
    proposed = [
        each for each in list_candidates(org_id=org_id, line=line) if each.payable.document_id == payable.document_id
    ]
    found = proposed[0] if proposed else weigh_payable(line=line, payable=payable)
    reasons = (*(found.reasons if found else ()), Reason.CHOSEN)
    return Candidate(payable, amount_vnd, reasons, awaited_id=found.awaited_id if found else None)


def _tell(org_id: UUID, verb: str, kind: str, object_id: UUID, by: UUID, now: datetime) -> None:
    record_event(org_id=org_id, person_id=by, verb=verb, object_kind=kind, object_id=object_id, detail={}, now=now)
