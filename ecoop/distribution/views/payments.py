"""Pages of paying shares: the lists of a year, a new one, one with its lines, its papers and files."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.distribution.actions.confirm_payments import confirm_payments
from ecoop.distribution.actions.prepare_payments import prepare_payments
from ecoop.distribution.actions.undo_payments import return_payment, strike_payments
from ecoop.distribution.calc.transfers import VERSIONS
from ecoop.distribution.errors import PaymentListUnknown, PaymentUnknown
from ecoop.distribution.forms.payments import ConfirmationForm, PaymentListForm, PaymentUndoingForm
from ecoop.distribution.queries.payments import (
    LINES_SHOWN,
    ListFacts,
    PaymentLine,
    get_payment,
    get_payment_list,
    list_payment_lines,
    list_payment_lists,
)
from ecoop.distribution.queries.share_lines import get_shares_page
from ecoop.distribution.queries.share_papers import print_receipts, print_signing_list
from ecoop.distribution.queries.transfer_files import describe_bank_sheet, write_transfer_file
from ecoop.distribution.queries.withholding import list_open_questions
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.paper import answer_with_pdf
from ecoop.kernel.refusals import Refusal
from ecoop.kernel.sheets import answer_with_excel


@require_safe
@acts(may="distribution.read")
def show_payments(request: HttpRequest, acting: Acting, year: int) -> HttpResponse:
    """Show what of a year's shares is paid, waits and is open, and the lists that pay."""
    now = timezone.now()
    shown = {
        "year": year,
        "page": get_shares_page(org_id=acting.org_id, year=year, limit=0),
        "lists": list_payment_lists(org_id=acting.org_id, year=year),
        "warnings": list_open_questions(org_id=acting.org_id, day=vietnam_day(now)),
        "may_pay": acting.may("books.post"),
    }
    return render(request, "distribution/payments.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="books.post")
def prepare_list(request: HttpRequest, acting: Acting, year: int) -> HttpResponse:
    """Put members on a new list."""
    now = timezone.now()
    form = PaymentListForm(request.POST or None, org_id=acting.org_id, today=vietnam_day(now))
    if form.is_bound and form.is_valid():
        try:
            draft = form.draft(year=year)
            list_id = prepare_payments(org_id=acting.org_id, draft=draft, by=acting.person_id, now=now)
            return redirect("distribution:payment-list", acting.org_slug, list_id)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    shown = {"form": form, "year": year}
    return render(request, "distribution/payment_list_form.html", shown, status=422 if form.is_bound else 200)


@require_safe
@acts(may="distribution.read")
def show_payment_list(request: HttpRequest, acting: Acting, list_id: UUID) -> HttpResponse:
    """Show one list with its lines."""
    facts = _list_or_404(acting, list_id)
    cursor = request.GET.get("cursor", "")[:9]
    after = int(cursor) if cursor.isdecimal() else 0
    lines = list_payment_lines(org_id=acting.org_id, list_id=list_id, after=after, limit=LINES_SHOWN + 1)
    shown = {
        "list": facts,
        "lines": lines[:LINES_SHOWN],
        "next_cursor": lines[LINES_SHOWN - 1].position if len(lines) > LINES_SHOWN else "",
        "form": ConfirmationForm(initial={"paid_on": facts.pays_on}),
        "may_pay": acting.may("books.post"),
        "versions": VERSIONS,
    }
    return render(request, "distribution/payment_list.html", shown)


@require_POST
@acts(may="books.post")
def create_confirmation(request: HttpRequest, acting: Acting, list_id: UUID) -> HttpResponse:
    """Confirm the next lines of a list as paid; the page goes on by itself until none waits."""
    facts, form = _list_or_404(acting, list_id), ConfirmationForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say on which day the money was paid."))
        return redirect("distribution:payment-list", acting.org_slug, list_id)
    paid_on, now = form.cleaned_data["paid_on"], timezone.now()
    step = confirm_payments(org_id=acting.org_id, list_id=list_id, paid_on=paid_on, by=acting.person_id, now=now)
    if step.left:
        shown = {"list": facts, "step": step, "paid_on": paid_on, "done": facts.paid + step.paid}
        return render(request, "distribution/confirming.html", shown)
    messages.success(request, _("All lines of the list stand paid in the books."))
    return redirect("distribution:payment-list", acting.org_slug, list_id)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="books.post")
