"""Bodies by pencil: the table of Article 62 pair by pair, terms, foreigners, and what is missing."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecoop.governance.calc.bodies import BodyKind, Governance, PostFacts, PostRole
from ecoop.governance.calc.clashes import Tie, count_needed, end_of_term, find_clashes, is_foreign_share_kept
from ecoop.governance.calc.shortages import BodiesSeen, list_shortages
from ecoop.governance.queries.bodies import ask_governance
from ecoop.governance.queries.body_rules import get_body_rules
from ecoop.kernel.ids import new_id

DAY = date(2026, 11, 22)
RULES = get_body_rules(day=DAY)
B = BodyKind


def post(
    body: BodyKind, holder: UUID | None = None, *, ends_on: date | None = None, is_foreign: bool = False
) -> PostFacts:
    """Make a post of somebody who is a member."""
    holder = holder or new_id()
    role = PostRole.MEMBER
    return PostFacts(
        new_id(), holder, body, role, holder, f"Người {holder}", date(2026, 1, 5), ends_on, "NQ", is_foreign=is_foreign
    )


# Article 62, read from the page: what one person may not hold, and what one family may not.
SAME = {(B.BOARD, B.SUPERVISORS), (B.BOARD, B.CHIEF_ACCOUNTANT), (B.BOARD, B.CASHIER), (B.BOARD, B.CONTROLLER)}
FAMILY = SAME | {
    (B.BOARD, B.BOARD),
    (B.DIRECTOR, B.SUPERVISORS),
    (B.DIRECTOR, B.CONTROLLER),
    (B.DIRECTOR, B.CHIEF_ACCOUNTANT),
    (B.DIRECTOR, B.CASHIER),
}
PAIRS = [(first, second) for first in B for second in B]


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_one_person_holds_just_what_article_62_lets_one_hold(first: BodyKind, second: BodyKind) -> None:
    who = new_id()
    clashes = find_clashes(posts=[post(first, who), post(second, who)], ties=[], rules=RULES)
    assert bool(clashes) == bool({(first, second), (second, first)} & SAME)
    assert all(not clash.is_family for clash in clashes)


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_one_family_holds_just_what_article_62_lets_it_hold(first: BodyKind, second: BodyKind) -> None:
    one, other = new_id(), new_id()
    posts, tie = [post(first, one), post(second, other)], Tie(new_id(), other, one, "siblings", DAY)
    clashes = find_clashes(posts=posts, ties=[tie], rules=RULES)
    assert bool(clashes) == bool({(first, second), (second, first)} & FAMILY)
    assert find_clashes(posts=posts, ties=[], rules=RULES) == []
    assert all(clash.law.article.startswith("Điều 62") for clash in clashes)


@settings(deadline=None)
@given(st.permutations(range(6)))
def test_the_order_of_posts_makes_no_difference(order: list[int]) -> None:
    who = UUID(int=1)
    posts = [post(body, who) for body in (B.BOARD, B.CASHIER, B.DIRECTOR, B.SUPERVISORS, B.CHIEF_ACCOUNTANT)]
    posts.append(post(B.LEGAL_REPRESENTATIVE, who))
    found = find_clashes(posts=[posts[place] for place in order], ties=[], rules=RULES)
    pairs = {frozenset((clash.first.body, clash.second.body)) for clash in found}
    assert pairs == {frozenset(pair) for pair in SAME if B.CONTROLLER not in pair}
    assert len(found) == len(pairs)


@pytest.mark.parametrize(
    ("foreign", "count", "kept"),
    # Below 35 %: 1 of 3 is 33.3 %, 7 of 20 just 35 %, 5 of 15 33.3 %, 2 of 5 40 %.
    [(0, 3, True), (1, 3, True), (2, 5, False), (5, 15, True), (6, 15, False), (7, 20, False), (0, 0, True)],
)
def test_foreigners_stay_below_their_share_of_the_board(foreign: int, count: int, kept: bool) -> None:
    board = [post(B.BOARD, is_foreign=place < foreign) for place in range(count)]
    assert is_foreign_share_kept(board=board, rules=RULES) is kept


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [("2026-01-05", "2031-01-04"), ("2026-03-01", "2031-02-28"), ("2024-02-29", "2029-02-28")],
)
def test_a_term_of_five_years_ends_the_day_before_the_anniversary(starts_on: str, ends_on: str) -> None:
    assert end_of_term(starts_on=date.fromisoformat(starts_on), years=RULES.term_years) == date.fromisoformat(ends_on)


@pytest.mark.parametrize(("count", "needed"), [(3, 2), (4, 3), (5, 4), (9, 6), (15, 10), (0, 0)])
def test_two_thirds_of_the_board_must_be_there(count: int, needed: int) -> None:
    assert count_needed(count=count, ratio=RULES.board_quorum) == needed


@pytest.mark.parametrize(
    ("form", "size", "members", "asked"),
    [
        ("htx", "micro", 4, ""),
        ("htx", "small", 4, "full"),
        ("htx", "", 90, ""),
        ("lhhtx", "", 9, ""),
        ("lhhtx", "", 10, "full"),
    ],
)
def test_what_governance_the_law_asks_for(form: str, size: str, members: int, asked: str) -> None:
    """Article 56: full from small on, and for a union from ten members on; below, a free choice."""
    assert ask_governance(size=size, day=DAY, form=form, members=members) == asked


def seen(posts: list[PostFacts], **more: object) -> BodiesSeen:
    """Look at posts of official members in a cooperative whose charter says full."""
    base = BodiesSeen(
        day=DAY, governance=Governance.FULL, is_chosen=True, posts=posts, officials=[each.holder_id for each in posts]
    )
    return replace(base, **more)  # type: ignore[arg-type]


def codes(facts: BodiesSeen) -> set[str]:
    """Give what is missing or wrong by its code."""
    return {one.code for one in list_shortages(seen=facts, rules=RULES)}


def whole() -> list[PostFacts]:
    """Make everything a cooperative under full governance needs."""
    board = [post(B.BOARD) for _each in range(3)]
    board[0] = replace(board[0], role=PostRole.CHAIR)
    return [*board, post(B.DIRECTOR), post(B.SUPERVISORS), post(B.LEGAL_REPRESENTATIVE)]


def test_what_is_missing_follows_from_the_governance() -> None:
    assert codes(seen(whole())) == set()
    assert codes(seen([])) == {"no-board", "no-director", "no-supervisors", "no-legal_representative"}
    simple = {"governance": Governance.SIMPLIFIED}
    assert codes(seen([], **simple)) == {"no-director", "no-controller", "no-legal_representative"}
    assert codes(seen(whole()[1:])) == {"few-board", "no-chair"}
    assert codes(seen(whole() * 6)) >= {"many-board"}
    assert codes(seen(whole(), is_chosen=False)) == {"governance-not-chosen"}


def test_a_micro_cooperative_that_grew_must_change_its_governance() -> None:
    simple = [post(B.DIRECTOR), post(B.CONTROLLER), post(B.LEGAL_REPRESENTATIVE)]
    small = seen(simple, governance=Governance.SIMPLIFIED, asked_governance="full")
    assert codes(small) == {"governance-too-simple"}


def test_terms_that_end_soon_or_are_over_are_told() -> None:
    soon = seen([*whole()[:-1], post(B.LEGAL_REPRESENTATIVE, ends_on=DAY + timedelta(days=90))])
    assert codes(soon) == {"term-ends"}
    assert codes(replace(soon, day=DAY + timedelta(days=90))) == {"term-ends"}
    assert codes(replace(soon, day=DAY + timedelta(days=91))) == {"term-over"}
    assert codes(replace(soon, day=DAY - timedelta(days=1))) == set()


def test_the_only_representative_who_fails_thirty_days_calls_for_a_meeting_in_fifteen() -> None:
    posts = whole()
    absent = {posts[-1].id: date(2026, 10, 1)}
    # 1 October and 30 days are 31 October; a meeting within 15 days of it is one by 15 November.
    last = list_shortages(seen=seen(posts, absent_since=absent, day=date(2026, 10, 31)), rules=RULES)[0]
    assert (last.code, last.due_on) == ("representative-gone", date(2026, 11, 15))
    assert codes(seen(posts, absent_since=absent, day=date(2026, 10, 30))) == {"representative-absent"}
    assert codes(seen([*posts, post(B.LEGAL_REPRESENTATIVE)], absent_since=absent)) == set()
    nobody_here = replace(posts[-1], is_resident=False)
    assert codes(seen([*posts[:-1], nobody_here])) == {"no-resident"}


def test_who_is_no_longer_official_or_clashes_is_told() -> None:
    posts = whole()
    assert codes(seen(posts, officials=[each.holder_id for each in posts[1:]])) == {"not-official"}
    clashes = find_clashes(posts=[posts[0], post(B.CASHIER, posts[0].holder_id)], ties=[], rules=RULES)
    assert codes(seen(posts, clashes=clashes)) == {"two-posts"}
    assert codes(seen(posts, board_due_on=date(2026, 11, 21))) == {"board-must-meet"}
    assert codes(seen(posts, board_due_on=DAY)) == set()
