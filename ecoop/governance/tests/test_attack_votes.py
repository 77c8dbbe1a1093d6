"""Votes at the worst moment: at closing, at the conclusion, twice over, by proxy and phone, with a foreign pass."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ecoop.governance.actions.cast_vote import cast_vote, cast_votes
from ecoop.governance.actions.check_in import Arrival, check_in
from ecoop.governance.actions.close_vote import close_vote
from ecoop.governance.actions.hand_out_ballots import sign_ballots
from ecoop.governance.actions.hold_meeting import conclude_meeting
from ecoop.governance.actions.issue_passes import issue_passes
from ecoop.governance.actions.keep_meeting_paper import MeetingPaperDraft, keep_meeting_paper
from ecoop.governance.actions.open_vote import open_vote
from ecoop.governance.calc.meetings import Means, MeetingPaperKind
from ecoop.governance.calc.votes import VoteMeans
from ecoop.governance.errors.meetings import MeetingStepNotPossible
from ecoop.governance.errors.votes import (
    AnotherBallotIsOpen,
    BallotIsClosed,
    BallotsHandedOutAlready,
    MeetingIsNotOpen,
    QuorumIsMissing,
    VotedAlready,
)
from ecoop.governance.models import BallotIssue, Vote
from ecoop.governance.queries.meetings import get_meeting
from ecoop.governance.queries.passes import token_of
from ecoop.governance.queries.votes import get_ballot, list_votes
from ecoop.governance.tests.hall import NOW, Hall, blinded_for, open_hall
from ecoop.governance.tests.meetings_stage import HELD_AT, set_meetings_stage
from ecoop.governance.tests.test_meetings_actions import PHOTO
from ecoop.kernel.ids import new_id
from ecoop.kernel.refusals import Refusal
from tests.cast import Cast, bring_the_cast


def _cast(hall: Hall, ballot: UUID, member: UUID, choice: str = "for", **given: Any) -> UUID:
    said: dict[str, Any] = {"means": VoteMeans.PHONE, "entered_by": None, "vote_id": uuid4(), "now": NOW, **given}
    return cast_vote(org_id=hall.org_id, ballot_id=ballot, member_id=member, choice=choice, **said)


def _all_at_once(cast: Cast, acts: list[Callable[[], Any]]) -> list[type[Refusal] | None]:
    """Let everybody act at the same time, each in a process of its own; answer what each was told."""

    def one(act: Callable[[], Any]) -> type[Refusal] | None:
        try:
            with cast.inside(cast.coop, cast.lan):
                act()
        except Refusal as refusal:
            return type(refusal)
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def test_a_vote_at_the_instant_of_closing_counts_or_is_told(committed_db: str) -> None:
    """Eight phones, one chair who closes and one who concludes, all at once: what was taken is what was counted."""
    cast = bring_the_cast()
    with cast.inside(cast.coop, cast.lan):
        hall = open_hall(cast)
        ballot = open_vote(org_id=hall.org_id, motion_id=hall.motion(), by=hall.by, now=NOW)
        for member in hall.members[8:]:
            _cast(hall, ballot, member)
    results = []

    def close() -> None:
        results.append(close_vote(org_id=hall.org_id, ballot_id=ballot, by=hall.by, now=timezone.now()))

    def conclude() -> None:
        conclude_meeting(org_id=hall.org_id, meeting_id=hall.meeting_id, by=hall.by, now=timezone.now())

    phones: list[Callable[[], Any]] = [
        lambda member=member: _cast(hall, ballot, member)  # type: ignore[misc]
        for member in hall.members[:8]
    ]
    told = _all_at_once(cast, [*phones[:4], close, conclude, *phones[4:]])
    votes = [*told[:4], *told[6:]]
    assert set(votes) <= {None, BallotIsClosed}
    assert told[4] is None
    assert told[5] in (None, AnotherBallotIsOpen)
    (result,) = results
    # The two who voted before, and those who were told that their vote was taken.
    assert result.cast == 2 + votes.count(None)
    with cast.inside(cast.coop, cast.lan):
        assert Vote.objects.filter(ballot_id=ballot).count() == result.cast
        if told[5] is AnotherBallotIsOpen:
            conclude()
        with pytest.raises(BallotIsClosed):
            _cast(hall, ballot, hall.members[0])
        with pytest.raises(MeetingIsNotOpen):
            open_vote(org_id=hall.org_id, motion_id=hall.motion(), by=hall.by, now=NOW)


def test_a_meeting_is_not_concluded_while_a_ballot_is_open(cast: Cast) -> None:
    with cast.inside(cast.coop, cast.lan):
        hall = open_hall(cast)
        ballot = open_vote(org_id=hall.org_id, motion_id=hall.motion(), by=hall.by, now=NOW)
        act: dict[str, Any] = {"org_id": hall.org_id, "meeting_id": hall.meeting_id, "by": hall.by, "now": NOW}
        with pytest.raises(AnotherBallotIsOpen):
            conclude_meeting(**act)
    page = cast.client(cast.lan).post(reverse("governance:meeting-conclusion", args=[cast.coop.slug, hall.meeting_id]))
    assert page.status_code in (409, 422)
    with cast.inside(cast.coop, cast.lan):
        _cast(hall, ballot, hall.members[0])
        close_vote(org_id=hall.org_id, ballot_id=ballot, by=hall.by, now=NOW)
        conclude_meeting(**act)
        with pytest.raises(MeetingStepNotPossible):
            conclude_meeting(**act)


def test_a_proxy_and_the_phone_of_the_same_member_are_one_vote(cast: Cast) -> None:
    """The proxy sits in the hall, the phone votes, the chair ticks the list, the member comes: one vote, one paper."""
    with cast.inside(cast.coop, cast.lan):
        stage = set_meetings_stage(cast)
        meeting_id, member = stage.open(), stage.members[9]
        draft = MeetingPaperDraft(new_id(), MeetingPaperKind.PROXY, "Giấy ủy quyền", PHOTO)
        paper_id = keep_meeting_paper(meeting_id=meeting_id, draft=draft, **stage.on(HELD_AT))
        proxy = Arrival(member, means=Means.PROXY, holder_name="Thành viên 5", paper_id=paper_id)
        check_in(meeting_id=meeting_id, arrivals=[proxy], **stage.on(HELD_AT))
        hall = Hall(cast.coop.id, cast.lan.id, meeting_id, _first_item(cast, meeting_id), stage.members)
        ballot = open_vote(org_id=hall.org_id, motion_id=hall.motion(), by=hall.by, now=HELD_AT)
        _cast(hall, ballot, member, now=HELD_AT)
        entered = cast_votes(
            org_id=hall.org_id, ballot_id=ballot, member_ids=[member], choice="against",
            means=VoteMeans.SHOW_OF_HANDS, entered_by=hall.by, now=HELD_AT,
        )  # fmt: skip
        assert entered == []
        later = HELD_AT + timedelta(minutes=1)
        check_in(meeting_id=meeting_id, arrivals=[replace(proxy, means=Means.IN_PERSON)], **stage.on(later))
        with pytest.raises(VotedAlready):
            _cast(hall, ballot, member, "against", now=later)
        result = close_vote(org_id=hall.org_id, ballot_id=ballot, by=hall.by, now=later)
        assert (result.cast, result.votes_for) == (1, 1)
        _one_paper_for_both(stage.members[10], proxy, hall, later)


def _one_paper_for_both(member: UUID, proxy: Arrival, hall: Hall, at: Any) -> None:
    """Of a secret vote, what was handed to the proxy is not handed to the member once more."""
    act: dict[str, Any] = {"org_id": hall.org_id, "meeting_id": hall.meeting_id, "by": hall.by}
    check_in(arrivals=[replace(proxy, member_id=member)], now=at, **act)
    secret = open_vote(org_id=hall.org_id, motion_id=hall.election(), by=hall.by, now=at)

    def take(when: Any) -> None:
        blinded = [blinded_for(org_id=hall.org_id, ballot_id=secret)[0][1].message]
        sign_ballots(org_id=hall.org_id, ballot_id=secret, member_id=member, blinded=blinded, now=when)

    take(at)
    later = at + timedelta(minutes=1)
    check_in(arrivals=[Arrival(member)], now=later, **act)
    with pytest.raises(BallotsHandedOutAlready):
        take(later)
    assert BallotIssue.objects.filter(ballot_id=secret, member_id=member).count() == 1


def _first_item(cast: Cast, meeting_id: UUID) -> UUID:
    from_agenda = get_meeting(org_id=cast.coop.id, meeting_id=meeting_id)
    assert from_agenda
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM governance_agenda_item WHERE meeting_id = %s ORDER BY position", [meeting_id])
        row = cursor.fetchone()
    return UUID(str(row[0]))


def test_the_same_vote_sent_twice_with_other_ids_is_one_and_says_so(cast: Cast) -> None:
    """A phone that lost the answer asks again under a new id: the first vote stands, and the page shows it."""
    with cast.inside(cast.coop, cast.lan):
        hall = open_hall(cast)
        issue_passes(meeting=get_meeting(org_id=hall.org_id, meeting_id=hall.meeting_id), by=hall.by, now=NOW)
        ballot = open_vote(org_id=hall.org_id, motion_id=hall.motion(), by=hall.by, now=timezone.now())
    token = token_of(meeting_id=hall.meeting_id, member_id=hall.members[3], serial=1)
    url, client = reverse("governance:pass-ballot", args=[token]), Client()
    said = {"ballot": str(ballot), "choice": "for", "confirmed": "1"}
    assert client.post(url, {**said, "vote": str(uuid4())}).status_code == 302
    assert client.post(url, {**said, "vote": str(uuid4())}).status_code == 302
    refused = client.post(url, {**said, "vote": str(uuid4()), "choice": "against"})
    assert refused.status_code == 409
    with cast.inside(cast.coop, cast.lan):
        assert [vote.choice for vote in list_votes(org_id=hall.org_id, ballot_id=ballot)] == ["for"]


def test_a_pass_of_another_cooperative_opens_nothing_here(cast: Cast) -> None:
    """A pass of the neighbours' meeting with the number of our ballot: not a vote, not a signature, not a list."""
    with cast.inside(cast.coop, cast.lan):
        hall = open_hall(cast)
        ballot = open_vote(org_id=hall.org_id, motion_id=hall.motion(), by=hall.by, now=timezone.now())
    neighbours = replace(cast, coop=cast.other_coop, lan=cast.tu)
    with cast.inside(cast.other_coop, cast.tu):
        other = open_hall(replace(neighbours, nam_household=cast.tu_household))
        issue_passes(meeting=get_meeting(org_id=other.org_id, meeting_id=other.meeting_id), by=other.by, now=NOW)
    token = token_of(meeting_id=other.meeting_id, member_id=other.members[1], serial=1)
    client = Client()
    said = {"ballot": str(ballot), "choice": "for", "vote": str(uuid4()), "confirmed": "1"}
    assert client.post(reverse("governance:pass-ballot", args=[token]), said).status_code in (404, 409)
    sign = reverse("governance:pass-ballot-signatures", args=[token, ballot])
    assert client.post(sign, '{"blinded": []}', content_type="application/json").status_code == 409
    assert client.get(reverse("governance:pass-ballot-list", args=[token, ballot])).status_code in (404, 409)
    box = reverse("governance:box", args=[other.org_id, ballot])
    drop = '{"token": "00", "choice": "1", "signature": "00"}'
    assert client.post(box, drop, content_type="text/plain").status_code == 409
    with cast.inside(cast.coop, cast.lan):
        assert not Vote.objects.filter(ballot_id=ballot).exists()
        assert get_ballot(org_id=hall.org_id, ballot_id=ballot).is_open


