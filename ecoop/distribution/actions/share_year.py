"""Share the income of a closed and decided year: set the funds aside, give each member their share, post it all."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from ecoop.audit.actions.record_event import record_event
from ecoop.distribution.calc import (
    UNDIVIDED,
    Fund,
    MemberBasis,
    OtherFund,
    Sharing,
    SharingCase,
    SideIncome,
    share_income,
)
from ecoop.distribution.calc import MemberShare as Share
from ecoop.distribution.errors import ClosingIsOnTrial, YearHasNoDecision, YearIsNotClosed, YearIsShared
from ecoop.distribution.models import MemberShare, SharingStep, YearClosing, YearDecision, YearSharing
from ecoop.distribution.queries import (
    find_closing,
    find_decision,
    find_sharing,
    get_sharing_charter,
    get_sharing_rules,
    kind_of_fund,
)
from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.calc import EntryDraft, Posting
from ecoop.ledger.calc.rules import PostingRule, postings_by_rule
from ecoop.ledger.queries import get_posting_rule
from ecoop.members.calc import Side
from ecoop.members.queries import MemberLine, list_members_on, sum_worth

REGIME = "cooperative"
ENTRIES_AT_ONCE = 5_000


@transaction.atomic
def share_year(*, org_id: UUID, year: int, by: UUID, now: datetime) -> UUID:
    """Carry out the meeting's decision on a year, exactly once: funds, shares, and their entries.

    Law:    L17 Arts 84, 86, 89; the posting rules undivided-fund-set-aside, fund-set-aside, income-distributed
    Shape:  the id of the sharing; the shares add up to what is posted
    Raises: YearIsNotClosed, ClosingIsOnTrial, YearHasNoDecision, YearIsShared, and whatever the charter breaks
    Queries: 21, and 2 more for every 5,000 members
    """
    # Two hands at once: the second finds the year shared.
    lock_books(org_id=org_id)
    closing, decision = _get_ready(org_id=org_id, year=year)
    day = closing.closed_on
    funds = tuple(OtherFund(row["name"], Decimal(row["rate"])) for row in decision.other_funds)
    form, charter = get_sharing_charter(org_id=org_id, day=day, other_funds=funds)
    members = {line.number: line for line in list_members_on(org_id=org_id, day=day) if line.is_member_on(day=day)}
    case = SharingCase(
        internal=SideIncome(Dong(closing.internal_pre_tax_vnd), Dong(closing.internal_after_tax_vnd)),
        external=SideIncome(Dong(closing.external_pre_tax_vnd), Dong(closing.external_after_tax_vnd)),
        losses_carried_vnd=Dong(decision.losses_carried_vnd),
        charter=charter,
        members=_list_bases(org_id=org_id, year=year, members=members),
    )
    sharing = share_income(case=case, rules=get_sharing_rules(law=lawbook.on(day), form=form))
    recorded = {"recorded_by_id": by, "recorded_at": now}
    shared = YearSharing.objects.create(
        org_id=org_id,
        year=year,
        number=YearSharing.objects.filter(org_id=org_id, year=year).count(),
        closing=closing,
        decision=decision,
        form=form,
        charter=_as_texts(asdict(charter)),
        basis_vnd=dict(sharing.basis_vnd),
        pots_vnd=dict(sharing.pots_vnd),
        losses_left_vnd=sharing.losses_left_vnd,
        **recorded,
    )
    _record_steps(shared=shared, sharing=sharing)
    shares = _record_shares(shared=shared, case=case, sharing=sharing, members=members)
    entries = [*_fund_entries(shared, decision, sharing.funds), *_share_entries(shared, decision, shares, members)]
    for start in range(0, len(entries), ENTRIES_AT_ONCE):
        post_entries(org_id=org_id, entries=entries[start : start + ENTRIES_AT_ONCE], by=by, now=now)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="distribution.year.share",
        object_kind="year_sharing",
        object_id=shared.id,
        detail={"year": year, "decision": str(decision.id)},
        now=now,
    )
    return shared.id


def _get_ready(*, org_id: UUID, year: int) -> tuple[YearClosing, YearDecision]:
    closing = find_closing(org_id=org_id, year=year)
    if closing is None:
        raise YearIsNotClosed(year=year)
    if closing.is_trial:
        raise ClosingIsOnTrial(year=year)
    decision = find_decision(org_id=org_id, year=year)
    if decision is None:
        raise YearHasNoDecision(year=year)
    if find_sharing(org_id=org_id, year=year):
        raise YearIsShared(year=year, resolution=decision.resolution)
    return closing, decision


def _list_bases(*, org_id: UUID, year: int, members: Mapping[str, MemberLine]) -> tuple[MemberBasis, ...]:
    worth = sum_worth(org_id=org_id, starts_on=date(year, 1, 1), ends_before=date(year + 1, 1, 1))
    nothing = Dong(0)
    return tuple(
        MemberBasis(
            id=number,
            type=line.type,
            paid_in_vnd=line.paid_in_vnd,
            use_vnd=worth[line.id].use_vnd if line.id in worth else nothing,
            labour_vnd=worth[line.id].labour_vnd if line.id in worth else nothing,
        )
        for number, line in members.items()
        if line.type is not None
    )


def _record_steps(*, shared: YearSharing, sharing: Sharing) -> None:
    SharingStep.objects.bulk_create(
        SharingStep(
            org_id=shared.org_id,
            sharing=shared,
            position=position,
            side=step.side.value,
            code=step.code,
            name=step.name,
            base_vnd=step.base_vnd,
            rate=step.rate,
            amount_vnd=step.amount_vnd,
            left_vnd=step.left_vnd,
            law_document=step.law.document,
            law_article=step.law.article,
        )
        for position, step in enumerate(sharing.steps, start=1)
    )


def _record_shares(
    *, shared: YearSharing, case: SharingCase, sharing: Sharing, members: Mapping[str, MemberLine]
) -> list[MemberShare]:
    parts = [field.name for field in fields(Share) if field.name.endswith("_vnd")]
    rows = [
        MemberShare(
            org_id=shared.org_id,
            sharing=shared,
            member_id=members[share.id].id,
            member_org_id=members[share.id].member_org_id,
            member_type=share.type.value,
            paid_in_vnd=basis.paid_in_vnd,
            use_vnd=basis.use_vnd,
            labour_vnd=basis.labour_vnd,
            total_vnd=share.total_vnd,
            **{part: getattr(share, part) for part in parts},
        )
        for basis, share in zip(case.members, sharing.members, strict=True)
    ]
    return MemberShare.objects.bulk_create(rows, batch_size=ENTRIES_AT_ONCE)


def _fund_entries(shared: YearSharing, decision: YearDecision, funds: Iterable[Fund]) -> Iterable[EntryDraft]:
    """Draft one entry per fund; its id follows from the sharing's, so that it can be posted only once."""
    for fund in funds:
        if fund.code == UNDIVIDED:
            name, facts = "undivided-fund-set-aside", {}
        else:
            name, facts = "fund-set-aside", {"fund": kind_of_fund(name=fund.name, day=decision.decided_on)}
        rule = _rule(name, decision)
        amounts = {Side.INTERNAL: fund.internal_vnd, Side.EXTERNAL: fund.external_vnd}
        postings = _post_sides(rule, amounts, facts, None)
        if postings:
            text = f"{rule.label_vi} {shared.year} {fund.name}".strip()
            yield _entry("distribution.fund", uuid5(shared.id, fund.code), decision, text, postings)


