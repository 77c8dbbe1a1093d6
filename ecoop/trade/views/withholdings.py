"""Pages of what platforms withheld."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.refusals import Refusal
from ecoop.kernel.sheets import Column, SheetDraft, answer_with_excel
from ecoop.trade.actions.record_withholdings import record_withholdings
from ecoop.trade.forms import WithholdingForm
from ecoop.trade.queries import WithholdingFacts, list_withholdings


@require_safe
@acts(may="documents.read")
def show_withholdings(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show what platforms withheld in a year; or hand it out as Excel."""
    year = _year(request.GET.get("year", ""), vietnam_day(timezone.now()))
    rows = list_withholdings(org_id=acting.org_id, year=year)
    if request.GET.get("format") == "xlsx":
        return answer_with_excel(name=f"withholdings-{year}", sheets=[_sheet(acting, year, rows)])
    given = {
        "rows": rows,
        "year": year,
        "vat_vnd": sum(row.vat_vnd for row in rows),
        "pit_vnd": sum(row.pit_vnd for row in rows),
        "may_record": acting.may("documents.record"),
    }
    return render(request, "trade/withholdings.html", given)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.record")
def record_withholding(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Record a platform's statement of a month."""
    form = WithholdingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            draft, now = form.draft(), timezone.now()
            (outcome,) = record_withholdings(org_id=acting.org_id, withholdings=[draft], by=acting.person_id, now=now)
            if outcome.refusal is not None:
                raise outcome.refusal
            messages.success(request, _("Recorded, as entry {label} of the books.").format(label=outcome.entry_label))
            return redirect("trade:withholdings", acting.org_slug)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return render(request, "trade/withholding.html", {"form": form}, status=422 if form.is_bound else 200)


def _year(text: str, today: date) -> int:
    return int(text) if text.isdecimal() and len(text) == 4 and 2000 <= int(text) <= 2100 else today.year


def _sheet(acting: Acting, year: int, rows: list[WithholdingFacts]) -> SheetDraft:
    title = _("Tax withheld by platforms, {year}").format(year=year)
    columns = [
        Column(_("Month"), "day"),
        Column(_("Platform"), width=30),
        Column(_("Statement"), width=20),
        Column(_("VAT withheld"), "money"),
        Column(_("Income tax withheld"), "money"),
    ]
    cells = [(row.month, row.platform_name, row.paper, row.vat_vnd, row.pit_vnd) for row in rows]
    totals = (_("Total"), None, None, sum(row.vat_vnd for row in rows), sum(row.pit_vnd for row in rows))
    return SheetDraft(name=str(year), columns=columns, rows=cells, titles=(acting.org_name, title), totals=totals)
