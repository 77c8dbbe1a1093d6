"""Wear as postings: whose cost it is on one side, the asset's own wear on the other."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from ecoop.assets.calc.coming import wears_as
from ecoop.kernel.dong import Dong
from ecoop.ledger.calc import Posting
from ecoop.ledger.calc.rules import PostingRule, postings_by_rule

BEARERS = ("production", "management", "idle")


class Worn(NamedTuple):
    """What one asset wore, and who bears it."""

    asset_id: UUID
    kind: str
    form: str
    parts: Sequence[Dong]
    welfare_vnd: Dong


def postings_of_wear(*, worn: Sequence[Worn], rules: Mapping[str, PostingRule]) -> tuple[Posting, ...]:
    """Turn the wear of assets into postings, asset by asset.

    Law:    posting rules depreciation, welfare-asset-wear
    """
    postings: list[Posting] = []
    for each in worn:
        for bearer, part_vnd in zip(BEARERS, each.parts, strict=True):
            if part_vnd:
                facts = {"where": bearer, "of": wears_as(kind=each.kind, form=each.form)}
                postings += _post(rules["depreciation"], part_vnd, facts, each.asset_id)
        if each.welfare_vnd:
            postings += _post(rules["welfare-asset-wear"], each.welfare_vnd, {}, each.asset_id)
    return tuple(postings)


def _post(rule: PostingRule, amount_vnd: Dong, facts: Mapping[str, str], asset_id: UUID) -> tuple[Posting, ...]:
    return postings_by_rule(rule=rule, amounts={"amount_vnd": amount_vnd}, facts=facts, item_id=asset_id)
