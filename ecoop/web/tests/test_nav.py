"""The places of the desk: every one leads somewhere, and no two share a key."""

from dataclasses import dataclass

import pytest
from django.test import RequestFactory
from django.urls import resolve

from ecoop.web.nav import show_nav, show_places
from ecoop.web.place import Place
from ecoop.web.places import OPEN, ORGANISATION
from ecoop.web.templatetags.house import icon

PLACES = [place for group in (*ORGANISATION, *OPEN) for place in group.places]


@dataclass(frozen=True)
class Somebody:
    """Acts for an organisation of one kind, with these permissions."""

    org_kind: str
    allowed: frozenset[str]
    org_slug: str = "x"

    def may(self, permission: str) -> bool:
        """Tell whether it is among them."""
        return permission in self.allowed


def shown_to(acting: Somebody | None) -> list[str]:
    """List the labels that somebody sees."""
    request = RequestFactory().get("/o/x/journal/")
    if acting:
        request.acting = acting  # type: ignore[attr-defined]
    return [place.icon for place in show_places(request=request)]


@pytest.mark.parametrize("kind", ["household", "cooperative"])
def test_every_place_leads_to_a_page(kind: str) -> None:
    everything = Somebody(kind, frozenset(place.permission for place in PLACES if place.permission))
    request = RequestFactory().get("/o/x/journal/")
    request.acting = everything  # type: ignore[attr-defined]
    places = list(show_places(request=request))
    assert all(resolve(place.url) for place in places)
    assert [place.label for place in places if place.is_here] == [
        place.label for place in places if place.url == "/o/x/journal/"
    ]


def test_visitors_see_only_what_is_open() -> None:
    assert shown_to(None) == [place.icon for group in OPEN for place in group.places]


def test_a_role_without_books_does_not_see_them() -> None:
    assert "scale" not in shown_to(Somebody("cooperative", frozenset({"documents.read"})))
    assert "scale" in shown_to(Somebody("cooperative", frozenset({"books.read"})))
    assert "scale" not in shown_to(Somebody("bank", frozenset({"books.read"})))


def test_groups_without_places_are_not_shown() -> None:
    request = RequestFactory().get("/")
    assert all(group.places for group in show_nav(request=request))


def test_keys_are_told_apart_and_icons_exist() -> None:
    for kind in ("household", "cooperative"):
        keys = [place.key for place in PLACES if place.key and (not place.kinds or kind in place.kinds)]
        assert len(keys) == len(set(keys)), (kind, keys)
    assert all(icon(place.icon) for place in PLACES)


def is_placed(place: Place) -> bool:
    """Tell whether a place tells what one finds there."""
    return bool(place.about) or place.url_name == "home"


def test_every_place_tells_what_it_is() -> None:
    assert [place.url_name for place in PLACES if not is_placed(place)] == []
