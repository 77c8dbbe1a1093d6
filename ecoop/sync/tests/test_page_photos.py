"""The pages of photos of bills: the five questions, safe headers, and finding the bill of each."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from ecoop.kernel.walls import inside_organisation
from ecoop.kernel.wire import write_cursor
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.queries import list_findings
from ecoop.sync import models
from ecoop.sync.actions.keep_paper import keep_paper
from ecoop.sync.tests.conftest import NOW, TODAY, Phone, a_phone
from tests.cast import Cast

JPEG = b"\xff\xd8\xff" + bytes(40)
PDF = b"%PDF-1.4 <script>alert(1)</script>"
LONELY, NAMED, PAPER_OF_PDF = UUID(int=1), UUID(int=2), UUID(int=3)


@pytest.fixture
def stage(cast: Cast) -> Phone:
    """Chú Năm's phone sent two expenses, one with a photo; one more photo and a PDF that nothing names."""
    household = cast.nam_household
    with inside_organisation(org_id=household.id, person_id=cast.nam.id):
        open_books(
            org_id=household.id, chart="household", starts_on=TODAY.replace(month=1, day=1), by=cast.nam.id, now=NOW
        )
        phone = a_phone(cast)
        phone.send(expense(phone, "Tiền điện", paper_id=str(NAMED)), expense(phone, "Tiền nước"))
        for paper_id, content in ((LONELY, JPEG), (NAMED, JPEG), (PAPER_OF_PDF, PDF)):
            keep_paper(org_id=household.id, paper_id=paper_id, content=content, by=cast.nam.id, now=NOW)
    return phone


def expense(phone: Phone, text: str, **given: Any) -> dict[str, Any]:
    """Spend something."""
    body = {"spent_on": TODAY.isoformat(), "group": "bought_services", "amount_vnd": 90_000, "means": "cash"}
    return phone.event("trade.expense", {**body, "text": text, **given})


def at(phone: Phone, name: str, *ids: UUID) -> str:
    """Give the address of a page."""
    return reverse(f"sync:{name}", args=[phone.acting.org_slug, *ids])


def test_the_five_questions(cast: Cast, stage: Phone, django_assert_max_num_queries: Any) -> None:
    nam, tu, visitor = cast.client(cast.nam), cast.client(cast.tu), Client()
    low = cast.client(cast.someone(cast.nam_household, "officer"))
    spent = UUID(stage.sent[0]["id"])
    reads = [at(stage, "papers"), *(at(stage, name, LONELY) for name in ("paper", "paper-image", "paper-file"))]
    for path in (*reads, at(stage, "document-papers", spent)):
        with django_assert_max_num_queries(40):
            assert nam.get(path).status_code == 200, path
        assert nam.post(path).status_code == 405
        assert visitor.get(path).status_code == 302
        assert tu.get(path).status_code == 404
        assert low.get(path).status_code == 403
    for name in ("paper-document", "paper-set-aside"):
        path = at(stage, name, LONELY)
        assert nam.get(path).status_code == 405
        assert visitor.post(path).status_code == 302
        assert tu.post(path).status_code == 404
        assert cast.client(cast.someone(cast.nam_household, "reader")).post(path).status_code == 403
    for name in ("paper", "paper-image", "paper-file"):
        assert nam.get(at(stage, name, uuid4())).status_code == 404


def test_another_organisation_of_the_same_person_sees_nothing(cast: Cast, stage: Phone) -> None:
    tu = cast.client(cast.tu)
    for name in ("paper", "paper-image", "paper-file"):
        assert tu.get(reverse(f"sync:{name}", args=[cast.tu_household.slug, LONELY])).status_code == 404
    page = tu.get(reverse("sync:document-papers", args=[cast.tu_household.slug, stage.sent[0]["id"]]))
    assert str(NAMED) not in page.content.decode()


