"""Appointing, ending, family, elections: what is written, and what is refused with its article."""

from datetime import date
from typing import Any

import pytest

from ecoop.governance.actions.appoint_elected import appoint_elected, undo_elected
from ecoop.governance.actions.declare_family import TieDraft, declare_family, end_family
from ecoop.governance.actions.end_post import PostEndDraft, end_post, tell_absence
from ecoop.governance.actions.name_holders import PersonNamed, name_holders
from ecoop.governance.calc.bodies import BodyKind, EndGround, Governance, PostRole, Relation
from ecoop.governance.errors import bodies as errors
from ecoop.governance.models import Post
from ecoop.governance.queries.bodies import (
    count_posts_on,
    get_bodies,
    get_governance_on,
    list_posts_on,
    list_shortages_on,
)
from ecoop.governance.tests.bodies_stage import FOUNDED_ON, BodiesStage, fill_the_bodies, set_bodies_stage
from ecoop.kernel.ids import new_id
from ecoop.kernel.refusals import Refusal
from ecoop.members.actions.end_memberships import DepartureDraft, end_memberships
from ecoop.members.actions.record_decisions import DecisionDraft
from ecoop.members.calc import Body, Ending
from ecoop.resolutions.actions.pass_resolution import pass_resolution
from ecoop.resolutions.calc import DecidingBody, ResolutionDraft
from ecoop.resolutions.errors import ResolutionIsUsed
from ecoop.resolutions.queries import ResolutionFacts, get_resolution
from tests.cast import BEGAN_AT, Cast

DAY = date(2026, 3, 1)
B = BodyKind


@pytest.fixture
def stage(cast: Cast) -> Any:
    with cast.inside(cast.coop, cast.lan):
        yield set_bodies_stage(cast)


def elect(stage: BodiesStage, parameters: dict[str, Any], *, body: str = "general_meeting") -> ResolutionFacts:
    """Let the meeting pass a resolution of elections, and read it again."""
    draft = ResolutionDraft(
        id=new_id(), number="", body=DecidingBody(body), matter="elections", title="Bầu", parameters=parameters,
        passed_on=FOUNDED_ON, starts_on=FOUNDED_ON, called=6, attended=6, votes_for=6, votes_against=0,
        votes_blank=0, is_on_paper=True, paper="Biên bản",
    )  # fmt: skip
    pass_resolution(draft=draft, **stage.act)
    return get_resolution(org_id=stage.act["org_id"], resolution_id=draft.id)


def refused(stage: BodiesStage, kind: type[Refusal], *drafts: Any) -> Refusal:
    """Appoint, and give the refusal; nobody is appointed."""
    before = Post.objects.filter(org_id=stage.act["org_id"]).count()
    with pytest.raises(kind) as raised:
        stage.appoint(*drafts)
    assert Post.objects.filter(org_id=stage.act["org_id"]).count() == before
    return raised.value


def _article(told: Refusal) -> str:
    return told.law.article if told.law else ""


def test_whoever_is_appointed_holds_the_post_for_five_years_and_the_bodies_are_whole(stage: BodiesStage) -> None:
    org_id = stage.act["org_id"]
    assert get_governance_on(org_id=org_id, day=DAY) is Governance.FULL
    drafts = stage.draft(0, B.BOARD, PostRole.CHAIR)
    assert stage.appoint(drafts) == [drafts.id]
    assert stage.appoint(drafts) == []
    with pytest.raises(errors.RowDiffers):
        stage.appoint(
            stage.draft(1, B.BOARD).__class__(drafts.id, stage.holders[1], *(B.BOARD, PostRole.MEMBER), DAY, "NQ")
        )
    (chair,) = list_posts_on(org_id=org_id, day=DAY)
    assert (chair.person_name, chair.ends_on, chair.role) == ("Trần Văn Năm", date(2031, 1, 4), PostRole.CHAIR)
    assert list_posts_on(org_id=org_id, day=date(2026, 1, 4)) == []
    assert {one.code for one in list_shortages_on(org_id=org_id, day=DAY)} >= {"few-board", "no-director"}


