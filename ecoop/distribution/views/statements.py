"""Pages of shares: the list of a year, one member's statement on both sides, the papers."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.distribution.actions.read_statement import read_statement
from ecoop.distribution.actions.record_bank_accounts import record_bank_accounts
from ecoop.distribution.errors import ShareUnknown, YearIsNotShared
from ecoop.distribution.forms.payments import BankAccountForm
from ecoop.distribution.queries.accounts import list_bank_accounts
from ecoop.distribution.queries.share_lines import get_shares_page, list_volume
from ecoop.distribution.queries.share_papers import print_own_statement as typeset_own_statement
from ecoop.distribution.queries.share_papers import print_statements
from ecoop.distribution.queries.statement import (
    ShareStatement,
    get_own_statement,
    get_share_statement,
)
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.paper import answer_with_pdf
from ecoop.kernel.refusals import Refusal


@require_safe
@acts(may="distribution.read")
def show_shares(request: HttpRequest, acting: Acting, year: int) -> HttpResponse:
    """Show the shares of a year page by page, with what is paid of each."""
    words, after = request.GET.get("q", "")[:100], request.GET.get("cursor", "")[:20]
    page = get_shares_page(org_id=acting.org_id, year=year, words=words, after=after)
    return render(request, "distribution/share_list.html", {"page": page, "words": words, "year": year})


@require_safe
@acts(may="distribution.read")
def show_statement(request: HttpRequest, acting: Acting, year: int, member_id: UUID) -> HttpResponse:
    """Show one member's statement to the cooperative."""
    statement = _statement_or_404(acting, year, member_id)
    accounts = list_bank_accounts(org_id=acting.org_id, day=date.max, ids=[member_id])
    shown = {"statement": statement, "account": accounts.get(member_id), "may_pay": acting.may("books.post")}
    return render(request, "distribution/statement.html", shown)


@require_safe
@acts(may="distribution.read")
def print_statement(request: HttpRequest, acting: Acting, year: int, member_id: UUID) -> HttpResponse:
    """Print one member's statement."""
    statement, now = _statement_or_404(acting, year, member_id), timezone.now()
    paper = print_statements(org_id=acting.org_id, year=year, member_ids=[member_id], made_at=now)
    return answer_with_pdf(name=f"statement-{year}-{statement.number}", paper=paper)


@require_safe
@acts(may="distribution.read")
def print_volume(request: HttpRequest, acting: Acting, year: int, volume: int) -> HttpResponse:
    """Print the statements of a hundred members as one file."""
    ids = list_volume(org_id=acting.org_id, year=year, volume=max(1, volume))
    if not ids:
        raise Http404
    paper = print_statements(org_id=acting.org_id, year=year, member_ids=ids, made_at=timezone.now())
    return answer_with_pdf(name=f"statements-{year}-{volume}", paper=paper)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="books.post")
def change_account(request: HttpRequest, acting: Acting, year: int, member_id: UUID) -> HttpResponse:
    """Record where a member is paid."""
    now, statement = timezone.now(), _statement_or_404(acting, year, member_id)
    known = list_bank_accounts(org_id=acting.org_id, day=date.max, ids=[member_id]).get(member_id)
    form = BankAccountForm(request.POST or None, today=vietnam_day(now), known=known)
    if form.is_bound and form.is_valid():
        draft = form.draft(member_id=member_id)
        try:
            record_bank_accounts(org_id=acting.org_id, accounts=[draft], by=acting.person_id, now=now)
            return redirect("distribution:statement", acting.org_slug, year, member_id)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    shown = {"form": form, "statement": statement}
    return render(request, "distribution/account_form.html", shown, status=422 if form.is_bound else 200)


@require_safe
@acts(may="own-share.read")
def show_own_statement(request: HttpRequest, acting: Acting, year: int, cooperative_id: UUID) -> HttpResponse:
    """Show an organisation the statement of its own share."""
    statement = _own_or_404(acting, year, cooperative_id)
    return render(request, "distribution/own_statement.html", {"statement": statement})


@require_safe
@acts(may="own-share.read")
def print_own_statement(request: HttpRequest, acting: Acting, year: int, cooperative_id: UUID) -> HttpResponse:
    """Print the statement of an organisation's own share."""
    statement, now = _own_or_404(acting, year, cooperative_id), timezone.now()
    asked = {"member_org_id": acting.org_id, "cooperative_id": cooperative_id}
    paper = typeset_own_statement(**asked, year=year, made_at=now)
    return answer_with_pdf(name=f"statement-{year}-{statement.number}", paper=paper)


@require_POST
@acts(may="own-share.read")
def create_reading(request: HttpRequest, acting: Acting, year: int, cooperative_id: UUID) -> HttpResponse:
    """Say that the statement was read."""
    asked = {"org_id": acting.org_id, "cooperative_id": cooperative_id}
    read_statement(**asked, year=year, by=acting.person_id, now=timezone.now())
    messages.success(request, _("Thank you: your cooperative sees that you read the statement."))
    return redirect("distribution:own-statement", acting.org_slug, cooperative_id, year)


def _statement_or_404(acting: Acting, year: int, member_id: UUID) -> ShareStatement:
    try:
        day = vietnam_day(timezone.now())
        return get_share_statement(org_id=acting.org_id, year=year, member_id=member_id, day=day)
    except (ShareUnknown, YearIsNotShared) as unknown:
        raise Http404 from unknown


def _own_or_404(acting: Acting, year: int, cooperative_id: UUID) -> ShareStatement:
    try:
        return get_own_statement(member_org_id=acting.org_id, cooperative_id=cooperative_id, year=year)
    except (ShareUnknown, YearIsNotShared) as unknown:
        raise Http404 from unknown
