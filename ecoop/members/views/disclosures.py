"""What the cooperative posts for its members, and what a member sees of it and of their own membership."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.originals import hand_out
from ecoop.kernel.refusals import Refusal
from ecoop.members.actions.post_disclosures import post_disclosures
from ecoop.members.forms.office import DisclosureForm
from ecoop.members.queries import find_disclosed_paper, list_disclosures
from ecoop.members.queries.own import get_disclosed, list_own_memberships


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="members.read", may_post="members.manage")
def show_disclosures(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show what is posted for the members, and post more."""
    now = timezone.now()
    may_post = acting.may("members.manage")
    asked = request.POST if request.method == "POST" and may_post else None
    form = DisclosureForm(asked, request.FILES if asked else None, today=vietnam_day(now))
    if form.is_bound and form.is_valid():
        try:
            post_disclosures(org_id=acting.org_id, disclosures=[form.draft()], by=acting.person_id, now=now)
            return redirect("members:disclosures", acting.org_slug)
        except Refusal as refusal:
            form.add_error(None, f"{refusal.said_text} {refusal.remedy_text}")
    given = {
        "form": form,
        "lines": list_disclosures(org_id=acting.org_id),
        "disclosed": get_disclosed(org_id=acting.org_id, day=vietnam_day(now), after=request.GET.get("after", "")[:20]),
        "may_post": may_post,
    }
    return render(request, "members/disclosures.html", given, status=422 if form.is_bound else 200)


@require_safe
@acts(may="members.read")
def show_posted_paper(request: HttpRequest, acting: Acting, disclosure_id: UUID) -> HttpResponse:
    """Hand out a paper that is posted."""
    return _paper_or_404(acting.org_id, disclosure_id)


@require_safe
@acts(may="own-share.read")
def show_own_memberships(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show a household its own record in every cooperative it belongs to, and nothing of others."""
    memberships = list_own_memberships(member_org_id=acting.org_id)
    return render(request, "members/own.html", {"memberships": memberships})


@require_safe
@acts(may="own-share.read")
def show_own_disclosures(request: HttpRequest, acting: Acting, org_id: UUID) -> HttpResponse:
    """Show a member what its cooperative has disclosed."""
    if org_id not in {each.org_id for each in list_own_memberships(member_org_id=acting.org_id) if each.holds}:
        raise Http404
    after = request.GET.get("after", "")[:20]
    disclosed = get_disclosed(org_id=org_id, day=vietnam_day(timezone.now()), after=after)
    given = {"lines": list_disclosures(org_id=org_id), "disclosed": disclosed}
    return render(request, "members/own_disclosures.html", given)


@require_safe
@acts(may="own-share.read")
def show_own_paper(request: HttpRequest, acting: Acting, org_id: UUID, disclosure_id: UUID) -> HttpResponse:
    """Hand a member a paper that its cooperative posted; the database shows it to nobody else."""
    return _paper_or_404(org_id, disclosure_id)


def _paper_or_404(org_id: UUID, disclosure_id: UUID) -> HttpResponse:
    found = find_disclosed_paper(org_id=org_id, disclosure_id=disclosure_id)
    if found is None:
        raise Http404
    return hand_out(found)