def test_a_photo_is_shown_so_that_nothing_of_it_runs(cast: Cast, stage: Phone) -> None:
    nam = cast.client(cast.nam)
    image = nam.get(at(stage, "paper-image", LONELY))
    assert image["Content-Type"] == "image/jpeg"
    assert image["Content-Disposition"].startswith("inline")
    assert image["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in image["Content-Security-Policy"]
    assert "script-src" not in image["Content-Security-Policy"]
    assert image["Cache-Control"] == "private, no-store"
    assert image.content == JPEG
    for name in ("paper-image", "paper-file"):
        pdf = nam.get(at(stage, name, PAPER_OF_PDF))
        assert pdf["Content-Disposition"].startswith("attachment")
        assert pdf["X-Content-Type-Options"] == "nosniff"


def test_photos_that_wait_are_listed_and_said_what_to_do(cast: Cast, stage: Phone) -> None:
    nam = cast.client(cast.nam)
    waiting = nam.get(at(stage, "papers")).content.decode()
    assert at(stage, "paper", LONELY) in waiting
    assert at(stage, "paper", NAMED) not in waiting
    filed = nam.get(at(stage, "papers") + "?state=filed").content.decode()
    assert at(stage, "paper", NAMED) in filed
    assert at(stage, "paper", LONELY) not in filed
    assert nam.get(at(stage, "papers") + "?state=set_aside").status_code == 200


def test_a_photo_stands_beside_its_expense(cast: Cast, stage: Phone) -> None:
    nam, spent = cast.client(cast.nam), UUID(stage.sent[0]["id"])
    page = nam.get(reverse("trade:expense", args=[stage.acting.org_slug, spent])).content.decode()
    assert at(stage, "document-papers", spent) in page
    assert at(stage, "paper-image", NAMED) in nam.get(at(stage, "document-papers", spent)).content.decode()


def test_a_photo_that_has_not_come_is_told(cast: Cast, stage: Phone) -> None:
    with inside_organisation(org_id=cast.nam_household.id, person_id=cast.nam.id):
        late = expense(stage, "Tiền xe", paper_id=str(uuid4()))
        stage.send(late)
    page = cast.client(cast.nam).get(at(stage, "document-papers", UUID(late["id"]))).content.decode()
    assert "<img" not in page.split('id="photos"')[1]


def test_a_photo_is_put_to_a_document_once(cast: Cast, stage: Phone) -> None:
    nam, spent = cast.client(cast.nam), UUID(stage.sent[1]["id"])
    assert "90.000" in nam.get(at(stage, "paper", LONELY)).content.decode()
    for _again in range(2):
        answer = nam.post(at(stage, "paper-document", LONELY), {"document": f"trade.expense {spent}"})
    assert answer.status_code in (302, 422)
    assert at(stage, "paper-image", LONELY) in nam.get(at(stage, "document-papers", spent)).content.decode()
    assert at(stage, "paper", LONELY) not in nam.get(at(stage, "papers")).content.decode()
    assert nam.post(at(stage, "paper-set-aside", LONELY), {"reason": "Mờ"}).status_code == 422
    assert nam.post(at(stage, "paper-document", PAPER_OF_PDF), {"document": f"trade.sale {spent}"}).status_code == 422
    with inside_organisation(org_id=cast.nam_household.id, person_id=cast.nam.id):
        assert models.PaperFiling.objects.get().document_id == spent
        assert list_findings(org_id=cast.nam_household.id) == []


def test_a_photo_is_set_aside_with_a_reason(cast: Cast, stage: Phone) -> None:
    nam = cast.client(cast.nam)
    assert nam.post(at(stage, "paper-set-aside", LONELY), {"reason": " "}).status_code == 422
    assert nam.post(at(stage, "paper-set-aside", LONELY), {"reason": "Mờ"}).status_code == 302
    assert "Mờ" in nam.get(at(stage, "papers") + "?state=set_aside").content.decode()


def test_a_photo_whose_record_lies_in_the_tray_says_so(cast: Cast, stage: Phone) -> None:
    with inside_organisation(org_id=cast.nam_household.id, person_id=cast.nam.id):
        stage.send(expense(stage, "Tiền nhà", paper_id=str(LONELY), spent_on="2027-01-05"))
        tray_id = models.TrayEvent.objects.get().id
    page = cast.client(cast.nam).get(at(stage, "paper", LONELY)).content.decode()
    assert at(stage, "tray-event", tray_id) in page


def test_a_cursor_whose_moment_has_no_zone_is_refused(cast: Cast) -> None:
    for moment in ("2026-03-01T00:00:00", "0001-01-01T00:00:00"):
        cursor = write_cursor(key=[moment, str(uuid4())])
        answer = cast.client(cast.nam).get(f"/api/o/ho-nam/sync/papers?state=waiting&cursor={cursor}")
        assert (answer.status_code, answer.json()["code"]) == (422, "kernel.cursor-is-unreadable")
