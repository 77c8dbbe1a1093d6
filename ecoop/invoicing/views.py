"""Pages of imported invoices."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.invoicing.actions.book_invoices import book_invoices
from ecoop.invoicing.actions.import_invoices import IncomingFile, import_invoices
from ecoop.invoicing.calc import bytes_worth_reading
from ecoop.invoicing.errors import InvoiceNotFound
from ecoop.invoicing.forms import BookingForm, ImportForm
from ecoop.invoicing.queries import get_file, get_invoice, list_invoices, list_unbooked_ids
from ecoop.trade.errors import PURCHASES, SECTORS

BOOKED_AT_ONCE = 500


@require_safe
@acts(may="documents.read")
def show_invoices(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the imported invoices, newest first."""
    only = request.GET.get("only", "")
    page = list_invoices(org_id=acting.org_id, cursor=request.GET.get("cursor", ""), only=only)
    given = {"page": page, "only": only, "form": BookingForm(), "may_import": acting.may("invoices.import")}
    return render(request, "invoicing/invoices.html", given)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="invoices.import")
def import_files(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Take files in and show row by row what became of each."""
    form = ImportForm(request.POST or None, request.FILES or None)
    outcomes: list[Any] = []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["invoices"]
        files = [IncomingFile(file.name, file.read(bytes_worth_reading(name=file.name))) for file in given]
        outcomes = import_invoices(org_id=acting.org_id, files=files, by=acting.person_id, now=timezone.now())
    status = 422 if form.is_bound and form.errors else 200
    shown = {"form": form, "outcomes": outcomes, "imported": sum(each.status == "imported" for each in outcomes)}
    return render(request, "invoicing/import.html", shown, status=status)


@require_POST
@acts(may="invoices.import")
def book(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Book the chosen invoices, or every one that is in no book yet, and show what became of each."""
    form = BookingForm(request.POST)
    if not form.is_valid():
        return redirect("invoicing:invoices", slug=acting.org_slug)
    try:
        ids = [UUID(given) for given in request.POST.getlist("invoice")]
    except ValueError:
        raise Http404 from None
    ids = ids or list_unbooked_ids(org_id=acting.org_id, limit=BOOKED_AT_ONCE)
    outcomes = book_invoices(
        org_id=acting.org_id, invoice_ids=ids, by=acting.person_id, now=timezone.now(), **form.cleaned_data
    )
    if len(outcomes) == 1 and outcomes[0].refusal is None:
        return redirect("invoicing:invoice", slug=acting.org_slug, invoice_id=ids[0])
    booked = sum(each.refusal is None for each in outcomes)
    return render(request, "invoicing/booked.html", {"outcomes": outcomes, "booked": booked})


@require_safe
@acts(may="documents.read")
def show_invoice(request: HttpRequest, acting: Acting, invoice_id: UUID) -> HttpResponse:
    """Show one invoice: as read, what was noticed, and what became of it."""
    try:
        facts = get_invoice(org_id=acting.org_id, invoice_id=invoice_id)
    except InvoiceNotFound:
        raise Http404 from None
    choices = {"sectors": SECTORS.items(), "purchases": PURCHASES.items()}
    given = {"facts": facts, "form": BookingForm(), "may_book": acting.may("invoices.import"), **choices}
    return render(request, "invoicing/invoice.html", given)


@require_safe
@acts(may="documents.read")
def download_file(request: HttpRequest, acting: Acting, invoice_id: UUID) -> HttpResponse:
    """Hand out the original bytes; they are a stranger's, so the browser saves and never shows them."""
    try:
        file = get_file(org_id=acting.org_id, invoice_id=invoice_id)
    except InvoiceNotFound:
        raise Http404 from None
    response = HttpResponse(file.content, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{invoice_id}.xml"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
