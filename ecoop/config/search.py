"""What the search box finds above the frame: the organisations one may act for."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from ecoop.access.queries import list_memberships
from ecoop.kernel.walls import inside_organisation
from ecoop.web.search import Result, is_match


def find_organisations(*, request: HttpRequest, query: str) -> list[Result]:
    """Find the organisations of the person who asks whose name holds every word of the query.

    Queries: 2 for somebody who is signed in, besides the walls' own
    """
    person: Any = request.user
    if not person.is_authenticated:
        return []
    with inside_organisation(org_id=None, person_id=person.id):
        memberships = list_memberships(person_id=person.id)
    found = [each.organisation for each in memberships if is_match(text=each.organisation.name, query=query)]
    return [
        Result(
            label=each.name, url=reverse("home", args=[each.slug]), icon="building-community", detail=_("Organisation")
        )
        for each in found
    ]
