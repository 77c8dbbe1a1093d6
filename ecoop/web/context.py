"""What every template knows without being told: `desk`, the frame around the page."""

from datetime import date
from functools import cache, cached_property
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ecoop.lawbook.queries import get_tree
from ecoop.web.nav import Shown, ShownGroup, show_nav, show_places

THEMES = ("light", "dark")
THEME_COOKIE = "ecoop-theme"

# The person's own pages, in the menu under their name.
PERSON_LINKS = (
    (_("My organisations"), "building-community", "access:organisations"),
    (_("Books I keep"), "books", "taxes:kept"),
    (_("My account and sign-in"), "settings", "access:account"),
)


def desk(request: HttpRequest) -> dict[str, Any]:
    """Give templates the frame of the page; nothing in it is computed before it is shown."""
    return {"desk": Desk(request)}


class Desk:
    """The frame around a page: places, links, theme, version. It asks the database nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def nav(self) -> list[ShownGroup]:
        """The sidebar."""
        return show_nav(request=self._request)

    @cached_property
    def keys(self) -> list[dict[str, str]]:
        """The places that have a key: press g and then the letter."""
        return [_key(place) for place in show_places(request=self._request) if place.key]

    @property
    def theme(self) -> str | None:
        """The theme that the person chose; None means as the machine prefers."""
        chosen = self._request.COOKIES.get(THEME_COOKIE)
        return chosen if chosen in THEMES else None

    @property
    def languages(self) -> list[tuple[str, str]]:
        """The languages, each by the name it gives itself."""
        return settings.LANGUAGES

    @property
    def organisations_url(self) -> str:
        """The page of the organisations one may act for."""
        return reverse("access:organisations")

    @property
    def search_url(self) -> str:
        """Where the search box leads: inside the organisation, or outside of any."""
        acting = getattr(self._request, "acting", None)
        return reverse("search-inside", args=[acting.org_slug]) if acting else reverse("web:search")

    @property
    def person_name(self) -> str:
        """The name of the person who is logged in."""
        return getattr(self._request.user, "name", "")

    @cached_property
    def person_links(self) -> list[dict[str, Any]]:
        """The person's own pages."""
        return [{"label": label, "icon": icon, "url": reverse(name)} for label, icon, name in PERSON_LINKS]

    @property
    def law_known_on(self) -> date | None:
        """The day of the newest document that the law here knows."""
        days = [source["published_on"] for source in get_tree()["sources"].values() if source.get("published_on")]
        return date.fromisoformat(max(map(str, days))) if days else None

    @property
    def version(self) -> str:
        """The version of ecoop."""
        return _version()


@cache
def _version() -> str:
    return version("ecoop")


def _key(place: Shown) -> dict[str, str]:
    return {"letter": place.key or "", "label": place.label, "url": place.url}
