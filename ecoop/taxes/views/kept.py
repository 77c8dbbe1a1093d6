"""Pages of somebody who keeps the books of many households."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ecoop.kernel.dates import vietnam_day
from ecoop.taxes.forms.kept import SHOW, KeptForm
from ecoop.taxes.queries.kept import list_kept, page_of_kept


@login_required
@require_safe
def show_kept(request: HttpRequest) -> HttpResponse:
    """Show all the households whose books the person keeps: who is near a threshold, due, or without papers."""
    form = KeptForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    today = vietnam_day(timezone.now())
    kept = list_kept(person_id=person_of(request), today=today)
    show = asked.get("show", "")
    page = page_of_kept(
        kept=kept, show=show, sort=asked.get("sort", ""), words=asked.get("q", ""), page=asked.get("page") or 1
    )
    chips = [(name, label, page.counts[name], name == show) for name, label in SHOW.items()]
    facts: dict[str, Any] = {"page": page, "kept_count": len(kept), "chips": chips, "form": form, "today": today}
    return render(request, "taxes/kept.html", facts)


def person_of(request: HttpRequest) -> UUID:
    """Name the person who is signed in."""
    person: Any = request.user
    return UUID(str(person.pk))
