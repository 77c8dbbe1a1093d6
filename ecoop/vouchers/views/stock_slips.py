"""Pages of the papers of the store: the list, one paper, recording one, taking it back, printing it."""

from datetime import datetime
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
from ecoop.kernel.paper import PDF_TYPE
from ecoop.lawbook import queries as lawbook
from ecoop.vouchers.actions.record_stock_slips import record_stock_slips
from ecoop.vouchers.actions.take_back_slip import take_back_slip
from ecoop.vouchers.calc.stock import StockSlipDraft
from ecoop.vouchers.errors import SlipNotFound
from ecoop.vouchers.forms import TakeBackForm
from ecoop.vouchers.forms.stock import SlipForm, drafts_of, lines_of
from ecoop.vouchers.queries import get_office, name_parties
from ecoop.vouchers.queries.stock_items import list_stock_items
from ecoop.vouchers.queries.stock_papers import print_slip
from ecoop.vouchers.queries.stock_rules import list_stock_rules
from ecoop.vouchers.queries.stock_slips import get_slip_view, list_slip_page

COUNT = "count"


@require_safe
@acts(may="documents.read")
def show_slips(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the papers of the store, the newest first, and offer to record another."""
    page = list_slip_page(org_id=acting.org_id, kind=request.GET.get("kind", ""), cursor=request.GET.get("cursor", ""))
    rules = list_stock_rules(law=lawbook.on(vietnam_day(timezone.now()))).values()
    offered = [rule for rule in rules if rule.kind != COUNT] if acting.may("documents.record") else []
    return render(request, "vouchers/stock_slips.html", {"page": page, "rules": offered})


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.record")
def record_slip(request: HttpRequest, acting: Acting, rule: str) -> HttpResponse:
    """Record a paper of the store by one rule, or a count."""
    now = timezone.now()
    law = lawbook.on(vietnam_day(now))
    known = list_stock_rules(law=law)
    if rule != COUNT and (rule not in known or known[rule].kind == COUNT):
        raise Http404
    items = [item for item in list_stock_items(org_id=acting.org_id) if not item.is_retired]
    form = SlipForm(
        request.POST or None, rule=known.get(rule), office=get_office(law=law), org_id=acting.org_id,
        initial={"on": vietnam_day(now)},
    )  # fmt: skip
    lines = lines_of(posted=request.POST or None, items=items)
    if request.method == "POST" and form.is_valid() and lines.is_valid():
        draft = form.draft(lines=drafts_of(lines=lines, items=items))
        if _is_recorded(acting, form, draft, now):
            return redirect("vouchers:stock-slip", acting.org_slug, draft.id)
    shown = {"form": form, "lines": lines, "rule": known.get(rule), "items": items}
    return render(request, "vouchers/stock_slip_form.html", shown, status=422 if form.is_bound else 200)


@require_safe
@acts(may="documents.read")
def show_slip(request: HttpRequest, acting: Acting, slip_id: UUID) -> HttpResponse:
    """Show a paper of the store, and offer to take it back."""
    try:
        view = get_slip_view(org_id=acting.org_id, slip_id=slip_id)
    except SlipNotFound:
        raise Http404 from None
    names = name_parties(org_id=acting.org_id, ids=[view.slip.party_id] if view.slip.party_id else [])
    form = TakeBackForm(initial={"entry_on": vietnam_day(timezone.now())})
    may_take_back = acting.may("documents.record") and view.slip.reversed_on is None
    shown = {"view": view, "party": next(iter(names.values()), ""), "form": form, "may_take_back": may_take_back}
    return render(request, "vouchers/stock_slip.html", shown)


@require_POST
@acts(may="documents.record")
def take_slip_back(request: HttpRequest, acting: Acting, slip_id: UUID) -> HttpResponse:
    """Take a paper of the store back."""
    form = TakeBackForm(request.POST)
    if form.is_valid():
        take_back_slip(
            org_id=acting.org_id, slip_id=slip_id, by=acting.person_id, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("Taken back."))
    else:
        messages.error(request, _("Say on which day and why."))
    return redirect("vouchers:stock-slip", acting.org_slug, slip_id)


@require_safe
@acts(may="documents.read")
def print_stock_slip(request: HttpRequest, acting: Acting, slip_id: UUID) -> HttpResponse:
    """Hand out a paper of the store as PDF."""
    try:
        view = get_slip_view(org_id=acting.org_id, slip_id=slip_id)
    except SlipNotFound:
        raise Http404 from None
    content = print_slip(org_id=acting.org_id, view=view, made_at=timezone.now())
    answer = HttpResponse(content, content_type=PDF_TYPE)
    answer["Content-Disposition"] = f'inline; filename="{acting.org_slug}-{view.slip.number}.pdf"'
    return answer


def _is_recorded(acting: Acting, form: SlipForm, draft: StockSlipDraft, now: datetime) -> bool:
    (outcome,) = record_stock_slips(org_id=acting.org_id, slips=[draft], by=acting.person_id, now=now)
    if outcome.refusal:
        form.add_error(None, str(outcome.refusal))
    return outcome.refusal is None
