"""Desk pages of phones."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.sync.actions.revoke_device import revoke_device
from ecoop.sync.errors import DeviceUnknown
from ecoop.sync.forms import RevocationForm
from ecoop.sync.queries.devices import count_waiting, get_device, list_devices, list_devices_in_use

ASKS = ("GET", "HEAD", "POST")


@require_safe
@acts(may="documents.read")
def show_devices(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the phones: who holds each, when it was heard of, and whether it is in use."""
    devices = list_devices(org_id=acting.org_id)
    given = {
        "in_use": list_devices_in_use(org_id=acting.org_id),
        "revoked": [each for each in devices if each.revoked_at is not None],
        "waiting": count_waiting(org_id=acting.org_id),
        "may_manage": acting.may("people.manage"),
    }
    return render(request, "sync/devices.html", given)


@require_http_methods(ASKS)
@acts(may="people.manage")
def revoke(request: HttpRequest, acting: Acting, device_id: UUID) -> HttpResponse:
    """Ask whether a phone is to be taken out of use, and do it."""
    try:
        device = get_device(org_id=acting.org_id, device_id=device_id)
    except DeviceUnknown as missing:
        raise Http404 from missing
    form = RevocationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        revoke_device(org_id=acting.org_id, device_id=device_id, reason=reason, by=acting.person_id, now=timezone.now())
        messages.success(request, _("The phone is out of use. It is wiped when it comes online."))
        return redirect("sync:devices", acting.org_slug)
    return render(request, "sync/revocation.html", {"device": device, "form": form})
