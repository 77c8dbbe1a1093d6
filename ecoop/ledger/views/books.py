"""Pages of the books: journal, entry, accounts, trial balance, periods; and the public check of receipts."""

from datetime import date, timedelta
from tempfile import TemporaryFile
from typing import Any, cast

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Refusal
from ecoop.ledger.actions.adjust_books import adjust_books
from ecoop.ledger.actions.close_period import close_period
from ecoop.ledger.actions.reopen_period import reopen_period
from ecoop.ledger.actions.reverse_entry import reverse_entry
from ecoop.ledger.calc.exports import FORMATS
from ecoop.ledger.calc.receipts import is_proved, read_receipt
from ecoop.ledger.errors import AccountUnknown, EntryUnknown
from ecoop.ledger.forms import AdjustmentForm, ReasonForm, ReceiptForm, ReversalForm, lines_of, postings_of
from ecoop.ledger.queries import (
    get_entry_by_number,
    get_receipt,
    list_accounts,
    list_journal,
    list_periods,
    read_cursor,
    verify_books,
    write_books,
)
from ecoop.ledger.queries.pages import get_account_view, get_entry_view, get_trial_balance


@require_safe
@acts(may="books.read")
def show_journal(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show a page of the journal of a span of days (this year, if none is chosen)."""
    from_on, until_on = _span(request)
    page = list_journal(
        org_id=acting.org_id, from_on=from_on, until_on=until_on, after=read_cursor(text=request.GET.get("cursor", ""))
    )
    shown = {"page": page, "from_on": from_on, "until_on": until_on, "may_post": acting.may("books.post")}
    shown["formats"] = FORMATS if acting.may("books.export") else ()
    return render(request, "ledger/journal.html", shown)


@require_safe
@acts(may="books.read")
def show_entry(request: HttpRequest, acting: Acting, label: str) -> HttpResponse:
    """Show an entry, and offer to take it back."""
    try:
        shown = get_entry_view(org_id=acting.org_id, **_number(label))
    except EntryUnknown as unknown:
        raise Http404 from unknown
    is_open = shown.entry.kind != "red" and not shown.entry.reversed_by
    form = ReversalForm(initial={"entry_on": vietnam_day(timezone.now())})
    may_reverse = is_open and acting.may("books.post")
    return render(request, "ledger/entry.html", {"shown": shown, "form": form, "may_reverse": may_reverse})


@require_POST
@acts(may="books.post")
def reverse(request: HttpRequest, acting: Acting, label: str) -> HttpResponse:
    """Take an entry back by a red entry."""
    form = ReversalForm(request.POST)
    try:
        shown = get_entry_view(org_id=acting.org_id, **_number(label))
    except EntryUnknown as unknown:
        raise Http404 from unknown
    if not form.is_valid():
        return render(request, "ledger/entry.html", {"shown": shown, "form": form, "may_reverse": True}, status=422)
    red = reverse_entry(
        org_id=acting.org_id, entry_id=shown.entry.entry_id, by=acting.person_id, now=timezone.now(),
        **form.cleaned_data,
    )  # fmt: skip
    messages.success(request, _("Entry {label} was taken back by {red}.").format(label=label, red=red.label))
    return redirect("ledger:entry", slug=acting.org_slug, label=red.label)


@require_safe
@acts(may="books.read")
def show_accounts(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the accounts of the books."""
    shown = {"accounts": list_accounts(org_id=acting.org_id), "may_add": acting.may("books.post")}
    return render(request, "ledger/accounts.html", shown)


@require_safe
@acts(may="books.read")
def show_account(request: HttpRequest, acting: Acting, code: str) -> HttpResponse:
    """Show a page of an account's ledger with the corresponding accounts."""
    from_on, until_on = _span(request)
    after = read_cursor(text=request.GET.get("cursor", ""))
    carried_vnd = _carried(request) if after else None
    try:
        view = get_account_view(
            org_id=acting.org_id, code=code, from_on=from_on, until_on=until_on, after=after, carried_vnd=carried_vnd
        )
    except AccountUnknown as unknown:
        raise Http404 from unknown
    return render(request, "ledger/account.html", {"view": view, "from_on": from_on, "until_on": until_on})


@require_safe
@acts(may="books.read")
def show_trial_balance(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the trial balance at any day."""
    until_on = _day(request.GET.get("on", ""), vietnam_day(timezone.now()))
    from_on = min(_day(request.GET.get("from", ""), until_on.replace(month=1, day=1)), until_on)
    balance = get_trial_balance(org_id=acting.org_id, from_on=from_on, until_on=until_on)
    return render(request, "ledger/trial_balance.html", {"balance": balance, "from_on": from_on, "until_on": until_on})


@require_safe
@acts(may="books.read")
def show_periods(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the months of the books, and offer to close and to reopen them."""
    today = vietnam_day(timezone.now())
    periods = list_periods(org_id=acting.org_id, today=today)
    shown = {"periods": periods, "this_month": today.replace(day=1), "form": ReasonForm()}
    rights = {"may_close": acting.may("books.close"), "may_reopen": acting.may("books.reopen")}
    return render(request, "ledger/periods.html", {**shown, **rights})


@require_POST
@acts(may="books.close")
def close(request: HttpRequest, acting: Acting, month: str) -> HttpResponse:
    """Close a month."""
    close_period(org_id=acting.org_id, month=_month(month), by=acting.person_id, now=timezone.now())
    messages.success(request, _("The period {period} is closed.").format(period=f"{_month(month):%m/%Y}"))
    return redirect("ledger:periods", slug=acting.org_slug)


@require_POST
@acts(may="books.reopen")
def reopen(request: HttpRequest, acting: Acting, month: str) -> HttpResponse:
    """Reopen a month, with the reason."""
    reason = request.POST.get("reason", "").replace("\x00", "")[:300]
    reopen_period(org_id=acting.org_id, month=_month(month), reason=reason, by=acting.person_id, now=timezone.now())
    messages.success(request, _("The period {period} is open again.").format(period=f"{_month(month):%m/%Y}"))
    return redirect("ledger:periods", slug=acting.org_slug)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="books.post")
def adjust(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Post an adjusting entry."""
    today = vietnam_day(timezone.now())
    form = AdjustmentForm(request.POST or None, initial={"document_on": today, "entry_on": today})
    lines = lines_of(posted=request.POST or None, accounts=list_accounts(org_id=acting.org_id))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and lines.is_valid():
            try:
                given = {name: value for name, value in form.cleaned_data.items() if name != "id"}
                posted = adjust_books(
                    org_id=acting.org_id, document_id=form.cleaned_data["id"], postings=postings_of(lines=lines),
                    by=acting.person_id, now=timezone.now(), **given,
                )  # fmt: skip
                return redirect("ledger:entry", slug=acting.org_slug, label=posted.label)
            except Refusal as refusal:
                form.add_error(None, str(refusal))
    return render(request, "ledger/adjust.html", {"form": form, "lines": lines}, status=status)


@require_safe
@acts(may="books.read")
def give_receipt(request: HttpRequest, acting: Acting, label: str) -> HttpResponse:
    """Give the receipt of a sealed entry as a file."""
    try:
        entry = get_entry_by_number(org_id=acting.org_id, **_number(label))
    except EntryUnknown as unknown:
        raise Http404 from unknown
    receipt = get_receipt(org_id=acting.org_id, entry_id=entry.entry_id)
    name = f"receipt-{acting.org_slug}-{label}.json"
    return HttpResponse(
        receipt.as_text(),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_safe
@acts(may="books.export")
def export_books(request: HttpRequest, acting: Acting, form: str) -> HttpResponse:
    """Give the whole books as a file for another program."""
    if form not in FORMATS:
        raise Http404
    # Written to the disk first, because the walls stand only while the view runs.
    file = TemporaryFile()  # noqa: SIM115 - FileResponse closes it
    write_books(org_id=acting.org_id, name=acting.org_name, form=form, file=file)
    file.seek(0)
    answer = FileResponse(file, as_attachment=True, filename=f"{acting.org_slug}.{form}")
    return cast(HttpResponse, answer)


@require_safe
@acts(may="books.read")
def show_verification(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Recompute every balance and seal of the organisation, and show what is wrong, if anything is."""
    return render(request, "ledger/verification.html", {"verified": verify_books(org_id=acting.org_id)})


@require_http_methods(["GET", "HEAD", "POST"])
def check_receipt(request: HttpRequest) -> HttpResponse:
    """Check a receipt against a root, for anybody; nothing but what is pasted is needed."""
    form = ReceiptForm(request.POST or None)
    shown: dict[str, Any] = {"form": form, "receipt": None, "proved": False}
    if request.method == "POST" and form.is_valid():
        try:
            receipt = read_receipt(text=form.cleaned_data["receipt"])
            shown |= {"receipt": receipt, "proved": is_proved(receipt=receipt, root=form.cleaned_data["root"])}
        except Refusal as refusal:
            form.add_error("receipt", str(refusal))
    return render(request, "ledger/check_receipt.html", shown)


def _span(request: HttpRequest) -> tuple[date, date]:
    """Read a span of days from the address; this year, if there is none."""
    today = vietnam_day(timezone.now())
    from_on = _day(request.GET.get("from", ""), today.replace(month=1, day=1))
    until_on = _day(request.GET.get("until", ""), max(today, from_on))
    return from_on, max(until_on, from_on)


def _day(text: str, otherwise: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return otherwise
    # The first and the last day that can be written have no neighbour to reckon with.
    return min(max(day, date.min + timedelta(days=400)), date.max - timedelta(days=400))


def _carried(request: HttpRequest) -> Dong | None:
    """Read the balance that the page before ended with; nonsense is none, and the balance is reckoned anew."""
    text = request.GET.get("carried", "")
    digits = text.removeprefix("-")
    return Dong(int(text)) if digits.isascii() and digits.isdigit() and len(digits) < 20 else None


def _number(label: str) -> dict[str, int]:
    year, _dash, number = label.partition("-")
    if not (year.isascii() and year.isdigit() and number.isascii() and number.isdigit() and len(label) < 15):
        raise EntryUnknown()
    return {"year": int(year), "number": int(number)}


def _month(text: str) -> date:
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError as problem:
        raise Http404 from problem
    if month.year == date.max.year:
        # The last year that can be written has no year after it to reckon with.
        raise Http404
    return month
