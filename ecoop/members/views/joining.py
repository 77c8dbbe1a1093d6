"""The open page on which anybody applies for membership, and what its receipt tells."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.refusals import Refusal
from ecoop.kernel.walls import inside_organisation
from ecoop.members.actions.count_applications import count_applications
from ecoop.members.actions.submit_application import submit_application
from ecoop.members.calc import ApplicationSource
from ecoop.members.errors import TooManyApply
from ecoop.members.forms.applications import ApplicationForm
from ecoop.members.queries import find_application_state
from ecoop.parties.queries import OrganisationFacts, find_organisation

TAKES_MEMBERS = ("cooperative", "union")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def apply_to_join(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for an application, keep it, and give its receipt."""
    cooperative, now = _cooperative_or_404(slug), timezone.now()
    form = ApplicationForm(request.POST or None, request.FILES or None)
    given = {"form": form, "cooperative": cooperative}
    if not form.is_bound:
        return render(request, "members/join.html", given)
    status = 422
    try:
        count_applications(meta=request.META, now=now)
        if form.is_valid():
            draft = form.draft(source=ApplicationSource.PUBLIC, day=vietnam_day(now))
            with inside_organisation(org_id=cooperative.id, person_id=None):
                receipt = submit_application(org_id=cooperative.id, application=draft, by=None, now=now)
            return redirect("members:join-receipt", slug, receipt)
    except Refusal as refusal:
        status = 429 if isinstance(refusal, TooManyApply) else 422
        form.full_clean()
        form.add_error(None, f"{refusal.said_text} {refusal.remedy_text}")
    return render(request, "members/join.html", given, status=status)


@never_cache
@require_safe
def show_receipt(request: HttpRequest, slug: str, receipt: str) -> HttpResponse:
    """Tell what became of an application by its receipt, and nothing about anybody."""
    cooperative = _cooperative_or_404(slug)
    with inside_organisation(org_id=cooperative.id, person_id=None):
        state = find_application_state(org_id=cooperative.id, receipt=receipt)
    if state is None:
        raise Http404
    return render(request, "members/join_receipt.html", {"cooperative": cooperative, "state": state})


def _cooperative_or_404(slug: str) -> OrganisationFacts:
    cooperative = find_organisation(slug=slug)
    if cooperative is None or cooperative.kind not in TAKES_MEMBERS:
        raise Http404
    return cooperative
