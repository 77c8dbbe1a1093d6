"""The routes about people and the trail. Each is asked the five questions in `test_five_questions`."""

import pytest
from django.test import Client

from tests.cast import Cast

ROUTES = [("/api/o/{slug}/people", "hai"), ("/api/o/{slug}/audit/events", "hai")]


@pytest.mark.parametrize(("path", "who"), ROUTES)
def test_five_questions(cast: Cast, path: str, who: str) -> None:
    url = path.format(slug=cast.coop.slug)
    answer = cast.client(getattr(cast, who)).get(url)
    assert answer.status_code == 200
    assert answer.json()["items"]
    assert cast.client(getattr(cast, who)).post(url).status_code == 405
    assert Client().get(url).status_code == 401
    assert cast.client(cast.tu).get(url).status_code == 404
    assert cast.client(cast.someone(cast.coop, "seller")).get(url).status_code == 403


def test_people_come_with_their_roles(cast: Cast) -> None:
    found = cast.client(cast.hai).get(f"/api/o/{cast.coop.slug}/people").json()["items"]
    assert {each["name"]: each["roles"] for each in found} == {
        cast.lan.name: ["accountant"],
        cast.hai.name: ["controller"],
        cast.hoa.name: ["director"],
    }


def test_the_trail_is_read_page_by_page(cast: Cast) -> None:
    """Founding wrote two acts (organisation, identity) and three grants: five in all, pages of two."""
    url, seen, cursor = f"/api/o/{cast.coop.slug}/audit/events", [], None
    for _page in range(3):
        wanted = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = cast.client(cast.hai).get(url, wanted).json()
        seen += [each["event_id"] for each in page["items"]]
        cursor = page["next_cursor"]
    assert (len(seen), len(set(seen)), cursor) == (5, 5, None)
    assert cast.client(cast.hai).get(url, {"cursor": "x"}).status_code in (409, 422)
