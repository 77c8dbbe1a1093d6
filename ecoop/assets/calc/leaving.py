"""How an asset changes and leaves: what the law asks before, and the entry it becomes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ecoop.assets.calc.coming import FUND_SOURCES, wears_as
from ecoop.assets.calc.drafts import ChangeDraft, DisposalDraft
from ecoop.assets.calc.words import CHANGE, DISPOSAL, ChangeKind, Ground, Kind
from ecoop.assets.errors import (
    AmountIsWrong,
    DaysAreWrong,
    DisposalDoesNotFit,
    GiftIsSettled,
    ReasonIsMissing,
    RevaluationNeedsGround,
    SaleNeedsAppraisal,
    SaleNeedsResolution,
    SourceDoesNotFit,
)
from ecoop.kernel.dong import Dong, split_vnd
from ecoop.kernel.refusals import Citation
from ecoop.ledger.calc import EntryDraft, Posting
from ecoop.ledger.calc.rules import PostingRule, postings_by_rule

ZERO = Dong(0)


@dataclass(frozen=True)
class Standing:
    """How an asset stands in the books on the day something happens to it."""

    id: UUID
    code: str
    name: str
    kind: Kind
    form: str
    acquired_on: date
    cost_vnd: Dong
    worn_vnd: Dong
    # Of the undivided fund: what carries this asset now, and gifts that are not in the fund yet.
    carried_vnd: Dong
    unsettled_gift_vnd: Dong
    state_vnd: Dong

    @property
    def remaining_vnd(self) -> Dong:
        """Give what is not worn yet."""
        return Dong(self.cost_vnd - self.worn_vnd)


@dataclass(frozen=True)
class SaleLaw:
    """What the law asks before an asset is sold: where it says so, and whether the general meeting decides."""

    law: Citation
    needs_meeting: bool


def check_disposal(*, draft: DisposalDraft, asset: Standing, sale_law: SaleLaw) -> None:
    """Refuse a disposal that the law or the papers do not carry.

    Law:    cooperative/asset-acts, cooperative/meeting/majority/asset_deal_ratio_min
    Raises: AmountIsWrong, DaysAreWrong, DisposalDoesNotFit, ReasonIsMissing, SaleNeedsAppraisal, SaleNeedsResolution
    """
    for amount_vnd in (draft.price_vnd, draft.vat_vnd, draft.costs_vnd):
        if amount_vnd < 0 or (amount_vnd and draft.ground in (Ground.MISSING, Ground.GIVEN_BACK)):
            raise AmountIsWrong(amount_vnd=amount_vnd)
    if draft.disposed_on < asset.acquired_on:
        raise DaysAreWrong(on=draft.disposed_on, earlier_on=asset.acquired_on)
    if not _fits(draft, asset):
        raise DisposalDoesNotFit(kind=asset.kind.value, ground=draft.ground.value)
    if draft.ground == Ground.MISSING and not draft.reason.strip():
        raise ReasonIsMissing()
    if draft.ground == Ground.SOLD and asset.kind == Kind.UNDIVIDED:
        _check_appraisal(draft, sale_law)
    if draft.ground == Ground.SOLD and sale_law.needs_meeting and draft.resolution_id is None:
        raise SaleNeedsResolution(law=sale_law.law)


def entry_of_disposal(
    *, draft: DisposalDraft, asset: Standing, wear: tuple[Posting, ...], rules: Mapping[str, PostingRule]
) -> EntryDraft:
    """Turn a disposal into its entry: the wear up to the day first, then the asset out, then the fund."""
    name, amounts = _rule_of_disposal(draft, asset)
    facts = {"means": draft.means.value, "charged": draft.charged, "of": wears_as(kind=asset.kind, form=asset.form)}
    left = postings_by_rule(rule=rules[name], amounts=amounts, facts=facts, party_id=draft.party_id, item_id=asset.id)
    return EntryDraft(
        document_kind=DISPOSAL,
        document_id=draft.id,
        document_on=draft.disposed_on,
        entry_on=draft.disposed_on,
        text=f"{asset.name} ({asset.code}): {draft.reason or draft.buyer or draft.ground.value}",
        postings=(*wear, *left),
    )


def state_part_of(*, draft: DisposalDraft, asset: Standing) -> Dong:
    """Tell how much of what a sale brought goes back to what the State gave.

    Law:    cooperative/asset-acts (state_proceeds)
    """
    net_vnd = max(ZERO, Dong(draft.price_vnd - draft.costs_vnd))
    if asset.kind != Kind.UNDIVIDED or not asset.state_vnd:
        return ZERO
    return split_vnd(total_vnd=net_vnd, weights=[asset.state_vnd, max(0, asset.cost_vnd - asset.state_vnd)])[0]


def check_change(*, draft: ChangeDraft, asset: Standing, grounds: frozenset[str], sources: frozenset[str]) -> None:
    """Refuse a change that cannot be so. `sources` are those that may form an asset of this kind.

    Law:    cooperative/revaluation-grounds, cooperative/asset-sources
    Raises: AmountIsWrong, DaysAreWrong, RevaluationNeedsGround, SourceDoesNotFit, GiftIsSettled, DisposalDoesNotFit
    """
    revalues = draft.kind == ChangeKind.REVALUED
    if not draft.amount_vnd or (draft.amount_vnd < 0 and not revalues) or draft.amount_vnd <= -asset.remaining_vnd:
        raise AmountIsWrong(amount_vnd=draft.amount_vnd)
    if draft.changed_on < asset.acquired_on:
        raise DaysAreWrong(on=draft.changed_on, earlier_on=asset.acquired_on)
    if asset.kind == Kind.HELD and draft.kind != ChangeKind.REPAIRED:
        raise DisposalDoesNotFit(kind=asset.kind.value, ground=draft.kind.value)
    if revalues and (draft.ground not in grounds or not draft.paper.strip()):
        raise RevaluationNeedsGround()
    if draft.kind == ChangeKind.IMPROVED and draft.source not in sources:
        raise SourceDoesNotFit(kind=asset.kind.value, source=draft.source)
    if draft.kind == ChangeKind.GIFT_SETTLED and draft.amount_vnd > asset.unsettled_gift_vnd:
        raise GiftIsSettled(left_vnd=asset.unsettled_gift_vnd)


def entry_of_change(*, draft: ChangeDraft, asset: Standing, rules: Mapping[str, PostingRule]) -> EntryDraft:
    """Turn a change into its entry."""
    name, facts = _rule_of_change(draft, asset)
    facts |= {"of": wears_as(kind=asset.kind, form=asset.form), "means": draft.means}
    amounts = {"amount_vnd": Dong(abs(draft.amount_vnd))}
    return EntryDraft(
        document_kind=CHANGE,
        document_id=draft.id,
        document_on=draft.changed_on,
        entry_on=draft.changed_on,
        text=f"{asset.name} ({asset.code}): {draft.text or draft.kind.value}",
        postings=postings_by_rule(rule=rules[name], amounts=amounts, facts=facts, item_id=asset.id),
    )


def _fits(draft: DisposalDraft, asset: Standing) -> bool:
    if draft.ground == Ground.GIVEN_BACK:
        is_of_state = asset.state_vnd > 0 and asset.carried_vnd >= asset.remaining_vnd
        return asset.kind == Kind.HELD or (asset.kind == Kind.UNDIVIDED and is_of_state)
    return asset.kind != Kind.HELD


def _check_appraisal(draft: DisposalDraft, sale_law: SaleLaw) -> None:
    appraisal = draft.appraisal
    if appraisal is None or not appraisal.paper.strip() or appraisal.value_vnd <= 0:
        raise SaleNeedsAppraisal(law=sale_law.law)
    if appraisal.on > draft.disposed_on:
        raise DaysAreWrong(on=draft.disposed_on, earlier_on=appraisal.on)


def _rule_of_disposal(draft: DisposalDraft, asset: Standing) -> tuple[str, dict[str, Dong]]:
    remaining_vnd, gone_vnd = asset.remaining_vnd, asset.carried_vnd
    amounts = {
        "price_vnd": draft.price_vnd,
        "vat_vnd": draft.vat_vnd,
        "costs_vnd": draft.costs_vnd,
        "worn_vnd": asset.worn_vnd,
        "remaining_vnd": remaining_vnd,
    }
    if asset.kind == Kind.HELD:
        return "handed-over-work-returned", {"amount_vnd": asset.cost_vnd}
    if asset.kind == Kind.WELFARE:
        return "welfare-asset-disposed", amounts
    if asset.kind != Kind.UNDIVIDED:
        return "asset-disposed", amounts
    if draft.ground == Ground.GIVEN_BACK:
        # What was worn stays with the cooperative as money of the fund; the rest goes with the asset.
        return "undivided-asset-given-back", {**amounts, "fund_vnd": max(ZERO, Dong(gone_vnd - remaining_vnd))}
    if draft.ground != Ground.SOLD:
        return "undivided-asset-gone", {**amounts, "fund_vnd": gone_vnd}
    gain_vnd = max(ZERO, Dong(draft.price_vnd - draft.costs_vnd - remaining_vnd))
    return "undivided-asset-sold", {**amounts, "fund_vnd": gone_vnd, "gain_vnd": gain_vnd}


def _rule_of_change(draft: ChangeDraft, asset: Standing) -> tuple[str, dict[str, str]]:
    if draft.kind == ChangeKind.REPAIRED:
        return "asset-repaired", {"where": draft.where}
    if draft.kind == ChangeKind.GIFT_SETTLED:
        return "gift-to-undivided-fund", {"result": draft.result, "form": "asset"}
    if draft.kind == ChangeKind.REVALUED:
        funds = {Kind.UNDIVIDED: "undivided", Kind.WELFARE: "welfare"}
        way = "asset-revalued-up" if draft.amount_vnd > 0 else "asset-revalued-down"
        return way, {"fund": funds.get(asset.kind, "capital")}
    if asset.kind == Kind.WELFARE:
        return "welfare-asset-improved", {}
    return ("undivided-asset-improved" if draft.source in FUND_SOURCES else "asset-improved"), {}
