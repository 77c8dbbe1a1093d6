"""What a member's household sees of its loans, and how it asks for one."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.finance.actions.apply_for_loan import apply_for_loan
from ecoop.finance.actions.decide_application import LoanDecisionDraft, decide_application
from ecoop.finance.calc import ApplicationSource, Verdict
from ecoop.finance.forms import OwnApplicationForm
from ecoop.finance.queries.applications import list_applications
from ecoop.finance.queries.pages import list_own_lending
from ecoop.finance.views.house import ASKS, form_page
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.walls import inside_organisation
from ecoop.members.queries import list_memberships_of


@require_safe
@acts(may="own-share.read")
def show_own_loans(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show what the household asked for and borrowed, and nobody else's."""
    lending = list_own_lending(member_org_id=acting.org_id, day=vietnam_day(timezone.now()))
    return render(request, "finance/own.html", {"lending": lending})


@require_http_methods(ASKS)
@acts(may="own-share.read")
def apply(request: HttpRequest, acting: Acting, org_id: UUID) -> HttpResponse:
    """Ask a cooperative of which the household is a member for a loan."""
    member_id, form = _member_or_404(acting, org_id), OwnApplicationForm(request.POST or None)

    def record(now: object) -> None:
        # The application stands in the cooperative; the membership was found inside the household's own walls.
        at = timezone.now()
        with inside_organisation(org_id=org_id, person_id=acting.person_id):
            draft = form.draft(member_id=member_id, source=ApplicationSource.HOUSEHOLD, today=vietnam_day(at))
            apply_for_loan(org_id=org_id, application=draft, by=acting.person_id, now=at)

    asking = _("Ask for a loan")
    return form_page(request, form, asking, ("finance:own", acting.org_slug), record, submit=asking)


@require_POST
@acts(may="own-share.read")
def withdraw(request: HttpRequest, acting: Acting, org_id: UUID, application_id: UUID) -> HttpResponse:
    """Take one's own application back before it is decided."""
    _member_or_404(acting, org_id)
    if not list_applications(org_id=org_id, ids=[application_id]):
        raise Http404
    now = timezone.now()
    draft = LoanDecisionDraft(application_id, Verdict.WITHDRAWN, vietnam_day(now))
    with inside_organisation(org_id=org_id, person_id=acting.person_id):
        decide_application(org_id=org_id, decision=draft, by=acting.person_id, now=now)
    return redirect("finance:own", acting.org_slug)


def _member_or_404(acting: Acting, org_id: UUID) -> UUID:
    for member in list_memberships_of(member_org_id=acting.org_id):
        if member.org_id == org_id:
            return member.id
    raise Http404
