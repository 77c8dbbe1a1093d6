"""Pages of agreements with members: the list, signing one or all, ending one, their papers."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.paper import answer_with_pdf
from ecoop.kernel.refusals import Refusal
from ecoop.members.actions.end_agreement import end_agreement
from ecoop.members.actions.sign_agreements import sign_agreements
from ecoop.members.actions.sign_with_members import SigningStep, sign_with_members
from ecoop.members.errors import AgreementUnknown
from ecoop.members.forms.agreements import AgreementForm, EndingForm, EveryAgreementForm
from ecoop.members.queries.agreement_papers import print_agreement_page, print_agreements
from ecoop.members.queries.agreements import AgreementFacts, get_agreement, list_agreement_page


@require_safe
@acts(may="members.read")
def show_agreements(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the agreements with members, the last signed first."""
    words, cursor = request.GET.get("q", "")[:100], request.GET.get("cursor", "")
    page = list_agreement_page(org_id=acting.org_id, words=words, cursor=cursor)
    given = {"page": page, "words": words, "may_sign": acting.may("members.manage")}
    return render(request, "members/agreements.html", given)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="members.manage")
def sign_agreement(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Sign an agreement with one member."""
    now, number = timezone.now(), request.GET.get("member", "")[:20]
    form = AgreementForm(request.POST or None, org_id=acting.org_id, today=vietnam_day(now), member_number=number)
    if form.is_bound and form.is_valid():
        draft = form.draft()
        try:
            sign_agreements(org_id=acting.org_id, agreements=[draft], by=acting.person_id, now=now)
            return redirect("members:agreement", acting.org_slug, draft.id)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return render(request, "members/agreement_form.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="members.manage")
def sign_with_everybody(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Sign the same agreement with every official member who has none, some hundred members at a time."""
    now = timezone.now()
    form = EveryAgreementForm(request.POST or None, today=vietnam_day(now))
    step: SigningStep | None = None
    if form.is_bound and form.is_valid():
        terms, after = form.agreement_terms(), form.cleaned_data["after"]
        try:
            step = sign_with_members(org_id=acting.org_id, terms=terms, after=after, by=acting.person_id, now=now)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    signed = (form.cleaned_data.get("signed") or 0) + step.signed if step else 0
    if step and step.is_done:
        messages.success(request, _("{count} agreements were signed.").format(count=signed))
        return redirect("members:agreements", acting.org_slug)
    given = {"form": form, "step": step, "signed": signed}
    return render(request, "members/agreement_everybody.html", given, status=422 if form.errors else 200)


@require_safe
@acts(may="members.read")
def show_agreement(request: HttpRequest, acting: Acting, agreement_id: UUID) -> HttpResponse:
    """Show one agreement, and how to print and end it."""
    facts = _agreement_or_404(acting, agreement_id)
    form = EndingForm(None, today=vietnam_day(timezone.now()))
    given = {"agreement": facts, "form": form, "may_sign": acting.may("members.manage")}
    return render(request, "members/agreement.html", given)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="members.manage")
def end(request: HttpRequest, acting: Acting, agreement_id: UUID) -> HttpResponse:
    """End an agreement from a day on."""
    now, facts = timezone.now(), _agreement_or_404(acting, agreement_id)
    form = EndingForm(request.POST or None, today=vietnam_day(now))
    if form.is_bound and form.is_valid():
        on, reason = form.cleaned_data["ends_before"], form.cleaned_data["reason"]
        try:
            end_agreement(
                org_id=acting.org_id,
                agreement_id=agreement_id,
                ends_before=on,
                reason=reason,
                by=acting.person_id,
                now=now,
            )
            return redirect("members:agreement", acting.org_slug, agreement_id)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    given = {"agreement": facts, "form": form, "may_sign": True}
    return render(request, "members/agreement.html", given, status=422 if form.is_bound else 200)


@require_safe
@acts(may="members.read")
def print_agreement(request: HttpRequest, acting: Acting, agreement_id: UUID) -> HttpResponse:
    """Print one agreement as the paper 03-BH."""
    facts = _agreement_or_404(acting, agreement_id)
    paper = print_agreements(org_id=acting.org_id, agreements=[facts], made_at=timezone.now())
    return answer_with_pdf(name=f"03-BH-{facts.number}", paper=paper)


@require_safe
@acts(may="members.read")
def print_many(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Print up to a hundred agreements as one file, those that come after a place in the list."""
    words, cursor = request.GET.get("q", "")[:100], request.GET.get("cursor", "")
    paper = print_agreement_page(org_id=acting.org_id, words=words, cursor=cursor, made_at=timezone.now())
    if paper is None:
        raise Http404
    return answer_with_pdf(name="03-BH", paper=paper)


def _agreement_or_404(acting: Acting, agreement_id: UUID) -> AgreementFacts:
    try:
        return get_agreement(org_id=acting.org_id, agreement_id=agreement_id)
    except AgreementUnknown as unknown:
        raise Http404 from unknown
