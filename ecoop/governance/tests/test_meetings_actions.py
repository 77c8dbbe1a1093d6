"""Meetings from the call to the signed minutes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from ecoop.governance.actions.change_agenda import ItemDraft, add_agenda_item, withdraw_agenda_item
from ecoop.governance.actions.check_in import Arrival, check_in
from ecoop.governance.actions.check_out import check_out
from ecoop.governance.actions.convene_meeting import AgainDraft, convene_again, convene_meeting
from ecoop.governance.actions.hold_meeting import (
    adjourn_meeting,
    cancel_meeting,
    conclude_meeting,
    open_meeting,
    send_notice,
)
from ecoop.governance.actions.issue_passes import renew_passes
from ecoop.governance.actions.keep_meeting_paper import MeetingPaperDraft, keep_meeting_paper
from ecoop.governance.actions.name_delegates import name_delegates
from ecoop.governance.actions.propose_motion import MotionDraft, propose_motion, withdraw_motion
from ecoop.governance.actions.sign_minutes import SigningDraft, sign_minutes, write_note
from ecoop.governance.calc.meetings import Means, MeetingKind, MeetingPaperKind, Status
from ecoop.governance.errors.meetings import (
    AgendaChangeTooLate,
    AgendaNeedsRequest,
    CalledAgainTooLate,
    CannotBeCalledAgain,
    DelegatesNotAllowed,
    EnoughAttend,
    MandateNotPossible,
    MeetingIsNowhere,
    MeetingStepNotPossible,
    MotionNotPossible,
    NotCalled,
    NoticeTooShort,
    ProxyNeedsPaper,
    TooEarlyToArrive,
    TooFewAsked,
    TooFewDelegates,
    TooFewSigned,
)
from ecoop.governance.errors.votes import QuorumIsMissing
from ecoop.governance.models import Attendance
from ecoop.governance.queries.called import get_delegates
from ecoop.governance.queries.meetings import (
    find_present,
    get_attendance,
    get_meeting,
    list_agenda,
    list_attended,
    list_motions,
)
from ecoop.governance.queries.passes import find_pass, map_tokens
from ecoop.governance.tests.meetings_stage import CALLED_AT, HELD_AT, STARTS_AT, MeetingsStage, set_meetings_stage
from ecoop.kernel.ids import new_id
from ecoop.members.calc import PaperDraft
from ecoop.members.errors import PaperNotAccepted
from ecoop.resolutions.errors import BodyMayNotDecide, ParameterUnreadable
from tests.cast import Cast

PHOTO = PaperDraft("uy-quyen.jpg", b"\xff\xd8\xff" + b"0" * 50)


@pytest.fixture
def stage(cast: Cast) -> MeetingsStage:
    with cast.inside(cast.coop, cast.lan):
        return set_meetings_stage(cast)


def test_a_meeting_is_called_once_however_often_it_is_sent(cast: Cast, stage: MeetingsStage) -> None:
    with cast.inside(cast.coop, cast.lan):
        draft = stage.draft()
        for _each in range(2):
            convene_meeting(draft=draft, **stage.on(CALLED_AT))
        assert get_meeting(org_id=cast.coop.id, meeting_id=draft.id).status is Status.CONVENED
        assert [item.title for item in list_agenda(org_id=cast.coop.id, meeting_id=draft.id)] == list(draft.agenda)
        with pytest.raises(MeetingIsNowhere):
            stage.call(place="")
        with pytest.raises(NoticeTooShort):
            stage.call(starts_at=CALLED_AT + timedelta(days=2))
        with pytest.raises(DelegatesNotAllowed):
            stage.call(is_of_delegates=True)


def test_notice_gives_each_official_member_a_pass_that_opens_this_meeting_only(
    cast: Cast, stage: MeetingsStage
) -> None:
    with cast.inside(cast.coop, cast.lan):
        meeting_id, other_id = stage.notice(), stage.notice()
        tokens = map_tokens(org_id=cast.coop.id, meeting_id=meeting_id, ids=[*stage.members, stage.associate])
        assert set(tokens) == set(stage.members)
        others = map_tokens(org_id=cast.coop.id, meeting_id=other_id, ids=stage.members)
        assert not set(tokens.values()) & set(others.values())
    token = tokens[stage.members[3]]
    found = find_pass(token=token)
    assert found
    assert (found.org_id, found.meeting_id, found.member_id) == (cast.coop.id, meeting_id, stage.members[3])
    assert find_pass(token="a" * 26) is None
    assert find_pass(token=token.upper() + "\x00") is None
    with cast.inside(cast.coop, cast.lan):
        renew_passes(meeting_id=meeting_id, ids=[stage.members[3]], **stage.on(CALLED_AT))
        renewed = map_tokens(org_id=cast.coop.id, meeting_id=meeting_id, ids=stage.members)[stage.members[3]]
    assert find_pass(token=token) is None
    assert find_pass(token=renewed) is not None


def test_the_agenda_changes_freely_before_the_notice_and_on_request_after_it(cast: Cast, stage: MeetingsStage) -> None:
    """12 members: a third are 4. The meeting is on 20 March: requests until 18 March."""
    with cast.inside(cast.coop, cast.lan):
        meeting_id = stage.call()
        first = list_agenda(org_id=cast.coop.id, meeting_id=meeting_id)[0]
        withdraw_agenda_item(meeting_id=meeting_id, item_id=first.id, reason="gộp", **stage.on(CALLED_AT))
        add_agenda_item(meeting_id=meeting_id, item=ItemDraft(new_id(), "Bầu cử"), **stage.on(CALLED_AT))
        send_notice(meeting_id=meeting_id, **stage.on(CALLED_AT))
        item = ItemDraft(new_id(), "Mua xe", asked_on=date(2027, 3, 18), asking=4)
        for wrong, refusal in (
            (replace(item, asked_on=None), AgendaNeedsRequest),
            (replace(item, asking=3), TooFewAsked),
            (replace(item, asked_on=date(2027, 3, 19)), AgendaChangeTooLate),
        ):
            with pytest.raises(refusal):
                add_agenda_item(meeting_id=meeting_id, item=wrong, **stage.on(CALLED_AT))
        add_agenda_item(meeting_id=meeting_id, item=item, **stage.on(CALLED_AT))
        agenda = list_agenda(org_id=cast.coop.id, meeting_id=meeting_id)
        assert [(each.title, each.is_added) for each in agenda] == [
            ("Phân phối thu nhập", False),
            ("Bầu cử", False),
            ("Mua xe", True),
        ]
        with pytest.raises(MeetingStepNotPossible):
            withdraw_agenda_item(meeting_id=meeting_id, item_id=agenda[0].id, reason="x", **stage.on(CALLED_AT))


def test_motions_take_the_majority_of_their_matter_and_say_what_it_needs(cast: Cast, stage: MeetingsStage) -> None:
    with cast.inside(cast.coop, cast.lan):
        meeting_id = stage.call()
        item = list_agenda(org_id=cast.coop.id, meeting_id=meeting_id)[0]
        draft = MotionDraft(new_id(), item.id, "Thông qua báo cáo tài chính", "statements", {"year": 2026})
        act = {"meeting_id": meeting_id, **stage.on(CALLED_AT)}
        propose_motion(motion=draft, **act)
        propose_motion(motion=draft, **act)
        dissolve = {"starts_on": "2027-04-01", "reason": "hết việc"}
        propose_motion(motion=MotionDraft(new_id(), item.id, "Giải thể", "dissolution", dissolve), **act)
        motions = list_motions(org_id=cast.coop.id, meeting_id=meeting_id)
        assert [(each.matter, each.majority.value) for each in motions] == [
            ("statements", "simple"),
            ("dissolution", "special"),
        ]
        with pytest.raises(ParameterUnreadable):
            propose_motion(motion=replace(draft, id=new_id(), parameters={}), **act)
        with pytest.raises(MotionNotPossible):
            propose_motion(motion=MotionDraft(new_id(), item.id, "Bầu", "elections", {"body": "board"}), **act)
        names = [{"code": "1", "label": "Năm", "member_id": str(stage.members[0])}, {"code": "2", "label": "Hoa"}]
        election = MotionDraft(new_id(), item.id, "Bầu", "elections", {"body": "board"}, options=names, seats=2)
        propose_motion(motion=election, **act)
        with pytest.raises(MotionNotPossible):
            propose_motion(motion=replace(election, id=new_id(), seats=3), **act)
        withdraw_motion(motion_id=draft.id, reason="rút", **stage.on(CALLED_AT))
        assert [each.matter for each in list_motions(org_id=cast.coop.id, meeting_id=meeting_id)] == [
            "dissolution",
            "elections",
        ]


def test_a_quorum_breaks_when_people_leave_and_holds_again_when_they_come_back(
    cast: Cast, stage: MeetingsStage
) -> None:
    """12 called: 6 are needed."""
    with cast.inside(cast.coop, cast.lan):
        meeting_id = stage.notice()
        with pytest.raises(TooEarlyToArrive):
            check_in(meeting_id=meeting_id, arrivals=[Arrival(stage.members[0])], **stage.on(CALLED_AT))
        stage.come(meeting_id, *range(5))
        with pytest.raises(QuorumIsMissing):
            open_meeting(meeting_id=meeting_id, chair="Hoa", secretary="Lan", **stage.on(HELD_AT))
        stage.come(meeting_id, 4, 5)
        open_meeting(meeting_id=meeting_id, chair="Hoa", secretary="Lan", **stage.on(HELD_AT))
        later = HELD_AT + timedelta(hours=1)
        with pytest.raises(EnoughAttend):
            adjourn_meeting(meeting_id=meeting_id, text="", **stage.on(later))
        for _each in range(2):
            check_out(meeting_id=meeting_id, ids=[stage.members[5]], **stage.on(later))
        seen = get_attendance(org_id=cast.coop.id, meeting_id=meeting_id, at=later)
        assert (seen.called, seen.here, seen.quorum_needed, seen.is_quorate) == (12, 5, 6, False)
        assert get_attendance(org_id=cast.coop.id, meeting_id=meeting_id, at=HELD_AT).is_quorate
        stage.come(meeting_id, 5, at=later + timedelta(minutes=5))
        assert get_attendance(org_id=cast.coop.id, meeting_id=meeting_id, at=later + timedelta(minutes=5)).is_quorate
        attended = list_attended(org_id=cast.coop.id, meeting_id=meeting_id)
        assert [(each.visit, each.left_at) for each in attended[-2:]] == [(1, later), (2, None)]


def test_who_ticks_the_same_member_again_ticks_once_and_guests_carry_no_vote(cast: Cast, stage: MeetingsStage) -> None:
    with cast.inside(cast.coop, cast.lan):
        meeting_id = stage.notice()
        stage.come(meeting_id, 0, 0, 1)
        stage.come(meeting_id, 0)
        check_in(meeting_id=meeting_id, arrivals=[Arrival(stage.associate)], **stage.on(HELD_AT))
        seen = get_attendance(org_id=cast.coop.id, meeting_id=meeting_id, at=HELD_AT)
        assert (seen.here, seen.carried_votes, seen.guests) == (2, 2, 1)
        assert Attendance.objects.filter(org_id=cast.coop.id).count() == 3
        with pytest.raises(NotCalled):
            check_in(meeting_id=meeting_id, arrivals=[Arrival(new_id())], **stage.on(HELD_AT))


def test_a_proxy_is_on_paper_and_gives_way_to_the_member(cast: Cast, stage: MeetingsStage) -> None:
    with cast.inside(cast.coop, cast.lan):
        meeting_id = stage.notice()
        proxy = Arrival(stage.members[2], means=Means.PROXY, holder_name="Thành viên 5")
        with pytest.raises(ProxyNeedsPaper):
            check_in(meeting_id=meeting_id, arrivals=[proxy], **stage.on(HELD_AT))
        draft = MeetingPaperDraft(new_id(), MeetingPaperKind.PROXY, "Giấy ủy quyền TV003", PHOTO)
        paper_id = keep_meeting_paper(meeting_id=meeting_id, draft=draft, **stage.on(HELD_AT))
        check_in(meeting_id=meeting_id, arrivals=[replace(proxy, paper_id=paper_id)], **stage.on(HELD_AT))
        stage.come(meeting_id, 2, at=HELD_AT + timedelta(minutes=9))
        at = HELD_AT + timedelta(minutes=10)
        seen = get_attendance(org_id=cast.coop.id, meeting_id=meeting_id, at=at)
        assert (seen.here, seen.carried_votes) == (1, 1)
        present = find_present(org_id=cast.coop.id, meeting_id=meeting_id, member_id=stage.members[2], at=at)
        assert present
        assert present.means is Means.IN_PERSON


@pytest.mark.parametrize("content", [b"", b"<svg onload=alert(1)>", b"MZ\x90", b"%PD", b"%PDF-1.7" + b"0" * 5_300_000])
def test_hostile_papers_are_refused(cast: Cast, stage: MeetingsStage, content: bytes) -> None:
    with cast.inside(cast.coop, cast.lan):
        draft = MeetingPaperDraft(new_id(), MeetingPaperKind.OTHER, "x", PaperDraft("a.pdf", content))
        with pytest.raises(PaperNotAccepted):
            keep_meeting_paper(meeting_id=stage.notice(), draft=draft, **stage.on(CALLED_AT))


def test_delegates_carry_the_votes_of_who_authorised_them(cast: Cast) -> None:
    """60 members: at least 50 % are 30 delegates; each of 30 goes for herself and one more."""
    with cast.inside(cast.coop, cast.lan):
        stage = set_meetings_stage(cast, count=60)
        meeting_id = stage.call(is_of_delegates=True)
        act = {"meeting_id": meeting_id, **stage.on(CALLED_AT)}
        pairs = {stage.members[place]: [stage.members[place + 30]] for place in range(29)}
        name_delegates(mandates=pairs, **act)
        with pytest.raises(TooFewDelegates):
            send_notice(**act)
        with pytest.raises(MandateNotPossible):
            name_delegates(mandates={stage.members[59]: [stage.members[30]]}, **act)
        with pytest.raises(MandateNotPossible):
            name_delegates(mandates={stage.associate: []}, **act)
        name_delegates(mandates={stage.members[29]: [stage.members[59]]}, **act)
        delegates = get_delegates(org_id=cast.coop.id, meeting=get_meeting(org_id=cast.coop.id, meeting_id=meeting_id))
        assert (len(delegates.lines), delegates.votes, delegates.needed) == (30, 60, 30)
        send_notice(**act)
        stage.come(meeting_id, *range(15))
        # Somebody who is no delegate is a guest.
        stage.come(meeting_id, 45)
        seen = get_attendance(org_id=cast.coop.id, meeting_id=meeting_id, at=HELD_AT)
        assert (seen.called, seen.here, seen.carried_votes, seen.guests, seen.is_quorate) == (30, 15, 30, 1, True)
        check_out(meeting_id=meeting_id, ids=[stage.members[14]], **stage.on(HELD_AT))
        assert not get_attendance(org_id=cast.coop.id, meeting_id=meeting_id, at=HELD_AT).is_quorate


def test_a_meeting_without_quorum_is_called_again_twice(cast: Cast, stage: MeetingsStage) -> None:
    with cast.inside(cast.coop, cast.lan):
        first_id = stage.notice()
        with pytest.raises(CannotBeCalledAgain):
            convene_again(meeting_id=first_id, draft=AgainDraft(new_id(), HELD_AT.date(), HELD_AT), **stage.on(HELD_AT))
        adjourn_meeting(meeting_id=first_id, text="", **stage.on(HELD_AT))
        late = AgainDraft(new_id(), HELD_AT.date(), datetime(2027, 4, 20, 1, 0, tzinfo=UTC))
        with pytest.raises(CalledAgainTooLate):
            convene_again(meeting_id=first_id, draft=late, **stage.on(HELD_AT))
        second_at = datetime(2027, 4, 19, 1, 0, tzinfo=UTC)
        second_id = convene_again(
            meeting_id=first_id, draft=replace(late, id=new_id(), starts_at=second_at), **stage.on(HELD_AT)
        )
        second = get_meeting(org_id=cast.coop.id, meeting_id=second_id)
        assert (second.convening, second.first_id, second.year) == (2, first_id, 2026)
        assert len(list_agenda(org_id=cast.coop.id, meeting_id=second_id)) == 2
        send_notice(meeting_id=second_id, **stage.on(HELD_AT))
        stage.come(second_id, 0, 1, 2, at=second_at)
        # 33 % of 12 are 3,96: four are needed, three came.
        adjourn_meeting(meeting_id=second_id, text="", **stage.on(second_at))
        third_at = datetime(2027, 5, 9, 1, 0, tzinfo=UTC)
        third = AgainDraft(new_id(), second_at.date(), third_at)
        convene_again(meeting_id=second_id, draft=third, **stage.on(second_at))
        send_notice(meeting_id=third.id, **stage.on(second_at))
        stage.come(third.id, 0, at=third_at)
        open_meeting(meeting_id=third.id, chair="Hoa", secretary="Lan", **stage.on(third_at))


def test_minutes_are_signed_by_both_or_by_more_than_half(cast: Cast, stage: MeetingsStage) -> None:
    """Seven attended: four must sign where the chair refuses."""
    with cast.inside(cast.coop, cast.lan):
        meeting_id = stage.open()
        act = {"meeting_id": meeting_id, **stage.on(HELD_AT + timedelta(hours=3))}
        write_note(text="Bà Hoa hỏi về giá chè.", item_id=None, note_id=new_id(), **act)
        refused = SigningDraft(date(2027, 3, 20), False, True, "Chủ tọa không ký", 3)
        with pytest.raises(MeetingStepNotPossible):
            sign_minutes(signing=refused, **act)
        conclude_meeting(**act)
        with pytest.raises(TooFewSigned):
            sign_minutes(signing=refused, **act)
        sign_minutes(signing=replace(refused, attendees_signed=4), **act)
        assert get_meeting(org_id=cast.coop.id, meeting_id=meeting_id).status is Status.SIGNED
        with pytest.raises(MeetingStepNotPossible):
            check_in(arrivals=[Arrival(stage.members[8])], **act)


def test_a_meeting_is_cancelled_before_it_opens_and_the_board_decides_what_is_the_boards(
    cast: Cast, stage: MeetingsStage
) -> None:
    with cast.inside(cast.coop, cast.lan):
        meeting_id = stage.notice()
        cancel_meeting(meeting_id=meeting_id, reason="bão", **stage.on(CALLED_AT))
        with pytest.raises(MeetingStepNotPossible):
            stage.come(meeting_id, 0)
        board_id = stage.call(kind=MeetingKind.BOARD, title="Họp HĐQT", starts_at=STARTS_AT)
        item = list_agenda(org_id=cast.coop.id, meeting_id=board_id)[0]
        with pytest.raises(BodyMayNotDecide):
            propose_motion(
                meeting_id=board_id,
                motion=MotionDraft(new_id(), item.id, "BCTC", "statements", {"year": 2026}),
                **stage.on(CALLED_AT),
            )
