"""The sidebar: the places of the desk as one person sees them on one page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from ecoop.web.place import Group, Place
from ecoop.web.places import OPEN, ORGANISATION


@dataclass(frozen=True)
class Shown:
    """A place as this person sees it on this page."""

    label: str
    icon: str
    url: str
    is_here: bool
    key: str | None
    about: str


@dataclass(frozen=True)
class ShownGroup:
    """A group as this person sees it on this page."""

    label: str
    places: tuple[Shown, ...]
    is_folded: bool = False


def show_nav(*, request: HttpRequest) -> list[ShownGroup]:
    """Show the groups that this person has a use for here, without the empty ones.

    Queries: 0
    """
    acting = getattr(request, "acting", None)
    groups = (*(ORGANISATION if acting else ()), *OPEN)
    here = _here(groups, acting=acting, path=request.path)
    shown = [_shown(group, acting=acting, here=here) for group in groups]
    return [group for group in shown if group.places]


def show_places(*, request: HttpRequest) -> Iterator[Shown]:
    """Show the same places in one row.

    Queries: 0
    """
    for group in show_nav(request=request):
        yield from group.places


def _here(groups: Iterable[Group], *, acting: Any, path: str) -> str:
    # Members and their applications begin alike: the longest address that fits is the place one is at.
    urls = (_url(place, acting=None if group in OPEN else acting) for group in groups for place in _seen(group, acting))
    return max((url for url in urls if _leads_to(url, path)), key=len, default="")


def _shown(group: Group, *, acting: Any, here: str) -> ShownGroup:
    inside = None if group in OPEN else acting
    places = []
    for place in _seen(group, acting):
        url = _url(place, acting=inside)
        places.append(Shown(str(place.label), place.icon, url, url == here, place.key, str(place.about)))
    # A folded group stands open on its own pages, so that one always sees where one is.
    is_folded = bool(acting) and acting.org_kind in group.folded_for and not any(place.is_here for place in places)
    return ShownGroup(str(group.label), tuple(places), is_folded)


def _may_see(place: Place, *, acting: Any) -> bool:
    is_kind = not place.kinds or acting.org_kind in place.kinds
    return is_kind and (place.permission is None or acting.may(place.permission))


def _seen(group: Group, acting: Any) -> list[Place]:
    return [place for place in group.places if group in OPEN or _may_see(place, acting=acting)]


def _url(place: Place, *, acting: Any) -> str:
    return reverse(place.url_name, kwargs={"slug": acting.org_slug} if acting else {})


def _leads_to(url: str, path: str) -> bool:
    # The home of an organisation is the beginning of every address in it, so it counts only when exact.
    return path == url if url.count("/") <= 3 else path.startswith(url)