def _share_entries(
    shared: YearSharing, decision: YearDecision, shares: Iterable[MemberShare], members: Mapping[str, MemberLine]
) -> Iterable[EntryDraft]:
    rule = _rule("income-distributed", decision)
    by_id = {line.id: line for line in members.values()}
    for share in shares:
        amounts = {
            Side.INTERNAL: Dong(share.internal_use_vnd + share.internal_labour_vnd + share.internal_capital_vnd),
            Side.EXTERNAL: Dong(share.external_use_vnd + share.external_labour_vnd + share.external_capital_vnd),
        }
        if share.total_vnd:
            line = by_id[share.member_id]
            text = _("Share of {year}: {member}").format(year=shared.year, member=f"{line.number} {line.name}")
            postings = _post_sides(rule, amounts, {}, share.member_id)
            yield _entry("distribution.share", share.id, decision, text, postings)


def _post_sides(
    rule: PostingRule, amounts: Mapping[Side, Dong], facts: Mapping[str, str], party_id: UUID | None
) -> tuple[Posting, ...]:
    return tuple(
        posting
        for side, amount_vnd in amounts.items()
        if amount_vnd
        for posting in postings_by_rule(
            rule=rule, amounts={"amount_vnd": amount_vnd}, facts={**facts, "result": side.value}, party_id=party_id
        )
    )


def _entry(
    kind: str, document_id: UUID, decision: YearDecision, text: str, postings: tuple[Posting, ...]
) -> EntryDraft:
    return EntryDraft(kind, document_id, decision.decided_on, decision.decided_on, text, postings)


def _rule(name: str, decision: YearDecision) -> PostingRule:
    return get_posting_rule(regime=REGIME, rule=name, law=lawbook.on(decision.decided_on))


def _as_texts(choices: Mapping[str, Any]) -> dict[str, Any]:
    """Write rates as decimal texts, which JSON keeps exactly."""
    return {
        name: [_as_texts(row) for row in value]
        if isinstance(value, list | tuple)
        else value.value
        if isinstance(value, Enum)
        else str(value)
        for name, value in choices.items()
    }
