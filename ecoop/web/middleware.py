"""Headers that keep pages safe, and what happens when a view refuses or stumbles."""

from collections.abc import Callable
from typing import Any

import structlog
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from ecoop.kernel.ids import new_id
from ecoop.kernel.refusals import Refusal
from ecoop.web.views import not_understood

REFUSED = 409
# Everything comes from our own address; no code or style may stand inside a page, and nobody may frame us.
CONTENT_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self';"
    " frame-ancestors 'none'"
)
POWERS_NOT_USED = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"

# In the path it is read already, in what is asked it is not yet.
NUL_WRITTEN = ("\x00", "%00")
# "Not found" and "not allowed" are answers and no surprises; Django has pages for them.
ANSWERED_BY_DJANGO = (Http404, PermissionDenied, SuspiciousOperation)

log = structlog.get_logger()


class ReadableAddresses:
    """Answer an address with a letter that no database holds as not understood, before anybody looks for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        address = request.path + request.META.get("QUERY_STRING", "")
        return not_understood(request) if any(nul in address for nul in NUL_WRITTEN) else self.get_response(request)


class SafeHeaders:
    """Send the content-security policy and switch off what pages do not use."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
        response.headers.setdefault("Permissions-Policy", POWERS_NOT_USED)
        return response


class RefusalPages:
    """Turn a refusal that a page did not catch into a page; give every surprise an id and log it once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        patch_vary_headers(response, ["HX-Request"])
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Show a refusal; let anything else go on to the page of surprises."""
        if isinstance(exception, Refusal):
            return _refused(request, refusal=exception)
        if isinstance(exception, ANSWERED_BY_DJANGO):
            return None
        surprise_id = str(new_id())
        request.surprise_id = surprise_id  # type: ignore[attr-defined]
        log.error("web.page.stumbled", surprise_id=surprise_id, kind=type(exception).__name__, exc_info=exception)
        return None


def _refused(request: HttpRequest, *, refusal: Refusal) -> HttpResponse:
    facts: dict[str, Any] = {"refusal": refusal, "back_url": _back(request)}
    if not getattr(request, "htmx", False):
        return render(request, "web/refusal.html", facts, status=REFUSED)
    response = render(request, "web/parts/refusal.html", facts, status=REFUSED)
    response.headers["HX-Retarget"] = "#refusal"
    response.headers["HX-Reswap"] = "innerHTML show:window:top"
    return response


def _back(request: HttpRequest) -> str:
    # Only an address of our own: what the browser says about where it came from is not trusted further.
    here = f"{request.scheme}://{request.get_host()}"
    came_from = request.headers.get("Referer", "")
    back = came_from.removeprefix(here) if came_from.startswith(here + "/") else "/"
    # Two slashes at the beginning would lead to another host.
    return "/" + back.lstrip("/")
