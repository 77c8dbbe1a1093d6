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
from ecoop.resolutions.actions.use_resolution import use_resolution

CAPITAL_RETURN = "capital_return"


@dataclass(frozen=True)
class ReturnDraft:
    """Capital to be paid back, by which resolution, and who saw that debts can still be paid afterwards."""

    id: UUID
    member_id: UUID
    returned_on: date
    amount_vnd: Dong
    means: Means
    reason: ReturnReason
    resolution_id: UUID | None
    debts_seen_by: str
    payee: str = ""


@transaction.atomic
def return_capital(*, org_id: UUID, returns: Sequence[ReturnDraft], by: UUID, now: datetime) -> list[UUID]:
    """Return capital by resolution of the meeting; returns recorded before stay as they are.

    Law:    L17 Arts 78, 90; the posting rule capital-returned; the table member-debts
    Shape:  the ids that are new
    Raises: ReturnNeedsGround, CapitalNotHeld, MemberOwes, MemberUnknown, DocumentDiffers, and what
            use_resolution refuses
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
    on, reason = draft.returned_on, draft.reason
    line = check_return(org_id=org_id, member_id=draft.member_id, amount_vnd=draft.amount_vnd, day=on, reason=reason)
    if not draft.debts_seen_by.strip():
        raise ReturnNeedsGround(name=line.name, day=on, most_vnd=draft.amount_vnd, law=cite_member_duties(day=on))
    resolution = use_resolution(
        org_id=org_id,
        resolution_id=draft.resolution_id,
        matter=CAPITAL_RETURN,
        says={"returns": {"member_id": str(line.member_id), "amount_vnd": draft.amount_vnd}},
        item=str(line.member_id),
        object_kind="capital_change",
        object_id=draft.id,
        by=by,
        now=now,
    )
    CapitalChange.objects.create(
        org_id=org_id,
        document_id=draft.id,
        member_id=line.member_id,
        member_org_id=line.member_org_id,
        changed_on=draft.returned_on,
        kind=ChangeKind.RETURNED.value,
        amount_vnd=-draft.amount_vnd,
        rests_on=resolution.number,
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


def check_return(*, org_id: UUID, member_id: UUID, amount_vnd: Dong, day: date, reason: ReturnReason | None) -> Holding:
    """Refuse a return for which the law gives no ground, or that a member who owes the cooperative would get.

    Without a reason it is the one that fits the member: the membership has ended, or capital lies above a ceiling.

    Law:     L17 Arts 78, 90; the table member-debts
    Raises:  MemberUnknown, CapitalNotHeld, ReturnNeedsGround, MemberOwes
    Queries: 13
    """
    found = list_holdings(org_id=org_id, day=day, ids=[member_id])
    if not found:
        raise MemberUnknown(member=member_id)
    (line,) = found
    free_vnd, excess_vnd = list_returnable(org_id=org_id, day=day, line=line)
    if amount_vnd > free_vnd:
        raise CapitalNotHeld(name=line.name, held_vnd=free_vnd, day=day)
    ended = reason is ReturnReason.MEMBERSHIP_ENDED or (reason is None and line.left_on is not None)
    most_vnd = (free_vnd if line.left_on else Dong(0)) if ended else excess_vnd
    law = cite_member_duties(day=day)
    if amount_vnd > most_vnd:
        raise ReturnNeedsGround(name=line.name, day=day, most_vnd=most_vnd, law=law)
    owed_vnd = sum_debts_of_members(org_id=org_id, day=date.max, ids=[member_id]).get(member_id, Dong(0))
    if owed_vnd > 0:
        raise MemberOwes(name=line.name, owed_vnd=owed_vnd, law=law)
    return line


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
