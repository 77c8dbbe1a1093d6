"""What a search source answers, and the source every desk has: its own places."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from ecoop.kernel.written import without_accents
from ecoop.lawbook.queries import label_of, search_law
from ecoop.web.nav import show_places

LAW_SHOWN = 20


@dataclass(frozen=True)
class Result:
    """One line of the search page."""

    label: str
    url: str
    icon: str
    detail: str = ""


def find_places(*, request: HttpRequest, query: str) -> list[Result]:
    """Find the places of the sidebar whose words hold every word of the query.

    Queries: 0
    """
    places = [each for each in show_places(request=request) if is_match(text=f"{each.label} {each.about}", query=query)]
    return [Result(label=each.label, url=each.url, icon=each.icon, detail=each.about or _("Page")) for each in places]


def find_law(*, request: HttpRequest, query: str) -> list[Result]:
    """Find the numbers and switches of the law that hold every word of the query.

    Queries: 0
    """
    paths = search_law(query)[:LAW_SHOWN]
    return [
        Result(label=label_of(path), url=reverse("lawbook:parameter", args=[path]), icon="gavel", detail=path)
        for path in paths
    ]


def is_match(*, text: str, query: str) -> bool:
    """Tell whether a text holds every word of a query, whatever the case and the accents."""
    plain = without_accents(text)
    return all(word in plain for word in without_accents(query).split())
