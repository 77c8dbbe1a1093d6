"""The pages of voting: the hall, the counting pages, the phone by pass and by household, and the box."""

import json
import re
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ecoop.governance.actions.close_vote import close_vote
from ecoop.governance.actions.issue_passes import issue_passes
from ecoop.governance.actions.open_box import open_box
from ecoop.governance.actions.open_vote import open_vote
from ecoop.governance.models import BallotIssue, BoxBallot, Vote, VoteCount
from ecoop.governance.queries.meetings import get_meeting
from ecoop.governance.queries.passes import token_of
from ecoop.governance.tests.hall import NOW, Hall, Phone, blinded_for, open_hall, take_ballots, unblinded
from tests.cast import Cast

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64


@pytest.fixture
def hall(cast: Cast) -> Hall:
    with cast.inside(cast.coop, cast.lan):
        hall = open_hall(cast)
        meeting = get_meeting(org_id=hall.org_id, meeting_id=hall.meeting_id)
        issue_passes(meeting=meeting, by=hall.by, now=NOW)
        return hall


@pytest.fixture
def budget(django_assert_max_num_queries: Any) -> Any:
    return django_assert_max_num_queries


def _pass(hall: Hall, member: UUID) -> str:
    return token_of(meeting_id=hall.meeting_id, member_id=member, serial=1)


def _open(cast: Cast, hall: Hall, *, secret: bool = False) -> UUID:
    with cast.inside(cast.coop, cast.lan):
        motion = hall.election() if secret else hall.motion()
        return open_vote(org_id=hall.org_id, motion_id=motion, by=hall.by, now=timezone.now())


def _url(cast: Cast, name: str, *args: Any) -> str:
    return reverse(f"governance:{name}", args=[cast.coop.slug, *args])


def _text(answer: Any) -> str:
    return str(answer.content.decode().replace("\u00a0", " "))


@pytest.mark.parametrize("state", ["waiting", "open", "secret", "closed"])
@pytest.mark.parametrize("name", ["hall", "votes"])
def test_pages_of_the_meeting_answer_five_questions(cast: Cast, hall: Hall, budget: Any, name: str, state: str) -> None:
    if state != "waiting":
        ballot = _open(cast, hall, secret=state == "secret")
        if state == "closed":
            with cast.inside(cast.coop, cast.lan):
                close_vote(org_id=hall.org_id, ballot_id=ballot, by=hall.by, now=timezone.now())
    _five(cast, _url(cast, name, hall.meeting_id), budget, method="post")
    assert cast.client(cast.hai).get(_url(cast, name, uuid4())).status_code in (404, 409)


@pytest.mark.parametrize("secret", [False, True])
def test_the_page_of_a_ballot_answers_five_questions(cast: Cast, hall: Hall, budget: Any, secret: bool) -> None:
    ballot = _open(cast, hall, secret=secret)
    _five(cast, _url(cast, "ballot", ballot), budget, method="post")
    with cast.inside(cast.coop, cast.lan):
        if secret:
            open_box(org_id=hall.org_id, ballot_id=ballot, by=hall.by, now=timezone.now())
        close_vote(org_id=hall.org_id, ballot_id=ballot, by=hall.by, now=timezone.now())
    _five(cast, _url(cast, "ballot", ballot), budget, method="post")
    answer = cast.client(cast.hai).get(_url(cast, "ballot-list", ballot))
    assert answer.status_code == (200 if secret else 404)


def _five(cast: Cast, url: str, budget: Any, *, method: str) -> None:
    client = cast.client(cast.hai)
    with budget(40):
        assert client.get(url).status_code == 200
    assert getattr(client, method)(url).status_code == 405
    assert Client().get(url).status_code == 302
    assert cast.client(cast.tu).get(url).status_code == 404
    assert cast.client(cast.someone(cast.coop, "seller")).get(url).status_code == 403


