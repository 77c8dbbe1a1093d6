"""Pages of a cooperative's statements: each form with its figures behind, the set with its states, its files."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.ledger.actions.reclassify import reclassify as move_balances
from ecoop.resolutions.queries import list_choices
from ecoop.taxes.actions.issue_statements import MATTER, approve_statements, file_statements
from ecoop.taxes.actions.keep_statements import name_signers, replace_set, write_note
from ecoop.taxes.calc.statement_sheets import StatementPeriod, read_period
from ecoop.taxes.errors import StatementNotFound, StatementsAreForCooperatives
from ecoop.taxes.forms.statements import (
    ApprovalForm,
    NoteForm,
    OfficeForm,
    ReclassificationForm,
    ReplacementForm,
    SignersForm,
)
from ecoop.taxes.queries.statement_files import make_file
from ecoop.taxes.queries.statement_pages import get_set_page, get_statement_page, get_statement_row
from ecoop.taxes.queries.statement_sets import find_set

KINDS = ("cooperative", "union")
DAY = timedelta(days=1)


@require_safe
@acts(may="tax.read")
def show_this_year(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Lead to the statements of the year that runs."""
    return redirect("taxes:statement-set", slug=acting.org_slug, period=str(vietnam_day(timezone.now()).year))


@require_safe
@acts(may="tax.read")
def show_set(request: HttpRequest, acting: Acting, period: str) -> HttpResponse:
    """Show the set of a period: where it stands, by when it is due, who signs, what changed since."""
    return _render_set(request, acting, _read(acting, period))


@require_safe
@acts(may="tax.read")
def show_statement(request: HttpRequest, acting: Acting, period: str, form: str) -> HttpResponse:
    """Show one statement, each figure with what is behind it."""
    try:
        page = get_statement_page(org_id=acting.org_id, period=_read(acting, period), form=form)
    except StatementNotFound:
        raise Http404 from None
    section = request.GET.get("section", "")
    texts = page.facts.texts if page.facts else {}
    shown = {"page": page, "sheet": page.sheet, "form_name": form, "section": section}
    shown |= {"may_write": acting.may("tax.file"), "may_post": acting.may("books.post")}
    shown["note_form"] = NoteForm(initial={"section": section, "text": texts.get(section, "")})
    return render(request, "taxes/statement.html", shown)


@require_safe
@acts(may="tax.read")
def show_line(request: HttpRequest, acting: Acting, period: str, form: str, code: str) -> HttpResponse:
    """Show the accounts and lines behind a figure."""
    span = _read(acting, period)
    try:
        sheet, row = get_statement_row(org_id=acting.org_id, period=span, form=form, code=code)
    except StatementNotFound:
        raise Http404 from None
    shown = {"sheet": sheet, "row": row, "period": span, "form_name": form}
    shown["until_on"] = (span.ends_before - DAY).isoformat()
    return render(request, "taxes/statement_line.html", shown)


@require_safe
@acts(may="tax.read")
def download(request: HttpRequest, acting: Acting, period: str, form: str, kind: str) -> HttpResponse:
    """Hand out a statement, or the whole set, as PDF, Excel or XML."""
    span = _read(acting, period)
    try:
        file = make_file(org_id=acting.org_id, form=form, kind=kind, period=span, made_at=timezone.now())
    except StatementNotFound:
        raise Http404 from None
    answer = HttpResponse(file.content, content_type=file.content_type)
    how = "inline" if kind == "paper" else "attachment"
    answer["Content-Disposition"] = f'{how}; filename="{file.name}"'
    return answer


@require_POST
@acts(may="tax.file")
def create_signers(request: HttpRequest, acting: Acting, period: str) -> HttpResponse:
    """Name who signs."""
    form, span = SignersForm(request.POST), _read(acting, period)
    if not form.is_valid():
        return _render_set(request, acting, span, signers_form=form)
    name_signers(period=span, signers=form.signers, **_act(acting))
    messages.success(request, _("The signers are recorded."))
    return redirect("taxes:statement-set", slug=acting.org_slug, period=period)


