"""Desk page of all that waits in the tray for one cause, settled together step by step."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.refusals import Refusal
from ecoop.sync.actions.settle_tray_step import settle_tray_step
from ecoop.sync.calc.words import Settled
from ecoop.sync.forms import StepForm
from ecoop.sync.queries.tray_causes import TrayCause, list_causes

RECORDS = "documents.record"


@dataclass(frozen=True)
class Progress:
    """How far the steps came."""

    total: int
    settled: int
    refused: int
    cursor: str

    @property
    def done(self) -> int:
        """Give how many were looked at."""
        return self.settled + self.refused


@require_safe
@acts(may="documents.read")
def show_cause(request: HttpRequest, acting: Acting, code: str) -> HttpResponse:
    """Show why records wait, how many, and what may be done with all of them at once."""
    return _page(request, acting, code)


@require_POST
@acts(may=RECORDS)
def step(request: HttpRequest, acting: Acting, code: str) -> HttpResponse:
    """Do one step, and show how far it came; the page goes on by itself, or with a button."""
    form, code = StepForm(request.POST), code.replace("\0", "")
    if not form.is_valid():
        return _page(request, acting, code, form=form)
    said = form.cleaned_data
    total = said.get("total") or _count(acting, code)
    try:
        came = settle_tray_step(
            acting=acting, code=code, wish=form.wish(), cursor=said.get("cursor", ""), now=timezone.now()
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _page(request, acting, code, form=form)
    settled, refused = (said.get("recorded") or 0) + came.settled, (said.get("refused") or 0) + came.refused
    progress = Progress(max(total, settled + refused), settled, refused, came.cursor)
    return _page(request, acting, code, form=form, progress=progress)


def _page(
    request: HttpRequest,
    acting: Acting,
    code: str,
    *,
    form: StepForm | None = None,
    progress: Progress | None = None,
) -> HttpResponse:
    given: dict[str, Any] = {
        "code": code,
        "cause": _find_cause(acting, code),
        "form": form or StepForm(),
        "progress": progress,
        "ways": {each.value: each.value for each in Settled},
        "may_record": acting.may(RECORDS),
    }
    is_refused = form is not None and bool(form.errors)
    return render(request, "sync/tray_cause.html", given, status=422 if is_refused else 200)


def _count(acting: Acting, code: str) -> int:
    found = _find_cause(acting, code)
    return found.count if found else 0


def _find_cause(acting: Acting, code: str) -> TrayCause | None:
    causes = list_causes(org_id=acting.org_id, language=get_language() or "vi")
    return next((each for each in causes if each.code == code), None)
