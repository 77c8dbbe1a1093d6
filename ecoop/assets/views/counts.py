"""Pages of counts, made for a phone: scan the label, say here or not here."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.assets.actions.count_assets import begin_count, mark_assets
from ecoop.assets.errors import AssetNotFound, CountNotFound
from ecoop.assets.forms import CountForm, MarkForm
from ecoop.assets.queries.card import list_papers
from ecoop.assets.queries.counting import find_mark, find_open_count, get_count, list_counts
from ecoop.assets.queries.register import get_asset
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.ids import new_id


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.read")
def show_counts(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the counts there were; a POST begins one."""
    now = timezone.now()
    initial = {"counted_on": vietnam_day(now), "team": acting.person_name}
    form = CountForm(request.POST or None, initial=initial)
    may_count = acting.may("documents.record")
    if request.method == "POST" and may_count and form.is_valid():
        draft = form.draft()
        begin_count(org_id=acting.org_id, count=draft, by=acting.person_id, now=now)
        return redirect("assets:count", acting.org_slug, draft.id)
    given = {"form": form, "counts": list_counts(org_id=acting.org_id), "may_count": may_count}
    return render(request, "assets/counts.html", given, status=422 if form.is_bound else 200)


@require_safe
@acts(may="documents.read")
def show_count(request: HttpRequest, acting: Acting, count_id: UUID) -> HttpResponse:
    """Show a count: what was seen, what is missing, what nobody looked for yet."""
    try:
        page = get_count(org_id=acting.org_id, count_id=count_id)
    except CountNotFound:
        raise Http404 from None
    papers = list_papers(org_id=acting.org_id, day=page.count.counted_on, document_id=count_id)
    given = {
        "page": page,
        # Each button marks once, however often it is pressed.
        "lines": [(line, new_id()) for line in page.lines],
        "found_id": new_id(),
        "paper": next(iter(papers), None),
        "may_count": acting.may("documents.record"),
    }
    return render(request, "assets/count.html", given)


@require_safe
@acts(may="documents.read")
def show_seen(request: HttpRequest, acting: Acting, asset_id: UUID) -> HttpResponse:
    """Show what a scanned label is about, with two big buttons while a count goes on."""
    today = vietnam_day(timezone.now())
    try:
        asset = get_asset(org_id=acting.org_id, asset_id=asset_id, day=today)
    except AssetNotFound:
        raise Http404 from None
    count = find_open_count(org_id=acting.org_id, today=today)
    mark = find_mark(org_id=acting.org_id, count_id=count.id, asset_id=asset_id) if count else None
    form = MarkForm(initial={"asset": asset_id, "place": asset.place})
    given = {"asset": asset, "count": count, "mark": mark, "form": form, "may_count": acting.may("documents.record")}
    return render(request, "assets/seen.html", given)


@require_POST
@acts(may="documents.record")
def mark_asset(request: HttpRequest, acting: Acting, count_id: UUID) -> HttpResponse:
    """Mark one asset as here or not here, or write down what was found."""
    form = MarkForm(request.POST)
    if not form.is_valid():
        raise Http404
    draft = form.draft(count_id=count_id)
    (outcome,) = mark_assets(org_id=acting.org_id, marks=[draft], by=acting.person_id, now=timezone.now())
    if outcome.refusal is not None:
        messages.error(request, str(outcome.refusal))
    else:
        messages.success(request, _("Written down."))
    if draft.asset_id is not None and "from_label" in request.POST:
        return redirect("assets:seen", acting.org_slug, draft.asset_id)
    return redirect("assets:count", acting.org_slug, count_id)
