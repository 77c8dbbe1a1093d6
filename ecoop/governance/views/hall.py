"""The page that a projector shows while the members meet."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.governance.queries.floor import get_hall
from ecoop.governance.views.vote_words import name_rows

SEEN = 204


@require_safe
@acts(may="meetings.read")
def show_hall(request: HttpRequest, acting: Acting, meeting_id: UUID) -> HttpResponse:
    """Show attendance, quorum, what is voted on and how it went; asked again every two seconds, sent when it is new."""
    hall = get_hall(org_id=acting.org_id, meeting_id=meeting_id, at=timezone.now())
    given = {"hall": hall, "rows": name_rows(hall.running_rows)}
    part = "governance/hall_now.html" if getattr(request, "htmx", False) else "governance/hall.html"
    return send_if_new(request, hall.stamp, lambda: render(request, part, given))


def send_if_new(request: HttpRequest, stamp: str, draw: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer with a page only to who has not seen this state of it."""
    tag = f'"{stamp}-{get_language()}-{"part" if getattr(request, "htmx", False) else "page"}"'
    if request.GET.get("seen") == stamp:
        return HttpResponse(status=SEEN)
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    response = draw()
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    return response
