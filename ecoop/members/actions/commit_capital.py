"""Write down what members promise to contribute, until when; and days that the deadline does not count."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.members.actions.hold_ceilings import (
    check_amount,
    check_brings_capital,
    hold_ceilings,
    list_turns,
    lock_capital,
)
from ecoop.members.calc import CapitalMeans, CharterName, add_months
from ecoop.members.calc.twins import drop_twins
from ecoop.members.errors import (
    ContributionTooSmall,
    DeadlineDoesNotFit,
    DocumentDiffers,
    MemberUnknown,
)
from ecoop.members.models import CapitalCommitment
from ecoop.members.queries import (
    get_capital_frame,
    get_charter_on,
    get_history,
    list_open_promises,
)

PAY_WITHIN = "cooperative/capital/pay_within_months"


@dataclass(frozen=True)
class CommitmentDraft:
    """What a member promises; the deadline runs from `counts_from_on` (admission or registration)."""

    id: UUID
    member_id: UUID
    amount_vnd: Dong
    committed_on: date
    means: CapitalMeans = CapitalMeans.BANK
    what: str = ""
    counts_from_on: date | None = None
    due_on: date | None = None
    rests_on: str = ""


@transaction.atomic
def commit_capital(*, org_id: UUID, commitments: Sequence[CommitmentDraft], by: UUID, now: datetime) -> list[UUID]:
    """Record promises of capital; those recorded before stay as they are.

    Law:    L17 Art. 74, clauses 1 to 4; cooperative/capital/pay_within_months, or fewer months by the charter
    Shape:  the ids that are new
    Raises: CapitalPassesCeiling, CharterCapitalUnknown, ContributionTooSmall, DeadlineDoesNotFit, MemberUnknown,
            MemberBringsNoCapital, NotAMemberThatDay, DocumentDiffers
    """
    lock_capital(org_id=org_id)
    commitments = drop_twins(drafts=commitments)
    known = CapitalCommitment.objects.filter(org_id=org_id).in_bulk([draft.id for draft in commitments])
    for draft in commitments:
        row = known.get(draft.id)
        if row and (row.member_id, row.amount_vnd, row.committed_on) != (
            draft.member_id,
            draft.amount_vnd,
            draft.committed_on,
        ):
            raise DocumentDiffers(document=draft.id)
    new = [draft for draft in commitments if draft.id not in known]
    if not new:
        return []
    history = get_history(org_id=org_id, ids={draft.member_id for draft in new})
    for draft in new:
        check_amount(amount_vnd=draft.amount_vnd)
        check_brings_capital(history=history, member_id=draft.member_id, day=draft.committed_on)
    due = {draft.id: _due(org_id=org_id, draft=draft) for draft in new}
    _check_amounts(org_id=org_id, new=new)
    CapitalCommitment.objects.bulk_create(
        CapitalCommitment(
            id=draft.id,
            org_id=org_id,
            member_id=draft.member_id,
            member_org_id=history.members[draft.member_id].member_org_id,
            amount_vnd=draft.amount_vnd,
            means=draft.means.value,
            what=draft.what,
            committed_on=draft.committed_on,
            due_on=due[draft.id],
            rests_on=draft.rests_on,
            recorded_by_id=by,
            recorded_at=now,
        )
        for draft in new
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="members.capital.commit",
        object_kind="capital_commitment",
        object_id=new[0].id if len(new) == 1 else None,
        detail={"count": len(new)},
        now=now,
    )
    return [draft.id for draft in new]


def _due(*, org_id: UUID, draft: CommitmentDraft) -> date:
    """Find the deadline: what was agreed, within what charter and law allow."""
    charter = get_charter_on(org_id=org_id, day=draft.committed_on)
    own = charter.get(CharterName.CONTRIBUTION_MONTHS)
    law = lawbook.on(draft.committed_on)
    months = min(law.whole(PAY_WITHIN), int(own.value)) if own else law.whole(PAY_WITHIN)
    last_on = add_months(day=draft.counts_from_on or draft.committed_on, months=months)
    due_on = draft.due_on or last_on
    if not draft.committed_on <= due_on <= last_on:
        raise DeadlineDoesNotFit(committed_on=draft.committed_on, due_on=last_on, law=law.cite(PAY_WITHIN))
    return due_on


def _check_amounts(*, org_id: UUID, new: Sequence[CommitmentDraft]) -> None:
    moves = [(draft.committed_on, draft.member_id, int(draft.amount_vnd)) for draft in new]
    for day, added in list_turns(org_id=org_id, moves=moves):
        promised = list_open_promises(org_id=org_id, day=day)
        before = hold_ceilings(org_id=org_id, day=day, added=added, promised=promised)
    least_vnd = get_capital_frame(org_id=org_id, day=day).contribution_min_vnd
    for member_id, amount_vnd in added.items():
        if member_id not in before:
            raise MemberUnknown(member=member_id)
        line = before[member_id]
        held_vnd = Dong(line.held_vnd + promised.get(member_id, 0) + amount_vnd)
        if held_vnd < least_vnd:
            raise ContributionTooSmall(name=line.name, held_vnd=held_vnd, least_vnd=least_vnd)
