"""One log line per answered request, and one id for every surprise."""

import time
from collections.abc import Callable
from typing import Any

import structlog
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from ecoop.kernel.ids import new_id

log = structlog.get_logger("ecoop.request")


class RequestLog:
    """Log how each request was answered: the route's pattern, never the address as it was typed.

    An address holds slugs, search words and tokens; the pattern with the ids of who acted for whom is
    enough to find what went wrong.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, then log."""
        started = time.perf_counter()
        response = self.get_response(request)
        # A ballot dropped into a box leaves no line: its moment could tell whose it is.
        if getattr(response, "leaves_no_line", False):
            return response
        log.info("web.request.answer-given", **_facts(request=request, response=response, started=started))
        return response


def log_surprise(*, request: HttpRequest, exception: Exception) -> str:
    """Log an unexpected exception with its trace and answer the id under which it stands in the log."""
    known: str | None = getattr(request, "surprise_id", None)
    if known:
        return known
    surprise_id = str(new_id())
    setattr(request, "surprise_id", surprise_id)  # noqa: B010 - Django's request type does not know the attribute
    log.error("web.request.surprise-met", surprise_id=surprise_id, route=_route(request), exc_info=exception)
    return surprise_id


def _facts(*, request: HttpRequest, response: HttpResponseBase, started: float) -> dict[str, Any]:
    acting = getattr(request, "acting", None)
    return {
        "method": request.method,
        "route": _route(request),
        "status": response.status_code,
        "ms": round((time.perf_counter() - started) * 1000, 1),
        "org_id": str(acting.org_id) if acting else None,
        "person_id": str(acting.person_id) if acting else None,
    }


def _route(request: HttpRequest) -> str | None:
    return request.resolver_match.route if request.resolver_match else None
