"""What somebody tries who wants a vote to go wrong: old passes, wrong bodies, hands counted twice, people who leave."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ecoop.governance.actions.cast_vote import cast_vote
from ecoop.governance.actions.close_vote import close_vote
from ecoop.governance.actions.enter_counts import enter_hand_count, enter_paper_count
from ecoop.governance.actions.hand_out_ballots import hand_out_paper
from ecoop.governance.actions.issue_passes import issue_passes
from ecoop.governance.actions.open_box import open_box
from ecoop.governance.actions.open_vote import open_vote
from ecoop.governance.calc.votes import VoteMeans
from ecoop.governance.errors.votes import CountIsTooHigh, TooFewPapers
from ecoop.governance.models import BoxBallot, Meeting, Vote
from ecoop.governance.queries.meetings import get_meeting
from ecoop.governance.queries.passes import token_of
from ecoop.governance.tests.hall import NOW, Hall, open_hall, take_ballots
from ecoop.kernel.ids import new_id
from ecoop.lawbook import queries as lawbook
from ecoop.resolutions.calc import Majority, tally
from ecoop.resolutions.queries import get_resolution
from tests.cast import Cast

BODIES = [
    (b"[" * 200_000, "text/plain"),
    (b'{"token": ' + b'{"a":' * 100_000, "text/plain"),
    (b"\xff\xfe", "application/json"),
    (b'{"token": "\\ud800", "choice": "\\u0000", "signature": "x"}', "text/plain"),
    (b'{"token": 1, "choice": null, "signature": [2]}', "text/plain"),
    (b'{"blinded": 7}', "application/json"),
    (b'{"blinded": [1, null]}', "application/json"),
    (b'{"blinded": []}', "application/json"),
    (b"null", "application/json"),
    (b"a=1&b=2", "application/x-www-form-urlencoded"),
    (b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--x--\r\n", "multipart/form-data; boundary=x"),
    (b"no boundary", "multipart/form-data"),
    (b"x" * (3 * 2**20), "text/plain"),
]


@pytest.fixture
def hall(cast: Cast) -> Hall:
    with cast.inside(cast.coop, cast.lan):
        hall = open_hall(cast)
        issue_passes(meeting=get_meeting(org_id=hall.org_id, meeting_id=hall.meeting_id), by=hall.by, now=NOW)
        return hall


def _open(cast: Cast, hall: Hall, *, secret: bool = False, **given: Any) -> UUID:
    with cast.inside(cast.coop, cast.lan):
        motion = hall.election(**given) if secret else hall.motion(**given)
        return open_vote(org_id=hall.org_id, motion_id=motion, by=hall.by, now=timezone.now())


def _cast(hall: Hall, ballot: UUID, member: UUID, choice: str = "for", **given: Any) -> None:
    said: dict[str, Any] = {"means": VoteMeans.PHONE, "entered_by": None, "vote_id": uuid4(), "now": NOW, **given}
    cast_vote(org_id=hall.org_id, ballot_id=ballot, member_id=member, choice=choice, **said)


def _older_meeting(hall: Hall) -> str:
    """Call a meeting that lies before this one, and give its pass of the first member."""
    this = Meeting.objects.get(org_id=hall.org_id, id=hall.meeting_id)
    older = new_id()
    Meeting.objects.create(
        id=older, org_id=hall.org_id, kind="annual", title="Đại hội năm trước", year=2024, convened_by="board",
        convener="HĐQT", called_on=this.called_on, starts_at=this.starts_at - timedelta(days=2), place="Xã",
        mode="in_person", recorded_by_id=hall.by, recorded_at=NOW,
    )  # fmt: skip
    issue_passes(meeting=get_meeting(org_id=hall.org_id, meeting_id=older), by=hall.by, now=NOW)
    return token_of(meeting_id=older, member_id=hall.members[0], serial=1)


def test_a_pass_of_another_meeting_neither_votes_nor_takes_ballots(cast: Cast, hall: Hall) -> None:
    """A pass lost last year, and renewed since, opens nothing of this year's meeting."""
    with cast.inside(cast.coop, cast.lan):
        token = _older_meeting(hall)
    ballot, client = _open(cast, hall), Client()
    said = {"ballot": str(ballot), "choice": "for", "vote": str(uuid4()), "confirmed": "1"}
    answer = client.post(reverse("governance:pass-ballot", args=[token]), said)
    assert answer.status_code in (404, 409)
    with cast.inside(cast.coop, cast.lan):
        assert not Vote.objects.filter(ballot_id=ballot).exists()
        close_vote(org_id=hall.org_id, ballot_id=ballot, by=hall.by, now=timezone.now())
    secret = _open(cast, hall, secret=True)
    sign = reverse("governance:pass-ballot-signatures", args=[token, secret])
    answer = client.post(sign, json.dumps({"blinded": ["00" * 255 + "02"]}), content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (409, "governance.ballot-unknown")


@pytest.mark.parametrize(("body", "kind"), BODIES)
def test_no_body_brings_the_box_or_the_signer_down(cast: Cast, hall: Hall, body: bytes, kind: str) -> None:
    ballot = _open(cast, hall, secret=True)
    token = token_of(meeting_id=hall.meeting_id, member_id=hall.members[0], serial=1)
    for url in (
        reverse("governance:pass-ballot-signatures", args=[token, ballot]),
        reverse("governance:box", args=[hall.org_id, ballot]),
    ):
        answer = Client(raise_request_exception=False).generic("POST", url, body, kind)
        assert answer.status_code in (400, 409)


def test_hands_counted_before_phones_voted_are_counted_again(cast: Cast, hall: Hall) -> None:
    """Ten are here: ten hands, and afterwards six phones, would be sixteen votes."""
    ballot = _open(cast, hall)
    with cast.inside(cast.coop, cast.lan):
        act: dict[str, Any] = {"org_id": hall.org_id, "ballot_id": ballot, "by": hall.by, "now": timezone.now()}
        enter_hand_count(tallies={"for": 10}, text="", **act)
        for member in hall.members[:6]:
            _cast(hall, ballot, member)
        with pytest.raises(CountIsTooHigh) as refused:
            close_vote(**act)
        assert refused.value.facts == {"counted": 16, "most": 10}
        enter_hand_count(tallies={"for": 3, "against": 1}, text="", **act)
        assert close_vote(**act).cast == 10


def test_hands_and_papers_together_are_no_more_than_there_are(cast: Cast, hall: Hall) -> None:
    ballot = _open(cast, hall)
    with cast.inside(cast.coop, cast.lan):
        act: dict[str, Any] = {"org_id": hall.org_id, "ballot_id": ballot, "by": hall.by, "now": NOW, "text": ""}
        enter_paper_count(tallies={"for": 6}, handed_in=6, spoilt=0, paper_id=hall.record(), **act)
        with pytest.raises(CountIsTooHigh) as refused:
            enter_hand_count(tallies={"for": 5}, **act)
        assert refused.value.facts == {"counted": 5, "most": 4}
        enter_hand_count(tallies={"for": 4}, **act)
        enter_hand_count(tallies={"for": 3, "against": 1}, **act)


def test_who_voted_and_left_counts_and_so_does_who_came_in_their_place(cast: Cast) -> None:
    """Six of ten vote and four of them leave; two come and vote: eight votes, and never more votes than attended."""
    with cast.inside(cast.coop, cast.lan):
        hall = open_hall(cast, here=6)
        ballot = open_vote(org_id=hall.org_id, motion_id=hall.motion(), by=hall.by, now=NOW)
        for member in hall.members[:6]:
            _cast(hall, ballot, member)
        for member in hall.members[:4]:
            hall.leave(member, at=NOW + timedelta(minutes=1))
        hall.come(*hall.members[6:8], at=NOW + timedelta(minutes=2))
        later = NOW + timedelta(minutes=3)
        for member in hall.members[6:8]:
            _cast(hall, ballot, member, "against", now=later)
        result = close_vote(org_id=hall.org_id, ballot_id=ballot, by=hall.by, now=later)
        assert (result.votes_for, result.cast) == (6, 8)
        assert result.resolution_id is not None
        resolution = get_resolution(org_id=hall.org_id, resolution_id=result.resolution_id)
        assert resolution.attended >= result.cast


def test_two_papers_beside_many_phones_are_too_few(cast: Cast, hall: Hall) -> None:
    """The count record of two papers would say what the two wrote; three, or paper alone, is as secret as paper is."""
    ballot = _open(cast, hall, secret=True)
    with cast.inside(cast.coop, cast.lan):
        act: dict[str, Any] = {"org_id": hall.org_id, "ballot_id": ballot, "by": hall.by, "now": timezone.now()}
        for member in hall.members[:5]:
            take_ballots(hall=hall, ballot_id=ballot, member_id=member)
        hand_out_paper(member_ids=hall.members[5:7], **act)
        with pytest.raises(TooFewPapers):
            open_box(**act)
        hand_out_paper(member_ids=hall.members[7:8], **act)
        open_box(**act)


def test_nothing_in_the_tables_ties_a_ballot_to_who_took_it(cast: Cast, hall: Hall) -> None:
    """Ids of the list and of the box hold no moment; after closing the rows lie in the order of their tokens."""
    ballot = _open(cast, hall, secret=True)
    with cast.inside(cast.coop, cast.lan):
        phones = [take_ballots(hall=hall, ballot_id=ballot, member_id=member) for member in hall.members]
        open_box(org_id=hall.org_id, ballot_id=ballot, by=hall.by, now=timezone.now())
    for phone in phones:
        token, signature = phone.tokens[0]
        said = json.dumps({"token": token, "choice": "1", "signature": signature})
        Client().post(reverse("governance:box", args=[hall.org_id, ballot]), said, content_type="text/plain")
    with cast.inside(cast.coop, cast.lan), connection.cursor() as cursor:
        close_vote(org_id=hall.org_id, ballot_id=ballot, by=hall.by, now=timezone.now())
        cursor.execute("SELECT id FROM governance_ballot_issue UNION ALL SELECT id FROM governance_box_ballot")
        assert {row[0].version for row in cursor.fetchall()} == {4}
        cursor.execute("SELECT token FROM governance_box_ballot ORDER BY ctid")
        laid = [row[0] for row in cursor.fetchall()]
        assert laid == sorted(laid)
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM governance_box_ballot")
        assert cursor.fetchone() == (1,)
        cursor.execute("SELECT member_id FROM governance_ballot_issue ORDER BY ctid")
        assert [row[0] for row in cursor.fetchall()] != list(hall.members)
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM governance_ballot_issue")
        assert cursor.fetchone() == (1,)
        assert BoxBallot.objects.count() == len(phones)


def test_the_list_of_who_waits_is_looked_through_by_name(cast: Cast) -> None:
    """Of 120 who have not voted the page shows 100; whoever is looked for is there, and can be entered."""
    with cast.inside(cast.coop, cast.lan):
        hall = open_hall(cast, members=120, here=120)
    ballot, client = _open(cast, hall), cast.client(cast.lan)
    url = reverse("governance:ballot", args=[cast.coop.slug, ballot])
    page = client.get(url).content.decode()
    assert page.count('name="members"') == 100
    assert str(hall.members[119]) not in page
    found = client.get(url, {"q": "thanh vien 120"}).content.decode()
    assert (found.count('name="members"'), str(hall.members[119]) in found) == (1, True)
    entry = reverse("governance:ballot-votes", args=[cast.coop.slug, ballot])
    client.post(entry, {"members": [str(hall.members[119])], "choice": "for"})
    with cast.inside(cast.coop, cast.lan):
        assert Vote.objects.get(ballot_id=ballot).member_id == hall.members[119]


@pytest.mark.parametrize(
    ("votes_for", "votes_against", "majority", "passed"),
    [
        # 13 of 20 is exactly 65 %, which is enough; 649 of 1,000 is not.
        (13, 7, Majority.SPECIAL, True),
        (649, 351, Majority.SPECIAL, False),
        # Exactly half is not more than half.
        (500, 500, Majority.SIMPLE, False),
        (501, 500, Majority.SIMPLE, True),
        (0, 0, Majority.SIMPLE, False),
    ],
)
def test_the_edge_of_a_majority(votes_for: int, votes_against: int, majority: Majority, passed: bool) -> None:
    law = lawbook.on(NOW.date())
    counted = tally(votes_for=votes_for, votes_against=votes_against, votes_blank=0, majority=majority, law=law)
    assert counted.is_passed is passed
