"""Pages of one voucher: choosing what happened, filling it in, showing it, taking it back, its originals."""

from datetime import datetime
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
from ecoop.kernel.originals import hand_out_as
from ecoop.kernel.refusals import Refusal
from ecoop.kernel.written import without_accents
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.calc import postings_by_rule
from ecoop.vouchers.actions.attach_original import attach_original
from ecoop.vouchers.actions.record_vouchers import record_vouchers
from ecoop.vouchers.actions.take_back_voucher import take_back_voucher
from ecoop.vouchers.calc.attachments import MEGABYTE, MEGABYTES_MAX
from ecoop.vouchers.calc.rules import VoucherRule
from ecoop.vouchers.errors import AttachmentIsTooLarge, VoucherNotFound
from ecoop.vouchers.forms import OriginalForm, TakeBackForm, VoucherForm
from ecoop.vouchers.queries import (
    Office,
    PostingLine,
    VoucherFacts,
    get_office,
    get_original,
    get_voucher,
    list_counterparties,
    name_postings,
)

_OFFERED_MAX = 300


@require_safe
@acts(may="documents.record")
def choose_rule(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Ask what happened: the rules of the office in groups, or those that answer to some words."""
    office = _office_on(timezone.now())
    words = request.GET.get("q", "")[:100]
    groups: dict[str, list[tuple[str, str, str]]] = {}
    for rule in office.rules.values():
        label = office.say_rule(name=rule.name)
        if all(word in without_accents(f"{label} {rule.words} {rule.label_vi}") for word in _words(words)):
            hint = str(rule.posting.law.article)
            groups.setdefault(office.say(kind="group", name=rule.group), []).append((rule.name, label, hint))
    return render(request, "vouchers/choose.html", {"groups": groups, "words": words})


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.record")
def record_voucher(request: HttpRequest, acting: Acting, rule: str) -> HttpResponse:
    """Record a voucher by one rule; before that, show what it becomes in the books."""
    now = timezone.now()
    office = _office_on(now)
    if rule not in office.rules:
        raise Http404
    # A link may bring what is known already, but never under which id it is recorded.
    initial = {"on": vietnam_day(now), **{name: said for name, said in request.GET.items() if name != "id"}}
    form = VoucherForm(
        request.POST or None, rule=office.rules[rule], office=office, org_id=acting.org_id, initial=initial
    )
    is_looking = "look" in request.POST
    if request.method == "POST" and form.is_valid() and not is_looking and _is_recorded(request, acting, form, now):
        return redirect("vouchers:voucher", acting.org_slug, form.cleaned_data["id"])
    given = {
        "form": form,
        "rule": office.rules[rule],
        "label": office.say_rule(name=rule),
        "parties": _offered(acting.org_id),
        "postings": _preview(acting.org_id, form) if form.is_bound else None,
    }
    status = 422 if form.is_bound and not is_looking else 200
    return render(request, "vouchers/voucher_form.html", given, status=status)


@require_safe
@acts(may="documents.read")
def show_voucher(request: HttpRequest, acting: Acting, voucher_id: UUID) -> HttpResponse:
    """Show one voucher with its postings, its originals, its papers to print, and the way to take it back."""
    return _voucher_page(request, acting, voucher_id)


@require_POST
@acts(may="books.post")
def take_back(request: HttpRequest, acting: Acting, voucher_id: UUID) -> HttpResponse:
    """Take a voucher back by a red entry, with a reason."""
    form = TakeBackForm(request.POST)
    if form.is_valid():
        who: dict[str, Any] = {"org_id": acting.org_id, "by": acting.person_id, "now": timezone.now()}
        try:
            red = take_back_voucher(voucher_id=voucher_id, **who, **form.cleaned_data)
        except VoucherNotFound:
            raise Http404 from None
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Taken back by the red entry {label}.").format(label=red.label))
            return redirect("vouchers:voucher", acting.org_slug, voucher_id)
    return _voucher_page(request, acting, voucher_id, take_back_form=form)


@require_POST
@acts(may="documents.record")
def attach(request: HttpRequest, acting: Acting, voucher_id: UUID) -> HttpResponse:
    """Attach the scan or photo of an original."""
    form = OriginalForm(request.POST, request.FILES)
    if form.is_valid():
        sent = form.cleaned_data["original"]
        try:
            if sent.size > MEGABYTES_MAX * MEGABYTE:
                raise AttachmentIsTooLarge(name=sent.name[:80], megabytes_max=MEGABYTES_MAX)
            who: dict[str, Any] = {"org_id": acting.org_id, "by": acting.person_id, "now": timezone.now()}
            attach_original(voucher_id=voucher_id, name=sent.name, content=sent.read(), **who)
        except VoucherNotFound:
            raise Http404 from None
        except Refusal as refusal:
            form.add_error("original", str(refusal))
        else:
            return redirect("vouchers:voucher", acting.org_slug, voucher_id)
    return _voucher_page(request, acting, voucher_id, original_form=form)


@require_safe
@acts(may="documents.read")
def show_original(request: HttpRequest, acting: Acting, voucher_id: UUID, original_id: UUID) -> HttpResponse:
    """Hand out the bytes of an original, as a download."""
    try:
        original, content = get_original(org_id=acting.org_id, voucher_id=voucher_id, original_id=original_id)
    except VoucherNotFound:
        raise Http404 from None
    ending = original.media_type.rpartition("/")[2]
    return hand_out_as(filename=f"{original.id}.{ending}", media_type=original.media_type, content=content)


def _voucher_page(
    request: HttpRequest,
    acting: Acting,
    voucher_id: UUID,
    *,
    take_back_form: TakeBackForm | None = None,
    original_form: OriginalForm | None = None,
) -> HttpResponse:
    now = timezone.now()
    office = _office_on(now)
    try:
        voucher = get_voucher(org_id=acting.org_id, office=office, voucher_id=voucher_id)
    except VoucherNotFound:
        raise Http404 from None
    given = {
        **_told(office, voucher),
        "take_back_form": take_back_form or TakeBackForm(initial={"entry_on": vietnam_day(now)}),
        "original_form": original_form or OriginalForm(),
        "may_record": acting.may("documents.record"),
        "may_take_back": acting.may("books.post") and not voucher.row.is_taken_back,
    }
    status = 422 if take_back_form or original_form else 200
    return render(request, "vouchers/voucher.html", given, status=status)


def _told(office: Office, voucher: VoucherFacts) -> dict[str, Any]:
    """Tell a voucher in the words of the reader."""
    return {
        "voucher": voucher,
        "paper": office.say_paper(code=voucher.row.paper),
        "papers": [(code, office.say_paper(code=code)) for code in voucher.papers],
        "amounts": [(office.say(kind="amount", name=name), vnd) for name, vnd in voucher.draft.amounts.items()],
    }


def _is_recorded(request: HttpRequest, acting: Acting, form: VoucherForm, now: datetime) -> bool:
    """Tell the form what was refused; greet what was recorded."""
    try:
        vouchers = [form.draft()]
        (outcome,) = record_vouchers(org_id=acting.org_id, vouchers=vouchers, by=acting.person_id, now=now)
        refusal = outcome.refusal
    except Refusal as refused:
        refusal = refused
    if refusal is not None:
        form.add_error(None, str(refusal))
        return False
    if outcome.status == "recorded":
        messages.success(request, _("Recorded, as entry {label} of the books.").format(label=outcome.entry_label))
    return True


def _preview(org_id: UUID, form: VoucherForm) -> list[PostingLine]:
    """Show what the books would say, as far as the form can be read."""
    form.is_valid()
    rule: VoucherRule = form.rule
    try:
        postings = postings_by_rule(rule=rule.posting, amounts=form.amounts, facts=form.facts)
    except Refusal:
        return []
    return name_postings(org_id=org_id, postings=postings)


def _offered(org_id: UUID) -> list[str]:
    found = list_counterparties(org_id=org_id)
    return [each.offered_as for each in found if not each.is_retired][:_OFFERED_MAX]


def _words(words: str) -> list[Any]:
    return without_accents(words).split()


def _office_on(now: datetime) -> Office:
    return get_office(law=lawbook.on(vietnam_day(now)))
