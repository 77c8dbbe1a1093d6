"""By which rules goods come and go, as the law book has them on a day."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ecoop.lawbook.calc import Law, in_words
from ecoop.ledger.calc import PostingRule
from ecoop.ledger.queries import list_posting_rules
from ecoop.vouchers.calc.stock_entries import ITEM_FACTS
from ecoop.vouchers.errors import SlipSaysNothing
from ecoop.vouchers.queries.rules import REGIME

_ANSWERED = (*ITEM_FACTS, "input", "treated")


@dataclass(frozen=True)
class StockRule:
    """A posting rule that moves stock: whether goods come in or go out, on which paper, and who must be named."""

    rule: str
    kind: str
    paper: str
    party: str
    label_vi: str
    label_en: str
    asked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """Name the rule in the active language."""
        return in_words(vars(self), name="label")

    @property
    def is_in(self) -> bool:
        """Tell whether goods come in."""
        return self.kind in ("receipt", "back_in")


def list_stock_rules(*, law: Law) -> dict[str, StockRule]:
    """List the rules that move stock by name, in the order of the table.

    Queries: 0
    """
    posting_rules = list_posting_rules(regime=REGIME, law=law)
    return {
        row["rule"]: StockRule(**row, asked=_asked(posting_rules[row["rule"]]))
        for row in law.table("cooperative/stock-rules")
    }


def _asked(rule: PostingRule) -> dict[str, tuple[str, ...]]:
    """List the facts that a person is asked; the item answers where it lies, a switch how a count is treated."""
    found: dict[str, dict[str, None]] = {}
    for line in rule.lines:
        for choice in (line.debit, line.credit):
            if choice.fact and choice.fact not in _ANSWERED:
                found.setdefault(choice.fact, {}).update(dict.fromkeys(value for value, _code in choice.by_value))
    return {name: tuple(values) for name, values in found.items()}


def get_stock_rule(*, law: Law, rule: str) -> StockRule:
    """Get a rule that moves stock.

    Raises: SlipSaysNothing
    Queries: 0
    """
    rules = list_stock_rules(law=law)
    if rule not in rules:
        raise SlipSaysNothing(what=rule[:60] or "rule")
    return rules[rule]
