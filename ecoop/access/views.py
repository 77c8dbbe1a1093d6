"""Pages about oneself, about an organisation's people, roles and keys, and its audit trail."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecoop.access.acting import acts
from ecoop.access.actions.invite_person import invite_person
from ecoop.access.actions.issue_token import issue_token
from ecoop.access.actions.revoke_role import revoke_role
from ecoop.access.actions.revoke_token import revoke_token
from ecoop.access.actions.take_books_back import take_books_back
from ecoop.access.calc import KEEPER, PERMISSION_LABELS, ROLE_LABELS, ROLES
from ecoop.access.forms import EventFilterForm, IdentityForm, InvitationForm, KeeperForm, TokenForm
from ecoop.access.queries import (
    Acting,
    Membership,
    get_about_for,
    get_account,
    get_trail_for,
    list_books_kept,
    list_memberships,
    list_people,
    list_role_rows,
    list_tokens,
    list_trail_choices,
)
from ecoop.kernel.refusals import Refusal
from ecoop.kernel.walls import inside_organisation
from ecoop.parties.actions.record_identity import IdentityDraft, record_identity


@require_safe
def show_welcome(request: HttpRequest) -> HttpResponse:
    """Greet a visitor; lead a person to the only organisation, or let them choose."""
    if not request.user.is_authenticated:
        return render(request, "access/welcome.html")
    memberships = _memberships(request)
    if len(memberships) == 1:
        return redirect("home", slug=memberships[0].organisation.slug)
    return redirect("access:organisations")


@login_required
@require_safe
def show_organisations(request: HttpRequest) -> HttpResponse:
    """Show the organisations for which the person may act."""
    kept: list[Membership] = []
    own: list[Membership] = []
    for each in _memberships(request):
        is_kept = each.organisation.kind == "household" and KEEPER in each.roles and "owner" not in each.roles
        (kept if is_kept else own).append(each)
    return render(request, "access/organisations.html", {"memberships": own, "kept_count": len(kept)})


@login_required
@require_safe
def show_account(request: HttpRequest) -> HttpResponse:
    """Show what the person signs in with, and when they last did."""
    account = get_account(person_id=_person_id(request))
    return render(request, "access/account.html", {"account": account})


@require_safe
@acts(may="people.read")
def show_people(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show who holds which role, and let those who may give another."""
    return _people(request, acting=acting, form=InvitationForm(), keeper_form=KeeperForm())