def test_a_whole_governance_lacks_nothing(stage: BodiesStage) -> None:
    fill_the_bodies(stage)
    bodies = get_bodies(org_id=stage.act["org_id"], day=DAY)
    assert (bodies.shortages, bodies.board_met_on, bodies.board_due_on) == ((), None, date(2026, 4, 5))
    assert count_posts_on(org_id=stage.act["org_id"], day=DAY, body="supervisors") == 1
    late = get_bodies(org_id=stage.act["org_id"], day=date(2026, 4, 6))
    assert [one.code for one in late.shortages] == ["board-must-meet"]


def test_what_the_law_forbids_is_refused_with_the_article(stage: BodiesStage) -> None:
    fill_the_bodies(stage)
    told = refused(stage, errors.PostsExcludeEachOther, stage.draft(0, B.CASHIER))
    assert _article(told).startswith("Điều 62")
    refused(stage, errors.PostHeldAlready, stage.draft(0, B.BOARD))
    refused(stage, errors.PlaceTaken, stage.draft(4, B.BOARD, PostRole.CHAIR))
    refused(stage, errors.BodyIsFull, stage.draft(4, B.DIRECTOR))
    told = refused(stage, errors.HolderNotOfficial, stage.draft(0, B.BOARD, holder_id=stage.associate))
    assert _article(told) == "Điều 65, khoản 1"
    refused(stage, errors.HolderNotOfficial, stage.draft(0, B.SUPERVISORS, holder_id=stage.outsider))
    told = refused(stage, errors.TermTooLong, stage.draft(4, B.BOARD, term_ends_on=date(2031, 1, 5)))
    assert "04/01/2031" in told.remedy_text
    for body in (B.BOARD, B.CASHIER):
        refused(stage, errors.TermEndsTooEarly, stage.draft(4, body, term_ends_on=date(2020, 1, 5)))
    told = refused(stage, errors.BodyNotInGovernance, stage.draft(4, B.CONTROLLER))
    assert _article(told) == "Điều 56"
    told = refused(stage, errors.AccountantNotQualified, stage.draft(4, B.CHIEF_ACCOUNTANT, is_qualified=False))
    assert _article(told) == "Điều 62, khoản 5"
    refused(stage, errors.PostUnfounded, stage.draft(4, B.CASHIER, rests_on=" "))
    # One of four is 25 %, two of five 40 %.
    stage.appoint(stage.draft(4, B.BOARD, is_foreign=True))
    told = refused(stage, errors.TooManyForeigners, stage.draft(5, B.BOARD, is_foreign=True))
    assert "2" in told.said_text
    assert "35" in told.said_text


def test_family_is_kept_apart_and_a_divorce_lets_them_in(stage: BodiesStage) -> None:
    fill_the_bodies(stage)
    tie = TieDraft(new_id(), stage.holders[4], stage.holders[0], Relation.SPOUSE, FOUNDED_ON)
    declare_family(tie=tie, **stage.act)
    assert declare_family(tie=tie, **stage.act) == tie.id
    told = refused(stage, errors.FamilyExcluded, stage.draft(4, B.CHIEF_ACCOUNTANT))
    assert "Trần Văn Năm" in told.said_text
    refused(stage, errors.FamilyExcluded, stage.draft(4, B.BOARD))
    end_family(tie_id=tie.id, ended_on=DAY, reason="ly hôn", **stage.act)
    refused(stage, errors.FamilyExcluded, stage.draft(4, B.BOARD))
    stage.appoint(stage.draft(4, B.BOARD, starts_on=DAY))
    with pytest.raises(errors.TieUnknown):
        end_family(tie_id=tie.id, ended_on=DAY, reason="", **stage.act)
    with pytest.raises(errors.SamePersonTwice):
        declare_family(tie=TieDraft(new_id(), stage.holders[0], stage.holders[0], Relation.SPOUSE, DAY), **stage.act)


