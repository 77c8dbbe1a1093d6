"""The register of assets as of any day."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from ecoop.assets.calc.coming import CARRIED_AT_ONCE
from ecoop.assets.calc.drafts import Weights
from ecoop.assets.calc.leaving import Standing
from ecoop.assets.calc.wear import CostChange, Terms, Wearing, terms_on
from ecoop.assets.calc.words import (
    ACQUISITION,
    CHANGE,
    DEPRECIATION,
    DISPOSAL,
    ChangeKind,
    Form,
    Ground,
    Kind,
    Origin,
)
from ecoop.assets.errors import AssetNotFound
from ecoop.assets.models import (
    Asset,
    AssetChange,
    AssetDisposal,
    AssetPlacing,
    AssetSource,
    AssetTerms,
    AssetWear,
    DepreciationRun,
)
from ecoop.kernel.dates import month_start
from ecoop.kernel.dong import Dong
from ecoop.ledger.queries.documents import is_taken_back

KIND_WORDS: dict[str, Any] = {
    Kind.FIXED: _("fixed asset"),
    Kind.UNDIVIDED: _("undivided asset"),
    Kind.WELFARE: _("welfare asset"),
    Kind.HELD: _("held for the State, off the balance sheet"),
}
FORM_WORDS: dict[str, Any] = {
    Form.TANGIBLE: _("tangible"),
    Form.INTANGIBLE: _("intangible, land-use right"),
    Form.LEASED: _("finance lease"),
    Form.PROPERTY: _("investment property"),
}
ORIGIN_WORDS: dict[str, Any] = {
    Origin.BOUGHT: _("bought"),
    Origin.BUILT: _("built"),
    Origin.RECEIVED: _("given in kind"),
    Origin.FOUND: _("found by a count"),
    Origin.HANDED_OVER: _("handed over by the State"),
    Origin.IN_BOOKS: _("in the books before"),
}
GROUND_WORDS: dict[str, Any] = {
    Ground.SOLD: _("sold"),
    Ground.SCRAPPED: _("scrapped"),
    Ground.MISSING: _("missing or lost"),
    Ground.GIVEN_BACK: _("given back to the State"),
}
CHANGE_WORDS: dict[str, Any] = {
    ChangeKind.IMPROVED: _("major repair, added to the cost"),
    ChangeKind.REPAIRED: _("repair, a cost of the period"),
    ChangeKind.REVALUED: _("valued anew"),
    ChangeKind.GIFT_SETTLED: _("gift after tax, into the undivided fund"),
}


@dataclass(frozen=True)
class SourceLine:
    """A part of the cost and whose money it is."""

    kind: str
    amount_vnd: Dong
    giver: str
    change_id: UUID | None = None


@dataclass(frozen=True)
class AssetLine:
    """An asset as the register shows it on one day."""

    row: Asset
    sources: tuple[SourceLine, ...]
    terms: tuple[Terms, ...]
    changes: tuple[AssetChange, ...]
    place: str
    custodian: str
    worn_vnd: Dong
    disposal: AssetDisposal | None
    on: date

    @property
    def id(self) -> UUID:
        """Give the id of the asset."""
        return self.row.id

    @property
    def code(self) -> str:
        """Give the code on its label."""
        return self.row.code

    @property
    def name(self) -> str:
        """Give its name."""
        return self.row.name

    @property
    def kind_label(self) -> str:
        """Name its kind in the active language."""
        return str(KIND_WORDS[self.row.kind])

    @property
    def form_label(self) -> str:
        """Name its form in the active language."""
        return str(FORM_WORDS[self.row.form])

    @property
    def cost_vnd(self) -> Dong:
        """Give its cost with what changed it."""
        return Dong(self.row.cost_vnd + sum(each.amount_vnd for each in self.cost_changes))

    @property
    def cost_changes(self) -> list[AssetChange]:
        """List the changes that moved its cost."""
        return [each for each in self.changes if each.kind in (ChangeKind.IMPROVED, ChangeKind.REVALUED)]

    @property
    def remaining_vnd(self) -> Dong:
        """Give what is not worn yet."""
        return Dong(self.cost_vnd - self.worn_vnd)

    @property
    def is_gone(self) -> bool:
        """Tell whether it left by the day."""
        return self.disposal is not None

    @property
    def weights(self) -> Weights:
        """Tell whose cost its wear is on the day."""
        return terms_on(terms=self.terms, on=self.on).weights

    @property
    def wearing(self) -> Wearing:
        """Give all that decides how it wears."""
        changes = tuple(CostChange(each.changed_on, Dong(each.amount_vnd)) for each in self.cost_changes)
        return Wearing(Dong(self.row.cost_vnd), Dong(self.row.opening_worn_vnd), self.terms, changes)


def list_assets(
    *, org_id: UUID, day: date, kind: str | None = None, ids: Collection[UUID] | None = None
) -> list[AssetLine]:
    """List every asset that came by a day, by code; also those that left by then (`is_gone`).

    Queries: 8
    """
    rows = Asset.objects.filter(~is_taken_back(document_kind=ACQUISITION), org_id=org_id, acquired_on__lte=day)
    rows = rows.filter(kind=kind) if kind else rows
    assets = list((rows.filter(id__in=ids) if ids is not None else rows).order_by("code"))
    return _lines(org_id, assets, day) if assets else []


def get_asset(*, org_id: UUID, asset_id: UUID, day: date) -> AssetLine:
    """Get one asset as of a day.

    Raises:  AssetNotFound
    Queries: 8
    """
    found = list_assets(org_id=org_id, day=day, ids=[asset_id])
    if not found:
        raise AssetNotFound()
    return found[0]


def standing_of(*, line: AssetLine, state_sources: Collection[str]) -> Standing:
    """Tell how an asset stands in the books, for what happens to it next.

    Queries: 0
    """
    given_vnd = _sum_of(line.sources, {"gift"})
    settled_vnd = sum(each.amount_vnd for each in line.changes if each.kind == ChangeKind.GIFT_SETTLED)
    is_undivided = line.row.kind == Kind.UNDIVIDED
    # What earlier books knew was carried by the fund as a whole, gifts too.
    settled_vnd = given_vnd if line.row.origin == Origin.IN_BOOKS else settled_vnd
    revalued_vnd = sum(each.amount_vnd for each in line.changes if each.kind == ChangeKind.REVALUED)
    carried_vnd = _sum_of(line.sources, CARRIED_AT_ONCE) + settled_vnd + revalued_vnd
    return Standing(
        id=line.id,
        code=line.code,
        name=line.name,
        kind=Kind(line.row.kind),
        form=line.row.form,
        acquired_on=line.row.acquired_on,
        cost_vnd=line.cost_vnd,
        worn_vnd=line.worn_vnd,
        carried_vnd=Dong(carried_vnd if is_undivided else 0),
        unsettled_gift_vnd=Dong(given_vnd - settled_vnd if is_undivided else 0),
        state_vnd=Dong(_sum_of(line.sources, state_sources)),
    )


def _sum_of(sources: Iterable[SourceLine], kinds: Collection[str]) -> int:
    return sum(each.amount_vnd for each in sources if each.kind in kinds)


def _lines(org_id: UUID, assets: list[Asset], day: date) -> list[AssetLine]:
    ids = [row.id for row in assets]
    changes = _by_asset(
        AssetChange.objects.filter(
            ~is_taken_back(document_kind=CHANGE), org_id=org_id, asset_id__in=ids, changed_on__lte=day
        ).order_by("changed_on", "recorded_at")
    )
    left = AssetDisposal.objects.filter(
        ~is_taken_back(document_kind=DISPOSAL), org_id=org_id, asset_id__in=ids, disposed_on__lte=day
    )
    disposals = {row.asset_id: row for row in left}
    sources = _sources(org_id, ids, {each.id for rows in changes.values() for each in rows})
    terms = _terms(org_id, ids)
    placings = _placings(org_id, ids, day)
    worn = _worn(org_id, ids, day, [row.id for row in disposals.values()])
    return [
        AssetLine(
            row=row,
            sources=tuple(sources[row.id]),
            terms=tuple(terms[row.id]),
            changes=tuple(changes[row.id]),
            place=placings[row.id].place if row.id in placings else "",
            custodian=placings[row.id].custodian if row.id in placings else "",
            worn_vnd=Dong(row.opening_worn_vnd + worn.get(row.id, 0)),
            disposal=disposals.get(row.id),
            on=day,
        )
        for row in assets
    ]


def _by_asset(rows: Iterable[Any]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.asset_id].append(row)
    return found


def _sources(org_id: UUID, ids: list[UUID], change_ids: set[UUID]) -> dict[UUID, list[SourceLine]]:
    found: dict[UUID, list[SourceLine]] = defaultdict(list)
    rows = AssetSource.objects.filter(org_id=org_id, asset_id__in=ids).order_by("asset_id", "position", "id")
    for row in rows:
        if row.change_id is None or row.change_id in change_ids:
            line = SourceLine(row.kind, Dong(row.amount_vnd), row.giver, row.change_id)
            found[row.asset_id].append(line)
    return found


def _terms(org_id: UUID, ids: list[UUID]) -> dict[UUID, list[Terms]]:
    found: dict[UUID, list[Terms]] = defaultdict(list)
    for row in AssetTerms.objects.filter(org_id=org_id, asset_id__in=ids).order_by("since_on", "recorded_at", "id"):
        weights = Weights(row.production_weight, row.management_weight, row.idle_weight)
        found[row.asset_id].append(Terms(row.since_on, row.life_months, weights))
    return found


def _placings(org_id: UUID, ids: list[UUID], day: date) -> dict[UUID, AssetPlacing]:
    rows = AssetPlacing.objects.filter(org_id=org_id, asset_id__in=ids, since_on__lte=day)
    return {row.asset_id: row for row in rows.order_by("since_on", "recorded_at", "id")}


def _worn(org_id: UUID, ids: list[UUID], day: date, disposal_ids: list[UUID]) -> dict[UUID, int]:
    """Sum the wear that is in the books by a day: a run counts from the last day of its month."""
    runs = DepreciationRun.objects.filter(
        ~is_taken_back(document_kind=DEPRECIATION), org_id=org_id, month__lt=_first_open_month(day)
    )
    documents = [*runs.values_list("id", flat=True), *disposal_ids]
    rows = AssetWear.objects.filter(org_id=org_id, asset_id__in=ids, document_id__in=documents)
    return {
        asset_id: int(sum_vnd)
        for asset_id, sum_vnd in rows.values_list("asset_id").annotate(worn=Sum("amount_vnd")).order_by()
    }


def _first_open_month(day: date) -> date:
    """Give the first month whose last day is after the day."""
    return month_start(day + timedelta(days=1)) if day < date.max else day


def list_codes(*, org_id: UUID) -> set[str]:
    """List the codes that assets carry.

    Queries: 1
    """
    return set(Asset.objects.filter(org_id=org_id).values_list("code", flat=True))
