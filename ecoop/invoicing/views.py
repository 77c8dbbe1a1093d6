"""Pages of imported invoices."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.invoicing.actions.book_invoices import book_invoices
from ecoop.invoicing.actions.book_next import book_next
from ecoop.invoicing.actions.import_invoices import IncomingFile, import_invoices
from ecoop.invoicing.actions.remember_choices import remember_choices
from ecoop.invoicing.calc import bytes_worth_reading
from ecoop.invoicing.errors import InvoiceNotFound
from ecoop.invoicing.forms import BookingForm, ImportForm, choices_of, formset_of
from ecoop.invoicing.queries import (
    InvoiceRow,
    get_booking_plan,
    get_file,
    get_invoice,
    list_invoices,
    stream_invoices,
)
from ecoop.kernel.sheets import Column, SheetDraft, answer_with_excel


@require_safe
@acts(may="documents.read")
def show_invoices(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the imported invoices, newest first."""
    only, words = _asked(request)
    page = list_invoices(org_id=acting.org_id, cursor=request.GET.get("cursor", ""), only=only, words=words)
    filters = [
        ("", _("All")),
        ("unbooked", _("Not in the books yet")),
        ("sold", _("Sold by us")),
        ("bought", _("Bought by us")),
        ("noticed", _("To look at")),
        ("broken", _("Signature broken")),
        ("strangers", _("Not ours")),
    ]
    given = {"page": page, "only": only, "words": words, "filters": filters}
    return render(request, "invoicing/invoices.html", {**given, "may_import": acting.may("invoices.import")})


@require_safe
@acts(may="documents.read")
def download_list(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Hand out the list as Excel, narrowed down as the page is."""
    only, words = _asked(request)
    rows = stream_invoices(org_id=acting.org_id, only=only, words=words)
    return answer_with_excel(name=_("e-invoices"), sheets=[_sheet(rows)])


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="invoices.import")
def import_files(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Take files in and show row by row what became of each; a script hands them in by and by and wants the rows."""
    form = ImportForm(request.POST or None, request.FILES or None)
    outcomes: list[Any] = []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["invoices"]
        files = [IncomingFile(file.name, file.read(bytes_worth_reading(name=file.name))) for file in given]
        outcomes = import_invoices(org_id=acting.org_id, files=files, by=acting.person_id, now=timezone.now())
    status = 422 if form.is_bound and form.errors else 200
    shown = {"form": form, "outcomes": outcomes, "imported": sum(each.status == "imported" for each in outcomes)}
    wants_rows = request.headers.get("X-Step") == "rows" and status == 200 and request.method == "POST"
    page = "invoicing/import_rows.html" if wants_rows else "invoicing/import.html"
    return render(request, page, shown, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="invoices.import")
def choose_bookings(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Ask once what each product and each seller is; remember it, and lead on to the first step of booking."""
    formset = formset_of(None, acting.org_kind, request.POST) if request.method == "POST" else None
    if formset is not None and formset.is_valid():
        choices = choices_of(formset)
        remember_choices(org_id=acting.org_id, choices=choices, by=acting.person_id, now=timezone.now())
        return render(request, "invoicing/booking_steps.html", {"step": None, "after": "", "booked": 0, "refused": 0})
    plan = get_booking_plan(org_id=acting.org_id)
    formset = formset_of(plan, acting.org_kind)
    forms = iter(formset)
    asked = [(each, form) for each, form in zip((*plan.sold, *plan.bought), forms, strict=True)]
    given = {"plan": plan, "formset": formset, "sold": asked[: len(plan.sold)], "bought": asked[len(plan.sold) :]}
    return render(request, "invoicing/bookings.html", given, status=422 if request.method == "POST" else 200)


@require_POST
@acts(may="invoices.import")
def book_step(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Book the next hundred invoices; the page goes on by itself until none is left."""
    after = request.POST.get("after", "")
    step = book_next(org_id=acting.org_id, after=after, by=acting.person_id, now=timezone.now())
    booked = _count(request, "booked") + step.booked
    refused = _count(request, "refused") + len(step.rows) - step.booked
    done = booked + refused
    given = {"step": step, "after": step.after, "booked": booked, "refused": refused}
    page = "invoicing/booking_step.html" if request.headers.get("HX-Request") else "invoicing/booking_steps.html"
    return render(request, page, {**given, "done": done, "whole": done + step.left})


@require_POST
@acts(may="invoices.import")
def book_one(request: HttpRequest, acting: Acting, invoice_id: UUID) -> HttpResponse:
    """Book one invoice as the form says, and lead back to it."""
    facts = _found(acting, invoice_id)
    form = BookingForm.for_side(facts.row.side, acting.org_kind, request.POST)
    if form.is_valid():
        (outcome,) = book_invoices(
            org_id=acting.org_id, invoice_ids=[invoice_id], by=acting.person_id, now=timezone.now(), **form.cleaned_data
        )
        if outcome.refusal is not None:
            raise outcome.refusal
    return redirect("invoicing:invoice", slug=acting.org_slug, invoice_id=invoice_id)


@require_safe
@acts(may="documents.read")
def show_invoice(request: HttpRequest, acting: Acting, invoice_id: UUID) -> HttpResponse:
    """Show one invoice: as read, what was noticed, and what became of it."""
    facts = _found(acting, invoice_id)
    form = BookingForm.for_side(facts.row.side, acting.org_kind)
    given = {"facts": facts, "form": form, "may_book": acting.may("invoices.import")}
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


def _asked(request: HttpRequest) -> tuple[str, str]:
    return request.GET.get("only", ""), request.GET.get("q", "").strip()[:100]


def _found(acting: Acting, invoice_id: UUID) -> Any:
    try:
        return get_invoice(org_id=acting.org_id, invoice_id=invoice_id)
    except InvoiceNotFound:
        raise Http404 from None


def _count(request: HttpRequest, name: str) -> int:
    given = request.POST.get(name, "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 8 else 0


def _sheet(rows: Iterable[InvoiceRow]) -> SheetDraft:
    sides = {"sold": _("Sold by us"), "bought": _("Bought by us"), "none": _("Not ours")}
    columns = [
        Column(_("Day"), kind="day"),
        Column(_("Invoice")),
        Column(_("Side")),
        Column(_("Seller's tax code")),
        Column(_("Seller"), width=40),
        Column(_("Buyer's tax code")),
        Column(_("Buyer"), width=40),
        Column(_("Before tax"), kind="number"),
        Column(_("VAT"), kind="number"),
        Column(_("To pay"), kind="number"),
        Column(_("Currency")),
        Column(_("In the books")),
        Column(_("Things to look at"), kind="number"),
    ]
    values = (
        (
            row.issued_on,
            row.label,
            sides[row.side],
            row.seller_tax_code,
            row.seller_name,
            row.buyer_tax_code,
            row.buyer_name,
            row.net,
            row.vat,
            row.gross,
            row.currency,
            _("yes") if row.is_booked else _("no"),
            row.problems,
        )
        for row in rows
    )
    return SheetDraft(_("E-invoices"), columns=columns, rows=values)
