"""Which posts one person, or one family, may not hold together; what an appointment must be (L17 Articles 62 to 72)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from uuid import UUID

from ecoop.governance.calc.bodies import BodyKind, PostFacts
from ecoop.kernel.refusals import Citation

# How the table cooperative/incompatible-posts calls them.
_POST = {
    BodyKind.BOARD: "board",
    BodyKind.SUPERVISORS: "supervisor",
    BodyKind.DIRECTOR: "director",
    BodyKind.CHIEF_ACCOUNTANT: "chief_accountant",
    BodyKind.CASHIER: "cashier",
}


@dataclass(frozen=True)
class ClashRule:
    """Two posts that one person, or two of one family, may not hold."""

    posts: frozenset[str]
    same_person: bool
    family: bool
    law: Citation


@dataclass(frozen=True)
class BodyRules:
    """What the law of a day says about bodies; `law` cites by short name."""

    sizes: Mapping[BodyKind, tuple[int, int]]
    foreign_below: Decimal
    term_years: int
    clashes: tuple[ClashRule, ...]
    is_controller_bound: bool
    absent_days: int
    meeting_days: int
    board_months: int
    board_quorum: Fraction
    law: Mapping[str, Citation]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tie:
    """Two people who are family while the tie holds."""

    id: UUID
    holder_id: UUID
    other_id: UUID
    relation: str
    declared_on: date
    ended_on: date | None = None

    @property
    def pair(self) -> frozenset[UUID]:
        """Give the two, in no order: family is mutual."""
        return frozenset((self.holder_id, self.other_id))

    def holds_on(self, *, day: date) -> bool:
        """Tell whether the two are family on a day; a tie was there before it was declared."""
        return self.ended_on is None or day < self.ended_on


@dataclass(frozen=True)
class Clash:
    """Two posts held together that the law keeps apart."""

    first: PostFacts
    second: PostFacts
    is_family: bool
    law: Citation
    relation: str = field(default="", compare=False)


def read_clash_rules(*, rows: Sequence[Mapping[str, str]], document: str) -> tuple[ClashRule, ...]:
    """Read the table of posts that exclude each other."""
    return tuple(
        ClashRule(
            posts=frozenset((row["post"], row["excludes"])),
            same_person=row["same_person"] == "yes",
            family=row["family"] == "yes",
            law=Citation(document, row["source"]),
        )
        for row in rows
    )


def find_clashes(*, posts: Collection[PostFacts], ties: Collection[Tie], rules: BodyRules) -> list[Clash]:
    """Find every pair of posts that one person or one family holds and may not.

    Law:   L17 Art. 62, clauses 1 to 3; cooperative/incompatible-posts, cooperative/family
    Shape: each pair once, whatever the order of posts
    """
    related = {tie.pair: tie.relation for tie in ties}
    found = []
    for first, second in combinations(posts, 2):
        is_same = first.holder_id == second.holder_id
        relation = related.get(frozenset((first.holder_id, second.holder_id)), "")
        if not is_same and not relation:
            continue
        named = frozenset((_named(first.body, rules), _named(second.body, rules)))
        found += [
            Clash(first, second, not is_same, rule.law, relation)
            for rule in rules.clashes
            if rule.posts == named and (rule.same_person if is_same else rule.family)
        ]
    return found


def is_foreign_share_kept(*, board: Collection[PostFacts], rules: BodyRules) -> bool:
    """Tell whether foreigners are fewer than the law lets sit on the board.

    Law: L17 Art. 65, clause 1
    """
    foreign = sum(post.is_foreign for post in board)
    return foreign == 0 or foreign < rules.foreign_below * len(board)


def end_of_term(*, starts_on: date, years: int) -> date:
    """Give the last day of a term of so many years: the day before the anniversary."""
    month, day = starts_on.month, starts_on.day
    is_leap_day = (month, day) == (2, 29)
    anniversary = date(starts_on.year + years, 3, 1) if is_leap_day else date(starts_on.year + years, month, day)
    return anniversary - timedelta(days=1)


def count_needed(*, count: int, ratio: Fraction) -> int:
    """Count how many of a board must be there at least.

    Law: L17 Art. 65
    """
    return -(-count * ratio.numerator // ratio.denominator)


def _named(body: BodyKind, rules: BodyRules) -> str:
    if body is BodyKind.CONTROLLER:
        return "supervisor" if rules.is_controller_bound else ""
    return _POST.get(body, "")