def test_every_act_of_the_counting_pages_answers_five_questions(cast: Cast, hall: Hall) -> None:
    ballot = _open(cast, hall)
    with cast.inside(cast.coop, cast.lan):
        motion = hall.motion(title="Việc khác", matter="other", parameters={})
    acts = [_url(cast, "ballot-opening", motion)]
    acts += [_url(cast, f"ballot-{noun}", ballot) for noun in ("votes", "hands", "paper", "issues", "box", "closure")]
    reader = cast.someone(cast.coop, "seller")
    for url in acts:
        assert cast.client(cast.lan).get(url).status_code == 405
        assert Client().post(url).status_code == 302
        assert cast.client(cast.tu).post(url).status_code == 404
        assert cast.client(reader).post(url).status_code == 403


def test_the_hall_is_sent_again_only_when_something_changed(cast: Cast, hall: Hall, budget: Any) -> None:
    url, client = _url(cast, "hall", hall.meeting_id), cast.client(cast.hai)
    first = client.get(url)
    assert "10" in _text(first)
    stamp = re.search(r"seen=([0-9a-f]+)", _text(first))
    assert stamp is not None
    with budget(22):
        assert client.get(f"{url}?seen={stamp[1]}", headers={"HX-Request": "true"}).status_code == 204
    assert client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 304
    _open(cast, hall)
    changed = client.get(f"{url}?seen={stamp[1]}", headers={"HX-Request": "true"})
    assert changed.status_code == 200
    assert "Thông qua báo cáo tài chính năm 2025" in _text(changed)


def test_the_hall_shows_of_a_secret_vote_only_how_many_dropped(cast: Cast, hall: Hall) -> None:
    ballot = _open(cast, hall, secret=True)
    with cast.inside(cast.coop, cast.lan):
        phones = [take_ballots(hall=hall, ballot_id=ballot, member_id=member) for member in hall.members[:3]]
        open_box(org_id=hall.org_id, ballot_id=ballot, by=hall.by, now=timezone.now())
    for phone in phones:
        assert _drop(hall, ballot, phone, "1").status_code == 204
    page = _text(cast.client(cast.hai).get(_url(cast, "hall", hall.meeting_id)))
    assert re.search(r'hall-great">\s*3', page)
    assert "hall-verdict" not in page


def test_the_chair_votes_through_the_counting_page(cast: Cast, hall: Hall) -> None:
    client = cast.client(cast.lan)
    with cast.inside(cast.coop, cast.lan):
        motion = hall.motion()
    opened = client.post(_url(cast, "ballot-opening", motion))
    ballot = UUID(opened["Location"].rstrip("/").rsplit("/", 1)[1])
    members = [str(member) for member in hall.members[:4]]
    client.post(_url(cast, "ballot-votes", ballot), {"members": members, "choice": "for"})
    hands = {"id": str(uuid4()), "votes_for": "3", "votes_against": "3", "votes_blank": "0"}
    assert client.post(_url(cast, "ballot-hands", ballot), {**hands, "votes_for": "9"}).status_code == 422
    assert client.post(_url(cast, "ballot-hands", ballot), hands).status_code == 302
    assert client.post(_url(cast, "ballot-closure", ballot)).status_code == 302
    page = _text(client.get(_url(cast, "ballot", ballot)))
    assert "7 ÷ 10 = 70 %" in page
    with cast.inside(cast.coop, cast.lan):
        assert Vote.objects.filter(entered_by=cast.lan).count() == 4
        assert VoteCount.objects.get().recorded_by_id == cast.lan.id


def test_the_committee_hands_out_paper_and_enters_it(cast: Cast, hall: Hall) -> None:
    client, ballot = cast.client(cast.lan), _open(cast, hall, secret=True)
    client.post(_url(cast, "ballot-issues", ballot), {"members": [str(hall.members[0])]})
    client.post(_url(cast, "ballot-issues", ballot), {"rest": "1"})
    with cast.inside(cast.coop, cast.lan):
        assert BallotIssue.objects.filter(means="paper").count() == 10
    assert client.post(_url(cast, "ballot-box", ballot)).status_code == 302
    said = {
        "id": str(uuid4()),
        "votes_1": 9,
        "votes_2": 7,
        "votes_3": 0,
        "votes_blank": 1,
        "handed_in": 10,
        "spoilt": 0,
    }
    assert client.post(_url(cast, "ballot-paper", ballot), said).status_code == 422
    record = SimpleUploadedFile("kiem-phieu.png", PNG)
    assert client.post(_url(cast, "ballot-paper", ballot), {**said, "record": record}).status_code == 302
    client.post(_url(cast, "ballot-closure", ballot))
    page = _text(client.get(_url(cast, "ballot", ballot)))
    assert "Lê Thị Lan" in page
    assert "90" in page


