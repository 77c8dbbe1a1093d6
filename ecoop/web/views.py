"""The pages of the frame itself: search, theme, keys, and what is shown when something goes wrong."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.module_loading import import_string
from django.views.decorators.http import require_POST, require_safe

from ecoop.web.context import THEME_COOKIE, THEMES

A_YEAR = 365 * 24 * 3600


@require_safe
def search(request: HttpRequest, acting: object = None) -> HttpResponse:
    """Search places, law and what else the settings name, in that order, inside an organisation or outside."""
    query = request.GET.get("q", "").strip()[:100]
    sources = [import_string(path) for path in settings.SEARCH_SOURCES] if query else []
    found = [result for source in sources for result in source(request=request, query=query)]
    return render(request, "web/search.html", {"query": query, "found": found})


@require_safe
def shortcuts(request: HttpRequest) -> HttpResponse:
    """Show the keys."""
    return render(request, "web/shortcuts.html")


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen theme and go back to the page."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = HttpResponseRedirect(back)
    if request.POST.get("theme") in THEMES:
        # A script may read it: it changes the theme at once and writes the same cookie.
        response.set_cookie(THEME_COOKIE, request.POST["theme"], max_age=A_YEAR, samesite="Lax")
    return response


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Show that a request was not understood."""
    return render(request, "400.html", status=400)


def surprise(request: HttpRequest) -> HttpResponse:
    """Apologise, with the id under which the surprise was logged."""
    surprise_id = getattr(request, "surprise_id", "")
    return render(request, "500.html", {"surprise_id": surprise_id}, status=500)
