"""The pages of the year end and of the own share, each asked the five questions."""

import re
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from ecoop.distribution.models import YearClosing, YearDecision, YearSharing
from ecoop.distribution.tests.stage import close, decide, live_a_year, resolve, share
from ecoop.members.tests.stage import Stage
from tests.cast import Cast


@pytest.fixture
def stage(cast: Cast) -> Stage:
    with cast.inside(cast.coop, cast.lan):
        return live_a_year(cast)


@pytest.fixture
def after_the_year(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the pages be asked on a day of March, when the year can be closed for good."""
    clock = SimpleNamespace(now=lambda: datetime(2027, 3, 22, 3, 0, tzinfo=UTC))
    monkeypatch.setattr("ecoop.distribution.views.year_end.timezone", clock)


def words(html: bytes) -> str:
    """Give the text of a page, with plain spaces between its words."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.decode())).replace("\u00a0", " ")


def year_end(cast: Cast, name: str = "distribution:year-end") -> str:
    return reverse(name, args=[cast.coop.slug, 2026])


def test_five_questions_of_the_year_end(cast: Cast, stage: Stage, django_assert_max_num_queries: Any) -> None:
    with cast.inside(cast.coop, cast.lan):
        close(cast)
        decide(cast)
        share(cast)
    client = cast.client(cast.hai)
    with django_assert_max_num_queries(30):
        answer = client.get(year_end(cast))
    assert answer.status_code == 200
    page = words(answer.content)
    # The pencil of test_year_end: the undivided fund on both sides, and Năm's share.
    for amount in ("640.000 đ", "3.400.000 đ", "41.418.000 đ", "86.364.000 đ"):
        assert amount in page
    assert "Điều 84, khoản 2" in page
    assert client.delete(year_end(cast)).status_code == 405
    assert cast.client(cast.tu).get(year_end(cast)).status_code == 404
    assert cast.client(cast.someone(cast.coop, "seller")).get(year_end(cast)).status_code == 403
    client.logout()
    assert client.get(year_end(cast)).headers["Location"].startswith("/accounts/login/")
    assert stage


def test_this_year_leads_to_a_year(cast: Cast) -> None:
    answer = cast.client(cast.hai).get(reverse("distribution:this-year-end", args=[cast.coop.slug]))
    assert answer.status_code == 302
    assert cast.client(cast.hai).get(reverse("distribution:year-end", args=[cast.coop.slug, 1])).status_code == 404


@pytest.mark.parametrize(
    "name", ["distribution:closure", "distribution:decision", "distribution:sharing", "distribution:undoing"]
)
def test_five_questions_of_a_change(cast: Cast, name: str) -> None:
    url = year_end(cast, name)
    lan = cast.client(cast.lan)
    assert lan.get(url).status_code == 405
    assert cast.client(cast.tu).post(url).status_code == 404
    assert cast.client(cast.hai).post(url).status_code == 403
    lan.logout()
    assert lan.post(url).headers["Location"].startswith("/accounts/login/")


def test_five_questions_of_the_closing(cast: Cast, stage: Stage, django_assert_max_num_queries: Any) -> None:
    url = year_end(cast, "distribution:closing")
    client = cast.client(cast.hai)
    with django_assert_max_num_queries(30):
        answer = client.get(url)
    assert answer.status_code == 200
    # Inside 80 - 40 - 8 = 32 millions, outside 68; June has revenue with its cost.
    assert "32.000.000 68.000.000 100.000.000" in words(answer.content)
    assert client.delete(url).status_code == 405
    assert cast.client(cast.tu).get(url).status_code == 404
    assert cast.client(cast.someone(cast.coop, "seller")).get(url).status_code == 403
    client.logout()
    assert client.get(url).headers["Location"].startswith("/accounts/login/")
    assert stage


def test_lan_closes_on_trial_by_a_fixed_key_and_undoes_it(cast: Cast, stage: Stage) -> None:
    lan = cast.client(cast.lan)
    asked = {"how": "trial", "key": "fixed", "internal_percent": "25"}
    assert lan.post(year_end(cast, "distribution:closure"), {**asked, "internal_percent": ""}).status_code == 422
    assert lan.post(year_end(cast, "distribution:closure"), asked).status_code == 302
    page = words(lan.get(year_end(cast, "distribution:closing")).content)
    # Inside 80 - 40 - 5 = 35 millions, outside 120 - 40 - 15 = 65.
    assert "35.000.000 65.000.000 100.000.000" in page
    assert "fixed:0.25" in page
    assert lan.get(year_end(cast)).status_code == 200
    assert lan.post(year_end(cast, "distribution:undoing"), {"reason": ""}).status_code == 422
    assert lan.post(year_end(cast, "distribution:undoing"), {"reason": "Xem thử xong"}).status_code == 302
    assert lan.post(year_end(cast, "distribution:undoing"), {"reason": "Lần nữa"}).status_code == 409
    assert stage


@pytest.mark.usefixtures("after_the_year")
def test_lan_closes_records_and_shares_a_year(cast: Cast, stage: Stage) -> None:
    lan = cast.client(cast.lan)
    assert lan.get(year_end(cast)).status_code == 200
    assert lan.post(year_end(cast, "distribution:sharing")).status_code == 409
    assert lan.post(year_end(cast, "distribution:closure"), {"how": "final"}).status_code == 302
    assert lan.post(year_end(cast, "distribution:closure"), {"how": "final"}).status_code == 409
    assert "chưa có nghị quyết nào chờ" in words(lan.get(year_end(cast)).content)
    assert lan.post(year_end(cast, "distribution:decision"), {"resolution": ""}).status_code == 409
    with cast.inside(cast.coop, cast.lan):
        asked = {"resolution": str(resolve(cast))}
    assert "NQ 02/2027, 20/03/2027" in words(lan.get(year_end(cast)).content)
    assert lan.post(year_end(cast, "distribution:decision"), asked).status_code == 302
    again = lan.post(year_end(cast, "distribution:decision"), asked)
    assert (again.status_code, "NQ 02/2027" in words(again.content)) == (409, True)
    assert lan.post(year_end(cast, "distribution:sharing")).status_code == 302
    with cast.inside(cast.coop, cast.lan):
        assert [model.objects.count() for model in (YearClosing, YearDecision, YearSharing)] == [1, 1, 1]
    assert stage


def test_five_questions_of_my_share(cast: Cast, stage: Stage, django_assert_max_num_queries: Any) -> None:
    """Năm's use is 60,000,000 of 80,000,000; by use inside that is 9,525,600 of 12,700,800."""
    url = reverse("distribution:my-share", args=[cast.nam_household.slug])
    client = cast.client(cast.nam)
    assert client.get(url).status_code == 200
    with cast.inside(cast.coop, cast.lan):
        close(cast)
        decide(cast)
        share(cast)
    with django_assert_max_num_queries(30):
        answer = client.get(url)
    page = words(answer.content)
    for amount in ("41.418.000 đ", "12.700.800 đ", "60.000.000 đ", "80.000.000 đ", "9.525.600 đ"):
        assert amount in page
    assert "Điều 86, khoản 3, điểm a" in page
    assert cast.hoa.name not in page
    assert client.delete(url).status_code == 405
    assert cast.client(cast.tu).get(url).status_code == 404
    too_low = cast.someone(cast.nam_household, "seller")
    assert cast.client(too_low).get(url).status_code == 403
    client.logout()
    assert client.get(url).headers["Location"].startswith("/accounts/login/")
    assert stage
