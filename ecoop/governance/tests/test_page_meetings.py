"""Pages of meetings: five questions each, and a whole meeting held through them."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ecoop.governance.calc.meetings import MeetingKind, Status
from ecoop.governance.queries.calling import list_duties
from ecoop.governance.queries.meetings import get_attendance, get_meeting, list_agenda, list_meetings
from ecoop.governance.queries.passes import map_tokens
from ecoop.governance.tests.meetings_stage import CALLED_AT, HELD_AT, MeetingsStage, set_meetings_stage
from tests.cast import Cast

PHOTO = b"\xff\xd8\xff" + b"0" * 99


@pytest.fixture
def stage(cast: Cast) -> MeetingsStage:
    with cast.inside(cast.coop, cast.lan):
        return set_meetings_stage(cast)


@pytest.fixture
def noticed(cast: Cast, stage: MeetingsStage) -> UUID:
    with cast.inside(cast.coop, cast.lan):
        return stage.notice()


@pytest.fixture
def on_the_day() -> Iterator[None]:
    with patch("django.utils.timezone.now", return_value=HELD_AT):
        yield


def _at(cast: Cast, meeting_id: UUID | None = None, rest: str = "") -> str:
    return f"/o/{cast.coop.slug}/meetings/{meeting_id}/{rest}" if meeting_id else f"/o/{cast.coop.slug}/meetings/{rest}"


PAGES = ["", "desk/", "minutes/", "papers/", "delegates/", "notice/paper/", "minutes/pdf/", "minutes/docx/"]


@pytest.mark.parametrize("rest", PAGES)
def test_each_page_works_and_not_logged_in_nor_for_another_other_organisation(
    cast: Cast, noticed: UUID, rest: str
) -> None:
    address = _at(cast, noticed, rest)
    assert cast.client(cast.lan).get(address).status_code == 200
    assert cast.client(cast.hai).get(address).status_code == 200
    assert Client().get(address).status_code == 302
    assert cast.client(cast.tu).get(address).status_code == 404
    assert cast.client(cast.someone(cast.coop, "seller")).get(address).status_code == 403
    assert cast.client(cast.lan).get(_at(cast, uuid4(), rest)).status_code == 404


STEPS = ["meeting-notice", "meeting-opening", "meeting-conclusion", "meeting-adjournment", "meeting-cancellation"]
AT_THE_DESK = ["desk-arrivals", "desk-departures", "desk-proxies", "desk-passes"]


@pytest.mark.parametrize("name", [*STEPS, *AT_THE_DESK, "minutes-signing"])
def test_wrong_method_of_each_write(cast: Cast, noticed: UUID, name: str) -> None:
    address = reverse(f"governance:{name}", args=[cast.coop.slug, noticed])
    assert cast.client(cast.lan).get(address).status_code == 405
    assert Client().post(address).status_code == 302
    assert cast.client(cast.tu).post(address).status_code == 404
    assert cast.client(cast.hai).post(address).status_code == 403


@pytest.mark.parametrize("rest", ["agenda/", "motions/", "again/", "passes/"])
def test_role_too_low_for_who_prepares(cast: Cast, noticed: UUID, rest: str) -> None:
    assert cast.client(cast.lan).get(_at(cast, noticed, rest)).status_code == 200
    assert cast.client(cast.hai).get(_at(cast, noticed, rest)).status_code == 403
    assert cast.client(cast.tu).get(_at(cast, noticed, rest)).status_code == 404


def test_the_list_asks_little_and_says_what_is_due(
    cast: Cast, noticed: UUID, django_assert_max_num_queries: Any
) -> None:
    client = cast.client(cast.lan)
    with django_assert_max_num_queries(24):
        told = client.get(_at(cast)).content.decode()
    assert "Đại hội thành viên thường niên 2026" in told
    with django_assert_max_num_queries(40):
        assert client.get(_at(cast, noticed)).status_code == 200
    with django_assert_max_num_queries(34):
        assert client.get(_at(cast, noticed, "desk/")).status_code == 200


def _form_of_a_call(starts_at: datetime) -> dict[str, str]:
    return {
        "id": str(uuid4()),
        "kind": "annual",
        "title": "Đại hội 2026",
        "year": "2026",
        "convened_by": "board",
        "convener": "HĐQT",
        "mode": "in_person",
        "place": "Nhà văn hóa",
        "starts_at": f"{timezone.localtime(starts_at):%Y-%m-%dT%H:%M}",
        "agenda": "Báo cáo\nPhân phối",
    }


def test_a_whole_meeting_is_held_through_the_pages(cast: Cast, stage: MeetingsStage) -> None:
    org = cast.coop.id
    with patch("django.utils.timezone.now", return_value=CALLED_AT):
        client = cast.client(cast.lan)
        assert client.get(reverse("governance:meeting-new", args=[cast.coop.slug])).status_code == 200
        wrong = client.post(_at(cast, rest="new/"), _form_of_a_call(CALLED_AT + timedelta(days=1)))
        assert wrong.status_code == 422
        said = _form_of_a_call(HELD_AT)
        assert client.post(_at(cast, rest="new/"), said).status_code == 302
        with cast.inside(cast.coop, cast.lan):
            (meeting,) = list_meetings(org_id=org)
            item = list_agenda(org_id=org, meeting_id=meeting.id)[0]
        chosen = f"motions/?item={item.id}&matter=statements"
        assert client.get(_at(cast, meeting.id, chosen)).status_code == 200
        motion = {"id": str(uuid4()), "title": "Thông qua báo cáo", "says_year": "2026"}
        assert client.post(_at(cast, meeting.id, chosen), motion).status_code == 302
        vote = {
            "id": str(uuid4()),
            "title": "Bầu HĐQT",
            "says_body": "board",
            "candidates": "TV001\nTV002",
            "seats": "1",
        }
        assert client.post(_at(cast, meeting.id, f"motions/?item={item.id}&matter=elections"), vote).status_code == 302
        assert client.post(_at(cast, meeting.id, "agenda/"), {"id": str(uuid4()), "title": "Khác"}).status_code == 302
        assert client.post(_at(cast, meeting.id, "notice/")).status_code == 302
        assert client.get(_at(cast, meeting.id, "passes/")).content.startswith(b"%PDF")
    with patch("django.utils.timezone.now", return_value=HELD_AT):
        client = cast.client(cast.lan)
        for member in stage.members[:6]:
            assert client.post(_at(cast, meeting.id, "desk/arrivals/"), {"member": str(member)}).status_code == 302
        proxy = {"number": "TV007", "holder_name": "TV001", "file": SimpleUploadedFile("a.jpg", PHOTO)}
        assert client.post(_at(cast, meeting.id, "desk/proxies/"), proxy).status_code == 302
        bad = {"number": "TV008", "holder_name": "TV001", "file": SimpleUploadedFile("a.jpg", b"<script>")}
        assert client.post(_at(cast, meeting.id, "desk/proxies/"), bad).status_code == 422
        assert client.post(_at(cast, meeting.id, "opening/"), {"chair": "Hoa", "secretary": "Lan"}).status_code == 302
        assert client.post(_at(cast, meeting.id, "minutes/"), {"id": str(uuid4()), "text": "Đồng ý"}).status_code == 302
        assert (
            client.post(_at(cast, meeting.id, "desk/departures/"), {"member": str(stage.members[0])}).status_code == 302
        )
        assert client.post(_at(cast, meeting.id, "conclusion/")).status_code == 302
        for form in ("pdf", "docx"):
            assert client.get(_at(cast, meeting.id, f"minutes/{form}/")).content[:4] in (b"%PDF", b"PK\x03\x04")
        both = {"signed_on": "2027-03-20", "is_signed_by_chair": "on"}
        assert client.post(_at(cast, meeting.id, "minutes/signing/"), both).status_code == 422
        both |= {"is_signed_by_secretary": "on", "file": SimpleUploadedFile("bb.pdf", b"%PDF-1.7 x")}
        assert client.post(_at(cast, meeting.id, "minutes/signing/"), both).status_code == 302
    with cast.inside(cast.coop, cast.lan):
        signed = get_meeting(org_id=org, meeting_id=meeting.id)
    assert signed.status is Status.SIGNED
    assert signed.signing
    paper = client.get(_at(cast, meeting.id, f"papers/{signed.signing.paper_id}/"))
    assert b"".join(paper) == b"%PDF-1.7 x"
    assert paper["X-Content-Type-Options"] == "nosniff"
    # The member's household reads the signed minutes, and the agenda with what became of it.
    nam = cast.client(cast.nam)
    own = f"/o/{cast.nam_household.slug}/own-meetings/"
    assert "Đại hội 2026" in nam.get(own).content.decode()
    page = nam.get(f"{own}{org}/{meeting.id}/")
    assert "Thông qua báo cáo" in page.content.decode()
    assert nam.get(f"{own}{org}/{meeting.id}/papers/{signed.signing.paper_id}/").status_code == 200


def test_a_household_sees_what_it_is_called_to_and_no_proxy_of_others(cast: Cast, stage: MeetingsStage) -> None:
    own = f"/o/{cast.nam_household.slug}/own-meetings/"
    with cast.inside(cast.coop, cast.lan):
        secret, board = stage.call(), stage.call(kind=MeetingKind.BOARD, title="Họp HĐQT")
    nam = cast.client(cast.nam)
    for meeting_id in (secret, board):
        assert nam.get(f"{own}{cast.coop.id}/{meeting_id}/").status_code == 404
    assert "Họp HĐQT" not in nam.get(own).content.decode()
    tu_own = f"/o/{cast.tu_household.slug}/own-meetings/"
    assert cast.client(cast.tu).get(f"{tu_own}{cast.coop.id}/{secret}/").status_code == 404
    assert cast.client(cast.tu).get(own).status_code == 404
    assert Client().get(own).status_code == 302
    assert cast.client(cast.lan).get(f"/o/{cast.coop.slug}/own-meetings/").status_code in {403, 404}


def _token(cast: Cast, meeting_id: UUID, member_id: UUID) -> str:
    with cast.inside(cast.coop, cast.lan):
        return map_tokens(org_id=cast.coop.id, meeting_id=meeting_id, ids=[member_id])[member_id]


def test_a_pass_shows_the_meeting_and_takes_one_tap_on_its_day(cast: Cast, stage: MeetingsStage, noticed: UUID) -> None:
    address = f"/meet/{_token(cast, noticed, stage.members[0])}/"
    anybody = Client()
    with patch("django.utils.timezone.now", return_value=CALLED_AT):
        assert anybody.get(address).status_code == 200
        assert anybody.post(address).status_code == 409
    with patch("django.utils.timezone.now", return_value=HELD_AT):
        for _each in range(2):
            assert anybody.post(address).status_code == 302
        with cast.inside(cast.coop, cast.lan):
            assert get_attendance(org_id=cast.coop.id, meeting_id=noticed, at=HELD_AT).here == 1
        assert "Hộ Trần Văn Năm" in anybody.get(address).content.decode()
    with patch("django.utils.timezone.now", return_value=HELD_AT + timedelta(minutes=1)):
        assert anybody.post(address, {"leave": "1"}).status_code == 302
    assert anybody.put(address).status_code == 405
    for wrong in ("a" * 26, "x", "ă" * 26, "a" * 5000):
        assert anybody.get(f"/meet/{wrong}/").status_code == 404


def test_the_chairs_phone_ticks_who_shows_a_pass_of_this_meeting_only(
    cast: Cast, stage: MeetingsStage, noticed: UUID, on_the_day: None
) -> None:
    token = _token(cast, noticed, stage.members[1])
    lan = cast.client(cast.lan)
    told = lan.get(f"/meet/{token}/").content.decode()
    scan = reverse("governance:desk-scan", args=[cast.coop.slug, noticed, token])
    assert scan in told
    assert lan.post(scan).status_code == 302
    with cast.inside(cast.coop, cast.lan):
        assert get_attendance(org_id=cast.coop.id, meeting_id=noticed, at=HELD_AT).here == 1
        other = stage.notice()
    assert lan.post(_at(cast, other, f"desk/scans/{token}/")).status_code == 404
    assert cast.client(cast.hai).post(scan).status_code == 403
    assert cast.client(cast.tu).post(scan).status_code == 404
    assert Client().post(scan).status_code == 302


def test_what_is_due_begins_with_the_first_year_of_the_cooperative(cast: Cast, stage: MeetingsStage) -> None:
    """Founded in January 2026: in 2026 the meeting about 2026 is due by April 2027, and nothing about 2025."""
    with cast.inside(cast.coop, cast.lan):
        (first,) = list_duties(org_id=cast.coop.id, day=date(2026, 11, 22))
        (late,) = list_duties(org_id=cast.coop.id, day=date(2027, 5, 1))
        assert (first.year, first.due_on) == (2026, date(2027, 4, 30))
        assert (late.year, late.is_late_on(day=date(2027, 5, 1))) == (2026, True)
        stage.open()
        annual, following = sorted(list_duties(org_id=cast.coop.id, day=date(2027, 3, 21)), key=lambda one: one.code)
        assert (annual.year, following.due_on) == (2027, date(2028, 3, 20))
