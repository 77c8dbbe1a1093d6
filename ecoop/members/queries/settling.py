"""How a line of trade would stand: its member's type that day, its side and why, its tax, its entry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.calc import EntryDraft, Posting
from ecoop.ledger.calc.rules import PostingRule, get_rule, postings_by_rule
from ecoop.ledger.queries.rules import list_posting_rules
from ecoop.members.calc import (
    COSTED,
    TAKEN_IN,
    TAXED,
    DealingDraft,
    DealingKind,
    Ground,
    MemberType,
    Side,
    SideDecision,
    decide_side,
    reckon_vat,
    rules_for_dealing,
)
from ecoop.members.errors import (
    AgreementUnknown,
    DealingDoesNotFit,
    InternalNeedsAgreement,
    InternalNeedsTracking,
    MemberUnknown,
    NotAMemberThatDay,
)
from ecoop.members.queries.agreements import AgreementFacts, list_agreements, list_agreements_of
from ecoop.members.queries.register import History, get_history
from ecoop.members.queries.sides import Reason, Tracking, get_tracking, list_reasons

DEALING = "members.dealing"
REGIME = "cooperative"


@dataclass(frozen=True)
class LawOfDay:
    """What the law says about lines of trade of one day."""

    rules: Mapping[str, PostingRule]
    reasons: Mapping[Ground, Reason]
    is_tracked: bool


@dataclass(frozen=True)
class Scene:
    """Everything that lines of trade are held against, read once for all of them."""

    history: History
    agreements: Mapping[UUID, AgreementFacts]
    agreements_of: Mapping[UUID, Sequence[AgreementFacts]]
    days: Mapping[date, LawOfDay]


@dataclass(frozen=True)
class Settled:
    """A line of trade with what follows from it: the type of the member, the side and why, the tax, the rules."""

    draft: DealingDraft
    member_type: MemberType | None
    member_org_id: UUID | None
    agreement_id: UUID | None
    side: Side
    ground: Ground
    vat_vnd: Dong
    rules: Mapping[str, PostingRule]


def get_scene(*, org_id: UUID, dealings: Sequence[DealingDraft]) -> Scene:
    """Get what some lines of trade are held against.

    Queries: 10
    """
    member_ids = {draft.member_id for draft in dealings if draft.member_id}
    # Whoever leaves the side to the law leaves the agreement to it, too.
    asking = {draft.member_id for draft in dealings if draft.member_id and not draft.agreement_id}
    tracking = get_tracking(org_id=org_id)
    return Scene(
        history=get_history(org_id=org_id, ids=member_ids),
        agreements=list_agreements(org_id=org_id, ids={draft.agreement_id for draft in dealings if draft.agreement_id}),
        agreements_of=list_agreements_of(org_id=org_id, member_ids=asking),
        days={day: _law_of(day, tracking) for day in {draft.dealt_on for draft in dealings}},
    )


def settle_dealing(*, draft: DealingDraft, scene: Scene) -> Settled:
    """Settle one line of trade: everything about it that follows from the law.

    Law:     L17 Art. 4, clauses 1 and 2; Arts 85.1 and 91.2
    Raises:  DealingDoesNotFit, InternalNeedsAgreement, InternalNeedsTracking, MemberUnknown, NotAMemberThatDay,
             AgreementUnknown
    Queries: 0
    """
    kind = _type_of_member(draft, scene.history)
    _refuse_misfit(draft)
    agreement = _find_agreement(draft, kind, scene)
    law = scene.days[draft.dealt_on]
    decided = decide_side(
        kind=draft.kind, member_type=kind, has_agreement=agreement is not None, is_tracked=law.is_tracked
    )
    decided = _as_asked(draft, decided, law.reasons)
    if draft.kind is DealingKind.LENDING and decided.side is Side.EXTERNAL:
        raise DealingDoesNotFit(
            text=draft.text, day=draft.dealt_on, problem=_("a cooperative lends to its official members only")
        )
    member = scene.history.members.get(draft.member_id) if draft.member_id else None
    return Settled(
        draft=draft,
        member_type=kind,
        member_org_id=member.member_org_id if member else None,
        agreement_id=draft.agreement_id or (agreement.id if agreement and decided.side is Side.INTERNAL else None),
        side=decided.side,
        ground=decided.ground,
        vat_vnd=_vat_of(draft),
        rules=law.rules,
    )


def draft_entry(*, settled: Settled) -> EntryDraft:
    """Draft the entry that a settled line of trade becomes.

    Law:     the table posting-rules/cooperative
    Queries: 0
    """
    draft = settled.draft
    uses = rules_for_dealing(
        kind=draft.kind,
        side=settled.side,
        means=draft.means,
        value_vnd=draft.value_vnd,
        cost_vnd=draft.cost_vnd,
        vat_vnd=settled.vat_vnd,
        what=draft.what,
    )
    postings: list[Posting] = []
    for use in uses:
        rule = get_rule(rules=settled.rules, name=use.rule, regime=REGIME)
        made = postings_by_rule(
            rule=rule, amounts=use.amounts, facts=use.facts, party_id=draft.member_id, item_id=draft.item_id
        )
        # The goods themselves are in the first line of a rule; the tax below has no weight.
        counted = made[0]._replace(quantity=draft.quantity) if draft.item_id else made[0]
        postings += [counted, *made[1:]]
    return EntryDraft(DEALING, draft.id, draft.dealt_on, draft.dealt_on, draft.text, tuple(postings))


def _law_of(day: date, tracking: Tracking) -> LawOfDay:
    law = lawbook.on(day)
    return LawOfDay(
        rules=list_posting_rules(regime=REGIME, law=law),
        reasons=list_reasons(law=law),
        is_tracked=tracking.is_kept_on(day=day, law=law),
    )


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


def _refuse_misfit(draft: DealingDraft) -> None:
    """Refuse a line that does not hold together, whoever it is with."""
    problem = _find_misfit(draft)
    if problem:
        raise DealingDoesNotFit(text=draft.text, day=draft.dealt_on, problem=problem)


def _find_misfit(draft: DealingDraft) -> str:
    has_vat = bool(draft.vat_vnd) or draft.vat_rate is not None
    if draft.value_vnd <= 0 or draft.cost_vnd < 0:
        return _("its value must be above zero")
    if draft.cost_vnd and draft.kind not in COSTED:
        return _("only what the cooperative supplies has a cost of its own")
    if draft.kind is DealingKind.LABOUR and draft.member_id is None:
        return _("labour is a member's")
    if draft.kind is DealingKind.EXPENSE and (draft.member_id or draft.side is Side.INTERNAL):
        return _("an expense belongs to the whole cooperative")
    if has_vat and draft.kind not in TAXED:
        return _("there is no value added tax on it")
    if has_vat and not 0 <= (draft.vat_vnd or 0) <= draft.value_vnd:
        return _("its value added tax cannot be more than its value")
    if draft.quantity is not None and draft.quantity <= 0:
        return _("its quantity must be above zero")
    if draft.what and (draft.kind is not DealingKind.PURCHASE or draft.what not in TAKEN_IN):
        return _("only what is bought is taken in, as goods or as materials")
    return ""


def _find_agreement(draft: DealingDraft, kind: MemberType | None, scene: Scene) -> AgreementFacts | None:
    """Find the agreement that covers a line; one that is named and does not cover it is an error, not a choice."""
    if draft.member_id is None:
        return None
    if draft.agreement_id is None:
        # Whoever says that a line is internal says under which agreement, too.
        if draft.side is Side.INTERNAL:
            return None
        own = scene.agreements_of.get(draft.member_id, ())
        return next((each for each in own if each.covers(member_id=draft.member_id, day=draft.dealt_on)), None)
    agreement = scene.agreements.get(draft.agreement_id)
    if agreement is None:
        raise AgreementUnknown(agreement=draft.agreement_id)
    if agreement.covers(member_id=draft.member_id, day=draft.dealt_on):
        return agreement
    if kind is MemberType.OFFICIAL:
        law = scene.days[draft.dealt_on].reasons[Ground.NO_AGREEMENT].law
        raise InternalNeedsAgreement(text=draft.text, day=draft.dealt_on, law=law)
    return None


def _as_asked(draft: DealingDraft, decided: SideDecision, reasons: Mapping[Ground, Reason]) -> SideDecision:
    """Follow a person's choice as far as the law lets it go: outside always, inside never against the law."""
    if draft.side is Side.INTERNAL and decided.side is Side.EXTERNAL:
        refusal = InternalNeedsTracking if decided.ground is Ground.UNTRACKED else InternalNeedsAgreement
        raise refusal(text=draft.text, day=draft.dealt_on, law=reasons[decided.ground].law)
    if draft.side is Side.EXTERNAL and decided.side is Side.INTERNAL:
        return SideDecision(Side.EXTERNAL, Ground.CHOSEN)
    return decided


def _vat_of(draft: DealingDraft) -> Dong:
    if draft.vat_vnd is not None:
        return draft.vat_vnd
    return reckon_vat(value_vnd=draft.value_vnd, rate=draft.vat_rate) if draft.vat_rate else Dong(0)
