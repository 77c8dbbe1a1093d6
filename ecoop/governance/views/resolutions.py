"""Pages of resolutions: the list, one with its arithmetic and what it moved, one from paper, carry out, annul."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecoop.access.acting import acts
from ecoop.access.errors import RoleIsTooLow
from ecoop.access.queries import Acting
from ecoop.governance.actions.annul_resolution import annul_resolution
from ecoop.governance.actions.execute_resolution import (
    HANDLERS,
    Carrying,
    execute_resolution,
    is_waiting,
    permission_of,
)
from ecoop.governance.actions.record_on_paper import record_on_paper
from ecoop.governance.forms.resolutions import AnnulmentForm, CarryingForm, FileForm, PaperForm
from ecoop.governance.queries.motions import list_refusals
from ecoop.governance.queries.resolutions import get_resolution_page, list_fields
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.ids import new_id
from ecoop.kernel.originals import hand_out_as
from ecoop.kernel.refusals import Refusal
from ecoop.members.calc import Means
from ecoop.members.queries import list_memberships_of
from ecoop.resolutions.actions.keep_paper import keep_paper
from ecoop.resolutions.calc import Matter
from ecoop.resolutions.errors import ResolutionMissing
from ecoop.resolutions.queries import ResolutionFacts, find_paper, label_matter, list_matters, list_resolutions

RETURNS = "capital_return"


@require_safe
@acts(may="meetings.read")
def show_resolutions(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the resolutions: first those that were passed and not carried out yet, then all others."""
    all_of_them = list_resolutions(org_id=acting.org_id)
    waiting = [facts for facts in all_of_them if is_waiting(facts=facts)]
    done = [facts for facts in all_of_them if facts not in waiting]
    given = {"waiting": waiting, "done": done, "may_manage": acting.may("meetings.manage")}
    return render(request, "governance/resolutions.html", given)


@require_safe
@acts(may="meetings.read")
def show_resolution(request: HttpRequest, acting: Acting, resolution_id: UUID) -> HttpResponse:
    """Show one resolution: what it says, its arithmetic, what it moved, and what can be done with it."""
    return _render_one(request, acting, resolution_id)


@require_POST
@acts(may="meetings.manage")
def create_execution(request: HttpRequest, acting: Acting, resolution_id: UUID) -> HttpResponse:
    """Carry a resolution out, once."""
    facts = _get_page(acting, resolution_id).facts
    _must_carry_out(acting, facts)
    form = CarryingForm(request.POST) if facts.matter == RETURNS else None
    if form and not form.is_valid():
        return _render_one(request, acting, resolution_id, carrying_form=form)
    how = Carrying(**{**form.cleaned_data, "means": Means(form.cleaned_data["means"])}) if form else None
    execute_resolution(
        org_id=acting.org_id, resolution_id=resolution_id, by=acting.person_id, now=timezone.now(), how=how
    )
    messages.success(request, _("Carried out."))
    return redirect("governance:resolution", acting.org_slug, resolution_id)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="meetings.manage")
def create_annulment(request: HttpRequest, acting: Acting, resolution_id: UUID) -> HttpResponse:
    """Annul a resolution and undo what it moved; before that, say what will be undone."""
    page, now = _get_page(acting, resolution_id), timezone.now()
    _must_carry_out(acting, page.facts)
    today = vietnam_day(now)
    form = AnnulmentForm(_sent(request), initial={"annulled_on": today, "entry_on": today})
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = {"by": acting.person_id, "now": now, "entry_on": form.cleaned_data["entry_on"]}
        try:
            undone = annul_resolution(org_id=acting.org_id, resolution_id=resolution_id, draft=form.draft, **given)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            _tell(request, undone.red_entries, undone.left_standing)
            return redirect("governance:resolution", acting.org_slug, resolution_id)
    given = {"page": page, "form": form}
    return render(request, "governance/resolution_annulment.html", given, status=422 if form.is_bound else 200)


