"""The sidebar: the places of the desk as one person sees them on one page."""

from collections.abc import Iterator
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
    groups = [_shown(group, acting=acting, request=request) for group in (*(ORGANISATION if acting else ()), *OPEN)]
    return [group for group in groups if group.places]


def show_places(*, request: HttpRequest) -> Iterator[Shown]:
    """Show the same places in one row.

    Queries: 0
    """
    for group in show_nav(request=request):
        yield from group.places


def _shown(group: Group, *, acting: Any, request: HttpRequest) -> ShownGroup:
    inside = None if group in OPEN else acting
    places = []
    for place in group.places:
        if inside and not _may_see(place, acting=inside):
            continue
        url = reverse(place.url_name, kwargs={"slug": inside.org_slug} if inside else {})
        label, about, is_here = str(place.label), str(place.about), _is_here(url, request.path)
        places.append(Shown(label, place.icon, url, is_here, place.key, about))
    # A folded group stands open on its own pages, so that one always sees where one is.
    is_folded = bool(acting) and acting.org_kind in group.folded_for and not any(place.is_here for place in places)
    return ShownGroup(str(group.label), tuple(places), is_folded)


def _may_see(place: Place, *, acting: Any) -> bool:
    is_kind = not place.kinds or acting.org_kind in place.kinds
    return is_kind and (place.permission is None or acting.may(place.permission))


def _is_here(url: str, path: str) -> bool:
    # The home of an organisation is the beginning of every address in it, so it counts only when exact.
    return path == url if url.count("/") <= 3 else path.startswith(url)
