"""One-click sign-in as the people of the demo: only where `make demo` serves, and only from this machine."""

from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from ecoop.access.queries import find_person
from ecoop.config.cast import CAST

_BACKEND = settings.AUTHENTICATION_BACKENDS[0]


def demo_cast(request: HttpRequest) -> dict[str, Any]:
    """Offer the people of the demo on the welcome page, where they are offered at all."""
    return {"demo_cast": CAST} if _is_offered(request) else {}


@require_POST
def sign_in_as(request: HttpRequest, key: str) -> HttpResponse:
    """Sign in as somebody of the demo."""
    one = next((one for one in CAST if one.key == key), None)
    person = find_person(phone_or_email=one.email) if one and _is_offered(request) else None
    if person is None:
        raise Http404
    login(request, person, backend=_BACKEND)
    return redirect("access:welcome")


def _is_offered(request: HttpRequest) -> bool:
    return settings.DEMO_SIGN_IN and is_this_machine(request.META.get("REMOTE_ADDR", ""))


def is_this_machine(address: str) -> bool:
    """Tell whether an address is this machine's own."""
    try:
        return address == "localhost" or ip_address(address).is_loopback
    except ValueError:
        return False
