"""Annul a resolution: undo by red entries what was carried out on it, domain by domain, then mark it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.assets.calc.words import ACQUISITION, DISPOSAL
from ecoop.audit.actions.record_event import record_event
from ecoop.distribution.actions.undo_decision import undo_decision
from ecoop.governance.actions.appoint import lock_bodies
from ecoop.governance.actions.appoint_elected import undo_elected
from ecoop.governance.actions.open_course import withdraw_course
from ecoop.governance.errors.resolutions import CannotBeUndone
from ecoop.governance.queries.moved import MOVED_WORDS
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.ledger.queries.documents import list_standing_entries
from ecoop.members.actions.hold_ceilings import lock_capital
from ecoop.members.actions.undo_capital import undo_profit_added, undo_return
from ecoop.members.actions.undo_charter import undo_choices
from ecoop.resolutions.actions.annul_resolution import AnnulmentDraft
from ecoop.resolutions.actions.annul_resolution import annul_resolution as mark_annulled
from ecoop.resolutions.queries import ResolutionFacts, UseFacts, get_resolution
from ecoop.taxes.actions.issue_statements import withdraw_approval
from ecoop.vouchers.calc.vouchers import VOUCHER


@dataclass(frozen=True)
class Undone:
    """What an annulment undid: how many red entries it wrote, and what stays because there was nothing before it."""

    resolution_id: UUID
    red_entries: int
    left_standing: tuple[str, ...]


@dataclass(frozen=True)
class _Undoing:
    facts: ResolutionFacts
    uses: tuple[UseFacts, ...]
    draft: AnnulmentDraft
    entry_on: date
    by: UUID
    done_at: datetime

    @property
    def reason(self) -> str:
        """Say in the books why: the paper that annulled, and what it annulled."""
        return f"{self.draft.paper} ({self.facts.number})"


Undo = Callable[[_Undoing], tuple[int, tuple[str, ...]]]


@transaction.atomic
def annul_resolution(
    *, org_id: UUID, resolution_id: UUID, draft: AnnulmentDraft, entry_on: date, by: UUID, now: datetime
) -> Undone:
    """Undo what was carried out on a resolution and mark it annulled, all of it or nothing.

    Money that left stays left: members who were paid owe it, and the next sharing counts it (ADR 0025).

    Law:    L17 Art. 64; Civil Procedure: a resolution that a court finds invalid never held
    Raises: ResolutionMissing, AnnulmentUnfounded, ResolutionIsAnnulled, CannotBeUndone, and what the undoing refuses
    """
    # The locks come in the order in which the acts take them.
    lock_capital(org_id=org_id)
    lock_bodies(org_id=org_id)
    lock_books(org_id=org_id)
    facts = get_resolution(org_id=org_id, resolution_id=resolution_id)
    mark_annulled(org_id=org_id, resolution_id=resolution_id, draft=draft, by=by, now=now)
    red = 0
    left: list[str] = []
    for kind in dict.fromkeys(use.object_kind for use in facts.uses):
        if kind not in UNDOINGS:
            raise CannotBeUndone(number=facts.number, what=str(MOVED_WORDS.get(kind, kind)))
        uses = tuple(use for use in facts.uses if use.object_kind == kind)
        count, standing = UNDOINGS[kind](_Undoing(facts, uses, draft, entry_on, by, now))
        red += count
        left += standing
    record_event(
        org_id=org_id,
        person_id=by,
        verb="governance.resolution.undo",
        object_kind="resolution",
        object_id=resolution_id,
        detail={"red_entries": red},
        now=now,
    )
    return Undone(resolution_id, red, tuple(left))


def _undo_sharing(asked: _Undoing) -> tuple[int, tuple[str, ...]]:
    red = 0
    for use in asked.uses:
        red += undo_decision(
            org_id=asked.facts.org_id,
            decision_id=use.object_id,
            undone_on=asked.entry_on,
            reason=asked.reason,
            by=asked.by,
            now=asked.done_at,
        )
    return red, ()


def _undo_approval(asked: _Undoing) -> tuple[int, tuple[str, ...]]:
    for use in asked.uses:
        withdraw_approval(
            org_id=asked.facts.org_id,
            approval_id=use.object_id,
            withdrawn_on=asked.draft.annulled_on,
            reason=asked.reason,
            by=asked.by,
            now=asked.done_at,
        )
    return 0, ()


def _undo_choices(asked: _Undoing) -> tuple[int, tuple[str, ...]]:
    left = undo_choices(
        org_id=asked.facts.org_id,
        choice_ids=[use.object_id for use in asked.uses],
        undone_on=asked.draft.annulled_on,
        rests_on=asked.draft.paper,
        by=asked.by,
        now=asked.done_at,
    )
    return 0, tuple(left)


def _undo_returns(asked: _Undoing) -> tuple[int, tuple[str, ...]]:
    ids = [use.object_id for use in asked.uses]
    given = {"entry_on": asked.entry_on, "reason": asked.reason, "by": asked.by, "now": asked.done_at}
    return undo_return(org_id=asked.facts.org_id, document_ids=ids, **given), ()  # type: ignore[arg-type]


def _undo_profit(asked: _Undoing) -> tuple[int, tuple[str, ...]]:
    ids = [use.object_id for use in asked.uses]
    given = {"entry_on": asked.entry_on, "reason": asked.reason, "by": asked.by, "now": asked.done_at}
    return undo_profit_added(org_id=asked.facts.org_id, document_ids=ids, **given), ()  # type: ignore[arg-type]


def _undo_posts(asked: _Undoing) -> tuple[int, tuple[str, ...]]:
    undo_elected(
        org_id=asked.facts.org_id,
        resolution_id=asked.facts.id,
        ended_on=asked.draft.annulled_on,
        rests_on=asked.draft.paper,
        by=asked.by,
        now=asked.done_at,
    )
    return 0, ()


def _undo_courses(asked: _Undoing) -> tuple[int, tuple[str, ...]]:
    for use in asked.uses:
        withdraw_course(
            org_id=asked.facts.org_id,
            course_id=use.object_id,
            withdrawn_on=asked.draft.annulled_on,
            paper=asked.draft.paper,
            by=asked.by,
            now=asked.done_at,
        )
    return 0, ()


def _undo_dealt(asked: _Undoing) -> tuple[int, tuple[str, ...]]:
    """Let a deal stand in nobody's way once it was taken back; who owes whom then is for people to settle."""
    kind = asked.uses[0].object_kind
    ids = [use.object_id for use in asked.uses]
    if list_standing_entries(org_id=asked.facts.org_id, document_kind=kind, document_ids=ids):
        raise CannotBeUndone(number=asked.facts.number, what=str(MOVED_WORDS[kind]))
    return 0, ()


# Kind of the row that a use made to what undoes it.
UNDOINGS: Mapping[str, Undo] = {
    "year_decision": _undo_sharing,
    "statement_approval": _undo_approval,
    "charter_parameter": _undo_choices,
    "capital_change": _undo_returns,
    "capital_from_profit": _undo_profit,
    DISPOSAL: _undo_dealt,
    ACQUISITION: _undo_dealt,
    VOUCHER: _undo_dealt,
    "governance.post": _undo_posts,
    "governance.course": _undo_courses,
}
