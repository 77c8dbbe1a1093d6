"""Pages that think a sharing through before the meeting: change what is free, see who gains and loses, keep a plan."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.distribution.actions.gather_basis import gather_basis
from ecoop.distribution.actions.save_plan import save_plan
from ecoop.distribution.calc.simulating import describe_choices
from ecoop.distribution.errors import PlanUnknown
from ecoop.distribution.forms.simulation import PlanForm, SimulationForm
from ecoop.distribution.queries.simulation import (
    Ground,
    PlanFacts,
    Simulation,
    get_ground,
    get_plan,
    list_plans,
    run_simulation,
)
from ecoop.distribution.queries.simulation_paper import print_simulation
from ecoop.distribution.queries.year_end import side_steps
from ecoop.kernel.dong import Dong
from ecoop.kernel.paper import answer_with_pdf
from ecoop.kernel.refusals import Refusal

START_MAX = 9


@require_safe
@acts(may="distribution.read")
def show_simulation(request: HttpRequest, acting: Acting, year: int) -> HttpResponse:
    """Show a plan with what is free to change, its waterfall, and who gains and loses."""
    ground, form = _prepare(request, acting, year)
    shown: dict[str, Any] = {"year": year, "ground": ground, "form": form, "plan_form": PlanForm()}
    shown |= {"may_plan": acting.may("distribution.decide"), "choices": request.GET.urlencode()}
    if ground.basis:
        shown |= _run(ground, form, request.GET.get("start", "0"))
    shown["hidden"] = form.given
    shown["plans"] = list_plans(org_id=acting.org_id, year=year, charter=ground.charter)
    part = "simulation_results.html" if request.headers.get("HX-Target") == "results" else "simulation.html"
    return render(request, f"distribution/{part}", shown)


@require_safe
@acts(may="distribution.read")
def print_simulation_paper(request: HttpRequest, acting: Acting, year: int) -> HttpResponse:
    """Print a plan for the meeting."""
    ground, form = _prepare(request, acting, year)
    done = _run(ground, form, "0")
    if done.get("refusal"):
        raise done["refusal"]
    if "simulation" not in done:
        return redirect("distribution:simulation", acting.org_slug, year)
    now, name = timezone.now(), request.GET.get("name", "")[:120]
    simulation: Simulation = done["simulation"]
    paper = print_simulation(ground=ground, charter=done["charter"], simulation=simulation, name=name, made_at=now)
    return answer_with_pdf(name=f"plan-{year}", paper=paper)


@require_POST
@acts(may="distribution.decide")
def create_basis(request: HttpRequest, acting: Acting, year: int) -> HttpResponse:
    """Gather what the members brought, as the books tell it now."""
    gather_basis(org_id=acting.org_id, year=year, by=acting.person_id, now=timezone.now())
    return redirect("distribution:simulation", acting.org_slug, year)


@require_POST
@acts(may="distribution.decide")
def create_plan(request: HttpRequest, acting: Acting, year: int) -> HttpResponse:
    """Keep a plan for the meeting."""
    ground = get_ground(org_id=acting.org_id, year=year)
    form, named = SimulationForm(request.POST, ground=ground), PlanForm(request.POST)
    if not (form.is_valid() and named.is_valid()):
        messages.error(request, _("A plan needs a name and rates between 0 and 100 per cent."))
        return redirect("distribution:simulation", acting.org_slug, year)
    choices = describe_choices(charter=form.charter, losses_carried_vnd=form.cleaned_data["losses"])
    plan_id, name = named.cleaned_data["id"], named.cleaned_data["name"]
    asked: dict[str, Any] = {"org_id": acting.org_id, "by": acting.person_id, "now": timezone.now()}
    save_plan(plan_id=plan_id, year=year, name=name, choices=choices, **asked)
    return redirect("distribution:plan", acting.org_slug, plan_id)


@require_safe
@acts(may="distribution.read")
def show_plan(request: HttpRequest, acting: Acting, plan_id: UUID) -> HttpResponse:
    """Show a kept plan, and what the meeting would have to resolve so that it holds."""
    plan = _plan_or_404(acting, plan_id)
    ground = get_ground(org_id=acting.org_id, year=plan.year)
    form = SimulationForm(None, ground=ground, choices=plan.charter)
    query = form.as_query(losses_carried_vnd=plan.choices["losses_carried_vnd"])
    return render(request, "distribution/plan.html", {"plan": plan, "choices": query})


def _prepare(request: HttpRequest, acting: Acting, year: int) -> tuple[Ground, SimulationForm]:
    ground = get_ground(org_id=acting.org_id, year=year)
    given = request.GET if "use_weight" in request.GET else None
    return ground, SimulationForm(given, ground=ground)


def _run(ground: Ground, form: SimulationForm, start: str) -> dict[str, Any]:
    """Run what the form says, the charter's own plan while nothing was changed; a refusal is shown, not thrown."""
    if form.is_bound and not form.is_valid():
        return {}
    charter = form.charter if form.is_bound else ground.charter
    losses, against = (form.cleaned_data["losses"], form.cleaned_data["against"]) if form.is_bound else (Dong(0), "")
    at = int(start) if start.isdecimal() and len(start) <= START_MAX else 0
    try:
        done = run_simulation(ground=ground, charter=charter, losses_carried_vnd=losses, against=against, start=at)
    except Refusal as refusal:
        return {"refusal": refusal}
    return {"simulation": done, "sides": side_steps(steps=done.sharing.steps), "charter": charter}


def _plan_or_404(acting: Acting, plan_id: UUID) -> PlanFacts:
    try:
        return get_plan(org_id=acting.org_id, plan_id=plan_id)
    except PlanUnknown as unknown:
        raise Http404 from unknown
