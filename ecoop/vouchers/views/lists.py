"""The list of vouchers, on the screen and as Excel."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.sheets import Column, SheetDraft, answer_with_excel
from ecoop.lawbook import queries as lawbook
from ecoop.vouchers.forms import VoucherListForm
from ecoop.vouchers.queries import (
    Office,
    VoucherRow,
    VouchersWanted,
    get_office,
    list_vouchers,
    stream_vouchers,
    sum_vouchers,
)


@require_safe
@acts(may="documents.read")
def show_vouchers(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the vouchers that are asked for, newest first; or hand them out as Excel."""
    office = get_office(law=lawbook.on(vietnam_day(timezone.now())))
    form = VoucherListForm(request.GET, office=office, org_id=acting.org_id)
    wanted = form.wanted
    if request.GET.get("format") == "xlsx":
        return answer_with_excel(name="vouchers", sheets=[_sheet(acting, office, wanted)])
    cursor = request.GET.get("cursor", "")
    given = {
        "form": form,
        "may_record": acting.may("documents.record"),
        "page": list_vouchers(org_id=acting.org_id, office=office, wanted=wanted, cursor=cursor),
        "totals": sum_vouchers(org_id=acting.org_id, office=office, wanted=wanted),
        "month": wanted.starts_on if wanted.starts_on and form.cleaned_data.get("month") else None,
    }
    return render(request, "vouchers/vouchers.html", given)


def _sheet(acting: Acting, office: Office, wanted: VouchersWanted) -> SheetDraft:
    columns = [
        Column(_("Day"), "day"),
        Column(_("Form"), width=10),
        Column(_("Number"), width=14),
        Column(_("Entry"), width=10),
        Column(_("What"), width=40),
        Column(_("What happened"), width=30),
        Column(_("With whom"), width=30),
        Column(_("Who brings or takes the money"), width=24),
        Column(_("Amount"), "money"),
        Column(_("Remark"), width=24),
    ]
    rows = stream_vouchers(org_id=acting.org_id, office=office, wanted=wanted)
    total = sum_vouchers(org_id=acting.org_id, office=office, wanted=wanted).total_vnd
    return SheetDraft(
        name=_("Vouchers"),
        columns=columns,
        rows=_cells(rows),
        titles=(acting.org_name, _("Vouchers")),
        totals=(_("Total"), *[None] * 7, total, None),
    )


def _cells(rows: Iterator[VoucherRow]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        said = (row.text, row.rule_label, row.party_name, row.person_name)
        remark = _("Taken back by a red entry") if row.is_taken_back else ""
        yield (row.on, row.paper, row.number, row.entry_label, *said, row.total_vnd, remark)
