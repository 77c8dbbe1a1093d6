"""Return capital: after the end of a membership, or what lies above a ceiling."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.calc import EntryDraft
from ecoop.ledger.calc.rules import postings_by_rule
from ecoop.ledger.queries.rules import get_posting_rule
from ecoop.members.actions.hold_ceilings import check_amount, lock_capital
from ecoop.members.calc import ChangeKind, Means, ReturnReason
from ecoop.members.calc.twins import drop_twins
from ecoop.members.errors import CapitalNotHeld, DocumentDiffers, MemberOwes, MemberUnknown, ReturnNeedsGround
from ecoop.members.models import CapitalChange
from ecoop.members.queries import (
    CAPITAL_CHANGE,
    Holding,
    cite_member_duties,
    list_holdings,
    list_returnable,
    sum_debts_of_members,
)


@dataclass(frozen=True)
class ReturnDraft:
    """Capital to be paid back, by which resolution, and who saw that debts can still be paid afterwards."""

    id: UUID
    member_id: UUID
    returned_on: date
    amount_vnd: Dong
    means: Means
    reason: ReturnReason
    resolution: str
    debts_seen_by: str
    payee: str = ""


@transaction.atomic
def return_capital(*, org_id: UUID, returns: Sequence[ReturnDraft], by: UUID, now: datetime) -> list[UUID]:
    """Return capital by resolution of the meeting; returns recorded before stay as they are.

    Law:    L17 Arts 78, 90; the posting rule capital-returned; the table member-debts
    Shape:  the ids that are new
    Raises: ReturnNeedsGround, CapitalNotHeld, MemberOwes, MemberUnknown, DocumentDiffers
    """
    lock_capital(org_id=org_id)
    returns = drop_twins(drafts=returns)
    known = {
        row.document_id: row
        for row in CapitalChange.objects.filter(org_id=org_id, document_id__in=[draft.id for draft in returns])
    }
    for draft in returns:
        row = known.get(draft.id)
        if row and (row.member_id, -row.amount_vnd, row.changed_on) != (
            draft.member_id,
            draft.amount_vnd,
            draft.returned_on,
        ):
            raise DocumentDiffers(document=draft.id)
    new = [draft for draft in returns if draft.id not in known]
    for draft in new:
        check_amount(amount_vnd=draft.amount_vnd)
        # One after the other: each sees what the one before has left.
        _return(org_id=org_id, draft=draft, by=by, now=now)
    return [draft.id for draft in new]


def _return(*, org_id: UUID, draft: ReturnDraft, by: UUID, now: datetime) -> None:
    found = list_holdings(org_id=org_id, day=draft.returned_on, ids=[draft.member_id])
    if not found:
        raise MemberUnknown(member=draft.member_id)
    (line,) = found
    _check(org_id=org_id, draft=draft, line=line)
    CapitalChange.objects.create(
        org_id=org_id,
        document_id=draft.id,
        member_id=line.member_id,
        member_org_id=line.member_org_id,
        changed_on=draft.returned_on,
        kind=ChangeKind.RETURNED.value,
        amount_vnd=-draft.amount_vnd,
        rests_on=draft.resolution.strip(),
        means=draft.means.value,
        reason=draft.reason.value,
        payee=draft.payee.strip(),
        debts_seen_by=draft.debts_seen_by.strip(),
        recorded_by_id=by,
        recorded_at=now,
    )
    post_entries(org_id=org_id, entries=[_draft_entry(draft, line)], by=by, now=now)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="members.capital.return",
        object_kind="capital_change",
        object_id=draft.id,
        detail={},
        now=now,
    )


def _check(*, org_id: UUID, draft: ReturnDraft, line: Holding) -> None:
    free_vnd, excess_vnd = list_returnable(org_id=org_id, day=draft.returned_on, line=line)
    if draft.amount_vnd > free_vnd:
        raise CapitalNotHeld(name=line.name, held_vnd=free_vnd, day=draft.returned_on)
    ended = draft.reason is ReturnReason.MEMBERSHIP_ENDED
    most_vnd = (free_vnd if line.left_on else Dong(0)) if ended else excess_vnd
    law = cite_member_duties(day=draft.returned_on)
    if draft.amount_vnd > most_vnd or not draft.resolution.strip() or not draft.debts_seen_by.strip():
        raise ReturnNeedsGround(name=line.name, day=draft.returned_on, most_vnd=most_vnd, law=law)
    owed_vnd = sum_debts_of_members(org_id=org_id, day=date.max, ids=[line.member_id]).get(line.member_id, Dong(0))
    if owed_vnd > 0:
        raise MemberOwes(name=line.name, owed_vnd=owed_vnd, law=law)


def _draft_entry(draft: ReturnDraft, line: Holding) -> EntryDraft:
    rule = get_posting_rule(regime="cooperative", rule="capital-returned", law=lawbook.on(draft.returned_on))
    postings = postings_by_rule(
        rule=rule,
        amounts={"amount_vnd": draft.amount_vnd},
        facts={"means": draft.means.value},
        party_id=line.member_id,
    )
    text = f"{rule.label_vi}: {line.number} {line.name}"
    return EntryDraft(CAPITAL_CHANGE, draft.id, draft.returned_on, draft.returned_on, text, postings)
