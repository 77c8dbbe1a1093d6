"""The pages of phones and of the tray: the five questions, and what a person does there."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from ecoop.kernel.walls import inside_organisation
from ecoop.ledger.actions.open_books import open_books
from ecoop.sync import models
from ecoop.sync.tests.conftest import NOW, Phone, a_phone
from ecoop.trade.models import Sale
from tests.cast import Cast


@pytest.fixture
def stage(cast: Cast) -> Phone:
    """Chú Năm's phone sent a sale of next year, which lies in the tray."""
    household = cast.nam_household
    with inside_organisation(org_id=household.id, person_id=cast.nam.id):
        open_books(org_id=household.id, chart="household", starts_on=date(2026, 1, 1), by=cast.nam.id, now=NOW)
        phone = a_phone(cast)
        phone.send(phone.sale(sold_on="2027-03-05"), {"id": "?", "kind": "\0"})
    return phone


def tray_id(cast: Cast) -> Any:
    with inside_organisation(org_id=cast.nam_household.id, person_id=cast.nam.id):
        return models.TrayEvent.objects.get(kind="trade.sale").id


def paths(cast: Cast, phone: Phone) -> dict[str, tuple[str, str]]:
    """Give each address with the role that is too low for it."""
    slug, tray = phone.acting.org_slug, tray_id(cast)
    return {
        "devices": (reverse("sync:devices", args=[slug]), "officer"),
        "revocation": (reverse("sync:revocation", args=[slug, phone.device_id]), "seller"),
        "tray": (reverse("sync:tray", args=[slug]), "officer"),
        "tray-event": (reverse("sync:tray-event", args=[slug, tray]), "officer"),
        "attempts": (reverse("sync:attempts", args=[slug, tray]), "reader"),
        "mending": (reverse("sync:mending", args=[slug, tray]), "reader"),
        "set-aside": (reverse("sync:set-aside", args=[slug, tray]), "reader"),
    }


WRITES = ("attempts", "mending", "set-aside")


def test_the_five_questions(cast: Cast, stage: Phone, django_assert_max_num_queries: Any) -> None:
    nam, tu, visitor = cast.client(cast.nam), cast.client(cast.tu), type(cast.client(cast.nam))()
    for name, (path, too_low) in paths(cast, stage).items():
        ask, wrong = ("post", "get") if name in WRITES else ("get", "put")
        if name not in WRITES:
            with django_assert_max_num_queries(20):
                assert nam.get(path).status_code == 200, name
        assert getattr(nam, wrong)(path).status_code == 405, name
        assert getattr(visitor, ask)(path).status_code == 302, name
        assert getattr(tu, ask)(path).status_code == 404, name
        stranger = cast.client(cast.someone(cast.nam_household, too_low))
        assert getattr(stranger, ask)(path).status_code == 403, name


def test_what_is_not_there_is_not_found(cast: Cast, stage: Phone) -> None:
    nam, slug = cast.client(cast.nam), stage.acting.org_slug
    assert nam.get(reverse("sync:revocation", args=[slug, uuid4()])).status_code == 404
    for name in ("attempts", "mending", "set-aside"):
        assert nam.post(reverse(f"sync:{name}", args=[slug, uuid4()]), {"reason": "x"}).status_code == 404


def test_the_tray_tells_in_plain_words(cast: Cast, stage: Phone) -> None:
    page = cast.client(cast.nam).get(reverse("sync:tray", args=[stage.acting.org_slug])).content.decode()
    for words in ("05/03/2027", "50.000", "Chè búp", "Điện thoại của chú Năm", "Trần Văn Năm"):
        assert words in page


def test_trying_again_says_why_not(cast: Cast, stage: Phone) -> None:
    nam, where = cast.client(cast.nam), paths(cast, stage)
    page = nam.post(where["attempts"][0], follow=True)
    assert "05/03/2027" in page.content.decode()
    with inside_organisation(org_id=cast.nam_household.id, person_id=cast.nam.id):
        assert not models.TraySettlement.objects.exists()


def test_mending_the_day_records_it(cast: Cast, stage: Phone) -> None:
    nam, where = cast.client(cast.nam), paths(cast, stage)
    assert nam.post(where["mending"][0], {"on": "hôm qua"}).status_code == 200
    answer = nam.post(where["mending"][0], {"on": "2026-03-05", "lets_go_of_links": "on"})
    assert answer["Location"] == where["tray"][0]
    with inside_organisation(org_id=cast.nam_household.id, person_id=cast.nam.id):
        assert Sale.objects.get().sold_on == date(2026, 3, 5)
        assert models.TraySettlement.objects.get().how == "mended"
        # The phone, which still has its own words and its own day, learns that it is recorded.
        assert models.Event.objects.get().document_on == date(2027, 3, 5)
        assert stage.tell(stage.sent[0]) == [("known", "")]
    assert nam.post(where["attempts"][0]).status_code == 409
    assert "05/03/2026" in nam.get(where["tray-event"][0]).content.decode()


def test_setting_aside_needs_a_reason_and_holds(cast: Cast, stage: Phone) -> None:
    nam, where = cast.client(cast.nam), paths(cast, stage)
    assert nam.post(where["set-aside"][0], {"reason": " "}).status_code == 200
    assert nam.post(where["set-aside"][0], {"reason": "Ghi hai lần"}).status_code == 302
    assert "Ghi hai lần" in nam.get(where["tray"][0] + "?state=settled").content.decode()
    with inside_organisation(org_id=cast.nam_household.id, person_id=cast.nam.id):
        assert stage.tell(stage.sent[0]) == [("refused", "sync.event-was-set-aside")]
        assert models.TrayAttempt.objects.filter(event_id=tray_id(cast)).count() == 1


def test_a_phone_is_taken_out_of_use_and_its_tray_is_still_worked_off(cast: Cast, stage: Phone) -> None:
    nam, where = cast.client(cast.nam), paths(cast, stage)
    assert nam.post(where["revocation"][0], {"reason": "Mất"}).status_code == 302
    assert "Mất" in nam.get(where["devices"][0]).content.decode()
    assert nam.post(where["revocation"][0], {"reason": "Mất"}).status_code == 409
    with inside_organisation(org_id=cast.nam_household.id, person_id=cast.nam.id):
        late = stage.sale(77_000)
        assert stage.tell(late) == [("refused", "sync.device-is-revoked")]
        lying = models.TrayEvent.objects.get(event_id=late["id"])
    answer = nam.post(reverse("sync:attempts", args=[stage.acting.org_slug, lying.id]))
    assert answer["Location"] == where["tray"][0]
    with inside_organisation(org_id=cast.nam_household.id, person_id=cast.nam.id):
        assert Sale.objects.get().total_vnd == 77_000
        assert datetime.now(UTC) > NOW
