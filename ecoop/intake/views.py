"""Pages of lists: hand one in, say which column is what, watch it come in, mend what was refused."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.intake.actions.receive_file import receive_file
from ecoop.intake.actions.run_step import run_step
from ecoop.intake.actions.start_import import start_import
from ecoop.intake.calc import KINDS, ListKind, draft_template
from ecoop.intake.errors import ListNotFound
from ecoop.intake.forms import MappingForm, SheetForm, UploadForm
from ecoop.intake.queries import (
    ImportFacts,
    draft_refused_sheet,
    get_content,
    get_file,
    get_import,
    list_imports,
    list_refused,
    look_at_list,
)
from ecoop.kernel.refusals import Refusal
from ecoop.kernel.sheets import BYTES_MAX, answer_with_excel

_SHOWN_REFUSED = 100


@require_safe
@acts(may="documents.record")
def show_lists(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the kinds of lists that can be brought in, and those that were."""
    page = list_imports(org_id=acting.org_id, cursor=request.GET.get("cursor", ""))
    return render(request, "intake/lists.html", {"kinds": _kinds_for(acting), "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.record")
def upload(request: HttpRequest, acting: Acting, kind: str) -> HttpResponse:
    """Take a list in and go on to its columns."""
    known = _kind_or_404(acting, kind)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["file"]
        data = given.read(BYTES_MAX + 1)
        try:
            file_id = receive_file(
                org_id=acting.org_id, name=given.name, data=data, by=acting.person_id, now=timezone.now()
            )
            return redirect("intake:columns", slug=acting.org_slug, kind=kind, file_id=file_id)
        except Refusal as refusal:
            form.add_error("file", str(refusal))
    status = 422 if form.is_bound and form.errors else 200
    shown = {"kind": known, "form": form, "crumbs": _crumbs(acting, known)}
    return render(request, "intake/upload.html", shown, status=status)


@require_safe
@acts(may="documents.record")
def download_template(request: HttpRequest, acting: Acting, kind: str) -> HttpResponse:
    """Hand out the empty list of a kind, with examples and notes."""
    known = _kind_or_404(acting, kind)
    return answer_with_excel(name=f"ecoop-{known.name}", sheets=draft_template(kind=known))


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.record")
def choose_columns(request: HttpRequest, acting: Acting, kind: str, file_id: UUID) -> HttpResponse:
    """Show how the list would be read, let a person correct it, and start to bring it in."""
    known = _kind_or_404(acting, kind)
    try:
        look = look_at_list(org_id=acting.org_id, file_id=file_id, kind=known, **_asked_sheet(request))
    except ListNotFound:
        raise Http404 from None
    form = MappingForm(request.POST or None, look=look)
    is_start = request.method == "POST" and request.POST.get("act") == "import"
    if is_start and form.is_valid():
        started = start_import(
            org_id=acting.org_id, file_id=file_id, kind=kind, sheet=look.sheet, header=look.header,
            columns=form.columns, by=acting.person_id, now=timezone.now(),
        )  # fmt: skip
        return redirect("intake:import", slug=acting.org_slug, import_id=started)
    preview = look.preview(form.columns) if not form.is_bound or form.is_valid() else None
    shown = {"look": look, "form": form, "preview": preview, "sheet_form": SheetForm(look=look), "kind": known}
    status = 422 if is_start else 200
    return render(request, "intake/columns.html", {**shown, "crumbs": _crumbs(acting, known)}, status=status)


@require_safe
@acts(may="documents.record")
def show_import(request: HttpRequest, acting: Acting, import_id: UUID) -> HttpResponse:
    """Show how far an import has come, and what was refused."""
    return render(request, "intake/import.html", _import_shown(acting, _import_or_404(acting, import_id)))


@require_POST
@acts(may="documents.record")
def go_on(request: HttpRequest, acting: Acting, import_id: UUID) -> HttpResponse:
    """Do the next step of an import."""
    try:
        facts = run_step(org_id=acting.org_id, import_id=import_id, by=acting.person_id, now=timezone.now())
    except ListNotFound:
        raise Http404 from None
    if request.headers.get("HX-Request"):
        return render(request, "intake/import.html", _import_shown(acting, facts))
    return redirect("intake:import", slug=acting.org_slug, import_id=import_id)


@require_safe
@acts(may="documents.record")
def download_refused(request: HttpRequest, acting: Acting, import_id: UUID) -> HttpResponse:
    """Hand out the refused rows as they came, with what is wrong beside each."""
    facts = _import_or_404(acting, import_id)
    sheet = draft_refused_sheet(org_id=acting.org_id, facts=facts)
    return answer_with_excel(name=f"ecoop-{facts.kind}-{_('to-mend')}", sheets=[sheet])


@require_safe
@acts(may="documents.record")
def download_original(request: HttpRequest, acting: Acting, file_id: UUID) -> HttpResponse:
    """Hand out the original bytes; they are a stranger's, so the browser saves and never shows them."""
    try:
        file = get_file(org_id=acting.org_id, file_id=file_id)
    except ListNotFound:
        raise Http404 from None
    content = get_content(org_id=acting.org_id, file_id=file_id)
    response = HttpResponse(content, content_type="application/octet-stream")
    ending = file.name.rpartition(".")[2].lower()
    ending = ending if ending.isalnum() and len(ending) < 5 else "bin"
    response["Content-Disposition"] = f'attachment; filename="{file_id}.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _kinds_for(acting: Acting) -> list[ListKind]:
    return [kind for kind in KINDS.values() if acting.org_kind in kind.org_kinds]


def _kind_or_404(acting: Acting, name: str) -> ListKind:
    known = KINDS.get(name)
    if known is None or acting.org_kind not in known.org_kinds:
        raise Http404
    return known


def _import_or_404(acting: Acting, import_id: UUID) -> ImportFacts:
    try:
        return get_import(org_id=acting.org_id, import_id=import_id)
    except ListNotFound:
        raise Http404 from None


def _asked_sheet(request: HttpRequest) -> dict[str, int | None]:
    """Read which sheet and which row of names a person wants, if they say so."""
    given = request.POST or request.GET
    wanted = {"sheet": given.get("sheet", ""), "header_row": given.get("header", "")}
    return {name: int(text) if text.isdecimal() and len(text) < 7 else None for name, text in wanted.items()}


def _crumbs(acting: Acting, kind: ListKind) -> list[tuple[Any, str | None]]:
    return [(_("Lists from Excel"), f"/o/{acting.org_slug}/lists/"), (kind.label, None)]


def _import_shown(acting: Acting, facts: ImportFacts) -> dict[str, Any]:
    refused = list_refused(org_id=acting.org_id, import_id=facts.id, limit=_SHOWN_REFUSED) if facts.is_done else []
    kind = KINDS[facts.kind]
    return {"facts": facts, "kind": kind, "refused": refused, "crumbs": _crumbs(acting, kind)}
