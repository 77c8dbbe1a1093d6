"""How an asset comes: what of a draft is wrong, what to be warned of, and the entry it becomes."""

from collections.abc import Mapping
from dataclasses import dataclass

from ecoop.assets.calc.drafts import AssetDraft, SourceDraft, SourceRule
from ecoop.assets.calc.words import ACQUISITION, Form, Kind, Origin
from ecoop.assets.errors import (
    AmountIsWrong,
    AssetNeedsName,
    DaysAreWrong,
    DesignationDoesNotFit,
    DesignationIsMissing,
    OriginDoesNotFit,
    SourceDoesNotFit,
    SourcesDoNotAddUp,
    WearHasNobody,
)
from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Citation
from ecoop.ledger.calc import EntryDraft, Posting
from ecoop.ledger.calc.rules import PostingRule, postings_by_rule

IN_KIND, PAID, IN_BOOKS = "in_kind", "paid", "in_books"
# Both stand in the undivided fund as money before they become an asset.
FUND_SOURCES = frozenset({"fund", "state_money"})
# From these an undivided asset has its counterpart in the fund at once; a gift follows after tax.
CARRIED_AT_ONCE = FUND_SOURCES | {"state"}
_WHAT_ENTERS = {
    Origin.BOUGHT: {PAID, IN_KIND},
    Origin.BUILT: {PAID, IN_KIND},
    Origin.RECEIVED: {IN_KIND},
    Origin.FOUND: {PAID},
    Origin.HANDED_OVER: {IN_KIND},
    Origin.IN_BOOKS: {PAID, IN_KIND, IN_BOOKS},
}


@dataclass(frozen=True)
class Limits:
    """What the law says of a fixed asset, and which sources may form which assets."""

    sources: Mapping[str, SourceRule]
    letters: frozenset[str]
    fund_law: Citation
    designation_law: Citation
    least_cost_vnd: Dong
    least_years: int


def check_asset(*, draft: AssetDraft, limits: Limits) -> None:
    """Refuse an asset that cannot be so.

    Law:    cooperative/asset-sources, cooperative/undivided-assets
    Raises: AssetNeedsName, AmountIsWrong, DaysAreWrong, WearHasNobody, SourcesDoNotAddUp, SourceDoesNotFit,
            OriginDoesNotFit, DesignationIsMissing, DesignationDoesNotFit
    """
    if not (draft.name.strip() and draft.code.strip()):
        raise AssetNeedsName()
    _check_amounts(draft)
    _check_days(draft)
    sources_vnd = Dong(sum(each.amount_vnd for each in draft.sources))
    if sources_vnd != draft.cost_vnd:
        raise SourcesDoNotAddUp(sources_vnd=sources_vnd, cost_vnd=draft.cost_vnd)
    for source in draft.sources:
        _check_source(draft, source, limits)
    if draft.kind == Kind.UNDIVIDED:
        _check_designation(draft, limits)


def list_doubts(*, draft: AssetDraft, limits: Limits) -> list[str]:
    """List what speaks against a fixed asset: too cheap, too short-lived. These warn and do not refuse.

    Law:    cooperative/assets/fixed_asset_vnd_min, cooperative/assets/fixed_asset_years_min
    """
    doubts = []
    if draft.kind != Kind.HELD and draft.cost_vnd < limits.least_cost_vnd:
        doubts.append("cost")
    if draft.life_months is not None and draft.life_months < limits.least_years * 12:
        doubts.append("life")
    return doubts


def entry_of_asset(*, draft: AssetDraft, rules: Mapping[str, PostingRule]) -> EntryDraft | None:
    """Turn an asset that came into its entry; what the books know already has none."""
    if draft.origin == Origin.IN_BOOKS:
        return None
    postings: list[Posting] = []
    for source, vat_vnd in _with_vat(draft):
        postings += _postings_of(draft, source, vat_vnd, rules)
    return EntryDraft(
        document_kind=ACQUISITION,
        document_id=draft.id,
        document_on=draft.acquired_on,
        entry_on=draft.acquired_on,
        text=f"{draft.name} ({draft.code})",
        postings=tuple(postings),
    )


def wears_as(*, kind: str, form: str) -> str:
    """Tell by which word the posting rules know the accounts of an asset."""
    return Kind.UNDIVIDED.value if kind == Kind.UNDIVIDED else form