def test_a_ballot_is_given_up_with_a_reason(cast: Cast, hall: Hall) -> None:
    client, ballot = cast.client(cast.lan), _open(cast, hall)
    assert client.post(_url(cast, "ballot-closure", ballot), {"give_up": "1"}).status_code == 409
    client.post(_url(cast, "ballot-closure", ballot), {"give_up": "1", "reason": "Mất điện"})
    assert "Mất điện" in _text(client.get(_url(cast, "ballot", ballot)))


def test_a_member_votes_with_the_pass_without_scripts(cast: Cast, hall: Hall, budget: Any) -> None:
    url = reverse("governance:pass-ballot", args=[_pass(hall, hall.members[1])])
    client = Client()
    assert client.get(url).status_code == 200
    ballot = _open(cast, hall)
    with budget(30):
        page = _text(client.get(url))
    assert "Thông qua báo cáo tài chính năm 2025" in page
    asked = _text(client.post(url, {"ballot": str(ballot), "choice": "for"}))
    vote = re.search(r'name="vote" value="([0-9a-f-]+)"', asked)
    assert vote is not None
    said = {"ballot": str(ballot), "choice": "for", "vote": vote[1], "confirmed": "1"}
    for _twice in range(2):
        assert client.post(url, said).status_code == 302
    assert client.post(url, {**said, "choice": "against"}).status_code == 409
    with cast.inside(cast.coop, cast.lan):
        mine = Vote.objects.get()
    assert (mine.member_id, mine.choice, mine.means, mine.entered_by_id) == (hall.members[1], "for", "phone", None)
    assert client.post(url, {"ballot": "no", "choice": "for"}).status_code == 404
    assert client.post(url, {"ballot": str(ballot), "choice": "maybe"}).status_code == 409


def test_a_wrong_pass_opens_nothing(cast: Cast, hall: Hall) -> None:
    ballot = _open(cast, hall)
    for token in ("x" * 26, "short", _pass(hall, uuid4())):
        assert Client().get(reverse("governance:pass-ballot", args=[token])).status_code == 404
        assert Client().get(reverse("governance:pass-ballot-list", args=[token, ballot])).status_code == 404
        url = reverse("governance:pass-ballot-signatures", args=[token, ballot])
        assert Client().post(url).status_code == 404
    good = reverse("governance:pass-ballot", args=[_pass(hall, hall.members[0])])
    assert Client().delete(good).status_code == 405


def test_a_household_votes_for_its_own_member_only(cast: Cast, hall: Hall, budget: Any) -> None:
    ballot = _open(cast, hall)
    url = reverse("governance:own-ballot", args=[cast.nam_household.slug, cast.coop.id])
    client = cast.client(cast.nam)
    with budget(40):
        assert client.get(url).status_code == 200
    said = {"ballot": str(ballot), "choice": "against", "vote": str(uuid4()), "confirmed": "1"}
    assert client.post(url, said).status_code == 302
    with cast.inside(cast.coop, cast.lan):
        assert Vote.objects.get().member_id == hall.members[0]
    assert client.delete(url).status_code == 405
    assert Client().get(url).status_code == 302
    assert cast.client(cast.tu).get(url).status_code == 404
    strange = reverse("governance:own-ballot", args=[cast.tu_household.slug, cast.coop.id])
    assert cast.client(cast.tu).get(strange).status_code == 404


def test_a_household_takes_its_ballots_and_reads_the_list(cast: Cast, hall: Hall) -> None:
    ballot, client = _open(cast, hall, secret=True), cast.client(cast.nam)
    sign = reverse("governance:own-ballot-signatures", args=[cast.nam_household.slug, cast.coop.id, ballot])
    listed = reverse("governance:own-ballot-list", args=[cast.nam_household.slug, cast.coop.id, ballot])
    with cast.inside(cast.coop, cast.lan):
        made = blinded_for(org_id=hall.org_id, ballot_id=ballot)
    asked = json.dumps({"blinded": [mine.message.hex() for _prepared, mine in made]})
    assert client.post(sign, asked, content_type="application/json").status_code == 200
    assert client.get(sign).status_code == 405
    assert client.get(listed).status_code == 404
    for url in (sign, listed):
        assert Client().get(url).status_code in (302, 405)
        assert cast.client(cast.tu).post(url).status_code in (404, 405)


