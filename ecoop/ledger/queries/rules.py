"""The posting rules and charts of a regime, as the law book holds them."""

from collections.abc import Mapping
from functools import lru_cache

from ecoop.lawbook.calc import Law
from ecoop.ledger.calc.rules import PostingRule, get_rule, read_rules
from ecoop.ledger.errors import ChartUnknown

CHARTS = ("household", "cooperative")
# The regime's own law; the side-car of the table names the same document.
_DOCUMENTS = {"household": "tt-152-2025", "cooperative": "tt-71-2024"}


def list_posting_rules(*, regime: str, law: Law) -> Mapping[str, PostingRule]:
    """List the posting rules of a regime (household or cooperative) by name.

    Queries: 0
    Raises: ChartUnknown
    """
    if regime not in CHARTS:
        raise ChartUnknown(chart=regime, charts=", ".join(CHARTS))
    rows = tuple(tuple(row.items()) for row in law.table(f"posting-rules/{regime}"))
    return _read(rows, _DOCUMENTS[regime])


def get_posting_rule(*, regime: str, rule: str, law: Law) -> PostingRule:
    """Get one posting rule of a regime by its name.

    Queries: 0
    Raises: ChartUnknown, RuleUnknown
    """
    return get_rule(rules=list_posting_rules(regime=regime, law=law), name=rule, regime=regime)


def list_chart(*, chart: str, law: Law) -> list[dict[str, str]]:
    """List the accounts of a chart, with the counterpart of accounts kept by single entry.

    Queries: 0
    Raises: ChartUnknown
    """
    if chart not in CHARTS:
        raise ChartUnknown(chart=chart, charts=", ".join(CHARTS))
    rows = list(law.table(f"charts/{chart}"))
    if any(row["type"] == "off_balance" for row in rows):
        rows += law.table(f"charts/{chart}-counterpart")
    return rows


@lru_cache(maxsize=8)
def _read(rows: tuple[tuple[tuple[str, str], ...], ...], document: str) -> dict[str, PostingRule]:
    """Read a table of rules once: documents come by the thousand, and the rules stay the same."""
    return read_rules(rows=[dict(row) for row in rows], document=document)
