"""Pages of the register: the list, a new asset, the card of one."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.assets.actions.acquire_assets import acquire_assets
from ecoop.assets.calc.coming import list_doubts
from ecoop.assets.calc.drafts import AssetDraft
from ecoop.assets.calc.words import Kind, Origin
from ecoop.assets.errors import AssetNotFound
from ecoop.assets.forms import AssetForm
from ecoop.assets.queries.card import get_asset_card
from ecoop.assets.queries.comparing import compare_with_books
from ecoop.assets.queries.law import get_limits, list_source_words
from ecoop.assets.queries.register import KIND_WORDS, ORIGIN_WORDS, AssetLine, list_assets, list_codes
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Refusal
from ecoop.kernel.sheets import Column, SheetDraft, answer_with_excel
from ecoop.kernel.written import format_day, format_grouped
from ecoop.lawbook import queries as lawbook
from ecoop.web.asked import asked_day

ROWS_MAX = 200
_HINTS = {
    Origin.BOUGHT: gettext_lazy("Paid from own money, a loan, the undivided fund or the welfare fund."),
    Origin.BUILT: gettext_lazy("Construction is finished; its costs wait on construction in progress."),
    Origin.RECEIVED: gettext_lazy("The State or somebody gave the thing itself."),
    Origin.HANDED_OVER: gettext_lazy("A community work that we look after and that is not ours."),
    Origin.IN_BOOKS: gettext_lazy("In the opening balances, contributed by a member, or posted by a voucher."),
    Origin.FOUND: gettext_lazy("A count found it and nobody knows yet whose it is."),
}
_DOUBTS = {
    "cost": gettext_lazy("It costs less than a fixed asset usually does; many keep such things as tools."),
    "life": gettext_lazy("It lasts less than a fixed asset does; many keep such things as tools."),
}


@require_safe
@acts(may="documents.read")
def show_assets(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the assets as of a day, by kind, source and place; or hand them out as Excel."""
    on = asked_day(request)
    everything = list_assets(org_id=acting.org_id, day=on)
    assets = _filtered(request, everything)
    if request.GET.get("format") == "xlsx":
        return answer_with_excel(name=f"assets-{on}", sheets=[_sheet(acting, assets, on)])
    given = {
        "assets": assets[:ROWS_MAX],
        "is_cut": len(assets) > ROWS_MAX,
        "is_empty": not everything,
        "on_day": on,
        "sums": _sums(assets),
        "places": sorted({asset.place for asset in everything if asset.place}),
        "kinds": KIND_WORDS.items(),
        "sources": list_source_words(law=lawbook.on(on)).items(),
        "asked": request.GET,
        "differences": _differences(acting, on, everything),
        "may_record": acting.may("documents.record"),
    }
    return render(request, "assets/assets.html", given)


