"""Pages on which an accountant prepares the returns of a period for all the households she keeps."""

import re
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ecoop.kernel.archives import zip_of
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.sheets import Column, SheetDraft, answer_with_excel
from ecoop.taxes.actions.prepare_returns_step import prepare_returns_step
from ecoop.taxes.forms.preparing import StepForm
from ecoop.taxes.queries.kept import cut_page
from ecoop.taxes.queries.preparing import Run, get_run, last_period, list_periods, stream_files
from ecoop.taxes.views.kept import person_of

PER_STEP = 20
_PERIOD = re.compile(r"20\d\d(-(Q[1-4]|0[1-9]|1[0-2]))?")


@login_required
@require_safe
def show_last_period(request: HttpRequest) -> HttpResponse:
    """Lead to the quarter whose returns are due."""
    return redirect("taxes:kept-returns", period=last_period(today=vietnam_day(timezone.now())))


@never_cache
@login_required
@require_safe
def show_run(request: HttpRequest, period: str) -> HttpResponse:
    """Show the returns of a period: what needs a human first, then what is made and filed."""
    _must_be_a_period(period)
    run = get_run(person_id=person_of(request), period=period)
    given = request.GET.get("page", "")
    rows, page = cut_page(rows=run.rows, page=int(given) if given.isdecimal() and len(given) < 5 else 1)
    facts = _facts(run) | {"since": request.GET.get("since", ""), "rows": rows, "page": page}
    facts |= {"periods": list_periods(today=vietnam_day(timezone.now())), "year": int(period[:4])}
    return render(request, "taxes/preparing.html", facts)


@login_required
@require_POST
def prepare_step(request: HttpRequest, period: str) -> HttpResponse:
    """Prepare the next few returns and answer how far it is; the page goes on by itself."""
    _must_be_a_period(period)
    form, now = StepForm(request.POST), timezone.now()
    since = (form.cleaned_data["since_at"] if form.is_valid() else None) or now
    person_id = person_of(request)
    progress = prepare_returns_step(person_id=person_id, period=period, limit=PER_STEP, now=now, since_at=since)
    page = reverse("taxes:kept-returns", args=[period])
    going_on = page if progress.is_finished else f"{page}?since={since:%Y-%m-%dT%H:%M:%S.%fZ}"
    if not getattr(request, "htmx", False):
        return redirect(going_on)
    if progress.is_finished:
        return HttpResponse(headers={"HX-Redirect": page})
    facts = {"period": period, "done": progress.done, "total": progress.total, "refused": progress.refused}
    return render(request, "taxes/parts/progress.html", facts | {"since": f"{since:%Y-%m-%dT%H:%M:%S.%fZ}"})


@never_cache
@login_required
@require_safe
def download_files(request: HttpRequest, period: str) -> StreamingHttpResponse:
    """Give the files of all returns of a period as one archive, made while it is sent."""
    _must_be_a_period(period)
    person_id = person_of(request)
    run = get_run(person_id=person_id, period=period)
    pieces = zip_of(files=stream_files(run=run, person_id=person_id))
    named = {"Content-Disposition": f'attachment; filename="returns-{period}.zip"'}
    return StreamingHttpResponse(pieces, content_type="application/zip", headers=named)


@never_cache
@login_required
@require_safe
def download_summary(request: HttpRequest, period: str) -> Any:
    """Give the list of returns of a period for Excel."""
    _must_be_a_period(period)
    run = get_run(person_id=person_of(request), period=period)
    columns = [
        Column(_("Household")),
        Column(_("State")),
        Column(_("Form")),
        Column(_("Period")),
        Column(_("Due on"), kind="day"),
        Column(_("VAT"), kind="money"),
        Column(_("Personal income tax"), kind="money"),
        Column(_("Together"), kind="money"),
        Column(_("What to do")),
    ]
    sheet = SheetDraft(name=period, columns=columns, rows=_rows(run), titles=(_("Returns"), run.label))
    return answer_with_excel(name=f"returns-{period}", sheets=[sheet])


def _rows(run: Run) -> Iterator[tuple[Any, ...]]:
    for row in run.rows:
        tax = row.vat_vnd, row.pit_vnd, row.total_vnd
        name, said = row.organisation.name, " ".join(filter(None, (row.said, row.remedy)))
        yield (name, row.state_label, row.form, row.period, row.due_on, *tax, said)


def _facts(run: Run) -> dict[str, Any]:
    counts = run.counts
    return {"run": run, "period": run.period, "counts": counts, "done": run.done, "total": run.total}


def _must_be_a_period(period: str) -> None:
    if not _PERIOD.fullmatch(period):
        raise Http404
