"""Record lines of the cooperative's trade, internal and external apart, and post them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.calc import EntryDraft
from ecoop.ledger.calc.rules import PostingRule, get_rule, postings_by_rule
from ecoop.ledger.queries.rules import list_posting_rules
from ecoop.members.calc import SUPPLIED, DealingKind, Means, MemberType, Side, rules_for_dealing
from ecoop.members.errors import (
    DealingDoesNotFit,
    DocumentDiffers,
    InternalNeedsAgreement,
    MemberUnknown,
    NotAMemberThatDay,
)
from ecoop.members.models import Agreement, Dealing
from ecoop.members.queries import History, get_history, list_agreements

REGIME = "cooperative"


@dataclass(frozen=True)
class DealingDraft:
    """One line of trade on one day; without a member it is with somebody outside."""

    id: UUID
    dealt_on: date
    side: Side
    kind: DealingKind
    means: Means
    text: str
    value_vnd: Dong
    cost_vnd: Dong = Dong(0)  # noqa: RUF009 - a whole number, not a mutable thing
    member_id: UUID | None = None
    agreement_id: UUID | None = None


@transaction.atomic
def record_dealings(*, org_id: UUID, dealings: Sequence[DealingDraft], by: UUID, now: datetime) -> list[UUID]:
    """Record lines of trade and post them; those recorded before stay as they are.

    Law:    L17 Art. 4, clauses 1 and 2; Art. 85; the table posting-rules/cooperative
    Shape:  the ids that are new
    Raises: InternalNeedsAgreement, DealingDoesNotFit, MemberUnknown, NotAMemberThatDay, DocumentDiffers
    Queries: 8 for any number of lines
    """
    known = Dealing.objects.filter(org_id=org_id).in_bulk([draft.id for draft in dealings])
    _refuse_differing(dealings, known)
    new = [draft for draft in dealings if draft.id not in known]
    if not new:
        return []
    history = get_history(org_id=org_id, ids={draft.member_id for draft in new if draft.member_id})
    agreements = list_agreements(org_id=org_id, ids={draft.agreement_id for draft in new if draft.agreement_id})
    types = {draft.id: _check(draft, history, agreements) for draft in new}
    Dealing.objects.bulk_create(
        (_row(draft, org_id=org_id, history=history, kind=types[draft.id], by=by, now=now) for draft in new),
        batch_size=1000,
    )
    days = {draft.dealt_on for draft in new}
    rules = {day: list_posting_rules(regime=REGIME, law=lawbook.on(day)) for day in days}
    entries = [_draft_entry(draft, rules[draft.dealt_on]) for draft in new]
    post_entries(org_id=org_id, entries=entries, by=by, now=now)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="members.dealing.record",
        object_kind="dealing",
        object_id=new[0].id if len(new) == 1 else None,
        detail={"count": len(new)},
        now=now,
    )
    return [draft.id for draft in new]


def _refuse_differing(dealings: Iterable[DealingDraft], known: Mapping[UUID, Dealing]) -> None:
    for draft in dealings:
        row = known.get(draft.id)
        if row and (row.dealt_on, row.side, row.kind, row.value_vnd, row.cost_vnd, row.member_id) != (
            draft.dealt_on,
            draft.side,
            draft.kind,
            draft.value_vnd,
            draft.cost_vnd,
            draft.member_id,
        ):
            raise DocumentDiffers(document=draft.id)


def _check(draft: DealingDraft, history: History, agreements: Mapping[UUID, Agreement]) -> MemberType | None:
    """Refuse a line that does not hold together; answer the member's type on that day."""
    kind = _type_of_member(draft, history)
    if draft.value_vnd <= 0 or draft.cost_vnd < 0:
        raise DealingDoesNotFit(text=draft.text, day=draft.dealt_on, problem=_("its value must be above zero"))
    if draft.cost_vnd and draft.kind not in SUPPLIED:
        problem = _("only what the cooperative supplies has a cost of its own")
        raise DealingDoesNotFit(text=draft.text, day=draft.dealt_on, problem=problem)
    if draft.kind is DealingKind.LABOUR and draft.member_id is None:
        raise DealingDoesNotFit(text=draft.text, day=draft.dealt_on, problem=_("labour is a member's"))
    if draft.kind is DealingKind.EXPENSE and (draft.member_id or draft.side is Side.INTERNAL):
        problem = _("an expense belongs to the whole cooperative")
        raise DealingDoesNotFit(text=draft.text, day=draft.dealt_on, problem=problem)
    if draft.side is Side.INTERNAL and not _is_covered(draft, kind, agreements):
        raise InternalNeedsAgreement(text=draft.text, day=draft.dealt_on)
    return kind


def _type_of_member(draft: DealingDraft, history: History) -> MemberType | None:
    if draft.member_id is None:
        return None
    member = history.members.get(draft.member_id)
    if member is None:
        raise MemberUnknown(member=draft.member_id)
    kind = history.find_type_on(member_id=draft.member_id, day=draft.dealt_on)
    if kind is None:
        raise NotAMemberThatDay(name=member.name, day=draft.dealt_on)
    return kind


def _is_covered(draft: DealingDraft, kind: MemberType | None, agreements: Mapping[UUID, Agreement]) -> bool:
    """Tell whether a line is with an official member under an agreement of theirs in force that day."""
    agreement = agreements.get(draft.agreement_id) if draft.agreement_id else None
    return (
        kind is MemberType.OFFICIAL
        and agreement is not None
        and agreement.member_id == draft.member_id
        and agreement.signed_on <= draft.dealt_on
        and (agreement.ends_before is None or draft.dealt_on < agreement.ends_before)
    )


def _row(
    draft: DealingDraft, *, org_id: UUID, history: History, kind: MemberType | None, by: UUID, now: datetime
) -> Dealing:
    member = history.members.get(draft.member_id) if draft.member_id else None
    return Dealing(
        id=draft.id,
        org_id=org_id,
        member_id=draft.member_id,
        member_org_id=member.member_org_id if member else None,
        agreement_id=draft.agreement_id,
        member_type=kind.value if kind else "",
        dealt_on=draft.dealt_on,
        side=draft.side.value,
        kind=draft.kind.value,
        means=draft.means.value,
        text=draft.text,
        value_vnd=draft.value_vnd,
        cost_vnd=draft.cost_vnd,
        recorded_by_id=by,
        recorded_at=now,
    )


def _draft_entry(draft: DealingDraft, rules: Mapping[str, PostingRule]) -> EntryDraft:
    uses = rules_for_dealing(
        kind=draft.kind, side=draft.side, means=draft.means, value_vnd=draft.value_vnd, cost_vnd=draft.cost_vnd
    )
    postings = tuple(
        posting
        for use in uses
        for posting in postings_by_rule(
            rule=get_rule(rules=rules, name=use.rule, regime=REGIME),
            amounts=use.amounts,
            facts=use.facts,
            party_id=draft.member_id,
        )
    )
    return EntryDraft("members.dealing", draft.id, draft.dealt_on, draft.dealt_on, draft.text, postings)
