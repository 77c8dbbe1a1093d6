"""Posting rules: how a document of a regime becomes postings. The rules themselves are data in law/tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Citation
from ecoop.ledger.calc.drafts import Posting
from ecoop.ledger.errors import RuleNeedsAmount, RuleNeedsFact, RuleUnknown


@dataclass(frozen=True)
class Choice:
    """A value that is fixed, or chosen by a fact of the document: `means: cash=111 bank=112`."""

    fixed: str = ""
    fact: str = ""
    by_value: tuple[tuple[str, str], ...] = ()

    def pick(self, *, facts: Mapping[str, str]) -> str:
        """Give what is chosen by the facts; nothing where they do not answer."""
        return dict(self.by_value).get(facts.get(self.fact, ""), "") if self.fact else self.fixed


@dataclass(frozen=True)
class RuleLine:
    """One line of a rule: which accounts, which amount, which side."""

    debit: Choice
    credit: Choice
    amount: str
    is_optional: bool
    side: Choice


@dataclass(frozen=True)
class PostingRule:
    """How one kind of document is posted, and the article it rests on."""

    name: str
    label_vi: str
    label_en: str
    law: Citation
    lines: tuple[RuleLine, ...]


def read_rules(*, rows: Sequence[Mapping[str, str]], document: str) -> dict[str, PostingRule]:
    """Read the rows of a table of posting rules.

    Shape:  one rule per name, its lines in the order of the rows
    """
    names = dict.fromkeys(row["rule"] for row in rows)
    grouped = {name: [row for row in rows if row["rule"] == name] for name in names}
    return {name: _read_rule(name=name, rows=lines, document=document) for name, lines in grouped.items()}


def get_rule(*, rules: Mapping[str, PostingRule], name: str, regime: str) -> PostingRule:
    """Get a rule by its name.

    Raises: RuleUnknown
    """
    if name not in rules:
        raise RuleUnknown(rule=name, regime=regime)
    return rules[name]


def postings_by_rule(
    *,
    rule: PostingRule,
    amounts: Mapping[str, Dong],
    facts: Mapping[str, str],
    party_id: UUID | None = None,
    item_id: UUID | None = None,
) -> tuple[Posting, ...]:
    """Turn a document's amounts and facts into postings.

    Lines with an optional amount are left out when it is missing or zero.

    Raises: RuleNeedsAmount, RuleNeedsFact
    """
    postings = []
    for line in rule.lines:
        amount = amounts.get(line.amount, Dong(0))
        if line.is_optional and not amount:
            continue
        if line.amount not in amounts:
            raise RuleNeedsAmount(rule=rule.name, amount=line.amount)
        debit = _choose(choice=line.debit, facts=facts, rule=rule)
        credit = _choose(choice=line.credit, facts=facts, rule=rule)
        side = _choose(choice=line.side, facts=facts, rule=rule) or None
        postings.append(Posting(debit, credit, amount, party_id, item_id, side))  # type: ignore[arg-type]
    return tuple(postings)


def _read_rule(*, name: str, rows: Sequence[Mapping[str, str]], document: str) -> PostingRule:
    head = rows[0]
    lines = tuple(
        RuleLine(
            debit=read_choice(cell=row["debit"]),
            credit=read_choice(cell=row["credit"]),
            amount=row["amount"].removesuffix("?"),
            is_optional=row["amount"].endswith("?"),
            side=read_choice(cell=row["side"]),
        )
        for row in rows
    )
    return PostingRule(name, head["label_vi"], head["label_en"], Citation(document, head["article"]), lines)


def read_choice(*, cell: str) -> Choice:
    """Read a cell of a table: a value, or `fact: value=chosen …`."""
    fact, colon, values = cell.partition(": ")
    if not colon:
        return Choice(fixed=cell)
    pairs = tuple((value, chosen) for value, _, chosen in (pair.partition("=") for pair in values.split()))
    return Choice(fact=fact, by_value=pairs)


def _choose(*, choice: Choice, facts: Mapping[str, str], rule: PostingRule) -> str:
    if not choice.fact:
        return choice.fixed
    by_value = dict(choice.by_value)
    value = facts.get(choice.fact, "none")
    if value not in by_value:
        raise RuleNeedsFact(rule=rule.name, fact=choice.fact, choices=", ".join(by_value))
    return by_value[value]
