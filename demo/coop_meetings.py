"""A cooperative's meetings: the annual one that shares the year's income, and the next one, of which notice is out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from demo.coop_votes import vote_in_secret
from demo.world import COOP_SLUG, seeded_id
from ecoop.governance.actions.cast_vote import cast_votes
from ecoop.governance.actions.check_in import Arrival, check_in
from ecoop.governance.actions.close_vote import close_vote
from ecoop.governance.actions.convene_meeting import MeetingDraft, convene_meeting
from ecoop.governance.actions.hold_meeting import conclude_meeting, open_meeting, send_notice
from ecoop.governance.actions.open_vote import open_vote
from ecoop.governance.actions.propose_motion import MotionDraft, propose_motion
from ecoop.governance.actions.sign_minutes import SigningDraft, sign_minutes, write_note
from ecoop.governance.calc.bodies import Governance
from ecoop.governance.calc.meetings import Convener, Means, MeetingKind, Status, Via
from ecoop.governance.calc.votes import VoteMeans
from ecoop.governance.queries.bodies import get_governance_on
from ecoop.governance.queries.meeting_page import list_items
from ecoop.governance.queries.meetings import MeetingFacts, get_meeting, list_agenda, list_motions
from ecoop.kernel.dates import vietnam_day
from ecoop.members.calc import MemberType
from ecoop.members.queries import MemberLine, MembersWanted, list_members_page

# Village halls fill at eight in the morning; papers go out two weeks before.
OPENS_AT = time(1, tzinfo=UTC)
NOTICE = timedelta(days=14)
NEXT_IN = timedelta(days=12)
PLACE = "Nhà văn hóa xóm Đồi Gió"
# Of ten who are called, eight come, and one in ten of those is against.
COME_OF_TEN, AGAINST_EVERY = 8, 10
MOST_CALLED = 400
# One cooperative elects one more supervisor in secret: places in the register who stand, and how many vote by phone.
ELECTS, STAND, PHONES = COOP_SLUG, (8, 9, 10), 24
# Of ten phones six name the first candidate, three the second; one hands in a blank ballot.
SAY = ("1", "2", "1", "2", "1", "1", "2", "1", "1", "")


@dataclass(frozen=True)
class Decided:
    """What a meeting of the demo decides: the matter with what it says, and the line put to the vote."""

    matter: str
    title: str
    parameters: Mapping[str, Any]


def live_meetings(*, seed: int, slug: str, org_id: UUID, by: UUID, year: int, now: datetime) -> int:
    """Send the notice of the next general meeting; a second run adds nothing. Call it inside the walls."""
    starts_at = datetime.combine(vietnam_day(now) + NEXT_IN, OPENS_AT)
    meeting = _called(seeded_id(seed=seed, name=f"{slug}/next-meeting"), org_id, year, starts_at, by, now)
    if meeting.status is not Status.CONVENED:
        return 0
    item = list_agenda(org_id=org_id, meeting_id=meeting.id)[-1]
    plan = MotionDraft(
        id=seeded_id(seed=seed, name=f"{slug}/next-meeting/plan"),
        agenda_item_id=item.id,
        title="Mua một máy sao chè mới, 120 triệu đồng",
        matter="investment",
        parameters={"text": "Máy sao chè dùng chung", "amount_vnd": 120_000_000},
    )
    propose_motion(org_id=org_id, meeting_id=meeting.id, motion=plan, by=by, now=now)
    return 1 + send_notice(org_id=org_id, meeting_id=meeting.id, by=by, now=now)


def hold_annual_meeting(
    *, seed: int, slug: str, org_id: UUID, by: UUID, year: int, held_on: date, decided: tuple[Decided, ...]
) -> dict[str, UUID]:
    """Hold the annual meeting about a year and let it vote; give the resolutions by matter, the same ones again.

    Everything is recorded as of the day of the meeting: the demo lives a year that may not be over yet.
    """
    meeting_id = seeded_id(seed=seed, name=f"{slug}/annual-meeting/{year}")
    opens_at = datetime.combine(held_on, OPENS_AT)
    meeting = _called(meeting_id, org_id, year, opens_at, by, opens_at - NOTICE)
    if meeting.status is Status.CONVENED:
        _prepare(meeting, decided, by, opens_at - NOTICE)
        if slug == ELECTS and len(_called_lines(meeting)) > max(STAND):
            _stand(meeting, by, opens_at - NOTICE)
        send_notice(org_id=org_id, meeting_id=meeting_id, by=by, now=opens_at - NOTICE)
        _hold(meeting, by, opens_at)
    items = list_items(org_id=org_id, meeting=get_meeting(org_id=org_id, meeting_id=meeting_id))
    return {each.motion.matter: each.resolution_id for item in items for each in item.motions if each.resolution_id}


def _called(meeting_id: UUID, org_id: UUID, year: int, starts_at: datetime, by: UUID, now: datetime) -> MeetingFacts:
    """Call a meeting by whom the law lets call it."""
    day = vietnam_day(starts_at)
    is_full = get_governance_on(org_id=org_id, day=day) is Governance.FULL
    is_annual = day.year > year
    title = f"Đại hội thành viên thường niên {year}" if is_annual else "Đại hội thành viên định kỳ"
    agenda = (f"Báo cáo năm {year}", "Báo cáo kiểm soát", "Biểu quyết") if is_annual else ("Kế hoạch", "Đầu tư")
    draft = MeetingDraft(
        id=meeting_id,
        kind=MeetingKind.ANNUAL if is_annual else MeetingKind.REGULAR,
        title=title,
        convened_by=Convener.BOARD if is_full else Convener.DIRECTOR,
        convener="Chủ tịch Hội đồng quản trị" if is_full else "Giám đốc",
        called_on=vietnam_day(now),
        starts_at=starts_at,
        place=PLACE,
        year=year if is_annual else None,
        agenda=agenda,
    )
    convene_meeting(org_id=org_id, draft=draft, by=by, now=now)
    return get_meeting(org_id=org_id, meeting_id=meeting_id)


def _prepare(meeting: MeetingFacts, decided: tuple[Decided, ...], by: UUID, now: datetime) -> None:
    act: dict[str, Any] = {"org_id": meeting.org_id, "meeting_id": meeting.id, "by": by, "now": now}
    item = list_agenda(org_id=meeting.org_id, meeting_id=meeting.id)[-1]
    for each in decided:
        motion_id = seeded_id(seed=0, name=f"{meeting.id}/{each.matter}")
        motion = MotionDraft(motion_id, item.id, each.title, each.matter, each.parameters)
        propose_motion(motion=motion, **act)


def _stand(meeting: MeetingFacts, by: UUID, now: datetime) -> None:
    """Put the election of one more supervisor on the agenda; whoever is one already stays."""
    item = list_agenda(org_id=meeting.org_id, meeting_id=meeting.id)[-1]
    lines = _called_lines(meeting)
    options = [
        {"code": str(place), "label": lines[at].name, "member_id": str(lines[at].id), "adds": True}
        for place, at in enumerate(STAND, 1)
    ]
    motion = MotionDraft(
        id=seeded_id(seed=0, name=f"{meeting.id}/elections"),
        agenda_item_id=item.id,
        title="Bầu bổ sung một thành viên Ban kiểm soát",
        matter="elections",
        parameters={"body": "supervisors"},
        is_secret=True,
        options=options,
    )
    propose_motion(org_id=meeting.org_id, meeting_id=meeting.id, motion=motion, by=by, now=now)


def _called_lines(meeting: MeetingFacts) -> list[MemberLine]:
    wanted = MembersWanted(kind=MemberType.OFFICIAL, status="holds", most=MOST_CALLED)
    return list_members_page(org_id=meeting.org_id, day=meeting.starts_on, wanted=wanted)


def _hold(meeting: MeetingFacts, by: UUID, now: datetime) -> None:
    """Let most of those called come, vote by show of hands, and sign the minutes the same day."""
    act: dict[str, Any] = {"org_id": meeting.org_id, "by": by, "now": now}
    called = [line.id for line in _called_lines(meeting)]
    here = [id_ for place, id_ in enumerate(called) if place % 10 < COME_OF_TEN]
    check_in(meeting_id=meeting.id, arrivals=[_arrival(place, id_) for place, id_ in enumerate(here)], **act)
    open_meeting(meeting_id=meeting.id, chair="Đỗ Thị Hoa", secretary="Nguyễn Thị Lan", **act)
    against = here[AGAINST_EVERY - 1 :: AGAINST_EVERY]
    for motion in list_motions(org_id=meeting.org_id, meeting_id=meeting.id):
        if motion.is_secret:
            choices = {id_: SAY[place % len(SAY)] for place, id_ in enumerate(here[:PHONES])}
            ballot_id = seeded_id(seed=0, name=f"{meeting.id}/secret")
            vote_in_secret(motion_id=motion.id, choices=choices, ballot_id=ballot_id, **act)
            continue
        ballot_id = open_vote(motion_id=motion.id, **act)
        vote: dict[str, Any] = {"org_id": meeting.org_id, "ballot_id": ballot_id, "entered_by": by, "now": now}
        for choice, voters in (("against", against), ("for", [id_ for id_ in here if id_ not in set(against)])):
            if voters:
                cast_votes(member_ids=voters, choice=choice, means=VoteMeans.SHOW_OF_HANDS, **vote)
        close_vote(ballot_id=ballot_id, **act)
    item = list_agenda(org_id=meeting.org_id, meeting_id=meeting.id)[0]
    note: dict[str, Any] = {"note_id": seeded_id(seed=0, name=f"{meeting.id}/note"), "item_id": item.id}
    write_note(meeting_id=meeting.id, text="Giám đốc đọc báo cáo; thành viên hỏi về giá chè vụ xuân.", **note, **act)
    later = {**act, "now": now + timedelta(hours=3)}
    conclude_meeting(meeting_id=meeting.id, **later)
    signing = SigningDraft(meeting.starts_on, is_signed_by_chair=True, is_signed_by_secretary=True)
    sign_minutes(meeting_id=meeting.id, signing=signing, **later)


def _arrival(place: int, member_id: UUID) -> Arrival:
    """Let one in three come with a scanned pass, one with a tap of their own, one ticked on the list."""
    return Arrival(member_id, Means.IN_PERSON, (Via.QR, Via.PHONE, Via.LIST)[place % 3])
