"""Pages of a cooperative's members: the register, one member."""

from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.dates import parse_day, vietnam_day
from ecoop.kernel.errors import DayNotUnderstood
from ecoop.members.errors import MemberUnknown
from ecoop.members.queries import get_member_page, list_members_on


@require_safe
@acts(may="members.read")
def show_register(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the register of members as of a day."""
    day = _day(request)
    lines = list_members_on(org_id=acting.org_id, day=day)
    return render(request, "members/register.html", {"lines": lines, "on_day": day})


@require_safe
@acts(may="members.read")
def show_member(request: HttpRequest, acting: Acting, member_id: UUID) -> HttpResponse:
    """Show one member: capital, trade of the year, and how much may still be contributed."""
    try:
        page = get_member_page(org_id=acting.org_id, member_id=member_id, day=_day(request))
    except MemberUnknown as unknown:
        raise Http404 from unknown
    return render(request, "members/member.html", {"page": page})


def _day(request: HttpRequest) -> date:
    try:
        return parse_day(request.GET["day"])
    except (KeyError, DayNotUnderstood):
        return vietnam_day(timezone.now())
