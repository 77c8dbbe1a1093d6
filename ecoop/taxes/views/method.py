"""Pages on which a household chooses its method of a year, and tells what the year before brought."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.refusals import Refusal
from ecoop.taxes.actions.choose_method import choose_method
from ecoop.taxes.actions.record_prior_year import record_prior_year
from ecoop.taxes.errors import METHOD_NAMES, PRIOR_METHOD_NAMES, BookIsForHouseholds
from ecoop.taxes.forms.returns import MethodForm, PriorYearForm
from ecoop.taxes.queries.methods import get_method_year
from ecoop.taxes.views.year import must_be_a_year


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="tax.file")
def show_method(request: HttpRequest, acting: Acting, year: int) -> HttpResponse:
    """Show both methods side by side, and take the choice."""
    _must_be_a_household(acting, year)
    now = timezone.now()
    methods = get_method_year(org_id=acting.org_id, year=year)
    first = methods.choice.deduct_first[:1] if methods.choice else ()
    chosen = methods.choice.method if methods.choice else "revenue"
    form = MethodForm(request.POST or None, initial={"method": chosen, "deduct_first": next(iter(first), "")})
    if request.method == "POST" and form.is_valid():
        asked = {"org_id": acting.org_id, "year": year, "by": acting.person_id, "now": now, **form.chosen()}
        try:
            choose_method(chosen_on=vietnam_day(now), **asked)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The choice is recorded."))
            return redirect("taxes:method", slug=acting.org_slug, year=year)
    given = {"methods": methods, "form": form, "year": year, "years": (year - 1, year + 1)}
    given |= {"lines": [(line, METHOD_NAMES[line.method]) for line in methods.lines], "before": _before(methods.before)}
    return render(request, "taxes/method.html", given, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="tax.file")
def tell_prior_year(request: HttpRequest, acting: Acting, year: int) -> HttpResponse:
    """Ask what a year brought that these books do not hold."""
    _must_be_a_household(acting, year)
    form = PriorYearForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = {"org_id": acting.org_id, "year": year, "by": acting.person_id, **form.cleaned_data}
        record_prior_year(now=timezone.now(), **asked)
        messages.success(request, _("The year before is recorded."))
        return redirect("taxes:method", slug=acting.org_slug, year=year + 1)
    return render(request, "taxes/prior_year.html", {"form": form, "year": year}, status=422 if form.is_bound else 200)


def _must_be_a_household(acting: Acting, year: int) -> None:
    must_be_a_year(year)
    if acting.org_kind != "household":
        raise BookIsForHouseholds(name=acting.org_name)


def _before(before: object) -> str:
    method = getattr(before, "method", "")
    return str(PRIOR_METHOD_NAMES.get(method, method))
