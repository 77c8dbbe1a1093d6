"""Pages of a cooperative's tax year: its taxes step by step, and what its books do not say."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.refusals import Refusal
from ecoop.taxes.actions.record_tax_facts import record_tax_facts
from ecoop.taxes.forms.tax_facts import TaxFactsForm, initial_of
from ecoop.taxes.queries.cooperative_duties import COOPERATIVES
from ecoop.taxes.queries.cooperative_pages import get_fact_choices, get_tax_page


def show_cooperative_year(request: HttpRequest, acting: Acting, year: int) -> HttpResponse:
    """Show the taxes of a cooperative's year, each with its steps and articles."""
    page = get_tax_page(org_id=acting.org_id, year=year)
    given: dict[str, Any] = {"acting": acting, "year": year, "years": (year - 1, year + 1), "tax": page.tax}
    given |= {"told": page.told, "refusal": page.refusal, "parts": page.parts, "may_file": acting.may("tax.file")}
    return render(request, "taxes/cooperative_year.html", given)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="tax.file")
def tell_tax_facts(request: HttpRequest, acting: Acting, year: int) -> HttpResponse:
    """Ask what the books do not say about a year, and keep it."""
    if acting.org_kind not in COOPERATIVES or not _is_a_year(year):
        raise Http404
    choices = get_fact_choices(org_id=acting.org_id, year=year)
    asked: dict[str, Any] = {
        "year": year,
        "accounts": choices.accounts,
        "fields": choices.fields,
        "years": choices.loss_years,
    }
    form = TaxFactsForm(request.POST or None, initial=initial_of(facts=choices.told, chosen=choices.chosen), **asked)
    if request.method == "POST" and form.is_valid():
        try:
            record_tax_facts(org_id=acting.org_id, year=year, by=acting.person_id, now=timezone.now(), **form.facts())
        except Refusal as refusal:
            form.add_error(None, f"{refusal.said_text} {refusal.remedy_text}")
        else:
            messages.success(request, _("Kept; the taxes follow it."))
            return redirect("taxes:year", slug=acting.org_slug, year=year)
    return render(request, "taxes/tax_facts.html", {"form": form, "year": year}, status=422 if form.is_bound else 200)


def _is_a_year(year: int) -> bool:
    return len(str(year)) == len("2026")
