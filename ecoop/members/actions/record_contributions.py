"""Record capital that members paid in, in money or in kind, and post it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Refusal
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.calc import EntryDraft
from ecoop.ledger.calc.outcomes import Outcome
from ecoop.ledger.calc.rules import PostingRule, postings_by_rule
from ecoop.ledger.queries.books import find_books
from ecoop.ledger.queries.documents import list_entry_labels
from ecoop.ledger.queries.rules import get_posting_rule
from ecoop.members.actions.hold_ceilings import (
    check_amount,
    check_brings_capital,
    hold_ceilings,
    list_turns,
    lock_capital,
)
from ecoop.members.calc import MONEY, RIGHTS, CapitalMeans, Means, Valuer
from ecoop.members.calc.twins import drop_twins
from ecoop.members.errors import AssetNeedsValuation, DocumentDiffers, OtherAssetNeedsConsent
from ecoop.members.models import CapitalAsset, CapitalCommitment, CapitalContribution, Member
from ecoop.members.queries import CONTRIBUTION, History, cite_capital_rule, get_history


@dataclass(frozen=True)
class AssetPaid:
    """The asset behind a contribution in kind, as the handover record and the minutes of its valuation say."""

    what: str
    quantity: Decimal
    unit: str
    valued_by: Valuer
    valuation_paper: str
    valued_on: date
    handed_over_on: date
    lasts_until_on: date | None = None
    consent: str = ""


@dataclass(frozen=True)
class Contribution:
    """Capital that one member paid in; of an asset, on the day when it was the cooperative's to own or to use."""

    id: UUID
    member_id: UUID
    paid_on: date
    means: CapitalMeans | Means
    amount_vnd: Dong
    asset: AssetPaid | None = None


@transaction.atomic
def record_contributions(*, org_id: UUID, contributions: Sequence[Contribution], by: UUID, now: datetime) -> list[UUID]:
    """Enter payments of capital in the register and post them; those recorded before stay as they are.

    What was paid before the books began is no entry: it lies in their opening balance.

    Law:    L17 Arts 73 to 77; cooperative/capital/*; the posting rule member-pays-capital
    Shape:  the ids that are new
    Raises: CapitalPassesCeiling, CharterCapitalUnknown, MemberBringsNoCapital, NotAMemberThatDay, MemberUnknown,
            AssetNeedsValuation, OtherAssetNeedsConsent, DocumentDiffers
    Queries: 15 for any number of payments, 4 more for each further charter they fall under
    """
    lock_capital(org_id=org_id)
    contributions = drop_twins(drafts=contributions)
    known = CapitalContribution.objects.filter(org_id=org_id).in_bulk([one.id for one in contributions])
    _refuse_differing(contributions, known)
    new = [one for one in contributions if one.id not in known]
    if not new:
        return []
    history = get_history(org_id=org_id, ids={one.member_id for one in new})
    for one in new:
        check_amount(amount_vnd=one.amount_vnd)
        check_brings_capital(history=history, member_id=one.member_id, day=one.paid_on)
        _check_asset(one, history.members[one.member_id])
    _check_promises(org_id=org_id, new=new, history=history)
    moves = [(one.paid_on, one.member_id, int(one.amount_vnd)) for one in new]
    for day, added in list_turns(org_id=org_id, moves=moves):
        hold_ceilings(org_id=org_id, day=day, added=added)
    _write(org_id=org_id, new=new, history=history, by=by, now=now)
    books = find_books(org_id=org_id)
    posted = [one for one in new if books is None or one.paid_on >= books.starts_on]
    rules = {day: _rule_on(day) for day in {one.paid_on for one in posted}}
    entries = [_draft_entry(one, history.members[one.member_id], rules[one.paid_on]) for one in posted]
    post_entries(org_id=org_id, entries=entries, by=by, now=now)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="members.capital.record",
        object_kind="capital_contribution",
        object_id=new[0].id if len(new) == 1 else None,
        detail={"count": len(new)},
        now=now,
    )
    return [one.id for one in new]


