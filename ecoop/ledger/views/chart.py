"""Pages of what accountants add to the books: detail accounts, corrections of earlier years."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.refusals import Refusal
from ecoop.ledger.actions.add_accounts import add_detail_account
from ecoop.ledger.actions.correct_earlier_year import correct_earlier_year
from ecoop.ledger.errors import AccountUnknown
from ecoop.ledger.forms import DetailForm, EarlierYearForm, lines_of, postings_of
from ecoop.ledger.queries import get_account_with_details, list_accounts
from ecoop.ledger.queries.corrections import list_prior_year_corrections


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="books.post")
def add_detail(request: HttpRequest, acting: Acting, code: str) -> HttpResponse:
    """Add a detail account below an account."""
    try:
        account, codes = get_account_with_details(org_id=acting.org_id, code=code)
    except AccountUnknown:
        raise Http404 from None
    form = DetailForm(request.POST or None, initial={"code": f"{code}.{len(codes):02}"})
    if request.method == "POST" and form.is_valid():
        try:
            add_detail_account(
                org_id=acting.org_id, parent=code, by=acting.person_id, now=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Recorded."))
            return redirect("ledger:accounts", slug=acting.org_slug)
    shown = {"form": form, "account": account}
    return render(request, "ledger/detail.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="books.post")
def correct_year(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show this year's corrections of earlier years, and post one."""
    now = timezone.now()
    today = vietnam_day(now)
    form = EarlierYearForm(request.POST or None, initial={"entry_on": today, "year": today.year - 1})
    lines = lines_of(posted=request.POST or None, accounts=list_accounts(org_id=acting.org_id))
    if request.method == "POST" and form.is_valid() and lines.is_valid():
        said = form.cleaned_data
        try:
            posted = correct_earlier_year(
                org_id=acting.org_id, document_id=said["id"], entry_on=said["entry_on"], year=said["year"],
                wrong_label=said["wrong_label"], reason=said["reason"], profit_vnd=said["profit"],
                postings=postings_of(lines=lines), by=acting.person_id, now=now,
            )  # fmt: skip
            return redirect("ledger:entry", slug=acting.org_slug, label=posted.label)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    found = list_prior_year_corrections(org_id=acting.org_id, year=today.year)
    shown = {"form": form, "lines": lines, "found": found}
    return render(request, "ledger/earlier_years.html", shown, status=422 if form.is_bound else 200)
