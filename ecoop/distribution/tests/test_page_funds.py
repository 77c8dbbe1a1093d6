"""The page of the funds, asked the five questions, against the pencil of the small cooperative's year."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from ecoop.distribution.queries import kind_of_fund
from ecoop.distribution.queries.funds import get_funds_page
from ecoop.distribution.tests.stage import close, decide, live_a_year, share
from ecoop.distribution.tests.test_page_distribution import words
from ecoop.members.calc import Side
from tests.cast import Cast


def share_the_year(cast: Cast) -> None:
    with cast.inside(cast.coop, cast.lan):
        live_a_year(cast)
        close(cast)
        decide(cast)
        share(cast)


def test_five_questions_of_the_funds(cast: Cast, django_assert_max_num_queries: Any) -> None:
    share_the_year(cast)
    address = reverse("distribution:funds", args=[cast.coop.slug])
    client = cast.client(cast.hai)
    with django_assert_max_num_queries(25):
        answer = client.get(address, {"year": 2027})
    assert answer.status_code == 200
    page = words(answer.content)
    for amount in ("640.000", "3.400.000", "4.040.000", "Điều 84, khoản 2"):
        assert amount in page
    assert client.post(address).status_code == 405
    assert cast.client(cast.tu).get(address).status_code == 404
    assert cast.client(cast.someone(cast.coop, "seller")).get(address).status_code == 403
    client.logout()
    assert client.get(address).headers["Location"].startswith("/accounts/login/")


def test_the_law_asks_for_a_floor_outside_and_for_none_inside(cast: Cast) -> None:
    share_the_year(cast)
    with cast.inside(cast.coop, cast.lan):
        page = get_funds_page(org_id=cast.coop.id, year=2027)
    floors = {line.side: (line.year, line.floor_vnd, line.set_aside_vnd, line.more_vnd) for line in page.floors}
    # Outside 5 % of 68,000,000 is the least and what was set aside; inside the law names no figure.
    assert floors == {
        Side.EXTERNAL: (2026, 3_400_000, 3_400_000, 0),
        Side.INTERNAL: (2026, 0, 640_000, 640_000),
    }
    assert [(row.increase_vnd, row.closing_vnd) for row in page.sources] == [(640_000,) * 2, (3_400_000,) * 2]
    assert (page.total.closing_vnd, page.invested_vnd, page.idle_vnd) == (4_040_000, 0, 4_040_000)


def test_an_empty_cooperative_is_told_how_funds_begin(cast: Cast) -> None:
    address = reverse("distribution:funds", args=[cast.coop.slug])
    page = words(cast.client(cast.lan).get(address).content)
    assert "S29" not in page
    with cast.inside(cast.coop, cast.lan):
        assert get_funds_page(org_id=cast.coop.id, year=2027).sources == ()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Quỹ khen thưởng", "bonus"),
        ("quỹ phúc lợi của thành viên", "welfare"),
        ("Welfare fund", "welfare"),
        ("Quỹ đầu tư phát triển", "equity"),
        ("Phát triển", "equity"),
    ],
)
def test_a_fund_is_kept_where_the_circular_says(name: str, kept: str) -> None:
    # Circular 71/2024: bonus and welfare funds are a liability (353), every other fund is equity (418).
    assert kind_of_fund(name=name, day=date(2027, 3, 20)) == kept
