"""A household applies from its phone, the office decides at its desk, and the phone tells."""

from datetime import UTC, datetime
from typing import Any

from django.urls import reverse

from ecoop.kernel.ids import new_id
from ecoop.members.actions.decide_application import ApplicationVerdict, decide_application
from ecoop.members.actions.record_decisions import DecisionDraft
from ecoop.members.calc import Body, DecidedAct
from ecoop.members.models import Member, Notice
from ecoop.members.queries import list_open_applications
from ecoop.members.queries.notices import list_notices_for
from ecoop.members.tests.stage import set_the_stage
from tests.cast import BEGAN_AT, Cast

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def _apply(cast: Cast, **changes: Any) -> Any:
    body = {
        "id": str(new_id()),
        "cooperative": cast.coop.slug,
        "name": "Phạm Thị Tư",
        "id_number": "019170000004",
        "born_on": "1970-03-05",
        "phone": "0912000004",
        "uses": True,
        "capital_vnd": 5_000_000,
        "agrees": True,
        **changes,
    }
    url = f"/api/o/{cast.tu_household.slug}/joining"
    return cast.client(cast.tu).post(url, data=body, content_type="application/json")


def _state(cast: Cast) -> Any:
    answer = cast.client(cast.tu).get(f"/api/o/{cast.tu_household.slug}/joining").json()
    return [(each["state"], each["member_number"]) for each in answer["applications"]]


def _stage(cast: Cast) -> None:
    with cast.inside(cast.coop, cast.lan):
        set_the_stage(cast)


def test_a_household_applies_and_is_admitted(cast: Cast) -> None:
    _stage(cast)
    invitation = cast.client(cast.tu).get(f"/api/join/{cast.coop.slug}").json()
    assert (invitation["name"], invitation["kind"]) == ("HTX Chè Tân Cương", "cooperative")
    assert invitation["law"]["article"]
    answer = _apply(cast)
    assert answer.status_code == 201, answer.content
    applied = answer.json()
    assert (applied["cooperative"], applied["state"]) == ("HTX Chè Tân Cương", "waiting")
    assert _state(cast) == [("waiting", "")]
    with cast.inside(cast.coop, cast.lan):
        (line,) = list_open_applications(org_id=cast.coop.id)
        assert (line.name, line.capital_vnd) == ("Phạm Thị Tư", 5_000_000)
        decision = DecisionDraft(Body.BOARD, "NQ 05/2026", NOW.date())
        verdict = ApplicationVerdict(line.id, DecidedAct.ADMIT, decision)
        member_id = decide_application(org_id=cast.coop.id, verdict=verdict, by=cast.lan.id, now=NOW)
        assert Member.objects.get(org_id=cast.coop.id, id=member_id).member_org_id == cast.tu_household.id
    assert _state(cast) == [("admitted", "TV005")]
    # Who is a member does not apply once more.
    assert _apply(cast).json()["code"] == "members.is-member-already"


def test_the_same_application_twice_is_one(cast: Cast) -> None:
    _stage(cast)
    own = str(new_id())
    first, second = _apply(cast, id=own), _apply(cast, id=own)
    assert first.json() == second.json()
    assert _apply(cast).json()["code"] == "members.application-is-waiting"
    with cast.inside(cast.coop, cast.lan):
        assert len(list_open_applications(org_id=cast.coop.id)) == 1


def test_what_the_law_refuses_is_refused_on_the_phone(cast: Cast) -> None:
    _stage(cast)
    assert _apply(cast, uses=False, capital_vnd=0).json()["code"] == "members.brings-nothing"
    assert _apply(cast, born_on="2015-03-05").json()["code"] == "members.too-young"
    assert _apply(cast, ward_code="99999").json()["code"] == "parties.no-such-ward"
    assert _apply(cast, cooperative="khong-co").status_code == 404
    assert _apply(cast, cooperative=cast.nam_household.slug).status_code == 404
    assert _apply(cast, agrees=False).status_code == 422
    assert _state(cast) == []


def test_only_the_household_itself_sees_its_application(cast: Cast) -> None:
    _stage(cast)
    _apply(cast)
    answer = cast.client(cast.nam).get(f"/api/o/{cast.nam_household.slug}/joining").json()
    assert answer["applications"] == []


def test_a_notice_reaches_members_and_nobody_else(cast: Cast, django_assert_max_num_queries: Any) -> None:
    _stage(cast)
    url = reverse("members:notices", args=[cast.coop.slug])
    said = {"id": str(new_id()), "title": "Mai thu mua chè", "text": "Từ 6 giờ, tại xưởng.", "until_on": ""}
    clerk = cast.client(cast.lan)
    assert clerk.post(url, said).status_code == 302
    assert clerk.post(url, said).status_code == 302
    assert clerk.post(url, {**said, "title": ""}).status_code == 422
    with django_assert_max_num_queries(14):
        assert "Mai thu mua chè" in clerk.get(url).content.decode()
    with cast.inside(cast.coop, cast.lan):
        assert Notice.objects.count() == 1
    with cast.inside(cast.nam_household, cast.nam):
        found = list_notices_for(member_org_id=cast.nam_household.id, today=NOW.date())
        assert [(each.org_name, each.title) for each in found] == [("HTX Chè Tân Cương", "Mai thu mua chè")]
    with cast.inside(cast.tu_household, cast.tu):
        assert list_notices_for(member_org_id=cast.tu_household.id, today=NOW.date()) == []


def test_five_questions_of_the_page_of_notices(cast: Cast) -> None:
    url = reverse("members:notices", args=[cast.coop.slug])
    assert cast.client(cast.hai).get(url).status_code == 200
    assert cast.client(cast.hai).post(url).status_code == 403
    assert cast.client(cast.lan).put(url).status_code == 405
    assert cast.client(cast.tu).get(url).status_code == 404
    assert cast.client(cast.someone(cast.coop, "seller")).get(url).status_code == 403
    stranger = cast.client(cast.lan)
    stranger.logout()
    assert stranger.get(url).headers["Location"].startswith("/accounts/login/")


def test_an_old_notice_is_not_shown(cast: Cast) -> None:
    _stage(cast)
    with cast.inside(cast.coop, cast.lan):
        Notice.objects.create(
            org_id=cast.coop.id, title="Đã qua", until_on=BEGAN_AT.date(), recorded_by_id=cast.lan.id, recorded_at=NOW
        )
    with cast.inside(cast.nam_household, cast.nam):
        assert list_notices_for(member_org_id=cast.nam_household.id, today=NOW.date()) == []