@require_POST
@acts(may="people.manage")
def give_role(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Give a role to somebody."""
    keeps = "keeps" in request.POST
    form = KeeperForm(request.POST) if keeps else InvitationForm(request.POST)
    shown = (InvitationForm(), form) if keeps else (form, KeeperForm())
    if not form.is_valid():
        return _people(request, acting=acting, form=shown[0], keeper_form=shown[1])
    given = {name: form.cleaned_data[name] for name in ("contact", "name", "role")}
    try:
        invite_person(org_id=acting.org_id, by=acting.person_id, now=timezone.now(), **given)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _people(request, acting=acting, form=shown[0], keeper_form=shown[1])
    messages.success(request, _("The role was given."))
    return redirect("access:people", slug=acting.org_slug)


@require_POST
@acts(may="people.manage")
def end_role(request: HttpRequest, acting: Acting, grant_id: UUID) -> HttpResponse:
    """Take a role back."""
    revoke_role(org_id=acting.org_id, grant_id=grant_id, by=acting.person_id, now=timezone.now())
    messages.success(request, _("The role has ended."))
    return redirect("access:people", slug=acting.org_slug)


@require_POST
@acts(may="people.manage")
def end_books_grant(request: HttpRequest, acting: Acting, keeper_id: UUID) -> HttpResponse:
    """Take the books back from a cooperative."""
    take_books_back(org_id=acting.org_id, keeper_id=keeper_id, by=acting.person_id, now=timezone.now())
    messages.success(request, _("The books are back with you."))
    return redirect("access:people", slug=acting.org_slug)


@require_safe
@acts(may="people.read")
def show_identity(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show what the organisation is, and what identifies it to the state."""
    return _identity(request, acting=acting, form=None)


@require_POST
@acts(may="people.manage")
def change_identity(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Write down what identifies the organisation from now on."""
    form = IdentityForm(request.POST)
    if not form.is_valid():
        return _identity(request, acting=acting, form=form)
    draft = IdentityDraft(**form.cleaned_data)
    record_identity(org_id=acting.org_id, draft=draft, by=acting.person_id, now=timezone.now())
    messages.success(request, _("The changes are recorded."))
    for warning in form.warnings:
        messages.warning(request, warning)
    return redirect("access:identity", slug=acting.org_slug)


@require_safe
@acts(may="people.read")
def show_roles(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the one table that says which role may do what."""
    rows = [(PERMISSION_LABELS[permission], permission, cells) for permission, cells in list_role_rows()]
    heads = [(ROLE_LABELS[role], role in acting.roles) for role in ROLES]
    return render(request, "access/roles.html", {"acting": acting, "heads": heads, "rows": rows})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="tokens.manage")
def show_tokens(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the keys of programs; a POST makes one and shows it this once."""
    form = TokenForm(request.POST or None, permissions=acting.permissions)
    issued, now = None, timezone.now()
    if request.method == "POST" and form.is_valid():
        issued = issue_token(
            acting=acting,
            purpose=form.cleaned_data["purpose"],
            scopes=form.cleaned_data["scopes"],
            expires_at=form.expires_at(now=now),
            now=now,
        )
        form = TokenForm(permissions=acting.permissions)
    facts = {"acting": acting, "tokens": list_tokens(org_id=acting.org_id, now=now), "form": form, "issued": issued}
    return render(request, "access/tokens.html", facts)


@require_POST
@acts(may="tokens.manage")
def end_token(request: HttpRequest, acting: Acting, token_id: UUID) -> HttpResponse:
    """Take a key back."""
    revoke_token(org_id=acting.org_id, token_id=token_id, by=acting.person_id, now=timezone.now())
    messages.success(request, _("The key is not valid any more."))
    return redirect("access:tokens", slug=acting.org_slug)


@require_safe
@acts(may="audit.read")
def show_audit(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show who did what, newest first."""
    people, verbs = list_trail_choices(org_id=acting.org_id)
    form = EventFilterForm(request.GET, people=people, verbs=verbs)
    trail = get_trail_for(acting, wanted=form.wanted(), cursor=request.GET.get("cursor"))
    return render(request, "access/audit.html", {"acting": acting, "trail": trail, "form": form})


def _memberships(request: HttpRequest) -> list[Membership]:
    person_id = _person_id(request)
    with inside_organisation(org_id=None, person_id=person_id):
        return list_memberships(person_id=person_id)


def _person_id(request: HttpRequest) -> UUID:
    person: Any = request.user
    return UUID(str(person.pk))


def _identity(request: HttpRequest, *, acting: Acting, form: IdentityForm | None) -> HttpResponse:
    about = get_about_for(acting)
    shown = form or IdentityForm(initial=asdict(about.identity) if about.identity else None)
    facts = {"acting": acting, "about": about, "form": shown, "may_manage": acting.may("people.manage")}
    return render(request, "access/identity.html", facts)


def _people(request: HttpRequest, *, acting: Acting, form: InvitationForm, keeper_form: InvitationForm) -> HttpResponse:
    people = list_people(org_id=acting.org_id)
    facts = {"acting": acting, "people": people, "form": form, "may_manage": acting.may("people.manage")}
    keepers = [{"name": each.name, "role": role} for each in people for role in each.roles if role.role == KEEPER]
    kept = list_books_kept(org_id=acting.org_id, by=acting.person_id)
    facts |= {"keeper_form": keeper_form, "keepers": keepers, "cooperatives": kept}
    return render(request, "access/people.html", facts)
