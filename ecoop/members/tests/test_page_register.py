"""The pages of the register, of applications, fees and disclosures, each asked the five questions."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ecoop.distribution.tests.stage import live_a_year
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.kernel.sheets import read_sheets
from ecoop.members.actions.charge_fees import charge_fees
from ecoop.members.actions.post_disclosures import DisclosureDraft, post_disclosures
from ecoop.members.actions.submit_application import ApplicationDraft, submit_application
from ecoop.members.calc import ApplicationSource, PaperDraft, ParticularsDraft
from ecoop.members.models import Application, ApplicationPaper, Disclosure, FeeDue, Member
from ecoop.members.tests.stage import Stage
from tests.cast import BEGAN_AT, Cast

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
DAY = date(2026, 5, 4)


@pytest.fixture
def stage(cast: Cast) -> Stage:
    """A year of the cooperative, one application with a photo, the fee of a year, one paper posted."""
    with cast.inside(cast.coop, cast.lan):
        stage = live_a_year(cast)
        acting = {"org_id": cast.coop.id, "by": cast.lan.id, "now": BEGAN_AT}
        draft = ApplicationDraft(
            id=new_id(), source=ApplicationSource.OFFICE, name="Vũ Thị Mới", who=ParticularsDraft(address="Xóm 4"),
            brings_capital=True, uses=True, works=False, applied_on=DAY, capital_vnd=Dong(2_000_000),
            papers=(PaperDraft("cccd.png", PNG),),
        )  # fmt: skip
        submit_application(application=draft, **acting)
        charge_fees(year=2026, amount_vnd=Dong(100_000), due_on=DAY, rests_on="Điều lệ", **acting)
        paper = DisclosureDraft(new_id(), "resolutions", "NQ 02/2026", DAY, paper=PaperDraft("nq.png", PNG))
        post_disclosures(disclosures=[paper], **acting)
    return stage


# What each page of the office shows, and who is too low for it: a reader of the books for pages one reads,
# the controller for pages on which one writes.
READ: dict[str, list[str]] = {
    "register": ["Hộ Trần Văn Năm", "TV004", "Điều 4"],
    "register-excel": [],
    "register-paper": [],
    "particulars": ["Article 15"],
    "history": ["official member"],
    "applications": ["Vũ Thị Mới", "2.000.000"],
    "application": ["Xóm 4", "board of directors", "Điều 66, khoản 6", "cccd.png"],
    "application-file": [],
    "poster": [],
    "fees": ["100.000", "Hộ Khách"],
    "disclosures": ["NQ 02/2026", "11/05/2026", "Đỗ Thị Hoa"],
    "disclosure-paper": [],
}
WRITE: dict[str, list[str]] = {
    "application-new": ["application"],
    "particulars-new": ["Nationality"],
    "end": ["voluntary exit", "Resolution"],
    "standing": ["Brings capital"],
    "succession": ["inherits the capital"],
    "fee-payment": ["Amount"],
}


def in_english(client: Client) -> Client:
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def arguments(cast: Cast, stage: Stage, name: str) -> list[Any]:
    with cast.inside(cast.coop, cast.lan):
        found = {
            "application": Application.objects.values_list("id", flat=True).first(),
            "application-file": ApplicationPaper.objects.values_list("id", flat=True).first(),
            "fee-payment": FeeDue.objects.values_list("id", flat=True).first(),
            "disclosure-paper": Disclosure.objects.values_list("id", flat=True).first(),
        }
    of_a_member = {"particulars", "history", "particulars-new", "end", "standing", "succession"}
    given = stage.nam if name in of_a_member else found.get(name)
    return [cast.coop.slug, given] if given else [cast.coop.slug]


@pytest.mark.parametrize("name", [*READ, *WRITE])
def test_five_questions(cast: Cast, stage: Stage, django_assert_max_num_queries: Any, name: str) -> None:
    url = reverse(f"members:{name}", args=arguments(cast, stage, name))
    reader = cast.hai if name in READ else cast.lan
    too_low = cast.someone(cast.coop, "seller") if name in READ else cast.hai
    client = in_english(cast.client(reader))
    with django_assert_max_num_queries(50):
        answer = client.get(url)
    assert answer.status_code == 200
    body = b"".join(answer) if answer.streaming else answer.content
    page = body.decode(errors="replace").replace("\u00a0", " ")
    assert not [text for text in {**READ, **WRITE}[name] if text not in page]
    assert client.delete(url).status_code == 405
    assert cast.client(cast.tu).get(url).status_code == 404
    assert cast.client(too_low).get(url).status_code == 403
    client.logout()
    assert client.get(url).headers["Location"].startswith("/accounts/login/")


def test_the_register_is_searched_filtered_and_paged(cast: Cast, stage: Stage) -> None:
    client, url = in_english(cast.client(cast.hai)), reverse("members:register", args=[cast.coop.slug])
    asked = {
        "hoa": {"q": "do thi hoa"},
        "number": {"q": "tv003"},
        "type": {"type": "associate_capital"},
        "ended": {"state": "ended"},
    }
    pages = {name: client.get(url, query).content.decode() for name, query in asked.items()}
    assert "Đỗ Thị Hoa" in pages["hoa"]
    assert "Hộ Trần Văn Năm" not in pages["hoa"]
    assert "Công ty Vốn" in pages["number"]
    assert "Đỗ Thị Hoa" not in pages["type"]
    assert "Công ty Vốn" in pages["type"]
    assert "Nobody in the register fits" in pages["ended"]
    assert stage


def test_the_excel_of_the_register_holds_what_article_15_asks(cast: Cast, stage: Stage) -> None:
    answer = cast.client(cast.hai).get(reverse("members:register-excel", args=[cast.coop.slug]), {"day": "2026-12-31"})
    (sheet,) = read_sheets(b"".join(answer), name="so.xlsx")
    text = [str(cell) for row in sheet.rows for cell in row if cell is not None]
    assert "SỔ ĐĂNG KÝ THÀNH VIÊN" in text
    for label in ("Số thành viên", "quốc tịch", "số định danh cá nhân hoặc giấy tờ pháp lý", "ngày góp vốn"):
        assert label in text
    assert "10 %" in text  # Năm holds 10,000,000 of 100,000,000.
    assert any("10.000.000" in cell for cell in text)  # What was paid in, beside how it was paid.
    assert stage


def test_an_application_is_decided_by_the_body_that_the_law_names(cast: Cast, stage: Stage) -> None:
    url = reverse("members:application", args=arguments(cast, stage, "application"))
    client = in_english(cast.client(cast.lan))
    verdict = {"act": "admit", "body": "director", "resolution": "NQ 5", "decided_on": "2026-05-10",
               "admitted_on": "2026-05-10", "number": "", "reason": ""}  # fmt: skip
    refused = client.post(url, verdict)
    assert refused.status_code == 422
    assert "board of directors" in refused.content.decode()
    done = client.post(url, {**verdict, "body": "board"})
    assert done.status_code == 302
    with cast.inside(cast.coop, cast.lan):
        member = Member.objects.get(name="Vũ Thị Mới")
    # The greatest number of the stage is TV004.
    assert (member.number, member.admitted_on) == ("TV005", date(2026, 5, 10))
    assert client.post(url, {**verdict, "body": "board"}).status_code == 422


def test_a_membership_ends_with_its_resolution(cast: Cast, stage: Stage) -> None:
    url = reverse("members:end", args=[cast.coop.slug, stage.hoa])
    client = in_english(cast.client(cast.lan))
    form = {"id": str(new_id()), "ground": "voluntary", "ends_on": "2026-11-01", "reason": "", "body": "board",
            "resolution": "", "decided_on": "2026-10-30"}  # fmt: skip
    assert client.post(url, form).status_code == 422
    assert client.post(url, {**form, "resolution": "NQ 9"}).status_code == 302
    page = client.get(reverse("members:history", args=[cast.coop.slug, stage.hoa])).content.decode()
    assert "voluntary exit" in page
    assert "NQ 9" in page


def test_anybody_applies_without_signing_in(cast: Cast, stage: Stage) -> None:
    client, url = in_english(Client()), reverse("members:join", args=[cast.coop.slug])
    assert client.get(url).status_code == 200
    assert client.delete(url).status_code == 405
    assert client.get(reverse("members:join", args=["khong-co"])).status_code == 404
    assert client.get(reverse("members:join", args=[cast.nam_household.slug])).status_code == 404
    form = {"id": str(new_id()), "name": "Lý Văn Xa", "kind": "individual", "nationality": "VN", "address": "Xóm 9",
            "uses": "on", "agrees": "on"}  # fmt: skip
    assert client.post(url, {**form, "uses": ""}).status_code == 422
    answer = client.post(url, form)
    assert answer.status_code == 302
    page = client.get(answer.headers["Location"]).content.decode()
    assert "waiting for a decision" in page
    assert "Lý Văn Xa" not in page
    assert "Xóm 9" not in page
    assert client.get(reverse("members:join-receipt", args=[cast.coop.slug, "AAAAAAAA"])).status_code == 404
    # The same form sent twice is one application.
    assert client.post(url, form).headers["Location"] == answer.headers["Location"]
    assert stage


def test_a_child_is_told_at_once_that_it_may_not_join(cast: Cast) -> None:
    url = reverse("members:join", args=[cast.coop.slug])
    # Whoever is born on this day is fourteen today: the law asks for fifteen.
    born_on = (datetime.now().astimezone().date() - timedelta(days=14 * 366)).isoformat()
    form = {"id": str(new_id()), "name": "Em Bé", "kind": "individual", "nationality": "VN", "address": "Xóm 9",
            "born_on": born_on, "uses": "on", "agrees": "on"}  # fmt: skip
    answer = Client().post(url, form)
    assert answer.status_code == 422
    assert "15" in answer.content.decode()


def test_one_address_does_not_flood_the_office(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ecoop.members.actions.count_applications.LIMIT_AN_HOUR", 1)
    url = reverse("members:join", args=[cast.coop.slug])
    assert Client().post(url, {"name": "x"}).status_code == 422
    assert Client().post(url, {"name": "x"}).status_code == 429


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("own", ["TV001", "10.000.000"]),
        ("own-disclosures", ["NQ 02/2026", "Đỗ Thị Hoa", "10 %"]),
        ("own-paper", []),
    ],
)
def test_a_member_sees_its_own_record_and_what_is_disclosed(
    cast: Cast, stage: Stage, django_assert_max_num_queries: Any, name: str, shown: list[str]
) -> None:
    with cast.inside(cast.coop, cast.lan):
        paper_id = Disclosure.objects.values_list("id", flat=True).first()
    rest = {"own": [], "own-disclosures": [cast.coop.id], "own-paper": [cast.coop.id, paper_id]}[name]
    url = reverse(f"members:{name}", args=[cast.nam_household.slug, *rest])
    client = in_english(cast.client(cast.nam))
    with django_assert_max_num_queries(30):
        answer = client.get(url)
    assert answer.status_code == 200
    page = answer.content.decode(errors="replace").replace("\u00a0", " ")
    assert not [text for text in shown if text not in page]
    if name == "own":
        assert "Đỗ Thị Hoa" not in page
    assert client.delete(url).status_code == 405
    assert cast.client(cast.tu).get(url).status_code == 404
    assert cast.client(cast.someone(cast.nam_household, "reader")).get(url).status_code == 403
    # Bà Tư's household is no member here: for it the same address is nothing.
    foreign = reverse(f"members:{name}", args=[cast.tu_household.slug, *rest])
    assert cast.client(cast.tu).get(foreign).status_code == (200 if name == "own" else 404)
    client.logout()
    assert client.get(url).headers["Location"].startswith("/accounts/login/")
    assert stage
