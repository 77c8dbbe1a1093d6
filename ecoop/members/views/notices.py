"""What the office tells its members in a few words."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.members.actions.post_notice import post_notice
from ecoop.members.forms.office import NoticeForm
from ecoop.members.queries.notices import list_notices


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="members.read", may_post="members.manage")
def show_notices(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show what members were told, and tell them more."""
    may_post = acting.may("members.manage")
    form = NoticeForm(request.POST if request.method == "POST" and may_post else None)
    if form.is_bound and form.is_valid():
        post_notice(org_id=acting.org_id, notice=form.draft(), by=acting.person_id, now=timezone.now())
        messages.success(request, _("The notice is out; members see it on their phones."))
        return redirect("members:notices", acting.org_slug)
    given = {"form": form, "lines": list_notices(org_id=acting.org_id), "may_post": may_post}
    return render(request, "members/notices.html", given, status=422 if form.is_bound else 200)
