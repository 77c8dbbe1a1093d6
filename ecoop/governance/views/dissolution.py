"""The plan of a dissolution on the books of a day: who gets what, on the page and on paper for the meeting."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.distribution.queries.dissolution import answer_dissolution
from ecoop.distribution.queries.dissolution_books import get_dissolution_of_books
from ecoop.governance.forms.dissolution import DissolutionForm
from ecoop.governance.queries.dissolution_papers import list_fund_sources, name_shares, print_dissolution
from ecoop.kernel.paper import answer_with_pdf
from ecoop.kernel.refusals import Refusal
from ecoop.web.asked import asked_day

_SHOWN = 200


@require_safe
@acts(may="distribution.read")
def show_plan(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show who gets what if the cooperative were dissolved on a day, by the books or by the values in the address."""
    form, case = _asked(request, acting)
    given: dict[str, Any] = {"form": form, "day": asked_day(request), "query": request.GET.urlencode()}
    if case is not None:
        try:
            given["answer"] = answer = answer_dissolution(data=case)
            shares = name_shares(answer=answer, books=case)
            given |= {"shares": shares[:_SHOWN], "more": max(0, len(shares) - _SHOWN)}
        except Refusal as refusal:
            given["refusal"] = refusal
    return render(request, "governance/dissolution_plan.html", given)


@require_safe
@acts(may="distribution.read")
def print_plan(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Print the plan for the meeting; what the law refuses is refused here, too."""
    form, case = _asked(request, acting)
    if case is None:
        return render(
            request, "governance/dissolution_plan.html", {"form": form, "day": asked_day(request)}, status=422
        )
    paper = print_dissolution(org_id=acting.org_id, case=case, made_at=timezone.now())
    return answer_with_pdf(name=f"phuong-an-giai-the-{case['on']}", paper=paper)


def _asked(request: HttpRequest, acting: Acting) -> tuple[DissolutionForm, dict[str, Any] | None]:
    """Read the values in the address; where there are none, those of the books."""
    day = asked_day(request)
    books = get_dissolution_of_books(org_id=acting.org_id, day=day)
    is_asked = "money_vnd" in request.GET
    values = DissolutionForm.values_of(books=books)
    form = DissolutionForm(request.GET if is_asked else None, sources=list_fund_sources(day=day), initial=values)
    if not is_asked:
        return form, books
    return form, form.case(books=books) if form.is_valid() else None
