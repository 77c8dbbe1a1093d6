"""What the law says of a cost, and what somebody who knows says of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.ids import new_id
from ecoop.trade.actions.judge_cost import judge_cost
from ecoop.trade.calc import PURCHASE
from ecoop.trade.errors import DocumentNotFound
from ecoop.trade.forms import JudgementForm
from ecoop.trade.queries import DocumentFacts, get_verdict, list_judgements
from ecoop.trade.views.lists import LISTS
from ecoop.trade.views.records import document_page


def cost_page(request: HttpRequest, acting: Acting, *, noun: str, document_id: UUID) -> HttpResponse:
    """Show a purchase or an expense with the law's conditions, met or not, and what was judged."""

    def weigh(facts: DocumentFacts) -> dict[str, Any]:
        given = {"org_id": acting.org_id, "document_id": document_id}
        # A fixed asset becomes a cost by its depreciation; what goes back follows what it takes back.
        is_cost = facts.more.get("what") != "fixed_asset" and facts.row.total_vnd > 0
        verdict = get_verdict(document_kind=facts.kind, **given) if is_cost else None
        judge = f"{LISTS[noun].page}-judge" if acting.may("books.post") else ""
        return {
            "verdict": verdict,
            "judgements": list_judgements(**given),
            "judge": judge,
            **_next_steps(acting, facts),
        }

    return document_page(request, acting, noun=noun, document_id=document_id, template="trade/cost.html", given=weigh)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="books.post")
def judge_document(request: HttpRequest, acting: Acting, noun: str, document_id: UUID) -> HttpResponse:
    """Say of one condition that it is met or not, and why."""
    words = LISTS[noun]
    given: dict[str, Any] = {"org_id": acting.org_id, "document_kind": words.listing.kind, "document_id": document_id}
    try:
        verdict = get_verdict(**given)
    except DocumentNotFound:
        raise Http404 from None
    asked = {"condition": request.GET.get("condition", ""), "id": new_id()}
    form = JudgementForm(request.POST or None, conditions=verdict.conditions, initial=asked)
    if request.method == "POST" and form.is_valid():
        judge_cost(**given, **form.judged(), by=acting.person_id, now=timezone.now())
        messages.success(request, _("The judgement is recorded."))
        return redirect(words.page, acting.org_slug, document_id)
    status = 422 if form.is_bound else 200
    return render(
        request, "trade/judgement.html", {"form": form, "words": words, "document_id": document_id}, status=status
    )


def _next_steps(acting: Acting, facts: DocumentFacts) -> dict[str, str]:
    """Say where to pay a document on credit, and where to send goods back."""
    if not acting.may("documents.record") or facts.row.is_taken_back or facts.row.total_vnd < 0:
        return {}
    at = (acting.org_slug, facts.row.id)
    is_owed = facts.more["means"] == "credit" and facts.more.get("group") != "depreciation"
    steps = {"pay_url": reverse("trade:settlement", args=at)} if is_owed else {}
    return {**steps, "return_url": reverse("trade:purchase-return", args=at)} if facts.kind == PURCHASE else steps