def test_a_relation_declared_late_is_a_warning(stage: BodiesStage) -> None:
    fill_the_bodies(stage)
    declare_family(tie=TieDraft(new_id(), stage.holders[0], stage.holders[3], Relation.SIBLINGS, DAY), **stage.act)
    (told,) = list_shortages_on(org_id=stage.act["org_id"], day=DAY)
    assert (told.code, told.law.article[:7] if told.law else "") == ("family", "Điều 62")


def test_a_director_from_outside_needs_full_governance_and_the_meeting(stage: BodiesStage, cast: Cast) -> None:
    hired = {"holder_id": stage.outsider}
    refused(stage, errors.OutsiderNeedsMeeting, stage.draft(0, B.DIRECTOR, **hired))
    of_board = elect(stage, {"body": "director", "posts": [{"name": "Phan Văn Giám"}]}, body="board")
    refused(stage, errors.OutsiderNeedsMeeting, stage.draft(0, B.DIRECTOR, resolution_id=of_board.id, **hired))
    agreed = elect(stage, {"body": "director", "posts": [{"name": "Phan Văn Giám"}]})
    (post_id,) = stage.appoint(stage.draft(0, B.DIRECTOR, resolution_id=agreed.id, **hired))
    assert Post.objects.get(org_id=cast.coop.id, id=post_id).is_hired


def test_simplified_governance_has_a_controller_and_no_board(cast: Cast) -> None:
    with cast.inside(cast.coop, cast.lan):
        stage = set_bodies_stage(cast, governance="simplified")
        refused(stage, errors.BodyNotInGovernance, stage.draft(0, B.BOARD))
        refused(stage, errors.BodyNotInGovernance, stage.draft(0, B.SUPERVISORS))
        refused(stage, errors.OutsiderNotAllowed, stage.draft(0, B.DIRECTOR, holder_id=stage.outsider))
        stage.appoint(stage.draft(0, B.DIRECTOR), stage.draft(1, B.CONTROLLER), stage.draft(0, B.LEGAL_REPRESENTATIVE))
        refused(stage, errors.BodyIsFull, stage.draft(2, B.CONTROLLER))
        assert list_shortages_on(org_id=cast.coop.id, day=DAY) == []
        assert [one.code for one in list_shortages_on(org_id=cast.coop.id, day=DAY, size="small")] == [
            "governance-too-simple"
        ]
        assert list_shortages_on(org_id=cast.coop.id, day=DAY, size="micro") == []


def test_a_post_ends_once_and_a_mistake_never_was(stage: BodiesStage) -> None:
    org_id, ids = stage.act["org_id"], fill_the_bodies(stage)
    end = PostEndDraft(ids[2], DAY, EndGround.RESIGNED, "Đơn 03")
    end_post(end=end, **stage.act)
    end_post(end=end, **stage.act)
    assert count_posts_on(org_id=org_id, day=DAY, body=B.BOARD) == 2
    assert count_posts_on(org_id=org_id, day=date(2026, 2, 28), body=B.BOARD) == 3
    with pytest.raises(errors.PostEndedBefore):
        end_post(end=PostEndDraft(ids[2], DAY, EndGround.DIED, "x"), **stage.act)
    with pytest.raises(errors.PostEndsTooEarly):
        end_post(end=PostEndDraft(ids[1], date(2026, 1, 4), EndGround.DIED, "x"), **stage.act)
    with pytest.raises(errors.PostUnfounded):
        end_post(end=PostEndDraft(ids[1], DAY, EndGround.DIED, " "), **stage.act)
    with pytest.raises(errors.PostUnknown):
        end_post(end=PostEndDraft(new_id(), DAY, EndGround.DIED, "x"), **stage.act)
    end_post(end=PostEndDraft(ids[4], FOUNDED_ON, EndGround.MISTAKE, "nhầm"), **stage.act)
    assert count_posts_on(org_id=org_id, day=FOUNDED_ON, body=B.SUPERVISORS) == 0
    # Re-election has no limit: whoever left may come again.
    stage.appoint(stage.draft(2, B.BOARD, starts_on=DAY), stage.draft(3, B.SUPERVISORS))


