"""The pages of resolutions, each asked the five questions; one from paper, carried out and annulled as Lan does it."""

import re
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from demo.resolutions import pass_on_paper
from ecoop.distribution.tests.stage import close, live_a_year
from ecoop.members.tests.stage import Stage
from ecoop.resolutions.actions.keep_paper import keep_paper
from ecoop.resolutions.queries import list_papers, list_resolutions
from tests.cast import Cast

NOW = datetime(2027, 4, 2, 3, tzinfo=UTC)
SCAN = b"%PDF-1.7 the paper"
VOTES = {"called": "50", "attended": "40", "votes_for": "35", "votes_against": "5", "votes_blank": "0"}
SHARED = {
    "body": "general_meeting", "number": "NQ 02/2027", "title": "Phân phối thu nhập 2026", "passed_on": "2027-03-20",
    "says_year": "2026", "says_losses_carried_vnd": "0", "says_other_funds": "Đầu tư phát triển: 10", **VOTES,
}  # fmt: skip


@pytest.fixture
def stage(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.setattr("ecoop.governance.views.resolutions.timezone", SimpleNamespace(now=lambda: NOW))
    with cast.inside(cast.coop, cast.lan):
        return live_a_year(cast)


def url(cast: Cast, name: str, *more: Any) -> str:
    return reverse(f"governance:{name}", args=[cast.coop.slug, *more])


def words(html: bytes) -> str:
    """Give the text of a page, with plain spaces between its words."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.decode())).replace("\u00a0", " ")


def passed(cast: Cast, matter: str = "regulations", **says: Any) -> UUID:
    with cast.inside(cast.coop, cast.lan):
        act: dict[str, Any] = {"org_id": cast.coop.id, "by": cast.lan.id, "now": NOW, "passed_on": date(2027, 3, 20)}
        return pass_on_paper(matter=matter, parameters=says or {"text": "Quy chế"}, **act)


@pytest.mark.parametrize("name", ["resolutions", "resolution", "resolution-file"])
def test_five_questions_of_what_one_reads(
    cast: Cast, stage: Stage, name: str, django_assert_max_num_queries: Any
) -> None:
    resolution_id = passed(cast)
    with cast.inside(cast.coop, cast.lan):
        paper_id = keep_paper(
            org_id=cast.coop.id, resolution_id=resolution_id, name="nq.pdf", content=SCAN, by=cast.lan.id, now=NOW
        )
    more = {"resolutions": (), "resolution": (resolution_id,), "resolution-file": (paper_id,)}[name]
    asked = url(cast, name, *more)
    client = cast.client(cast.hai)
    with django_assert_max_num_queries(30):
        answer = client.get(asked)
    assert answer.status_code == 200
    assert client.delete(asked).status_code == 405
    assert cast.client(cast.tu).get(asked).status_code == 404
    assert cast.client(cast.someone(cast.coop, "seller")).get(asked).status_code == 403
    client.logout()
    assert client.get(asked).headers["Location"].startswith("/accounts/login/")
    assert stage


@pytest.mark.parametrize("name", ["resolution-matters", "resolution-from-paper", "resolution-annulment"])
def test_five_questions_of_a_form(cast: Cast, stage: Stage, name: str, django_assert_max_num_queries: Any) -> None:
    more = {"resolution-from-paper": ("capital_return",), "resolution-annulment": (passed(cast),)}.get(name, ())
    asked = url(cast, name, *more)
    client = cast.client(cast.lan)
    with django_assert_max_num_queries(30):
        assert client.get(asked).status_code == 200
    assert client.delete(asked).status_code == 405
    assert cast.client(cast.tu).get(asked).status_code == 404
    assert cast.client(cast.hai).get(asked).status_code == 403
    client.logout()
    assert client.get(asked).headers["Location"].startswith("/accounts/login/")
    assert stage


@pytest.mark.parametrize("name", ["resolution-execution", "resolution-papers"])
def test_five_questions_of_a_change(cast: Cast, stage: Stage, name: str) -> None:
    asked = url(cast, name, uuid4())
    lan = cast.client(cast.lan)
    assert lan.get(asked).status_code == 405
    assert lan.post(asked).status_code == 404
    assert cast.client(cast.tu).post(asked).status_code == 404
    assert cast.client(cast.hai).post(asked).status_code == 403
    lan.logout()
    assert lan.post(asked).headers["Location"].startswith("/accounts/login/")
    assert stage


def test_lan_records_a_resolution_from_paper_carries_it_out_and_annuls_it(cast: Cast, stage: Stage) -> None:
    """35 of 40 votes are 87,5 %; the pencil of test_year_end shares 86.364.000 đ."""
    with cast.inside(cast.coop, cast.lan):
        close(cast)
    lan = cast.client(cast.lan)
    form = url(cast, "resolution-from-paper", "distribution")
    given = {**SHARED, "id": str(uuid4()), "file": SimpleUploadedFile("nq.pdf", SCAN)}
    # 20 of 40 votes are not more than half.
    few = lan.post(form, {**given, "votes_for": "20", "votes_against": "20", "file": ""})
    assert (few.status_code, "&gt; 50 %" in few.content.decode()) == (422, True)
    assert lan.post(form, {**given, "says_other_funds": "Đầu tư phát triển", "file": ""}).status_code == 422
    recorded = lan.post(form, given)
    assert recorded.status_code == 302
    page = words(lan.get(recorded["Location"]).content)
    for said in ("NQ 02/2027", "35 ÷ 40 = 87,5 %", "&gt; 50 %", "Đầu tư phát triển 10 %", "Chưa thực hiện"):
        assert said in page, said
    with cast.inside(cast.coop, cast.lan):
        (facts,) = list_resolutions(org_id=cast.coop.id, matter="distribution")
        assert [paper.name for paper in list_papers(org_id=cast.coop.id, resolution_id=facts.id)] == ["nq.pdf"]
    assert lan.post(url(cast, "resolution-execution", facts.id)).status_code == 302
    assert lan.post(url(cast, "resolution-execution", facts.id)).status_code == 409
    page = words(lan.get(url(cast, "resolution", facts.id)).content)
    assert "Đã quyết định và chia thu nhập của năm" in page
    annulment = url(cast, "resolution-annulment", facts.id)
    assert "thu lại bằng bút toán đỏ" in words(lan.get(annulment).content)
    verdict = {"annulled_by": "court", "annulled_on": "2027-04-01", "paper": "BA 12/2027", "entry_on": "2027-04-01"}
    assert lan.post(annulment, verdict).status_code == 422
    assert lan.post(annulment, {**verdict, "reason": "Thiếu đại biểu"}).status_code == 302
    page = words(lan.get(url(cast, "resolution", facts.id)).content)
    assert "Bị hủy ngày 01/04/2027 theo BA 12/2027: Thiếu đại biểu" in page
    assert lan.post(annulment, {**verdict, "reason": "Lần nữa"}).status_code == 422
    assert "Nghị quyết NQ 02/2027 đã bị hủy" in words(cast.client(cast.nam).get(my_share(cast)).content)
    assert stage


def my_share(cast: Cast) -> str:
    return reverse("distribution:my-share", args=[cast.nam_household.slug])


def test_a_return_of_capital_asks_how_it_is_paid(cast: Cast, stage: Stage) -> None:
    lan = cast.client(cast.lan)
    form = url(cast, "resolution-from-paper", "capital_return")
    given: dict[str, Any] = {
        "id": str(uuid4()), "body": "general_meeting", "title": "Trả lại vốn góp", "passed_on": "2027-03-20", **VOTES,
        "says_returns": "TV999: 1.000.000",
    }  # fmt: skip
    assert lan.post(form, given).status_code == 422
    recorded = lan.post(form, {**given, "says_returns": "TV001: 1.000.000"})
    assert recorded.status_code == 302
    page = words(lan.get(recorded["Location"]).content)
    # Năm is a member and holds 10 of 100 million, so that nothing may go back: the page says so before anybody tries.
    assert "TV001 Hộ Trần Văn Năm 1.000.000 đ" in page
    assert "Ai xác nhận vẫn trả được nợ" in page
    assert "alert-warning" in lan.get(recorded["Location"]).content.decode()
    assert lan.post(f"{recorded['Location']}execution/", {"on": "2027-04-01"}).status_code == 422
    assert stage


def test_the_list_shows_first_what_waits(cast: Cast, stage: Stage) -> None:
    passed(cast)
    passed(cast, "fund_rates", starts_on="2027-04-01", choices={"fund_rate.reserve": "0.05"})
    page = words(cast.client(cast.hai).get(url(cast, "resolutions")).content)
    assert page.index("Đã thông qua, chưa thực hiện") < page.index("02/2027/NQ-ĐHTV") < page.index("01/2027/NQ-ĐHTV")
    assert "Record one from paper" not in page
    assert stage


def test_every_matter_has_a_form(cast: Cast, stage: Stage) -> None:
    lan = cast.client(cast.lan)
    page = lan.get(url(cast, "resolution-matters")).content.decode()
    forms = re.findall(r'href="([^"]*/from-paper/[a-z_]+/)"', page)
    assert len(forms) == 21
    for form in forms:
        answer = lan.get(form)
        assert answer.status_code == 200, form
    assert lan.get(url(cast, "resolution-from-paper", "weather")).status_code == 404
    assert stage


def test_a_member_reads_what_its_cooperative_decided(
    cast: Cast, stage: Stage, django_assert_max_num_queries: Any
) -> None:
    passed(cast)
    own = reverse("governance:own-resolutions", args=[cast.nam_household.slug, cast.coop.id])
    client = cast.client(cast.nam)
    with django_assert_max_num_queries(20):
        answer = client.get(own)
    assert answer.status_code == 200
    # 80 of 88 ballots handed in are 90,91 %.
    assert "80 ÷ 88 = 90,91 %" in words(answer.content)
    assert client.delete(own).status_code == 405
    stranger = reverse("governance:own-resolutions", args=[cast.tu_household.slug, cast.coop.id])
    assert cast.client(cast.tu).get(stranger).status_code == 404
    assert cast.client(cast.tu).get(own).status_code == 404
    assert cast.client(cast.someone(cast.nam_household, "seller")).get(own).status_code == 403
    client.logout()
    assert client.get(own).headers["Location"].startswith("/accounts/login/")
    assert stage