def test_delegates_who_leave_in_the_middle_of_a_ballot(cast: Cast) -> None:
    """
    Ten called, five needed, five here with two votes each. Two vote and leave: what was opened with a quorum is
    counted, six votes of three and four of the two who left; nothing more is put to the vote until enough are here.
    """
    with cast.inside(cast.coop, cast.lan):
        hall = open_hall(cast, here=0)
        hall.come(*hall.members[:5], carries=2)
        second = hall.motion(title="Việc thứ hai", matter="other", parameters={})
        ballot = open_vote(org_id=hall.org_id, motion_id=hall.motion(), by=hall.by, now=NOW)
        for member in hall.members[:2]:
            _cast(hall, ballot, member, "against")
            hall.leave(member, at=NOW + timedelta(seconds=1))
        later = NOW + timedelta(minutes=1)
        for member in hall.members[2:5]:
            _cast(hall, ballot, member, now=later)
        result = close_vote(org_id=hall.org_id, ballot_id=ballot, by=hall.by, now=later)
        assert (result.votes_for, result.votes_against, result.is_passed) == (6, 4, True)
        with pytest.raises(QuorumIsMissing) as refused:
            open_vote(org_id=hall.org_id, motion_id=second, by=hall.by, now=later)
        assert refused.value.facts == {"here": 3, "needed": 5}