def test_whoever_leaves_the_cooperative_or_fails_is_told(stage: BodiesStage) -> None:
    org_id, ids = stage.act["org_id"], fill_the_bodies(stage)
    decision = DecisionDraft(Body.BOARD, "NQ 02", DAY)
    leaving = DepartureDraft(new_id(), stage.members[2], DAY, Ending.VOLUNTARY, decision)
    assert [one.status for one in end_memberships(departures=[leaving], **stage.act)] == ["recorded"]
    assert [one.code for one in list_shortages_on(org_id=org_id, day=DAY)] == ["not-official"]
    tell_absence(post_id=ids[5], from_on=date(2026, 1, 20), is_absent=True, **stage.act)
    codes = [one.code for one in list_shortages_on(org_id=org_id, day=DAY)]
    assert codes == ["not-official", "representative-gone"]
    tell_absence(post_id=ids[5], from_on=DAY, is_absent=False, **stage.act)
    assert [one.code for one in list_shortages_on(org_id=org_id, day=DAY)] == ["not-official"]


def test_an_election_is_carried_out_once_and_makes_room(stage: BodiesStage) -> None:
    org_id = stage.act["org_id"]
    fill_the_bodies(stage)
    posts = [{"member_id": str(stage.members[place])} for place in (0, 4, 5)]
    posts[1]["role"] = "chair"
    said = {"body": "board", "posts": posts, "starts_on": "2026-03-01"}
    resolution = elect(stage, said)
    new = appoint_elected(resolution=resolution, **stage.act)
    board = [post for post in list_posts_on(org_id=org_id, day=DAY) if post.body is B.BOARD]
    assert {post.id for post in board} == set(new)
    assert (board[0].person_name, board[0].role.value) == ("Hoàng Văn Dũng", "chair")
    assert all(post.rests_on == resolution.number for post in board)
    assert count_posts_on(org_id=org_id, day=date(2026, 2, 28), body=B.BOARD) == 3
    with pytest.raises((ResolutionIsUsed, Refusal)):
        appoint_elected(resolution=get_resolution(org_id=org_id, resolution_id=resolution.id), **stage.act)
    ended = undo_elected(resolution_id=resolution.id, ended_on=date(2026, 4, 1), rests_on="Bản án 7", **stage.act)
    assert set(ended) == set(new)
    assert count_posts_on(org_id=org_id, day=date(2026, 4, 1), body=B.BOARD) == 0


@pytest.mark.parametrize(
    "said",
    [
        {"body": "parliament", "posts": [{"name": "A"}]},
        {"body": "board", "posts": [{"role": "chair"}]},
        {"body": "board", "posts": [{"name": "A", "role": "king"}]},
        {"body": "board", "posts": [{"member_id": "x"}]},
        {"body": "director", "posts": [{"name": "A", "ends_on": "soon"}]},
    ],
)
def test_an_election_that_cannot_be_read_is_refused(stage: BodiesStage, said: dict[str, Any]) -> None:
    with pytest.raises(errors.ElectionUnreadable):
        appoint_elected(resolution=elect(stage, said), **stage.act)


def test_people_are_named_once(stage: BodiesStage) -> None:
    again = [PersonNamed(member_id=stage.members[0]), PersonNamed(name=" Phan Văn Giám "), PersonNamed(name="Mới")]
    first, outsider, new = name_holders(people=again, **stage.act)
    assert (first, outsider) == (stage.holders[0], stage.outsider)
    assert name_holders(people=[again[2], again[2]], **stage.act) == [new, new]
    for nobody in (PersonNamed(), PersonNamed(member_id=new_id()), PersonNamed(name="\x00")):
        with pytest.raises(errors.HolderUnknown):
            name_holders(people=[nobody], **stage.act)


def test_the_stage_began_on_the_founding_day() -> None:
    assert BEGAN_AT.date() == FOUNDED_ON
