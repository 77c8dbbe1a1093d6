"""The page of opening balances in foreign money: what the books have in đồng, and what it is in its currency."""

from collections.abc import Sequence
from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.dong import Dong, format_dong
from ecoop.kernel.refusals import Refusal
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.queries import find_books
from ecoop.vouchers.actions.record_currency_opening import record_currency_opening
from ecoop.vouchers.forms.currency import OpeningForm
from ecoop.vouchers.queries import name_parties
from ecoop.vouchers.queries.currency_openings import OpeningInCurrency, list_openings_in_currency

DAY = timedelta(days=1)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="books.post")
def show_openings_in_currency(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the opening balances that may be foreign money, and record what they are in their currency."""
    books = find_books(org_id=acting.org_id)
    openings = list_openings_in_currency(org_id=acting.org_id, law=lawbook.on(books.starts_on)) if books else []
    names = name_parties(org_id=acting.org_id, ids={each.party_id for each in openings if each.party_id})
    rows = [(each, names.get(each.party_id, "") if each.party_id else "") for each in openings]
    form = OpeningForm(request.POST or None, openings={each.key: each for each in openings}, labels=_labels(rows))
    if request.method == "POST" and form.is_valid() and _is_recorded(acting, form):
        messages.success(request, _("Recorded."))
        return redirect("vouchers:currency-openings", acting.org_slug)
    shown = {"form": form, "rows": rows, "on": books.starts_on - DAY if books else None}
    return render(request, "vouchers/currency_openings.html", shown, status=422 if form.is_bound else 200)


def _is_recorded(acting: Acting, form: OpeningForm) -> bool:
    position, amount, amount_vnd = form.said
    try:
        record_currency_opening(
            org_id=acting.org_id, document_id=form.cleaned_data["id"], position=position, amount=amount,
            amount_vnd=amount_vnd, by=acting.person_id, now=timezone.now(),
        )  # fmt: skip
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _labels(rows: Sequence[tuple[OpeningInCurrency, str]]) -> dict[str, str]:
    """Name each balance for the choice: account, party, amount on its side."""
    labels = {}
    for each, party in rows:
        side = _("debit") if each.amount_vnd > 0 else _("credit")
        who = f" · {party}" if party else ""
        labels[each.key] = f"{each.account}{who} · {format_dong(Dong(abs(each.amount_vnd)))} ({side})"
    return labels
