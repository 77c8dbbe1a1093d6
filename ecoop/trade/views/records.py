"""The one shape of recording a document and of showing one."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ecoop.access.queries import Acting
from ecoop.kernel.refusals import Refusal
from ecoop.trade.calc import Outcome
from ecoop.trade.errors import DocumentNotFound
from ecoop.trade.queries import get_document
from ecoop.trade.views.lists import LISTS


def record_page(
    request: HttpRequest,
    acting: Acting,
    *,
    noun: str,
    form: Any,
    record: Callable[[Any], Outcome],
    template: str = "trade/record.html",
    given: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Show the form of one kind of document; what is filled in and good is recorded and then shown.

    Shape: the form gives `draft()`, which has an `id`; `record` takes the draft
    """
    words = LISTS[noun]
    if request.method == "POST" and form.is_valid():
        draft = form.draft()
        if _is_recorded(request, form, record, draft):
            return redirect(words.page, acting.org_slug, draft.id)
    status = 422 if form.is_bound else 200
    return render(request, template, {"form": form, "words": words, **(given or {})}, status=status)


def document_page(
    request: HttpRequest,
    acting: Acting,
    *,
    noun: str,
    document_id: UUID,
    template: str = "trade/document.html",
    given: Callable[[Any], Mapping[str, Any]] | None = None,
) -> HttpResponse:
    """Show one document; `given` adds what only this kind has to show."""
    words = LISTS[noun]
    try:
        facts = get_document(org_id=acting.org_id, listing=words.listing, document_id=document_id)
    except DocumentNotFound:
        raise Http404 from None
    return render(request, template, {"document": facts, "words": words, **(given(facts) if given else {})})


def _is_recorded(request: HttpRequest, form: Any, record: Callable[[Any], Outcome], draft: Any) -> bool:
    """Tell the form what was refused; greet what was recorded."""
    try:
        outcome = record(draft)
    except Refusal as refusal:
        outcome = Outcome(draft.id, "refused", refusal)
    if outcome.refusal is not None:
        form.add_error(None, str(outcome.refusal))
        return False
    if outcome.status == "recorded":
        messages.success(request, _("Recorded, as entry {label} of the books.").format(label=outcome.entry_label))
    return True
