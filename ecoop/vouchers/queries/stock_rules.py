"""By which rules goods come and go, as the law book has them on a day."""

from dataclasses import dataclass

from ecoop.lawbook.calc import Law, in_words
from ecoop.vouchers.errors import SlipSaysNothing


@dataclass(frozen=True)
class StockRule:
    """A posting rule that moves stock: whether goods come in or go out, on which paper, and who must be named."""

    rule: str
    kind: str
    paper: str
    party: str
    label_vi: str
    label_en: str

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
    return {row["rule"]: StockRule(**row) for row in law.table("cooperative/stock-rules")}


def get_stock_rule(*, law: Law, rule: str) -> StockRule:
    """Get a rule that moves stock.

    Raises: SlipSaysNothing
    Queries: 0
    """
    rules = list_stock_rules(law=law)
    if rule not in rules:
        raise SlipSaysNothing(what=rule[:60] or "rule")
    return rules[rule]
