"""Pages of certificates of contribution, and the public page on which anybody can check one."""

from typing import Any
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
from ecoop.kernel.ids import new_id
from ecoop.kernel.paper import answer_with_pdf
from ecoop.ledger.queries.seals import list_public_keys
from ecoop.members.actions.issue_certificates import CertificateDraft, issue_certificates
from ecoop.members.actions.revoke_certificates import RevocationDraft, revoke_certificates
from ecoop.members.calc import CertificateKind
from ecoop.members.errors import CapitalUnknown, CertificateUnreadable
from ecoop.members.forms.charter import CodeForm, IssueForm, ReplacementForm, RevocationForm
from ecoop.members.queries import (
    check_certificate,
    get_certificate,
    get_certificates_page,
    list_certificates_wanted,
    print_certificate,
)


@require_safe
@acts(may="members.read")
def show_certificates(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the certificates, the newest first, and whose certificate is to be issued, exchanged or revoked."""
    cursor, today = request.GET.get("cursor", ""), vietnam_day(timezone.now())
    before = int(cursor) if cursor.isascii() and cursor.isdigit() and len(cursor) < 10 else None
    page = get_certificates_page(org_id=acting.org_id, day=today, before=before)
    given = {"page": page, "form": IssueForm(initial={"issued_on": today}), "may": acting.may("capital.record")}
    return render(request, "members/certificates.html", given)


@require_POST
@acts(may="capital.record")
def issue(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Issue the certificates that are due, a bounded number at a time."""
    form, now = IssueForm(request.POST), timezone.now()
    if form.is_valid():
        day = form.cleaned_data["issued_on"]
        wanted = list_certificates_wanted(org_id=acting.org_id, day=day)
        drafts = [CertificateDraft(new_id(), line.member_id) for line in wanted if line.kind == "missing"]
        issued = issue_certificates(
            org_id=acting.org_id, certificates=drafts, issued_on=day, by=acting.person_id, now=now
        )
        messages.success(request, _("{count} certificates issued.").format(count=len(issued)))
    return redirect("members:certificates", acting.org_slug)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="members.read")
def show_certificate(request: HttpRequest, acting: Acting, certificate_id: UUID) -> HttpResponse:
    """Show one certificate; issue another in its place."""
    now = timezone.now()
    line = _get(acting, certificate_id)
    may = acting.may("capital.record")
    form = ReplacementForm(_sent(request), initial={"issued_on": vietnam_day(now)})
    if request.method == "POST" and may and form.is_valid():
        said = form.cleaned_data
        draft = CertificateDraft(new_id(), line.member_id, CertificateKind(said["kind"]), line.id)
        act: dict[str, Any] = {"org_id": acting.org_id, "by": acting.person_id, "now": now}
        (issued,) = issue_certificates(certificates=[draft], issued_on=said["issued_on"], **act)
        return redirect("members:certificate", acting.org_slug, issued)
    ending = RevocationForm(initial={"revoked_on": vietnam_day(now)})
    return render(request, "members/certificate.html", {"line": line, "form": form, "ending": ending, "may": may})


@require_POST
@acts(may="capital.record")
def revoke(request: HttpRequest, acting: Acting, certificate_id: UUID) -> HttpResponse:
    """Take a certificate back."""
    form, line = RevocationForm(request.POST), _get(acting, certificate_id)
    if form.is_valid():
        revoke_certificates(
            org_id=acting.org_id,
            revocations=[RevocationDraft(line.id, form.cleaned_data["reason"])],
            revoked_on=form.cleaned_data["revoked_on"],
            by=acting.person_id,
            now=timezone.now(),
        )
    return redirect("members:certificate", acting.org_slug, certificate_id)


@require_safe
@acts(may="members.read")
def print_one(request: HttpRequest, acting: Acting, certificate_id: UUID) -> HttpResponse:
    """Print a certificate with its square to scan."""
    line = _get(acting, certificate_id)
    paper = print_certificate(org_id=acting.org_id, certificate_id=certificate_id, made_at=timezone.now())
    return answer_with_pdf(name=f"giay-chung-nhan-von-gop-{line.label}", paper=paper)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Check the code of a certificate, for anybody; nothing is told but what the code says and whether it holds."""
    form = CodeForm(_sent(request))
    shown: dict[str, Any] = {"form": form, "found": None, "keys": list_public_keys()}
    if request.method == "POST" and form.is_valid():
        try:
            shown["found"] = check_certificate(code=form.cleaned_data["code"])
        except CertificateUnreadable as refusal:
            form.add_error("code", str(refusal))
    return render(request, "members/check_certificate.html", shown)


def _get(acting: Acting, certificate_id: UUID) -> Any:
    try:
        return get_certificate(org_id=acting.org_id, certificate_id=certificate_id)
    except CapitalUnknown as unknown:
        raise Http404 from unknown


def _sent(request: HttpRequest) -> Any:
    """Give what was sent; an empty form that was sent is a form with everything missing."""
    return request.POST if request.method == "POST" else None
