"""The home of an organisation. It stands in `config`, which alone may look into every domain."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting


@require_safe
@acts(may=None)
def show_home(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the places of an organisation that this person has a use for."""
    return render(request, "config/home.html", {"acting": acting})
