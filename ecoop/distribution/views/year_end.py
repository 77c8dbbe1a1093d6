"""Pages of the end of a year: close, decide, share; and the member's own share, walked to its articles."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.distribution.actions.close_year import close_year, close_year_on_trial
from ecoop.distribution.actions.decide_year import MATTER, decide_year
from ecoop.distribution.actions.share_year import share_year
from ecoop.distribution.actions.undo_closing import undo_closing
from ecoop.distribution.errors import YearIsDecided
from ecoop.distribution.forms import ClosingForm, DecisionForm, UndoingForm
from ecoop.distribution.queries import find_year_end, get_closing_page, list_own_shares
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.refusals import Refusal
from ecoop.resolutions.errors import ResolutionMissing
from ecoop.resolutions.queries import list_choices

FIRST_YEAR, LAST_YEAR = 2000, 2100
SHARES_SHOWN = 200


@require_safe
@acts(may="distribution.read")
def show_this_year_end(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Lead to the end of the year that runs."""
    return redirect("distribution:year-end", slug=acting.org_slug, year=vietnam_day(timezone.now()).year)


@require_safe
@acts(may="distribution.read")
def show_year_end(request: HttpRequest, acting: Acting, year: int) -> HttpResponse:
    """Show a year from its closing to the shares, each step with its article."""
    _must_be_a_year(year)
    return _render_year_end(request, acting, year, _decision_form(acting, year))


@require_safe
@acts(may="distribution.read")
def show_closing(request: HttpRequest, acting: Acting, year: int) -> HttpResponse:
    """Show the months of a year, what they seem to lack, and what the year comes to."""
    return _render_closing(request, acting, year)


@require_POST
@acts(may="books.close")
def create_closure(request: HttpRequest, acting: Acting, year: int) -> HttpResponse:
    """Close the books of a year to their results, for good or on trial."""
    _must_be_a_year(year)
    form = ClosingForm(request.POST)
    if not form.is_valid():
        return _render_closing(request, acting, year, closing_form=form)
    asked: dict[str, Any] = {"org_id": acting.org_id, "year": year, "by": acting.person_id, "now": timezone.now()}
    if form.cleaned_data["how"] == "trial":
        close_year_on_trial(key=form.chosen_key, **asked)
    else:
        close_year(key=form.chosen_key, **asked)
    return redirect("distribution:closing", slug=acting.org_slug, year=year)


@require_POST
@acts(may="books.close")
def create_undoing(request: HttpRequest, acting: Acting, year: int) -> HttpResponse:
    """Take the closing of a year back, while nothing was decided on it."""
    _must_be_a_year(year)
    form = UndoingForm(request.POST)
    if not form.is_valid():
        return _render_closing(request, acting, year, undoing_form=form)
    reason = form.cleaned_data["reason"]
    undo_closing(org_id=acting.org_id, year=year, reason=reason, by=acting.person_id, now=timezone.now())
    return redirect("distribution:closing", slug=acting.org_slug, year=year)


@require_POST
@acts(may="distribution.decide")
def create_decision(request: HttpRequest, acting: Acting, year: int) -> HttpResponse:
    """Record what the members' meeting decided on a year."""
    _must_be_a_year(year)
    form = _decision_form(acting, year, request.POST)
    chosen = form.cleaned_data["resolution"] if form.is_valid() else None
    try:
        decide_year(org_id=acting.org_id, year=year, resolution_id=chosen, by=acting.person_id, now=timezone.now())
        return redirect("distribution:year-end", slug=acting.org_slug, year=year)
    except (YearIsDecided, ResolutionMissing):
        raise
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    return _render_year_end(request, acting, year, form)


@require_POST
@acts(may="distribution.decide")
def create_sharing(request: HttpRequest, acting: Acting, year: int) -> HttpResponse:
    """Carry out the meeting's decision on a year."""
    _must_be_a_year(year)
    share_year(org_id=acting.org_id, year=year, by=acting.person_id, now=timezone.now())
    return redirect("distribution:year-end", slug=acting.org_slug, year=year)


@require_safe
@acts(may="own-share.read")
def show_my_share(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show an organisation its shares in its cooperatives, each figure with its article and its deliveries."""
    return render(request, "distribution/my_share.html", {"shares": list_own_shares(member_org_id=acting.org_id)})


def _decision_form(acting: Acting, year: int, data: Any = None) -> DecisionForm:
    return DecisionForm(data, choices=list_choices(org_id=acting.org_id, matter=MATTER, says={"year": year}))


def _render_year_end(request: HttpRequest, acting: Acting, year: int, form: DecisionForm) -> HttpResponse:
    shown = {"year": year, "years": (year - 1, year + 1), "form": form, "matter": MATTER}
    shown["year_end"] = find_year_end(org_id=acting.org_id, year=year, most=SHARES_SHOWN)
    shown |= {"may_close": acting.may("books.close"), "may_decide": acting.may("distribution.decide")}
    return render(request, "distribution/year_end.html", shown)


def _render_closing(
    request: HttpRequest,
    acting: Acting,
    year: int,
    *,
    closing_form: ClosingForm | None = None,
    undoing_form: UndoingForm | None = None,
) -> HttpResponse:
    _must_be_a_year(year)
    page = get_closing_page(org_id=acting.org_id, year=year, today=vietnam_day(timezone.now()))
    usual = ClosingForm(initial={"how": "final" if page.is_over else "trial"})
    shown = {"page": page, "years": (year - 1, year + 1), "may_close": acting.may("books.close")}
    shown |= {"closing_form": closing_form or usual, "undoing_form": undoing_form or UndoingForm()}
    return render(request, "distribution/closing.html", shown, status=422 if closing_form or undoing_form else 200)


def _must_be_a_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
