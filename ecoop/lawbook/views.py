"""The pages of the law. They are open to everybody and touch no database."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ecoop.kernel.dates import vietnam_day
from ecoop.lawbook.errors import LawPathUnknown, SourceUnknown
from ecoop.lawbook.forms import AskLaw
from ecoop.lawbook.queries import pages


@require_safe
def show_index(request: HttpRequest) -> HttpResponse:
    """Show the topics of the law, or what a search finds."""
    form, asked = _asked(request)
    topic, words = asked.get("topic") or "", asked.get("q") or ""
    index = pages.get_law_index(words=words, topic=topic, day=asked["day"], known_on=asked.get("known_on"))
    labels = {each.prefix: each.label for head in index.topics for each in (head, *head.below)}
    shown = {"form": form, "index": index, "words": words, "topic": labels.get(topic, topic), "asked": asked}
    return render(request, "lawbook/index.html", shown)


@require_safe
def show_parameter(request: HttpRequest, path: str) -> HttpResponse:
    """Show one number with its history, its sources and its readers."""
    form, asked = _asked(request)
    try:
        page = pages.get_parameter_page(path=path, day=asked["day"], known_on=asked.get("known_on"))
    except LawPathUnknown as unknown:
        raise Http404(unknown.said_text) from unknown
    shown = {"page": page, "form": form, "asked": asked, "crumbs": _crumbs(page.label)}
    return render(request, "lawbook/parameter.html", shown)


@require_safe
def show_source(request: HttpRequest, source: str) -> HttpResponse:
    """Show one document and what rests on it."""
    try:
        page = pages.get_source_page(source=source)
    except SourceUnknown as unknown:
        raise Http404(unknown.said_text) from unknown
    return render(request, "lawbook/source.html", {"page": page, "crumbs": _crumbs(page.document["number"])})


@require_safe
def show_table(request: HttpRequest, path: str) -> HttpResponse:
    """Show one table of the law."""
    try:
        page = pages.get_table_page(path=path)
    except LawPathUnknown as unknown:
        raise Http404(unknown.said_text) from unknown
    return render(request, "lawbook/table.html", {"page": page, "crumbs": _crumbs(page.label)})


def _asked(request: HttpRequest) -> tuple[AskLaw, dict[str, Any]]:
    form = AskLaw(request.GET)
    form.is_valid()
    day: date = form.cleaned_data.get("on") or vietnam_day(timezone.now())
    return form, {**form.cleaned_data, "day": day}


def _crumbs(label: str) -> list[tuple[str, str | None]]:
    return [(_("Law"), reverse("lawbook:index")), (label, None)]
