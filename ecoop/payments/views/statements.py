"""Pages of bank statements: hand one in, look at it, keep it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.originals import hand_out_as
from ecoop.kernel.refusals import Refusal
from ecoop.payments.actions.keep_statement import keep_statement, keep_statement_file
from ecoop.payments.errors import BankStatementNotFound
from ecoop.payments.forms import StatementForm
from ecoop.payments.queries.connections import get_original, get_statement_file, list_statement_files
from ecoop.payments.queries.reading import BYTES_MAX

_SHOWN_ENTRIES = 200


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.record")
def show_statements(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the statements that were handed in; a POST hands one in and goes on to look at it."""
    form = StatementForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["file"]
        data = given.read(BYTES_MAX + 1)
        act: dict[str, Any] = {"org_id": acting.org_id, "by": acting.person_id, "now": timezone.now()}
        try:
            file_id, _read = keep_statement_file(file_id=form.cleaned_data["id"], name=given.name, data=data, **act)
            return redirect("payments:statement", slug=acting.org_slug, file_id=file_id)
        except Refusal as refusal:
            form.add_error("file", str(refusal))
    status = 422 if form.is_bound and form.errors else 200
    files = list_statement_files(org_id=acting.org_id)
    return render(request, "payments/statements.html", {"form": form, "files": files}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.record")
def show_statement(request: HttpRequest, acting: Acting, file_id: UUID) -> HttpResponse:
    """Show what a file says before it is kept; a POST keeps its lines."""
    try:
        page = get_statement_file(org_id=acting.org_id, file_id=file_id, now=timezone.now())
    except BankStatementNotFound:
        raise Http404 from None
    if request.method == "POST":
        step = keep_statement(org_id=acting.org_id, file_id=file_id, by=acting.person_id, now=timezone.now())
        counts = {name: step.count(name) for name in ("new", "merged", "known", "refused")}
        said = _("{new} new lines, {merged} told before by a notice, {known} known, {refused} refused.")
        messages.success(request, said.format(**counts))
        if step.left:
            return redirect("payments:statement", slug=acting.org_slug, file_id=file_id)
        return redirect("payments:lines", slug=acting.org_slug)
    shown = [(each, each.entries[:_SHOWN_ENTRIES]) for each in page.read.statements]
    return render(request, "payments/statement.html", {"page": page, "shown": shown})


@require_safe
@acts(may="documents.record")
def download(request: HttpRequest, acting: Acting, file_id: UUID) -> HttpResponse:
    """Hand the file out as the bank wrote it."""
    try:
        content = get_original(org_id=acting.org_id, file_id=file_id)
    except BankStatementNotFound:
        raise Http404 from None
    return hand_out_as(filename="statement.bin", media_type="application/octet-stream", content=content)
