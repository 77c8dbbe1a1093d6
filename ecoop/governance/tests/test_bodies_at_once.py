"""Several hands at once: no second director, no tenth chair, no post that ends twice, no course begun twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

from django.db import connection

from ecoop.governance.actions.declare_family import TieDraft, declare_family
from ecoop.governance.actions.end_post import PostEndDraft, end_post
from ecoop.governance.actions.name_holders import PersonNamed, name_holders
from ecoop.governance.actions.open_course import CourseDraft, open_course
from ecoop.governance.calc.bodies import BodyKind, CourseKind, EndGround, PostRole, Relation
from ecoop.governance.errors.bodies import BodyIsFull, FamilyExcluded, PlaceTaken, PostEndedBefore
from ecoop.governance.errors.courses import CourseIsOpen
from ecoop.governance.models import Holder, Post
from ecoop.governance.queries.bodies import list_posts_on
from ecoop.governance.tests.bodies_stage import FOUNDED_ON, BodiesStage, set_bodies_stage
from ecoop.kernel.ids import new_id
from ecoop.kernel.refusals import Refusal
from tests.cast import Cast, bring_the_cast

HANDS = 3
DAY = date(2026, 1, 5)


def at_once(cast: Cast, act: Callable[[int], Any]) -> list[type[Refusal] | None]:
    """Let every hand do its own at the same time; answer what each was told, success first."""

    def one(hand: int) -> type[Refusal] | None:
        try:
            with cast.inside(cast.coop, cast.lan):
                act(hand)
        except Refusal as refusal:
            return type(refusal)
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(HANDS) as pool:
        return sorted(pool.map(one, range(HANDS)), key=lambda told: told is not None)


def test_three_hands_at_once_keep_every_rule_of_bodies(committed_db: str) -> None:
    cast = bring_the_cast()
    with cast.inside(cast.coop, cast.lan):
        stage = set_bodies_stage(cast)
    act = stage.act

    directors = [stage.draft(hand, BodyKind.DIRECTOR) for hand in range(HANDS)]
    assert at_once(cast, lambda hand: stage.appoint(directors[hand])) == [None, BodyIsFull, BodyIsFull]
    chairs = [stage.draft(hand, BodyKind.BOARD, PostRole.CHAIR) for hand in range(HANDS)]
    assert at_once(cast, lambda hand: stage.appoint(chairs[hand])) == [None, PlaceTaken, PlaceTaken]
    # One appointment sent three times is one.
    member = stage.draft(4, BodyKind.BOARD)
    assert at_once(cast, lambda _hand: stage.appoint(member)) == [None, None, None]
    with cast.inside(cast.coop, cast.lan):
        assert [post.body for post in list_posts_on(org_id=cast.coop.id, day=DAY)].count(BodyKind.BOARD) == 2

    grounds = (EndGround.RESIGNED, EndGround.DIED, EndGround.DISMISSED)
    ends = [PostEndDraft(member.id, date(2026, 2, 1), ground, "Đơn") for ground in grounds]
    assert at_once(cast, lambda hand: end_post(end=ends[hand], **act)) == [None, PostEndedBefore, PostEndedBefore]

    courses = [CourseDraft(new_id(), CourseKind.TO_FULL, FOUNDED_ON, "") for _hand in range(HANDS)]
    assert at_once(cast, lambda hand: open_course(course=courses[hand], **act)) == [None, CourseIsOpen, CourseIsOpen]

    someone = [PersonNamed(name="Người mới")]
    assert at_once(cast, lambda _hand: name_holders(people=someone, **act)) == [None, None, None]
    with cast.inside(cast.coop, cast.lan):
        assert Holder.objects.filter(org_id=cast.coop.id, name="Người mới").count() == 1


def test_two_of_a_family_at_once_do_not_slip_in_together(committed_db: str) -> None:
    """A brother on the board and his sister at the cash box, appointed at the same instant: one of them is refused."""
    cast, stage, brother, sister = _with_family(bring_the_cast())
    drafts = [
        stage.draft(0, BodyKind.BOARD, holder_id=brother),
        stage.draft(0, BodyKind.CASHIER, holder_id=sister),
        stage.draft(2, BodyKind.LEGAL_REPRESENTATIVE),
    ]
    assert at_once(cast, lambda hand: stage.appoint(drafts[hand])) == [None, None, FamilyExcluded]
    with cast.inside(cast.coop, cast.lan):
        assert Post.objects.filter(org_id=cast.coop.id).count() == 2


def _with_family(cast: Cast) -> tuple[Cast, BodiesStage, Any, Any]:
    with cast.inside(cast.coop, cast.lan):
        stage = set_bodies_stage(cast)
        brother, sister = stage.holders[0], stage.holders[1]
        tie = TieDraft(new_id(), brother, sister, Relation.SIBLINGS, FOUNDED_ON)
        declare_family(tie=tie, **stage.act)
    return cast, stage, brother, sister
