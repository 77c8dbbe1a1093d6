"""Pages of the register: the list as of any day, its files, and one member."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.paper import answer_with_pdf
from ecoop.kernel.sheets import answer_with_excel
from ecoop.kernel.wire import cut_page, read_cursor
from ecoop.members.errors import MemberUnknown
from ecoop.members.forms.register import RegisterFilter
from ecoop.members.queries import (
    get_headcount,
    get_member_page,
    list_members_page,
    list_standstills,
)
from ecoop.members.queries.register_files import draft_register_sheet, print_register
from ecoop.web.asked import asked_day

LINES = 100


@require_safe
@acts(may="members.read")
def show_register(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show a page of the register as of a day, found by name, number, type and state."""
    day, form = asked_day(request), RegisterFilter(request.GET)
    after = read_cursor(cursor=request.GET.get("cursor"), kinds=(str,))
    wanted = form.wanted(after=after[0] if after else "", most=LINES + 1)
    rows = list_members_page(org_id=acting.org_id, day=day, wanted=wanted)
    lines, following = cut_page(rows=rows, limit=LINES, key=lambda line: (line.number,))
    heads = get_headcount(org_id=acting.org_id, day=day)
    given: dict[str, Any] = {"lines": lines, "next_cursor": following, "on_day": day, "form": form, "heads": heads}
    given["standstills"] = list_standstills(org_id=acting.org_id, day=day, heads=heads)
    given["is_filtered"] = bool(wanted.find or wanted.kind or wanted.status or wanted.after)
    given["may_manage"] = acting.may("members.manage")
    return render(request, "members/register.html", given)


@require_safe
@acts(may="members.read")
def show_member(request: HttpRequest, acting: Acting, member_id: UUID) -> HttpResponse:
    """Show one member: capital, trade of the year, and how much may still be contributed."""
    page = _member_or_404(acting, member_id, asked_day(request))
    return render(request, "members/member.html", {"page": page, "line": page.line, "tab": "overview"})


@require_safe
@acts(may="members.read")
def export_register(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Write the register of a day as Excel, with every field the law asks for."""
    day = asked_day(request)
    sheet = draft_register_sheet(org_id=acting.org_id, day=day)
    return answer_with_excel(name=f"so-dang-ky-thanh-vien-{day:%Y-%m-%d}", sheets=[sheet])


@require_safe
@acts(may="members.read")
def print_the_register(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Print the register of a day, a volume at a time."""
    day = asked_day(request)
    after = read_cursor(cursor=request.GET.get("cursor"), kinds=(str,))
    paper = print_register(org_id=acting.org_id, day=day, after=after[0] if after else "", made_at=timezone.now())
    return answer_with_pdf(name=f"so-dang-ky-thanh-vien-{day:%Y-%m-%d}", paper=paper)


def _member_or_404(acting: Acting, member_id: UUID, day: date) -> Any:
    try:
        return get_member_page(org_id=acting.org_id, member_id=member_id, day=day)
    except MemberUnknown as unknown:
        raise Http404 from unknown