@require_POST
@acts(may="tax.file")
def create_note(request: HttpRequest, acting: Acting, period: str) -> HttpResponse:
    """Write under a section of the notes."""
    form, span = NoteForm(request.POST), _read(acting, period)
    if form.is_valid():
        write_note(period=span, **form.cleaned_data, **_act(acting))
        messages.success(request, _("The note is recorded."))
    return redirect("taxes:statement", slug=acting.org_slug, period=period, form="b09")


@require_POST
@acts(may="tax.file")
def create_filing(request: HttpRequest, acting: Acting, period: str) -> HttpResponse:
    """Record that the set went out."""
    form, span = OfficeForm(request.POST), _read(acting, period)
    if not form.is_valid():
        return _render_set(request, acting, span, filing_form=form)
    file_statements(period=span, **form.cleaned_data, **_act(acting))
    messages.success(request, _("The filing is recorded; its figures are kept."))
    return redirect("taxes:statement-set", slug=acting.org_slug, period=period)


@require_POST
@acts(may="tax.file")
def create_approval(request: HttpRequest, acting: Acting, period: str) -> HttpResponse:
    """Record that the general meeting approved the set."""
    span = _read(acting, period)
    form = _approval_form(acting, span, request.POST)
    # Without one of the resolutions that wait, the action says what is missing.
    chosen = form.cleaned_data["resolution"] if form.is_valid() else None
    approve_statements(period=span, resolution_id=chosen, **_act(acting))
    messages.success(request, _("The approval is recorded."))
    return redirect("taxes:statement-set", slug=acting.org_slug, period=period)


@require_POST
@acts(may="tax.file")
def create_replacement(request: HttpRequest, acting: Acting, period: str) -> HttpResponse:
    """Begin another set beside one that went out."""
    form, span = ReplacementForm(request.POST), _read(acting, period)
    if not form.is_valid():
        return _render_set(request, acting, span, replacement_form=form)
    replace_set(period=span, reason=form.cleaned_data["reason"], **_act(acting))
    messages.success(request, _("A new set is begun; the one that went out stays as it was."))
    return redirect("taxes:statement-set", slug=acting.org_slug, period=period)


@require_POST
@acts(may="books.post")
def create_reclassification(request: HttpRequest, acting: Acting, period: str) -> HttpResponse:
    """Move an account's balance to where the statements list it."""
    form, span = ReclassificationForm(request.POST), _read(acting, period)
    if not form.is_valid():
        raise Http404
    account = form.cleaned_data["account"]
    move_balances(account=account, starts_on=span.starts_on, ends_before=span.ends_before, **_act(acting))
    messages.success(request, _("The balance is moved by an adjusting entry."))
    return redirect("taxes:statement", slug=acting.org_slug, period=period, form="b01")


def _approval_form(acting: Acting, period: StatementPeriod, data: Any = None) -> ApprovalForm:
    said = {"year": period.starts_on.year}
    return ApprovalForm(data, choices=list_choices(org_id=acting.org_id, matter=MATTER, says=said))


def _render_set(request: HttpRequest, acting: Acting, period: StatementPeriod, **forms: Any) -> HttpResponse:
    page = get_set_page(org_id=acting.org_id, period=period)
    kept = find_set(org_id=acting.org_id, period=period.name)
    usual = {
        "signers_form": SignersForm(initial=vars(kept.signers) if kept else {}),
        "filing_form": OfficeForm(),
        "approval_form": _approval_form(acting, period),
        "replacement_form": ReplacementForm(),
    }
    shown = {
        "page": page,
        "facts": page.facts,
        "matter": MATTER,
        "may_file": acting.may("tax.file"),
        "may_post": acting.may("books.post"),
    }
    years = (str(period.year - 1), str(period.year + 1))
    return render(
        request, "taxes/statement_set.html", {**shown, **usual, **forms, "years": years}, status=422 if forms else 200
    )


def _read(acting: Acting, period: str) -> StatementPeriod:
    if acting.org_kind not in KINDS:
        raise StatementsAreForCooperatives(name=acting.org_name)
    try:
        return read_period(text=period)
    except StatementNotFound:
        raise Http404 from None


def _act(acting: Acting) -> dict[str, Any]:
    return {"org_id": acting.org_id, "by": acting.person_id, "now": timezone.now()}