def record_contributions_one_by_one(
    *, org_id: UUID, contributions: Sequence[Contribution], by: UUID, now: datetime
) -> list[Outcome]:
    """Record the good ones of a batch from outside, and answer for each what became of it.

    Law:    as `record_contributions`
    Shape:  one per contribution, in order
    Queries: those of `record_contributions` per contribution
    """
    outcomes = []
    for one in contributions:
        try:
            new = record_contributions(org_id=org_id, contributions=[one], by=by, now=now)
            outcomes.append(Outcome(one.id, "recorded" if new else "known"))
        except Refusal as refusal:
            outcomes.append(Outcome(one.id, "refused", refusal))
    labels = list_entry_labels(
        org_id=org_id, document_kind=CONTRIBUTION, document_ids=[each.id for each in outcomes if not each.refusal]
    )
    return [Outcome(each.id, each.status, each.refusal, labels.get(each.id, "")) for each in outcomes]


def _refuse_differing(contributions: Iterable[Contribution], known: Mapping[UUID, CapitalContribution]) -> None:
    for one in contributions:
        row = known.get(one.id)
        if row and (row.member_id, row.paid_on, row.amount_vnd) != (one.member_id, one.paid_on, one.amount_vnd):
            raise DocumentDiffers(document=one.id)


def _check_asset(one: Contribution, member: Member) -> None:
    """Refuse a contribution in kind without its papers, and papers that do not fit."""
    asset, missing = one.asset, []
    if CapitalMeans(one.means.value) in MONEY:
        missing = [_("nothing but the money")] if asset else []
    elif asset is None:
        missing = [_("the asset, its valuation and the handover record")]
    else:
        said = {
            _("what it is"): asset.what.strip(),
            _("quantity and unit"): asset.quantity > 0 and asset.unit.strip(),
            _("the minutes of its valuation"): asset.valuation_paper.strip(),
            _("a valuation before it counted"): asset.valued_on <= one.paid_on,
            _("a handover before it counted"): asset.handed_over_on <= one.paid_on,
            _("until when the right lasts"): one.means.value not in RIGHTS or asset.lasts_until_on,
        }
        missing = [name for name, value in said.items() if not value]
    if missing:
        raise AssetNeedsValuation(name=member.name, missing=", ".join(missing))


def _check_promises(*, org_id: UUID, new: Sequence[Contribution], history: History) -> None:
    """Refuse another kind of asset than was promised, unless the Board or the meeting consented.

    Law:    L17 Art. 74, clause 5
    """
    rows = CapitalCommitment.objects.filter(org_id=org_id, member_id__in={one.member_id for one in new})
    promised: dict[UUID, list[CapitalCommitment]] = defaultdict(list)
    for row in rows.order_by("committed_on"):
        promised[row.member_id].append(row)
    for one in new:
        means = CapitalMeans(one.means.value)
        open_ones = [row for row in promised[one.member_id] if row.committed_on <= one.paid_on]
        kinds = {CapitalMeans(row.means) for row in open_ones}
        fits = not kinds or means in kinds or (means in MONEY and kinds & MONEY)
        if not fits and not (one.asset and one.asset.consent.strip()):
            raise OtherAssetNeedsConsent(
                name=history.members[one.member_id].name,
                promised=open_ones[-1].what or open_ones[-1].means,
                law=cite_capital_rule(code="substitute", day=one.paid_on),
            )


def _write(*, org_id: UUID, new: Sequence[Contribution], history: History, by: UUID, now: datetime) -> None:
    recorded = {"org_id": org_id, "recorded_by_id": by, "recorded_at": now}
    CapitalContribution.objects.bulk_create(
        CapitalContribution(
            id=one.id,
            member_id=one.member_id,
            member_org_id=history.members[one.member_id].member_org_id,
            paid_on=one.paid_on,
            means=one.means.value,
            amount_vnd=one.amount_vnd,
            **recorded,
        )
        for one in new
    )
    CapitalAsset.objects.bulk_create(
        CapitalAsset(
            contribution_id=one.id,
            member_id=one.member_id,
            member_org_id=history.members[one.member_id].member_org_id,
            **{**vars(one.asset), "valued_by": one.asset.valued_by.value},
            **recorded,
        )
        for one in new
        if one.asset
    )


def _rule_on(day: date) -> PostingRule:
    return get_posting_rule(regime="cooperative", rule="member-pays-capital", law=lawbook.on(day))


def _draft_entry(one: Contribution, member: Member, rule: PostingRule) -> EntryDraft:
    postings = postings_by_rule(
        rule=rule,
        amounts={"amount_vnd": one.amount_vnd},
        facts={"means": one.means.value},
        party_id=member.id,
    )
    text = f"{rule.label_vi}: {member.number} {member.name}"
    return EntryDraft(CONTRIBUTION, one.id, one.paid_on, one.paid_on, text, postings)