def test_a_phone_takes_its_ballot_by_pass_and_drops_it_without_any_name(cast: Cast, hall: Hall) -> None:
    ballot = _open(cast, hall, secret=True)
    client, token = Client(), _pass(hall, hall.members[0])
    sign = reverse("governance:pass-ballot-signatures", args=[token, ballot])
    for wrong in ("", "[]", '{"blinded": 3}', '{"blinded": ["zz"]}'):
        assert client.post(sign, wrong, content_type="application/json").status_code == 409
    with cast.inside(cast.coop, cast.lan):
        made = blinded_for(org_id=hall.org_id, ballot_id=ballot)
    asked = json.dumps({"blinded": [mine.message.hex() for _prepared, mine in made]})
    answer = client.post(sign, asked, content_type="application/json")
    assert answer.status_code == 200
    signed = [bytes.fromhex(each) for each in answer.json()["signatures"]]
    with cast.inside(cast.coop, cast.lan):
        tokens = unblinded(org_id=hall.org_id, ballot_id=ballot, made=made, signed=signed)
        for member in hall.members[1:3]:
            take_ballots(hall=hall, ballot_id=ballot, member_id=member)
    early = _drop(hall, ballot, Phone(tokens), "1")
    assert (early.status_code, early.json()["code"]) == (409, "governance.box-is-not-open")
    with cast.inside(cast.coop, cast.lan):
        open_box(org_id=hall.org_id, ballot_id=ballot, by=hall.by, now=timezone.now())
    dropped = _drop(hall, ballot, Phone(tokens), "1,2")
    assert dropped.status_code == 204
    assert not dropped.cookies
    with cast.inside(cast.coop, cast.lan):
        close_vote(org_id=hall.org_id, ballot_id=ballot, by=hall.by, now=timezone.now())
        assert BoxBallot.objects.get().choice == "1,2"
    listed = client.get(reverse("governance:pass-ballot-list", args=[token, ballot]))
    assert [line["token"] for line in json.loads(_text(listed))["ballots"]] == [tokens[0][0]]
    page = _text(client.get(reverse("governance:pass-ballot", args=[token])))
    assert 'data-phase="closed"' in page


def test_a_drop_leaves_no_line_in_the_log_and_no_cookie_is_read(
    cast: Cast, hall: Hall, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    ballot = _open(cast, hall, secret=True)
    with cast.inside(cast.coop, cast.lan):
        phones = [take_ballots(hall=hall, ballot_id=ballot, member_id=member) for member in hall.members[:3]]
        open_box(org_id=hall.org_id, ballot_id=ballot, by=hall.by, now=timezone.now())
    capsys.readouterr()
    # Even a browser that is signed in is not asked who it is.
    client = cast.client(cast.nam)
    said = {"token": phones[0].tokens[0][0], "choice": "1", "signature": phones[0].tokens[0][1]}
    url = reverse("governance:box", args=[hall.org_id, ballot])
    assert client.post(url, json.dumps(said), content_type="text/plain").status_code == 204
    logged = capsys.readouterr()
    assert "box/" not in logged.out + logged.err + caplog.text
    assert "answer-given" not in logged.out + logged.err
    assert client.get(url).status_code == 405
    assert client.post(url, "{}", content_type="text/plain").status_code == 409
    missing = reverse("governance:box", args=[cast.other_coop.id, ballot])
    assert client.post(missing, json.dumps(said), content_type="text/plain").status_code == 409


def _drop(hall: Hall, ballot: UUID, phone: Phone, choice: str) -> Any:
    token, signature = phone.tokens[0]
    said = {"token": token, "choice": choice, "signature": signature}
    url = reverse("governance:box", args=[hall.org_id, ballot])
    return Client(enforce_csrf_checks=True).post(url, json.dumps(said), content_type="text/plain")
