"""Vouchers on paper: one, a month in volumes, a count of the cash box, a list of payments, an empty timesheet."""

from datetime import date
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.paper import answer_with_pdf
from ecoop.lawbook import queries as lawbook
from ecoop.vouchers.errors import NothingToPrint, VoucherNotFound
from ecoop.vouchers.forms import VoucherListForm
from ecoop.vouchers.queries import get_cash_count, get_office
from ecoop.vouchers.queries.papers import (
    open_month_of_papers,
    print_cash_count,
    print_payments,
    print_timesheet,
    print_vouchers,
)


@require_safe
@acts(may="documents.read")
def print_voucher(request: HttpRequest, acting: Acting, voucher_id: UUID) -> HttpResponse:
    """Hand out a voucher on its form, or on another form that goes with it."""
    now = timezone.now()
    office = get_office(law=lawbook.on(vietnam_day(now)))
    form = request.GET.get("form", "")
    if form and form not in office.papers:
        raise Http404
    try:
        paper = print_vouchers(org_id=acting.org_id, voucher_ids=[voucher_id], paper=form, made_at=now)
    except NothingToPrint:
        raise Http404 from None
    return answer_with_pdf(name=f"voucher-{voucher_id}", paper=paper)


@require_safe
@acts(may="documents.read")
def print_list(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """Hand out all vouchers that the list asks for: one PDF, or volumes in a zip."""
    now = timezone.now()
    office = get_office(law=lawbook.on(vietnam_day(now)))
    wanted = VoucherListForm(request.GET, office=office, org_id=acting.org_id).wanted
    name = f"vouchers-{wanted.starts_on:%Y-%m}" if wanted.starts_on else "vouchers"
    paper = open_month_of_papers(org_id=acting.org_id, office=office, wanted=wanted, name=name, made_at=now)
    return FileResponse(paper.file, filename=paper.name, content_type=paper.content_type)


@require_safe
@acts(may="documents.read")
def print_list_of_payments(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Hand out the list of payments (09-TT) of what the list asks for."""
    now = timezone.now()
    office = get_office(law=lawbook.on(vietnam_day(now)))
    form = VoucherListForm(request.GET, office=office, org_id=acting.org_id)
    subject = request.GET.get("q", "")[:100]
    paper = print_payments(org_id=acting.org_id, office=office, wanted=form.wanted, made_at=now, subject=subject)
    return answer_with_pdf(name="09-TT", paper=paper)


@require_safe
@acts(may="documents.read")
def print_count(request: HttpRequest, acting: Acting, count_id: UUID) -> HttpResponse:
    """Hand out a count of the cash box on its form, 08a-TT."""
    try:
        count = get_cash_count(org_id=acting.org_id, count_id=count_id)
    except VoucherNotFound:
        raise Http404 from None
    paper = print_cash_count(org_id=acting.org_id, count=count, made_at=timezone.now())
    return answer_with_pdf(name=f"08a-TT-{count.number}", paper=paper)


@require_safe
@acts(may="documents.read")
def print_empty_timesheet(request: HttpRequest, acting: Acting, month: str) -> HttpResponse:
    """Hand out an empty timesheet of a month with the names of the workers, form 01a-LĐTL."""
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        raise Http404 from None
    paper = print_timesheet(org_id=acting.org_id, month=first, made_at=timezone.now())
    return answer_with_pdf(name=f"01a-LDTL-{month}", paper=paper)
