"""Pages of a cooperative's tax year: its taxes step by step, and what its books do not say."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.refusals import Refusal
from ecoop.taxes.actions.post_provisional_cit import post_provisional_cit
from ecoop.taxes.actions.post_return_entry import post_return_entry
from ecoop.taxes.actions.record_tax_facts import record_tax_facts
from ecoop.taxes.errors import ReturnNotFound
from ecoop.taxes.forms.tax_facts import QuarterForm, TaxFactsForm, initial_of
from ecoop.taxes.queries.cooperative_duties import COOPERATIVES
from ecoop.taxes.queries.cooperative_pages import get_fact_choices, get_tax_page


def show_cooperative_year(
    request: HttpRequest, acting: Acting, year: int, quarter: QuarterForm | None = None
) -> HttpResponse:
    """Show the taxes of a cooperative's year, each with its steps and articles."""
    page = get_tax_page(org_id=acting.org_id, year=year)
    given: dict[str, Any] = {"acting": acting, "year": year, "years": (year - 1, year + 1), "tax": page.tax}
    given |= {"told": page.told, "refusal": page.refusal, "parts": page.parts, "may_file": acting.may("tax.file")}
    given |= {"form": quarter or QuarterForm(), "may_post": acting.may("books.post")}
    return render(request, "taxes/cooperative_year.html", given, status=422 if quarter else 200)


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


@require_POST
@acts(may="books.post")
def post_entry(request: HttpRequest, acting: Acting, return_id: UUID) -> HttpResponse:
    """Post the entry that a return leads to."""
    try:
        posted = post_return_entry(org_id=acting.org_id, return_id=return_id, by=acting.person_id, now=timezone.now())
    except ReturnNotFound:
        raise Http404 from None
    messages.success(request, _("Entry {label} stands in the books.").format(label=posted.label))
    return redirect("taxes:return", slug=acting.org_slug, return_id=return_id)


@require_POST
@acts(may="books.post")
def post_quarter(request: HttpRequest, acting: Acting, year: int) -> HttpResponse:
    """Post the corporate income tax of a quarter."""
    if acting.org_kind not in COOPERATIVES or not _is_a_year(year):
        raise Http404
    form = QuarterForm(request.POST)
    if form.is_valid():
        posted = post_provisional_cit(
            org_id=acting.org_id, year=year, by=acting.person_id, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("Entry {label} stands in the books.").format(label=posted.label))
        return redirect("taxes:year", slug=acting.org_slug, year=year)
    return show_cooperative_year(request, acting, year, quarter=form)


def _is_a_year(year: int) -> bool:
    return date.min.year < year < date.max.year and len(str(year)) == len(str(date.max.year))