@require_safe
@acts(may="meetings.manage")
def choose_matter(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Ask on which matter a paper decides."""
    matters = list_matters(day=vietnam_day(timezone.now())).values()
    given = {"matters": [(matter, label_matter(matter=matter)) for matter in matters]}
    return render(request, "governance/resolution_matters.html", given)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="meetings.manage")
def create_from_paper(request: HttpRequest, acting: Acting, matter: str) -> HttpResponse:
    """Record a resolution passed on paper, with what it says on its matter, and the paper itself."""
    now = timezone.now()
    found = list_matters(day=vietnam_day(now)).get(matter)
    if found is None:
        raise Http404
    fields = list_fields(org_id=acting.org_id, matter=found, day=vietnam_day(now))
    initial = {"id": new_id(), "title": _title(found)}
    form = PaperForm(_sent(request), request.FILES or None, matter=found, says=fields, initial=initial)
    if request.method == "POST" and form.is_valid() and (recorded := _record(acting, form, now)):
        messages.success(request, _("Recorded."))
        return redirect("governance:resolution", acting.org_slug, recorded)
    given = {"form": form, "matter": found, "label": label_matter(matter=found)}
    return render(request, "governance/resolution_paper.html", given, status=422 if form.is_bound else 200)


@require_POST
@acts(may="meetings.manage")
def create_paper(request: HttpRequest, acting: Acting, resolution_id: UUID) -> HttpResponse:
    """Keep the photo or scan of a resolution's paper."""
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        sent = form.cleaned_data["file"]
        who: dict[str, Any] = {"org_id": acting.org_id, "by": acting.person_id, "now": timezone.now()}
        try:
            keep_paper(resolution_id=resolution_id, name=sent.name, content=sent.read(), **who)
        except ResolutionMissing:
            raise Http404 from None
        except Refusal as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("governance:resolution", acting.org_slug, resolution_id)
    return _render_one(request, acting, resolution_id, file_form=form)


@require_safe
@acts(may="meetings.read")
def show_paper(request: HttpRequest, acting: Acting, paper_id: UUID) -> HttpResponse:
    """Hand out the bytes of a paper, as a download."""
    found = find_paper(org_id=acting.org_id, paper_id=paper_id)
    if found is None:
        raise Http404
    _name, media_type, content = found
    ending = media_type.rpartition("/")[2]
    return hand_out_as(filename=f"{paper_id}.{ending}", media_type=media_type, content=content)


@require_safe
@acts(may="own-share.read")
def show_own_resolutions(request: HttpRequest, acting: Acting, org_id: UUID) -> HttpResponse:
    """Show a member what its cooperative decided, as the law has it disclosed; the database shows it to nobody else."""
    # Nobody but its members reads the resolutions of a cooperative: row security shows others none at all.
    member = next((each for each in list_memberships_of(member_org_id=acting.org_id) if each.org_id == org_id), None)
    if member is None:
        raise Http404
    given = {"cooperative": member.org.name, "rows": list_resolutions(org_id=org_id)}
    return render(request, "governance/own_resolutions.html", given)


def _record(acting: Acting, form: PaperForm, now: datetime) -> UUID | None:
    sent = form.cleaned_data.get("file")
    try:
        return record_on_paper(
            org_id=acting.org_id,
            draft=form.draft,
            file=(sent.name, sent.read()) if sent else None,
            by=acting.person_id,
            now=now,
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return None


def _render_one(request: HttpRequest, acting: Acting, resolution_id: UUID, **forms: Any) -> HttpResponse:
    page = _get_page(acting, resolution_id)
    facts, handler = page.facts, HANDLERS.get(page.facts.matter)
    today = vietnam_day(timezone.now())
    waits = handler is not None and is_waiting(facts=facts)
    given = {
        "page": page,
        "facts": facts,
        "waits": waits,
        "warnings": list_refusals(facts=facts) if waits else (),
        "elsewhere": _elsewhere(acting, facts),
        "may_manage": acting.may("meetings.manage"),
        "may_carry_out": acting.may("meetings.manage") and acting.may(permission_of(matter=facts.matter)),
        "carrying_form": CarryingForm(initial={"on": today}) if facts.matter == RETURNS else None,
        "file_form": FileForm(),
    }
    return render(request, "governance/resolution.html", {**given, **forms}, status=422 if forms else 200)


def _elsewhere(acting: Acting, facts: ResolutionFacts) -> str:
    """Give the address of the page on which a resolution is carried out, if it is not this one."""
    if facts.matter == "asset_sale":
        return reverse("assets:asset", args=[acting.org_slug, facts.parameters["asset_id"]])
    return ""


def _get_page(acting: Acting, resolution_id: UUID) -> Any:
    try:
        return get_resolution_page(org_id=acting.org_id, resolution_id=resolution_id)
    except ResolutionMissing:
        raise Http404 from None


def _must_carry_out(acting: Acting, facts: ResolutionFacts) -> None:
    needs = permission_of(matter=facts.matter)
    if not acting.may(needs):
        raise RoleIsTooLow(permission=needs)


def _tell(request: HttpRequest, red_entries: int, left: tuple[str, ...]) -> None:
    messages.success(request, _("Annulled; red entries written: {count}.").format(count=red_entries))
    if left:
        said = _("These choices stay, because nothing held before them or something was chosen since: {names}.")
        messages.warning(request, said.format(names=", ".join(left)))


def _title(matter: Matter) -> str:
    label = label_matter(matter=matter)
    return label[:1].upper() + label[1:]


def _sent(request: HttpRequest) -> Any:
    """Give what was sent; an empty form that was sent is a form with everything missing."""
    return request.POST if request.method == "POST" else None
