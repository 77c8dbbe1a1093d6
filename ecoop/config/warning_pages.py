"""The page of early warnings and of the size class, and what the office tells for both."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.config.declared_facts import FACT_WORDS, SECTOR_WORDS, SIZE_WORDS, Fact, FactForm, declare_fact, list_facts
from ecoop.config.early_warnings import list_early_warnings
from ecoop.config.size_class import get_size_class
from ecoop.governance.queries import list_shortages_on
from ecoop.kernel.dates import vietnam_day
from ecoop.taxes.queries.cooperative_duties import COOPERATIVES


@require_safe
@acts(may="members.read")
def show_warnings(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show each early warning as it stands, and the size class with what depends on it."""
    _only_cooperatives(acting)
    today = vietnam_day(timezone.now())
    form = FactForm(initial={"declared_on": today, "kind": request.GET.get("kind", "")})
    return render(request, "config/warnings.html", _facts(acting, today, form))


@require_POST
@acts(may="members.manage")
def tell_fact(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Write down what the office tells about the cooperative."""
    _only_cooperatives(acting)
    now = timezone.now()
    form = FactForm(request.POST)
    if not form.is_valid():
        return render(request, "config/warnings.html", _facts(acting, vietnam_day(now), form), status=422)
    declare_fact(org_id=acting.org_id, fact=Fact(**form.cleaned_data), by=acting.person_id, now=now)
    messages.success(request, _("Written down."))
    return redirect("early-warnings", acting.org_slug)


def _facts(acting: Acting, today: date, form: FactForm) -> dict[str, Any]:
    facts = list_facts(org_id=acting.org_id, day=today)
    warnings = list_early_warnings(org_id=acting.org_id, today=today, facts=facts)
    size = get_size_class(org_id=acting.org_id, today=today, facts=facts)
    words = {**SECTOR_WORDS, **SIZE_WORDS}
    told = [(FACT_WORDS[fact.kind], fact, words.get(fact.value, "")) for fact in facts.values()]
    return {
        "warnings": [(each, reverse(each.page, args=[acting.org_slug])) for each in warnings],
        "size": size,
        "shortages": list_shortages_on(org_id=acting.org_id, day=today, size=size.name),
        "told": told,
        "form": form,
        "may_tell": acting.may("members.manage"),
    }


def _only_cooperatives(acting: Acting) -> None:
    if acting.org_kind not in COOPERATIVES:
        raise Http404
