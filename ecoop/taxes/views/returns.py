"""Pages of returns: those of a year, one as the form looks, its filing and its correction, its file and its paper."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.paper import answer_with_pdf, typeset
from ecoop.kernel.refusals import Refusal
from ecoop.taxes.actions.correct_return import correct_return
from ecoop.taxes.actions.prepare_return import prepare_return
from ecoop.taxes.actions.record_filing import record_filing
from ecoop.taxes.errors import RETURN_STATES, BookIsForHouseholds, InputNotUnderstood, ReturnNotFound
from ecoop.taxes.forms.returns import CorrectionForm, FiledForm, PreparationForm
from ecoop.taxes.queries.cooperative_duties import COOPERATIVES
from ecoop.taxes.queries.return_pages import get_return_file, get_return_page, get_return_paper
from ecoop.taxes.queries.returns import get_return, get_return_year
from ecoop.taxes.views.year import must_be_a_year


@require_safe
@acts(may="tax.read")
def show_returns(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the returns of a year: due, prepared, filed, late."""
    if acting.org_kind not in ("household", *COOPERATIVES):
        raise BookIsForHouseholds(name=acting.org_name)
    today = vietnam_day(timezone.now())
    given = request.GET.get("year", "")
    year = int(given) if given.isdecimal() and len(given) == 4 else today.year
    must_be_a_year(year)
    returns = get_return_year(org_id=acting.org_id, year=year, today=today)
    lines = [(line, *RETURN_STATES[line.state]) for line in returns.lines]
    facts = {"returns": returns, "lines": lines, "year": year, "years": (year - 1, year + 1)}
    facts |= {"is_cooperative": acting.org_kind in COOPERATIVES, "may_file": acting.may("tax.file")}
    return render(request, "taxes/returns_year.html", facts)


@require_POST
@acts(may="tax.file")
def prepare(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Prepare a return from the documents as they are now."""
    form, now = PreparationForm(request.POST), timezone.now()
    if not form.is_valid():
        raise InputNotUnderstood(place="period", why=_("a form and a period are expected"))
    known_on, asked = vietnam_day(now), form.cleaned_data
    kept = prepare_return(org_id=acting.org_id, known_on=known_on, by=acting.person_id, now=now, **asked)
    messages.success(request, _("The return is prepared. Look it through before you file it."))
    return redirect("taxes:return", slug=acting.org_slug, return_id=kept.id)


@require_safe
@acts(may="tax.read")
def show_return(request: HttpRequest, acting: Acting, return_id: UUID) -> HttpResponse:
    """Show a return as the form looks, and beside it what would come out today."""
    with _not_found():
        page = get_return_page(org_id=acting.org_id, return_id=return_id, today=vietnam_day(timezone.now()))
    given = {"page": page, "kept": page.beside.kept, "may_file": acting.may("tax.file")}
    given["may_post"] = acting.may("books.post")
    return render(request, "taxes/return.html", given)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="tax.file")
def file_return(request: HttpRequest, acting: Acting, return_id: UUID) -> HttpResponse:
    """Ask when and how a return was filed, and record it."""
    now = timezone.now()
    form = FiledForm(request.POST or None, initial={"filed_on": vietnam_day(now)})
    with _not_found():
        kept = get_return(org_id=acting.org_id, return_id=return_id)
    if request.method == "POST" and form.is_valid():
        try:
            record_filing(org_id=acting.org_id, return_id=kept.id, by=acting.person_id, now=now, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The filing is recorded; the return is closed."))
            return redirect("taxes:return", slug=acting.org_slug, return_id=kept.id)
    return render(
        request, "taxes/return_filing.html", {"form": form, "kept": kept}, status=422 if form.is_bound else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="tax.file")
def correct(request: HttpRequest, acting: Acting, return_id: UUID) -> HttpResponse:
    """Ask why a filed return is wrong, and make its correction."""
    now = timezone.now()
    form = CorrectionForm(request.POST or None)
    with _not_found():
        kept = get_return(org_id=acting.org_id, return_id=return_id)
    asked: dict[str, Any] = {"org_id": acting.org_id, "return_id": kept.id, "by": acting.person_id, "now": now}
    if request.method == "POST" and form.is_valid():
        try:
            mended = correct_return(known_on=vietnam_day(now), **form.cleaned_data, **asked)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The correction is prepared. Look it through before you file it."))
            return redirect("taxes:return", slug=acting.org_slug, return_id=mended.id)
    return render(
        request, "taxes/return_correction.html", {"form": form, "kept": kept}, status=422 if form.is_bound else 200
    )


@require_safe
@acts(may="tax.read")
def download_file(request: HttpRequest, acting: Acting, return_id: UUID) -> HttpResponse:
    """Hand out the electronic file of a return."""
    with _not_found():
        file = get_return_file(org_id=acting.org_id, return_id=return_id)
    answer = HttpResponse(file.content, content_type="application/xml")
    answer["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return answer


@require_safe
@acts(may="tax.read")
def print_return(request: HttpRequest, acting: Acting, return_id: UUID) -> HttpResponse:
    """Hand out a return as PDF, after the official form."""
    with _not_found():
        kept = get_return(org_id=acting.org_id, return_id=return_id)
    data = get_return_paper(org_id=acting.org_id, return_id=return_id)
    paper = typeset(template="taxes/return.typ", data=data, made_at=kept.computed_at)
    return answer_with_pdf(name=data["name"], paper=paper)


@contextmanager
def _not_found() -> Iterator[None]:
    """Answer "not found" where a return is none of this household's."""
    try:
        yield
    except ReturnNotFound:
        raise Http404 from None