@require_safe
@acts(may="documents.record")
def choose_origin(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Ask how an asset came."""
    ways = [(origin.value, str(ORIGIN_WORDS[origin]), str(hint)) for origin, hint in _HINTS.items()]
    return render(request, "assets/origins.html", {"ways": ways})


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.record")
def record_asset(request: HttpRequest, acting: Acting, origin: str) -> HttpResponse:
    """Take an asset that came this way into the register."""
    if origin not in set(Origin):
        raise Http404
    now = timezone.now()
    today = vietnam_day(now)
    law = lawbook.on(today)
    kind = Kind.HELD if origin == Origin.HANDED_OVER else request.GET.get("kind", Kind.FIXED)
    initial = {"acquired_on": today, "kind": kind, "code": _next_code(acting)}
    form = AssetForm(request.POST or None, origin=Origin(origin), law=law, org_id=acting.org_id, initial=initial)
    if request.method == "POST" and form.is_valid():
        draft = form.draft()
        (outcome,) = acquire_assets(org_id=acting.org_id, assets=[draft], by=acting.person_id, now=now)
        if outcome.refusal is None:
            _greet(request, draft, outcome.entry_label)
            return redirect("assets:asset", acting.org_slug, draft.id)
        form.add_error(None, str(outcome.refusal))
    given = {"form": form, "way": str(ORIGIN_WORDS[Origin(origin)])}
    return render(request, "assets/asset_form.html", given, status=422 if form.is_bound else 200)


@require_safe
@acts(may="documents.read")
def show_asset(request: HttpRequest, acting: Acting, asset_id: UUID) -> HttpResponse:
    """Show the card of an asset: what it is, its history, its schedule, its papers."""
    try:
        card = get_asset_card(org_id=acting.org_id, asset_id=asset_id, day=asked_day(request))
    except AssetNotFound:
        raise Http404 from None
    may_record = acting.may("documents.record") and not card.asset.is_gone
    return render(request, "assets/asset.html", {"card": card, "asset": card.asset, "may_record": may_record})


def _filtered(request: HttpRequest, assets: Sequence[AssetLine]) -> list[AssetLine]:
    kind, place, source = (request.GET.get(name, "") for name in ("kind", "place", "source"))
    shows_gone = request.GET.get("gone") == "1"
    return [
        asset
        for asset in assets
        if (not kind or asset.row.kind == kind)
        and (not place or asset.place == place)
        and (not source or any(each.kind == source for each in asset.sources))
        and (shows_gone or not asset.is_gone)
    ]


def _sums(assets: Sequence[AssetLine]) -> dict[str, Dong]:
    held = [asset for asset in assets if not asset.is_gone and asset.row.kind != Kind.HELD]
    return {
        "cost_vnd": Dong(sum(asset.cost_vnd for asset in held)),
        "worn_vnd": Dong(sum(asset.worn_vnd for asset in held)),
        "remaining_vnd": Dong(sum(asset.remaining_vnd for asset in held)),
    }


def _differences(acting: Acting, on: date, assets: Sequence[AssetLine]) -> list[Any]:
    """List the accounts where books and register differ; none where the books are not open yet."""
    try:
        compared = compare_with_books(org_id=acting.org_id, day=on)
    except Refusal:
        return []
    return [line for line in compared if line.difference_vnd]


def _next_code(acting: Acting) -> str:
    """Propose a code that no asset carries."""
    taken = list_codes(org_id=acting.org_id)
    number = len(taken) + 1
    while f"TS{number:03}" in taken:
        number += 1
    return f"TS{number:03}"


def _greet(request: HttpRequest, draft: AssetDraft, label: str) -> None:
    said = _("Recorded, as entry {label} of the books.").format(label=label) if label else _("Recorded.")
    messages.success(request, said)
    limits = get_limits(law=lawbook.on(vietnam_day(timezone.now())))
    for doubt in list_doubts(draft=draft, limits=limits):
        messages.warning(request, str(_DOUBTS[doubt]))


def _sheet(acting: Acting, assets: Sequence[AssetLine], on: date) -> SheetDraft:
    words = list_source_words(law=lawbook.on(on))
    columns = [
        Column(_("Code"), width=12),
        Column(_("Name"), width=36),
        Column(_("Kind of asset"), width=20),
        Column(_("Came on"), "day"),
        Column(_("In use since"), "day"),
        Column(_("Useful life in months"), "number"),
        Column(_("Cost"), "money"),
        Column(_("Worn"), "money"),
        Column(_("Remaining"), "money"),
        Column(_("Sources of money"), width=36),
        Column(_("Place"), width=24),
        Column(_("Who keeps it"), width=24),
        Column(_("Left on"), "day"),
    ]
    rows = (
        (
            *(asset.code, asset.name, asset.kind_label, asset.row.acquired_on, asset.row.in_use_on),
            *(asset.row.life_months, asset.cost_vnd, asset.worn_vnd, asset.remaining_vnd),
            ", ".join(f"{words.get(each.kind, each.kind)} {format_grouped(each.amount_vnd)}" for each in asset.sources),
            *(asset.place, asset.custodian, asset.disposal.disposed_on if asset.disposal else None),
        )
        for asset in assets
    )
    titles = (acting.org_name, f"{_('Assets')} {format_day(on)}")
    return SheetDraft(name=_("Assets"), columns=columns, rows=rows, titles=titles)