def undo_payment(request: HttpRequest, acting: Acting, payment_id: UUID) -> HttpResponse:
    """Strike a line off its list, or record that the bank sent the money back."""
    now, line = timezone.now(), _payment_or_404(acting, payment_id)
    form = PaymentUndoingForm(request.POST or None, initial={"on": vietnam_day(now)})
    if form.is_bound and form.is_valid():
        on, why = form.cleaned_data["on"], form.cleaned_data["reason"]
        asked = {"org_id": acting.org_id, "reason": why, "by": acting.person_id, "now": now}
        try:
            if line.state == "paid":
                return_payment(payment_id=payment_id, returned_on=on, **asked)
            else:
                strike_payments(payment_ids=[payment_id], struck_on=on, **asked)
            return redirect("distribution:payment-list", acting.org_slug, line.list_id)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    shown = {"form": form, "line": line}
    return render(request, "distribution/payment_undoing.html", shown, status=422 if form.is_bound else 200)


@require_safe
@acts(may="distribution.read")
def print_list(request: HttpRequest, acting: Acting, list_id: UUID) -> HttpResponse:
    """Print the list to sign."""
    facts, now = _list_or_404(acting, list_id), timezone.now()
    lines = list_payment_lines(org_id=acting.org_id, list_id=list_id, limit=None)
    paper = print_signing_list(org_id=acting.org_id, facts=facts, lines=lines, made_at=now)
    return answer_with_pdf(name=f"payments-{facts.year}-{facts.number}", paper=paper)


@require_safe
@acts(may="distribution.read")
def print_list_receipts(request: HttpRequest, acting: Acting, list_id: UUID) -> HttpResponse:
    """Print receipts for two hundred lines, those that come after a place."""
    facts, now = _list_or_404(acting, list_id), timezone.now()
    cursor = request.GET.get("cursor", "")[:9]
    after = int(cursor) if cursor.isdecimal() else 0
    lines = list_payment_lines(org_id=acting.org_id, list_id=list_id, after=after)
    paper = print_receipts(org_id=acting.org_id, facts=facts, lines=lines, made_at=now)
    return answer_with_pdf(name=f"receipts-{facts.year}-{facts.number}", paper=paper)


@require_safe
@acts(may="distribution.read")
def save_bank_sheet(request: HttpRequest, acting: Acting, list_id: UUID) -> HttpResponse:
    """Save a list as Excel for the bank."""
    facts = _list_or_404(acting, list_id)
    sheet = describe_bank_sheet(org_id=acting.org_id, list_id=list_id)
    return answer_with_excel(name=f"bank-list-{facts.year}-{facts.number}", sheets=[sheet])


@require_safe
@acts(may="distribution.read")
def save_transfer_file(request: HttpRequest, acting: Acting, list_id: UUID) -> HttpResponse:
    """Save a list as ISO 20022 for the bank, in the version that the bank takes."""
    facts, now = _list_or_404(acting, list_id), timezone.now()
    asked = request.GET.get("version", "")
    version = asked if asked in VERSIONS else VERSIONS[0]
    content = write_transfer_file(org_id=acting.org_id, list_id=list_id, version=version, made_at=now)
    answer = HttpResponse(content, content_type="application/xml")
    answer["Content-Disposition"] = f'attachment; filename="{version}-{facts.year}-{facts.number}.xml"'
    return answer


def _list_or_404(acting: Acting, list_id: UUID) -> ListFacts:
    try:
        return get_payment_list(org_id=acting.org_id, list_id=list_id)
    except PaymentListUnknown as unknown:
        raise Http404 from unknown


def _payment_or_404(acting: Acting, payment_id: UUID) -> PaymentLine:
    try:
        return get_payment(org_id=acting.org_id, payment_id=payment_id)
    except PaymentUnknown as unknown:
        raise Http404 from unknown
