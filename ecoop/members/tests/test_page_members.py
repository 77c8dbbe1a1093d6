"""The pages of members, each asked the five questions."""

from typing import Any

import pytest
from django.urls import reverse

from ecoop.distribution.tests.stage import live_a_year
from ecoop.kernel.ids import new_id
from ecoop.members.tests.stage import Stage
from tests.cast import Cast


@pytest.fixture
def stage(cast: Cast) -> Stage:
    with cast.inside(cast.coop, cast.lan):
        return live_a_year(cast)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        # Năm holds 10,000,000 of 100,000,000; the ceiling of 30 % leaves 20,000,000.
        ("members:register", ["Hộ Trần Văn Năm", "10 %"]),
        ("members:member", ["TT-01", "60.000.000", "20.000.000", "Điều 74, khoản 1"]),
        ("members:capital", ["40.000.000", "100.000.000", "Điều 74, khoản 2"]),
    ],
)
def test_five_questions_of_a_page(
    cast: Cast, stage: Stage, django_assert_max_num_queries: Any, name: str, shown: list[str]
) -> None:
    url = reverse(name, args=[cast.coop.slug, stage.nam] if name == "members:member" else [cast.coop.slug])
    url += "?day=2026-12-31"
    client = cast.client(cast.hai)
    with django_assert_max_num_queries(45):
        answer = client.get(url)
    page = answer.content.decode().replace("\u00a0", " ")
    assert answer.status_code == 200
    assert not [text for text in shown if text not in page]
    assert client.delete(url).status_code == 405
    assert cast.client(cast.tu).get(url).status_code == 404
    assert cast.client(cast.someone(cast.coop, "seller")).get(url).status_code == 403
    client.logout()
    assert client.get(url).headers["Location"].startswith("/accounts/login/")


def test_a_stranger_is_nobodys_page(cast: Cast, stage: Stage) -> None:
    url = reverse("members:member", args=[cast.coop.slug, new_id()])
    assert cast.client(cast.lan).get(url).status_code == 404
    assert stage


def test_the_register_of_an_earlier_day_is_empty(cast: Cast, stage: Stage) -> None:
    answer = cast.client(cast.lan).get(reverse("members:register", args=[cast.coop.slug]), {"day": "01/01/2026"})
    assert "Hộ Trần Văn Năm" not in answer.content.decode()
    assert stage
