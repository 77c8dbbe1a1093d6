"""Pages of connections: make one, set it up at the provider, try it out, end it."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.refusals import Refusal
from ecoop.payments.actions.connect import Connected, connect
from ecoop.payments.actions.end_connection import end_connection
from ecoop.payments.actions.seal_secret import unseal_secret
from ecoop.payments.actions.take_notice import try_connection
from ecoop.payments.calc.notices import TRIAL_REFERENCE, Transfer
from ecoop.payments.errors import ConnectionNotFound, Provider, Scheme
from ecoop.payments.forms import ConnectionForm
from ecoop.payments.providers import PROVIDERS
from ecoop.payments.queries.connections import get_connection, list_connections
from ecoop.trade.queries import list_bank_accounts


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="tokens.manage")
def show_connections(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the connections; a POST makes one and shows its secret this once."""
    form = ConnectionForm(request.POST or None, accounts=list_bank_accounts(org_id=acting.org_id))
    if request.method == "POST" and form.is_valid():
        try:
            made = connect(org_id=acting.org_id, by=acting.person_id, now=timezone.now(), **form.given())
            return _connection_page(request, acting, made.id, made)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    status = 422 if form.is_bound and form.errors else 200
    lines = [(each, PROVIDERS[Provider(each.provider)].label) for each in list_connections(org_id=acting.org_id)]
    return render(request, "payments/connections.html", {"form": form, "lines": lines}, status=status)


@require_safe
@acts(may="tokens.manage")
def show_connection(request: HttpRequest, acting: Acting, connection_id: UUID) -> HttpResponse:
    """Show a connection and how to set it up at its provider."""
    return _connection_page(request, acting, connection_id, None)


@require_POST
@acts(may="tokens.manage")
def try_out(request: HttpRequest, acting: Acting, connection_id: UUID) -> HttpResponse:
    """Send ourselves a trial notice as the provider would."""
    try:
        try_connection(
            org_id=acting.org_id, connection_id=connection_id, transfer=_trial(timezone.now()), now=timezone.now()
        )
        messages.success(request, _("The trial notice was proven and taken; no money was recorded."))
    except ConnectionNotFound:
        raise Http404 from None
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("payments:connection", slug=acting.org_slug, connection_id=connection_id)


@require_POST
@acts(may="tokens.manage")
def end(request: HttpRequest, acting: Acting, connection_id: UUID) -> HttpResponse:
    """End a connection."""
    try:
        end_connection(org_id=acting.org_id, connection_id=connection_id, by=acting.person_id, now=timezone.now())
        messages.success(request, _("The connection was ended."))
    except ConnectionNotFound:
        raise Http404 from None
    return redirect("payments:connections", slug=acting.org_slug)


def _connection_page(request: HttpRequest, acting: Acting, connection_id: UUID, made: Connected | None) -> HttpResponse:
    try:
        line = get_connection(org_id=acting.org_id, connection_id=connection_id)
    except ConnectionNotFound:
        raise Http404 from None
    facts = PROVIDERS[Provider(line.provider)]
    address = unseal_secret(sealed=line.address_sealed)
    path = reverse("api:post_notice", kwargs={"provider": line.provider, "address": address})
    label, is_theirs = facts.schemes[Scheme(line.scheme)]
    given = {
        "line": line,
        "facts": facts,
        "scheme": label,
        "url": request.build_absolute_uri(path),
        # A secret that the provider made is known there already.
        "secret": made.secret if made and not is_theirs else "",
    }
    return render(request, "payments/connection.html", given)


def _trial(now: datetime) -> Transfer:
    return Transfer(0, 1, "ecoop", "0", TRIAL_REFERENCE, now)
