"""What a voucher of the office may record: each posting rule with its paper, its group and its questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ecoop.ledger.calc.rules import Choice, PostingRule, read_choice
from ecoop.vouchers.errors import PaperUnknown, RuleHasItsOwnPage

# The paper that holds whatever has no form of its own.
GENERAL_PAPER = "CTKT"
OFFICE = "office"
ON_CREDIT = frozenset({"credit", "receivable", "payable", "advance", "supplier", "pay", "claim"})


@dataclass(frozen=True)
class Paper:
    """A form of voucher: its code, the group of forms it belongs to, its name."""

    code: str
    group: str
    label_vi: str
    label_en: str


@dataclass(frozen=True)
class Question:
    """A fact that a rule asks, and what may be answered."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class AskedAmount:
    """An amount that a rule asks."""

    name: str
    is_optional: bool


@dataclass(frozen=True)
class VoucherRule:
    """A posting rule as the office records it."""

    name: str
    group: str
    posting: PostingRule
    paper: Choice
    papers_besides: tuple[str, ...]
    party: str
    left_out: frozenset[str]
    label_vi: str
    label_en: str
    words: str

    @property
    def questions(self) -> tuple[Question, ...]:
        """List the facts that the rule asks, in the order in which its lines need them."""
        found: dict[str, list[str]] = {}
        for line in self.posting.lines:
            for choice in (line.debit, line.credit, line.side):
                if choice.fact:
                    known = found.setdefault(choice.fact, [])
                    known += [value for value, _code in choice.by_value if value not in known]
        return tuple(
            Question(fact, tuple(each for each in values if f"{fact}.{each}" not in self.left_out))
            for fact, values in found.items()
        )

    @property
    def amounts(self) -> tuple[AskedAmount, ...]:
        """List the amounts that the rule asks; one that is needed once is needed."""
        needed = {line.amount for line in self.posting.lines if not line.is_optional}
        names = dict.fromkeys(line.amount for line in self.posting.lines)
        return tuple(AskedAmount(name, name not in needed) for name in names)

    def paper_for(self, *, facts: Mapping[str, str]) -> str:
        """Choose the paper by the facts; what the table does not name is a general voucher."""
        if not self.paper.fact:
            return self.paper.fixed
        return dict(self.paper.by_value).get(facts.get(self.paper.fact, ""), GENERAL_PAPER)

    def needs_party(self, *, facts: Mapping[str, str]) -> bool:
        """Tell whether somebody must be named: always for debts, and whenever something is not paid at once."""
        return self.party == "need" or (self.party == "ask" and bool(ON_CREDIT & set(facts.values())))


def read_papers(*, rows: Sequence[Mapping[str, str]]) -> dict[str, Paper]:
    """Read the forms of vouchers by their codes."""
    return {row["code"]: Paper(row["code"], row["group"], row["label_vi"], row["label_en"]) for row in rows}


def read_voucher_rules(
    *, rows: Sequence[Mapping[str, str]], posting_rules: Mapping[str, PostingRule]
) -> dict[str, VoucherRule]:
    """Read which posting rules the office records, in the order of the table."""
    return {
        row["rule"]: VoucherRule(
            name=row["rule"],
            group=row["group"],
            posting=posting_rules[row["rule"]],
            paper=read_choice(cell=row["paper"]),
            papers_besides=tuple(row["also"].split()),
            party=row["party"],
            left_out=frozenset(row["leave_out"].split()),
            label_vi=row["label_vi"] or posting_rules[row["rule"]].label_vi,
            label_en=row["label_en"] or posting_rules[row["rule"]].label_en,
            words=row["words"],
        )
        for row in rows
        if row["by"] == OFFICE
    }


def get_voucher_rule(*, rules: Mapping[str, VoucherRule], name: str) -> VoucherRule:
    """Get a rule that the office records.

    Raises: RuleHasItsOwnPage
    """
    if name not in rules:
        raise RuleHasItsOwnPage(rule=name[:60])
    return rules[name]


def check_paper(*, paper: str, papers: Mapping[str, Paper]) -> None:
    """Refuse a paper that is on no list.

    Raises: PaperUnknown
    """
    if paper not in papers:
        raise PaperUnknown(paper=paper[:20], papers=", ".join(papers))
