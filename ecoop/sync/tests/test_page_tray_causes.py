"""All of one cause at once: two hundred refused sales, settled step by step at the desk."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ecoop.kernel.walls import inside_organisation
from ecoop.ledger.actions.close_period import close_period
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.actions.reopen_period import reopen_period
from ecoop.ledger.queries import list_findings
from ecoop.sync import models
from ecoop.sync.tests.conftest import NOW, Phone, a_phone
from ecoop.trade.models import Sale
from tests.cast import Cast

CLOSED, AHEAD = "ledger.period-is-closed", "sync.day-is-ahead"
SALES = 230


@pytest.fixture
def stage(cast: Cast) -> Phone:
    """January is closed; the phone sends 230 sales of January and three of next year, all refused."""
    household = cast.nam_household
    given = {"org_id": household.id, "by": cast.nam.id, "now": NOW}
    with inside_organisation(org_id=household.id, person_id=cast.nam.id):
        open_books(chart="household", starts_on=date(2026, 1, 1), **given)
        close_period(month=date(2026, 1, 1), **given)
        phone = a_phone(cast)
        phone.send(*(phone.sale(10_000 + n, sold_on="2026-01-20") for n in range(SALES)))
        phone.send(*(phone.sale(5_000, sold_on="2027-03-05") for _n in range(3)))
    return phone


def at(phone: Phone, name: str, *more: str) -> str:
    return reverse(f"sync:{name}", args=[phone.acting.org_slug, *more])


def waiting(cast: Cast) -> int:
    with inside_organisation(org_id=cast.nam_household.id, person_id=cast.nam.id):
        return models.TrayEvent.objects.count() - models.TraySettlement.objects.count()


def go_on(client: Client, path: str, **said: Any) -> tuple[int, str]:
    """Press the button until there is none; give how many steps it took and the last page."""
    steps, page = 0, ""
    while steps < 50:
        answer = client.post(path, said)
        assert answer.status_code == 200
        steps, page = steps + 1, answer.content.decode()
        section = page.split('id="tray-step"')[1].split("</section>")[0]
        if 'name="cursor"' not in section:
            return steps, page
        said = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', section))
        said.pop("csrfmiddlewaretoken", None)
    raise AssertionError("it never ends")


def test_the_five_questions(cast: Cast, stage: Phone, django_assert_max_num_queries: Any) -> None:
    nam, tu, visitor = cast.client(cast.nam), cast.client(cast.tu), Client()
    path, steps = at(stage, "tray-cause", CLOSED), at(stage, "tray-steps", CLOSED)
    for shown in (path, at(stage, "tray") + f"?code={CLOSED}&kind=trade.sale"):
        with django_assert_max_num_queries(20):
            assert nam.get(shown).status_code == 200
    assert nam.post(path).status_code == 405
    assert visitor.get(path).status_code == 302
    assert tu.get(path).status_code == 404
    assert cast.client(cast.someone(cast.nam_household, "officer")).get(path).status_code == 403
    assert nam.get(steps).status_code == 405
    assert visitor.post(steps).status_code == 302
    assert tu.post(steps).status_code == 404
    assert cast.client(cast.someone(cast.nam_household, "reader")).post(steps).status_code == 403
    assert nam.post(steps, {"how": "nothing"}).status_code == 422
    assert nam.post(steps, {"how": "set_aside", "reason": " "}).status_code == 422
    assert nam.post(steps, {"how": "mended"}).status_code == 422
    assert nam.post(steps, {"how": "retried", "cursor": "x"}).status_code == 422


def test_the_tray_says_why_and_how_many_and_is_narrowed(cast: Cast, stage: Phone) -> None:
    nam = cast.client(cast.nam)
    page = nam.get(at(stage, "tray")).content.decode()
    assert f"<strong>{SALES}</strong>" in page
    assert "<strong>3</strong>" in page
    assert at(stage, "tray-cause", CLOSED) in page
    only = nam.get(at(stage, "tray") + f"?code={AHEAD}").content.decode()
    assert "05/03/2027" in only
    assert "20/01/2026" not in only
    assert nam.get(at(stage, "tray") + "?kind=trade.purchase").status_code == 200


def test_when_the_month_is_open_again_all_go_in_by_steps(cast: Cast, stage: Phone) -> None:
    nam, household = cast.client(cast.nam), cast.nam_household
    steps, page = go_on(nam, at(stage, "tray-steps", CLOSED), how="retried")
    assert (steps, waiting(cast)) == (3, SALES + 3)
    with inside_organisation(org_id=household.id, person_id=cast.nam.id):
        reopen_period(org_id=household.id, month=date(2026, 1, 1), reason="Đến muộn", by=cast.nam.id, now=NOW)
    steps, page = go_on(nam, at(stage, "tray-steps", CLOSED), how="retried")
    assert (steps, waiting(cast)) == (3, 3)
    assert f"{SALES}" in page
    # Pressing again changes nothing.
    go_on(nam, at(stage, "tray-steps", CLOSED), how="retried")
    with inside_organisation(org_id=household.id, person_id=cast.nam.id):
        assert Sale.objects.count() == SALES
        assert sum(Sale.objects.values_list("total_vnd", flat=True)) == sum(10_000 + n for n in range(SALES))
        assert list_findings(org_id=household.id) == []


def test_all_are_mended_to_another_day(cast: Cast, stage: Phone) -> None:
    nam, household = cast.client(cast.nam), cast.nam_household
    go_on(nam, at(stage, "tray-steps", AHEAD), how="mended", on="2026-03-05")
    assert waiting(cast) == SALES
    with inside_organisation(org_id=household.id, person_id=cast.nam.id):
        assert list(Sale.objects.values_list("sold_on", flat=True)) == [date(2026, 3, 5)] * 3
        assert set(models.TraySettlement.objects.values_list("how", "reason")) == {("mended", "05/03/2026")}


def test_what_is_mended_and_refused_again_leaves_nothing_behind(cast: Cast, stage: Phone) -> None:
    nam, household = cast.client(cast.nam), cast.nam_household
    go_on(nam, at(stage, "tray-steps", AHEAD), how="mended", on="2027-05-05")
    assert waiting(cast) == SALES + 3
    with inside_organisation(org_id=household.id, person_id=cast.nam.id):
        one = models.TrayEvent.objects.filter(payload__contains="2027-03-05").first()
        assert one is not None
    nam.post(at(stage, "mending", str(one.id)), {"on": "2027-05-05"})
    assert waiting(cast) == SALES + 3
    with inside_organisation(org_id=household.id, person_id=cast.nam.id):
        assert list_findings(org_id=household.id) == []


def test_all_are_set_aside_with_one_reason(cast: Cast, stage: Phone) -> None:
    nam = cast.client(cast.nam)
    steps, _page = go_on(nam, at(stage, "tray-steps", CLOSED), how="set_aside", reason="Đã ghi tay")
    assert (steps, waiting(cast)) == (1, 3)
    assert "Đã ghi tay" in nam.get(at(stage, "tray") + "?state=settled").content.decode()


def test_one_field_is_mended(cast: Cast, stage: Phone) -> None:
    with inside_organisation(org_id=cast.nam_household.id, person_id=cast.nam.id):
        wrong = stage.sale(70_000, means="gold")
        stage.send(wrong)
        tray_id = str(models.TrayEvent.objects.get(event_id=wrong["id"]).id)
    nam = cast.client(cast.nam)
    assert "gold" in nam.get(at(stage, "tray-event", tray_id)).content.decode()
    assert nam.post(at(stage, "mending", tray_id), {"path": "means", "value": "cash"}).status_code == 302
    with inside_organisation(org_id=cast.nam_household.id, person_id=cast.nam.id):
        assert Sale.objects.get().means == "cash"
        assert models.TraySettlement.objects.get().reason == "means = cash"


def test_a_cause_without_a_name_is_not_all_causes(cast: Cast, stage: Phone) -> None:
    # A zero byte is taken out of the address; what is left named nothing, and everything was set aside.
    before = waiting(cast)
    said = {"how": "set_aside", "reason": "thử"}
    cast.client(cast.nam).post(at(stage, "tray-steps", "\0"), said)
    assert waiting(cast) == before