def _check_amounts(draft: AssetDraft) -> None:
    for amount_vnd in (draft.cost_vnd, *(each.amount_vnd for each in draft.sources)):
        if amount_vnd <= 0:
            raise AmountIsWrong(amount_vnd=amount_vnd)
    if not 0 <= draft.opening_worn_vnd <= draft.cost_vnd:
        raise AmountIsWrong(amount_vnd=draft.opening_worn_vnd)
    has_tax = draft.origin in (Origin.BOUGHT, Origin.BUILT) and draft.kind in (Kind.FIXED, Kind.UNDIVIDED)
    if draft.vat_vnd < 0 or (draft.vat_vnd and not has_tax):
        raise AmountIsWrong(amount_vnd=draft.vat_vnd)
    if draft.opening_worn_vnd and draft.origin != Origin.IN_BOOKS:
        raise AmountIsWrong(amount_vnd=draft.opening_worn_vnd)
    weights = draft.weights.as_list()
    if min(weights) < 0 or not sum(weights):
        raise WearHasNobody()


def _check_days(draft: AssetDraft) -> None:
    if draft.in_use_on < draft.acquired_on:
        raise DaysAreWrong(on=draft.in_use_on, earlier_on=draft.acquired_on)
    if draft.wears_from_on is not None and draft.wears_from_on < draft.acquired_on:
        raise DaysAreWrong(on=draft.wears_from_on, earlier_on=draft.acquired_on)


def _check_source(draft: AssetDraft, source: SourceDraft, limits: Limits) -> None:
    rule = limits.sources.get(source.kind)
    if rule is None or draft.kind.value not in rule.kinds:
        raise SourceDoesNotFit(kind=draft.kind.value, source=source.kind, law=limits.fund_law)
    is_held = draft.kind == Kind.HELD
    if rule.enters not in _WHAT_ENTERS[draft.origin] or is_held != (draft.origin == Origin.HANDED_OVER):
        raise OriginDoesNotFit(origin=draft.origin.value, source=source.kind)
    if draft.kind == Kind.WELFARE and draft.form != Form.TANGIBLE:
        raise OriginDoesNotFit(origin=draft.form.value, source=source.kind)


def _check_designation(draft: AssetDraft, limits: Limits) -> None:
    if draft.designation not in limits.letters:
        raise DesignationIsMissing(law=limits.designation_law)
    fits = [limits.sources[each.kind] for each in draft.sources]
    if not any(draft.designation in rule.designations for rule in fits):
        first = draft.sources[0].kind
        raise DesignationDoesNotFit(designation=draft.designation, source=first, law=limits.designation_law)


def _with_vat(draft: AssetDraft) -> list[tuple[SourceDraft, Dong]]:
    """Give each source the input tax to be posted with it: all of it with the first that is paid."""
    given, left = [], draft.vat_vnd
    for source in draft.sources:
        is_paid = source.kind not in ("state", "gift")
        given.append((source, left if is_paid else Dong(0)))
        left = Dong(0) if is_paid else left
    return given


def _postings_of(
    draft: AssetDraft, source: SourceDraft, vat_vnd: Dong, rules: Mapping[str, PostingRule]
) -> tuple[Posting, ...]:
    name, amount, facts = _rule_of(draft, source)
    facts = {"of": wears_as(kind=draft.kind, form=draft.form), **facts}
    return postings_by_rule(
        rule=rules[name],
        amounts={amount: source.amount_vnd, "vat_vnd": vat_vnd},
        facts=facts,
        party_id=draft.party_id,
        item_id=draft.id,
    )


def _rule_of(draft: AssetDraft, source: SourceDraft) -> tuple[str, str, dict[str, str]]:
    """Choose the posting rule of one source, the amount it asks for, and its facts."""
    means = {"means": draft.means.value}
    is_undivided, is_built = draft.kind == Kind.UNDIVIDED, draft.origin == Origin.BUILT
    if draft.kind == Kind.HELD:
        return "handed-over-work-received", "amount_vnd", {}
    if draft.origin == Origin.FOUND:
        return "asset-found", "amount_vnd", {}
    if draft.kind == Kind.WELFARE:
        return ("welfare-asset-built" if is_built else "welfare-asset-bought"), "cost_vnd", means
    if source.kind == "state":
        return ("undivided-asset-from-state" if is_undivided else "asset-from-state"), "amount_vnd", {}
    if source.kind == "gift":
        return ("gift-received", "amount_vnd", {"means": "undivided_asset"}) if is_undivided else (
            "asset-given", "amount_vnd", {}
        )  # fmt: skip
    if source.kind in FUND_SOURCES:
        return ("undivided-asset-built" if is_built else "undivided-asset-bought"), "cost_vnd", means
    return ("asset-built" if is_built else "asset-bought"), "cost_vnd", means
